using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Platform.Mail;

/// <summary>A letter to be left.</summary>
/// <param name="Calendar">An entry for a calendar (iCalendar) that comes with it.</param>
public sealed record Letter(string To, string Subject, string Text, string? Calendar = null);

/// <summary>Where rooms leave their letters.</summary>
public static class Outbox
{
    public static void AddMail(this IServiceCollection services)
    {
        services.AddSingleton<Unsubscribing>();
        services.AddScoped<SendMail>();
        services.AddJob<SendMail>(every: TimeSpan.FromSeconds(10));
    }

    /// <summary>Whether this is one plain address, such as ten@tinh.gov.vn.</summary>
    public static bool IsAddress(string text) => text.Length <= 256 && MailAddress.TryCreate(text, out var address) && address.Address == text && address.DisplayName.Length == 0;

    /// <summary>
    /// Leaves a letter within the transaction of what it tells of: both are written, or neither. One to an address that letters come back from stands among those not sent;
    /// one with the link of an invitation, by its hash, is not sent when the link has ended meanwhile.
    /// </summary>
    public static Task QueueMailAsync(this AppDb db, string to, string subject, string text, DateTimeOffset now, CancellationToken cancel, byte[]? invitation = null) =>
        db.Database.ExecuteSqlAsync($"""
            insert into mail (recipient, subject, text, state, next_try, last_error, made_at, invitation_hash)
            select {to}, {subject.ReplaceLineEndings(" ").Cut(300)}, {text}, case when b.email is null then 'queued' else 'failed' end, case when b.email is null then {now} end, left(b.why, 300), {now}, {invitation}::bytea
              from (select) one left join bounced_address b on b.email = lower({to})
            """, cancel);

    /// <summary>Leaves many letters at once, as one statement.</summary>
    public static Task QueueMailsAsync(this AppDb db, IReadOnlyList<Letter> letters, DateTimeOffset now, CancellationToken cancel)
    {
        string[] to = [.. letters.Select(letter => letter.To)], subjects = [.. letters.Select(letter => letter.Subject.ReplaceLineEndings(" ").Cut(300))], texts = [.. letters.Select(letter => letter.Text)];
        string?[] calendars = [.. letters.Select(letter => letter.Calendar)];
        return db.Database.ExecuteSqlAsync($"""
            insert into mail (recipient, subject, text, calendar, state, next_try, last_error, made_at)
            select l.recipient, l.subject, l.text, l.calendar, case when b.email is null then 'queued' else 'failed' end, case when b.email is null then {now} end, left(b.why, 300), {now}
              from unnest({to}, {subjects}, {texts}, {calendars}) as l (recipient, subject, text, calendar) left join bounced_address b on b.email = lower(l.recipient)
            """, cancel);
    }
}
