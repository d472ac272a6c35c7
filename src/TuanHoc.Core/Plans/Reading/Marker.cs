using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>The kinds of paragraphs, outermost first.</summary>
internal enum Level { Part, Roman, Number, SubNumber, SubSubNumber, Letter, Bullet, SubBullet, Row, Plain }

/// <summary>How a number is set: "1.", "1)", "I.1.".</summary>
internal enum NumberStyle { Dot, Bracket, UnderRoman }

/// <summary>What stands before a paragraph: "A.", "II.", "2.1.", "1-", "a)", "-", "+".</summary>
internal readonly partial record struct Marker(Level Level, string Number, int Length, NumberStyle Style = NumberStyle.Dot)
{
    public bool IsNumbered => Level <= Level.Letter && Number.Length > 0;

    /// <summary>Of a heading that has capitals instead of a number.</summary>
    public static Marker Unnumbered { get; } = new(Level.Roman, "", 0);

    /// <summary>Of a paragraph that may be a heading.</summary>
    public bool MayHead => Level <= Level.Letter;

    public static Marker Of(Passage line)
    {
        if (Part().Match(line.Text) is { Success: true } part)
        {
            return new(Level.Part, part.Groups["n"].Value, part.Groups["mark"].Length);
        }

        if (Roman().Match(line.Text) is { Success: true } roman)
        {
            return roman.Groups["sub"].Length > 0
                ? new(Depth(roman.Groups["sub"].Value.TrimStart('.')), roman.Groups["sub"].Value.TrimStart('.'), roman.Groups["mark"].Length, NumberStyle.UnderRoman)
                : new(Level.Roman, roman.Groups["n"].Value, roman.Groups["mark"].Length);
        }

        if (Arabic().Match(line.Key) is { Success: true } arabic)
        {
            var number = arabic.Groups["n"].Value + arabic.Groups["n1"].Value;
            return new(Depth(number), number, arabic.Groups["mark"].Length, arabic.Groups["mark"].Value.Contains(')') ? NumberStyle.Bracket : NumberStyle.Dot);
        }

        if (Letter().Match(line.Text) is { Success: true } letter)
        {
            return new(Level.Letter, letter.Groups["n"].Value, letter.Groups["mark"].Length);
        }

        return Bullet().Match(line.Text) is { Success: true } bullet
            ? new(bullet.Value[0] is '+' or 'o' or '○' ? Level.SubBullet : Level.Bullet, "", bullet.Groups["mark"].Length)
            : new(Level.Plain, "", 0);
    }

    private static Level Depth(string number) => number.Count(letter => letter == '.') switch
    {
        0 => Level.Number,
        1 => Level.SubNumber,
        _ => Level.SubSubNumber,
    };

    [GeneratedRegex(@"^(?<mark>((PHẦN|Phần) )?(?<n>[A-E])([./)] ?| ?[-–—:] |(?<=^(PHẦN|Phần) [A-E]) ))\p{Lu}\p{L}", Patterns.Bounded)]
    private static partial Regex Part();

    /// <summary>"Phần II" alone on its line: its title stands on the next.</summary>
    [GeneratedRegex(@"^(PHẦN|Phần|MỤC|Mục) ([IVX]{1,4}|[A-E])[.:]?$", Patterns.Bounded)]
    public static partial Regex PartAlone();

    [GeneratedRegex(@"^(?<mark>(PHẦN |Phần |MỤC |Mục )?(?<n>(X|XI|XII|XIII|XIV|XV|I|II|III|IV|V|VI|VII|VIII|IX))((?<sub>(\.\d{1,2}){1,3})[.)/]? |[.):] ?|/ |/(?=\p{Lu})| ?[-–—] | ?[-–—](?=\p{Lu}{2})|(?<=^(PHẦN|Phần|MỤC|Mục) [IVX]{1,4}) ))[\p{L}""“‘(]", Patterns.Bounded)]
    private static partial Regex Roman();

    [GeneratedRegex(@"^(?<mark>(?<n>\d{1,2}(\.\d{1,2}){1,3}) ?[.)/]? ?|(?<n1>\d{1,2})([.)] ?|/ | ?- ))[^\d\s]", Patterns.Bounded)]
    private static partial Regex Arabic();

    [GeneratedRegex(@"^(?<mark>(?<n>[a-zđ]) ?(\) ?|[./-] ))[\p{L}""“‘(]", Patterns.Bounded)]
    private static partial Regex Letter();

    [GeneratedRegex(@"^(?<mark>([-–—−+•·▪●○◦■□➢✓❖⁃∙\uF0B7\uF0A7\uF02D\uF0FC]|o ) ?)\S", Patterns.Bounded)]
    private static partial Regex Bullet();
}
