using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards;

public static class TotalsEndpoints
{
    public static void MapTotals(this IEndpointRouteBuilder app)
    {
        app.MapGet("/totals", Newest);
        app.MapGet("/totals/{year:int}", OfYear);
        app.MapGet("/totals/{year:int}/{unitId:long}", Show);
        app.MapGet("/totals/{year:int}/{unitId:long}/live", Live);
        app.MapGet("/totals/{year:int}/{unitId:long}/cell", Cell);
        app.MapGet("/totals/{year:int}/{unitId:long}/notes", Notes);
        app.MapGet("/totals/{year:int}/{unitId:long}/missing", NotReported);
        app.MapGet("/totals/{year:int}/{unitId:long}/missing/live", NotReportedLive);
        app.MapGet("/totals/{year:int}/{unitId:long}/reported", Reported);
        app.MapGet("/totals/{year:int}/{unitId:long}/reported/live", ReportedLive);
        app.MapGet("/totals/{year:int}/{unitId:long}/sent", Sent);
        app.MapGet("/totals/{year:int}/{unitId:long}/sent/signed", SentSigned.Download);
        app.MapPost("/totals/{year:int}/{unitId:long}/sent/signed", SentSigned.Receive).DisableAntiforgery();
        app.MapGet("/totals/{year:int}/{unitId:long}/sent.docx", SentDownloads.Word);
        app.MapGet("/totals/{year:int}/{unitId:long}/sent.pdf", SentDownloads.Pdf);
        app.MapGet("/totals/{year:int}/{unitId:long}/sent.xlsx", SentDownloads.Excel);
        app.MapGet("/totals/{year:int}/{unitId:long}/report.docx", ReportDownloads.Word);
        app.MapGet("/totals/{year:int}/{unitId:long}/report.xlsx", ReportDownloads.Excel);
        app.MapGet("/totals/{year:int}/{unitId:long}/report.csv", ReportDownloads.Csv);
        app.MapGet("/totals/{year:int}/{unitId:long}/report.json", ReportDownloads.Json);
        app.MapGet("/totals/{year:int}/{unitId:long}/report.zip", ReportDownloads.Bundle);
    }

    static async Task<IResult> Newest(AppDb db, CurrentUser user, CancellationToken cancel) =>
        await db.CurrentEditionAsync(cancel) is { } edition ? await OfYear(edition.Year, db, user, cancel) : TypedResults.LocalRedirect("/editions");

    static async Task<IResult> OfYear(int year, AppDb db, CurrentUser user, CancellationToken cancel) =>
        (user.Home?.UnitId ?? (user.IsAdministrator ? await db.NationAsync(cancel) : null)) is { } unit
            ? TypedResults.LocalRedirect($"/totals/{year.ToString(Vn.Culture)}/{unit.ToString(Vn.Culture)}")
            : PageResults.Missing();

    /// <summary>A unit that began after the Week has the figures of its ground: on the map of today, where no other day was asked for.</summary>
    static async Task<IResult> NotThenAsync(HttpRequest request, int year, long unitId, MapAsked asked, AppDb db, CurrentUser user, LiveTotals live, CancellationToken cancel) =>
        asked.On is null && await db.PlaceAsync(live, user, year, unitId, asked with { On = Vn.Date(user.Today) }, cancel) is not null
            ? TypedResults.LocalRedirect(request.Path + request.QueryString.Add("on", Vn.Date(user.Today))) : PageResults.Missing();

