using System.Text.RegularExpressions;
using TuanHoc.Office;
using TuanHoc.Statistics;
using TuanHoc.Text;

namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>A cell that answers something: where it stands, what is in it, and what stood there when the form was downloaded (null: not known).</summary>
public sealed record AnsweredCell(string Place, string Text, bool IsFormula, string? Was);

/// <summary>What a sheet says of each column and each note of the form it is made on.</summary>
sealed partial class SheetCells
{
    readonly SheetReading reading;
    readonly SheetLayout layout;
    readonly StatisticsForm form;
    readonly List<SheetFinding> findings;

    SheetCells(SheetReading reading, SheetLayout layout, StatisticsForm form, List<SheetFinding> findings) =>
        (this.reading, this.layout, this.form, this.findings) = (reading, layout, form, findings);

    public Dictionary<FormColumn, AnsweredCell> Figures { get; } = [];

    /// <summary>What somebody typed where the form adds up.</summary>
    public Dictionary<FormColumn, AnsweredCell> Sums { get; } = [];

    public Dictionary<string, AnsweredCell> Notes { get; } = new(StringComparer.Ordinal);

    public static SheetCells Of(SheetReading reading, SheetLayout layout, StatisticsForm form, List<SheetFinding> findings)
    {
        var cells = new SheetCells(reading, layout, form, findings);
        cells.Read();
        return cells;
    }

    /// <summary>Whether a downloaded form came back as it went out, so that it says nothing; of one made by hand nobody knows.</summary>
    /// <param name="reading">The sheet.</param>
    public static bool AreUntouched(SheetReading reading)
    {
        if (reading is not { Stamp.Form: { } made, Layout: { Was: not null } layout } || !StatisticsForm.Knows(made)) return false;
        var cells = Of(reading, layout, StatisticsForm.Load(made), []);
        return !cells.findings.Exists(finding => finding.Kind == SheetFinding.Fault) && cells.Figures.Values.All(IsAsItWas) && cells.Notes.Values.All(note => note.Text == FormWorkbook.NotAsked || IsAsItWas(note));

        static bool IsAsItWas(AnsweredCell cell) => !cell.IsFormula && cell.Text.Trim() == (cell.Was ?? "").Trim();
    }

    bool IsHomeMade => layout.Was is null;

    void Read()
    {
        var (found, labels) = (new Dictionary<string, int>(StringComparer.Ordinal), form.Rows.ToLookup(row => SearchKey.Of(row.Label), StringComparer.Ordinal));
        foreach (var line in reading.Rows)
        {
            if (!layout.Keys.TryGetValue(line.Number, out var key)) Unknown(line);
            else if (form.Rows.FirstOrDefault(row => row.Key == key) is not { } row) Fault(line, layout.Label, new("Dòng này mang mã ẩn “{0}” không có trong mẫu {1}: tải lại biểu rồi chép số sang.", key, form.Key));
            else if (!found.TryAdd(key, line.Number)) Fault(line, layout.Label, new("Dòng này lặp lại dòng {0} của tệp (mục {1}): xóa một dòng.", found[key], row.Name));
            else if (!IsHomeMade && labels[SearchKey.Of(line[layout.Label])].FirstOrDefault() is { } labelled && labels[SearchKey.Of(line[layout.Label])].All(other => other != row))
                Fault(line, layout.Label, new("Dòng ghi “{0}” nhưng mã ẩn là của mục {1}: số có thể lệch dòng. Tải lại biểu rồi chép số sang.", labelled.Label, row.Name));
            else Take(line, row);
        }
        if (IsHomeMade) return;
        foreach (var row in form.Rows.Where(row => !found.ContainsKey(row.Key) && row.Columns.Any(column => !column.Derived)))
            findings.Add(new(SheetFinding.Note, "", row.Name, new("Không thấy mục {0} trong trang này: số trên máy chủ giữ nguyên.", row.Name)));
    }

    // A line of somebody's own between ours: its figures would be lost without a word.
    void Unknown(ReadRow line)
    {
        if (IsHomeMade) return;
        foreach (var column in new[] { layout.First, layout.Second })
            if (column is { } at && HomeMade.IsFigure(line[at])) Fault(line, at, new("Dòng này không có trong biểu nên số không ghi được: chuyển số vào dòng của biểu rồi xóa dòng này."));
    }

    void Take(ReadRow line, FormRow row)
    {
        var (first, second) = (Cell(line, layout.First, layout.Was?.First), Cell(line, layout.Second, layout.Was?.Second));
        if (IsHomeMade && row is { First: not null, Second: not null } && second.Text.Length == 0 && Pair().Match(first.Text) is { Success: true } pair)
            (first, second) = (first with { Text = pair.Groups["one"].Value }, first with { Text = pair.Groups["other"].Value });
        // Made by hand, the one figure of a row stands in either column.
        else if (IsHomeMade && row is { First: not null, Second: null } && first.Text.Length == 0) (first, second) = (second, first);
        else if (IsHomeMade && row is { First: null, Second: not null } && second.Text.Length == 0) (first, second) = (second, first);
        Take(row.First, first);
        Take(row.Second, second);
        var note = Cell(line, layout.Note, layout.Was?.Note);
        if (row.IsText && IsHomeMade && note.Text.Length == 0) note = first.Text.Length > 0 ? first : second;
        Notes[row.Key] = note;
    }

    void Take(FormColumn? column, AnsweredCell cell)
    {
        if (column is null)
        {
            if (HomeMade.IsFigure(cell.Text) && !cell.IsFormula) findings.Add(new(SheetFinding.Note, cell.Place, cell.Text, new("Dòng này không hỏi số ở cột này, nên số không được đọc.")));
        }
        else if (!column.Derived) Figures[column] = cell;
        else if (IsHomeMade && !cell.IsFormula) Sums[column] = cell;
    }

    AnsweredCell Cell(ReadRow line, int? column, int? was) => column is { } at ? new(CellName.Of(at, line.Number), line[at], line.Formulas.Contains(at), was is { } before ? line[before] : null) : new("", "", false, null);

    void Fault(ReadRow line, int column, Sentence said) => findings.Add(new(SheetFinding.Fault, CellName.Of(column, line.Number), line[column], said));

    // "12/350": two figures in one cell, as the printed unit "lớp/người" invites.
    [GeneratedRegex(@"^(?<one>\d[\d. ]*?)\s*/\s*(?<other>\d[\d. ]*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pair();
}
