using System.Globalization;

namespace TuanHoc.Documents;

/// <summary>The date of a document, whose day or month may still be blank until it is signed.</summary>
public sealed record DocumentDate(int? Day, int? Month, int Year)
{
    public static DocumentDate Of(DateOnly date) => new(date.Day, date.Month, date.Year);

    /// <summary>ngày 05 tháng 02 năm 2026: a leading zero for days below 10 and for January and February alone, so that no digit can be added (Decree 30/2020).</summary>
    public string InFull =>
        $"ngày {Digits(Day, zeroBelow: 10)} tháng {Digits(Month, zeroBelow: 3)} năm {Year.ToString(CultureInfo.InvariantCulture)}";

    private static string Digits(int? value, int zeroBelow) => value switch
    {
        null => "    ",
        { } number when number < zeroBelow => "0" + number.ToString(CultureInfo.InvariantCulture),
        { } number => number.ToString(CultureInfo.InvariantCulture),
    };
}
