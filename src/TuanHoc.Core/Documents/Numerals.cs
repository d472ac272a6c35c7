using System.Globalization;
using System.Text;

namespace TuanHoc.Documents;

/// <summary>The numbers of parts: I, II; 1, 2; a, b, c, d, đ in the order of the Vietnamese alphabet.</summary>
public static class Numerals
{
    // Decree 30/2020 letters points in this order; f, j, w, z are no Vietnamese letters, and ă, â, ê, ô, ơ, ư are not used for points
    private const string Alphabet = "abcdđeghiklmnopqrstuvxy";

    private static readonly (int Value, string Sign)[] RomanSigns =
    [
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ];

    /// <summary>IV for 4; above 3999, where the signs end, decimal digits.</summary>
    public static string Roman(int number)
    {
        if (number is < 1 or > 3999)
            return number.ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        foreach (var (value, sign) in RomanSigns)
            for (; number >= value; number -= value)
                text.Append(sign);
        return text.ToString();
    }

    /// <summary>đ for 5; after the last letter they are doubled: aa, bb, as Word does.</summary>
    public static string Letter(int number) => Letter(number, Alphabet);

    /// <summary>The letter of another alphabet; digits where no letter can stand.</summary>
    public static string Letter(int number, string alphabet) =>
        number is < 1 or > 700
            ? number.ToString(CultureInfo.InvariantCulture)
            : new string(alphabet[(number - 1) % alphabet.Length], 1 + (number - 1) / alphabet.Length);
}
