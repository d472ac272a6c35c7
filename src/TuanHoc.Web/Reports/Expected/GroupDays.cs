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
    /// <summary>
    /// Writes anew the days of whatever document now orders the reports that this one, or the one it amends, may have ordered: where a letter is replaced by one that says nothing of reports, the plan before it
    /// orders them again, and its groups have their days back. Totals hear of it when any changed.
    /// </summary>
    public static async Task WriteAsync(AppDb db, PlanInForce plan, CancellationToken cancel)
    {
        var orders = await db.Database.SqlQuery<Order>($"""
            with told as (select edition_id, unit_id, upper_id, type from plan where id = {plan.Id} or id = (select amends_id from plan where id = {plan.Id})),
            touched as (
                select edition_id, unit_id as receiver_id from told
                union
                -- A guidance of an agency orders the reports of the unit whose plan it is under.
                select told.edition_id, u.unit_id from told join plan u on u.id = told.upper_id where told.type <> 'KH')
            select t.edition_id, t.receiver_id, o.report_due, p.id as plan_id, p.unit_id as issuer_id, p.facts::text as facts
              from touched t left join report_due_ordered o on o.edition_id = t.edition_id and o.receiver_id = t.receiver_id left join plan p on p.id = o.plan_id
             where t.edition_id is not null
            """).ToListAsync(cancel);
        foreach (var order in orders) await WriteAsync(db, plan, order, cancel);
    }

    static async Task WriteAsync(AppDb db, PlanInForce plan, Order order, CancellationToken cancel)
    {
        var (day, named) = await NamedAsync(db, plan, order, cancel);
        string[] groups = [.. named.Select(one => one.Group)];
        DateOnly[] days = [.. named.Select(one => one.Day)];
        await db.Database.ExecuteSqlAsync($"""
            with days as (
                select n.id as unit_id, min(g.day) as day
                  from unnest({groups}, {days}) as g (unit_group, day) cross join lateral unit_group_members({order.IssuerId}::bigint, g.unit_group, {day}) as m (id) cross join lateral living(m.id, {plan.Today}) as n (id)
                 group by n.id),
            meant as (
                select r.id, d.day from report r left join days d on d.unit_id = r.unit_id and d.day > {order.ReportDue}::date
                 where r.edition_id = {order.EditionId} and r.receiver_id = {order.ReceiverId} and r.group_day is distinct from d.day),
            moved as (update report r set group_day = m.day from meant m where r.id = m.id returning r.edition_id)
            insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
            select {plan.At}, {plan.UnitId}, edition_id, {Change.ReportsAsked}, 'edition', edition_id::text from moved group by edition_id
            """, cancel);
    }

    /// <summary>The groups that the document gives days to, and the day on which they are counted; none where it gives one day alone, or where nothing orders reports.</summary>
    static async Task<(DateOnly Day, List<(string Group, DateOnly Day)> Named)> NamedAsync(AppDb db, PlanInForce plan, Order order, CancellationToken cancel)
    {
        if (order is not { PlanId: { } id, IssuerId: { } issuer, Facts: { } stored }) return (plan.Today, []);
        var facts = PlanFacts.Read(stored);
        var named = facts.Deadlines.Where(deadline => deadline.What == Deliverable.Report && !string.IsNullOrWhiteSpace(deadline.Who)).Select(deadline => (Who: deadline.Who!, Day: deadline.Bound.LastDay(deadline.Date))).Distinct().ToList();
        if (named.DistinctBy(one => one.Day).Count() < 2) return (plan.Today, []);
        var day = await db.DayOfAsync(issuer, facts, plan.Today, cancel);
        var matches = await db.MatchAsync(issuer, facts.Charging(named.Select(one => one.Who).Distinct(StringComparer.Ordinal)), await db.ChosenBodiesAsync(id, cancel), day, cancel);
        return (day, [.. named.Where(one => matches.GetValueOrDefault(one.Who)?.Is?.Group is not null).Select(one => (matches[one.Who].Is!.Value, one.Day))]);
    }

    sealed record Order(int EditionId, long ReceiverId, DateOnly? ReportDue, Guid? PlanId, long? IssuerId, string? Facts);
}
