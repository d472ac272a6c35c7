using Microsoft.EntityFrameworkCore;
using TuanHoc.Plans;
using TuanHoc.Web.Data;
using TuanHoc.Web.Plans;
using TuanHoc.Web.Plans.Bodies;

namespace TuanHoc.Web.Reports.Expected;

/// <summary>
/// The days that a document gives to groups of those who report to its issuer, where they are later than the first, which is the day of all that it does not name: "các trường trước ngày 05/10, Ủy ban nhân dân
/// các xã trước ngày 12/10". A unit that is in several groups has the first of their days.
/// </summary>
static class GroupDays
{
    /// <summary>Writes the days of the document that orders the reports now; those of documents before it are no more. Totals hear of it when any changed.</summary>
    public static async Task WriteAsync(AppDb db, PlanInForce plan, Plan facts, CancellationToken cancel)
    {
        var named = facts.Deadlines.Where(deadline => deadline.What == Deliverable.Report && !string.IsNullOrWhiteSpace(deadline.Who)).Select(deadline => (Who: deadline.Who!, Day: deadline.Bound.LastDay(deadline.Date))).Distinct().ToList();
        var day = await db.DayOfAsync(plan.UnitId, facts, plan.Today, cancel);
        var matches = named.DistinctBy(one => one.Day).Count() < 2 ? new Dictionary<string, BodyMatch>()
            : await db.MatchAsync(plan.UnitId, facts.Charging(named.Select(one => one.Who).Distinct(StringComparer.Ordinal)), await db.ChosenBodiesAsync(plan.Id, cancel), day, cancel);
        var known = named.Where(one => matches.GetValueOrDefault(one.Who)?.Is?.Group is not null).ToList();
        string[] groups = [.. known.Select(one => matches[one.Who].Is!.Value)];
        DateOnly[] days = [.. known.Select(one => one.Day)];
        await db.Database.ExecuteSqlAsync($"""
            with ordered as (
                select edition_id, receiver_id, report_due from report_due_ordered where plan_id = {plan.Id}
                union all
                -- It orders none, and nothing else does: what it replaced may have.
                select p.edition_id, p.unit_id, null from plan p where p.id = {plan.Id} and p.edition_id is not null
                   and not exists (select from report_due_ordered o where o.edition_id = p.edition_id and o.receiver_id = p.unit_id)),
            days as (
                select n.id as unit_id, min(g.day) as day
                  from unnest({groups}, {days}) as g (unit_group, day) cross join lateral unit_group_members({plan.UnitId}, g.unit_group, {day}) as m (id) cross join lateral living(m.id, {plan.Today}) as n (id)
                 group by n.id),
            meant as (
                select r.id, d.day from ordered o join report r on r.edition_id = o.edition_id and r.receiver_id = o.receiver_id left join days d on d.unit_id = r.unit_id and d.day > o.report_due
                 where r.group_day is distinct from d.day),
            moved as (update report r set group_day = m.day from meant m where r.id = m.id returning r.edition_id)
            insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
            select {plan.At}, {plan.UnitId}, edition_id, {Change.ReportsAsked}, 'edition', edition_id::text from moved group by edition_id
            """, cancel);
    }
}
