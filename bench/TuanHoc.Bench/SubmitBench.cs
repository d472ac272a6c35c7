using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Npgsql;
using NpgsqlTypes;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Reports;

namespace TuanHoc.Bench;

/// <summary>
/// Reports submitted through the form by 16 clients, and the same rows written by 16 plain connections, in turns. A post is timed from its first byte to the
/// confirming redirect; its page, with token, key and version, was fetched before the round, as a person has it open while filling.
/// </summary>
static class SubmitBench
{
    const int Clients = 16, Rounds = 5, PerClient = 48;

    static readonly StatisticsForm Form = StatisticsForm.Load("2024");

    /// <summary>A filled form ready to be sent, by whom, and the key that its step will carry.</summary>
    sealed record Sheet(Visitor By, Guid Report, Dictionary<string, string> Fields)
    {
        public Guid Key => Guid.Parse(Fields["key"], CultureInfo.InvariantCulture);
    }

    public static async Task<IEnumerable<(string Name, double Value)>> RunAsync()
    {
        await using var folder = await BenchFolder.OpenAsync();
        await NationalData.WriteAsync(folder.Source);
        await folder.CloseAsync();
        await using var application = await Published.StartAsync(folder.Path);
        var reports = await OpenReportsAsync(folder.Source);
        // The first reports are for the forms, the others for the plain rows: none is written twice.
        var submitted = (Rounds + 1) * Clients * PerClient;
        var (forms, rows) = (new Queue<List<Guid>>(reports.Take(submitted).Chunk(NationalData.UnitsEach).Select(c => c.ToList())), new Queue<Guid>(reports.Skip(submitted)));
        var (submits, inserts, ratios, times, sent, errors) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<Sheet>(), 0);
        var reporter = 0;
        for (var round = -1; round < Rounds; round++)
        {
            var sheets = await SheetsAsync(application.Address, forms, () => reporter++);
            var (perSecond, lasted, confirmed) = await SubmitAsync(sheets);
            sent.AddRange(confirmed);
            errors += Clients * PerClient - confirmed.Count;
            var inserted = await InsertAsync(folder.Source, rows);
            foreach (var visitor in sheets.SelectMany(of => of).Select(sheet => sheet.By).Distinct()) visitor.Dispose();
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"round {round}: {perSecond:0} submitted, {inserted:0} inserted a second, {application.ProcessorTime.TotalSeconds:0.0} s of processor in all"));
            // The first round warms up compiler, caches and pools.
            if (round < 0) continue;
            submits.Add(perSecond);
            inserts.Add(inserted);
            ratios.Add(perSecond / inserted);
            times.AddRange(lasted);
        }
        return
        [
            ("submit.per_s", Median.Of(submits)), ("submit.p50_ms", Median.Of(times)), ("submit.p95_ms", Median.At(times, 0.95)), ("submit.errors", errors), ("submit.lost", await LostAsync(folder.Source, sent)),
            ("insert.per_s", Median.Of(inserts)), ("ratio.submit_over_insert", Median.Of(ratios)),
        ];
    }

    static async Task<List<Guid>> OpenReportsAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select r.id from report r join membership m on m.unit_id = r.unit_id and m.role = 'reporter' join person p on p.id = m.person_id order by substring(p.user_name from 7)::int, r.id");
        await using var reader = await command.ExecuteReaderAsync();
        var reports = new List<Guid>();
        while (await reader.ReadAsync()) reports.Add(reader.GetGuid(0));
        return reports;
    }

    /// <summary>Signs in as many people as one round needs and opens their sheets; not timed.</summary>
    static async Task<List<Sheet>[]> SheetsAsync(Uri address, Queue<List<Guid>> forms, Func<int> next)
    {
        var perClient = PerClient / NationalData.UnitsEach;
        var work = Enumerable.Range(0, Clients).Select(_ => Enumerable.Range(0, perClient).Select(_ => (Person: next(), Reports: forms.Dequeue())).ToList()).ToList();
        return await Task.WhenAll(work.Select(async people =>
        {
            var (sheets, random) = (new List<Sheet>(), new Random(people[0].Person));
            foreach (var (person, reports) in people)
            {
                var visitor = await Visitor.SignInAsync(address, "truong" + person);
                foreach (var report in reports)
                {
                    var fields = Visitor.Hidden(await visitor.ReadAsync($"/reports/{report}"));
                    var figures = NationalData.Figures(Form, UnitKind.School, random);
                    foreach (var column in Form.Columns.Where(column => !column.Derived && figures[column.Index] is not null))
                        fields[ReportInput.Cell(column)] = Figure.FromStored(figures[column.Index]).ToString();
                    sheets.Add(new(visitor, report, fields));
                }
            }
            return sheets;
        }));
    }

    static async Task<(double PerSecond, IEnumerable<double> Times, List<Sheet> Confirmed)> SubmitAsync(List<Sheet>[] sheets)
    {
        var (times, confirmed) = (new ConcurrentBag<double>(), new ConcurrentBag<Sheet>());
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(sheets.Select(async of =>
        {
            foreach (var sheet in of)
            {
                var sent = Stopwatch.GetTimestamp();
                using var answer = await sheet.By.PostAsync($"/reports/{sheet.Report}/submission", sheet.Fields);
                times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                if (answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location?.ToString().Contains("done=submitted", StringComparison.Ordinal) == true) confirmed.Add(sheet);
            }
        }));
        return (confirmed.Count / Stopwatch.GetElapsedTime(start).TotalSeconds, times, [.. confirmed]);
    }

    /// <summary>What the application writes for one submission, prepared, as one transaction in one round trip.</summary>
    static readonly string[] Writes =
    [
        "update report set state = 'submitted', figures = $2, version = 1, write_key = $3, changed_at = $4, changed_by = $5 where id = $1",
        "insert into report_snapshot (report_id, version, figures, notes, narrative, nothing_occurred) values ($1, 1, $2, '{}', '{}', false)",
        "insert into report_step (report_id, kind, version, at, by, write_key) values ($1, 'submitted', 1, $4, $5, $3)",
        "insert into audit (at, person_id, unit_id, what, thing, thing_id, detail) select $4, $5, unit_id, 'submitted', 'report', id::text, jsonb_build_object('key', $3::uuid, 'version', 1) from report where id = $1",
        "insert into happening (at, unit_id, edition_id, kind, thing, thing_id) select $4, unit_id, edition_id, 'report-submitted', 'report', id::text from report where id = $1",
    ];

    static async Task<double> InsertAsync(NpgsqlDataSource source, Queue<Guid> rows)
    {
        var work = Enumerable.Range(0, Clients).Select(_ => Enumerable.Range(0, PerClient).Select(_ => rows.Dequeue()).ToList()).ToList();
        var connections = await Task.WhenAll(work.Select(_ => source.OpenConnectionAsync().AsTask()));
        var batches = connections.Select(Batch).ToList();
        foreach (var batch in batches) await batch.PrepareAsync();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(work.Select(async (reports, client) =>
        {
            var random = new Random(client);
            foreach (var report in reports)
            {
                Fill(batches[client], report, NationalData.Figures(Form, UnitKind.School, random));
                await batches[client].ExecuteNonQueryAsync();
            }
        }));
        var perSecond = Clients * PerClient / Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (var batch in batches) await batch.DisposeAsync();
        foreach (var connection in connections) await connection.DisposeAsync();
        return perSecond;
    }

    static NpgsqlBatch Batch(NpgsqlConnection connection)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var sql in Writes)
        {
            var write = new NpgsqlBatchCommand(sql);
            write.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = Guid.Empty });
            write.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = Array.Empty<long?>() });
            write.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = Guid.Empty });
            write.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = DateTimeOffset.UnixEpoch });
            write.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = 1L });
            batch.BatchCommands.Add(write);
        }
        return batch;
    }

    static void Fill(NpgsqlBatch batch, Guid report, long?[] figures)
    {
        var key = Guid.CreateVersion7();
        foreach (var write in batch.BatchCommands) (write.Parameters[0].Value, write.Parameters[1].Value, write.Parameters[2].Value) = (report, figures, key);
    }

    static async Task<double> LostAsync(NpgsqlDataSource source, List<Sheet> sent)
    {
        await using var command = source.CreateCommand("""
            select count(*) from unnest($1, $2) as sent (report, key)
             where not exists (select from report r join report_snapshot p on p.report_id = r.id and p.version = r.version and p.figures = r.figures
                                 join report_step s on s.report_id = r.id and s.kind = 'submitted' and s.write_key = sent.key
                                where r.id = sent.report and r.state = 'submitted')
            """);
        command.Parameters.Add(new() { Value = sent.Select(sheet => sheet.Report).ToArray() });
        command.Parameters.Add(new() { Value = sent.Select(sheet => sheet.Key).ToArray() });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
