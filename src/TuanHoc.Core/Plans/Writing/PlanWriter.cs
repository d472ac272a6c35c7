namespace TuanHoc.Plans.Writing;

using TuanHoc.Documents;
using TuanHoc.Text;

/// <summary>Makes the document of a draft. Every fact is printed by the sentence made from it, in the part of its kind or, where there is none, in one of its own.</summary>
public static class PlanWriter
{
    public static AdministrativeDocument Write(PlanDraft draft) => new()
    {
        Letterhead = new Letterhead
        {
            ParentBody = draft.ParentBody,
            IssuingBody = draft.Issuer,
            Number = draft.Number,
            Notation = draft.Notation,
            Place = draft.Place,
            Date = draft.IssuedOn is { } date ? DocumentDate.Of(date) : new DocumentDate(Day: null, Month: null, draft.Year),
        },
        Type = TypeName(draft.Type),
        Subject = draft.Type == DocumentType.Letter ? Wording.Within(draft.Title.Trim()) : draft.Title.Trim(),
        Addressees = draft.Addressees,
        Bases = [.. draft.Bases.Select(CitedDocument.Basis)],
        Body = [.. Opening(draft), .. Parts(draft).SelectMany(part => Printed(part, draft)), .. Closing(draft)],
        Signature = draft.Signature is { } signer ? new Signature(signer.Authority, signer.Position, signer.Name) : null,
        Recipients = draft.Recipients,
        Annexes = WrittenAnnexes.Of(draft),
    };

    /// <summary>What is missing or contradictory for issuing, each in a sentence.</summary>
    public static IReadOnlyList<DraftFault> WhyNot(PlanDraft draft) => [.. DraftFaults.Of(draft)];

    /// <summary>The same under a plan above, which bounds what is asked of those below; <paramref name="ours"/> are the names by which it calls the unit.</summary>
    public static IReadOnlyList<DraftFault> WhyNot(PlanDraft draft, Plan upper, IReadOnlyCollection<string> ours) => [.. DraftFaults.Of(draft), .. UpperFaults.Of(draft, upper, ours)];

    /// <summary>What would be asked a reason for if a plan that was read were written here: deadlines before its own day, or after those that the plan above sets the unit.</summary>
    public static IReadOnlyList<Sentence> Unusual(Plan plan, Plan? upper, IReadOnlyCollection<string> ours)
    {
        var draft = new PlanDraft
        {
            Issuer = "",
            Notation = "",
            Place = "",
            Title = "",
            Year = plan.Header.Year?.Value ?? 0,
            IssuedOn = plan.Header.IssuedOn?.Value,
            Assignments = [.. plan.Assignments.Select(body => new DraftAssignment(body.Agency, IsAsked: false, [.. body.Tasks.Select(UpperFacts.Task)]))],
            Deadlines = [.. plan.Deadlines.Where(deadline => deadline.Date > DateOnly.MinValue).Select(deadline => new DraftDeadline(deadline.What, deadline.Date, deadline.Time, deadline.Bound, deadline.Who ?? "", deadline.To, deadline.Via, deadline.Email) { WithPictures = deadline.WithPictures })],
        };
        return [.. (upper is null ? WhyNot(draft) : WhyNot(draft, upper, ours)).Where(fault => fault.MayPass).Select(fault => fault.Why)];
    }

    /// <summary>The sentence that states a deadline.</summary>
    public static string Stated(DraftDeadline deadline) => FactSentences.Deadline(deadline);

    /// <summary>The words that state a task, without its day and receiver.</summary>
    public static string Stated(DraftTask task) => FactSentences.Order(task);

    /// <summary>"Kế hoạch", "Hướng dẫn"; null for a letter, which prints no type.</summary>
    public static string? TypeName(DocumentType type) => type switch
    {
        DocumentType.Plan => "Kế hoạch",
        DocumentType.Guidance => "Hướng dẫn",
        _ => null,
    };

    private static IEnumerable<Block> Opening(PlanDraft draft) => draft.Type switch
    {
        DocumentType.Plan => [new Paragraph($"{draft.Issuer} ban hành Kế hoạch {Wording.Within(draft.Title.Trim())} như sau:")],
        DocumentType.Guidance => [new Paragraph($"{draft.Issuer} hướng dẫn {WithoutType(draft.Title)} như sau:")],
        _ => [],
    };

    private static IEnumerable<Block> Closing(PlanDraft draft) => draft.Type switch
    {
        DocumentType.Plan => [new Paragraph($"Trên đây là Kế hoạch {Wording.Within(draft.Title.Trim())} của {draft.Issuer}, đề nghị các cơ quan, đơn vị nghiêm túc triển khai thực hiện.")],
        DocumentType.Guidance => [new Paragraph($"Trên đây là hướng dẫn {WithoutType(draft.Title)} của {draft.Issuer}, đề nghị các cơ quan, đơn vị nghiêm túc triển khai thực hiện.")],
        _ => [],
    };

    private static string WithoutType(string title)
    {
        const string guidance = "Hướng dẫn ";
        var about = title.Trim();
        return Wording.Within(about.StartsWith(guidance, StringComparison.OrdinalIgnoreCase) ? about[guidance.Length..] : about);
    }

    /// <summary>The parts typed, and after them one for each kind of fact that has none.</summary>
    private static IEnumerable<(DraftSection Section, bool HasFacts)> Parts(PlanDraft draft)
    {
        var printed = new HashSet<SectionKind>();
        foreach (var section in draft.Sections)
        {
            if (section.Kind == SectionKind.Assignments && printed.Add(SectionKind.Words) && draft.StandingPlans.Count > 0)
                yield return (Standing, HasFacts: true);
            yield return (section, section.Kind != SectionKind.Words && printed.Add(section.Kind));
        }
        foreach (var usual in Usual.Where(usual => printed.Add(usual.Kind) && Facts(usual, draft).Any()))
            yield return (usual, HasFacts: true);
    }

    private static IEnumerable<Block> Printed((DraftSection Section, bool HasFacts) part, PlanDraft draft)
    {
        Block[] blocks = [.. TypedLines.Blocks(part.Section.Words), .. part.HasFacts ? Facts(part.Section, draft) : []];
        return part.Section.Title.Trim() is { Length: > 0 } title ? [new Section(title, blocks)] : blocks.Select(Untitled);
    }

    // Outside every part a point is numbered "1.", as in a letter.
    private static Block Untitled(Block block) => block is Section point ? new Clause(point.Title, point.Blocks) : block;

    private static readonly DraftSection Standing = new("Gắn với các chương trình, kế hoạch đang thực hiện", SectionKind.Words, "");

    private static readonly DraftSection[] Usual =
    [
        new("Chủ đề, thời gian", SectionKind.Time, ""), new("Lễ khai mạc", SectionKind.Ceremony, ""), Standing,
        new("Tổ chức thực hiện", SectionKind.Assignments, ""), new("Chế độ báo cáo", SectionKind.Reporting, ""),
    ];

    private static IEnumerable<Block> Facts(DraftSection section, PlanDraft draft) => section.Kind switch
    {
        SectionKind.Time => FactSentences.Time(draft),
        SectionKind.Ceremony => FactSentences.Ceremonies(draft),
        SectionKind.Assignments => FactSentences.Assignments(draft),
        SectionKind.Reporting => FactSentences.Deadlines(draft),
        _ => FactSentences.StandingPlans(draft),
    };
}
