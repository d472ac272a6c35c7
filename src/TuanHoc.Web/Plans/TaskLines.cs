using Microsoft.EntityFrameworkCore;
using TuanHoc.Plans;
using TuanHoc.Plans.Bodies;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Plans;

/// <summary>The tasks of a plan in force, from what was typed or read, and their rows.</summary>
public static class TaskLines
{
    /// <summary>From the facts of a plan that was read and corrected.</summary>
    public static IReadOnlyList<OrderedTask> Of(Plan facts) => DeadlineTasks.With(
        [.. facts.Assignments.SelectMany(a => a.Tasks.Select(t => new OrderedTask(a.Agency, a.Mode, t.Text, t.Due, t.Due is null ? null : t.Bound, t.DueTo, PlanTasks.Partners(t), PlanTasks.Output(t), t.At)))],
        facts.Deadlines, facts.Header.Issuer?.Value, Level(facts));

    /// <summary>From the fields of a plan written here; the place is where its own text states the task.</summary>
    /// <param name="facts">What a reader reads in the text.</param>
    public static IReadOnlyList<OrderedTask> Of(PlanDraft draft, string text, Plan facts)
    {
        var from = 0;
        var assigned = draft.Assignments.SelectMany(a => a.Tasks.Select(t => new OrderedTask(a.Agency, a.IsAsked ? "Đề nghị" : "Giao", t.Text, t.Due, t.Due is null ? null : t.Bound, t.To, t.Partners, t.Output ?? TaskOutputs.Of(t.Text), Find(PlanWriter.Stated(t))))).ToList();
        var deadlines = draft.Deadlines.Select(d => new Deadline(d.Date, d.Time, d.Bound, d.What, d.Who, d.To, d.Via, d.Email, Find(PlanWriter.Stated(d)))).ToList();
        return DeadlineTasks.With(assigned, deadlines, draft.Issuer, Level(facts));

        // Sentences are printed in the order in which they are typed, so one that two bodies share is looked for from the last one on.
        TextSpan Find(string task)
        {
            var at = text.IndexOf(task, from, StringComparison.Ordinal);
            if (at < 0) at = text.IndexOf(task, StringComparison.Ordinal);
            if (at < 0) return default;
            from = at + task.Length;
            return new(at, from);
        }
    }

    /// <summary>The facts of a plan with these bodies among those that have something to do.</summary>
    public static Plan Charging(this Plan facts, IEnumerable<string> bodies) =>
        facts with { Assignments = [.. facts.Assignments, .. bodies.Except(facts.Assignments.Select(a => a.Agency), StringComparer.Ordinal).Select(body => new Assignment(body, null, null, [], default))] };

    /// <summary>
    /// Writes the tasks of a plan in force. One that stands already, here or in the plan that this one replaces, is the same task with what units said of it:
    /// of one body in the same words, else in words much like them, or in the same words of another body.
    /// </summary>
    /// <returns>A task of this plan that is not among them though a unit said something of it: then the caller writes nothing. Null when there is none.</returns>
    public static async Task<string?> WriteTasksAsync(this AppDb db, Guid planId, Guid? replaces, IReadOnlyList<OrderedTask> tasks, CancellationToken cancel)
    {
        string[] agencies = [.. tasks.Select(t => t.Agency)], texts = [.. tasks.Select(t => t.Text)];
        string?[] modes = [.. tasks.Select(t => t.Mode)], bounds = [.. tasks.Select(t => Stored(t.Bound))], receivers = [.. tasks.Select(t => t.To)], partners = [.. tasks.Select(t => t.Partners)], outputs = [.. tasks.Select(t => Stored(t.Output))], kinds = [.. tasks.Select(t => Stored(t.Activity))];
        DateOnly?[] dues = [.. tasks.Select(t => t.Due)];
        int[] froms = [.. tasks.Select(t => t.At.From)], tos = [.. tasks.Select(t => t.At.To)];
        Guid[] sources = replaces is { } old ? [planId, old] : [planId];
        // Out of the way: a position stands once in a plan.
        await db.Database.ExecuteSqlAsync($"update task set position = -position where plan_id = {planId}", cancel);
        await db.Database.ExecuteSqlAsync($"""
            with typed as (
                select *, row_number() over (partition by agency, text order by position) as nth
                  from unnest({agencies}, {texts}) with ordinality as t (agency, text, position)),
            stands as (
                select id, agency, text, row_number() over (partition by agency, text order by plan_id <> {planId}, abs(position)) as nth
                  from task where plan_id = any ({sources}))
            update task set plan_id = {planId}, position = y.position from typed y join stands s using (agency, text, nth) where task.id = s.id
            """, cancel);
        await db.Database.ExecuteSqlAsync($"""
            with near as (
                select s.id, y.position, y.agency, y.text, row_number() over (partition by s.id order by l.likeness desc, y.position) as of_task, row_number() over (partition by y.position order by l.likeness desc, s.id) as of_line
                  from unnest({agencies}, {texts}) with ordinality as y (agency, text, position)
                  join task s on s.plan_id = {planId} and s.position < 0
                 cross join lateral (select similarity(s.text, y.text) as likeness) l
                 where (s.agency = y.agency and l.likeness >= {MuchAlike} or s.text = y.text) and not exists (select from task k where k.plan_id = {planId} and k.position = y.position))
            update task set position = n.position, agency = n.agency, text = n.text from near n where task.id = n.id and n.of_task = 1 and n.of_line = 1
            """, cancel);
        if (await db.Database.SqlQuery<string>($"""select t.text as "Value" from task t where t.plan_id = {planId} and t.position < 0 and exists (select from unit_task u join task_account a on a.unit_task_id = u.id where u.task_id = t.id) order by t.position desc limit 1""").ToListAsync(cancel) is [var said]) return said;
        await db.Database.ExecuteSqlAsync($"delete from task where plan_id = {planId} and position < 0", cancel);
        await db.Database.ExecuteSqlAsync($"""
            insert into task (plan_id, position, agency, mode, unit_id, text, due, bound, due_to, partners, output, activity_kind, from_place)
            select {planId}, t.position, t.agency, t.mode, b.unit_id, t.text, t.due, t.bound, t.due_to, t.partners, t.output, t.activity_kind, case when t.upto > t.start then int4range(t.start, t.upto) end
              from unnest({agencies}, {modes}, {texts}, {dues}, {bounds}, {receivers}, {partners}, {outputs}, {kinds}, {froms}, {tos})
                   with ordinality as t (agency, mode, text, due, bound, due_to, partners, output, activity_kind, start, upto, position)
              left join plan_body b on b.plan_id = {planId} and b.name = t.agency
            on conflict (plan_id, position) do update set mode = excluded.mode, unit_id = excluded.unit_id, due = excluded.due, bound = excluded.bound, due_to = excluded.due_to,
               partners = excluded.partners, output = excluded.output, activity_kind = excluded.activity_kind, from_place = excluded.from_place
            """, cancel);
        return null;
    }

    // Words mended, a day or a place changed; not another task.
    const float MuchAlike = 0.5f;

    static IssuerLevel Level(Plan facts) => facts.Header.IssuerLevel?.Value ?? IssuerLevel.Province;

    static string? Stored<TEnum>(TEnum? value) where TEnum : struct, Enum => value?.ToString().ToLowerInvariant();
}
