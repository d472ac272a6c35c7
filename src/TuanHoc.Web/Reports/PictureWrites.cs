using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Pictures;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports;

/// <summary>
/// The writes to a report's list of pictures. Each holds the report's row, so that a submission at the same moment sends the list before or after it, never half;
/// the report must still be one that this person may fill, and is not found when it is not. A sentence says why nothing was written.
/// </summary>
static class PictureWrites
{
    /// <summary>As many as a report can show without tiring its reader.</summary>
    public const int MostPictures = 20;

    /// <summary>Puts pictures at the end of the list, all or none; one that the list has already stays as it is.</summary>
    public static Task<(bool Found, string? Why)> AddAsync(AppDb db, ReportSeen report, IEnumerable<(Picture Picture, PictureSaid Said)> pictures, CurrentUser user, DateTimeOffset at, CancellationToken cancel) =>
        ChangeAsync(db, report, user, async listed =>
        {
            foreach (var (picture, said) in pictures)
            {
                var sha256 = SHA256.HashData(picture.Content);
                var id = (await db.Database.SqlQuery<Guid>($"""
                    insert into report_picture (id, report_id, type, width, height, content, sha256, added_at, added_by)
                    values ({Guid.CreateVersion7(at)}, {report.Id}, {picture.Type}, {picture.Width}, {picture.Height}, {picture.Content}, {sha256}, {at}, {user.Id})
                    on conflict on constraint report_picture_once do update set sha256 = excluded.sha256
                    returning id as "Value"
                    """).ToListAsync(cancel)).Single();
                if (listed.Exists(p => p.Id == id)) continue;
                listed.Add(ListedPicture.Of(id, said));
                await AuditAsync(db, report, user, at, "added", id, before: null, after: said, cancel);
            }
            return listed.Count <= MostPictures ? null : T["Mỗi báo cáo có nhiều nhất {0} ảnh, nên chưa thêm ảnh nào: chọn những ảnh nói được nhiều nhất.", MostPictures];
        }, cancel);

    /// <summary>Writes what is said of it now; a picture that was taken out meanwhile stays out.</summary>
    public static Task<(bool Found, string? Why)> SayAsync(AppDb db, ReportSeen report, Guid picture, PictureSaid said, CurrentUser user, DateTimeOffset at, CancellationToken cancel) =>
        ChangeAsync(db, report, user, async listed =>
        {
            var place = listed.FindIndex(p => p.Id == picture);
            if (place < 0 || listed[place].Said() == said) return null;
            await AuditAsync(db, report, user, at, "captioned", picture, before: listed[place].Said(), after: said, cancel);
            listed[place] = ListedPicture.Of(picture, said);
            return null;
        }, cancel);

    /// <summary>Takes a picture out of the list. Its file is kept where a submission was sent with it, and forgotten where nobody was sent it.</summary>
    public static Task<(bool Found, string? Why)> RemoveAsync(AppDb db, ReportSeen report, Guid picture, CurrentUser user, DateTimeOffset at, CancellationToken cancel) =>
        ChangeAsync(db, report, user, async listed =>
        {
            if (listed.Find(p => p.Id == picture) is not { } removed) return null;
            listed.Remove(removed);
            await db.Database.ExecuteSqlAsync($"""
                delete from report_picture p where p.id = {picture} and p.report_id = {report.Id}
                   and not exists (select from report_snapshot s where s.report_id = p.report_id and s.pictures @> jsonb_build_array(jsonb_build_object('id', p.id)))
                """, cancel);
            await AuditAsync(db, report, user, at, "removed", picture, before: removed.Said(), after: null, cancel);
            return null;
        }, cancel);

    static async Task<(bool Found, string? Why)> ChangeAsync(AppDb db, ReportSeen report, CurrentUser user, Func<List<ListedPicture>, Task<string?>> change, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var held = (await db.Database.SqlQuery<Held>($"""
            select state, pictures::text as pictures from report where id = {report.Id} and holds({user.Id}, coalesce(whole_heir(unit_id, {user.Today}), unit_id), {Roles.Filling}, {user.Today}) for update
            """).ToListAsync(cancel)).SingleOrDefault();
        if (held is null) return (false, null);
        if (ReportRules.WhyNotSave(held.State) is { } closed) return (true, closed);
        var listed = PictureQueries.List(held.Pictures);
        var before = PictureQueries.Json(listed);
        if (await change(listed) is { } why) return (true, why);
        // What changes nothing writes nothing, and needs no line.
        if (PictureQueries.Json(listed) == before) return (true, null);
        await db.Database.ExecuteSqlAsync($"update report set pictures = {PictureQueries.Json(listed)}::jsonb where id = {report.Id}", cancel);
        await transaction.CommitAsync(cancel);
        return (true, null);
    }

    static Task AuditAsync(AppDb db, ReportSeen report, CurrentUser user, DateTimeOffset at, string what, Guid picture, PictureSaid? before, PictureSaid? after, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"""
            insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail, before, after)
            values ({at}, {user.Id}, {report.UnitId}, {report.ActingId}::bigint, {what}, 'picture', {picture.ToString()}, jsonb_build_object('report', {report.Id}), {before?.Json}::jsonb, {after?.Json}::jsonb)
            """, cancel);

    sealed record Held(string State, string Pictures);
}
