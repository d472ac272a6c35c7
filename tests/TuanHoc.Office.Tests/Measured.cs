namespace TuanHoc.Office.Tests;

/// <summary>Measures of printed pages, in millimetres from the upper left corner: within 1 mm and 0.5 points.</summary>
internal static class Measured
{
    public const double LeftMargin = 30, RightEdge = 195, Top = 20, Bottom = 277;
    public const double LeftColumn = 65, RightColumn = 147.5, Middle = 112.5, SignatureColumn = 150.4;

    // 1.27 cm.
    public const double Indented = LeftMargin + 12.7;

    // Of Times New Roman and what has its widths: how far the letters stand above the base line and below it, by their size.
    private const double Ascent = 0.891, Descent = 0.216;

    public static void Near(double expected, double measured) => Assert.InRange(measured, expected - 1, expected + 1);

    public static void Sized(PrintedLine line, double smallest, double largest) =>
        Assert.True(line.Size >= smallest - 0.5 && line.Size <= largest + 0.5, $"{line.Size:0.0} points: {line.Text}");

    public static void Stands(PrintedLine line, double centre, double smallest, double largest)
    {
        Near(centre, line.Centre);
        Sized(line, smallest, largest);
    }

    public static double Points(double millimetres) => millimetres * 72 / 25.4;

    /// <summary>The upper edge of a line, from the page's.</summary>
    public static double Above(PrintedLine line) => line.Baseline - line.Size * Ascent * 25.4 / 72;

    /// <summary>The lower edge of a line, from the page's upper one.</summary>
    public static double Below(PrintedLine line) => line.Baseline + line.Size * Descent * 25.4 / 72;
}
