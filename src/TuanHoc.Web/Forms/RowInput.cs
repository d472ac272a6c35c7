using System.Globalization;
using Microsoft.Extensions.Primitives;
using TuanHoc.Activities;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Forms;

/// <summary>The fields of a row, filled with what stands and read back as they were typed.</summary>
static class RowInput
{
    public const string NewRow = "new";

    const int LongestLabel = 400, LongestUnit = 60, LongestTitle = 60, LongestCode = 20, LongestWhy = 300;

    /// <summary>What a measure is called where it is chosen, by its field's value; the first column of the printed form has the first three.</summary>
    public static readonly (string Value, Measure Measure)[] First = [("sessions", Measure.Sessions), ("amount", Measure.Amount), ("collectives", Measure.Collectives)];

    public static readonly (string Value, Measure Measure)[] Second = [("people", Measure.People), ("individuals", Measure.Individuals)];

    public static readonly RowRelation[] Relations = [RowRelation.Same, RowRelation.Narrowed, RowRelation.Widened, RowRelation.Extended, RowRelation.Changed, RowRelation.Split, RowRelation.Joined];

    public static FormReader Of(RowEdit edit)
    {
        var (row, first, second) = (edit.Row, edit.Row.Cell(second: false), edit.Row.Cell(second: true));
        var counted = row.Columns?.FirstOrDefault(cell => cell.AddingUp == AddingUp.Count);
        return Filled(new(StringComparer.Ordinal)
        {
            ["rowKey"] = row.Key,
            ["code"] = row.Code,
            ["label"] = row.Label,
            ["unit"] = row.Unit,
            ["group"] = row.Group.ToString(CultureInfo.InvariantCulture),
            ["parent"] = row.Parent,
            ["first"] = row.Text ? "text" : first is null ? "" : Array.Find(First, one => one.Measure == first.Measure).Value,
            ["firstTitle"] = first?.Title,
            ["second"] = second is null ? "" : Array.Find(Second, one => one.Measure == second.Measure).Value,
            ["secondTitle"] = second?.Title,
            ["adding"] = counted is null ? "sum" : "count",
            ["kinds"] = new StringValues([.. counted?.Kinds ?? []]),
            ["money"] = row.Money ? "on" : null,
            ["upper"] = row.Columns?.Any(cell => cell.UpperBound) == true ? "on" : null,
            ["sum"] = edit.Sum.ToString(),
            ["relation"] = edit.Relation is not { } relation ? NewRow : (relation is RowRelation.Renamed or RowRelation.Moved ? RowRelation.Same : relation).ToString(),
            ["from"] = string.Join(", ", edit.From),
            ["why"] = edit.Why,
            ["firstFrom"] = From(edit, second: false),
            ["secondFrom"] = From(edit, second: true),
        });
    }

    /// <summary>A row below another, as its sister, or, below a heading, as its first part; of a province's rows, the last of them where it is below none.</summary>
    public static FormReader New(FormDraft draft, string? below)
    {
        var above = draft.Definition.Row(below) ?? draft.Definition.Rows[^1];
        var isFirst = !draft.Edits(above.Key);
        return Filled(new(StringComparer.Ordinal)
        {
            ["rowKey"] = "",
            ["group"] = above.Group.ToString(CultureInfo.InvariantCulture),
            ["parent"] = isFirst ? null : draft.IsOwn ? above.Parent : above.Parent ?? above.Key,
            ["first"] = draft.IsOwn ? "amount" : "sessions",
            ["firstTitle"] = isFirst ? null : above.Cell(second: false)?.Title,
            ["unit"] = isFirst ? null : above.Unit,
            ["adding"] = "sum",
            ["sum"] = nameof(SumChoice.None),
            ["relation"] = NewRow,
        });
    }

