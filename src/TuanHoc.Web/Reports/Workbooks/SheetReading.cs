using System.Globalization;
using TuanHoc.Office;
using TuanHoc.Statistics;

namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>A row of a sheet: its number, the texts of its cells, and which of them (by column) are formulas.</summary>
public sealed record ReadRow(int Number, IReadOnlyList<string> Cells, IReadOnlyList<int> Formulas)
{
    public string this[int? column] => column is { } at && at < Cells.Count ? Cells[at] : "";
}

/// <summary>Whose form a downloaded sheet is, as its marks say it.</summary>
public sealed record FormStamp(Guid Report, int Year, string Form);

/// <summary>Which column of a sheet is which, by number from 0, and which row of the form stands in a row, by its number.</summary>
/// <param name="Code">The printed codes.</param>
/// <param name="Label">The labels.</param>
/// <param name="First">The first column of figures.</param>
/// <param name="Second">The second.</param>
/// <param name="Note">The notes.</param>
/// <param name="Keys">The row of the form by the number of the row.</param>
public sealed record SheetLayout(int? Code, int Label, int? First, int? Second, int? Note, IReadOnlyDictionary<int, string> Keys)
{
    /// <summary>What stood in the cells when the form was downloaded; null where the sheet does not know, and a blank cell says nothing.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public (int First, int Second, int Note)? Was => WasFirst is { } first && WasSecond is { } second && WasNote is { } note ? (first, second, note) : null;

    public int? WasFirst { get; init; }
    public int? WasSecond { get; init; }
    public int? WasNote { get; init; }
}

/// <summary>A sheet as it is kept from the reading of its file until its figures are written.</summary>
/// <param name="Rows">The rows that are not blank.</param>
/// <param name="Stamp">Whose form it is; null where somebody made it by hand.</param>
/// <param name="Layout">Where its marks say what is; null where they are gone, and a person has to say it.</param>
public sealed record SheetReading(IReadOnlyList<ReadRow> Rows, FormStamp? Stamp, SheetLayout? Layout)
{
    // Wider than any form is; what lies beyond is somebody's own.
    const int MostColumns = 40;

    // Fewer known labels are no form.
    const int LeastRows = 6;

    /// <summary>The form in a sheet; null where there is none.</summary>
    public static SheetReading? Of(FileSheet sheet)
    {
        List<ReadRow> rows = [.. sheet.Rows.Select(row => new ReadRow(row.Number, [.. row.Cells.Take(MostColumns).Select(Text)],
            [.. Enumerable.Range(0, Math.Min(row.Cells.Count, MostColumns)).Where(column => row.Cells[column].Kind == FileCellKind.Formula)]))];
        var reading = new SheetReading(rows, StampOf(rows), LayoutOf(rows));
        return reading.Stamp is not null || StatisticsForm.Known.Any(form => reading.Propose(StatisticsForm.Load(form)).Keys.Count >= LeastRows) ? reading : null;
    }

    /// <summary>Where things seem to be in a sheet without marks, for a person to confirm.</summary>
    public SheetLayout Propose(StatisticsForm form) => Layout ?? HomeMade.Propose(Rows, form);

    // A number that is not whole is written with a comma, as here: 1.234 would be read as a thousand.
    static string Text(FileCell cell) => cell.Kind == FileCellKind.Number ? cell.Text.Replace('.', ',') : cell.Text;

    static FormStamp? StampOf(List<ReadRow> rows)
    {
        string? Said(string mark) => rows.SelectMany(row => row.Cells).FirstOrDefault(cell => cell.StartsWith(mark, StringComparison.Ordinal))?[mark.Length..];
        return Guid.TryParse(Said(FormMarks.Report), CultureInfo.InvariantCulture, out var report) && int.TryParse(Said(FormMarks.Year), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && Said(FormMarks.Form) is { } form
            ? new(report, year, form) : null;
    }

    static SheetLayout? LayoutOf(List<ReadRow> rows)
    {
        if (rows.Find(row => row.Cells.Contains(FormMarks.Key)) is not { } marks) return null;
        int? At(string mark) => marks.Cells.ToList().IndexOf(mark) is var at and >= 0 ? at : null;
        if (At(FormMarks.Label) is not { } label || (At(FormMarks.First) ?? At(FormMarks.Second)) is null) return null;
        var key = At(FormMarks.Key);
        var keys = rows.Where(row => row != marks && row[key].Length > 0).DistinctBy(row => row.Number).ToDictionary(row => row.Number, row => row[key]);
        return new(At(FormMarks.Code), label, At(FormMarks.First), At(FormMarks.Second), At(FormMarks.Note), keys) { WasFirst = At(FormMarks.WasFirst), WasSecond = At(FormMarks.WasSecond), WasNote = At(FormMarks.WasNote) };
    }
}
