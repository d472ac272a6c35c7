using Microsoft.Net.Http.Headers;
using TuanHoc.Office;
using TuanHoc.Statistics;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards;

/// <summary>The consolidated report as files.</summary>
public static class ReportDownloads
{
    // Files take the sums of a moment out of everybody's reports: a few at once, so that pages never wait for them.
    static readonly SemaphoreSlim Places = new(2);

    /// <summary>What a report is made from, when the unit is there and the person sees it.</summary>
    sealed record Source(TotalsPlace Place, ReportFacts Facts, ConsolidatedTable? Table, OwnWords Own, bool AcceptedOnly, DateTimeOffset At)
    {
        public ConsolidatedReport Report => new(Place, Facts, Table, Own, AcceptedOnly, At);
    }

    public static Task<IResult> Word(int year, long unitId, [AsParameters] MapAsked asked, AppDb db, CurrentUser user, LiveTotals live, TimeProvider clock, HttpContext http, CancellationToken cancel, string? of = null) =>
        SendAsync(year, unitId, asked, of, db, user, live, clock, http, "docx", DocxWriter.ContentType, (source, file) =>
        {
            DocxWriter.Write(source.Report.Document(), file);
            return Task.CompletedTask;
        }, cancel);

    public static Task<IResult> Excel(int year, long unitId, [AsParameters] MapAsked asked, AppDb db, CurrentUser user, LiveTotals live, TimeProvider clock, HttpContext http, CancellationToken cancel, string? of = null) =>
        SendAsync(year, unitId, asked, of, db, user, live, clock, http, "xlsx", XlsxWriter.ContentType,
            async (source, file) =>
            {
                var communes = await live.ReadAsync(source.Place.EditionId, source.Place.Map, (nameof(CommuneRows), unitId, source.AcceptedOnly), totals => CommuneRows.Of(totals, unitId, source.AcceptedOnly), cancel);
                XlsxWriter.Write(ConsolidatedWorkbook.Sheets(source.Place, source.Facts, communes, source.Table, source.Report.AsOf, source.AcceptedOnly), file);
            }, cancel);

    static async Task<IResult> SendAsync(
        int year, long unitId, MapAsked asked, string? of, AppDb db, CurrentUser user, LiveTotals live, TimeProvider clock, HttpContext http, string extension, string contentType,
        Func<Source, Stream, Task> write, CancellationToken cancel)
    {
        if (of is not (null or "received" or "accepted") || await db.PlaceAsync(live, user, year, unitId, asked, cancel) is not { } place) return PageResults.Missing();
        await Places.WaitAsync(cancel);
        try
        {
            if (await SourceAsync(db, live, clock, place, acceptedOnly: of == "accepted", cancel) is not { } source) return PageResults.Missing();
            var file = new MemoryStream();
            await write(source, file);
            file.Position = 0;
            http.Response.Headers.ContentDisposition = Named(place, extension);
            return TypedResults.Stream(file, contentType);
        }
        finally
        {
            Places.Release();
        }
    }

    static async Task<Source?> SourceAsync(AppDb db, LiveTotals live, TimeProvider clock, TotalsPlace place, bool acceptedOnly, CancellationToken cancel)
    {
        if (await live.ReadAsync(place.EditionId, place.Map, (nameof(ReportFacts), place.UnitId), totals => ReportFacts.Of(totals, place.UnitId), cancel) is not { } facts) return null;
        var form = place.FormKey is null ? null : StatisticsForm.Load(place.FormKey);
        var table = form is null ? null
            : new ConsolidatedTable(form, acceptedOnly ? facts.Accepted : facts.Received, facts.NotAsked, facts.Answered(acceptedOnly));
        return new(place, facts, table, await db.OwnWordsAsync(place, cancel), acceptedOnly, clock.GetUtcNow());
    }

    /// <summary>A name every system can write, and beside it the one people read.</summary>
    static string Named(TotalsPlace place, string extension)
    {
        var year = place.Year.ToString(Vn.Culture);
        var plain = string.Concat(SearchKey.Of($"bao-cao-tuan-le-{year}-{place.Name}").Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        return new ContentDispositionHeaderValue("attachment") { FileName = $"{plain}.{extension}", FileNameStar = $"Báo cáo Tuần lễ {year} - {place.Name}.{extension}" }.ToString();
    }
}
