using TuanHoc.Documents;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>A refusal on the page of a draft: why, and, where another saved meanwhile, what differs between theirs and what is typed here.</summary>
public sealed record DraftRefusal(string Why, IReadOnlyList<DifferentGroup>? Theirs = null);

/// <summary>Everything the page of a draft shows.</summary>
public sealed record DraftPage(DraftFound Found, DraftSheet Sheet, DocumentType Type, DraftDeviations Deviations, AdministrativeDocument Document, PlanAbove? Above, IReadOnlyList<OtherEditor> Others, Guid Key)
{
    /// <summary>What may be ordered of those below.</summary>
    public required IReadOnlyList<OrderedForm> Forms { get; init; }

    public DraftRefusal? Refusal { get; init; }

    /// <summary>What is on the page is not what is kept: a row was added, or a save was refused.</summary>
    public bool IsUnsaved { get; init; }

    public int Faults => Sheet.Input.Errors.Count;

    /// <summary>The document it was begun under has been replaced since, and it is held against the one that stands.</summary>
    public bool IsAboveReplaced => Above is { } above && above.Id != Found.UpperId;

    /// <summary>What is typed may be issued, but with a reason.</summary>
    public bool HasUnusual { get; init; }

    public bool AsksReason => HasUnusual || Sheet.Input[DraftSheet.ReasonField] is { Length: > 0 };
}
