using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Alignment = TuanHoc.Documents.Alignment;

namespace TuanHoc.Office;

/// <summary>The formats of a workbook's cells, found by place: <see cref="CellFormat"/>s are numbered in Excel.</summary>
internal static class XlsxStyles
{
    public const int Title = 1, BoldTitle = 2, Header = 3;

    // Excel's own number for its format "Text"
    private const uint AsTyped = 49;

    private const int FirstOfTable = 4, Numbers = 4, Kinds = 6, FirstOfForm = FirstOfTable + 2 * Kinds;

    /// <summary>A cell of text in the table.</summary>
    public static int Text(Alignment alignment, bool bold) => FirstOfTable + (bold ? Kinds : 0) + (int)alignment;

    /// <summary>A number in the table: 1.234 or, with decimals, 18,5; the separators are those of the reader's Excel.</summary>
    public static int Number(bool whole, bool bold) => FirstOfTable + (bold ? Kinds : 0) + Numbers + (whole ? 0 : 1);

    /// <summary>A cell of a sheet to be filled in.</summary>
    public static int Entry(SheetEntry entry) => FirstOfForm + (int)entry - 1;

    /// <summary>The one format that follows what stands in a cell: wrong figures turn red.</summary>
    public const uint Wrong = 0;

    public static Stylesheet StyleSheet()
    {
        var formats = new CellFormats(
            new CellFormat { FontId = 0 },
            Format(font: 0, border: 0, HorizontalAlignmentValues.Center),
            Format(font: 1, border: 0, HorizontalAlignmentValues.Center),
            Format(font: 1, border: 1, HorizontalAlignmentValues.Center));
        foreach (var font in (uint[])[0, 1])
        {
            foreach (var alignment in Enum.GetValues<Alignment>())
                formats.Append(Format(font, border: 1, Horizontal(alignment)));
            formats.Append(Format(font, border: 1, HorizontalAlignmentValues.Right, numberFormat: 164));
            formats.Append(Format(font, border: 1, HorizontalAlignmentValues.Right, numberFormat: 165));
        }
        formats.Append(Filled(Format(font: 0, border: 1, HorizontalAlignmentValues.Right, numberFormat: 164), fill: 2, isLocked: false));
        formats.Append(Filled(Format(font: 0, border: 1, HorizontalAlignmentValues.Left), fill: 2, isLocked: false));
        formats.Append(Filled(Format(font: 0, border: 1, HorizontalAlignmentValues.Left), fill: 3, isLocked: true));
        formats.Append(Filled(Format(font: 0, border: 1, HorizontalAlignmentValues.Left, numberFormat: AsTyped), fill: 2, isLocked: false));
        return new Stylesheet(
            new NumberingFormats(
                new NumberingFormat { NumberFormatId = 164, FormatCode = "#,##0" },
                new NumberingFormat { NumberFormatId = 165, FormatCode = "#,##0.##" }),
            new Fonts(Font(bold: false), Font(bold: true)),
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }), Solid("FFFFF8DC"), Solid("FFE4E4E4")),
            new Borders(new Border(), new Border(Side<LeftBorder>(), Side<RightBorder>(), Side<TopBorder>(), Side<BottomBorder>(), new DiagonalBorder())),
            new CellStyleFormats(new CellFormat()),
            formats,
            new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }),
            new DifferentialFormats(new DifferentialFormat(new Font(new Color { Rgb = "FF9C0006" }), new Fill(new PatternFill(new BackgroundColor { Rgb = "FFFFC7CE" })))));
    }

    private static Font Font(bool bold) => new() { Bold = bold ? new Bold() : null, FontSize = new FontSize { Val = 12 }, FontName = new FontName { Val = Decree30.Font } };

    private static T Side<T>() where T : BorderPropertiesType, new() => new() { Style = BorderStyleValues.Thin };

    private static CellFormat Format(uint font, uint border, HorizontalAlignmentValues horizontal, uint numberFormat = 0) => new()
    {
        FontId = font,
        ApplyFont = true,
        BorderId = border,
        ApplyBorder = true,
        NumberFormatId = numberFormat,
        ApplyNumberFormat = numberFormat > 0,
        ApplyAlignment = true,
        // Excel must not wrap a number, or it shows a part of it
        Alignment = new DocumentFormat.OpenXml.Spreadsheet.Alignment { Horizontal = horizontal, Vertical = VerticalAlignmentValues.Center, WrapText = numberFormat is 0 or AsTyped },
    };

    private static Fill Solid(string colour) => new(new PatternFill(new ForegroundColor { Rgb = colour }) { PatternType = PatternValues.Solid });

    private static CellFormat Filled(CellFormat format, uint fill, bool isLocked)
    {
        (format.FillId, format.ApplyFill, format.ApplyProtection) = (fill, true, true);
        format.Protection = new Protection { Locked = isLocked };
        return format;
    }

    private static HorizontalAlignmentValues Horizontal(Alignment alignment) => alignment switch
    {
        Alignment.Center => HorizontalAlignmentValues.Center,
        Alignment.Right => HorizontalAlignmentValues.Right,
        Alignment.Justified => HorizontalAlignmentValues.Justify,
        _ => HorizontalAlignmentValues.Left,
    };
}
