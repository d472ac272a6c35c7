using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities;

/// <summary>The writes to the pictures of an activity, each with its line in the audit. A sentence says why nothing was written.</summary>
static class ActivityPictureWrites
{
    /// <summary>As many as a page can show without tiring its reader.</summary>
    public const int MostPictures = 20;

    /// <summary>Adds pictures, all or none; one that the activity has already stays as it is. Not found where the person records its unit's activities no more.</summary>
    public static async Task<(bool Found, string? Why)> AddPicturesAsync(this AppDb db, CurrentUser user, Activity activity, PicturePost posted, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // One after the other, so that two posts at once come to no more than there may be; and still by somebody who may, after megabytes were read.
        if ((await db.Database.SqlQuery<Guid>($"select id as \"Value\" from activity where id = {activity.Id} and holds({user.Id}, coalesce(whole_heir(unit_id, {user.Today}), unit_id), {Roles.Filling}, {user.Today}) for update").ToListAsync(cancel)).Count == 0) return (false, null);
        var isAdded = false;
        foreach (var picture in posted.Pictures)
        {
            var (id, sha256) = (Guid.CreateVersion7(at), SHA256.HashData(picture.Content));
            if (await db.Database.ExecuteSqlAsync($"""
                insert into activity_picture (id, activity_id, type, width, height, content, sha256, small, small_type, caption, consent, is_public, added_at, added_by)
                values ({id}, {activity.Id}, {picture.Type}, {picture.Width}, {picture.Height}, {picture.Content}, {sha256}, {posted.Small?.Content}::bytea, {posted.Small?.Type}::text,
                        {posted.Said.Caption}, {posted.Said.Consent}, {posted.Said.Audience == PictureSaid.Public}, {at}, {user.Id})
                on conflict on constraint activity_picture_once do nothing
                """, cancel) == 0) continue;
            await db.AuditAsync(user, activity, at, "added", id, before: null, after: posted.Said, cancel);
            isAdded = true;
        }
        if (isAdded && posted.Said.Audience == PictureSaid.Public) await db.TellReviewerAsync(activity.Id, at, cancel);
        var count = await db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from activity_picture where activity_id = {activity.Id}").SingleAsync(cancel);
        if (count > MostPictures) return (true, T["Mỗi hoạt động có nhiều nhất {0} ảnh, nên chưa thêm ảnh nào: chọn những ảnh nói được nhiều nhất.", MostPictures]);
        await transaction.CommitAsync(cancel);
        return (true, null);
    }

    /// <summary>Writes what is said of a picture now. One that the unit above took down is not made public again.</summary>
    public static async Task<string?> SayAsync(this AppDb db, CurrentUser user, Activity activity, ActivityPicture picture, PictureSaid said, DateTimeOffset at, CancellationToken cancel)
    {
        var isPublic = said.Audience == PictureSaid.Public;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"""
            update activity_picture set caption = {said.Caption}, consent = {said.Consent}, is_public = {isPublic}
             where id = {picture.Id} and activity_id = {activity.Id} and (taken_down_at is null or not {isPublic})
            """, cancel) == 0) return T["Cấp trên đã gỡ ảnh này khỏi cổng công khai, nên không cho mọi người xem lại được. Xóa ảnh, hoặc hỏi nơi đã gỡ."];
        await db.AuditAsync(user, activity, at, "captioned", picture.Id, picture.Said, said, cancel);
        if (isPublic) await db.TellReviewerAsync(activity.Id, at, cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    /// <summary>Takes a picture off the portal in one step. By who answers for the unit it stays off; by the unit itself it can be shown again.</summary>
    public static async Task TakeDownAsync(this AppDb db, CurrentUser user, Activity activity, ActivityPicture picture, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        long? by = activity.MayFill ? null : user.Id;
        DateTimeOffset? when = activity.MayFill ? null : at;
        if (await db.Database.ExecuteSqlAsync($"update activity_picture set is_public = false, taken_down_at = coalesce({when}::timestamptz, taken_down_at), taken_down_by = coalesce({by}::bigint, taken_down_by) where id = {picture.Id} and activity_id = {activity.Id} and is_public", cancel) == 0) return;
        await db.AuditAsync(user, activity, at, "taken-down", picture.Id, picture.Said, picture.Said with { Audience = PictureSaid.OfReport }, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Forgets a picture, its file with it.</summary>
    public static async Task RemoveAsync(this AppDb db, CurrentUser user, Activity activity, ActivityPicture picture, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"delete from activity_picture where id = {picture.Id} and activity_id = {activity.Id}", cancel) == 0) return;
        await db.AuditAsync(user, activity, at, "removed", picture.Id, picture.Said, after: null, cancel);
        await transaction.CommitAsync(cancel);
    }

    static Task AuditAsync(this AppDb db, CurrentUser user, Activity activity, DateTimeOffset at, string what, Guid picture, PictureSaid? before, PictureSaid? after, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"""
            insert into audit (at, person_id, unit_id, what, thing, thing_id, detail, before, after)
            values ({at}, {user.Id}, {activity.UnitId}, {what}, 'activity-picture', {picture.ToString()}, jsonb_build_object('activity', {activity.Id}, 'title', {activity.Title}), {before?.Json}::jsonb, {after?.Json}::jsonb)
            """, cancel);
}
