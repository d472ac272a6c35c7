using Npgsql;
using Quartz;
using TuanHoc.Statistics;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports;

/// <summary>
/// Learns what units of a kind usually give from what was received, edition by edition, so that a report is looked at beside those like it.
/// An edition in which no report changed since is not read again.
/// </summary>
public sealed class LearnNorms(NpgsqlDataSource source, TimeProvider clock) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await LearnAsync(cancellationToken);

    public async Task LearnAsync(CancellationToken cancel)
    {
        foreach (var edition in await ChangedAsync(cancel)) await LearnAsync(edition, clock.GetUtcNow(), cancel);
    }

    async Task<List<int>> ChangedAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select e.id from edition e
             where exists (select from report r where r.edition_id = e.id and r.state in ('submitted', 'accepted')
                and r.changed_at > coalesce((select max(n.learnt_at) from figure_norm n where n.edition_id = e.id), '-infinity'))
             order by e.id
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var editions = new List<int>();
        while (await reader.ReadAsync(cancel)) editions.Add(reader.GetInt32(0));
        return editions;
    }

    async Task LearnAsync(int edition, DateTimeOffset at, CancellationToken cancel)
    {
        var given = await GivenAsync(edition, cancel);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new("delete from figure_norm where edition_id = $1") { Parameters = { new() { Value = edition } } });
        foreach (var ((like, form), columns) in given)
        {
            // A copy: what is looked at is put in order, and a province's form shares the nation's columns.
            var norms = columns.ConvertAll(numbers => Norm.Of([.. numbers]));
            batch.BatchCommands.Add(new("insert into figure_norm (edition_id, like_key, form_key, counts, middles, spreads, learnt_at) values ($1, $2, $3, $4, $5, $6, $7)")
            {
                Parameters =
                {
                    new() { Value = edition }, new() { Value = like }, new() { Value = form },
                    new() { Value = norms.Select(norm => norm?.Count ?? 0).ToArray() }, new() { Value = norms.Select(norm => norm?.Middle ?? 0).ToArray() }, new() { Value = norms.Select(norm => norm?.Spread ?? 0).ToArray() },
                    new() { Value = at },
                },
            });
        }
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The positive numbers received, by kind of unit and form, column by column.</summary>
    async Task<Dictionary<(string Like, string Form), List<List<double>>>> GivenAsync(int edition, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select like_key(v.kind, v.level), r.form_key, r.figures, f.base_key
              from report r
              join statistics_form f on f.key = r.form_key
              join edition e on e.id = r.edition_id
              join unit_version v on v.unit_id = r.unit_id and v.valid @> (upper(e.week) - 1)
             where r.edition_id = $1 and r.state in ('submitted', 'accepted') and r.form_key is not null and r.figures is not null
            """);
        command.Parameters.Add(new() { Value = edition });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var given = new Dictionary<(string, string), List<List<double>>>();
        while (await reader.ReadAsync(cancel))
        {
            var figures = reader.GetFieldValue<long?[]>(2);
            var columns = Of(reader.GetString(0), reader.GetString(1), await reader.IsDBNullAsync(3, cancel) ? null : reader.GetString(3), figures.Length);
            for (var at = 0; at < figures.Length; at++) if (figures[at] is > 0 and var number) columns[at].Add(number);
        }
        return given;

        // A province's form begins with the nation's columns: what stands in them is given on both.
        List<List<double>> Of(string like, string form, string? nation, int count)
        {
            if (given.TryGetValue((like, form), out var columns)) return columns;
            var front = nation is null ? [] : Of(like, nation, nation: null, StatisticsForm.Load(nation).Columns.Count);
            return given[(like, form)] = [.. front, .. Enumerable.Range(0, count - front.Count).Select(_ => new List<double>())];
        }
    }
}
