using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using TuanHoc.Office;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards;

/// <summary>A unit's report as it was sent up, as files: what the office signs and keeps. The live one is another file (<see cref="ReportDownloads"/>).</summary>
static class SentDownloads
{
    /// <summary>What every one of the files is asked with.</summary>
    public sealed record Asking(int Year, long UnitId, [FromServices] AppDb Db, [FromServices] CurrentUser User, [FromServices] LiveTotals Live, HttpContext Http, CancellationToken Cancel);

    public static Task<IResult> Word([AsParameters] Asking asking) => SendAsync(asking, "docx", DocxWriter.ContentType, async sent => (await sent.DocxAsync(asking.Db, asking.Cancel), null));

    public static Task<IResult> Excel([AsParameters] Asking asking) => SendAsync(asking, "xlsx", XlsxWriter.ContentType, async sent => (await sent.XlsxAsync(asking.Db, asking.Cancel), null));

    public static Task<IResult> Pdf([AsParameters] Asking asking) => SendAsync(asking, "pdf", "application/pdf", async sent =>
    {
        var (pdf, refusal) = await DocumentPdf.ConvertAsync(await sent.DocxAsync(asking.Db, asking.Cancel), asking.Cancel);
        return (pdf, refusal is { } why ? T[why] : null);
    });

    static async Task<IResult> SendAsync(Asking asking, string extension, string contentType, Func<SentReport, Task<(byte[]? File, string? Refusal)>> make)
    {
        if (await asking.Db.PlaceAsync(asking.Live, asking.User, asking.Year, asking.UnitId, new MapAsked(), asking.Cancel) is not { } place) return PageResults.Missing();
        if (await SentReport.OfAsync(asking.Db, asking.Live, place, asking.Cancel) is not { } sent) return Refused(T["{0} chưa gửi báo cáo nào lên.", place.Name]);
        var (file, refusal) = await make(sent);
        if (file is null) return Refused(refusal!);
        var (plain, name) = ReportDownloads.Names(place, extension, $" - bản {sent.Version.ToString(Vn.Culture)} đã gửi");
        asking.Http.FileOfUnit(place.UnitId);
        asking.Http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = plain, FileNameStar = name }.ToString();
        return TypedResults.Bytes(file, contentType);

        IResult Refused(string why) => PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa có tệp"], why, place.Here("/sent"));
    }
}
