using System.Globalization;
using System.Text;

namespace TuanHoc.Text;

/// <summary>The form in which Vietnamese texts are compared: lower case, without tones and marks, đ as d, one blank between words.</summary>
public static class SearchKey
{
    // Vietnamese letters and the punctuation of documents all stand below this code point.
    private const int Known = 0x2300;
    private static readonly char[] Folded = [.. Enumerable.Range(0, Known).Select(code => FoldOnce((char)code))];

    /// <summary>The key of a whole text: "Uỷ ban  nhân dân" and "ỦY BAN NHÂN DÂN" have the same.</summary>
    public static string Of(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var folded = Fold(letter);
            if (folded == ' ' ? key.Length > 0 && key[^1] != ' ' : folded != '\0')
            {
                key.Append(folded);
            }
        }

        return key.ToString().TrimEnd();
    }

    /// <summary>The key of a composed text with as many letters as the text, so that a place found in the one is a place in the other.</summary>
    public static string LetterByLetter(string text) => string.Create(text.Length, text, static (key, source) =>
    {
        for (var i = 0; i < key.Length; i++)
        {
            key[i] = Fold(source[i]);
        }
    });

    /// <summary>One letter's key; '\0' for a mark that stands alone.</summary>
    public static char Fold(char letter) => letter < Known ? Folded[letter] : char.ToLowerInvariant(letter);

    private static char FoldOnce(char letter) => letter switch
    {
        'đ' or 'Đ' or 'ð' or 'Ð' => 'd',
        '“' or '”' or '„' or '‟' or '«' or '»' or '″' => '"',
        '‘' or '’' or '‚' or 'ʼ' or '`' or '´' => '\'',
        '–' or '—' or '‐' or '‑' or '‒' or '―' => '-',
        _ when char.IsWhiteSpace(letter) => ' ',
        _ when CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark => '\0',
        _ => char.ToLowerInvariant(letter.ToString().Normalize(NormalizationForm.FormD)[0]),
    };
}
