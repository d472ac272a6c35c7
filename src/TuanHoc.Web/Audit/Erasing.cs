using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Audit;

/// <summary>A request to be erased, with what there is of the person.</summary>
public sealed record Erasure(long Id, long PersonId, string FullName, string State, DateTimeOffset AskedAt, DateTimeOffset? DecidedAt, string? DecidedBy, string? Reason, int Roles, int Reports, long Lines);

/// <summary>Erasure on request: asked and withdrawn by the person, decided by an administrator. Each write stands beside its audit line.</summary>
public static class Erasing
{
    public const int PageLength = 50;

    /// <summary>Requests, those to be decided first, beginning below one of them; one more than a page when there are more.</summary>
    public static async Task<IReadOnlyList<Erasure>> ErasuresAsync(this AppDb db, long? below, CancellationToken cancel)
    {
        var found = Found(db);
        if (below is { } id) found = (await db.ErasureAsync(id, cancel))?.State == "asked" ? found.Where(e => e.State != "asked" || e.Id < id) : found.Where(e => e.State != "asked" && e.Id < id);
        return await found.OrderBy(e => e.State == "asked" ? 0 : 1).ThenByDescending(e => e.Id).Take(PageLength + 1).ToListAsync(cancel);
    }

    /// <summary>The newest request of a person.</summary>
    public static async Task<Erasure?> ErasureOfAsync(this AppDb db, long person, CancellationToken cancel) =>
        await Found(db).Where(e => e.PersonId == person).OrderByDescending(e => e.Id).FirstOrDefaultAsync(cancel);

    public static async Task<Erasure?> ErasureAsync(this AppDb db, long id, CancellationToken cancel) => await Found(db).SingleOrDefaultAsync(e => e.Id == id, cancel);

    /// <summary>Asked twice is asked once.</summary>
    public static Task AskErasureAsync(this AppDb db, CurrentUser user, DateTimeOffset at, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with asked as (insert into erasure (person_id, asked_at) values ({user.Id}, {at}) on conflict do nothing returning id)
        insert into audit (at, person_id, what, thing, thing_id) select {at}, {user.Id}, 'asked', 'erasure', id::text from asked
        """, cancel);

    public static Task WithdrawErasureAsync(this AppDb db, CurrentUser user, DateTimeOffset at, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with withdrawn as (update erasure set state = 'withdrawn', decided_at = {at}, decided_by = {user.Id} where person_id = {user.Id} and state = 'asked' returning id)
        insert into audit (at, person_id, what, thing, thing_id) select {at}, {user.Id}, 'withdrawn', 'erasure', id::text from withdrawn
        """, cancel);

    /// <summary>False when it was decided meanwhile.</summary>
    public static async Task<bool> RefuseErasureAsync(this AppDb db, long id, string reason, CurrentUser user, DateTimeOffset at, CancellationToken cancel) => await db.Database.ExecuteSqlAsync($"""
        with refused as (update erasure set state = 'refused', decided_at = {at}, decided_by = {user.Id}, reason = {reason} where id = {id} and state = 'asked' returning id)
        insert into audit (at, person_id, what, thing, thing_id, detail) select {at}, {user.Id}, 'refused', 'erasure', id::text, jsonb_build_object('reason', {reason}::text) from refused
        """, cancel) == 1;

    /// <summary>Erases the person; a sentence says why nothing was done.</summary>
    public static async Task<string?> EraseAsync(this AppDb db, Erasure erasure, CurrentUser user, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Two administrators who confirm each other's at once would leave nobody.
        await db.Database.ExecuteSqlAsync($"select from person where is_administrator order by id for update", cancel);
        if (!await db.Users.AnyAsync(p => p.Id == user.Id && p.IsAdministrator, cancel)) return Decided;
        if (await db.Database.ExecuteSqlAsync($"update erasure set state = 'done', decided_at = {at}, decided_by = {user.Id} where id = {erasure.Id} and state = 'asked'", cancel) == 0) return Decided;
        await db.Database.ExecuteSqlAsync($"select erase_person({erasure.PersonId}, {user.Today}, {at})", cancel);
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, what, thing, thing_id, detail) values ({at}, {user.Id}, 'erased', 'person', {erasure.PersonId}::text, jsonb_build_object('erasure', {erasure.Id}))", cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    /// <summary>Somebody else confirms, so that nobody erases the last hand that could undo a mistake, or the own traces alone.</summary>
    public static string? WhyNotErase(Erasure erasure, CurrentUser user) =>
        erasure.State != "asked" ? Decided
        : erasure.PersonId == user.Id ? T["Đề nghị của chính bạn phải do một người quản trị khác xác nhận. Nếu bạn là người quản trị duy nhất, hãy mời thêm một người trước."]
        : null;

    public static string Decided => T["Đề nghị này đã được rút hoặc đã có quyết định."];

    static IQueryable<Erasure> Found(AppDb db) => db.Database.SqlQuery<Erasure>($"""
        select e.id, e.person_id, p.full_name, e.state, e.asked_at, e.decided_at, d.full_name as decided_by, e.reason,
               (select count(*) from membership m where m.person_id = p.id)::int as roles,
               (select count(distinct s.report_id) from report_step s where s.by = p.id)::int as reports,
               (select count(*) from audit a where a.person_id = p.id) as lines
          from erasure e
          join person p on p.id = e.person_id
          left join person d on d.id = e.decided_by
        """);
}
