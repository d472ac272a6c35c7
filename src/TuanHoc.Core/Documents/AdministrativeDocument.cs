namespace TuanHoc.Documents;

/// <summary>Who signs: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"; position; name (blank until it is known who will).</summary>
public sealed record Signature(IReadOnlyList<string> AuthorityLines, string Position, string Name)
{
    public IReadOnlyList<string> CapitalLines => [.. AuthorityLines.Append(Position).Select(line => line.ToUpperInvariant())];
}

/// <summary>An annex, on pages of its own that are numbered apart.</summary>
/// <param name="Title">"Phụ lục II".</param>
/// <param name="Name">What it holds; printed in capitals.</param>
public sealed record Annex(string Title, string Name, IReadOnlyList<Block> Blocks)
{
    public bool Landscape { get; init; }
}

/// <summary>
/// An administrative document by the parts that Decree 30/2020/NĐ-CP names, independent of any file format.
/// Texts are given in running form; capitals, numbers, dashes and end marks are set where it is rendered.
/// </summary>
public sealed record AdministrativeDocument
{
    public required Letterhead Letterhead { get; init; }

    /// <summary>"Báo cáo", "Kế hoạch"; null for an official letter (công văn), which prints none.</summary>
    public string? Type { get; init; }

    /// <summary>Trích yếu: what it is about, in one line.</summary>
    public required string Subject { get; init; }

    /// <summary>Kính gửi: only for official letters, submissions and reports to a superior.</summary>
    public IReadOnlyList<string> Addressees { get; init; } = [];

    public IReadOnlyList<string> Bases { get; init; } = [];

    public required IReadOnlyList<Block> Body { get; init; }

    public Signature? Signature { get; init; }

    /// <summary>Nơi nhận, without dashes; the last is "Lưu: VT, …".</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    public IReadOnlyList<Annex> Annexes { get; init; } = [];

    /// <summary>BÁO CÁO.</summary>
    public string? TypeLine => Type?.ToUpperInvariant();

    /// <summary>Under the number of an official letter: V/v ….</summary>
    public string? LetterSubject => Type is null ? "V/v " + Subject : null;

    public IReadOnlyList<string> AddresseeLines => Addressees switch
    {
        [] => [],
        [var only] => ["Kính gửi: " + only],
        _ => ["Kính gửi:", .. Listed(Addressees.Select(addressee => "- " + addressee))],
    };

    public IReadOnlyList<string> BasisLines => Listed(Bases);

    public IReadOnlyList<string> RecipientLines =>
        Recipients is [] ? [] : ["Nơi nhận:", .. Listed(Recipients.Select(recipient => "- " + recipient))];

    public IReadOnlyList<BodyLine> BodyLines => Documents.BodyLines.Closed(Body);

    /// <summary>(Kèm theo Báo cáo số 07/BC-UBND ngày 05 tháng 10 năm 2025 của Ủy ban nhân dân phường Mẫu)</summary>
    public string AnnexNote =>
        $"(Kèm theo {Type ?? "Công văn"} số {VietnameseNumber.DocumentNumber(Letterhead.Number, Letterhead.Notation)} {Letterhead.Date.InFull} của {Letterhead.IssuingBody.ReplaceLineEndings(" ")})";

    /// <summary>The whole as plain text, in the order in which it is read, a table's row on a line with tabs between cells.</summary>
    public string ToText() => DocumentText.Of(this);

    // Each ends with a semicolon, the last with a full stop
    private static IReadOnlyList<string> Listed(IEnumerable<string> items)
    {
        var lines = items.Select(item => item.TrimEnd(' ', ';', '.', ',')).ToArray();
        return [.. lines.Select((line, place) => line + (place == lines.Length - 1 ? "." : ";"))];
    }
}
