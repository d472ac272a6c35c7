using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Activities.Import;

/// <summary>The writes of files of activities, each one transaction with its audit line.</summary>
static class ActivityImportWrites
{
    /// <summary>Keeps what was read of a file; the same form sent twice keeps one.</summary>
    public static async Task ReceiveAsync(this AppDb db, CurrentUser user, Guid key, int editionId, long unitId, string fileName, ActivitySheet sheet, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var made = await db.Database.ExecuteSqlAsync($"""
            insert into activity_import (id, edition_id, unit_id, file_name, state, reading, made_by, made_at, changed_at)
            values ({key}, {editionId}, {unitId}, {fileName}, 'checked', {JsonSerializer.Serialize(sheet)}::jsonb, {user.Id}, {at}, {at})
            on conflict (id) do nothing
            """, cancel);
        if (made == 1) await db.AuditAsync(user, at, key, unitId, "received", fileName, sheet.Rows.Count, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Records every row of a file that is not recorded yet, or nothing: what stands is checked again first, while no other file of the unit is written. Null: another was quicker, or it is answered why nothing was recorded.</summary>
    public static async Task<string?> ApplyAsync(this AppDb db, CurrentUser user, Guid id, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select from unit where id = (select unit_id from activity_import where id = {id}) for no key update", cancel);
        if (await db.ActivityImportAsync(user, id, cancel) is not { State: ActivityImport.Checked } import) return null;
        var run = await ActivityCheck.CheckAsync(db, user, import, cancel);
        if (run.WhyNot is { } why) return why;
        var keys = run.Rows.Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var (row, key) in run.Rows.Zip(keys)) await db.PutAsync(user, key, import.EditionId, import.UnitId, row.Kind.Key, row.Input, series: null, at, cancel);
        byte[][] digests = [.. run.Rows.Select(row => row.Digest)];
        await db.Database.ExecuteSqlAsync($"insert into activity_imported (edition_id, unit_id, digest, activity_id, import_id) select {import.EditionId}, {import.UnitId}, r.digest, r.activity, {id} from unnest({digests}, {keys}) as r (digest, activity)", cancel);
        await db.Database.ExecuteSqlAsync($"update activity_import set state = 'applied', reading = null, written = {keys.Length}, changed_at = {at} where id = {id}", cancel);
        await db.AuditAsync(user, at, id, import.UnitId, ActivityImport.Applied, import.FileName, keys.Length, cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    /// <summary>Puts a file away unwritten; false when it was written or put away before.</summary>
    public static async Task<bool> PutAwayAsync(this AppDb db, CurrentUser user, ActivityImport import, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"update activity_import set state = 'removed', reading = null, changed_at = {at} where id = {import.Id} and state = 'checked'", cancel) == 0) return false;
        await db.AuditAsync(user, at, import.Id, import.UnitId, ActivityImport.Removed, import.FileName, activities: 0, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    static Task<int> AuditAsync(this AppDb db, CurrentUser user, DateTimeOffset at, Guid id, long unitId, string what, string file, int activities, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
        values ({at}, {user.Id}, {unitId}, {what}, 'activity-import', {id.ToString()}, jsonb_build_object('file', {file}, 'activities', {activities}))
        """, cancel);
}
