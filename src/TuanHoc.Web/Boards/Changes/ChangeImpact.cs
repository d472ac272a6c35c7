using Microsoft.EntityFrameworkCore;
using TuanHoc.Units;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Boards.Changes;

/// <summary>A person with a role in a unit that ends.</summary>
public sealed record TouchedPerson(long UnitId, string FullName, string Role);

/// <summary>A report of a unit that ends, or one that goes to another receiver, that is not accepted yet.</summary>
public sealed record TouchedReport(Guid ReportId, int Year, long UnitId, string State, bool UnitEnds);

/// <summary>A plan of a unit that ends, of a year whose Week is not over by then or not opened yet.</summary>
public sealed record TouchedPlan(Guid PlanId, int? Year, long UnitId);

/// <summary>What a change of units touches in the other rooms.</summary>
public sealed record ChangeImpact(IReadOnlyList<TouchedPerson> People, IReadOnlyList<TouchedReport> Reports, IReadOnlyList<TouchedPlan> Plans);

public static class ImpactQueries
{
    public static async Task<ChangeImpact> ImpactAsync(this AppDb db, UnitOutcome outcome, DateOnly day, CancellationToken cancel)
    {
        long[] ended = [.. outcome.Lines.Where(line => line.After is null).Select(line => line.UnitId)];
        long[] moved = [.. Moved(outcome.Lines)];
        return new(
            await db.Database.SqlQuery<TouchedPerson>($"""
                select m.unit_id, p.full_name, m.role from membership m join person p on p.id = m.person_id
                 where m.unit_id = any ({ended}) and (upper_inf(m.valid) or upper(m.valid) > {day}) order by m.unit_id, p.full_name
                """).ToListAsync(cancel),
            await db.Database.SqlQuery<TouchedReport>($"""
                select r.id as report_id, e.year, r.unit_id, r.state, r.unit_id = any ({ended}) as unit_ends from report r join edition e on e.id = r.edition_id
                 where (r.unit_id = any ({ended}) or r.unit_id = any ({moved})) and r.state <> 'accepted' order by e.year desc, r.unit_id
                """).ToListAsync(cancel),
            await db.Database.SqlQuery<TouchedPlan>($"""
                select p.id as plan_id, e.year, p.unit_id from plan p left join edition e on e.id = p.edition_id
                 where p.unit_id = any ({ended}) and p.state = 'saved' and (e.id is null or upper(e.week) > {day}) order by e.year desc, p.unit_id
                """).ToListAsync(cancel));
    }

    /// <summary>Which of these units have something that would hang on nothing if they had never been.</summary>
    public static Task<List<long>> LeanedOnAsync(this AppDb db, long[] units, CancellationToken cancel) => db.Database.SqlQuery<long>($"""
        select u.id as "Value" from unnest({units}) as u (id)
         where exists (select from report r where r.unit_id = u.id or r.receiver_id = u.id and r.state = 'accepted')
            or exists (select from plan p where p.unit_id = u.id)
            or exists (select from membership m where m.unit_id = u.id)
            or exists (select from invitation i where i.unit_id = u.id)
            or exists (select from unit_fact f where f.unit_id = u.id)
        """).ToListAsync(cancel);

    /// <summary>Units that go on under another body.</summary>
    public static IEnumerable<long> Moved(IReadOnlyList<UnitLine> lines) =>
        lines.Where(line => line is { Before: { } before, After: { } after } && before.ParentId != after.ParentId).Select(line => line.UnitId);
}
