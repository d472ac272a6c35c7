using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using TuanHoc.Documents;
using Paragraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;
using RunText = DocumentFormat.OpenXml.Wordprocessing.Text;
using static TuanHoc.Office.Decree30;

namespace TuanHoc.Office;

using Text = DocumentFormat.OpenXml.Wordprocessing.Text;

/// <summary>The pieces a .docx is made of: paragraphs in a style, rules, tables with and without lines.</summary>
internal static class DocxParts
{
    // Lines break between words, so each needs some room more than its share
    private const double RoomToBreak = 1.12;

    public static Paragraph Line(ElementStyle style, string text, bool bold = false, bool italic = false, JustificationValues? align = null) =>
        new(new ParagraphProperties
        {
            ParagraphStyleId = new ParagraphStyleId { Val = style.Id },
            Justification = align is { } value ? new Justification { Val = value } : null,
        }, Run(text, bold, italic));

    public static Paragraph Gap(SectionProperties? section = null) =>
        new(new ParagraphProperties { ParagraphStyleId = new ParagraphStyleId { Val = Decree30.Gap.Id }, SectionProperties = section });

    /// <summary>A solid rule in the middle of a column: the upper border of an empty paragraph, indented from both sides.</summary>
    public static Paragraph Rule(int width, int column)
    {
        var indent = Twips(Math.Max(0, (column - width) / 2));
        return new Paragraph(new ParagraphProperties
        {
            ParagraphStyleId = new ParagraphStyleId { Val = Decree30.Rule.Id },
            ParagraphBorders = new ParagraphBorders { TopBorder = new TopBorder { Val = BorderValues.Single, Size = 6, Space = 0, Color = "000000" } },
            Indentation = new Indentation { Left = indent, Right = indent, FirstLine = "0" },
        });
    }

    /// <summary>Centred text that takes several lines, set narrower so that they are about as wide as each other: no single word is left over.</summary>
    public static Paragraph Balanced(Paragraph paragraph, int textWidth, int column)
    {
        var indent = Twips((column - BalancedWidth(textWidth, column)) / 2);
        if (textWidth > column)
            paragraph.ParagraphProperties!.Indentation = new Indentation { Left = indent, Right = indent, FirstLine = "0" };
        return paragraph;
    }

    /// <summary>How wide the widest line of such a text becomes.</summary>
    public static int BalancedWidth(int textWidth, int column)
    {
        var lines = (int)Math.Ceiling(textWidth / (double)column);
        return lines == 1 ? textWidth : (int)Math.Min(column, textWidth / lines * RoomToBreak);
    }

    /// <summary>A table without lines and cell margins, which only sets things side by side.</summary>
    public static Table SideBySide(IReadOnlyList<int> widths, params IEnumerable<OpenXmlElement>[][] rows)
    {
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = Twips(widths.Sum()), Type = TableWidthUnitValues.Dxa },
                Borders(BorderValues.None),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(new TableCellLeftMargin { Width = 0, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 0, Type = TableWidthValues.Dxa })),
            Grid(widths));
        foreach (var row in rows)
            table.Append(new TableRow([new TableRowProperties(new CantSplit()), .. row.Zip(widths, (content, width) => new TableCell([new TableCellProperties(Width(width)), .. content]))]));
        return table;
    }

    /// <summary>A table with lines: header rows repeat, no row is split between pages.</summary>
    public static Table Ruled(DocumentTable source, int width)
    {
        var weights = source.Columns.Sum(column => column.Weight);
        int[] widths = [.. source.Columns.Select(column => (int)(width * column.Weight / weights))];
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = Twips(widths.Sum()), Type = TableWidthUnitValues.Dxa },
                new TableJustification { Val = TableRowAlignmentValues.Center },
                Borders(BorderValues.Single),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(new TableCellLeftMargin { Width = 70, Type = TableWidthValues.Dxa }, new TableCellRightMargin { Width = 70, Type = TableWidthValues.Dxa })),
            Grid(widths));
        foreach (var (slots, place) in source.Grid().Select((slots, place) => (slots, place)))
        {
            var header = place < source.Header.Count;
            OpenXmlElement[] properties = header ? [new CantSplit(), new TableHeader()] : [new CantSplit()];
            table.Append(new TableRow([new TableRowProperties(properties), .. slots.Select(slot => Cell(source, slot, widths, header))]));
        }
        return table;
    }

    private static TableCell Cell(DocumentTable table, GridSlot slot, int[] widths, bool header)
    {
        var cell = slot.Cell;
        var align = cell.Alignment ?? (header ? Alignment.Center : table.Columns[slot.Column].Alignment);
        return new TableCell(
            new TableCellProperties
            {
                TableCellWidth = Width(widths.Skip(slot.Column).Take(cell.ColumnSpan).Sum()),
                GridSpan = cell.ColumnSpan > 1 ? new GridSpan { Val = cell.ColumnSpan } : null,
                VerticalMerge = cell.RowSpan > 1 ? new VerticalMerge { Val = slot.ContinuesAbove ? MergedCellValues.Continue : MergedCellValues.Restart } : null,
                TableCellVerticalAlignment = new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center },
            },
            Line(Decree30.Cell, slot.ContinuesAbove ? "" : cell.Text, header || cell.Bold, cell.Italic, align switch
            {
                Alignment.Center => JustificationValues.Center,
                Alignment.Right => JustificationValues.Right,
                Alignment.Justified => JustificationValues.Both,
                _ => null,
            }));
    }

    private static Run Run(string text, bool bold, bool italic)
    {
        var run = new Run();
        if (bold || italic)
            run.RunProperties = new RunProperties { Bold = bold ? new Bold() : null, Italic = italic ? new Italic() : null };
        foreach (var (line, place) in PrintableText.Clean(text).Split('\n').Select((line, place) => (line, place)))
        {
            if (place > 0)
                run.Append(new Break());
            foreach (var (piece, tab) in line.Split('\t').Select((piece, tab) => (piece, tab)))
            {
                if (tab > 0)
                    run.Append(new TabChar());
                run.Append(new RunText(piece) { Space = SpaceProcessingModeValues.Preserve });
            }
        }
        return run;
    }

    private static TableCellWidth Width(int width) => new() { Width = Twips(width), Type = TableWidthUnitValues.Dxa };

    private static TableGrid Grid(IEnumerable<int> widths) => new(widths.Select(width => new GridColumn { Width = Twips(width) }));

    private static TableBorders Borders(BorderValues kind)
    {
        T Border<T>() where T : BorderType, new() => new() { Val = kind, Size = 4, Space = 0, Color = "000000" };
        return new TableBorders(Border<TopBorder>(), Border<LeftBorder>(), Border<BottomBorder>(), Border<RightBorder>(), Border<InsideHorizontalBorder>(), Border<InsideVerticalBorder>());
    }
}
