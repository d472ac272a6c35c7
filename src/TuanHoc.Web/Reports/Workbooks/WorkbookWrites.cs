using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>What handlers write of workbooks, each with its audit line.</summary>
static class WorkbookWrites
{
    /// <summary>Keeps a file to be read; the same form sent twice keeps one.</summary>
    public static async Task ReceiveAsync(this AppDb db, CurrentUser user, DateTimeOffset now, Guid key, int editionId, Guid? report, string fileName, byte[] content, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var made = await db.Database.ExecuteSqlAsync($"""
            insert into workbook_upload (id, edition_id, report_id, file_name, content, state, made_by, made_at, changed_at)
            values ({key}, {editionId}, {report}::uuid, {fileName}, {content}, 'reading', {user.Id}, {now}, {now})
            on conflict (id) do nothing
            """, cancel);
        if (made == 1) await AuditAsync(db, user, now, key, "received", fileName, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Goes from one state to another; false when another was quicker.</summary>
    public static async Task<bool> MoveAsync(this AppDb db, CurrentUser user, DateTimeOffset now, WorkbookUpload workbook, string to, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"""
            update workbook_upload set state = {to}, done = 0, said = null, said_values = null, changed_at = {now}, content = case when {to} = 'removed' then null else content end
             where id = {workbook.Id} and state = {workbook.State}
            """, cancel) == 0) return false;
        if (to == WorkbookUpload.Removed) await db.Database.ExecuteSqlAsync($"delete from workbook_sheet where upload_id = {workbook.Id}", cancel);
        await AuditAsync(db, user, now, workbook.Id, to, workbook.FileName, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Keeps what was said of a sheet; then everything is checked again. False when the file is at work or done.</summary>
    public static async Task<bool> AnswerAsync(this AppDb db, CurrentUser user, DateTimeOffset now, WorkbookUpload workbook, int place, SheetAnswer answer, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"update workbook_upload set state = 'reading', done = 0, changed_at = {now} where id = {workbook.Id} and state = 'read'", cancel) == 0) return false;
        await db.Database.ExecuteSqlAsync($"update workbook_sheet set answer = {JsonSerializer.Serialize(answer)}::jsonb where upload_id = {workbook.Id} and place = {place}", cancel);
        await AuditAsync(db, user, now, workbook.Id, "answered", workbook.FileName, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    static Task<int> AuditAsync(AppDb db, CurrentUser user, DateTimeOffset now, Guid id, string what, string file, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into audit (at, person_id, unit_id, what, thing, thing_id, detail) values ({now}, {user.Id}, {user.Home?.UnitId}::bigint, {what}, 'workbook', {id.ToString()}, jsonb_build_object('file', {file}))
        """, cancel);
}
