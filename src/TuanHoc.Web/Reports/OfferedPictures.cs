using Microsoft.EntityFrameworkCore;
using TuanHoc.Pictures;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports;

/// <summary>A picture of an activity of the report's own unit that the report does not have: it was sent once, where the thing happened, and is taken with one press.</summary>
/// <param name="Caption">What is said of it; the activity's name where nothing is.</param>
public sealed record OfferedPicture(Guid Id, Guid ActivityId, string Title, DateTimeOffset At, string Caption, int Width, int Height);

/// <summary>What a report takes over from the pictures of activities.</summary>
static class OfferedPictures
{
    // Far more than a report takes; a year of many activities does not make its page heavy.
    const int MostOffered = 60;

    /// <summary>What its page offers.</summary>
    public static async Task<IReadOnlyList<OfferedPicture>> OfferedAsync(this AppDb db, ReportSeen report, CancellationToken cancel) =>
        await db.Database.SqlQuery<OfferedPicture>($"""
            select p.id, a.id as activity_id, a.title, a.from_at as at, coalesce(nullif(p.caption, ''), a.title) as caption, p.width, p.height
              from report r join activity a on a.edition_id = r.edition_id and a.unit_id = r.unit_id and a.state <> 'cancelled' join activity_picture p on p.activity_id = a.id
             where r.id = {report.Id}
               and not exists (select from report_picture h where h.report_id = r.id and h.sha256 = p.sha256 and r.pictures @> jsonb_build_array(jsonb_build_object('id', h.id)))
             order by a.from_at, p.added_at, p.id limit {MostOffered}
            """).ToListAsync(cancel);

    /// <summary>What the activities of the report's unit have of these; what is not among them is not taken.</summary>
    public static async Task<IEnumerable<(Picture Picture, PictureSaid Said)>> TakenAsync(this AppDb db, ReportSeen report, IReadOnlyCollection<Guid> chosen, CancellationToken cancel) =>
        from kept in await db.Database.SqlQuery<Kept>($"""
            select p.type, p.width, p.height, p.content, coalesce(nullif(p.caption, ''), a.title) as caption, p.consent, case when p.is_public then {PictureSaid.Public} else {PictureSaid.OfReport} end as audience
              from report r join activity a on a.edition_id = r.edition_id and a.unit_id = r.unit_id and a.state <> 'cancelled' join activity_picture p on p.activity_id = a.id
             where r.id = {report.Id} and p.id = any ({chosen})
             order by a.from_at, p.added_at, p.id
            """).ToListAsync(cancel)
        select (new Picture(kept.Type, kept.Width, kept.Height, kept.Content), new PictureSaid(kept.Caption, kept.Consent, kept.Audience));

    // Read and stripped when it was sent to the activity.
    sealed record Kept(string Type, int Width, int Height, byte[] Content, string Caption, string Consent, string Audience);
}
