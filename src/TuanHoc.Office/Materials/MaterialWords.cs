namespace TuanHoc.Office.Materials;

/// <summary>What is to stand on a material. Only the unit is always there; what is null is left out, and the rest moves up.</summary>
public sealed record MaterialWords(string Unit)
{
    /// <summary>With the one who said it in brackets behind it, as annexes of plans list them.</summary>
    public string? Slogan { get; init; }

    /// <summary>The theme of the edition.</summary>
    public string? Theme { get; init; }

    public int? Year { get; init; }

    /// <summary>The days of the Week, such as "01–07/10/2026".</summary>
    public string? Days { get; init; }

    /// <summary>What is held: the title of a ceremony, of an activity.</summary>
    public string? Event { get; init; }

    /// <summary>When it is held, in words.</summary>
    public string? Time { get; init; }

    public string? Place { get; init; }

    /// <summary>One point a line.</summary>
    public string? Programme { get; init; }

    /// <summary>Who is invited, or whose certificate it is; without a name there is a line to write on.</summary>
    public string? Name { get; init; }

    /// <summary>An address on the web, printed as a code that telephones read.</summary>
    public string? Address { get; init; }

    /// <summary>The code of a certificate, by which anyone can look it up.</summary>
    public string? Code { get; init; }

    /// <summary>The name of the Week, with its year where one is known.</summary>
    internal string Week => Year is { } year ? FormattableString.Invariant($"Tuần lễ hưởng ứng học tập suốt đời {year}") : "Tuần lễ hưởng ứng học tập suốt đời";

    /// <summary>The slogan without its last point and without who said it.</summary>
    internal string? Said => Slogan is null ? null : Parted(Slogan).Words;

    /// <summary>Who said it.</summary>
    internal string? SaidBy => Slogan is null ? null : Parted(Slogan).By;

    /// <summary>The theme where it is not the slogan itself.</summary>
    internal string? OtherTheme => Theme is not null && Slogan is not null && string.Equals(Parted(Theme).Words, Said, StringComparison.OrdinalIgnoreCase) ? null : Theme is null ? null : Parted(Theme).Words;

    private static (string Words, string? By) Parted(string typed)
    {
        var text = FittedText.Clean(typed).Replace(" - ", " – ", StringComparison.Ordinal).TrimEnd('.', ' ');
        return text.EndsWith(')') && text.LastIndexOf('(') is > 0 and var from ? (text[..from].TrimEnd('.', ' '), text[(from + 1)..^1].Trim()) : (text, null);
    }
}
