using System.Globalization;
using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Forms;

/// <summary>The forms, and the editor in which the next one is made: from a form that was issued, row by row, until it is issued itself and stays. A province adds rows of its own behind the nation's.</summary>
public static class FormEndpoints
{
    public static void MapForms(this IEndpointRouteBuilder app)
    {
        app.MapGet("/forms", List);
        app.MapPost("/forms", Begin);
        app.MapPost("/forms/own/{unitId:long}", BeginOwn);
        app.MapGet("/forms/{key}", Show);
        var draft = app.MapGroup("/forms/drafts/{id:guid}");
        draft.MapGet("", Edit);
        draft.MapPost("", Keep);
        draft.MapGet("/row", RowEndpoints.Show);
        draft.MapPost("/row", RowEndpoints.Keep);
        draft.MapGet("/checks", CheckEndpoints.Show);
        draft.MapPost("/checks", CheckEndpoints.Keep);
        draft.MapPost("/issue", Issue);
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel) => PageResults.Page<FormsView>(new
    {
        Forms = await db.FormsAsync(cancel),
        Drafts = await db.FormDraftsAsync(user, cancel),
        Own = await db.OwnRowsAsync(user, cancel),
    });

    static async Task<IResult> Show(string key, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if ((await db.FormsAsync(cancel)).Find(one => one.Key == key) is not { } listed) return PageResults.Missing();
        await db.KnowFormAsync(key, cancel);
        var form = StatisticsForm.Load(key);
        return PageResults.Page<FormView>(new
        {
            Listed = listed,
            Form = form,
            Links = form.Definition.Former is { } former ? form.Definition.LinksFrom(StatisticsForm.Load(former)) : [],
            MayBegin = listed.BaseKey is null && user.EditsForms(),
        });
    }

    /// <summary>Begins a draft of the next form, with all that stands in the one it is made from.</summary>
    static async Task<IResult> Begin(IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var form = new FormReader(posted);
        if (!user.EditsForms()) return PageResults.Missing();
        if (form.Key() is not { } key || !(await db.FormKeysAsync(cancel)).Contains(form["from"] ?? "")) return PageResults.Refused(StatusCodes.Status400BadRequest, T["Chưa soạn được"], T["Chọn mẫu để soạn từ đó."], "/forms");
        var from = StatisticsForm.Load(form["from"]!);
        await db.BeginAsync(user, key, from.Key, from.Definition.Next(await NextKeyAsync(db, user.Today.Year, cancel)), own: null, cancel);
        return TypedResults.LocalRedirect($"/forms/drafts/{key}");
    }

    /// <summary>Begins the rows of a province for the Week of the newest year, or opens those that somebody there began.</summary>
    static async Task<IResult> BeginOwn(long unitId, IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if ((await db.OwnRowsAsync(user, cancel)).Find(one => one.UnitId == unitId) is not { } asked) return PageResults.Missing();
        if (new FormReader(posted).Key() is not { } key) return PageResults.Refused(StatusCodes.Status400BadRequest, T["Chưa soạn được"], Forgery.Sentence, "/forms");
        if (asked.WhyNot is { } why) return PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa soạn được"], why, "/forms");
        return TypedResults.LocalRedirect($"/forms/drafts/{await db.BeginAsync(user, key, asked.FormKey!, await db.OwnDefinitionAsync(asked, cancel), asked, cancel)}");
    }

    // The year, as forms are called; a second form of a year has a number.
    static async Task<string> NextKeyAsync(AppDb db, int year, CancellationToken cancel)
    {
        var taken = (await db.FormsAsync(cancel)).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        var key = year.ToString(CultureInfo.InvariantCulture);
        for (var number = 2; taken.Contains(key); number++) key = string.Create(CultureInfo.InvariantCulture, $"{year}_{number}");
        return key;
    }

