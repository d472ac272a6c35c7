using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities;

/// <summary>What can be wrong with a public activity, as stored.</summary>
public static class FlagReasons
{
    public const string Other = "other";

    public static readonly IReadOnlyList<string> Known = ["wrong", "indecent", "private", "advertising", "danger", Other];

    public static string Word(string reason) => reason switch
    {
        "wrong" => T["Sai sự thật: không có hoạt động này, sai ngày, sai nơi"],
        "indecent" => T["Lời lẽ, hình ảnh phản cảm"],
        "private" => T["Lộ thông tin riêng, hình ảnh trẻ em"],
        "advertising" => T["Quảng cáo, lừa đảo"],
        "danger" => T["Nguy hiểm cho người đến"],
        _ => T["Điều khác"],
    };
}

/// <summary>What somebody without an account says is wrong with an activity that everybody sees.</summary>
/// <param name="Id">Of the page that was filled in: sent twice it is one.</param>
/// <param name="Email">Where the answer may be sent; null where nobody wants one.</param>
public sealed record FlagMade(Guid Id, Guid Activity, string Reason, string? Words, string? Email);

/// <summary>One that waits for its answer.</summary>
public sealed record Flag(Guid Id, Guid ActivityId, string Title, string UnitName, string Showing, string Reason, string? Words, string? Email, DateTimeOffset MadeAt);

/// <summary>Reports of what does not belong on the portal: they come from everybody, and go to who answers for the unit.</summary>
public static class Flags
{
    public const string Setting = "FlagDays";
    public const int Default = 90;

    // Who fills pages by the hundred is not read by the hundred.
    const int MostOpen = 50;

    /// <summary>Days that one is kept, with the address in it.</summary>
    public static int Days(IConfiguration settings) => Math.Max(1, settings.GetValue($"Retention:{Setting}", Default));

    /// <summary>Keeps one, with its line in the audit, which says nothing of who sent it. False where the activity is not shown any more, or has as many as anybody reads.</summary>
    public static async Task<bool> FlagAsync(this AppDb db, FlagMade made, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.SqlQuery<Guid>($"""select id as "Value" from activity_flag where id = {made.Id}""").AnyAsync(cancel)) return true;
        if (await db.Database.ExecuteSqlAsync($"""
            insert into activity_flag (id, activity_id, reason, words, email, made_at)
            select {made.Id}, a.id, {made.Reason}, {made.Words}::text, {made.Email}::text, {at} from activity a
             where a.id = {made.Activity} and a.showing = 'public' and (select count(*) from activity_flag f where f.activity_id = a.id and f.answered_at is null) < {MostOpen}
            on conflict do nothing
            """, cancel) == 0) return false;
        await db.Database.ExecuteSqlAsync($"""
            insert into audit (at, unit_id, what, thing, thing_id, detail)
            select {at}, a.unit_id, 'flagged', 'activity', a.id::text, jsonb_build_object('title', a.title, 'reason', {made.Reason}) from activity a where a.id = {made.Activity}
            """, cancel);
        await db.Database.ExecuteSqlAsync($"insert into happening (at, unit_id, edition_id, kind, thing, thing_id) select {at}, a.unit_id, a.edition_id, 'activity-flagged', 'activity', a.id::text from activity a where a.id = {made.Activity}", cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Those that wait for the person as who answers for the unit, the oldest first.</summary>
    public static Task<List<Flag>> FlagsAsync(this AppDb db, CurrentUser user, int limit, CancellationToken cancel) => db.Database.SqlQuery<Flag>($"""
        select f.id, f.activity_id, a.title, unit_name(a.unit_id, {user.Today}) as unit_name, a.showing, f.reason, f.words, f.email, f.made_at
          from activity_flag f join activity a on a.id = f.activity_id
         where f.answered_at is null and showing_reviewer(a.unit_id, {user.Today}) = any ({user.UnitsAs(Roles.Leading)})
         order by f.made_at, f.id limit {limit}
        """).ToListAsync(cancel);

    /// <summary>Hides the activity, with all that is said against it answered, or dismisses one; each with a sentence. False where another was quicker.</summary>
    public static async Task<bool> AnswerAsync(this AppDb db, CurrentUser user, Flag flag, bool hide, string answer, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"""
            update activity_flag set answered_at = {at}, answered_by = {user.Id}, answer = {answer}, is_hidden = {hide}
             where answered_at is null and (id = {flag.Id} or {hide} and activity_id = {flag.ActivityId} and exists (select from activity_flag o where o.id = {flag.Id} and o.answered_at is null))
            """, cancel) == 0) return false;
        // It may be hidden already: then the answer alone is written.
        if (hide) await db.RefuseAsync(user, flag.ActivityId, answer, at, cancel);
        await db.Database.ExecuteSqlAsync($"""
            insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
            select {at}, {user.Id}, a.unit_id, {(hide ? "flag-upheld" : "flag-dismissed")}, 'activity', a.id::text, jsonb_build_object('title', a.title, 'reason', {answer}) from activity a where a.id = {flag.ActivityId}
            """, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
