using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>The document above, as far as a plan is held against it; <c>Ours</c> are the names by which it calls the unit.</summary>
public sealed record PlanAbove(Guid Id, string UnitName, string? Number, DateOnly? IssuedOn, Plan Facts, IReadOnlyCollection<string> Ours)
{
    /// <summary>By when the unit itself owes what it asks of those below.</summary>
    public UpperDays Owed { get; } = UpperDays.Of(Facts, Ours);
}

static class PlansAbove
{
    /// <summary>The document that a draft is written under, or the one that has taken its place meanwhile.</summary>
    public static async Task<PlanAbove?> AboveAsync(this AppDb db, Guid upper, long unitId, DateOnly today, CancellationToken cancel) =>
        await db.PlanAboveAsync(upper, unitId, today, cancel) is { } source ? await db.AsAboveAsync(source, unitId, today, cancel) : null;

    public static async Task<PlanAbove> AsAboveAsync(this AppDb db, PlanSource source, long unitId, DateOnly today, CancellationToken cancel)
    {
        var names = (await db.DraftUnitAsync(unitId, editionId: null, today, cancel))?.Names ?? [];
        return new(source.Id, source.UnitName, source.Number, source.IssuedOn, PlanFacts.Read(source.Facts), [.. names, .. await db.BodiesOfAsync(source.Id, unitId, cancel)]);
    }
}
