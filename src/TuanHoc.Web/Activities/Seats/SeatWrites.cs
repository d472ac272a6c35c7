using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Mail;

namespace TuanHoc.Web.Activities.Seats;

/// <summary>What becomes of doors and registrations after they came in: each one transaction with its audit line, what follows in the line of those who wait, and the letters that tell of it.</summary>
public static class SeatWrites
{
    /// <summary>A step of who registered: "accept", "cancel" or "change" to so many people. Answers "done", or why not (<see cref="DoorWords.NotDone"/>).</summary>
    public static async Task<string> StepAsync(this AppDb db, Registration registration, string act, int people, int children, string? site, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var outcome = (await db.Database.SqlQuery<string>($"""select registration_step({registration.Id}, {act}, {people}, {children}, {at}) as "Value" """).ToListAsync(cancel)).Single();
        if (outcome != "done") return outcome;
        await db.Database.ExecuteSqlAsync($"""
            insert into audit (at, unit_id, what, thing, thing_id, detail)
            select {at}, a.unit_id, {act switch { "accept" => "accepted", "cancel" => "cancelled", _ => "changed" }}, 'registration', g.id::text, jsonb_build_object('activity', a.id, 'people', g.people, 'state', g.state)
              from registration g join activity a on a.id = g.activity_id where g.id = {registration.Id}
            """, cancel);
        await db.PassOnAsync(registration.ActivityId, site, at, cancel);
        await transaction.CommitAsync(cancel);
        return outcome;
    }

    /// <summary>Moves the line of an activity and tells those whom it reaches; within a transaction.</summary>
    public static async Task PassOnAsync(this AppDb db, Guid activity, string? site, DateTimeOffset at, CancellationToken cancel)
    {
        var moved = await db.Database.SqlQuery<Moved>($"select registration_id, became from pass_on({activity}, {at})").ToListAsync(cancel);
        if (moved.Count == 0) return;
        Guid[] ids = [.. moved.Select(one => one.RegistrationId)];
        var about = await db.ToldAsync(activity, cancel);
        await db.TellAsync(ids, site, at, registration => registration.State == SeatStates.Offered ? SeatLetters.Offered(about, registration) : SeatLetters.Lapsed(about, registration), cancel);
    }

    /// <summary>Tells all who have a seat, are offered one or wait what became of the activity, or what its organiser writes; within a transaction. Returns how many letters go.</summary>
    public static async Task<int> TellAllAsync(this AppDb db, Guid activity, string? site, DateTimeOffset at, Func<ToldActivity, ToldRegistration, Letter> letter, CancellationToken cancel)
    {
        Guid[] valid = [.. await db.Database.SqlQuery<Guid>($"""select id as "Value" from registration where activity_id = {activity} and state in ('seated', 'offered', 'waiting') and by_mail""").ToListAsync(cancel)];
        if (valid.Length == 0) return 0;
        var about = await db.ToldAsync(activity, cancel);
        await db.TellAsync(valid, site, at, to => letter(about, to), cancel);
        return valid.Length;
    }

    /// <summary>A letter to each of some registrations that have an address, with a link of its own: of the first one only the hash is known here.</summary>
    public static async Task TellAsync(this AppDb db, Guid[] registrations, string? site, DateTimeOffset at, Func<ToldRegistration, Letter> letter, CancellationToken cancel)
    {
        var rows = await db.Database.SqlQuery<Row>($"select id, contact, name, people, state, offered_until, language from registration where id = any ({registrations}) and by_mail order by place").ToListAsync(cancel);
        if (rows.Count == 0) return;
        string[] secrets = [.. rows.Select(_ => LinkSecret.New())];
        if (site is not null)
        {
            byte[][] hashes = [.. secrets.Select(LinkSecret.Hash)];
            Guid[] ids = [.. rows.Select(row => row.Id)];
            await db.Database.ExecuteSqlAsync($"insert into registration_link (hash, registration_id, made_at) select l.hash, l.id, {at} from unnest({hashes}, {ids}) as l (hash, id)", cancel);
        }
        await db.QueueMailsAsync([.. rows.Zip(secrets).Select(one => letter(new(one.First.Contact, one.First.Name, one.First.People, one.First.State, one.First.OfferedUntil, one.First.Language, site is null ? null : site + SeatLetters.PathOf(one.Second))))], at, cancel);
    }

    /// <summary>Opens or changes the door as its organiser typed it, with the seats of the activity; null closes it. Nobody loses a seat by it; more seats are offered to those who wait. Within a transaction that has its line.</summary>
    internal static async Task SetDoorAsync(this AppDb db, Guid activity, DoorInput? input, string? site, DateTimeOffset at, CancellationToken cancel)
    {
        if (input is null)
        {
            await db.Database.ExecuteSqlAsync($"update activity_door d set seats = a.seats, closed_at = coalesce(d.closed_at, {at}), changed_at = {at} from activity a where d.activity_id = {activity} and a.id = d.activity_id", cancel);
        }
        else
        {
            await db.Database.ExecuteSqlAsync($"""
                insert into activity_door (activity_id, seats, opens_at, closes_at, has_queue, hold_hours, largest, changed_at)
                select id, seats, {at}, {input.ClosesAt}, {input.HasQueue}, {input.HoldHours}, {input.Largest}, {at} from activity where id = {activity}
                    on conflict (activity_id) do update set seats = excluded.seats, closes_at = excluded.closes_at, closed_at = null, has_queue = excluded.has_queue, hold_hours = excluded.hold_hours, largest = excluded.largest, changed_at = excluded.changed_at
                """, cancel);
        }
        await db.PassOnAsync(activity, site, at, cancel);
    }

    /// <summary>Closes a door before its time, or opens it again; false where it stood so already.</summary>
    public static async Task<bool> CloseAsync(this AppDb db, CurrentUser user, Guid activity, bool isClosed, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"update activity_door set closed_at = case when {isClosed} then {at} end, changed_at = {at} where activity_id = {activity} and (closed_at is null) = {isClosed}", cancel) == 0) return false;
        await db.AuditDoorAsync(user, activity, isClosed ? "door-closed" : "door-opened", at, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Writes to all who registered, once for a key; the text stands in the line, with how many letters it became.</summary>
    public static async Task WriteToAllAsync(this AppDb db, CurrentUser user, Guid activity, Guid key, string text, string? site, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"update activity_door set message_key = {key} where activity_id = {activity} and message_key is distinct from {key}", cancel) == 0) return;
        var letters = await db.TellAllAsync(activity, site, at, (about, to) => SeatLetters.Message(about, to, text), cancel);
        await db.AuditDoorAsync(user, activity, "wrote-to-registered", at, cancel, text, letters);
        await transaction.CommitAsync(cancel);
    }

    static Task AuditDoorAsync(this AppDb db, CurrentUser user, Guid activity, string what, DateTimeOffset at, CancellationToken cancel, string? text = null, int? letters = null) => db.Database.ExecuteSqlAsync($"""
        insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
        select {at}, {user.Id}, a.unit_id, {what}, 'activity', a.id::text, jsonb_strip_nulls(jsonb_build_object('title', a.title, 'text', {text}::text, 'letters', {letters}::int)) from activity a where a.id = {activity}
        """, cancel);

    sealed record Moved(Guid RegistrationId, string Became);

    sealed record Row(Guid Id, string Contact, string Name, int People, string State, DateTimeOffset? OfferedUntil, string Language);
}
