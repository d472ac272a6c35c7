using System.Globalization;
using Microsoft.Extensions.Primitives;
using TuanHoc.Office;
using TuanHoc.Statistics;
using TuanHoc.Text;

namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>
/// What is said of a cell: a fault keeps its file from being written, a change would be made, a conflict asks whose value holds, a note says what was not read; an error and a warning are
/// what the checks of the form say of a row. Of a sheet: why it is left aside.
/// </summary>
public sealed record SheetFinding(string Kind, string Cell, string Read, Sentence Said)
{
    public const string Fault = "fault", Change = "change", Conflict = "conflict", Note = "note", Error = "error", Warning = "warning", Aside = "aside";
}

/// <summary>
/// A sheet held beside the report as it stands. A cell that is as it was when the form was downloaded leaves what is stored now; a cell that was changed takes
/// its place, unless somebody else changed it meanwhile: then a person says whose value holds. A sheet made by hand takes nothing back by being blank.
/// </summary>
sealed class SheetCheck
{
    readonly ReportSeen report;
    readonly bool? takesFile;
    readonly Dictionary<string, StringValues> fields = new(StringComparer.Ordinal);

    SheetCheck(ReportSeen report, bool? takesFile) => (this.report, this.takesFile) = (report, takesFile);

    public List<SheetFinding> Findings { get; } = [];

    public bool IsFaulty => Findings.Exists(finding => finding.Kind == SheetFinding.Fault);

    /// <summary>Whether somebody has to say whose values hold.</summary>
    public bool AsksWhose => takesFile is null && Findings.Exists(finding => finding.Kind == SheetFinding.Conflict);

    public int Changes => Findings.Count(finding => finding.Kind == SheetFinding.Change);

    /// <summary>The report as it would be saved, through the very door a page's form goes through.</summary>
    public ReportInput? Input { get; private set; }

    /// <param name="reading">The sheet.</param>
    /// <param name="layout">Where things are in it.</param>
    /// <param name="report">The report it is for, which has a form and may be written (<see cref="SheetRefusal"/>).</param>
    /// <param name="takesFile">Whose value holds where both were changed: true the file's, false the stored one, null not said yet.</param>
    public static SheetCheck Of(SheetReading reading, SheetLayout layout, ReportSeen report, bool? takesFile)
    {
        var check = new SheetCheck(report, takesFile);
        check.Compare(reading, layout);
        return check;
    }

    void Compare(SheetReading reading, SheetLayout layout)
    {
        var form = report.Form!;
        var made = reading.Layout is not null ? reading.Stamp?.Form ?? form.Key : form.Key;
        if (!StatisticsForm.Known.Contains(made) || made != form.Key && FormMapping.Known(made, form.Key) is null)
        {
            Fault(new("Biểu này theo mẫu {0}, báo cáo theo mẫu {1} và không có cách chuyển: tải lại biểu rồi chép số sang.", made, form.Key));
            return;
        }
        var cells = SheetCells.Of(reading, layout, StatisticsForm.Load(made), Findings);
        var (figures, notes) = made == form.Key ? (cells.Figures, cells.Notes) : Carried(cells, FormMapping.Load(made, form.Key));
        foreach (var column in form.Columns) if (!column.Derived) Compare(column, figures.GetValueOrDefault(column));
        foreach (var row in form.Rows) if (ReportInput.HasNote(row, report)) CompareNote(row, notes.GetValueOrDefault(row.Key));
        if (!IsFaulty) Type();
        if (!IsFaulty && Findings.Exists(finding => finding.Kind is SheetFinding.Change or SheetFinding.Conflict)) Look(figures, made == form.Key ? cells.Sums : [], layout);
    }

    /// <summary>From an older form by its rows; what changed its meaning is not carried over, and said.</summary>
    (Dictionary<FormColumn, AnsweredCell>, Dictionary<string, AnsweredCell>) Carried(SheetCells cells, FormMapping mapping)
    {
        var (figures, carried) = (new Dictionary<FormColumn, AnsweredCell>(), new HashSet<FormColumn>());
        foreach (var column in mapping.To.Columns)
            if (mapping.Before(column) is { Link.Break: false } before && cells.Figures.TryGetValue(before.Column, out var cell) && carried.Add(before.Column)) figures[column] = cell;
        foreach (var (column, cell) in cells.Figures.Where(figure => !carried.Contains(figure.Key) && figure.Value.Text.Length > 0))
            Findings.Add(new(SheetFinding.Note, cell.Place, cell.Text, new("Không chuyển được sang mẫu {0}: {1} {2}", mapping.To.Key, column.Row.Label, mapping.Links.FirstOrDefault(link => link.From == column.Row.Key)?.Why ?? "")));
        var rowOf = mapping.Links.Where(link => link.To is not null).GroupBy(link => link.To!, StringComparer.Ordinal).ToDictionary(links => links.Key, links => links.First().From, StringComparer.Ordinal);
        return (figures, mapping.To.Rows.Where(row => rowOf.ContainsKey(row.Key) && cells.Notes.ContainsKey(rowOf[row.Key])).ToDictionary(row => row.Key, row => cells.Notes[rowOf[row.Key]], StringComparer.Ordinal));
    }

