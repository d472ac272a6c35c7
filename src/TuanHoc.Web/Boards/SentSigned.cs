using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans.Issue;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards;

/// <summary>The signed file of a report that was sent: taken back with its hash, compared with the document of that version as signed plans are, and shown where it differs.</summary>
static class SentSigned
{
    public static async Task<IResult> Receive([AsParameters] SentDownloads.Asking asking, IAntiforgery antiforgery)
    {
        var (db, user, cancel) = (asking.Db, asking.User, asking.Cancel);
        if (!user.UnitsAs(Roles.Leading).Contains(asking.UnitId) || await PlaceAsync(asking) is not { } place) return PageResults.Missing();
        if (await SentReport.OfAsync(db, asking.Live, place, cancel) is not { } sent) return Refused(StatusCodes.Status409Conflict, T["{0} chưa gửi báo cáo nào lên.", place.Name]);
        var (file, status, why) = await SignedReading.ReceiveAsync(asking.Http, antiforgery, cancel);
        if (file is null) return Refused(status, why);
        var (another, compared) = file.Beside(new(await sent.DocxAsync(db, cancel), sent.Title, Number: null, IssuedOn: null));
        if (compared is null) return Refused(StatusCodes.Status409Conflict, T[another!.Value]);
        await KeepAsync(db, user, sent, file, compared, cancel);
        return TypedResults.LocalRedirect(place.Here("/sent"));

        IResult Refused(int status, string what) => PageResults.Refused(status, T["Chưa nhận tệp"], what, place.Here("/sent"));
    }

    public static async Task<IResult> Download([AsParameters] SentDownloads.Asking asking)
    {
        if (await PlaceAsync(asking) is not { } place) return PageResults.Missing();
        if (await SentReport.OfAsync(asking.Db, asking.Live, place, asking.Cancel) is not { } sent || await FileAsync(asking.Db, sent, asking.Cancel) is not { } file)
            return PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa có tệp"], T["Chưa có bản đã ký của báo cáo này."], place.Here("/sent"));
        asking.Http.FileOfUnit(place.UnitId);
        var (plain, name) = ReportDownloads.Names(place, SignedReading.EndOf(file), $" - bản {sent.Version.ToString(Vn.Culture)} đã ký");
        asking.Http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = plain, FileNameStar = name }.ToString();
        asking.Http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(file, SignedReading.TypeOf(file)!);
    }

    /// <summary>The signed file of the version sent last; null where none came back.</summary>
    public static Task<SignedCopy?> OfAsync(AppDb db, SentReport sent, CancellationToken cancel) => db.Database.SqlQuery<SignedCopy>($"""
        select s.name, s.sha256, s.compared, null::text as differs, s.differs_said::text as differs_said, s.recognised, s.doubts::text as doubts_said,
               null::timestamptz as confirmed_at, null::text as confirmed_by, false as waits, s.at, w.full_name as by
          from report_signed_file s join person w on w.id = s.by where s.report_id = {sent.ReportId} and s.version = {sent.Version}
        """).SingleOrDefaultAsync(cancel);

    static Task<TotalsPlace?> PlaceAsync(SentDownloads.Asking asking) => asking.Db.PlaceAsync(asking.Live, asking.User, asking.Year, asking.UnitId, new MapAsked(), asking.Cancel);

    static Task<byte[]?> FileAsync(AppDb db, SentReport sent, CancellationToken cancel) =>
        db.Database.SqlQuery<byte[]>($"""select content as "Value" from report_signed_file where report_id = {sent.ReportId} and version = {sent.Version}""").SingleOrDefaultAsync(cancel);

    /// <summary>One statement: the same file again changes and says nothing.</summary>
    static Task KeepAsync(AppDb db, CurrentUser user, SentReport sent, SignedReading file, Compared compared, CancellationToken cancel)
    {
        var detail = JsonSerializer.Serialize(new { name = file.Name, version = sent.Version, sha256 = Convert.ToHexStringLower(file.Sha256) });
        return db.Database.ExecuteSqlAsync($"""
            with written as (
                insert into report_signed_file (report_id, version, name, sha256, content, compared, recognised, differs_said, doubts, at, by)
                values ({sent.ReportId}, {sent.Version}, {file.Name}, {file.Sha256}, {file.Content}, {compared.IsCompared}, {compared.Recognised}, {compared.DiffersSaid}::jsonb, {compared.DoubtsSaid}::jsonb, {user.Now}, {user.Id})
                on conflict (report_id, version) do update set name = excluded.name, sha256 = excluded.sha256, content = excluded.content, compared = excluded.compared, recognised = excluded.recognised,
                       differs_said = excluded.differs_said, doubts = excluded.doubts, at = excluded.at, by = excluded.by where report_signed_file.sha256 <> excluded.sha256
                returning report_id)
            insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
            select {user.Now}, {user.Id}, {sent.Place.UnitId}, 'signed-file', 'report', report_id::text, {detail}::jsonb from written
            """, cancel);
    }
}
