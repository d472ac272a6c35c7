using Microsoft.EntityFrameworkCore;
using TuanHoc.Plans;
using TuanHoc.Plans.Bodies;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>What is kept of a draft. <c>Typed</c>: the fields themselves, while some of them do not read as facts.</summary>
public sealed record DraftKept(PlanDraft Draft, string? Typed, OrderedForm Form, string? LateReason, Edition? Edition, Guid Key, bool ByHand);

/// <summary>The writes of a draft: each one transaction with its audit line.</summary>
static class DraftWrites
{
    // Of what keeps itself while one types, the newest of each stretch of this length stays.
    const int MinutesOfStretch = 10;

    // What a draft says is in its own column until it is issued.
    static readonly string NoFacts = PlanFacts.Write(new(new(null, null, null, null, null, null, null), null, null, [], [], [], [], [], [], [], null, [], [], [], []));

    /// <summary>Keeps a new draft; a form posted twice keeps one.</summary>
    public static async Task StartAsync(this AppDb db, CurrentUser user, TimeProvider clock, Guid key, long unitId, PlanDraft draft, Guid? upperId, Edition? edition, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var made = await db.Database.ExecuteSqlAsync($"""
            insert into plan (id, unit_id, edition_id, state, type, file_name, text, facts, draft, upper_id, title, report_due, form_key, write_key, made_at, made_by, changed_at, changed_by)
            values ({key}, {unitId}, {edition?.Id}, {StoredPlan.Draft}, {DraftWords.Stored(draft.Type)}, '', '', {NoFacts}::jsonb, {DraftJson.Write(draft)}::jsonb, {upperId}, {draft.Title}, {ReportDue(draft)}, {draft.FormKey},
                    {key}, {now}, {user.Id}, {now}, {user.Id})
            on conflict (id) do nothing
            """, cancel);
        if (made == 1)
        {
            await db.KeepVersionAsync(user, now, key, version: 1, draft, byHand: true, cancel);
            await db.AuditAsync(user, now, unitId, "started", key, cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Keeps what is typed; false when another was quicker: nothing is written then.</summary>
    public static async Task<bool> KeepAsync(this AppDb db, CurrentUser user, TimeProvider clock, DraftFound found, DraftKept kept, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await db.UpdateAsync(user, now, found, kept, cancel)) return false;
        var isNewStretch = !kept.ByHand && await db.Database.ExecuteSqlAsync($"""
            delete from plan_version where plan_id = {found.Id} and version = {found.Version} and by = {user.Id} and not by_hand and at >= {now.AddTicks(-(now.Ticks % TimeSpan.FromMinutes(MinutesOfStretch).Ticks))}
            """, cancel) == 0;
        await db.KeepVersionAsync(user, now, found.Id, found.Version + 1, kept.Draft, kept.ByHand, cancel);
        if (kept.ByHand || isNewStretch) await db.AuditAsync(user, now, found.UnitId, "drafted", found.Id, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Puts an earlier version back as the newest; false when another was quicker.</summary>
    public static async Task<bool> RestoreAsync(this AppDb db, CurrentUser user, TimeProvider clock, DraftFound found, DraftKept kept, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await db.UpdateAsync(user, now, found, kept, cancel)) return false;
        await db.KeepVersionAsync(user, now, found.Id, found.Version + 1, kept.Draft, byHand: true, cancel);
        await db.AuditAsync(user, now, found.UnitId, "restored", found.Id, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Removes a draft; false when it was issued meanwhile.</summary>
    public static async Task<bool> RemoveDraftAsync(this AppDb db, CurrentUser user, TimeProvider clock, DraftFound found, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"delete from plan where id = {found.Id} and state = {StoredPlan.Draft}", cancel) == 0) return false;
        await db.AuditAsync(user, clock.GetUtcNow(), found.UnitId, "draft-removed", found.Id, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>When those below report to the unit: the first last day of those by which a report is asked; the unit's own report to those above is another's to wait for.</summary>
    public static DateOnly? ReportDue(PlanDraft draft) => draft.Deadlines.Where(d => d.What == Deliverable.Report && BodyKey.Of(d.Who) != BodyKey.Of(draft.Issuer)).Select(d => (DateOnly?)d.Bound.LastDay(d.Date)).Min();

    static async Task<bool> UpdateAsync(this AppDb db, CurrentUser user, DateTimeOffset now, DraftFound found, DraftKept kept, CancellationToken cancel) => await db.Database.ExecuteSqlAsync($"""
        update plan set draft = {DraftJson.Write(kept.Draft)}::jsonb, typed = {kept.Typed}::jsonb, late_reason = {kept.LateReason}, edition_id = {kept.Edition?.Id}, title = {kept.Draft.Title}, report_due = {ReportDue(kept.Draft)},
               form_key = {kept.Form.Key}, without_form = {kept.Form.IsNone}, version = version + 1, write_key = {kept.Key}, changed_at = {now}, changed_by = {user.Id}
         where id = {found.Id} and version = {found.Version} and state = {StoredPlan.Draft}
        """, cancel) == 1;

    static Task<int> KeepVersionAsync(this AppDb db, CurrentUser user, DateTimeOffset now, Guid id, int version, PlanDraft draft, bool byHand, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into plan_version (plan_id, version, at, by, draft, by_hand) values ({id}, {version}, {now}, {user.Id}, {DraftJson.Write(draft)}::jsonb, {byHand})
        """, cancel);

    static Task<int> AuditAsync(this AppDb db, CurrentUser user, DateTimeOffset at, long unitId, string what, Guid id, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, what, thing, thing_id) values ({at}, {user.Id}, {unitId}, {what}, 'plan', {id.ToString()})", cancel);
}
