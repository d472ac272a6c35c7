using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using TuanHoc.Web.Reports;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Api;

/// <summary>What a program sends, as the fields that the page of a report would send: so that one reader, one set of rules and one write serve both.</summary>
sealed class ReportFields
{
    /// <summary>How "không phát sinh" stands in JSON.</summary>
    public const string Nothing = "nothing";

    readonly Dictionary<string, StringValues> fields = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> faults = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> said = new(StringComparer.Ordinal);
    readonly HashSet<string> cells, sums, notes;

    ReportFields(ReportSeen report, int? version, Guid key)
    {
        cells = report.Form is { } form ? form.Columns.Where(column => !column.Derived && !report.Skipped.Contains(column.Index)).Select(ReportInput.Cell).ToHashSet(StringComparer.Ordinal) : [];
        sums = report.Form is { } adds ? adds.Columns.Where(column => column.Derived && !report.Skipped.Contains(column.Index)).Select(ReportInput.Cell).ToHashSet(StringComparer.Ordinal) : [];
        notes = report.Form?.Rows.Where(row => ReportInput.HasNote(row, report)).Select(row => row.Key).ToHashSet(StringComparer.Ordinal) ?? [];
        fields["part"] = ReportInput.FiguresPart;
        fields[ReportInput.FormField] = report.Form?.Key ?? "";
        fields["version"] = version?.ToString(CultureInfo.InvariantCulture);
        fields["key"] = key.ToString();
    }

    /// <summary>What could not be read, by cell.</summary>
    public IReadOnlyDictionary<string, string> Faults => faults;

    /// <summary>Nothing but what will be said: a write replaces the whole set.</summary>
    public static ReportFields Blank(ReportSeen report, int? version, Guid key) => new(report, version, key);

    /// <summary>The narrative and nothing else: a write replaces the whole of it.</summary>
    public static ReportFields Words(ReportSeen report, int? version, Guid key)
    {
        var words = new ReportFields(report, version, key);
        words.fields["part"] = ReportInput.NarrativePart;
        words.NothingOccurred(report.NothingOccurred);
        return words;
    }

    /// <summary>The notes as they are stored, where none are sent.</summary>
    public void KeepNotes(ReportSeen report)
    {
        foreach (var (row, text) in report.Notes.Where(note => notes.Contains(note.Key))) Note(row, text);
    }

    /// <summary>A section of the narrative by its key.</summary>
    public void Section(string section, string text)
    {
        if (Narrative.Sections.Any(known => known.Key == section)) fields[section] = text;
        else faults[section] = T["Lời văn không có mục {0}.", section];
    }

    /// <summary>Everything as it is stored.</summary>
    public static ReportFields Stored(ReportSeen report, Guid key)
    {
        var all = new ReportFields(report, report.Version, key);
        foreach (var column in report.Form?.Columns ?? [])
            if (all.cells.Contains(ReportInput.Cell(column)) && report.Figures![column.Index] is { } figure) all.fields[ReportInput.Cell(column)] = figure < 0 ? "k" : figure.ToString(CultureInfo.InvariantCulture);
        all.KeepNotes(report);
        foreach (var (section, text) in report.Narrative) all.fields[section] = text;
        all.NothingOccurred(report.NothingOccurred);
        // Without a form there is nothing but the narrative.
        if (report.Form is null) all.fields["part"] = ReportInput.NarrativePart;
        return all;
    }

    public void NothingOccurred(bool nothing)
    {
        if (nothing) fields[ReportInput.Nothing] = "1";
        else fields.Remove(ReportInput.Nothing);
    }

    public void Note(string row, string text)
    {
        if (notes.Contains(row)) fields[ReportInput.Note(row)] = text;
        else faults[ReportInput.Note(row)] = T["Biểu của đơn vị này không có ghi chú ở dòng {0}.", row];
    }

    /// <summary>A cell: a whole number, null for blank, "nothing" for không phát sinh.</summary>
    public void Figure(string cell, JsonElement value)
    {
        var typed = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Null => "",
            JsonValueKind.String when value.GetString() == Nothing => "k",
            _ => null,
        };
        if (!cells.Contains(cell) && !sums.Contains(cell)) faults[cell] = T["Biểu của đơn vị này không có ô {0}.", cell];
        else if (typed is null || (typed.Length > 0 && typed != "k" && !typed.All(char.IsAsciiDigit))) faults[cell] = T["Ghi một số nguyên từ 0, null (trống) hoặc \"{0}\" (không phát sinh).", Nothing];
        else if (sums.Contains(cell)) said[cell] = typed;
        else fields[cell] = typed;
    }

    /// <summary>What was sent, read as the page reads it. A sum that was sent too must be the sum of what stands then: what goes out comes in again, and a slip is told.</summary>
    public ReportInput Read(ReportSeen report)
    {
        var input = ReportInput.Read(new FormCollection(fields), report);
        foreach (var column in report.Form?.Columns ?? [])
        {
            if (!said.TryGetValue(ReportInput.Cell(column), out var sent)) continue;
            var sum = Statistics.Figure.FromStored(input.Content.Figures![column.Index]) switch { { IsNothingOccurred: true } => "k", { Number: { } number } => number.ToString(CultureInfo.InvariantCulture), _ => "" };
            if (sent != sum) faults[ReportInput.Cell(column)] = T["Ô {0} được tính từ các ô khác và là “{1}”, không phải “{2}”: sửa các ô của nó, hoặc bỏ ô này đi.", ReportInput.Cell(column), sum, sent];
        }
        return input;
    }
}
