using Microsoft.EntityFrameworkCore;
using TuanHoc.Plans;
using TuanHoc.Plans.Bodies;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Plans.Bodies;

/// <summary>What a plan keeps of its bodies, and the tasks it gives them; each within the transaction of the plan's own write.</summary>
static class BodyWrites
{
    /// <summary>Keeps who the bodies are; one chosen before keeps who chose it.</summary>
    public static Task KeepBodiesAsync(this AppDb db, Guid plan, IEnumerable<BodyMatch> matches, long person, CancellationToken cancel)
    {
        var bodies = matches.ToList();
        string[] names = [.. bodies.Select(b => b.Name)];
        long?[] units = [.. bodies.Select(b => b.Is?.UnitId)];
        string?[] groups = [.. bodies.Select(b => b.Is?.GroupKept)];
        bool[] chosen = [.. bodies.Select(b => b.Chosen is not null)];
        return db.Database.ExecuteSqlAsync($"""
            with said as (select * from unnest({names}, {units}, {groups}, {chosen}) as b (name, unit_id, unit_group, is_chosen)),
            gone as (delete from plan_body where plan_id = {plan} and name <> all ({names}))
            insert into plan_body as kept (plan_id, name, unit_id, unit_group, chosen_by)
            select {plan}, name, unit_id, unit_group, case when is_chosen then {person} end from said
            on conflict (plan_id, name) do update set unit_id = excluded.unit_id, unit_group = excluded.unit_group, chosen_by = excluded.chosen_by
             where (kept.unit_id, kept.unit_group, kept.chosen_by is null) is distinct from (excluded.unit_id, excluded.unit_group, excluded.chosen_by is null)
            """, cancel);
    }

    /// <summary>Writes the tasks a plan orders, each for whom its body is. A task whose words stay keeps its row, and with it what its units have said of it.</summary>
    public static async Task ReplaceTasksAsync(this AppDb db, Guid plan, Plan facts, CancellationToken cancel)
    {
        var rows = (from a in facts.Assignments from t in a.Tasks select (a.Agency, a.Mode, Task: t)).ToList();
        string[] agencies = [.. rows.Select(r => r.Agency)], texts = [.. rows.Select(r => r.Task.Text)];
        string?[] modes = [.. rows.Select(r => r.Mode)], receivers = [.. rows.Select(r => r.Task.DueTo)], partners = [.. rows.Select(r => PlanTasks.Partners(r.Task))];
        string?[] bounds = [.. rows.Select(r => r.Task.Due is null ? null : Word(r.Task.Bound))], outputs = [.. rows.Select(r => Word(PlanTasks.Output(r.Task)))];
        DateOnly?[] dues = [.. rows.Select(r => r.Task.Due)];
        int[] froms = [.. rows.Select(r => r.Task.At.From)], tos = [.. rows.Select(r => r.Task.At.To)];
        // Out of the way of the new positions; those that no new task takes over are removed.
        await db.Database.ExecuteSqlAsync($"update task set position = -position where plan_id = {plan}", cancel);
        await db.Database.ExecuteSqlAsync($"""
            with fresh as (
                select t.*, b.unit_id, row_number() over (partition by t.agency, t.text order by t.position) as nth
                  from unnest({agencies}, {modes}, {texts}, {dues}, {bounds}, {receivers}, {partners}, {outputs}, {froms}, {tos}) with ordinality
                       as t (agency, mode, text, due, bound, due_to, partners, output, place_from, place_to, position)
                  left join plan_body b on b.plan_id = {plan} and b.name = t.agency),
            old as (select id, agency, text, row_number() over (partition by agency, text order by -position) as nth from task where plan_id = {plan}),
            paired as (select f.*, o.id from fresh f left join old o using (agency, text, nth)),
            kept as (
                update task k set position = p.position, mode = p.mode, unit_id = p.unit_id, due = p.due, bound = p.bound, due_to = p.due_to, partners = p.partners, output = p.output,
                       from_place = case when p.place_to > p.place_from then int4range(p.place_from, p.place_to) end
                  from paired p where k.id = p.id returning k.id),
            gone as (delete from task where plan_id = {plan} and id in (select id from old except select id from paired))
            insert into task (plan_id, position, agency, mode, unit_id, text, due, bound, due_to, partners, output, from_place)
            select {plan}, position, agency, mode, unit_id, text, due, bound, due_to, partners, output, case when place_to > place_from then int4range(place_from, place_to) end
              from paired where id is null
            """, cancel);
    }

    static string? Word<TWord>(TWord? word) where TWord : struct, Enum => word?.ToString().ToLowerInvariant();
}
