using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units.Changes;

namespace TuanHoc.Web.Units.Import;

/// <summary>One import at work, on a connection of its own: its check, and its application.</summary>
sealed class ImportWork(NpgsqlDataSource source, TimeProvider clock, Guid id)
{
    const int Chunk = 5_000;

    sealed record Job(long RootId, DateOnly Begins, byte[] Content, string State, byte[]? Outcome, long ChangedBy);

    /// <summary>Does what the import waits for.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        if (await ReadAsync(connection, cancel) is not { } job) return;
        if (job.State == UnitImport.Checking) await CheckAsync(connection, job, cancel);
        else await ApplyAsync(connection, job, cancel);
    }

    /// <summary>After a failure: nothing was written, and the page says so.</summary>
    public async Task FailAsync(string why, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await SayAsync(connection, UnitImport.Failed, new("Chưa ghi gì: cơ sở dữ liệu từ chối ({0}). Bấm kiểm tra lại.", why), cancel);
    }

    async Task CheckAsync(NpgsqlConnection connection, Job job, CancellationToken cancel)
    {
        var findings = new List<Finding>();
        var (rows, refusal) = ImportReader.Read(job.Content, findings);
        if (refusal is { } why)
        {
            await SayAsync(connection, UnitImport.Refused, why, cancel);
            return;
        }
        await ProgressAsync(0, rows.Count, cancel);
        var outcomes = ImportMatch.Run(await ImportScope.LoadAsync(connection, job.RootId, job.Begins, cancel), rows, findings, await AnswersAsync(connection, cancel));
        await ProgressAsync(rows.Count / 2, rows.Count, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await FindingsAsync(connection, findings, cancel);
        await FinishAsync(connection, UnitImport.Checked, outcomes, changed: null, cancel);
        await transaction.CommitAsync(cancel);
    }

    async Task ApplyAsync(NpgsqlConnection connection, Job job, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Whatever else changes units waits until this is through, so that what was compared is what is written over.
        await RunAsync(connection, "lock table unit_version in share row exclusive mode", cancel);
        await RunAsync(connection, ImportSql.Address, cancel, id.ToString(), job.RootId);
        var findings = new List<Finding>();
        var (rows, _) = ImportReader.Read(job.Content, findings);
        var outcomes = ImportMatch.Run(await ImportScope.LoadAsync(connection, job.RootId, job.Begins, cancel), rows, findings, await AnswersAsync(connection, cancel));
        if (!Outcome.Hash(outcomes).AsSpan().SequenceEqual(job.Outcome))
        {
            await FindingsAsync(connection, findings, cancel);
            await FinishAsync(connection, UnitImport.Checked, outcomes, new Sentence("Danh mục đã đổi từ lần kiểm tra trước, nên chưa ghi gì và đã kiểm tra lại. Xem lại rồi bấm ghi."), cancel);
            await transaction.CommitAsync(cancel);
            return;
        }
        var writes = outcomes.Where(o => o.Writes).ToList();
        await StageAsync(connection, writes, cancel);
        await StageFactsAsync(connection, outcomes, cancel);
        var now = clock.GetUtcNow();
        foreach (var statement in ImportSql.Prepare) await RunAsync(connection, statement, cancel);
        foreach (var statement in ImportSql.Keep) await RunAsync(connection, statement, cancel, job.Begins);
        var (coming, refusals) = await ImportComing.OfAsync(connection, job.Begins, outcomes.SelectMany(o => o.Parts.Select(part => ((part.Divided, o.Row.Number), part.To))).DistinctBy(part => part.Item1).ToDictionary(part => part.Item1, part => part.To), cancel);
        if (refusals is [var refused, ..])
        {
            await transaction.RollbackAsync(cancel);
            await SayAsync(connection, UnitImport.Failed, refused.Why, cancel);
            return;
        }
        await RunAsync(connection, ImportSql.End, cancel, job.Begins);
        for (var from = 0; from < writes.Count; from += Chunk)
        {
            await RunAsync(connection, ImportSql.Write, cancel, job.Begins, from, from + Chunk);
            await ProgressAsync(Math.Min(from + Chunk, writes.Count), writes.Count, cancel);
        }
        await ComingWrites.WriteAsync(connection, transaction, coming, cancel);
        await RunAsync(connection, ImportSql.RecordUnits, cancel, now, job.ChangedBy, id.ToString(), job.Begins, job.RootId);
        await RunAsync(connection, ImportSql.EnterFacts, cancel, now, job.ChangedBy, id.ToString(), job.Begins, job.RootId);
        await RunAsync(connection, ImportSql.RecordImport, cancel, now, job.ChangedBy, id.ToString(), job.Begins, job.RootId);
        await RunAsync(connection, "insert into happening (at, unit_id, kind, thing, thing_id) values ($1, $2, $4, 'unit-import', $3)", cancel, now, job.RootId, id.ToString(), Change.UnitsChanged);
        await FinishAsync(connection, UnitImport.Applied, outcomes, changed: null, cancel);
        await transaction.CommitAsync(cancel);
    }

    async Task<Job?> ReadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select root_id, begins, content, state, outcome, changed_by from unit_import where id = $1 and state in ('checking', 'applying')", connection) { Parameters = { new() { Value = id } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new(reader.GetInt64(0), reader.GetFieldValue<DateOnly>(1), reader.GetFieldValue<byte[]>(2), reader.GetString(3), await reader.IsDBNullAsync(4, cancel) ? null : reader.GetFieldValue<byte[]>(4), reader.GetInt64(5))
            : null;
    }

    // The same file brought in before was asked the same: what was answered then is answered now.
    async Task<Dictionary<(int, string), string>> AnswersAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select distinct on (f.row_number, f.question) f.row_number, f.question, f.answer
              from unit_import i
              join unit_import o on o.id = i.id or (o.root_id = i.root_id and o.sha256 = i.sha256 and o.state = 'applied')
              join unit_import_finding f on f.import_id = o.id and f.answer is not null
             where i.id = $1
             order by f.row_number, f.question, o.made_at desc
            """, connection) { Parameters = { new() { Value = id } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var answers = new Dictionary<(int, string), string>();
        while (await reader.ReadAsync(cancel)) answers[(reader.GetInt32(0), reader.GetString(1))] = reader.GetString(2);
        return answers;
    }

    async Task FindingsAsync(NpgsqlConnection connection, List<Finding> findings, CancellationToken cancel)
    {
        await RunAsync(connection, "delete from unit_import_finding where import_id = $1", cancel, id);
        await using var copy = await connection.BeginBinaryImportAsync("copy unit_import_finding (import_id, place, row_number, kind, question, read, said, said_values, choices, answer) from stdin (format binary)", cancel);
        foreach (var (finding, place) in findings.OrderBy(f => f.Row).Select((finding, place) => (finding, place)))
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(id, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(place, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(finding.Row, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(finding.Kind, NpgsqlDbType.Text, cancel);
            await WriteAsync(copy, finding.Question, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(finding.Read, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(finding.Said.Text, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(Values(finding.Said), NpgsqlDbType.Array | NpgsqlDbType.Text, cancel);
            await WriteAsync(copy, finding.Question is null ? null : JsonSerializer.Serialize(finding.Choices), NpgsqlDbType.Jsonb, cancel);
            await WriteAsync(copy, finding.Answer, NpgsqlDbType.Text, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    static async Task StageAsync(NpgsqlConnection connection, List<Outcome> writes, CancellationToken cancel)
    {
        await RunAsync(connection, ImportSql.Stage, cancel);
        await using var copy = await connection.BeginBinaryImportAsync("copy staged (place, row_number, act, unit_id, parent_id, parent_row, territory_id, kind, code, name, short_name, printed_type, level, search_key, short_key) from stdin (format binary)", cancel);
        foreach (var (outcome, place) in writes.Select((outcome, place) => (outcome, place)))
        {
            var (shortName, type) = ImportWords.Parts(outcome.Name);
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(place, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(outcome.Row.Number, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(outcome.Act.ToString(), NpgsqlDbType.Text, cancel);
            await WriteAsync(copy, outcome.Unit?.Id, NpgsqlDbType.Bigint, cancel);
            await WriteAsync(copy, outcome.ParentId, NpgsqlDbType.Bigint, cancel);
            await WriteAsync(copy, outcome.ParentRow?.Row.Number, NpgsqlDbType.Integer, cancel);
            await WriteAsync(copy, outcome.TerritoryId, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(TuanHoc.Units.UnitKinds.Word(outcome.Kind), NpgsqlDbType.Text, cancel);
            await WriteAsync(copy, outcome.Code, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(outcome.Name, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(shortName, NpgsqlDbType.Text, cancel);
            await WriteAsync(copy, type, NpgsqlDbType.Text, cancel);
            await WriteAsync(copy, outcome.Level, NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(SearchKey.Of(outcome.Name), NpgsqlDbType.Text, cancel);
            await copy.WriteAsync(SearchKey.Of(shortName), NpgsqlDbType.Text, cancel);
        }
        await copy.CompleteAsync(cancel);
    }

    static async Task StageFactsAsync(NpgsqlConnection connection, IReadOnlyList<Outcome> outcomes, CancellationToken cancel)
    {
        await RunAsync(connection, "create temp table staged_fact (row_number integer not null, unit_id bigint, kind text not null, value text not null) on commit drop", cancel);
        await using var copy = await connection.BeginBinaryImportAsync("copy staged_fact (row_number, unit_id, kind, value) from stdin (format binary)", cancel);
        foreach (var outcome in outcomes.Where(o => o.Writes || o.Act == Act.Enter))
        {
            foreach (var (kind, value) in outcome.Facts)
            {
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync(outcome.Row.Number, NpgsqlDbType.Integer, cancel);
                await WriteAsync(copy, outcome.Unit?.Id, NpgsqlDbType.Bigint, cancel);
                await copy.WriteAsync(kind.Word, NpgsqlDbType.Text, cancel);
                await copy.WriteAsync(value, NpgsqlDbType.Text, cancel);
            }
        }
        await copy.CompleteAsync(cancel);
    }

    static Task WriteAsync<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type, CancellationToken cancel) => value is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(value, type, cancel);

    async Task FinishAsync(NpgsqlConnection connection, string state, IReadOnlyList<Outcome> outcomes, Sentence? changed, CancellationToken cancel)
    {
        int Count(Act act) => outcomes.Count(o => o.Act == act);
        await using var command = new NpgsqlCommand("""
            update unit_import set state = $2, said = $3, said_values = $4, done = $5, total = $5, added = $6, changed = $7, reopened = $8, same = $9, skipped = $10, outcome = $11, changed_at = $12,
                   content = case when $2 = 'applied' then null else content end
             where id = $1
            """, connection)
        {
            Parameters =
            {
                new() { Value = id }, new() { Value = state }, new() { Value = (object?)changed?.Text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = changed is { } said ? Values(said) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }, new() { Value = outcomes.Count },
                new() { Value = Count(Act.Add) }, new() { Value = Count(Act.Alter) + Count(Act.Enter) }, new() { Value = Count(Act.Reopen) }, new() { Value = Count(Act.Same) }, new() { Value = Count(Act.Skip) },
                new() { Value = Outcome.Hash(outcomes) }, new() { Value = clock.GetUtcNow() },
            },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }

    Task SayAsync(NpgsqlConnection connection, string state, Sentence said, CancellationToken cancel) =>
        RunAsync(connection, "update unit_import set state = $2, said = $3, said_values = $4, changed_at = $5 where id = $1", cancel, id, state, said.Text, Values(said), clock.GetUtcNow());

    // On a connection of its own: everybody sees how far it is, while the transaction is nobody's business yet.
    async Task ProgressAsync(int done, int total, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await RunAsync(connection, "update unit_import set done = $2, total = $3 where id = $1", cancel, id, done, total);
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }

    static string[] Values(Sentence said) => [.. said.Arguments.Select(a => a switch { DateOnly day => Vn.Date(day), int number => Vn.Number(number), _ => a.ToString() ?? "" })];
}
