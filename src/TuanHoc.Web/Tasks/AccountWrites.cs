using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Tasks;

/// <summary>What became of a post.</summary>
enum Written { Now, Before, Not }

/// <summary>The writes of what is said of a task, each one transaction with its audit line and what happened; the task's row is held, so that two at once come one after the other.</summary>
static class AccountWrites
{
    /// <summary>Says the task done. Before: the same form was posted already; Not: meanwhile there was nothing more to say.</summary>
    public static async Task<Written> SayAsync(this AppDb db, CurrentUser user, UnitTaskFound task, Guid key, string sentence, EvidenceFile? file, string? link, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select from unit_task where id = {task.Id} for update", cancel);
        if (await db.Database.SqlQuery<long>($"""select unit_task_id as "Value" from task_account where write_key = {key}""").ToListAsync(cancel) is [var earlier]) return earlier == task.Id ? Written.Before : Written.Not;
        var (name, content) = (file?.Name, file?.Content);
        var sha256 = content is null ? null : SHA256.HashData(content);
        var said = await db.Database.ExecuteSqlAsync($"""
            insert into task_account (unit_task_id, at, by, sentence, file_name, file_sha256, file_content, link, write_key)
            select {task.Id}, {at}, {user.Id}, {sentence}, {name}::text, {sha256}::bytea, {content}::bytea, {link}::text, {key}
             where not exists (select from task_account where unit_task_id = {task.Id} and verdict is distinct from 'returned')
            """, cancel);
        if (said == 0) return Written.Not;
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, what, thing, thing_id, detail) values ({at}, {user.Id}, {task.UnitId}, 'said', 'task', {task.Id.ToString(Vn.Culture)}, jsonb_build_object('task', {task.Text}))", cancel);
        await db.HappenedAsync(task, "task-said", at, cancel);
        await transaction.CommitAsync(cancel);
        return Written.Now;
    }

    /// <summary>Whether a form was posted already.</summary>
    public static async Task<bool> IsSaidAsync(this AppDb db, long unitTaskId, Guid key, CancellationToken cancel) =>
        (await db.Database.SqlQuery<long>($"select id as \"Value\" from task_account where write_key = {key} and unit_task_id = {unitTaskId}").ToListAsync(cancel)).Count > 0;

    /// <summary>Accepts what was said, or returns it with a reason. Before: the same person gave the same answer already; Not: another was faster.</summary>
    public static async Task<Written> AnswerAsync(this AppDb db, CurrentUser user, UnitTaskFound task, Account account, string? reason, DateTimeOffset at, CancellationToken cancel)
    {
        var verdict = reason is null ? "accepted" : "returned";
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"update task_account set verdict = {verdict}, verdict_at = {at}, verdict_by = {user.Id}, reason = {reason}::text where id = {account.Id} and verdict is null and by <> {user.Id}", cancel) == 0)
            return account.Verdict == verdict && account.VerdictBy == user.Id ? Written.Before : Written.Not;
        if (reason is null) await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail) values ({at}, {user.Id}, {task.UnitId}, {task.GiverId}, 'accepted', 'task', {task.Id.ToString(Vn.Culture)}, jsonb_build_object('task', {task.Text}))", cancel);
        else await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail) values ({at}, {user.Id}, {task.UnitId}, {task.GiverId}, 'returned', 'task', {task.Id.ToString(Vn.Culture)}, jsonb_build_object('task', {task.Text}, 'reason', {reason}))", cancel);
        await db.HappenedAsync(task, "task-" + verdict, at, cancel);
        await transaction.CommitAsync(cancel);
        return Written.Now;
    }

    static Task<int> HappenedAsync(this AppDb db, UnitTaskFound task, string kind, DateTimeOffset at, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"insert into happening (at, unit_id, edition_id, kind, thing, thing_id) values ({at}, {task.UnitId}, {task.EditionId}, {kind}, 'task', {task.Id.ToString(Vn.Culture)})", cancel);
}