    static async Task<IResult> Show(
        HttpRequest request, int year, long unitId, [AsParameters] MapAsked asked, AppDb db, CurrentUser user, LiveTotals live, TimeProvider clock, CancellationToken cancel, string? row = null, string? measure = null, string? all = null, string? units = null)
    {
        if (await db.PlaceAsync(live, user, year, unitId, asked, cancel) is not { } place)
            return asked.On is not null && await db.PlaceAsync(live, user, year, unitId, asked with { On = null }, cancel) is { } own ? NoSuchMap(own) : await NotThenAsync(request, year, unitId, asked, db, user, live, cancel);
        if (await live.ReadAsync(place.EditionId, place.Map, Question(unitId, row, measure, all, units), totals => TotalsBoard.Of(totals, unitId, row, measure, all is not null, everyUnit: units is not null), cancel) is not { } board)
            return PageResults.Missing();
        return PageResults.Page<TotalsView>(new
        {
            Place = place,
            Board = board,
            SeenFrom = SeenFrom(user),
            At = clock.GetUtcNow(),
            FormRows = board.Form?.Rows.Count ?? 0,
            All = all is not null,
            Choice = Choice(row, measure, all is not null, units is not null),
            user.Today,
        });
    }

    static IResult NoSuchMap(TotalsPlace own) => PageResults.Refused(StatusCodes.Status400BadRequest, T["Không có bản đồ của ngày này"],
        T["Số của Tuần lễ {0} xem được trên bản đồ của ngày {1} và mọi ngày sau đó trong {2} năm tới. Ghi ngày theo mẫu 05/10/2025.", own.Year.ToString(Vn.Culture), own.LastDay, Changes.ChangeForm.MostYears], own.Here());

    static async Task<IResult> Live(
        int year, long unitId, [AsParameters] MapAsked asked, AppDb db, CurrentUser user, LiveTotals live, LiveStream stream, CancellationToken cancel, string? row = null, string? measure = null, string? all = null, string? units = null) =>
        await db.PlaceAsync(live, user, year, unitId, asked, cancel) is { } place
            ? stream.Of(place.EditionId, place.Map, ("texts", Question(unitId, row, measure, all, units)), totals => TotalsBoard.Of(totals, unitId, row, measure, all is not null, everyUnit: units is not null)?.Texts(), cancel)
            : PageResults.Missing();

    static async Task<IResult> Cell(
        HttpRequest request, int year, long unitId, [AsParameters] MapAsked asked, AppDb db, CurrentUser user, LiveTotals live, CancellationToken cancel, string? row = null, string? measure = null)
    {
        if (await db.PlaceAsync(live, user, year, unitId, asked, cancel) is not { } place) return await NotThenAsync(request, year, unitId, asked, db, user, live, cancel);
        if (await live.ReadAsync(place.EditionId, place.Map, (nameof(CellBoard), unitId, row, measure), totals => CellBoard.Of(totals, unitId, row, measure), cancel) is not { } board) return PageResults.Missing();
        var parts = await db.PartsAsync(place, board, cancel);
        var source = await CellSource.OfAsync(db, user, board, parts.GetValueOrDefault(unitId), cancel);
        return PageResults.Page<CellView>(new { Place = place, Board = board, Parts = parts, Source = source, SeenFrom = SeenFrom(user) });
    }

    static async Task<IResult> Notes(int year, long unitId, AppDb db, CurrentUser user, LiveTotals live, CancellationToken cancel, string? row = null, long? after = null) =>
        await db.PlaceAsync(live, user, year, unitId, new MapAsked(), cancel) is { } place && await NotesBoard.OfAsync(db, live, place, row, after, cancel) is { } board
            ? PageResults.Page<NotesView>(new { Place = place, Board = board, SeenFrom = SeenFrom(user) }) : PageResults.Missing();

    static Task<IResult> NotReported(
        HttpRequest request, int year, long unitId, [AsParameters] MapAsked asked, AppDb db, CurrentUser user, LiveTotals live, TimeProvider clock, CancellationToken cancel, string? kind = null, string? state = null, long? after = null) =>
        NamesAsync(request, year, unitId, asked, Named.Missing, db, user, live, clock, kind, state, after, cancel);

    static Task<IResult> NotReportedLive(
        int year, long unitId, [AsParameters] MapAsked asked, AppDb db, CurrentUser user, LiveTotals live, LiveStream stream, CancellationToken cancel, string? kind = null, string? state = null, long? after = null) =>
        NamesLiveAsync(year, unitId, asked, Named.Missing, db, user, live, stream, kind, state, after, cancel);

