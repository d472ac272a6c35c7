using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Activities;

/// <summary>A picture of an activity as pages show it, sized as it stands upright.</summary>
/// <param name="TakenDownBy">Who of the units above took it down from the portal; null where nobody did.</param>
public sealed record ActivityPicture(Guid Id, string Caption, string Consent, bool IsPublic, int Width, int Height, DateTimeOffset? TakenDownAt, string? TakenDownBy)
{
    public PictureSaid Said => new(Caption, Consent, IsPublic ? PictureSaid.Public : PictureSaid.OfReport);
}

/// <summary>The bytes of a picture and their media type.</summary>
public sealed record ActivityPictureFile(string Type, byte[] Content);

/// <summary>The pictures of activities: those who see an activity see all of them, everybody those that are for everybody of an activity that is shown.</summary>
public static class ActivityPictureQueries
{
    /// <summary>The pictures of an activity in the order in which they came; it was found, so its reader may see them.</summary>
    public static Task<List<ActivityPicture>> PicturesAsync(this AppDb db, Guid activity, CancellationToken cancel) => db.Database.SqlQuery<ActivityPicture>($"""
        select p.id, p.caption, p.consent, p.is_public, p.width, p.height, p.taken_down_at, t.full_name as taken_down_by
          from activity_picture p left join person t on t.id = p.taken_down_by
         where p.activity_id = {activity} order by p.added_at, p.id
        """).ToListAsync(cancel);

    /// <summary>A picture, if the person may see the activity.</summary>
    public static Task<ActivityPictureFile?> PictureAsync(this AppDb db, CurrentUser user, Guid activity, Guid picture, CancellationToken cancel) => db.Database.SqlQuery<ActivityPictureFile>($"""
        select p.type, p.content from activity_picture p join activity a on a.id = p.activity_id
         where p.id = {picture} and a.id = {activity} and ({user.IsAdministrator} or sees({user.Id}, a.unit_id, {user.Today}))
        """).SingleOrDefaultAsync(cancel);

    /// <summary>The pictures of an activity that everybody may see.</summary>
    public static Task<List<ActivityPicture>> PublicPicturesAsync(this AppDb db, Guid activity, CancellationToken cancel) => db.Database.SqlQuery<ActivityPicture>($"""
        select p.id, p.caption, p.consent, p.is_public, p.width, p.height, p.taken_down_at, null::text as taken_down_by
          from activity_picture p join activity a on a.id = p.activity_id
         where a.id = {activity} and a.showing = 'public' and p.is_public order by p.added_at, p.id
        """).ToListAsync(cancel);

    /// <summary>A picture that everybody may see, as it is or in the size of a list where the browser that sent it drew one.</summary>
    public static Task<ActivityPictureFile?> PublicPictureAsync(this AppDb db, Guid activity, Guid picture, bool small, CancellationToken cancel) => db.Database.SqlQuery<ActivityPictureFile>($"""
        select case when {small} then coalesce(p.small_type, p.type) else p.type end as type, case when {small} then coalesce(p.small, p.content) else p.content end as content
          from activity_picture p join activity a on a.id = p.activity_id
         where p.id = {picture} and a.id = {activity} and a.showing = 'public' and p.is_public
        """).SingleOrDefaultAsync(cancel);
}
