using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using TuanHoc.Statistics;
using TuanHoc.Units;

namespace TuanHoc.Bench;

/// <summary>The roll-up again, by SQL over the same figures: a table of units and one of bigint[] rows, as reports are stored.</summary>
static class RollupSql
{
    const int Rounds = 5;

    public static async Task<IEnumerable<(string Name, double Value)>> RunAsync()
    {
        var (tree, own) = (RollupBench.Nation(), RollupBench.Own());
        await using var folder = await BenchFolder.OpenAsync();
        await WriteAsync(folder.Source, tree, own);
        var (times, sums) = (new List<double>(), Array.Empty<long>());
        var pure = new List<RollupBench.Result>();
        for (var round = 0; round < Rounds; round++)
        {
            pure.Add(RollupBench.Measure(tree, own));
            var start = Stopwatch.GetTimestamp();
            sums = await SumAsync(folder.Source, tree);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        var totals = new long[own.Length];
        Rollup.Totals(tree, own, RollupBench.Columns, totals);
        var differs = totals.Zip(sums).Count(pair => pair.First != pair.Second);
        var (full, copy, sql) = (Median.Of(pure.Select(p => p.FullMs)), Median.Of(pure.Select(p => p.CopyMs)), Median.Of(times));
        return
        [
            ("rollup.full_ms", full), ("rollup.copy_ms", copy), ("rollup.sql_ms", sql),
            ("ratio.full_over_copy", Median.Of(pure.Select(p => p.FullOverCopy))), ("ratio.sql_over_full", Median.Of(times.Zip(pure, (ms, round) => ms / round.FullMs))),
            ("rollup.differs", differs), ("rollup.update_us", Median.Of(pure.Select(p => p.UpdateUs))),
        ];
    }

    static async Task WriteAsync(NpgsqlDataSource source, UnitTree tree, long[] own)
    {
        await using var connection = await source.OpenConnectionAsync();
        await RunAsync(connection, "create table bench_unit (id int primary key, parent_id int); create table bench_report (unit_id int primary key, figures bigint[] not null)");
        await using (var copy = await connection.BeginBinaryImportAsync("copy bench_unit from stdin (format binary)"))
        {
            for (var unit = 0; unit < tree.Count; unit++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(unit, NpgsqlDbType.Integer);
                if (tree.Parent(unit) < 0) await copy.WriteNullAsync();
                else await copy.WriteAsync(tree.Parent(unit), NpgsqlDbType.Integer);
            }
            await copy.CompleteAsync();
        }
        await using (var copy = await connection.BeginBinaryImportAsync("copy bench_report from stdin (format binary)"))
        {
            for (var unit = 0; unit < tree.Count; unit++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(unit, NpgsqlDbType.Integer);
                await copy.WriteAsync(own.AsSpan(unit * RollupBench.Columns, RollupBench.Columns).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint);
            }
            await copy.CompleteAsync();
        }
        await RunAsync(connection, "vacuum analyze bench_unit");
        await RunAsync(connection, "vacuum analyze bench_report");
    }

    /// <summary>
    /// Each unit joined to every unit above it, then a sum for each column. Taking the arrays apart by unnest and grouping by place was eighteen times
    /// slower; adding up one level after another a fifth quicker, but that is a statement for a tree of known depth.
    /// </summary>
    static async Task<long[]> SumAsync(NpgsqlDataSource source, UnitTree tree)
    {
        await using var connection = await source.OpenConnectionAsync();
        await RunAsync(connection, "set work_mem = '256MB'");
        await using var command = new NpgsqlCommand($"""
            with recursive line (unit_id, above) as (
                select id, id from bench_unit
                union all
                select line.unit_id, u.parent_id from line join bench_unit u on u.id = line.above where u.parent_id is not null)
            select line.above, array[{string.Join(", ", Enumerable.Range(1, RollupBench.Columns).Select(column => $"sum(r.figures[{column}])::bigint"))}]
              from line join bench_report r using (unit_id)
             group by line.above
            """, connection)
        { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync();
        var sums = new long[tree.Count * RollupBench.Columns];
        while (await reader.ReadAsync()) reader.GetFieldValue<long[]>(1).CopyTo(sums.AsSpan(reader.GetInt32(0) * RollupBench.Columns));
        return sums;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
