using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities;

/// <summary>What somebody who came says of an activity.</summary>
/// <param name="Id">Of the page that was filled in: sent twice it is one.</param>
/// <param name="Useful">From 1, of no use, to 5, of much.</param>
/// <param name="Again">Whether they would come to the like again: one of <see cref="Feedback.Answers"/>.</param>
/// <param name="Words">What to keep and what to change.</param>
public sealed record FeedbackMade(Guid Id, Guid Activity, int Useful, string Again, string? Words);

/// <summary>What was said in sum: how many answered, how many found it of use (4 or 5), how many would come again, and the mean of 1 to 5.</summary>
public sealed record FeedbackSum(int Count, int Useful, int Again, decimal? Mean);

/// <summary>Words of one answer, with what it said in numbers.</summary>
public sealed record FeedbackWords(int Useful, string Again, string Words, DateTimeOffset MadeAt);

/// <summary>Three questions after an activity, for everybody who came: nobody's name is asked, so that nobody is afraid to say it.</summary>
public static class Feedback
{
    public const string Setting = "FeedbackDays";
    public const int Default = 400;

    /// <summary>Words read at once.</summary>
    public const int MostWords = 50;

    /// <summary>Forgets words older than a moment ($1); what is counted stays.</summary>
    public const string Sql = "update activity_feedback set words = null where made_at < $1 and words is not null returning 1";

    // How long one remembers well enough.
    static readonly TimeSpan Open = TimeSpan.FromDays(30);

    // More than came anywhere; who fills pages by the thousand is not read by the thousand.
    const int Most = 5000;

    public static readonly IReadOnlyList<string> Answers = ["yes", "maybe", "no"];

    public static string Word(string again) => again switch { "yes" => T["Có"], "no" => T["Không"], _ => T["Chưa biết"] };

    /// <summary>How far an activity was of use, in words.</summary>
    public static string Word(int useful) => useful switch { 5 => T["5 – Rất có ích"], 4 => T["4 – Có ích"], 3 => T["3 – Bình thường"], 2 => T["2 – Ít có ích"], _ => T["1 – Không có ích"] };

    /// <summary>Whether an activity is asked about: it has begun, and is not long over.</summary>
    public static bool IsOpen(DateTimeOffset from, DateTimeOffset? to, DateTimeOffset now) => from <= now && now <= (to ?? from) + Open;

    /// <summary>Keeps one, with its line in the audit, which says nothing of who sent it. False where the activity is not shown any more, or is full of answers.</summary>
    public static async Task<bool> SayAsync(this AppDb db, FeedbackMade made, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.SqlQuery<Guid>($"""select id as "Value" from activity_feedback where id = {made.Id}""").AnyAsync(cancel)) return true;
        if (await db.Database.ExecuteSqlAsync($"""
            insert into activity_feedback (id, activity_id, useful, again, words, made_at)
            select {made.Id}, a.id, {made.Useful}, {made.Again}, {made.Words}::text, {at} from activity a
             where a.id = {made.Activity} and a.showing = 'public' and a.state <> 'cancelled' and (select count(*) from activity_feedback f where f.activity_id = a.id) < {Most}
            on conflict do nothing
            """, cancel) == 0) return false;
        await db.Database.ExecuteSqlAsync($"""
            insert into audit (at, unit_id, what, thing, thing_id, detail)
            select {at}, a.unit_id, 'feedback', 'activity', a.id::text, jsonb_build_object('title', a.title) from activity a where a.id = {made.Activity}
            """, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>What was said of one activity, which was found, so that its reader may see it.</summary>
    public static Task<FeedbackSum> FeedbackAsync(this AppDb db, Guid activity, CancellationToken cancel) => db.Database.SqlQuery<FeedbackSum>($"""
        select count(*)::int as count, (count(*) filter (where useful >= 4))::int as useful, (count(*) filter (where again = 'yes'))::int as again, round(avg(useful), 1) as mean from activity_feedback where activity_id = {activity}
        """).SingleAsync(cancel);

    /// <summary>The words, the newest first, for those who fill for the activity's unit.</summary>
    public static Task<List<FeedbackWords>> WordsAsync(this AppDb db, CurrentUser user, Guid activity, CancellationToken cancel) => db.Database.SqlQuery<FeedbackWords>($"""
        select f.useful::int as useful, f.again, f.words, f.made_at from activity_feedback f join activity a on a.id = f.activity_id
         where f.activity_id = {activity} and f.words is not null and coalesce(whole_heir(a.unit_id, {user.Today}), a.unit_id) = any ({user.UnitsAs(Roles.Filling)}) order by f.made_at desc, f.id limit {MostWords}
        """).ToListAsync(cancel);

    /// <summary>What was said of all activities of a unit and those below it.</summary>
    public static Task<FeedbackSum> FeedbackAsync(this AppDb db, ActivityScope scope, CancellationToken cancel)
    {
        var statement = $"""
            select count(*)::int as count, (count(*) filter (where f.useful >= 4))::int as useful, (count(*) filter (where f.again = 'yes'))::int as again, round(avg(f.useful), 1) as mean
              from activity_feedback f join activity a on a.id = f.activity_id where {scope.InBranch}
            """;
        return db.Database.SqlQueryRaw<FeedbackSum>(statement, scope.Values).SingleAsync(cancel);
    }
}
