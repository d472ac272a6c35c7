using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using TuanHoc.Office;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Exports;

namespace TuanHoc.Web.Boards;

/// <summary>The consolidated report as files, each made once in the lane and kept until a report of the edition changes.</summary>
public static class ReportDownloads
{
    /// <summary>What a report is made from.</summary>
    sealed record Source(AppDb Db, LiveTotals Live, TotalsPlace Place, ReportFacts Facts, ConsolidatedTable? Table, OwnWords Own, bool AcceptedOnly, DateTimeOffset At)
    {
        public ConsolidatedReport Report => new(Place, Facts, Table, Own, AcceptedOnly, At);

        /// <summary>What the units wrote in words, with their names: as many as asked for.</summary>
        public async Task<ListedNotes> NotesAsync(int most) =>
            Place.HasNotes && await CountedUnits.OfAsync(Live, Place, CancellationToken.None) is { } units
                ? new(units, await Db.NotesAsync(Place, units, [.. units.Rows.Select(row => row.Key)], AcceptedOnly, from: 0, most, CancellationToken.None)) : ListedNotes.None;
    }

    /// <summary>What every one of the files is asked with.</summary>
    public sealed record Asking(
        int Year, long UnitId, [FromServices] AppDb Db, [FromServices] CurrentUser User, [FromServices] LiveTotals Live, [FromServices] Lane Lane, [FromServices] TimeProvider Clock, HttpContext Http, CancellationToken Cancel);

    public static Task<IResult> Word([AsParameters] Asking asking, [AsParameters] MapAsked map, string? of = null) => SendAsync(asking, map, of, "docx", DocxWriter.ContentType, WordAsync);

    public static Task<IResult> Excel([AsParameters] Asking asking, [AsParameters] MapAsked map, string? of = null) => SendAsync(asking, map, of, "xlsx", XlsxWriter.ContentType, ExcelAsync);

    public static Task<IResult> Csv([AsParameters] Asking asking, [AsParameters] MapAsked map, string? of = null) => SendAsync(asking, map, of, "csv", CsvWriter.ContentType, CsvAsync);

    public static Task<IResult> Json([AsParameters] Asking asking, [AsParameters] MapAsked map, string? of = null) => SendAsync(asking, map, of, "json", "application/json; charset=utf-8", JsonAsync);

    /// <summary>All of them, with the pictures and the signed files, for the archive.</summary>
    public static async Task<IResult> Bundle([AsParameters] Asking asking, [AsParameters] MapAsked map, string? of = null)
    {
        if (await asking.Db.PlaceAsync(asking.Live, asking.User, asking.Year, asking.UnitId, map, asking.Cancel) is not { } place) return PageResults.Missing();
        // Files that this person may see are part of what the bundle is: another sees another one.
        var evidence = await asking.Db.EvidenceAsync(place, asking.User, asking.Cancel);
        return await SendAsync(asking, map, of, "zip", "application/zip", async (source, output) =>
        {
            var facts = source.Facts;
            var sent = source.Place.Map == default ? await SentReport.OfAsync(source.Db, source.Live, source.Place, CancellationToken.None) : null;
            await ArchiveBundle.WriteAsync(output, source.Db, new
            {
                Unit = new { Id = place.UnitId, place.Name, place.Kind },
                place.Year,
                Form = facts.Form?.Key,
                Figures = source.AcceptedOnly ? "accepted" : "received",
                Reports = new { facts.Reporting.Asked, Received = facts.Reporting.Counted, facts.Reporting.Accepted },
                AsOf = source.Report.AsOf,
                MadeAt = source.At,
            },
            [
                ("bao-cao.docx", "Báo cáo tổng hợp (Phụ lục I, Phụ lục II)", file => WordAsync(source, file)), ("so-lieu.xlsx", "Số liệu của đơn vị và các đơn vị bên dưới", file => ExcelAsync(source, file)),
                .. sent is null ? Array.Empty<(string, string, Func<Stream, Task>)>() : [("bao-cao-da-gui.docx", "Báo cáo như đã gửi", async file => await file.WriteAsync(await sent.DocxAsync(source.Db, CancellationToken.None))), ("so-lieu-da-gui.xlsx", "Số liệu như đã gửi", async file => await file.WriteAsync(await sent.XlsxAsync(source.Db, CancellationToken.None)))],
                ("so-lieu.csv", "Phụ lục II, mỗi dòng của biểu một dòng", file => CsvAsync(source, file)), ("so-lieu.json", "Phụ lục II, cho máy đọc", file => JsonAsync(source, file)),
            ], evidence, CancellationToken.None);
        }, string.Join(' ', evidence.Select(file => $"{file.Id} {file.Name} {file.Sha256}")));
    }

