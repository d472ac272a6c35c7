using Microsoft.AspNetCore.Antiforgery;
using TuanHoc.Office;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans.Incoming;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans;

/// <summary>Bringing a plan in: a file, a package of an office's document system, or a text pasted, becomes a plan that was read and waits for a person.</summary>
public static class PlanUpload
{
    const string FileField = "file", TextField = "text", UnitField = "unit";

    // The form around the largest file, and a text pasted beside it.
    const long MostBody = EdXml.MostBytes + 1_000_000;

    public static async Task<IResult> Receive(HttpContext http, AppDb db, CurrentUser user, IAntiforgery antiforgery, TimeProvider clock, CancellationToken cancel)
    {
        if (user.KeptUnits().Count == 0) return PageResults.Missing();
        if (await LargeForm.ReadAsync(http, MostBody, cancel) is not { } posted) return await AgainAsync(new FormReader(FormCollection.Empty), TooLarge, StatusCodes.Status413PayloadTooLarge);
        var form = new FormReader(posted);
        if (!await antiforgery.IsRequestValidAsync(http)) return await AgainAsync(form, Forgery.Sentence, StatusCodes.Status400BadRequest);
        if (!long.TryParse(form[UnitField], System.Globalization.NumberStyles.None, Vn.Culture, out var unit) || form.Key() is not { } key) return await AgainAsync(form, T["Chọn đơn vị ban hành kế hoạch."], StatusCodes.Status400BadRequest);
        if (!user.Holds(unit, Roles.Leading)) return PageResults.Missing();

        var files = posted.Files.GetFiles(FileField).Where(file => file.Length > 0).ToList();
        var pasted = form[TextField] is { } typed && !string.IsNullOrWhiteSpace(typed) ? (Name: T["văn bản dán vào"], Text: typed) : ((string Name, string Text)?)null;
        if (files.Count == 0 && pasted is null)
            return await AgainAsync(form, posted.Files.Count > 0 && posted.Files[0].FileName.Length > 0 ? T["Tệp không có chữ nào."] : T["Chọn một tệp .docx, .pdf, .doc, .txt hoặc .edxml, hoặc dán văn bản kế hoạch."], StatusCodes.Status400BadRequest);
        var (plan, refusal) = await ReadAsync(files, pasted, cancel);
        if (plan is null) return await AgainAsync(form, refusal is { } why ? Said(why) : TooLarge, refusal is null ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest);

        await db.KeepReadPlanAsync(user, clock, key, unit, plan, cancel);
        return TypedResults.LocalRedirect($"/plans/{key}");

        async Task<IResult> AgainAsync(FormReader typed, string why, int status) =>
            PageResults.Page<PlansView>(await PlanEndpoints.ListedAsync(db, user, before: null, typed, why, cancel), status);
    }

    static string TooLarge => T["Tệp lớn hơn {0} MB, nên chưa đọc và chưa lưu gì. Kế hoạch chỉ có chữ thường dưới 1 MB: bỏ ảnh rồi lưu lại, hoặc dán văn bản.", PlanText.MostBytes / 1_000_000];

    // Neither a plan nor a reason: a document larger than a plan can be.
    static async Task<(IncomingPlan? Plan, Sentence? Refusal)> ReadAsync(List<IFormFile> files, (string Name, string Text)? pasted, CancellationToken cancel)
    {
        var contents = files.ConvertAll(file => (Name: NameOf(file), Content: file.OpenReadStream()));
        try
        {
            return contents.Exists(file => file.Content.Length > PlanText.MostBytes && !OfficeFile.IsXml(file.Content)) ? default : await IncomingPlan.ReadAsync([.. contents], pasted, cancel);
        }
        finally
        {
            foreach (var (_, content) in contents) await content.DisposeAsync();
        }
    }

    // A sentence may carry another one: why a file within a package cannot be read.
    static string Said(Sentence sentence) => T[sentence.Text, [.. sentence.Arguments.Select(value => value is Sentence within ? Said(within) : value)]];

    // A browser may send a whole path; the name is shown, never opened.
    static string NameOf(IFormFile file)
    {
        var name = string.Concat(file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c)));
        return name.Length switch { 0 => T["tệp không tên"], _ => name.Cut(200) };
    }
}
