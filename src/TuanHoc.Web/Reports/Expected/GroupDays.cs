using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
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

    // Who is asked or moved later finds its group's day by what is kept here.
    static async Task WriteAsync(AppDb db, PlanInForce plan, Order order, CancellationToken cancel)
    {
        var (day, named) = await NamedAsync(db, plan, order, cancel);
        string[] groups = [.. named.Select(one => one.Group)];
        DateOnly[] days = [.. named.Select(one => one.Day)];
        if (order.PlanId is { } id)
        {
            await db.Database.ExecuteSqlAsync($"delete from report_order_group where plan_id = {id}", cancel);
            await db.Database.ExecuteSqlAsync($"insert into report_order_group (plan_id, unit_group, day, counted_on) select distinct {id}, g.unit_group, g.day, {day} from unnest({groups}, {days}) as g (unit_group, day)", cancel);
        }
        await db.Database.ExecuteSqlAsync($"select settle_group_days({order.EditionId}, {order.ReceiverId}, {plan.At})", cancel);
    }

    /// <summary>Whoever was asked, or answers to another since, has the day of its group in the document that orders its report now.</summary>
    public static Task SettleAsync(AppDb db, DateTimeOffset at, CancellationToken cancel) => db.Database.ExecuteSqlRawAsync(string.Format(CultureInfo.InvariantCulture, Settle, "{0}"), [at], cancel);

    /// <inheritdoc cref="SettleAsync(AppDb, DateTimeOffset, CancellationToken)"/>
    public static async Task SettleAsync(NpgsqlDataSource source, DateTimeOffset at, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(string.Format(CultureInfo.InvariantCulture, Settle, "$1"));
        command.Parameters.Add(new() { Value = at });
        await command.ExecuteNonQueryAsync(cancel);
    }

    const string Settle = "select settle_group_days(o.edition_id, o.receiver_id, {0}) from report_due_ordered o where exists (select from report_order_group g where g.plan_id = o.plan_id)";

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
