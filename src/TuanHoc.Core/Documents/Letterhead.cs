namespace TuanHoc.Documents;

/// <summary>The head of a document: who issues it, under which number, where and when.</summary>
public sealed record Letterhead
{
    public const string Nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    public const string Motto = "Độc lập - Tự do - Hạnh phúc";

    private const string Committee = "Ủy ban nhân dân ";

    /// <summary>The body above, where it is printed (a Sở prints its UBND; an UBND prints none).</summary>
    public string? ParentBody { get; init; }

    /// <summary>In running form, "Ủy ban nhân dân phường Mẫu"; the letterhead prints it in capitals.</summary>
    public required string IssuingBody { get; init; }

    /// <summary>Blank until the office gives the number.</summary>
    public int? Number { get; init; }

    /// <summary>BC-UBND; of an official letter, UBND-VX.</summary>
    public required string Notation { get; init; }

    public required string Place { get; init; }

    public required DocumentDate Date { get; init; }

    public IReadOnlyList<string> ParentLines => ParentBody?.ToUpperInvariant().Split('\n') ?? [];

    /// <summary>A committee's name breaks before its place, as letterheads have it; "\n" breaks any other.</summary>
    public IReadOnlyList<string> IssuerLines => (IsCommittee ? $"{Committee.TrimEnd()}\n{IssuingBody[Committee.Length..]}" : IssuingBody).ToUpperInvariant().Split('\n');

    public string NumberLine => "Số: " + VietnameseNumber.DocumentNumber(Number, Notation);

    public string PlaceLine => $"{Place}, {Date.InFull}";

    private bool IsCommittee => IssuingBody.StartsWith(Committee, StringComparison.OrdinalIgnoreCase) && !IssuingBody.Contains('\n', StringComparison.Ordinal);
}
