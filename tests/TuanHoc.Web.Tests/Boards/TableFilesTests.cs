using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Wordprocessing;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Statistics;
using TuanHoc.Web.Platform.Exports;
using Row = DocumentFormat.OpenXml.Spreadsheet.Row;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>One table, five writers: the screen, Word, Excel, CSV and JSON; made in the lane, and once.</summary>
public sealed class TableFilesTests(BoardsWorld world, Postgres postgres) : IClassFixture<BoardsWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("received")]
    [InlineData("accepted")]
    public async Task The_screen_and_the_four_files_say_the_same_in_every_cell(string of)
    {
        var form = StatisticsForm.Load("2024");
        var (json, csv, xlsx, docx) = (await JsonAsync(of), await CsvAsync(of), await XlsxAsync(of), await DocxAsync(of));
        Assert.Equal(form.Rows.Count, csv.Count);
        Assert.Equal((json.Count, xlsx.Count, docx.Count), (csv.Count, csv.Count, csv.Count));
        for (var row = 0; row < form.Rows.Count; row++)
        {
            // Code, label, unit, the two cells, the note.
            Assert.Equal(csv[row], json[row]);
            Assert.Equal(csv[row], xlsx[row]);
            Assert.Equal(csv[row], docx[row]);
        }
        Assert.Contains(csv, row => row[3].Length > 3);
        Assert.Contains(csv, row => row[5] == "không áp dụng");

        var page = await world.OfProvince.PageAsync($"/totals/2025/{world.Province}?all=1");
        var column = of == "received" ? "r" : "a";
        var compared = 0;
        foreach (var one in form.Columns)
        {
            var shown = page.QuerySelector($"[data-key=\"{one.Row.Key}/{Web.Forms.FormTables.Word(one.Measure)}:{column}\"]")?.Text().Trim();
            var told = csv[form.Rows.ToList().IndexOf(one.Row)][one.Measure is Measure.People or Measure.Individuals ? 4 : 3];
            if (shown is null) continue;
            compared++;
            Assert.Equal((one.Row.Key, told), (one.Row.Key, shown switch { "k" => "không phát sinh", "–" => "", _ => shown.Replace(".", "", StringComparison.Ordinal) }));
        }
        // All but the rows that are not asked this year.
        Assert.InRange(compared, form.Columns.Count - 4, form.Columns.Count);
    }

    [Fact]
    public async Task A_file_is_kept_until_a_report_changes_and_who_has_it_is_sent_nothing()
    {
        await using var own = new BoardsWorld(postgres);
        await own.InitializeAsync();
        var path = $"/totals/2025/{own.Province}/report.csv";
        using var first = await own.OfProvince.GetAsync(path, Cancel);
        using var again = await own.OfProvince.GetAsync(path, Cancel);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        using var asked = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using (var answer = await own.OfProvince.SendAsync(asked, Cancel)) Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        // The line of a download stands for what was sent.
        Assert.Equal(2, await own.Data.ScalarAsync<long>("select count(*) from audit where what = 'downloaded'"));

        await own.WriteAsync(own.School, "accepted", [.. Enumerable.Repeat<long?>(7_654_321, 56)]);
        // The totals hear of it within a fraction of a second.
        var before = await first.Content.ReadAsStringAsync(Cancel);
        for (var tries = 0; await own.OfProvince.GetStringAsync(path, Cancel) == before; tries++)
        {
            Assert.True(tries < 100, "the file stayed as it was");
            await Task.Delay(100, Cancel);
        }
        using var changed = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using (var answer = await own.OfProvince.SendAsync(changed, Cancel)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_full_lane_says_so_and_a_long_file_says_how_far_it_is_while_pages_go_on()
    {
        await using var own = new BoardsWorld(postgres);
        await own.InitializeAsync();
        var lane = own.App.Services.GetRequiredService<Lane>();
        var release = new TaskCompletionSource();
        try
        {
            var held = Enumerable.Range(0, Lane.MostAtOnce - 1).Select(number => lane.Ask(("held", number), "always", async work =>
            {
                work.At(done: 1, of: 4);
                await release.Task.WaitAsync(work.Cancel);
            })!).ToList();
            Assert.All(held, Assert.NotNull);
            var path = $"/totals/2025/{own.Province}/report.xlsx";
            using (var waiting = await own.OfProvince.GetAsync(path, Cancel))
            {
                Assert.Equal(HttpStatusCode.Accepted, waiting.StatusCode);
                Assert.Equal("2", waiting.Headers.GetValues("Refresh").Single());
                Assert.Contains("<progress", await waiting.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            }
            Assert.Contains(held, one => one.Percent == 25);

            using (var busy = await own.OfProvince.GetAsync($"/totals/2025/{own.Province}/report.docx", Cancel))
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.StatusCode);
                Assert.Equal(TimeSpan.FromSeconds(10), busy.Headers.RetryAfter?.Delta);
                Assert.Contains("thử lại sau ít giây", await busy.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            }
            // Who asks for what is on its way already is no further load; a program is told in its own way.
            using (var program = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "application/json" } } })
            using (var same = await own.OfProvince.SendAsync(program, Cancel))
            {
                Assert.Equal((HttpStatusCode.Accepted, TimeSpan.FromSeconds(2), "application/json"), (same.StatusCode, same.Headers.RetryAfter?.Delta, same.Content.Headers.ContentType?.MediaType));
                Assert.Contains("\"percent\":", await same.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            }
            using (var page = await own.OfProvince.GetAsync($"/totals/2025/{own.Province}", Cancel)) Assert.Equal(HttpStatusCode.OK, page.StatusCode);

            release.SetResult();
            using var ready = await own.OfProvince.GetAsync(path, Cancel);
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
            Assert.NotEmpty(await ready.Content.ReadAsByteArrayAsync(Cancel));
        }
        finally
        {
            release.TrySetResult();
        }
    }

    [Fact]
    public async Task A_file_that_could_not_be_made_is_made_anew_by_the_next_who_asks()
    {
        var lane = world.App.Services.GetRequiredService<Lane>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => lane.Ask("failing", "s", _ => throw new InvalidOperationException("broken"))!.File);
        var file = await lane.Ask("failing", "s", async work => await work.Output.WriteAsync("whole"u8.ToArray(), work.Cancel))!.File;
        using var reader = new StreamReader(file.Open());
        Assert.Equal("whole", await reader.ReadToEndAsync(Cancel));
    }

    string Path(string extension, string of) => $"/totals/2025/{world.Province}/report.{extension}?of={of}";

    async Task<List<string[]>> JsonAsync(string of)
    {
        using var json = JsonDocument.Parse(await world.OfProvince.GetStringAsync(Path("json", of), Cancel));
        Assert.Equal(world.Province, json.RootElement.GetProperty("unit").GetProperty("id").GetInt64());
        return [.. json.RootElement.GetProperty("rows").EnumerateArray().Select(row =>
        {
            string Cell(bool second) => string.Concat(row.GetProperty("cells").EnumerateArray().Where(cell => cell.GetProperty("measure").GetString() is "people" or "individuals" == second)
                .Select(cell => cell.GetProperty("value").ValueKind == JsonValueKind.Number ? cell.GetProperty("value").GetRawText() : Text(cell, "said")));
            return new[] { Text(row, "code"), Text(row, "label"), Text(row, "unit"), Cell(second: false), Cell(second: true), Text(row, "note") };
        })];

        static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
    }

    async Task<List<string[]>> CsvAsync(string of)
    {
        var bytes = await world.OfProvince.GetByteArrayAsync(Path("csv", of), Cancel);
        Assert.Equal(Encoding.UTF8.Preamble, bytes.AsSpan(0, 3));
        using var reader = CsvHelper.CsvReader.FromText(Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3), new CsvHelper.CsvReaderOptions { HasHeader = false });
        var rows = new List<string[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        Assert.Equal(StatisticsForm.Load("2024").Rows.Select(row => row.Key).Prepend("key"), rows.Select(row => row[0]));
        return [.. rows.Skip(1).Select(row => row[1..])];
    }

    async Task<List<string[]>> XlsxAsync(string of)
    {
        using var file = SpreadsheetDocument.Open(new MemoryStream(await world.OfProvince.GetByteArrayAsync(Path("xlsx", of), Cancel)), isEditable: false);
        var first = (WorksheetPart)file.WorkbookPart!.GetPartById(file.WorkbookPart.Workbook!.Descendants<Sheet>().First().Id!);
        return [.. first.Worksheet!.Descendants<Row>().Skip(3).Select(row =>
        {
            var cells = new string[6];
            Array.Fill(cells, "");
            foreach (var (place, cell) in row.Elements<Cell>().Index()) cells[place] = cell.InnerText;
            return cells;
        })];
    }

    async Task<List<string[]>> DocxAsync(string of)
    {
        using var file = WordprocessingDocument.Open(new MemoryStream(await world.OfProvince.GetByteArrayAsync(Path("docx", of), Cancel)), isEditable: false);
        return [.. file.MainDocumentPart!.Document!.Body!.Descendants<DocumentFormat.OpenXml.Wordprocessing.Table>().Single(table => table.InnerText.StartsWith("TT", StringComparison.Ordinal)).Elements<TableRow>().Skip(1)
            .Select(row => row.Elements<TableCell>().Select((cell, place) => place is 3 or 4 ? cell.InnerText.Replace(".", "", StringComparison.Ordinal) : cell.InnerText).ToArray())];
    }
}
