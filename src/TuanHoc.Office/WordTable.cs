using System.Globalization;
using System.Xml.Linq;

namespace TuanHoc.Office;

/// <summary>A table of a Word document: figures in rows, or a frame that only sets texts side by side (letterhead, signature).</summary>
internal sealed class WordTable(XNamespace w, XElement table)
{
    private const int MostFrameColumns = 3, MostFrameRows = 4, MostSpan = 100;

    private sealed record Cell(IReadOnlyList<string> Lines, int Span, int Before, bool Continues);

    /// <summary>A frame cell by cell, each with its lines; any other table a row on a line, its cells set apart by tabs.</summary>
    public IEnumerable<string> Lines(WordText text)
    {
        List<List<Cell>> rows = [.. WordText.Unwrapped(table.Elements()).Where(IsKeptRow).Select(row => Cells(row, text))];
        return IsFrame(rows)
            ? rows.SelectMany(row => row).SelectMany(cell => cell.Lines).Where(line => !string.IsNullOrWhiteSpace(line))
            : rows.Select(Row);
    }

    private bool IsKeptRow(XElement row) => row.Name == w + "tr" && row.Element(w + "trPr")?.Element(w + "del") is null;

    private List<Cell> Cells(XElement row, WordText text)
    {
        var before = Number(row.Element(w + "trPr")?.Element(w + "gridBefore"), 0);
        var cells = new List<Cell>();
        foreach (var cell in WordText.Unwrapped(row.Elements()).Where(cell => cell.Name == w + "tc"))
        {
            var lines = new List<string>();
            text.Blocks(cell.Elements(), lines);
            var properties = cell.Element(w + "tcPr");
            var merge = properties?.Element(w + "vMerge");
            cells.Add(new Cell(lines, Math.Max(1, Number(properties?.Element(w + "gridSpan"), 1)), before,
                Continues: merge is not null && (string?)merge.Attribute(w + "val") != "restart"));
            before = 0;
        }
        return cells;
    }

    private int Number(XElement? element, int otherwise) =>
        int.TryParse((string?)element?.Attribute(w + "val"), CultureInfo.InvariantCulture, out var value) ? Math.Clamp(value, 0, MostSpan) : otherwise;

    private static string Row(IEnumerable<Cell> cells) => string.Join('\t', cells.Select(cell =>
        new string('\t', cell.Before) + (cell.Continues ? "" : OneLine(cell.Lines)) + new string('\t', cell.Span - 1)));

    private static string OneLine(IEnumerable<string> lines) => string.Join(' ', string.Join(' ', lines).Split(' ', '\t', '\n').Where(word => word.Length > 0));

    private bool IsFrame(List<List<Cell>> rows)
    {
        var columns = rows.Select(row => row.Sum(cell => cell.Span)).DefaultIfEmpty(0).Max();
        return columns == 1
            || columns <= MostFrameColumns && (rows.Count <= MostFrameRows && !HasRules() || rows.SelectMany(row => row).SelectMany(cell => cell.Lines).Any(IsOfFrame));
    }

    // The words of letterhead and foot, whatever lines a clerk drew around them
    private static bool IsOfFrame(string line) =>
        line.Contains("XÃ HỘI CHỦ NGHĨA VIỆT NAM", StringComparison.OrdinalIgnoreCase) || line.TrimStart().StartsWith("Nơi nhận", StringComparison.OrdinalIgnoreCase);

    private bool HasRules()
    {
        var properties = table.Element(w + "tblPr");
        var borders = properties?.Element(w + "tblBorders");
        if (borders is null && (string?)properties?.Element(w + "tblStyle")?.Attribute(w + "val") is not (null or "TableNormal"))
            return true;
        return (borders?.Elements() ?? []).Concat(table.Descendants(w + "tcBorders").Elements())
            .Any(border => (string?)border.Attribute(w + "val") is not ("none" or "nil"));
    }
}
