using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports;

/// <summary>A picture in the list of a report: which, and what is said of it; lists of before know the caption alone.</summary>
public sealed record ListedPicture(Guid Id, string Caption, string? Consent = null, string? Audience = null)
{
    public static ListedPicture Of(Guid id, PictureSaid said) => new(id, said.Caption, said.Consent, said.Audience);

    public PictureSaid Said() => new(Caption, Consent ?? PictureSaid.NotAsked, Audience ?? PictureSaid.OfReport);
}

/// <summary>A picture of a report as a page shows it, sized as it stands upright.</summary>
public sealed record PictureSeen(Guid Id, string Caption, string Consent, string Audience, int Width, int Height);

/// <summary>The bytes of a picture and their media type, and the unit whose report it is in.</summary>
public sealed record PictureFile(string Type, byte[] Content, long UnitId);

/// <summary>The pictures of reports, as those who see the reports may see them.</summary>
public static class PictureQueries
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static List<ListedPicture> List(string json) => JsonSerializer.Deserialize<List<ListedPicture>>(json, Options)!;

    public static string Json(IEnumerable<ListedPicture> pictures) => JsonSerializer.Serialize(pictures, Options);

    /// <summary>The pictures that a report has now, in order; the report was found, so its reader may see it.</summary>
    public static async Task<IReadOnlyList<PictureSeen>> PicturesAsync(this AppDb db, ReportSeen report, CancellationToken cancel) =>
        await db.Database.SqlQuery<PictureSeen>($"""
            select p.id, l.listed ->> 'caption' as caption, coalesce(l.listed ->> 'consent', {PictureSaid.NotAsked}) as consent, coalesce(l.listed ->> 'audience', {PictureSaid.OfReport}) as audience, p.width, p.height
              from report r
              cross join lateral jsonb_array_elements(r.pictures) with ordinality as l (listed, place)
              join report_picture p on p.report_id = r.id and p.id = (l.listed ->> 'id')::uuid
             where r.id = {report.Id}
             order by l.place
            """).ToListAsync(cancel);

    /// <summary>A picture that the report has now or was once sent with, if this person may see the report.</summary>
    public static async Task<PictureFile?> PictureAsync(this AppDb db, Guid report, Guid picture, CurrentUser user, CancellationToken cancel) =>
        (await db.Database.SqlQuery<PictureFile>($"""
            select p.type, p.content, r.unit_id
              from report_picture p
              join report r on r.id = p.report_id
              join edition e on e.id = r.edition_id
             where p.id = {picture} and r.id = {report} and ({user.IsAdministrator} or sees({user.Id}, r.unit_id, {user.Today}, stood_on(r.unit_id, upper(e.week) - 1))
                   or r.state in ('submitted', 'accepted') and exists (select from report_copies(r.edition_id, r.receiver_id) as c (id) where c.id = any ({user.UnitsAs(Roles.All)})))
            """).ToListAsync(cancel)).SingleOrDefault();
}
