using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using TuanHoc.Office;
using TuanHoc.Plans;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans;

/// <summary>Bringing a plan in: a file, or its text pasted, becomes a plan that was read and waits for a person.</summary>
public static class PlanUpload
{
    const string FileField = "file", TextField = "text", UnitField = "unit";

    // The form around the file, and a text pasted beside it.
    const long MostBody = PlanText.MostBytes + 1_000_000;

    // A browser that is still sending does not read the answer, so a body that is too large is read to its end and forgotten, up to here.
    const long MostIgnored = 200_000_000;

    // The longest plans have some tens of pages.
    const int MostCharacters = 1_000_000;

    public static async Task<IResult> Receive(HttpContext http, AppDb db, CurrentUser user, IAntiforgery antiforgery, TimeProvider clock, CancellationToken cancel)
    {
        if (user.KeptUnits().Count == 0) return PageResults.Missing();
        if (await ReadFormAsync(http, cancel) is not { } posted) return await AgainAsync(new FormReader(FormCollection.Empty), TooLarge, StatusCodes.Status413PayloadTooLarge);
        var form = new FormReader(posted);
        if (!await antiforgery.IsRequestValidAsync(http)) return await AgainAsync(form, Forgery.Sentence, StatusCodes.Status400BadRequest);
        if (!long.TryParse(form[UnitField], System.Globalization.NumberStyles.None, Vn.Culture, out var unit) || form.Key() is not { } key) return await AgainAsync(form, T["Chọn đơn vị ban hành kế hoạch."], StatusCodes.Status400BadRequest);
        if (!user.Holds(unit, Roles.Leading)) return PageResults.Missing();

        var file = posted.Files.GetFile(FileField) is { Length: > 0 } chosen ? chosen : null;
        var pasted = form[TextField];
        if (file is null && string.IsNullOrWhiteSpace(pasted))
            return await AgainAsync(form, posted.Files.Count > 0 && posted.Files[0].FileName.Length > 0 ? T["Tệp không có chữ nào."] : T["Chọn một tệp .docx, .pdf, .doc hoặc .txt, hoặc dán văn bản kế hoạch."], StatusCodes.Status400BadRequest);
        var (text, refusal, byMachine) = await TextOfAsync(file, pasted, cancel);
        refusal ??= text!.Length > MostCharacters ? T["Văn bản dài quá {0} ký tự; kế hoạch dài nhất cũng chỉ vài chục trang.", MostCharacters] : PlanReader.WhyNotPlan(text) is { } why ? T[why] : null;
        if (refusal is not null) return await AgainAsync(form, refusal, refusal == TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest);

        await db.KeepReadPlanAsync(user, clock, key, unit, fileName: file is null ? T["văn bản dán vào"] : NameOf(file), text!, byMachine, cancel);
        return TypedResults.LocalRedirect($"/plans/{key}");

        async Task<IResult> AgainAsync(FormReader typed, string why, int status) =>
            PageResults.Page<PlansView>(await PlanEndpoints.ListedAsync(db, user, before: null, typed, why, cancel), status);
    }

    static string TooLarge => T["Tệp lớn hơn {0} MB, nên chưa đọc và chưa lưu gì. Kế hoạch chỉ có chữ thường dưới 1 MB: bỏ ảnh rồi lưu lại, hoặc dán văn bản.", PlanText.MostBytes / 1_000_000];

    /// <summary>The form, or null when more was sent than a plan can be. The body is read here, before anything else looks at it.</summary>
    static async Task<IFormCollection?> ReadFormAsync(HttpContext http, CancellationToken cancel)
    {
        var limit = http.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (http.Request.ContentLength > MostBody)
        {
            if (limit is { IsReadOnly: false }) limit.MaxRequestBodySize = MostIgnored;
            if (http.Request.ContentLength <= MostIgnored) await http.Request.Body.CopyToAsync(Stream.Null, cancel);
            return null;
        }
        if (limit is { IsReadOnly: false }) limit.MaxRequestBodySize = MostBody;
        try
        {
            return http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancel) : FormCollection.Empty;
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
        catch (InvalidDataException)
        {
            return FormCollection.Empty;
        }
    }

    // Pasted text goes the way of a file, so that the same signs are cleaned and refused.
    static async Task<(string? Text, string? Refusal, bool ByMachine)> TextOfAsync(IFormFile? file, string? pasted, CancellationToken cancel)
    {
        await using var stream = file?.OpenReadStream() ?? new MemoryStream(Encoding.UTF8.GetBytes(pasted ?? ""));
        var (text, refusal, byMachine) = await PlanFile.ReadAsync(stream, cancel);
        return (text, refusal is not { } sentence ? null : stream.Length > PlanText.MostBytes ? TooLarge : T[sentence.Text, sentence.Arguments], byMachine);
    }

    // A browser may send a whole path; the name is shown, never opened.
    static string NameOf(IFormFile file)
    {
        var name = string.Concat(file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c)));
        return name.Length switch { 0 => T["tệp không tên"], _ => name.Cut(200) };
    }
}