    static async Task<IResult> Edit(Guid id, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await db.FormDraftAsync(user, id, cancel) is { } draft ? Page(draft, null, null) : PageResults.Missing();

    /// <summary>What the page of a draft does itself: its name, a row moved or taken out, the whole put away.</summary>
    static async Task<IResult> Keep(Guid id, IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.FormDraftAsync(user, id, cancel) is not { } draft) return PageResults.Missing();
        var form = new FormReader(posted);
        if (form.Key() is not { } key || form.Integer("version") is not { } version) return Page(draft, form, Forgery.Sentence, StatusCodes.Status400BadRequest);
        var (act, row) = (form["act"] ?? "").Split(':', 2) is [var what, var which] ? (what, which) : (form["act"] ?? "", "");
        if (act == "put-away")
        {
            await db.PutAwayAsync(user, draft, cancel);
            return TypedResults.LocalRedirect("/forms");
        }
        var definition = draft.Definition;
        if (act is "up" or "down" or "remove")
        {
            if (definition.Row(row) is not { } at || !draft.Edits(row)) return PageResults.Missing();
            if (act == "remove" && definition.Rows.Any(one => one.Parent == row)) return Page(draft, form, T["Dòng {0} còn dòng bên dưới. Bỏ các dòng ấy trước.", at.Name], StatusCodes.Status409Conflict);
            definition = act == "remove" ? FormEdits.Without(definition, row) : FormEdits.Moved(definition, row, up: act == "up");
        }
        else if (draft.IsOwn) return PageResults.Missing();
        else
        {
            definition = definition with { Key = form.Required("name", T["Ghi ký hiệu mẫu, ví dụ 2027."], longest: 40).ToLowerInvariant(), Title = form.Required("title", T["Ghi tên biểu."], longest: 300) };
            if (form.IsValid && !FormFaults.IsKey(definition.Key)) form.Refuse("name", T["Ký hiệu mẫu chỉ gồm chữ thường không dấu, số và dấu gạch dưới, ví dụ 2027."]);
            if ((await db.FormsAsync(cancel)).Exists(one => one.Key == definition.Key)) form.Refuse("name", T["Đã có mẫu {0}. Mẫu đã ban hành không đổi được: đặt ký hiệu khác.", definition.Key]);
            if (!form.IsValid) return Page(draft, form, null, StatusCodes.Status400BadRequest);
        }
        if (FormFaults.Structure(definition).FirstOrDefault() is { } fault) return Page(draft, form, T[fault.Sentence], StatusCodes.Status409Conflict);
        return await db.KeepAsync(user, draft, key, version, definition, cancel) ? TypedResults.LocalRedirect(row.Length > 0 && act != "remove" ? $"{draft.Path}#{row}" : draft.Path) : await StaleAsync(db, user, id, form, cancel);
    }

    static async Task<IResult> Issue(Guid id, IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var form = new FormReader(posted);
        if (await db.FormDraftAsync(user, id, cancel) is not { } draft)
            // The button pressed twice: the first has issued it.
            return form["name"] is { } issued && (await db.FormsAsync(cancel)).Exists(one => one.Key == issued && one.IssuedAt is not null) ? TypedResults.LocalRedirect($"/forms/{issued}") : PageResults.Missing();
        if (draft.Faults.Count > 0) return Page(draft, form, T["Chưa ban hành được: còn {0} chỗ phải sửa.", draft.Faults.Count], StatusCodes.Status409Conflict);
        if ((await db.FormsAsync(cancel)).Exists(one => one.Key == draft.Definition.Key)) return Page(draft, form, T["Đã có mẫu {0}. Mẫu đã ban hành không đổi được: đặt ký hiệu khác.", draft.Definition.Key], StatusCodes.Status409Conflict);
        return form.Integer("version") == draft.Version && await db.IssueAsync(user, draft, draft.Version, cancel) ? TypedResults.LocalRedirect($"/forms/{draft.Definition.Key}") : await StaleAsync(db, user, id, form, cancel);
    }

    static async Task<IResult> StaleAsync(AppDb db, CurrentUser user, Guid id, FormReader form, CancellationToken cancel) =>
        await db.FormDraftAsync(user, id, cancel) is { } now ? Page(now, form, T["{0} vừa sửa bản soạn này lúc {1}, sau khi bạn mở trang. Xem bản ấy rồi làm lại.", now.ChangedBy, now.ChangedAt], StatusCodes.Status409Conflict) : PageResults.Missing();

    internal static IResult Page(FormDraft draft, FormReader? input, string? why, int status = StatusCodes.Status200OK) =>
        PageResults.Page<FormDraftView>(new { Draft = draft, Input = input, Why = why, Key = Guid.CreateVersion7() }, status);
}
