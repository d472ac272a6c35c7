using Microsoft.EntityFrameworkCore;
using Quartz;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Activities.Seats;

/// <summary>What happens at doors by itself: an offer that nobody took goes to the next in the line, and those with a seat are reminded the day before.</summary>
public sealed class FollowSeats(AppDb db, IConfiguration settings, TimeProvider clock) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    // Letters of one transaction.
    const int MostAtOnce = 500;

    // Nobody is reminded in the night.
    const int FirstHour = 7;

    string? Site => settings["Site"] is { Length: > 0 } site ? site.TrimEnd('/') : null;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await FollowAsync(cancellationToken);

    public async Task FollowAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var activity in await db.Database.SqlQuery<Guid>($"""select distinct activity_id as "Value" from registration where state = 'offered' and offered_until <= {now}""").ToListAsync(cancel))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await db.PassOnAsync(activity, Site, now, cancel);
            await transaction.CommitAsync(cancel);
        }
        if (TimeZoneInfo.ConvertTime(now, Vn.Zone).Hour >= FirstHour) while (await RemindAsync(now, cancel)) { }
    }

    // One activity at a time; marked in the transaction of its letters, so that nobody is reminded twice.
    async Task<bool> RemindAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var tomorrow = ActivityTime.DayOf(now).AddDays(1);
        var (from, until) = (ActivityTime.StartOf(tomorrow), ActivityTime.StartOf(tomorrow.AddDays(1)));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var due = await db.Database.SqlQuery<Due>($"""
            update registration set reminded_at = {now}
             where id in (select g.id from activity a join registration g on g.activity_id = a.id
                           where a.from_at >= {from} and a.from_at < {until} and a.state = 'planned' and g.state = 'seated' and g.by_mail and g.reminded_at is null and g.made_at < {now - TimeSpan.FromHours(12)}
                           order by g.activity_id limit {MostAtOnce} for update of g skip locked)
            returning id, activity_id
            """).ToListAsync(cancel);
        foreach (var activity in due.GroupBy(one => one.ActivityId))
        {
            var about = await db.ToldAsync(activity.Key, cancel);
            await db.TellAsync([.. activity.Select(one => one.Id)], Site, now, to => SeatLetters.Reminder(about, to), cancel);
        }
        await transaction.CommitAsync(cancel);
        return due.Count == MostAtOnce;
    }

    sealed record Due(Guid Id, Guid ActivityId);
}