    static async Task<IResult> Reported(
        HttpRequest request, int year, long unitId, [AsParameters] MapAsked asked, AppDb db, CurrentUser user, LiveTotals live, TimeProvider clock, CancellationToken cancel, string? of = null, string? kind = null, long? after = null) =>
        Of(of) is { } named ? await NamesAsync(request, year, unitId, asked, named, db, user, live, clock, kind, state: null, after, cancel) : PageResults.Missing();

    static async Task<IResult> ReportedLive(
        int year, long unitId, [AsParameters] MapAsked asked, AppDb db, CurrentUser user, LiveTotals live, LiveStream stream, CancellationToken cancel, string? of = null, string? kind = null, long? after = null) =>
        Of(of) is { } named ? await NamesLiveAsync(year, unitId, asked, named, db, user, live, stream, kind, state: null, after, cancel) : PageResults.Missing();

    static Named? Of(string? of) => of switch { null or "received" => Named.Received, "accepted" => Named.Accepted, _ => null };

    static async Task<IResult> NamesAsync(
        HttpRequest request, int year, long unitId, MapAsked asked, Named named, AppDb db, CurrentUser user, LiveTotals live, TimeProvider clock, string? kind, string? state, long? after, CancellationToken cancel)
    {
        if (await db.PlaceAsync(live, user, year, unitId, asked, cancel) is not { } place) return await NotThenAsync(request, year, unitId, asked, db, user, live, cancel);
        if (await live.ReadAsync(place.EditionId, place.Map, (nameof(NotReportedBoard), unitId, user.Today, named, kind, state, after), totals => NotReportedBoard.Of(totals, place, user.Today, named, kind, state, after), cancel) is not { } board) return PageResults.Missing();
        var rows = await db.NotReportedRowsAsync(place, board, user, cancel);
        return PageResults.Page<NotReportedView>(new { Place = place, Board = board, Rows = rows, SeenFrom = SeenFrom(user), At = clock.GetUtcNow(), user.Today });
    }

    static async Task<IResult> NamesLiveAsync(
        int year, long unitId, MapAsked asked, Named named, AppDb db, CurrentUser user, LiveTotals live, LiveStream stream, string? kind, string? state, long? after, CancellationToken cancel) =>
        await db.PlaceAsync(live, user, year, unitId, asked, cancel) is { } place
            ? stream.Of(place.EditionId, place.Map, ("texts", nameof(NotReportedBoard), unitId, user.Today, named, kind, state, after), totals => NotReportedBoard.Of(totals, place, user.Today, named, kind, state, after)?.Texts(), cancel)
            : PageResults.Missing();

    static async Task<IResult> Sent(int year, long unitId, AppDb db, CurrentUser user, LiveTotals live, CancellationToken cancel)
    {
        if (await db.PlaceAsync(live, user, year, unitId, new MapAsked(), cancel) is not { } place) return PageResults.Missing();
        var sent = await SentReport.OfAsync(db, live, place, cancel);
        return PageResults.Page<SentView>(new
        {
            Place = place,
            Board = await SentBoard.OfAsync(db, live, place, cancel),
            Sent = sent,
            Signed = sent is null ? null : await SentSigned.OfAsync(db, sent, cancel),
            SeenFrom = SeenFrom(user),
            MaySign = user.UnitsAs(Roles.Leading).Contains(unitId),
            MayBegin = unitId == UnitDirectory.Nation && user.Holds(unitId, Roles.Filling),
        });
    }

    static object Question(long unitId, string? row, string? measure, string? all, string? units) => (nameof(TotalsBoard), unitId, row, measure, all is not null, units is not null);

    static HashSet<long>? SeenFrom(CurrentUser user) => user.IsAdministrator ? null : [.. user.Memberships.Select(held => held.UnitId)];

    static string Choice(string? row, string? measure, bool all, bool everyUnit)
    {
        var query = new QueryString();
        if (row is not null) query = query.Add("row", row).Add("measure", measure ?? "");
        if (all) query = query.Add("all", "1");
        if (everyUnit) query = query.Add("units", "all");
        return query.ToString().TrimStart('?');
    }
}
