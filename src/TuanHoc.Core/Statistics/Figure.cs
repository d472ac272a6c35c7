using System.Globalization;
using System.Text;
using TuanHoc.Text;

namespace TuanHoc.Statistics;

/// <summary>
/// One answer: a number from 0, blank (not answered), or "không phát sinh" (asked, and nothing occurred). The three stay apart.
/// Stored as a nullable long: null is blank, -1 nothing occurred, the rest the number itself; only this type knows it.
/// </summary>
public readonly record struct Figure
{
    /// <summary>The most digits a typed figure may have.</summary>
    public const int MaxDigits = 13;

    const long StoredNothing = -1;
    const string NothingWords = "không phát sinh";

    /// <summary>What is said of a text that is no figure: the first that fits it.</summary>
    public static IReadOnlyList<NoFigure> NoFigure { get; } =
    [
        new(new("“{0}” quá lớn: một ô nhận nhiều nhất {1} chữ số."), @"^0*[1-9][0-9]{13,}$|^[1-9][0-9]{1,2}([.\s][0-9]{3}){4}$|^[1-9][0-9]{0,2}([.\s][0-9]{3}){5,}$"),
        new(new("“{0}” là số âm: hãy nhập số nguyên từ 0 trở lên, hoặc k nếu không phát sinh."), @"^[-−–][\s\S]*[0-9]"),
        new(new("“{0}” không phải là số: hãy nhập số nguyên, ví dụ 15 hoặc 1.500, hoặc k nếu không phát sinh."), @"[^0-9.,\s]|^[^0-9]*$"),
        new(new("Lượt người không có phần lẻ, “{0}” không đọc được: hãy nhập số nguyên, ví dụ 15 hoặc 1.500."), "", OfPeople: true),
        new(new("“{0}” không phải là số nguyên: hãy nhập số nguyên, ví dụ 15 hoặc 1.500 (dấu chấm chỉ để tách từng nhóm ba chữ số)."), ""),
    ];

    static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    readonly long? stored;

    Figure(long? stored) => this.stored = stored;

    public static Figure Blank => default;

    public static Figure NothingOccurred => new(StoredNothing);

    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static Figure Of(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return new(number);
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is less than -1, which nothing stores.</exception>
    public static Figure FromStored(long? stored) =>
        stored is null or >= StoredNothing ? new(stored) : throw new ArgumentOutOfRangeException(nameof(stored), stored, "no stored figure");

    public long? ToStored() => stored;

    public bool IsBlank => stored is null;

    public bool IsNothingOccurred => stored == StoredNothing;

    public bool IsNumber => stored >= 0;

    /// <summary>The number; null when blank or nothing occurred.</summary>
    public long? Number => IsNumber ? stored : null;

    /// <summary>What the answer adds to a sum.</summary>
    public long NumberOrZero => Number ?? 0;

    /// <summary>The numbers added; without any number, "nothing occurred" when every part says so, else blank.</summary>
    public static Figure SumOf(IEnumerable<Figure> parts)
    {
        var (sum, hasNumber, allNothing) = (0L, false, true);
        foreach (var part in parts)
        {
            hasNumber |= part.IsNumber;
            allNothing &= part.IsNothingOccurred;
            sum = checked(sum + part.NumberOrZero);
        }
        return hasNumber ? Of(sum) : allNothing ? NothingOccurred : Blank;
    }

    /// <summary>
    /// Reads what a person typed: nothing, a whole number ("1234", "1.234", "1 234"), or "không phát sinh" ("k", "kps", with or without tones).
    /// Anything else is refused with a sentence, never guessed: "1.50" is not 150.
    /// </summary>
    public static (Figure Figure, Sentence? Fault) Parse(string typed, Measure measure)
    {
        var text = typed.Trim();
        if (text.Length == 0)
            return (Blank, null);
        if (!char.IsAsciiDigit(text[0]) && Fold(text) is "k" or "kps" or "khong phat sinh")
            return (NothingOccurred, null);
        if (Digits(text) is not { Length: <= MaxDigits } digits)
            return (Blank, NoFigure.First(one => one.Fits(text, measure)).Of(text));
        return (Of(long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture)), null);
    }

    /// <summary>As the screen writes it: "1.234", "không phát sinh", or nothing. <see cref="Parse"/> reads it back.</summary>
    public override string ToString() => stored switch
    {
        null => "",
        StoredNothing => NothingWords,
        var number => number.Value.ToString("N0", Vietnamese),
    };

    /// <summary>Lower case without tones, blanks collapsed.</summary>
    static string Fold(string text)
    {
        var letters = text.Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark);
        return string.Join(' ', string.Concat(letters).ToLowerInvariant().Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The digits alone, without leading zeros, if the text is plain digits or groups of three parted by one and the same dot or blank; else null.</summary>
    static string? Digits(string text)
    {
        if (text.FirstOrDefault(letter => !char.IsAsciiDigit(letter), '0') is var separator and not '0')
        {
            var groups = text.Split(separator);
            var isGrouped = (separator == '.' || char.IsWhiteSpace(separator))
                && groups[0] is [>= '1' and <= '9', ..] and { Length: <= 3 }
                && groups.Skip(1).All(group => group.Length == 3)
                && groups.All(group => group.All(char.IsAsciiDigit));
            if (!isGrouped)
                return null;
            text = string.Concat(groups);
        }
        var digits = text.TrimStart('0');
        return digits.Length == 0 ? "0" : digits;
    }
}
