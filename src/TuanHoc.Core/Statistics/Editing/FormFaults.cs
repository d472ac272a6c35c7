using System.Text.RegularExpressions;
using TuanHoc.Text;
using TuanHoc.Units;

namespace TuanHoc.Statistics;

/// <summary>Something that keeps a form from being issued, with the row to look at; null where it is the form as a whole.</summary>
public sealed record FormFault(string? Row, Sentence Sentence);

/// <summary>What must be so of a form. A draft is never kept with a fault of <see cref="Structure"/>, so that it can always be shown as a form.</summary>
public static partial class FormFaults
{
    /// <summary>More rows than anybody prints; cells and addresses stay within bounds.</summary>
    public const int MostRows = 200;

    const int MostGroups = 99;

    [GeneratedRegex("^[a-z0-9][a-z0-9_]*(\\.[a-z0-9_]+)*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex KeyShape();

    /// <summary>Whether a key can be read in addresses, files and SQL alike.</summary>
    public static bool IsKey(string key) => key.Length <= 60 && KeyShape().IsMatch(key);

    /// <summary>All that keeps a form from being issued.</summary>
    /// <param name="form">The form.</param>
    /// <param name="former">The form it was made from; of a province's, the nation's in front of it.</param>
    public static IReadOnlyList<FormFault> Of(FormDefinition form, StatisticsForm former) => [.. Structure(form), .. Content(form), .. form.Base is null ? Links(form, former) : Own(form, former)];

    /// <summary>What would keep it from being a form at all.</summary>
    public static IEnumerable<FormFault> Structure(FormDefinition form)
    {
        if (form.Rows.Count > MostRows) yield return new(null, new("Biểu có nhiều hơn {0} dòng.", MostRows));
        var before = new Dictionary<string, DefinedRow>(StringComparer.Ordinal);
        var group = 0;
        foreach (var row in form.Rows)
        {
            if (!IsKey(row.Key)) yield return Fault(row, "Khóa “{0}” chỉ gồm chữ thường không dấu, số, dấu gạch dưới và dấu chấm, ví dụ classes.digital.", row.Key);
            if (string.IsNullOrWhiteSpace(row.Label)) yield return Fault(row, "Dòng {0} chưa có nội dung.", row.Code ?? row.Key);
            if (row.Group is < 1 or > MostGroups) yield return Fault(row, "Nhóm của dòng {0} phải từ 1 đến {1}.", row.Name, MostGroups);
            else if (row.Group < group) yield return Fault(row, "Dòng {0} thuộc nhóm {1} nhưng đứng sau nhóm {2}.", row.Name, row.Group, group);
            if (row.Parent is { } parent && (!before.TryGetValue(parent, out var above) || above.Group != row.Group)) yield return Fault(row, "Dòng {0} phải đứng sau và cùng nhóm với dòng mà nó thuộc về.", row.Name);
            if (row.Text && row.Columns is { Count: > 0 }) yield return Fault(row, "Dòng {0} trả lời bằng lời nên không có ô số.", row.Name);
            if (row.Columns?.GroupBy(cell => cell.IsSecond).Any(cells => cells.Skip(1).Any()) == true) yield return Fault(row, "Dòng {0} có hai số trong một cột của biểu.", row.Name);
            foreach (var cell in row.Columns ?? [])
            {
                if (string.IsNullOrWhiteSpace(cell.Title)) yield return Fault(row, "Ghi tên cho từng ô số của dòng {0}, ví dụ Số lớp.", row.Name);
                if (cell.AddingUp == AddingUp.Count && cell.Kinds is not { Count: > 0 }) yield return Fault(row, "Dòng {0} đếm đơn vị: chọn ít nhất một loại đơn vị được đếm.", row.Name);
                if (cell.AddingUp == AddingUp.Sum && cell.Kinds is { Count: > 0 } || (cell.Kinds ?? []).Any(kind => !UnitKinds.All.Contains(kind))) yield return Fault(row, "Dòng {0}: chỉ dòng đếm đơn vị mới chọn loại đơn vị.", row.Name);
            }
            if (!before.TryAdd(row.Key, row)) yield return Fault(row, "Khóa “{0}” đã có ở dòng khác.", row.Key);
            group = Math.Max(group, row.Group);
        }
        foreach (var fault in form.Sums.SelectMany(sum => OfSum(form, sum))) yield return fault;
    }

    static IEnumerable<FormFault> OfSum(FormDefinition form, DefinedSum sum)
    {
        if (form.Row(sum.Whole) is not { } whole || whole.Columns?.Any(cell => cell.Measure == sum.Measure) != true)
        {
            yield return new(sum.Whole, new("Dòng “{0}” là tổng của các dòng khác nhưng không có ô để ghi.", sum.Whole));
            yield break;
        }
        var parts = form.Rows.Where(row => row.Parent == sum.Under && row.Key != sum.Whole && row.Columns?.Any(cell => cell.Measure == sum.Measure) == true).ToList();
        if (parts.Count == 0) yield return Fault(whole, "Dòng {0} là tổng của các dòng bên dưới, nhưng bên dưới không có dòng nào để cộng.", whole.Name);
        if (sum.Derived && whole.Columns.Any(cell => cell.AddingUp == AddingUp.Count)) yield return Fault(whole, "Dòng {0} đếm đơn vị nên không tự cộng được.", whole.Name);
        // Computed from what is itself computed: the order of computing would decide.
        if (sum.Derived && parts.Exists(part => form.Sums.Any(other => other.Derived && other.Whole == part.Key && other.Measure == sum.Measure))) yield return Fault(whole, "Dòng {0} tự cộng từ một dòng cũng tự cộng. Chỉ để một trong hai tự cộng.", whole.Name);
    }

    static IEnumerable<FormFault> Content(FormDefinition form)
    {
        if (string.IsNullOrWhiteSpace(form.Title)) yield return new(null, new("Ghi tên biểu."));
        if (form.Rows.All(row => row.Columns is not { Count: > 0 })) yield return new(null, new("Biểu chưa có ô số nào."));
        if (!IsKey(form.Key)) yield return new(null, new("Ký hiệu mẫu “{0}” chỉ gồm chữ thường không dấu, số và dấu gạch dưới, ví dụ 2027.", form.Key));
    }

    // What stands in front is the nation's, cell by cell: a figure then has one place with and without the rows behind.
    static IEnumerable<FormFault> Own(FormDefinition form, StatisticsForm nation)
    {
        var own = form.Rows.Skip(nation.Rows.Count).ToList();
        var front = Asked(form.Rows.Take(nation.Rows.Count), form.Sums.Where(sum => !OwnRows.IsOwn(sum.Whole)));
        if (front != Asked(nation.Definition.Rows, nation.Definition.Sums) || own.Exists(row => !OwnRows.IsOwn(row.Key))) yield return new(null, new("Các dòng của mẫu {0} phải giữ nguyên và đứng trước.", nation.Key));
        if (!own.Exists(row => row.Columns is { Count: > 0 })) yield return new(null, new("Chưa có dòng riêng nào có ô số."));
    }

    static string Asked(IEnumerable<DefinedRow> rows, IEnumerable<DefinedSum> sums) => new FormDefinition("", "", [], [.. rows], [.. sums], [], [], []).ToJson();

    static IEnumerable<FormFault> Links(FormDefinition form, StatisticsForm former)
    {
        foreach (var row in form.Rows.Where(row => OwnRows.IsOwn(row.Key))) yield return Fault(row, "Khóa “{0}” dành cho dòng riêng của một tỉnh. Đặt khóa khác.", row.Key);
        foreach (var link in form.Links ?? [])
        {
            if (link.To is null || form.Row(link.To) is not { } row) continue;
            if (former.Rows.All(one => one.Key != link.From)) yield return Fault(row, "Dòng {0} nối với “{1}”, mà mẫu {2} không có dòng ấy.", row.Name, link.From, former.Key);
            if (RowEdit.IsBreak(link.Relation) && string.IsNullOrWhiteSpace(link.Why)) yield return Fault(row, "Dòng {0} không còn so được với mẫu {1}: ghi một câu vì sao, để người so sánh các năm đọc.", row.Name, former.Key);
            if (link.Relation == RowRelation.Split && form.Links!.Count(other => other.From == link.From && other.To is not null) < 2) yield return Fault(row, "Dòng {0} ghi là tách từ “{1}”, nhưng không có dòng nào khác cùng tách từ đó.", row.Name, link.From);
            if (link.Relation == RowRelation.Joined && form.Links!.Count(other => other.To == link.To) < 2) yield return Fault(row, "Dòng {0} ghi là gộp: ghi khóa của ít nhất hai dòng cũ.", row.Name);
            if (link.Relation is not RowRelation.Split && form.Links!.Any(other => other != link && other.From == link.From && other.To is not null && other.Relation != RowRelation.Split)) yield return Fault(row, "“{0}” của mẫu {1} nối với hai dòng. Nếu tách, chọn “tách từ một dòng cũ” ở cả hai.", link.From, former.Key);
        }
        // A key is what years are compared by: it is not used again for something else.
        foreach (var row in form.Rows.Where(row => former.Rows.Any(one => one.Key == row.Key) && (form.Links ?? []).All(link => link.To != row.Key || link.From != row.Key)))
            yield return Fault(row, "Khóa “{0}” là của một dòng khác trong mẫu {1}. Đặt khóa khác cho dòng {2}.", row.Key, former.Key, row.Name);
    }

    static FormFault Fault(DefinedRow row, string text, params object[] arguments) => new(row.Key, new(text, arguments));
}
