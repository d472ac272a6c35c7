using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Forms;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans.Bodies;
using TuanHoc.Web.Plans.Incoming;
using TuanHoc.Web.Plans.Issue;
using TuanHoc.Web.Plans.Writing;

namespace TuanHoc.Web.Plans;

/// <summary>What a person saves of a plan.</summary>
public sealed record PlanCorrection(Plan Facts, Edition? Edition, OrderedForm Form, DateOnly? ReportDue, Guid Key, bool IsDraft)
{
    /// <summary>What it is under, and what it replaces or corrects.</summary>
    public DocumentTies Ties { get; init; } = new(null, null, null);

    /// <summary>The type as it stands in the table.</summary>
    public string Type => DraftWords.Stored(Facts.Header.Type?.Value ?? DocumentType.Plan);

    /// <summary>The number alone, for the register: 7 of "07/KH-UBND"; null where none is written.</summary>
    public int? Serial => Facts.Header.Number?.Value.Split('/') is [var first, _, ..] && int.TryParse(first.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial > 0 ? serial : null;

    /// <summary>Who its bodies are where a person said so, by name.</summary>
    public IReadOnlyDictionary<string, string> Chosen { get; init; } = new Dictionary<string, string>();
}

/// <summary>The writes of the room: each one transaction with its audit line.</summary>
static class PlanWrites
{
    /// <summary>Keeps a plan as it was read; a form posted twice keeps one.</summary>
    public static async Task KeepReadPlanAsync(this AppDb db, CurrentUser user, TimeProvider clock, Guid key, long unitId, IncomingPlan plan, CancellationToken cancel)
    {
        var (facts, now) = (PlanReader.Read(plan.Text, plan.ByMachine), clock.GetUtcNow());
        if (plan.Recorded is { } recorded) facts = facts.With(recorded);
        var forms = await db.FormKeysAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var made = await db.Database.ExecuteSqlAsync($"""
            insert into plan (id, unit_id, state, type, file_name, text, facts, number, issued_on, title, report_due, form_key, recorded, write_key, made_at, made_by, changed_at, changed_by)
            values ({key}, {unitId}, {StoredPlan.Read}, {DraftWords.Stored(facts.Header.Type?.Value ?? DocumentType.Plan)}, {plan.Name}, {plan.Text}, {PlanFacts.Write(facts)}::jsonb, {facts.Header.Number?.Value}, {facts.Header.IssuedOn?.Value}, {facts.Header.Title?.Value},
                    {ReportDue(facts)}, {FormMatch.With(facts.StatisticsRows, forms).Key}, {(plan.Recorded is null ? null : RecordedView.Json(plan.Recorded))}::jsonb, {key}, {now}, {user.Id}, {now}, {user.Id})
            on conflict (id) do nothing
            """, cancel);
        if (made == 1) await db.AuditAsync(user, now, unitId, "read", key, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Saves a corrected plan and, unless it stays a draft, the tasks it orders. Nothing is written when another was quicker, or when a task would be lost of which a unit said something.</summary>
    public static async Task<(bool IsSaved, string? Lost)> SaveAsync(this AppDb db, CurrentUser user, TimeProvider clock, PlanFound plan, PlanCorrection correction, CancellationToken cancel)
    {
        var (facts, now) = (correction.Facts, clock.GetUtcNow());
        var (header, state) = (facts.Header, correction.IsDraft ? StoredPlan.Read : StoredPlan.Saved);
        var tasks = TaskLines.Of(facts);
        var bodies = await db.MatchAsync(plan.UnitId, facts.Charging(tasks.Select(t => t.Agency).Concat(tasks.Select(t => t.Partners).OfType<string>())), correction.Chosen, await db.DayOfAsync(plan.UnitId, facts, user.Today, cancel), cancel);
        var ties = correction.Ties;
        var replaces = ties.Amendment == Amendments.Replaces && !correction.IsDraft && (plan.State == StoredPlan.Read || plan.AmendsId is null) ? ties.AmendsId : null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        try
        {
            if (replaces is not null && await db.Database.ExecuteSqlAsync($"update plan set state = {StoredPlan.Replaced}, changed_at = {now}, changed_by = {user.Id} where id = {replaces} and unit_id = {plan.UnitId} and state = {StoredPlan.Saved}", cancel) == 0) return (false, null);
            if (await db.Database.ExecuteSqlAsync($"""
                update plan set state = {state}, type = {correction.Type}, upper_id = {ties.UpperId}, amends_id = {ties.AmendsId}, amendment = {ties.Amendment}, edition_id = {correction.Edition?.Id}, facts = {PlanFacts.Write(facts)}::jsonb, number = {header.Number?.Value}, serial = {correction.Serial}, issued_on = {header.IssuedOn?.Value},
                       title = {header.Title?.Value}, report_due = {correction.ReportDue}, form_key = {correction.Form.Key}, without_form = {correction.Form.IsNone}, version = version + 1, delivered_at = null, write_key = {correction.Key}, changed_at = {now}, changed_by = {user.Id}
                 where id = {plan.Id} and version = {plan.Version}
                """, cancel) == 0) return (false, null);
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "plan_of_unit_and_edition" or "plan_number_once" })
        {
            return (false, null);
        }
        await db.AuditAsync(user, now, plan.UnitId, correction.IsDraft ? "drafted" : "saved", plan.Id, cancel);
        await db.KeepBodiesAsync(plan.Id, bodies.Values, user.Id, cancel);
        if (!correction.IsDraft)
        {
            if (await db.WriteTasksAsync(plan.Id, replaces, tasks, cancel) is { } lost) return (false, lost);
            await db.Database.ExecuteSqlAsync($"insert into happening (at, unit_id, edition_id, kind, thing, thing_id) values ({now}, {plan.UnitId}, {correction.Edition?.Id}, {Change.PlanSaved}, 'plan', {plan.Id.ToString()})", cancel);
        }
        await transaction.CommitAsync(cancel);
        return (true, null);
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

    /// <summary>When those below report to the unit: the first last day of those by which a report is asked ("trước ngày 15/10" is the 14th); the unit's own report to those above comes later.</summary>
    public static DateOnly? ReportDue(Plan plan) => plan.Deadlines.Where(d => d.What == Deliverable.Report).Select(d => (DateOnly?)d.Bound.LastDay(d.Date)).Min();

    static Task<int> AuditAsync(this AppDb db, CurrentUser user, DateTimeOffset at, long unitId, string what, Guid id, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, what, thing, thing_id) values ({at}, {user.Id}, {unitId}, {what}, 'plan', {id.ToString()})", cancel);
}
