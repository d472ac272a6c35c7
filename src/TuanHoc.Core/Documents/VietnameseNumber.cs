using System.Globalization;

namespace TuanHoc.Documents;

/// <summary>Numbers as Vietnamese documents print them; the same on every machine, whatever culture it has.</summary>
public static class VietnameseNumber
{
    private const char NoBreakSpace = '\u00A0';

    private static readonly NumberFormatInfo Format = NumberFormatInfo.ReadOnly(new NumberFormatInfo
    {
        NumberGroupSeparator = ".",
        NumberDecimalSeparator = ",",
        NegativeSign = "-",
    });

    /// <summary>1.234.567</summary>
    public static string Whole(long value) => value.ToString("#,##0", Format);

    /// <summary>1.234,5: rounded half up to at most <paramref name="digits"/> decimals, none when they are zero.</summary>
    public static string Decimal(decimal value, int digits = 1) =>
        Math.Round(value, digits, MidpointRounding.AwayFromZero).ToString("#,##0." + new string('#', digits), Format);

    /// <summary>18,5 %, of a share given in per cent; the space does not break at a line's end.</summary>
    public static string Percent(decimal value, int digits = 1) => $"{Decimal(value, digits)}{NoBreakSpace}%";

    /// <summary>1.500.000 đồng; the space does not break at a line's end.</summary>
    public static string Money(long dong) => $"{Whole(dong)}{NoBreakSpace}đồng";

    /// <summary>07/BC-UBND: numbers below 10 take a leading zero, a number not yet given leaves room to write it (Decree 30/2020, Appendix I).</summary>
    public static string DocumentNumber(int? number, string notation) =>
        $"{number?.ToString("00", Format) ?? "       "}/{notation}";
}
