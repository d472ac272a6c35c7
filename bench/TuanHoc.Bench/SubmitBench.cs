using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using TuanHoc.Units;

namespace TuanHoc.Bench;

/// <summary>
/// Reports submitted through the form by 16 clients, and the same rows written by 16 plain connections, in turns. A post is timed from its first byte to the
/// confirming redirect; its page, with token, key and version, was fetched before the round, as a person has it open while filling.
/// </summary>
static class SubmitBench
{
    const int Clients = 16, Rounds = 5, PerClient = 48;

    public static async Task<IEnumerable<(string Name, double Value)>> RunAsync()
    {
        await using var folder = await BenchFolder.OpenAsync();
        await NationalData.WriteAsync(folder.Source, withEarlier: true);
        await folder.CloseAsync();
        await using var application = await Published.StartAsync(folder.Path);
        var forms = await FilledReport.OpenReportsAsync(folder.Source);
        // The first reports are for the forms, the others for the plain rows: none is written twice.
        const int people = Clients * PerClient / NationalData.UnitsEach;
        var rows = new Queue<Guid>(forms.Skip((Rounds + 1) * people).SelectMany(of => of));
        var (submits, inserts, ratios, times, sent, errors) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<FilledReport>(), 0);
        for (var round = -1; round < Rounds; round++)
        {
            var sheets = await FilledReport.OpenAsync(application.Address, forms, person: (round + 1) * people, Clients, PerClient / NationalData.UnitsEach);
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
            ("submit.per_s", Median.Of(submits)), ("submit.p50_ms", Median.Of(times)), ("submit.p95_ms", Median.At(times, 0.95)), ("submit.errors", errors), ("submit.lost", await FilledReport.LostAsync(folder.Source, sent)),
            ("insert.per_s", Median.Of(inserts)), ("ratio.submit_over_insert", Median.Of(ratios)),
        ];
    }

    static async Task<(double PerSecond, IEnumerable<double> Times, List<FilledReport> Confirmed)> SubmitAsync(List<FilledReport>[] sheets)
    {
        var (times, confirmed) = (new ConcurrentBag<double>(), new ConcurrentBag<FilledReport>());
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(sheets.Select(async of =>
        {
            foreach (var sheet in of)
            {
                var sent = Stopwatch.GetTimestamp();
                var isConfirmed = await sheet.SubmitAsync();
                times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                if (isConfirmed) confirmed.Add(sheet);
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
                Fill(batches[client], report, NationalData.Figures(FilledReport.Form, UnitKind.School, random));
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
}
