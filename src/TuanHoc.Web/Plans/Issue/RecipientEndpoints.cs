using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>A line of "Nơi nhận" with the units found in it; null: units that have a task and no line.</summary>
public sealed record RecipientLine(string? Line, int Units, int Opened);

/// <summary>A unit that the plan went to; where nobody acts for it in the program, it is told by telephone or letter.</summary>
public sealed record RecipientUnit(long UnitId, string Name, string? Line, DateTimeOffset? OpenedAt, string? OpenedBy, bool HasPeople, string? Phone, string? Email);

/// <summary>To whom a plan went and who has opened it, for the unit that issued it.</summary>
static class RecipientEndpoints
{
    /// <summary>The happening that rooms to the right turn into messages: of each unit reminded.</summary>
    public const string Reminder = "plan-reminder";

    const int PageLength = 100;

    public static async Task<IResult> List(Guid id, AppDb db, CurrentUser user, CancellationToken cancel, string? show = null, string? line = null, long after = 0)
    {
        if (await SeenAsync(db, user, id, cancel) is not { } plan) return PageResults.Missing();
        var counted = await db.Database.SqlQuery<RecipientLine>($"select recipient as line, count(*)::int as units, count(opened_at)::int as opened from plan_delivery where plan_id = {id} group by recipient").ToListAsync(cancel);
        var printed = PlanFacts.Read(plan.Facts).Recipients.Select(r => r.Value).Distinct(StringComparer.Ordinal).ToList();
        // As they are printed; then what was found elsewhere than in a line.
        RecipientLine[] lines = [.. printed.Select(text => counted.Find(c => c.Line == text) ?? new(text, 0, 0)), .. counted.Where(c => c.Line is null || !printed.Contains(c.Line))];
        var units = db.Database.SqlQuery<RecipientUnit>($"""
            select d.unit_id, unit_name(d.unit_id, vietnam_day(d.at)) as name, d.recipient as line, d.opened_at, h.full_name as opened_by,
                   exists (select from membership m where m.unit_id = d.unit_id and m.role <> 'viewer' and m.valid @> {user.Today}) as has_people,
                   (select f.value from unit_fact f where f.unit_id = d.unit_id and f.kind = 'phone' and f.valid @> {user.Today} and f.replaced_at is null) as phone,
                   (select f.value from unit_fact f where f.unit_id = d.unit_id and f.kind = 'email' and f.valid @> {user.Today} and f.replaced_at is null) as email
              from plan_delivery d
              left join person h on h.id = d.opened_by
             where d.plan_id = {id} and d.unit_id > {after}
            """);
        if (show == "nobody") units = units.Where(u => !u.HasPeople);
        if (show == "unopened") units = units.Where(u => u.OpenedAt == null);
        if (line is not null) units = units.Where(u => (u.Line ?? "") == line);
        var shown = await units.OrderBy(u => u.UnitId).Take(PageLength).ToListAsync(cancel);
        return PageResults.Page<RecipientsView>(new
        {
            Plan = plan,
            Lines = lines,
            Units = shown,
            Only = show is "unopened" or "nobody" ? show : null,
            Line = line,
            Next = shown.Count == PageLength ? shown[^1].UnitId : (long?)null,
            RemindedAt = await RemindedAsync(db, id, cancel),
            CanRemind = plan.CanCorrect && plan.State == StoredPlan.Saved,
        });
    }

    public static async Task<IResult> Remind(Guid id, IFormCollection _, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await SeenAsync(db, user, id, cancel) is not { CanCorrect: true, State: StoredPlan.Saved } plan) return PageResults.Missing();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Two who remind at once: the second finds the reminder of the first.
        await db.Database.ExecuteSqlAsync($"select from plan where id = {id} for no key update", cancel);
        if (await RemindedAsync(db, id, cancel) is { } last && last > user.Now.AddDays(-1))
            return PageResults.Refused(StatusCodes.Status409Conflict, T["Đã nhắc rồi"], T["Đã nhắc lúc {0}. Mỗi kế hoạch nhắc một lần mỗi ngày, để lời nhắc còn được đọc.", last], $"/plans/{id}/recipients");
        var reminded = await db.Database.ExecuteSqlAsync($"""
            insert into happening (at, unit_id, edition_id, kind, thing, thing_id) select {user.Now}, unit_id, {plan.EditionId}, {Reminder}, 'plan', {id.ToString()} from plan_delivery where plan_id = {id} and opened_at is null
            """, cancel);
        if (reminded > 0)
            await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, what, thing, thing_id, detail) values ({user.Now}, {user.Id}, {plan.UnitId}, 'reminded', 'plan', {id.ToString()}, jsonb_build_object('units', {reminded}))", cancel);
        await transaction.CommitAsync(cancel);
        return TypedResults.LocalRedirect($"/plans/{id}/recipients");
    }

    static async Task<DateTimeOffset?> RemindedAsync(AppDb db, Guid id, CancellationToken cancel) =>
        (await db.Database.SqlQuery<DateTimeOffset>($"select at as \"Value\" from audit where thing = 'plan' and thing_id = {id.ToString()} and what = 'reminded' order by id desc limit 1").ToListAsync(cancel)) is [var at] ? at : null;

    // Everybody of the unit that issued it, and who administers.
    static async Task<PlanFound?> SeenAsync(AppDb db, CurrentUser user, Guid id, CancellationToken cancel) =>
        await db.PlanAsync(user, id, cancel) is { State: StoredPlan.Saved or StoredPlan.Replaced } plan && user.SeesRecipients(plan) ? plan : null;

    public static bool SeesRecipients(this CurrentUser user, PlanFound plan) => user.IsAdministrator || user.Memberships.Any(held => held.UnitId == plan.UnitId);
}
