using System.Globalization;
using Npgsql;
using TuanHoc.Office;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Units.Export;

/// <summary>The whole directory of a day as a file. Everybody signed in may read the directory.</summary>
public static class ExportEndpoints
{
    // A file reads every unit: a few at once, so that pages never wait for them.
    static readonly SemaphoreSlim Places = new(2);

    public static void MapUnitExport(this IEndpointRouteBuilder app)
    {
        app.MapGet("/units/export", Show);
        app.MapGet("/units/export/units.csv", Csv);
        app.MapGet("/units/export/units.xlsx", Xlsx);
        app.MapGet("/units/export/units.json", Json);
        app.MapGet("/units/export/columns.csv", Columns);
        app.MapGet("/units/export/succession.csv", Successions);
    }

    static IResult Show(CurrentUser user, string on = "")
    {
        var asOf = AsOf.Read(on, user.Today);
        return PageResults.Page<ExportView>(new { AsOf = asOf }, asOf.Status);
    }

    static IResult Csv(HttpContext http, CurrentUser user, NpgsqlDataSource source, CancellationToken cancel, string on = "") =>
        Send(on, "csv", CsvWriter.ContentType, (day, output) => DirectoryFiles.WriteCsvAsync(DirectoryRow.ReadAsync(source, day, cancel), DirectoryColumn.All, output, mark: true, cancel), http, user, cancel);

    static IResult Json(HttpContext http, CurrentUser user, NpgsqlDataSource source, CancellationToken cancel, string on = "") =>
        Send(on, "json", "application/json; charset=utf-8", (day, output) => DirectoryFiles.WriteGuidedJsonAsync(DirectoryRow.ReadAsync(source, day, cancel), day, DirectoryColumn.All, output, cancel), http, user, cancel);

    static IResult Xlsx(HttpContext http, CurrentUser user, NpgsqlDataSource source, CancellationToken cancel, string on = "") =>
        Send(on, "xlsx", XlsxWriter.ContentType, async (day, output) =>
        {
            // The writer of workbooks knows no waiting, and an answer may only be written by waiting.
            using var file = new MemoryStream();
            await Task.Run(() => DirectoryFiles.WriteXlsx(DirectoryRow.ReadAsync(source, day, cancel).ToBlockingEnumerable(cancel), DirectoryColumn.All, file), cancel);
            file.Position = 0;
            await file.CopyToAsync(output, cancel);
        }, http, user, cancel);

    static IResult Columns(HttpContext http)
    {
        http.FileOfUnit(UnitDirectory.Nation);
        return TypedResults.Stream(async output =>
        {
            await using var text = new StreamWriter(output, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            await using var csv = new CsvWriter(text);
            await csv.RowAsync(["column", "meaning"]);
            foreach (var column in DirectoryColumn.All) await csv.RowAsync([column.Name, column.Meaning]);
        }, CsvWriter.ContentType, "columns.csv");
    }

    static IResult Successions(HttpContext http, NpgsqlDataSource source, CancellationToken cancel)
    {
        http.FileOfUnit(UnitDirectory.Nation);
        return TypedResults.Stream(output => SuccessionFile.WriteAsync(source, output, cancel), CsvWriter.ContentType, "succession.csv");
    }

    static IResult Send(string on, string extension, string contentType, Func<DateOnly, Stream, Task> write, HttpContext http, CurrentUser user, CancellationToken cancel)
    {
        var asOf = AsOf.Read(on, user.Today);
        if (asOf.IsWrong) return PageResults.Missing();
        var written = asOf.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        http.FileOfUnit(UnitDirectory.Nation);
        return TypedResults.Stream(async output =>
        {
            await Places.WaitAsync(cancel);
            try
            {
                await write(asOf.Day, output);
            }
            finally
            {
                Places.Release();
            }
        }, contentType, $"don-vi-{written}.{extension}");
    }
}
