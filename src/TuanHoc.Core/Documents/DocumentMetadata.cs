namespace TuanHoc.Documents;

/// <summary>How soon a document must be dealt with, in the order of edXML's numbers from 0.</summary>
public enum DocumentPriority { Normal, Urgent, VeryUrgent, Immediate }

/// <summary>An organization as the exchange of documents knows it: its id of 13 signs ("000.00.01.H29") and its name.</summary>
public sealed record DocumentParty(string OrganizationId, string Name);

/// <summary>Under whose authority ("KT. CHỦ TỊCH", may be blank), the position and the name of the signer.</summary>
public sealed record DocumentSigner(string Competence, string Position, string Name);

/// <summary>
/// What is told of an outgoing document beside its text: the metadata of Decree 30/2020/NĐ-CP, Appendix VI, and the header of an edXML package.
/// </summary>
public sealed record DocumentMetadata
{
    public const int LengthOfOrganizationId = 13;

    public required DocumentParty Issuer { get; init; }

    /// <summary>Of the series that the number is counted in.</summary>
    public int Year => IssuedOn.Year;

    /// <summary>"KH-UBND".</summary>
    public required string Notation { get; init; }

    public required int Number { get; init; }

    /// <summary>"Kế hoạch", "Công văn".</summary>
    public required string TypeName { get; init; }

    public required string Place { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public required string Subject { get; init; }

    public string Language { get; init; } = "Tiếng Việt";

    public int Pages { get; init; } = 1;

    public int Copies { get; init; } = 1;

    public DocumentSigner? Signer { get; init; }

    /// <summary>The organizations that it is sent to.</summary>
    public IReadOnlyList<DocumentParty> To { get; init; } = [];

    /// <summary>Nơi nhận, as printed.</summary>
    public IReadOnlyList<string> ToPlaces { get; init; } = [];

    public DocumentPriority Priority { get; init; }

    /// <summary>The day by which an answer is asked.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>What the document itself tells of these; who it goes to is not in it.</summary>
    /// <exception cref="InvalidOperationException">It has no number or day yet.</exception>
    public static DocumentMetadata Of(AdministrativeDocument document, DocumentParty issuer) => document.Letterhead is { Number: { } number, Date: { Day: { } day, Month: { } month } date } head
        ? new()
        {
            Issuer = issuer,
            Notation = head.Notation,
            Number = number,
            TypeName = document.Type ?? "Công văn",
            Place = head.Place,
            IssuedOn = new DateOnly(date.Year, month, day),
            Subject = document.Subject,
            Signer = document.Signature is { } signer ? new(string.Join(' ', signer.CapitalLines.SkipLast(1)), signer.CapitalLines[^1], signer.Name) : null,
            ToPlaces = document.Recipients,
        }
        : throw new InvalidOperationException("Văn bản chưa có số hoặc ngày.");
}