    public static RowEdit Read(FormReader form, FormDraft draft, DefinedRow? standing)
    {
        var adding = form["adding"] == "count" ? AddingUp.Count : AddingUp.Sum;
        string[] kinds = adding == AddingUp.Count ? [.. form.All("kinds").OfType<string>().Where(UnitKinds.All.Contains)] : [];
        if (adding == AddingUp.Count && kinds.Length == 0) form.Refuse("kinds", T["Chọn ít nhất một loại đơn vị được đếm."]);
        var isText = form["first"] == "text";
        var cells = new List<DefinedCell>();
        Cell("first", First);
        Cell("second", Second);
        var key = standing?.Key ?? form.Required("rowKey", T["Ghi khóa của dòng: chữ thường không dấu, ví dụ classes.digital."], longest: 60).ToLowerInvariant();
        if (draft.OwnerId is { } owner && key.Length > 0 && !key.StartsWith(OwnRows.Prefix(owner), StringComparison.Ordinal)) key = OwnRows.Prefix(owner) + key;
        if (standing is null && key.Length > 0 && !FormFaults.IsKey(key)) form.Refuse("rowKey", T["Khóa chỉ gồm chữ thường không dấu, số, dấu gạch dưới và dấu chấm, ví dụ classes.digital."]);
        var group = draft.IsOwn ? OwnRows.GroupIn(draft.From.Definition) : form.Integer("group");
        if (group is null && form.Error("group") is null) form.Refuse("group", T["Ghi số thứ tự của nhóm, ví dụ 1."]);
        var parent = form.Text("parent");
        if (parent == key && standing is not null) form.Refuse("parent", T["Một dòng không thể thuộc về chính nó."]);
        if (draft.IsOwn && parent is not null && (!OwnRows.IsOwn(parent) || draft.Definition.Row(parent) is null)) form.Refuse("parent", T["Dòng riêng chỉ đứng dưới một dòng riêng khác."]);
        var row = new DefinedRow(key, group ?? 1, form.Required("label", T["Ghi nội dung của dòng."], LongestLabel), form.Text("code", LongestCode), parent, standing?.AsPrinted, form.Text("unit", LongestUnit), standing?.UnitAsPrinted,
            isText, form.Has("money"), standing?.DistrictOnly ?? false, cells.Count == 0 ? null : cells);
        var sum = Enum.TryParse<SumChoice>(form["sum"], out var chosen) && Enum.IsDefined(chosen) ? chosen : SumChoice.None;
        if (sum != SumChoice.None && cells.Count == 0) form.Refuse("sum", T["Dòng này không có ô để ghi tổng: chọn cột số, hoặc không cộng."]);
        // A province's row goes on over the years by its key alone: one that asks something else is another row.
        RowRelation? relation = !draft.IsOwn && Enum.TryParse<RowRelation>(form["relation"], out var related) && Relations.Contains(related) ? related : null;
        string[] from = relation is null ? [] : [.. (form.Text("from", LongestLabel) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (relation is not null && from.Length == 0) form.Refuse("from", T["Ghi khóa của dòng trong mẫu {0}.", draft.FromKey]);
        if (from.FirstOrDefault(one => draft.From.Rows.All(row => row.Key != one)) is { } unknown) form.Refuse("from", T["Mẫu {0} không có dòng “{1}”.", draft.FromKey, unknown]);
        var why = form.Text("why", LongestWhy);
        if (relation is { } broken && RowEdit.IsBreak(broken) && why is null) form.Refuse("why", T["Ghi một câu vì sao không còn so được, để người so sánh các năm đọc."]);
        return new(row, sum, relation, from, why, [.. Filling("firstFrom", second: false), .. Filling("secondFrom", second: true)]);

        // What fills a cell that is not asked fills nothing.
        IEnumerable<ActivityCell> Filling(string field, bool second) => row.Cell(second) is not { } cell ? []
            : from one in ActivitySources.All where form.All(field).Contains(one.Value) select new ActivityCell(one.Kind.Key, key, cell.Measure, one.Takes);

        void Cell(string field, (string Value, Measure Measure)[] measures)
        {
            if (isText || Array.Find(measures, one => one.Value == form[field]) is not { Value: not null } measure) return;
            var title = form.Required(field + "Title", T["Ghi tên của ô, ví dụ Số lớp."], LongestTitle);
            cells.Add(new(measure.Measure, title, adding, adding == AddingUp.Count ? kinds : null, form.Has("upper")));
        }
    }

    static StringValues From(RowEdit edit, bool second) => edit.Row.Cell(second) is not { } cell ? StringValues.Empty
        : new([.. edit.Activities.Where(one => one.Measure == cell.Measure).Select(one => new ActivitySource(ActivityKinds.Of(one.Kind), one.Takes).Value)]);

    /// <summary>After which row a new one stands so that it is printed below another: after all that stands beneath that one, where it is its sister.</summary>
    public static string LastBeneath(FormDraft draft, DefinedRow row, string below) =>
        row.Parent == below ? below : FormEdits.Branch(draft.Definition, below)[^1].Key;

    static FormReader Filled(Dictionary<string, StringValues> fields) => new(new FormCollection(fields.Where(field => !StringValues.IsNullOrEmpty(field.Value) || field.Key is not ("money" or "upper")).ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal)));
}
