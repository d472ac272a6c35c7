using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TuanHoc.Plans;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Plans;

/// <summary>What a person saves of a plan.</summary>
public sealed record PlanCorrection(Plan Facts, Edition? Edition, OrderedForm Form, DateOnly? ReportDue, Guid Key, bool IsDraft);

/// <summary>The writes of the room: each one transaction with its audit line.</summary>
static class PlanWrites
{
    /// <summary>Keeps a plan as it was read; a form posted twice keeps one.</summary>
    public static async Task KeepReadPlanAsync(this AppDb db, CurrentUser user, TimeProvider clock, Guid key, long unitId, string fileName, string text, bool byMachine, CancellationToken cancel)
    {
        var (facts, now) = (PlanReader.Read(text, byMachine), clock.GetUtcNow());
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var made = await db.Database.ExecuteSqlAsync($"""
            insert into plan (id, unit_id, state, file_name, text, facts, number, issued_on, title, report_due, form_key, write_key, made_at, made_by, changed_at, changed_by)
            values ({key}, {unitId}, {StoredPlan.Read}, {fileName}, {text}, {PlanFacts.Write(facts)}::jsonb, {facts.Header.Number?.Value}, {facts.Header.IssuedOn?.Value}, {facts.Header.Title?.Value},
                    {ReportDue(facts)}, {FormMatch.With(facts.StatisticsRows).Key}, {key}, {now}, {user.Id}, {now}, {user.Id})
            on conflict (id) do nothing
            """, cancel);
        if (made == 1) await db.AuditAsync(user, now, unitId, "read", key, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Saves a corrected plan and, unless it stays a draft, the tasks it orders. False when another was quicker: nothing is written then.</summary>
    public static async Task<bool> SaveAsync(this AppDb db, CurrentUser user, TimeProvider clock, PlanFound plan, PlanCorrection correction, CancellationToken cancel)
    {
        var (facts, now) = (correction.Facts, clock.GetUtcNow());
        var (header, state) = (facts.Header, correction.IsDraft ? StoredPlan.Read : StoredPlan.Saved);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        try
        {
            if (await db.Database.ExecuteSqlAsync($"""
                update plan set state = {state}, edition_id = {correction.Edition?.Id}, facts = {PlanFacts.Write(facts)}::jsonb, number = {header.Number?.Value}, issued_on = {header.IssuedOn?.Value},
                       title = {header.Title?.Value}, report_due = {correction.ReportDue}, form_key = {correction.Form.Key}, without_form = {correction.Form.IsNone}, version = version + 1, write_key = {correction.Key}, changed_at = {now}, changed_by = {user.Id}
                 where id = {plan.Id} and version = {plan.Version}
                """, cancel) == 0) return false;
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "plan_of_unit_and_edition" })
        {
            return false;
        }
        await db.AuditAsync(user, now, plan.UnitId, correction.IsDraft ? "drafted" : "saved", plan.Id, cancel);
        if (!correction.IsDraft)
        {
            await db.ReplaceTasksAsync(plan, facts, user.Today, cancel);
            await db.Database.ExecuteSqlAsync($"insert into happening (at, unit_id, edition_id, kind, thing, thing_id) values ({now}, {plan.UnitId}, {correction.Edition?.Id}, {Change.PlanSaved}, 'plan', {plan.Id.ToString()})", cancel);
        }
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Removes a plan that was read and never saved; false when it was saved meanwhile.</summary>
    public static async Task<bool> RemoveAsync(this AppDb db, CurrentUser user, TimeProvider clock, PlanFound plan, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Set<StoredPlan>().Where(p => p.Id == plan.Id && p.State == StoredPlan.Read).ExecuteDeleteAsync(cancel) == 0) return false;
        await db.AuditAsync(user, clock.GetUtcNow(), plan.UnitId, "removed", plan.Id, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>When those below report to the unit: the first day by which a report is asked; the unit's own report to those above comes later.</summary>
    public static DateOnly? ReportDue(Plan plan) => plan.Deadlines.Where(d => d.What == Deliverable.Report).Select(d => (DateOnly?)d.Date).Min();

    // A body whose name is that of one unit under the plan's own is that unit; a name that two have is nobody's.
    static async Task ReplaceTasksAsync(this AppDb db, PlanFound plan, Plan facts, DateOnly today, CancellationToken cancel)
    {
        var rows = (from a in facts.Assignments from t in a.Tasks select (a.Agency, a.Mode, Task: t)).ToList();
        string[] agencies = [.. rows.Select(r => r.Agency)], keys = [.. rows.Select(r => SearchKey.Of(r.Agency))], texts = [.. rows.Select(r => r.Task.Text)];
        string?[] modes = [.. rows.Select(r => r.Mode)], receivers = [.. rows.Select(r => r.Task.DueTo)];
        DateOnly?[] dues = [.. rows.Select(r => r.Task.Due)];
        await db.Database.ExecuteSqlAsync($"delete from task where plan_id = {plan.Id}", cancel);
        await db.Database.ExecuteSqlAsync($"""
            with named as (
                select v.search_key, min(v.unit_id) as unit_id
                  from unit_branch({plan.UnitId}, {today}) as b (id) join unit_version v on v.unit_id = b.id and v.valid @> {today}
                 where v.search_key = any ({keys}) group by v.search_key having count(*) = 1)
            insert into task (plan_id, position, agency, mode, unit_id, text, due, due_to)
            select {plan.Id}, t.position, t.agency, t.mode, n.unit_id, t.text, t.due, t.due_to
              from unnest({agencies}, {keys}, {modes}, {texts}, {dues}, {receivers}) with ordinality as t (agency, key, mode, text, due, due_to, position)
              left join named n on n.search_key = t.key
            """, cancel);
    }

    static Task<int> AuditAsync(this AppDb db, CurrentUser user, DateTimeOffset at, long unitId, string what, Guid id, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, what, thing, thing_id) values ({at}, {user.Id}, {unitId}, {what}, 'plan', {id.ToString()})", cancel);
}