    static async Task WordAsync(Source source, Stream output)
    {
        var notes = await source.NotesAsync(ListedNotes.MostInDocument + 1);
        await InMemoryAsync(file => DocxWriter.Write(source.Report.Document(notes), file), output);
    }

    static async Task ExcelAsync(Source source, Stream output)
    {
        var (place, accepted) = (source.Place, source.AcceptedOnly);
        var communes = await source.Live.ReadAsync(place.EditionId, place.Map, (nameof(CommuneRows), place.UnitId, accepted), totals => CommuneRows.Of(totals, place.UnitId, accepted), CancellationToken.None);
        var notes = await source.NotesAsync(int.MaxValue);
        await InMemoryAsync(file => XlsxWriter.Write(ConsolidatedWorkbook.Sheets(place, source.Facts, communes, source.Table, notes, source.Report.AsOf, accepted), file), output);
    }

    static async Task CsvAsync(Source source, Stream output)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text);
        foreach (var row in source.Table?.Csv() ?? []) await csv.RowAsync(row);
    }

    static Task JsonAsync(Source source, Stream output) => TotalsJson.WriteAsync(source.Place, source.Facts, source.Table, source.AcceptedOnly, source.At, output);

    static async Task<IResult> SendAsync(Asking asking, MapAsked map, string? of, string extension, string contentType, Func<Source, Stream, Task> write, string beside = "")
    {
        var (live, unitId, clock, acceptedOnly) = (asking.Live, asking.UnitId, asking.Clock, of == "accepted");
        if (of is not (null or "received" or "accepted") || await asking.Db.PlaceAsync(live, asking.User, asking.Year, unitId, map, asking.Cancel) is not { } place) return PageResults.Missing();
        if (await FactsAsync(live, place, asking.Cancel) is not { } facts) return PageResults.Missing();
        var (plain, name) = Names(place, extension);
        // The facts are one object until a report changes the sums: as long as they are the same, so is the file.
        return await asking.Lane.FileAsync(asking.Http, (nameof(ReportDownloads), place, extension, acceptedOnly, beside), facts, contentType, plain, name, async work =>
        {
            if (await FactsAsync(live, place, work.Cancel) is not { } now) throw new InvalidOperationException($"unit {place.UnitId} left the totals");
            work.MadeOf(now);
            var table = now.Form is not { } form ? null : new ConsolidatedTable(form, acceptedOnly ? now.Accepted : now.Received, now.NotAsked, now.Answered(acceptedOnly));
            var own = await work.Db.OwnWordsAsync(place, work.Cancel);
            work.At(done: 1, of: 2);
            await write(new(work.Db, live, place, now, table, own, acceptedOnly, clock.GetUtcNow()), work.Output);
        });
    }

    static Task<ReportFacts?> FactsAsync(LiveTotals live, TotalsPlace place, CancellationToken cancel) =>
        live.ReadAsync(place.EditionId, place.Map, (nameof(ReportFacts), place.UnitId), totals => ReportFacts.Of(totals, place.UnitId), cancel);

    // Their writers know no waiting.
    static async Task InMemoryAsync(Action<Stream> write, Stream output)
    {
        using var file = new MemoryStream();
        write(file);
        file.Position = 0;
        await file.CopyToAsync(output);
    }

    /// <summary>A name every system can write, and the one people read.</summary>
    internal static (string Plain, string Name) Names(TotalsPlace place, string extension, string which = "")
    {
        var year = place.Year.ToString(CultureInfo.InvariantCulture);
        var plain = string.Concat(SearchKey.Of($"bao-cao-tuan-le-{year}-{place.Name}{which}").Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        return ($"{plain}.{extension}", $"Báo cáo Tuần lễ {year} - {place.Name}{which}.{extension}");
    }
}
