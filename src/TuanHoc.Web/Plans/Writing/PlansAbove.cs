using Microsoft.EntityFrameworkCore;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>The document above, as far as a plan is held against it, with the days that later documents have moved for the unit; <c>Ours</c> are the names by which it calls the unit.</summary>
public sealed record PlanAbove(Guid Id, string UnitName, string? Number, DateOnly? IssuedOn, Plan Facts, IReadOnlyCollection<string> Ours)
{
    /// <summary>By when the unit itself owes what it asks of those below.</summary>
    public UpperDays Owed { get; } = UpperDays.Of(Facts, Ours);

    /// <summary>The standing plans and programmes that it names, with what each asks of the Week.</summary>
    public IReadOnlyList<DraftStandingPlan> Standing { get; init; } = [];

    /// <summary>The letters and guidances that moved them.</summary>
    public IReadOnlyList<MovedDay> Moved { get; init; } = [];
}

/// <summary>A last day that a letter or guidance sent after the plan sets a unit, and which document that is.</summary>
public sealed record MovedDay(string Output, DateOnly Day, Guid Id, string? Number, DateOnly IssuedOn);

static class PlansAbove
{
    /// <summary>The document that a draft is written under, or the one that has taken its place meanwhile.</summary>
    public static async Task<PlanAbove?> AboveAsync(this AppDb db, Guid upper, long unitId, DateOnly today, CancellationToken cancel) =>
        await db.PlanAboveAsync(upper, unitId, today, cancel) is { } source ? await db.AsAboveAsync(source, unitId, today, cancel) : null;

    public static async Task<PlanAbove> AsAboveAsync(this AppDb db, PlanSource source, long unitId, DateOnly today, CancellationToken cancel)
    {
        var names = (await db.DraftUnitAsync(unitId, editionId: null, today, cancel))?.Names ?? [];
        IReadOnlyCollection<string> ours = [.. names, .. await db.BodiesOfAsync(source.Id, unitId, cancel)];
        var moved = await db.MovedDaysAsync(source.Id, unitId, cancel);
        var days = moved.ToDictionary(day => Enum.Parse<TaskOutput>(day.Output, ignoreCase: true), day => day.Day);
        return new(source.Id, source.UnitName, source.Number, source.IssuedOn, MovedDays.In(PlanFacts.Read(source.Facts), ours, days), ours) { Moved = moved, Standing = source.Draft is { } typed ? DraftJson.Read(typed).StandingPlans : [] };
    }

    // As task_progress moves them: what the latest document sets the unit itself, or the day of the reports it sets for all.
    static Task<List<MovedDay>> MovedDaysAsync(this AppDb db, Guid upper, long unitId, CancellationToken cancel) => db.Database.SqlQuery<MovedDay>($"""
        with later as (
            select d.id, d.issued_on, d.report_due from plan u cross join lateral dispatches(u.edition_id) d where u.id = {upper} and d.issuer = u.unit_id and d.issued_on > u.issued_on),
        told as (
            select l.id, l.issued_on, k.output, last_day(k.due, k.bound) as day
              from later l join task k on k.plan_id = l.id and k.output in ('plan', 'schedule', 'ceremony', 'report') and k.due is not null join unit_task ut on ut.task_id = k.id and ut.unit_id = {unitId}
            union all
            select l.id, l.issued_on, 'report', l.report_due from later l where l.report_due is not null)
        select distinct on (t.output) t.output, t.day, t.id, p.number, t.issued_on from told t join plan p on p.id = t.id order by t.output, t.issued_on desc, t.day
        """).ToListAsync(cancel);
}
