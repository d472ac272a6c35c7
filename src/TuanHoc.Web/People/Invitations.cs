using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Mail;

namespace TuanHoc.Web.People;

/// <summary>Who is invited to what; the unit is null for an administrator.</summary>
public sealed record Invitee(string FullName, string? Email, string Role, long? UnitId, string UnitName, DateOnly Since, DateOnly? LastDay);

/// <summary>A link just made: the only time it can be shown, since its secret is kept nowhere.</summary>
public sealed record MadeLink(string FullName, string Role, string UnitName, string Url, DateOnly LastUse, string? MailedTo);

/// <summary>Makes the links that invite people, and makes them anew or withdraws them.</summary>
public sealed class Invitations(AppDb db, CurrentUser user, Smtp smtp, TimeProvider clock)
{
    static readonly string[] Managing = [Roles.Coordinator];

    static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>Invites all or none. A form sent twice invites nobody twice: the second time its links that wait are made anew, and those of the first end; used or withdrawn ones stay so.</summary>
    public async Task<IReadOnlyList<MadeLink>> MakeAsync(IReadOnlyList<Invitee> invitees, Guid formKey, string site, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({formKey.ToString()}, 0))", cancel);
        var links = new List<MadeLink>();
        var made = await db.Database.SqlQuery<long>($"select id as \"Value\" from invitation where form_key = {formKey} and made_by = {user.Id} order by id").ToListAsync(cancel);
        foreach (var id in made) if (await RenewedAsync(id, site, cancel) is { } link) links.Add(link);
        if (made.Count == 0)
            foreach (var invitee in invitees) links.Add(await MakeAsync(invitee, formKey, site, cancel));
        await transaction.CommitAsync(cancel);
        return links;
    }

    /// <summary>A new link in place of an unused one, which ends; null when it is no more.</summary>
    public async Task<MadeLink?> RenewAsync(long id, string site, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var link = await RenewedAsync(id, site, cancel);
        await transaction.CommitAsync(cancel);
        return link;
    }

    public async Task<bool> WithdrawAsync(long id, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = clock.GetUtcNow();
        if (await db.Database.ExecuteSqlAsync($"update invitation set withdrawn_at = {now}, full_name = null, email = null where id = {id} and purpose = 'person' and used_at is null and withdrawn_at is null", cancel) == 0) return false;
        await RecordAsync("withdrawn", id, now, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    async Task<MadeLink> MakeAsync(Invitee invitee, Guid formKey, string site, CancellationToken cancel)
    {
        var (token, now) = (LinkSecret.New(), clock.GetUtcNow());
        var ids = await db.Database.SqlQuery<long>($"""
            insert into invitation (token_hash, purpose, made_at, expires_at, full_name, email, unit_id, role, valid, made_by, form_key)
            values ({LinkSecret.Hash(token)}, 'person', {now}, {now + Lifetime}, {invitee.FullName}, {invitee.Email}, {invitee.UnitId}, {invitee.Role}, {Period.Of(invitee.Since, invitee.LastDay)}, {user.Id}, {formKey})
            returning id as "Value"
            """).ToListAsync(cancel);
        await RecordAsync("invited", ids[0], now, cancel);
        return await HandOutAsync(invitee, token, site, now, cancel);
    }

    async Task<MadeLink?> RenewedAsync(long id, string site, CancellationToken cancel)
    {
        var (token, now) = (LinkSecret.New(), clock.GetUtcNow());
        var renewed = await db.Database.SqlQuery<Renewed>($"""
            update invitation i set token_hash = {LinkSecret.Hash(token)}, expires_at = {now + Lifetime}, made_by = {user.Id}
             where i.id = {id} and i.purpose = 'person' and i.used_at is null and i.withdrawn_at is null
            returning i.full_name, i.email, i.role, i.unit_id,
                (select v.name from unit_version v where v.unit_id = i.unit_id and v.valid @> {user.Today}) as unit_name, lower(i.valid) as since, upper(i.valid) - 1 as last_day
            """).ToListAsync(cancel);
        if (renewed.Count == 0) return null;
        await RecordAsync("renewed", id, now, cancel);
        var r = renewed[0];
        return await HandOutAsync(new(r.FullName, r.Email, r.Role, r.UnitId, r.UnitName ?? "", r.Since, r.LastDay), token, site, now, cancel);
    }

    async Task<MadeLink> HandOutAsync(Invitee invitee, string token, string site, DateTimeOffset now, CancellationToken cancel)
    {
        var link = new MadeLink(invitee.FullName, invitee.Role, invitee.UnitName, $"{site}/join/{token}", DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now + Lifetime, Vn.Zone).DateTime).AddDays(-1), smtp.IsThere ? invitee.Email : null);
        if (link.MailedTo is { } to) await db.QueueMailAsync(to, InvitationLetter.Subject, InvitationLetter.Text(link, user.FullName), now, cancel, LinkSecret.Hash(token));
        return link;
    }

    // A line outlives the people it names, so it names none; and the secret is nowhere.
    Task RecordAsync(string what, long id, DateTimeOffset now, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail)
        select {now}, {user.Id}, i.unit_id, acting_for({user.Id}, i.unit_id, {Managing}, {user.Today}), {what}, 'invitation', {id.ToString(CultureInfo.InvariantCulture)}, jsonb_build_object('role', i.role, 'valid', i.valid::text) from invitation i where i.id = {id}
        """, cancel);

    sealed record Renewed(string FullName, string? Email, string Role, long? UnitId, string? UnitName, DateOnly Since, DateOnly? LastDay);
}
