using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Forms;

/// <summary>One row of a form that is being edited: what is printed, what is asked, how units' answers are added up, and what it was in the former form.</summary>
static class RowEndpoints
{
    public static async Task<IResult> Show(Guid id, AppDb db, CurrentUser user, CancellationToken cancel, string? row = null, string? below = null)
    {
        if (await db.FormDraftAsync(user, id, cancel) is not { } draft) return PageResults.Missing();
        if (row is null) return below is not null && !IsThere(draft, below) ? PageResults.Missing() : Page(draft, RowInput.New(draft, below), row: null, below);
        return IsThere(draft, row) && draft.Definition.Row(row) is { } found ? Page(draft, RowInput.Of(RowEdit.Of(draft.Definition, found)), row, below: null) : PageResults.Missing();
    }

    public static async Task<IResult> Keep(Guid id, IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.FormDraftAsync(user, id, cancel) is not { } draft) return PageResults.Missing();
        var form = new FormReader(posted);
        var (row, below) = (form.Text("row"), form.Text("below"));
        var standing = row is null ? null : draft.Definition.Row(row);
        if (row is not null && !IsThere(draft, row) || below is not null && !IsThere(draft, below)) return PageResults.Missing();
        if (form.Key() is not { } key || form.Integer("version") is not { } version) return Page(draft, form, row, below, Forgery.Sentence, StatusCodes.Status400BadRequest);
        var edit = RowInput.Read(form, draft, standing);
        if (standing is null && form.IsValid && draft.Definition.Row(edit.Row.Key) is not null) form.Refuse("rowKey", T["Khóa “{0}” đã có ở dòng khác.", edit.Row.Key]);
        if (!form.IsValid) return Page(draft, form, row, below, why: null, StatusCodes.Status400BadRequest);
        var definition = FormEdits.Put(draft.Definition, edit, below is not null ? RowInput.LastBeneath(draft, edit.Row, below) : edit.Row.Parent is { } parent ? FormEdits.Branch(draft.Definition, parent)[^1].Key : null);
        if (FormFaults.Structure(definition).FirstOrDefault() is { } fault) return Page(draft, form, row, below, T[fault.Sentence], StatusCodes.Status400BadRequest);
        if (await db.KeepAsync(user, draft, key, version, definition, cancel)) return TypedResults.LocalRedirect($"{draft.Path}#{edit.Row.Key}");
        return await db.FormDraftAsync(user, id, cancel) is not { } now ? PageResults.Missing()
            : Page(now, form, row, below, T["{0} vừa sửa bản soạn này lúc {1}, sau khi bạn mở trang. Những gì bạn gõ còn nguyên ở đây; xem bản ấy, rồi lưu lần nữa.", now.ChangedBy, now.ChangedAt], StatusCodes.Status409Conflict);
    }

    static bool IsThere(FormDraft draft, string row) => draft.Definition.Row(row) is not null && draft.Edits(row);

    static IResult Page(FormDraft draft, FormReader input, string? row, string? below, string? why = null, int status = StatusCodes.Status200OK) =>
        PageResults.Page<FormRowView>(new { Draft = draft, Input = input, Row = row, Below = below, Why = why, Key = Guid.CreateVersion7() }, status);
}
