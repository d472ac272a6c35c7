using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using TuanHoc.Office;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Exports;

namespace TuanHoc.Web.Units.Export;

/// <summary>The whole directory of a day as a file. Everybody signed in may read the directory.</summary>
public static class ExportEndpoints
{
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

    static Task<IResult> Csv([AsParameters] Asking asking) =>
        SendAsync(asking, "csv", CsvWriter.ContentType, (day, work) => DirectoryFiles.WriteCsvAsync(DirectoryRow.ReadAsync(work.Source, day, work.Cancel), DirectoryColumn.All, work.Output, mark: true, work.Cancel));

    static Task<IResult> Json([AsParameters] Asking asking) =>
        SendAsync(asking, "json", "application/json; charset=utf-8", (day, work) => DirectoryFiles.WriteGuidedJsonAsync(DirectoryRow.ReadAsync(work.Source, day, work.Cancel), day, DirectoryColumn.All, work.Output, work.Cancel));

    static Task<IResult> Xlsx([AsParameters] Asking asking) => SendAsync(asking, "xlsx", XlsxWriter.ContentType, async (day, work) =>
    {
        // The writer of workbooks knows no waiting.
        using var file = new MemoryStream();
        DirectoryFiles.WriteXlsx(DirectoryRow.ReadAsync(work.Source, day, work.Cancel).ToBlockingEnumerable(work.Cancel), DirectoryColumn.All, file);
        file.Position = 0;
        await file.CopyToAsync(work.Output, work.Cancel);
    });

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

    /// <summary>What every one of the files is asked with.</summary>
    internal sealed record Asking(HttpContext Http, [FromServices] CurrentUser User, [FromServices] NpgsqlDataSource Source, [FromServices] Lane Lane, CancellationToken Cancel, string On = "");

    static async Task<IResult> SendAsync(Asking asking, string extension, string contentType, Func<DateOnly, LaneWork, Task> write)
    {
        var asOf = AsOf.Read(asking.On, asking.User.Today);
        if (asOf.IsWrong) return PageResults.Missing();
        var name = $"don-vi-{asOf.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.{extension}";
        asking.Http.FileOfUnit(UnitDirectory.Nation);
        return await asking.Lane.FileAsync(asking.Http, (nameof(ExportEndpoints), name, Words.English), await ChangesAsync(asking.Source, asking.Cancel), contentType, name, name, async work =>
        {
            work.MadeOf(await ChangesAsync(work.Source, work.Cancel));
            await write(asOf.Day, work);
        });
    }

    /// <summary>Another text after every change of units, and of what is told of them.</summary>
    static async Task<string> ChangesAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select format('%s %s %s %s', (select max(id) from unit_version), (select max(id) from happening where kind = 'units-changed'), (select max(id) from unit_fact), (select max(id) from audit where thing = 'unit-fact'))");
        return (string)(await command.ExecuteScalarAsync(cancel))!;
    }
}
