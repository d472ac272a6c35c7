using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Tasks;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports;

/// <summary>A file that goes with a report, as a page lists it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">What it is called, ending as its content is.</param>
/// <param name="Size">In bytes.</param>
/// <param name="AddedAt">When it was added.</param>
/// <param name="AddedBy">By whom.</param>
public sealed record FileOfReport(Guid Id, string Name, int Size, DateTimeOffset AddedAt, string AddedBy);

/// <summary>The files that go with what a report says in words. A report that was sent keeps what it was sent with.</summary>
static class ReportFiles
{
    /// <summary>As many as an archive and its reader can bear.</summary>
    public const int Most = 10;

    /// <summary>What the report has now, in the order in which it was added; the report was found, so its reader may see it.</summary>
    public static async Task<IReadOnlyList<FileOfReport>> FilesAsync(this AppDb db, ReportSeen report, CancellationToken cancel) =>
        await db.Database.SqlQuery<FileOfReport>($"""
            select f.id, f.name, octet_length(f.content) as size, f.added_at, p.full_name as added_by
              from report_file f join person p on p.id = f.added_by where f.report_id = {report.Id} and f.until is null order by f.added_at, f.name
            """).ToListAsync(cancel);

    /// <summary>A file that the report has now or was once sent with.</summary>
    public static async Task<EvidenceFile?> FileAsync(this AppDb db, ReportSeen report, Guid file, CancellationToken cancel) =>
        (await db.Database.SqlQuery<EvidenceFile>($"select name, content from report_file where id = {file} and report_id = {report.Id}").ToListAsync(cancel)).SingleOrDefault();

    /// <summary>Adds files, all or none; one that the report has already stays as it is.</summary>
    public static Task<(bool Found, string? Why)> AddAsync(AppDb db, ReportSeen report, IReadOnlyList<EvidenceFile> files, CurrentUser user, DateTimeOffset at, CancellationToken cancel) =>
        ChangeAsync(db, report, user, async version =>
        {
            foreach (var file in files)
            {
                var (id, sha256) = (Guid.CreateVersion7(at), SHA256.HashData(file.Content));
                await db.Database.ExecuteSqlAsync($"""
                    with written as (
                        insert into report_file (id, report_id, name, content, sha256, since, added_at, added_by)
                        values ({id}, {report.Id}, {file.Name}, {file.Content}, {sha256}, {version}, {at}, {user.Id})
                        on conflict (report_id, sha256) where until is null do nothing returning id, name)
                    insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail, after)
                    select {at}, {user.Id}, {report.UnitId}, {report.ActingId}::bigint, 'added', 'report-file', id::text, jsonb_build_object('report', {report.Id}), jsonb_build_object('name', name) from written
                    """, cancel);
            }
            var count = await db.Database.SqlQuery<int>($"""select count(*)::int as "Value" from report_file where report_id = {report.Id} and until is null""").SingleAsync(cancel);
            return count <= Most ? null : T["Mỗi báo cáo kèm nhiều nhất {0} tệp, nên chưa thêm tệp nào: ghép lại, hoặc chọn những tệp cần nhất.", Most];
        }, cancel);

    /// <summary>Takes a file out of the report. It is kept where the report was sent with it, and forgotten where nobody was sent it.</summary>
    public static Task<(bool Found, string? Why)> RemoveAsync(AppDb db, ReportSeen report, Guid file, CurrentUser user, DateTimeOffset at, CancellationToken cancel) =>
        ChangeAsync(db, report, user, async version =>
        {
            await db.Database.ExecuteSqlAsync($"""
                with removed as (
                    update report_file set until = {version} where id = {file} and report_id = {report.Id} and until is null returning id, name)
                insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail, before)
                select {at}, {user.Id}, {report.UnitId}, {report.ActingId}::bigint, 'removed', 'report-file', id::text, jsonb_build_object('report', {report.Id}), jsonb_build_object('name', name) from removed
                """, cancel);
            await db.Database.ExecuteSqlAsync($"""
                delete from report_file f where f.id = {file} and f.report_id = {report.Id} and f.until is not null
                   and not exists (select from report_snapshot s where s.report_id = f.report_id and s.version > f.since and s.version <= f.until)
                """, cancel);
            return null;
        }, cancel);

    /// <summary>Holds the report's row, so that a submission at the same moment is sent with the files before or after, never half; a sentence says why nothing was written.</summary>
    static async Task<(bool Found, string? Why)> ChangeAsync(AppDb db, ReportSeen report, CurrentUser user, Func<int, Task<string?>> change, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.SqlQuery<Held>($"""
            select state, version from report where id = {report.Id} and holds({user.Id}, coalesce(whole_heir(unit_id, {user.Today}), unit_id), {Roles.Filling}, {user.Today}) for update
            """).ToListAsync(cancel) is not [var held]) return (false, null);
        if (ReportRules.WhyNotSave(held.State) is { } closed) return (true, closed);
        if (await change(held.Version) is { } why) return (true, why);
        await transaction.CommitAsync(cancel);
        return (true, null);
    }

    sealed record Held(string State, int Version);
}
