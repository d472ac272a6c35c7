using Microsoft.EntityFrameworkCore;
using TuanHoc.Text;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Plans.Bodies;

/// <summary>The first steps of a plan in force: who its bodies are, and whom it goes to. Both may run again over the same plan.</summary>
public static class BodyDelivery
{
    public static IServiceCollection AddPlanBodies(this IServiceCollection services) => services
        .AddDeliveryStep("Xác định đơn vị", (_, db, plan, cancel) => ResolveAsync(db, plan, cancel))
        .AddDeliveryStep("Gửi tới đơn vị", (_, db, plan, cancel) => SendAsync(db, plan, cancel));

    /// <summary>Matches what nobody chose, and gives each task of a single body to its unit; a group's is told by its plan_body.</summary>
    public static async Task ResolveAsync(AppDb db, PlanInForce plan, CancellationToken cancel)
    {
        // What was typed is given out under the names typed, which the text may state otherwise.
        var named = await db.Database.SqlQuery<string>($"""select agency as "Value" from task where plan_id = {plan.Id} union select partners from task where plan_id = {plan.Id} and partners is not null""").ToListAsync(cancel);
        var facts = (await FactsAsync(db, plan.Id, cancel)).Charging(named);
        var day = await db.DayOfAsync(plan.UnitId, facts, plan.Today, cancel);
        var matches = await db.MatchAsync(plan.UnitId, facts, await db.ChosenBodiesAsync(plan.Id, cancel), day, cancel);
        await db.KeepBodiesAsync(plan.Id, matches.Values, plan.By, cancel);
        await db.Database.ExecuteSqlAsync($"""
            update task t set unit_id = b.unit_id from plan_body b
             where b.plan_id = {plan.Id} and t.plan_id = {plan.Id} and b.name = t.agency and t.unit_id is distinct from b.unit_id
            """, cancel);
    }

    /// <summary>Writes to whom the plan goes: the units of each line of "Nơi nhận", then those that get a task, or are named as partners of one, and stand in none. Who had it already keeps when it was opened.</summary>
    public static async Task SendAsync(AppDb db, PlanInForce plan, CancellationToken cancel)
    {
        var facts = await FactsAsync(db, plan.Id, cancel);
        var day = await db.DayOfAsync(plan.UnitId, facts, plan.Today, cancel);
        string[] lines = [.. facts.Recipients.Select(r => r.Value).Distinct(StringComparer.Ordinal)];
        // "Các cơ quan, đơn vị có tên trong Kế hoạch": whoever has a task in it.
        var charged = lines.FirstOrDefault(line => SearchKey.Of(line).Contains("co ten trong", StringComparison.Ordinal));
        await db.Database.ExecuteSqlAsync($"""
            with named as (
                select l.line, l.position, b.unit_id, b.unit_group from unnest({lines}) with ordinality as l (line, position) join plan_body b on b.plan_id = {plan.Id} and b.name = l.line
                union all
                select {charged}::text, null, b.unit_id, b.unit_group from plan_body b where b.plan_id = {plan.Id} and b.name in (select agency from task where plan_id = {plan.Id} union select partners from task where plan_id = {plan.Id} and partners is not null)),
            receiver as (
                select line, position, unit_id as id from named where unit_id is not null
                union all
                select n.line, n.position, m.id from named n cross join lateral unit_group_members({plan.UnitId}, n.unit_group, {day}) as m (id) where n.unit_group is not null)
            insert into plan_delivery (plan_id, unit_id, recipient, at)
            select distinct on (n.id) {plan.Id}, n.id, line, {plan.At} from receiver r cross join lateral living(r.id, {plan.Today}) as n (id) where n.id <> {plan.UnitId} order by n.id, position nulls last
            on conflict (plan_id, unit_id) do update set recipient = excluded.recipient where plan_delivery.recipient is distinct from excluded.recipient
            """, cancel);
    }

    static async Task<TuanHoc.Plans.Plan> FactsAsync(AppDb db, Guid plan, CancellationToken cancel) =>
        PlanFacts.Read((await db.Database.SqlQuery<string>($"""select facts::text as "Value" from plan where id = {plan}""").ToListAsync(cancel))[0]);
}