    void Compare(FormColumn column, AnsweredCell? cell)
    {
        var stored = Figure.FromStored(report.Figures![column.Index]);
        if (report.Skipped.Contains(column.Index))
        {
            if (cell is { Text.Length: > 0, IsFormula: false }) Findings.Add(new(SheetFinding.Note, cell.Place, cell.Text, new("Mục {0} không hỏi đơn vị này, nên số không được đọc.", column.Row.Name)));
            return;
        }
        fields[ReportInput.Cell(column)] = stored.ToString();
        if (cell is null) return;
        if (cell.IsFormula)
        {
            Fault(cell, new("Ô {0} là công thức hoặc ô lỗi: dán lại thành giá trị.", cell.Place));
            return;
        }
        var (figure, fault) = Figure.Parse(cell.Text, column.Measure);
        if (fault is { } why)
        {
            Fault(cell, why);
            return;
        }
        var was = cell.Was is { } before ? Figure.Parse(before, column.Measure).Figure : (Figure?)null;
        if (was is null && figure.IsBlank || figure == stored || figure == was) return;
        if (!Holds(cell, was is null || was == stored, column, figure.ToString(), stored.ToString())) return;
        fields[ReportInput.Cell(column)] = figure.ToString();
    }

    void CompareNote(FormRow row, AnsweredCell? cell)
    {
        var stored = report.Notes.GetValueOrDefault(row.Key) ?? "";
        fields[ReportInput.Note(row.Key)] = stored;
        if (cell is null) return;
        var (text, was) = (cell.Text.Trim(), cell.Was?.Trim());
        if (was is null && text.Length == 0 || text == PrintableText.Clean(stored).Trim() || text == was) return;
        if (cell.IsFormula)
        {
            Fault(cell, new("Ô {0} là công thức hoặc ô lỗi: dán lại thành giá trị.", cell.Place));
            return;
        }
        if (!Holds(cell, was is null || was == PrintableText.Clean(stored).Trim(), column: null, text, stored)) return;
        fields[ReportInput.Note(row.Key)] = text;
    }

    /// <summary>Whether a changed cell takes the place of what is stored, which is said either way.</summary>
    bool Holds(AnsweredCell cell, bool isAsItWas, FormColumn? column, string typed, string stored)
    {
        string Shown(string value) => value.Length == 0 ? "trống" : value;
        if (!isAsItWas) Findings.Add(new(SheetFinding.Conflict, cell.Place, cell.Text, new("Tệp ghi {0}; trên máy chủ đã đổi thành {1} sau khi tải biểu.", Shown(typed), Shown(stored))));
        if (!isAsItWas && takesFile != true) return false;
        Findings.Add(new(SheetFinding.Change, cell.Place, cell.Text, column is { } of ? new("{0}, {1}: {2} → {3}", of.Row.Name, of.Title, Shown(stored), Shown(typed)) : new Sentence("Ghi chú: {0} → {1}", Shown(stored), Shown(typed))));
        return true;
    }

    // The same fields, faults and rules as when a person types: one way in.
    void Type()
    {
        fields["part"] = ReportInput.FiguresPart;
        fields["version"] = report.Version.ToString(CultureInfo.InvariantCulture);
        fields["key"] = Guid.CreateVersion7().ToString();
        fields[ReportInput.FormField] = report.Form!.Key;
        // Figures take back "nothing was held"; a sheet alone does not say it.
        if (report.NothingOccurred && Changes == 0) fields[ReportInput.Nothing] = "on";
        Input = ReportInput.Read(new FormCollection(fields), report);
        foreach (var (field, why) in Input.Form.Errors) Findings.Add(new(SheetFinding.Fault, "", field, new("{0}: {1}", NameOf(field), why)));
    }

    // What the page would say beside its rows. A draft may be wrong: it keeps nothing from being written, only from being submitted.
    void Look(Dictionary<FormColumn, AnsweredCell> figures, Dictionary<FormColumn, AnsweredCell> sums, SheetLayout layout)
    {
        foreach (var (severity, rowKey, column, said) in Input!.Content.Findings(report))
            Findings.Add(new(severity == Severity.Error ? SheetFinding.Error : SheetFinding.Warning, column is null ? "" : figures.GetValueOrDefault(column)?.Place ?? Sum(column), report.Form!.Row(rowKey).Name, said));

        // The sum is the form's; one typed by hand that is another tells of a row that is missing, or counted twice.
        foreach (var (column, cell) in sums.Where(one => !report.Skipped.Contains(one.Key.Index)))
        {
            if (Figure.Parse(cell.Text, column.Measure) is not { Fault: null, Figure.Number: { } typed } || Figure.FromStored(Input.Content.Figures![column.Index]).NumberOrZero is var sum && sum == typed) continue;
            Findings.Add(new(SheetFinding.Warning, cell.Place, cell.Text, new("{0}, {1}: tệp ghi {2:N0}, các dòng của mục ấy cộng lại là {3:N0}. Báo cáo lấy số cộng; xem lại có dòng nào thiếu hay thừa.", column.Row.Name, column.Title, typed, sum)));
        }

        // A sum of the form's own is nobody's answer.
        string Sum(FormColumn column) => (column.IsSecond ? layout.Second : layout.First) is { } at && layout.Keys.FirstOrDefault(row => row.Value == column.Row.Key).Key is > 0 and var row ? CellName.Of(at, row) : "";
    }

    string NameOf(string field) => report.Form!.Rows.FirstOrDefault(row => field.StartsWith(row.Key + ".", StringComparison.Ordinal) && field.LastIndexOf('.') == row.Key.Length)?.Name ?? field;

    void Fault(Sentence said) => Findings.Add(new(SheetFinding.Fault, "", "", said));

    void Fault(AnsweredCell cell, Sentence said) => Findings.Add(new(SheetFinding.Fault, cell.Place, cell.Text, said));
}
