using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Quartz;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Messages;

/// <summary>
/// Once a day, from half past seven in Vietnam: one message to each person who is to be reminded of something, however much it is. The day is kept with the messages, so that of all processes one tells it.
/// Days that were missed, because nothing ran, are told with the next: once, as things stand by then.
/// </summary>
public sealed class DailyReminders(AppDb db, TimeProvider clock) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    // What is said as late as people's hours of rest is read the next morning, when it is no longer so: that morning tells it.
    static readonly TimeOnly from = new(7, 30), until = new(21, 0);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TellAsync(cancellationToken);

    public async Task TellAsync(CancellationToken cancel)
    {
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        if (!TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Vn.Zone).DateTime).IsBetween(from, until)) return;
        // Asked again all day long, answered without a transaction.
        var told = await db.Database.SqlQuery<DateOnly?>($"""select max(day) as "Value" from message_day""").SingleAsync(cancel);
        if (told >= today) return;
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"insert into message_day (day, at) values ({today}, {now}) on conflict do nothing", cancel) == 0) return;
        var lines = await db.Database.SqlQuery<ReminderLine>($"select * from reminders({today}, {told?.AddDays(1) ?? today})").ToListAsync(cancel);
        var letters = lines.GroupBy(line => line.PersonId).Select(ofPerson => DayLetter.Of([.. ofPerson], today)).ToList();
        if (letters.Count > 0) await WriteAsync(letters, "day:" + today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), now, cancel);
        await transaction.CommitAsync(cancel);
    }

    Task<int> WriteAsync(List<DayLetter> letters, string once, DateTimeOffset now, CancellationToken cancel)
    {
        long[] people = [.. letters.Select(l => l.PersonId)], units = [.. letters.Select(l => l.UnitId)];
        string[] kinds = [.. letters.Select(l => l.Kind)], subjects = [.. letters.Select(l => l.Subject)], texts = [.. letters.Select(l => l.Text)], paths = [.. letters.Select(l => l.Path)];
        return db.Database.ExecuteSqlAsync($"""
            insert into message (person_id, unit_id, kind, once, subject, text, href, at)
            select x.person, x.unit, x.kind, {once}, x.subject, x.text, x.path, {now}
              from unnest({people}, {units}, {kinds}, {subjects}, {texts}, {paths}) as x (person, unit, kind, subject, text, path)
            on conflict on constraint message_once do nothing
            """, cancel);
    }
}
