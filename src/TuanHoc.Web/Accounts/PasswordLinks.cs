using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Mail;

namespace TuanHoc.Web.Accounts;

/// <summary>The way back in after a lost password: a link by which its holder sets a new one, once.</summary>
public sealed class PasswordLinks(AppDb db, UserManager<Person> people, TimeProvider clock)
{
    static readonly TimeSpan ByMail = TimeSpan.FromHours(1), OnPaper = TimeSpan.FromDays(3);

    // A letter on its way is enough: whoever asks again and again fills nobody's letter box.
    static readonly TimeSpan Between = TimeSpan.FromMinutes(5);

    /// <summary>Whose link it is; null when it opens nothing (any more).</summary>
    public async Task<Person?> FindAsync(string token, CancellationToken cancel)
    {
        var found = await db.Database.SqlQuery<long>($"""
            select l.person_id as "Value" from password_link l join person p on p.id = l.person_id and p.erased_at is null where l.token_hash = {LinkSecret.Hash(token)} and l.expires_at > {clock.GetUtcNow()}
            """).ToListAsync(cancel);
        return found is [var id] ? await db.Users.AsNoTracking().SingleAsync(p => p.Id == id, cancel) : null;
    }

    /// <summary>Mails a link to the account of this name or address, where there is one with an address; nobody is told whether there was.</summary>
    public async Task MailAsync(string nameOrAddress, string site, CancellationToken cancel)
    {
        var (name, address) = (people.NormalizeName(nameOrAddress), people.NormalizeEmail(nameOrAddress));
        // An address that several accounts share names none of them.
        var found = await db.Users.AsNoTracking().Where(p => p.Email != null && (p.NormalizedUserName == name || p.NormalizedEmail == address)).OrderBy(p => p.NormalizedUserName == name ? 0 : 1).Take(3).ToListAsync(cancel);
        if (found.Find(p => p.NormalizedUserName == name) is not { } person)
        {
            if (found is not [var only]) return;
            person = only;
        }
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (token, now) = (LinkSecret.New(), clock.GetUtcNow());
        if (!await WriteAsync(person.Id, madeBy: null, token, now, ByMail, cancel)) return;
        await db.QueueMailAsync(person.Email!, ForgottenLetter.Subject, ForgottenLetter.Text(person, $"{site}/password/{token}"), now, cancel, LinkSecret.Hash(token));
        await db.Database.ExecuteSqlAsync($"insert into audit (at, what, thing, thing_id) values ({now}, 'password-link-mailed', 'person', {person.Id}::text)", cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>A link for paper, made by who may let the person in: its token, and its last whole day.</summary>
    public async Task<(string Token, DateOnly LastUse)> PrintAsync(long person, long by, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (token, now) = (LinkSecret.New(), clock.GetUtcNow());
        await WriteAsync(person, by, token, now, OnPaper, cancel);
        await db.Database.ExecuteSqlAsync($"""
            insert into audit (at, person_id, unit_id, what, thing, thing_id)
            values ({now}, {by}, (select m.unit_id from membership m where m.person_id = {person} and m.valid @> {clock.Today()} order by m.id limit 1), 'password-link-made', 'person', {person}::text)
            """, cancel);
        await transaction.CommitAsync(cancel);
        return (token, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now + OnPaper, Vn.Zone).DateTime).AddDays(-1));
    }

    // The one before ends. What a keeper made is not taken away by who asks at the door.
    async Task<bool> WriteAsync(long person, long? madeBy, string token, DateTimeOffset now, TimeSpan lifetime, CancellationToken cancel) => await db.Database.ExecuteSqlAsync($"""
        insert into password_link as l (person_id, token_hash, made_at, expires_at, made_by) values ({person}, {LinkSecret.Hash(token)}, {now}, {now + lifetime}, {madeBy})
        on conflict (person_id) do update set token_hash = excluded.token_hash, made_at = excluded.made_at, expires_at = excluded.expires_at, made_by = excluded.made_by
         where {madeBy is not null} or l.expires_at <= {now} or (l.made_by is null and l.made_at <= {now - Between})
        """, cancel) == 1;
}

/// <summary>The letter that brings a link to who forgot; in Vietnamese, since nobody knows who reads.</summary>
static class ForgottenLetter
{
    public const string Subject = "Đặt lại mật khẩu TuanHoc";

    public static string Text(Person person, string url) => $"""
        Kính gửi {person.FullName},

        Có người, có lẽ chính anh/chị, báo quên mật khẩu của tài khoản {person.UserName} trên phần mềm TuanHoc.

        Mở liên kết này để đặt mật khẩu mới; liên kết dùng một lần, trong một giờ:

        {url}

        Nếu không phải anh/chị, xin bỏ qua thư: mật khẩu đang dùng vẫn như cũ.
        """;
}
