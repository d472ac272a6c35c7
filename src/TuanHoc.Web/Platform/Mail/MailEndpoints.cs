using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Platform.Mail;

/// <summary>A letter as the page lists it; its text is nobody's to read.</summary>
public sealed record MailLine(long Id, string Recipient, string Subject, string State, int Tries, DateTimeOffset? NextTry, string? LastError, DateTimeOffset MadeAt, DateTimeOffset? SentAt, bool HasText);

/// <summary>How many letters failed, how many wait, and how many of those that failed can go again.</summary>
public sealed record MailCounts(int Failed, int Queued, int Again);

/// <summary>What waits to be sent, what failed and why; for administrators.</summary>
public static class MailEndpoints
{
    const int Shown = 200;

    public static void MapMail(this IEndpointRouteBuilder app)
    {
        app.MapGet("/mail", List);
        app.MapPost("/mail/{id:long}/retry", Retry);
        app.MapPost("/mail/retries", RetryAll);
        BounceEndpoints.Map(app);
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, Smtp smtp, CancellationToken cancel) =>
        user.IsAdministrator ? await PageAsync(db, smtp, StatusCodes.Status200OK, cancel) : PageResults.Missing();

    /// <summary>The page, with what became of the letters just brought, or why none was read.</summary>
    internal static async Task<IResult> PageAsync(AppDb db, Smtp smtp, int status, CancellationToken cancel, IReadOnlyList<Brought>? brought = null, string? why = null)
    {
        var letters = await db.Database.SqlQuery<MailLine>($"""
            select id, recipient, subject, state, tries, next_try, last_error, made_at, sent_at, text is not null as has_text
              from mail order by array_position(array['failed', 'queued', 'sent', 'withdrawn'], state), made_at desc limit {Shown}
            """).ToListAsync(cancel);
        var counts = await db.Database.SqlQuery<MailCounts>($"select (count(*) filter (where state = 'failed'))::int as failed, (count(*) filter (where state = 'queued'))::int as queued, (count(*) filter (where state = 'failed' and text is not null))::int as again from mail").SingleAsync(cancel);
        return PageResults.Page<MailView>(new { Letters = letters, Most = Shown, Counts = counts, Server = smtp.IsThere ? smtp.ToString() : null, Bounced = await db.BouncedAsync(Shown, cancel), Brought = brought ?? [], Why = why }, status);
    }

    static async Task<IResult> Retry(long id, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (!user.IsAdministrator) return PageResults.Missing();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = clock.GetUtcNow();
        if (await db.Database.ExecuteSqlAsync($"update mail set state = 'queued', tries = 0, next_try = {now} where id = {id} and state <> 'sent' and text is not null", cancel) == 0) return PageResults.Missing();
        await db.Database.ExecuteSqlAsync($"delete from bounced_address where email = (select lower(recipient) from mail where id = {id})", cancel);
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, what, thing, thing_id) values ({now}, {user.Id}, 'retried', 'mail', {id.ToString(CultureInfo.InvariantCulture)})", cancel);
        await transaction.CommitAsync(cancel);
        return TypedResults.LocalRedirect("/mail");
    }

    /// <summary>Everything that failed, but for addresses that letters come back from.</summary>
    static async Task<IResult> RetryAll(IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (!user.IsAdministrator) return PageResults.Missing();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"""
            with again as (
                update mail set state = 'queued', tries = 0, next_try = {now}
                 where state = 'failed' and text is not null and not exists (select from bounced_address b where b.email = lower(mail.recipient)) returning id)
            insert into audit (at, person_id, what, thing, thing_id) select {now}, {user.Id}, 'retried', 'mail', id::text from again
            """, cancel);
        await transaction.CommitAsync(cancel);
        return TypedResults.LocalRedirect("/mail");
    }
}
