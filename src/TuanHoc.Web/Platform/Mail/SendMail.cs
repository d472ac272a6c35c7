using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Quartz;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Platform.Mail;

/// <summary>Sends the letters that are due, one after another; what is not taken is tried again after a longer and longer wait, and at last given up with the reason kept. While the server itself is away, letters wait for it.</summary>
public sealed class SendMail(AppDb db, Smtp smtp, Unsubscribing unsubscribing, IConfiguration settings, TimeProvider clock, ILogger<SendMail> log) : IJob
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // How soon a server that did not answer is asked again.
    static readonly TimeSpan UntilServer = TimeSpan.FromMinutes(1);

    // How long the news waits for a server to be named: a setting lost for an evening loses no letter.
    static readonly TimeSpan News = TimeSpan.FromDays(1);

    // Long enough for the links in it to have ended.
    static readonly TimeSpan TextKept = TimeSpan.FromDays(14);

    const string CalendarFile = "lich.ics";

    /// <summary>How long each letter waits after its first, second … failure; after the last it is given up.</summary>
    public static IReadOnlyList<TimeSpan> Waits { get; } = [.. ((double[])[1, 5, 15, 60, 240, 720]).Select(TimeSpan.FromMinutes)];

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await SendDueAsync(cancellationToken);

    /// <summary>Sends what is due until nothing is, or until the server does not answer.</summary>
    public async Task SendDueAsync(CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"update mail set text = null, calendar = null where state = 'failed' and text is not null and made_at < {clock.GetUtcNow() - TextKept}", cancel);
        if (!smtp.IsThere)
        {
            // What they say stands in the program; older than this they would be old news on the day a server is named.
            await db.Database.ExecuteSqlAsync($"delete from mail where state = 'queued' and message_id is not null and made_at < {clock.GetUtcNow() - News}", cancel);
            return;
        }
        await db.Database.ExecuteSqlAsync($"update mail set state = 'withdrawn', next_try = null, text = null where state = 'queued' and invitation_hash is not null and not invitation_opens(invitation_hash, {clock.GetUtcNow()})", cancel);
        using var client = new SmtpClient(smtp.Host, smtp.Port) { EnableSsl = smtp.Tls };
        if (smtp.User is not null) client.Credentials = new NetworkCredential(smtp.User, smtp.Password);
        while (await TakeAsync(cancel) is { } letter)
        {
            try
            {
                await SendAsync(client, letter, cancel);
                await db.Database.ExecuteSqlAsync($"update mail set state = 'sent', next_try = null, sent_at = {clock.GetUtcNow()}, text = null, calendar = null, last_error = null where id = {letter.Id}", cancel);
            }
            catch (Exception e) when (e is SmtpException or IOException or FormatException or InvalidOperationException || e is OperationCanceledException && !cancel.IsCancellationRequested)
            {
                await FailedAsync(letter, e, cancel);
                if (e is not SmtpFailedRecipientException) return;
            }
        }
    }

    // The wait is written before the letter goes, so that a process killed on the way neither loses it nor sends it over and over.
    async Task<Letter?> TakeAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var taken = await db.Database.SqlQuery<Letter>($"""
            update mail set tries = tries + 1, next_try = {now + Waits[0]}
             where id = (
                   select l.id from mail l left join message m on m.id = l.message_id
                    where l.state = 'queued' and l.next_try <= {now} and (m.id is null or quiet_until(m.person_id, {now}) = {now}) and (l.invitation_hash is null or invitation_opens(l.invitation_hash, {now}))
                    order by l.next_try, l.id limit 1 for update of l skip locked)
            returning id, recipient, subject, text, calendar, tries, made_at, (select m.person_id from message m where m.id = mail.message_id) as person_id, (select m.kind from message m where m.id = mail.message_id) as kind, (select m.href from message m where m.id = mail.message_id) as href
            """).ToListAsync(cancel);
        return taken.Count == 0 ? null : taken[0];
    }

    async Task SendAsync(SmtpClient client, Letter letter, CancellationToken cancel)
    {
        using var message = new MailMessage(smtp.From!, new MailAddress(letter.Recipient))
        {
            Subject = letter.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = letter.Text,
            BodyEncoding = Encoding.UTF8,
        };
        if (letter is { PersonId: { } person, Kind: { } kind } && settings["Site"] is { Length: > 0 } said)
        {
            var site = said.TrimEnd('/');
            var stop = site + unsubscribing.Path(person, kind);
            message.Body += $"\n\nMở: {site}{letter.Href}\n\n--\nChọn thư muốn nhận: {site}/me/messages\nKhông nhận loại thư này nữa: {stop}\n";
            message.Headers["List-Unsubscribe"] = $"<{stop}>";
        }
        if (letter.Calendar is { } entry) message.Attachments.Add(Attachment.CreateAttachmentFromString(entry, CalendarFile, Encoding.UTF8, "text/calendar"));
        // The same each time, so that a reader's program knows a letter that came twice.
        message.Headers["Message-ID"] = $"<{MessageIds.Of(letter.Id, smtp.From!.Host)}>";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        await client.SendMailAsync(message, patience.Token);
    }

    async Task FailedAsync(Letter letter, Exception e, CancellationToken cancel)
    {
        var why = (e is OperationCanceledException ? $"{smtp} không trả lời trong {Patience.TotalSeconds:0} giây" : e.GetBaseException().Message).ReplaceLineEndings(" ").Cut(300);
        log.LogWarning("Thư {Id} chưa gửi được (lần {Tries}): {Why}", letter.Id, letter.Tries, why);
        // A server that is down says nothing about the letter: it waits for the server as long as it is worth sending, and this try does not count.
        var isDown = letter.MadeAt > clock.GetUtcNow() - TextKept && (e is OperationCanceledException || e is SmtpException { StatusCode: SmtpStatusCode.GeneralFailure or SmtpStatusCode.ServiceNotAvailable } and not SmtpFailedRecipientException);
        if (isDown)
        {
            await db.Database.ExecuteSqlAsync($"update mail set tries = tries - 1, next_try = {clock.GetUtcNow() + UntilServer}, last_error = {why} where id = {letter.Id}", cancel);
            return;
        }
        // 5xx said of the address itself does not change by waiting.
        var refused = e is SmtpFailedRecipientException { StatusCode: >= (SmtpStatusCode)500 };
        if (refused) await db.MarkBouncedAsync(letter.Recipient, why, clock.GetUtcNow(), cancel);
        if (refused || letter.Tries > Waits.Count)
            await db.Database.ExecuteSqlAsync($"update mail set state = 'failed', next_try = null, last_error = {why} where id = {letter.Id}", cancel);
        else
            await db.Database.ExecuteSqlAsync($"update mail set next_try = {clock.GetUtcNow() + Waits[letter.Tries - 1]}, last_error = {why} where id = {letter.Id}", cancel);
    }

    sealed record Letter(long Id, string Recipient, string Subject, string Text, string? Calendar, int Tries, DateTimeOffset MadeAt, long? PersonId, string? Kind, string? Href);
}
