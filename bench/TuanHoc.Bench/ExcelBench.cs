using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace TuanHoc.Bench;

/// <summary>
/// The consolidated workbook of the nation with a row for every commune, downloaded by its coordinator; and forms of 1,000 schools, downloaded, filled and sent
/// back in one zip: until the page says what would be written, then until it is.
/// </summary>
static partial class ExcelBench
{
    const int Forms = 1_000, Rounds = 5;

    public static async Task<IEnumerable<(string Name, double Value)>> RunAsync()
    {
        await using var folder = await BenchFolder.OpenAsync();
        await NationalData.WriteAsync(folder.Source, withEarlier: true);
        await folder.CloseAsync();
        await using var application = await Published.StartAsync(folder.Path);
        var (milliseconds, over, bytes) = await NationalAsync(application);
        var (read, write, uploaded) = await FormsAsync(application, folder.Source);
        return
        [
            ("excel.national_ms", milliseconds), ("excel.national_mb_over_idle", over), ("excel.national_bytes", bytes),
            ($"excel.read_{Forms}_s", read), ($"excel.write_{Forms}_s", write), ("excel.uploaded_bytes", uploaded), ("memory.rss_mb", application.ResidentMegabytes),
        ];
    }

    static async Task<(double Milliseconds, double Over, double Bytes)> NationalAsync(Published application)
    {
        using var visitor = await Visitor.SignInAsync(application.Address, "bo");
        // Idle, with the sums of the edition in memory as pages keep them.
        await visitor.ReadAsync("/totals/2025/1");
        await Task.Delay(TimeSpan.FromSeconds(5));
        var (idle, most, times, bytes) = (application.ResidentMegabytes, 0.0, new List<double>(), 0);
        using var done = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                most = Math.Max(most, application.ResidentMegabytes);
                await Task.Delay(10);
            }
        });
        for (var round = 0; round < Rounds; round++)
        {
            var asked = Stopwatch.GetTimestamp();
            bytes = (await visitor.BytesAsync("/totals/2025/1/report.xlsx")).Length;
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"the nation's workbook: {times[^1]:0} ms, {most - idle:0} MB over {idle:0}"));
        }
        await done.CancelAsync();
        await watching;
        // The first is the one somebody waits for; the others are warm.
        return (times.Max(), most - idle, bytes);
    }

    static async Task<(double Read, double Write, double Bytes)> FormsAsync(Published application, NpgsqlDataSource source)
    {
        // One person who fills for a thousand schools: more than anybody does.
        var reports = new List<Guid>();
        await using (var command = source.CreateCommand($"""
            with one as (select id from person where user_name = 'truong0'),
            open as (select r.id, r.unit_id from report r join unit u on u.id = r.unit_id and u.kind = 'school' where r.state = 'open' order by r.id limit {Forms}),
            held as (insert into membership (person_id, unit_id, role, valid) select one.id, open.unit_id, 'reporter', '[2025-07-01,)' from one, open on conflict do nothing returning 1)
            select id from open
            """))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) reports.Add(reader.GetGuid(0));
        using var visitor = await Visitor.SignInAsync(application.Address, "truong0");
        var (zipped, random) = (new MemoryStream(), new Random(53));
        using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var report in reports)
            {
                using var entry = zip.CreateEntry($"{report}.xlsx").Open();
                entry.Write(Filled(await visitor.BytesAsync($"/reports/{report}/form.xlsx"), random));
            }
        var fields = Visitor.Hidden(await visitor.ReadAsync("/reports/workbooks"));
        using var content = new MultipartFormDataContent { { new ByteArrayContent(zipped.ToArray()), "file", "bieu.zip" } };
        foreach (var (name, value) in fields) content.Add(new StringContent(value), name);
        var sent = Stopwatch.GetTimestamp();
        using var answer = await visitor.PostAsync("/reports/workbooks", content);
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"the zip was answered {answer.StatusCode}");
        var path = answer.Headers.Location!.ToString();
        var page = await DoneAsync(visitor, path);
        var read = Stopwatch.GetElapsedTime(sent).TotalSeconds;
        if (!page.Contains($"{path}/application", StringComparison.Ordinal)) throw new InvalidOperationException("the forms cannot be written");
        var pressed = Stopwatch.GetTimestamp();
        using var written = await visitor.PostAsync($"{path}/application", new Dictionary<string, string>(StringComparer.Ordinal) { ["__RequestVerificationToken"] = Visitor.Hidden(page)["__RequestVerificationToken"] });
        await DoneAsync(visitor, path);
        var write = Stopwatch.GetElapsedTime(pressed).TotalSeconds;
        await using var count = source.CreateCommand("select count(*) from report where id = any ($1) and state = 'draft'");
        count.Parameters.Add(new() { Value = reports.ToArray() });
        return (long)(await count.ExecuteScalarAsync())! == Forms ? (read, write, zipped.Length) : throw new InvalidOperationException("not all forms were written");
    }

    static async Task<string> DoneAsync(Visitor visitor, string path)
    {
        while (true)
        {
            var page = await visitor.ReadAsync(path);
            if (!page.Contains("<progress", StringComparison.Ordinal)) return page;
            await Task.Delay(100);
        }
    }

    /// <summary>A number in each cell that takes one: those that are blank under the format of an entry for figures.</summary>
    static byte[] Filled(byte[] form, Random random)
    {
        var file = new MemoryStream();
        file.Write(form);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry("xl/worksheets/sheet1.xml")!;
            string sheet;
            using (var reader = new StreamReader(entry.Open(), Encoding.UTF8)) sheet = reader.ReadToEnd();
            entry.Delete();
            var filled = BlankFigure().Replace(sheet, _ => string.Create(CultureInfo.InvariantCulture, $"<x:c s=\"16\"><x:v>{random.Next(20, 90)}</x:v></x:c>"));
            if (filled == sheet) throw new InvalidOperationException("no cell takes a figure");
            using var writer = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), Encoding.UTF8);
            writer.Write(filled);
        }
        return file.ToArray();
    }

    [GeneratedRegex("<x:c s=\"16\"\\s*(/>|></x:c>)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BlankFigure();
}
