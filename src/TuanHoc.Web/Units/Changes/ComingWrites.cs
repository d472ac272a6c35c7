using Npgsql;
using NpgsqlTypes;
using TuanHoc.Text;
using TuanHoc.Units;

namespace TuanHoc.Web.Units.Changes;

/// <summary>Writes what a change of today makes of what is already entered for later: the versions of those days, and the lines of the decisions that they come from.</summary>
static class ComingWrites
{
    // A version of the day is put right; where none begins on it, the one that would have gone on ends the day before.
    const string Version = """
        with begun as (
            update unit_version set code = $3, name = $4, short_name = $5, printed_type = $6, parent_id = $7, territory_id = $8, level = $9, search_key = $10, short_key = $11
             where unit_id = $1 and lower(valid) = $2 returning id),
        cut as (
            select id, upper(valid) as until from unit_version where unit_id = $1 and valid @> $2 and lower(valid) < $2),
        ended as (
            update unit_version v set valid = daterange(lower(v.valid), $2) from cut where v.id = cut.id returning cut.until)
        select until from ended
        """;

    const string Begin = """
        insert into unit_version (unit_id, kind, code, name, short_name, printed_type, parent_id, territory_id, level, search_key, short_key, valid)
        select $1, u.kind, $3, $4, $5, $6, $7, $8, $9, $10, $11, daterange($2, $12) from unit u where u.id = $1
        """;

    // The decision is the one that has the unit on that day already, or else the one that ends what the unit stood under until then.
    const string Line = """
        with decided as (
            select l.decision_id
              from unit_decision_line l join unit_decision d on d.id = l.decision_id
             where d.on_day = $2 and (l.unit_id = $1 or l.after is null and l.unit_id in (($3::jsonb ->> 'parentId')::bigint, ($3::jsonb ->> 'territoryId')::bigint))
             order by l.unit_id = $1 desc, d.id desc limit 1),
        same as (
            delete from unit_decision_line l using decided where $3::jsonb = $4::jsonb and l.decision_id = decided.decision_id and l.unit_id = $1)
        insert into unit_decision_line (decision_id, unit_id, before, after)
        select decision_id, $1, $3::jsonb, $4::jsonb from decided where $3::jsonb <> $4::jsonb
        on conflict (decision_id, unit_id) do update set before = excluded.before, after = excluded.after
        """;

    const string Ends = """
        update unit_decision_line l set before = $3::jsonb from unit_decision d where d.id = l.decision_id and d.on_day = $2 and l.unit_id = $1 and l.after is null
        """;

    /// <summary>Within the caller's transaction, when the change itself is written.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, IEnumerable<ComingLine> coming, CancellationToken cancel)
    {
        foreach (var line in coming.OrderBy(line => line.OnDay))
        {
            if (line.Becomes is not { } becomes)
            {
                await using var ends = Told(Ends, line);
                await ends.ExecuteNonQueryAsync(cancel);
                continue;
            }
            object? until = null;
            var cut = false;
            await using (var command = Of(Version, line, becomes))
            await using (var reader = await command.ExecuteReaderAsync(cancel))
            {
                while (await reader.ReadAsync(cancel)) (cut, until) = (true, reader.IsDBNull(0) ? null : reader.GetFieldValue<DateOnly>(0));
            }
            if (cut)
            {
                await using var command = Of(Begin, line, becomes);
                command.Parameters.Add(new() { Value = until ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date });
                await command.ExecuteNonQueryAsync(cancel);
            }
            await using var told = Told(Line, line);
            told.Parameters.Add(new() { Value = StateJson.Write(becomes)!, NpgsqlDbType = NpgsqlDbType.Text });
            await told.ExecuteNonQueryAsync(cancel);
        }

        NpgsqlCommand Told(string sql, ComingLine line) => new(sql, connection, transaction)
        {
            Parameters = { new() { Value = line.UnitId }, new() { Value = line.OnDay }, new() { Value = StateJson.Write(line.Before)!, NpgsqlDbType = NpgsqlDbType.Text } },
        };

        NpgsqlCommand Of(string sql, ComingLine line, UnitState state)
        {
            var command = new NpgsqlCommand(sql, connection, transaction) { Parameters = { new() { Value = line.UnitId }, new() { Value = line.OnDay } } };
            foreach (var text in new[] { state.Code, state.Name, state.ShortName, state.PrintedType }) command.Parameters.Add(new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            foreach (var id in new[] { state.ParentId, state.TerritoryId }) command.Parameters.Add(new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
            foreach (var text in new[] { state.Level, SearchKey.Of(state.Name), SearchKey.Of(state.ShortName) }) command.Parameters.Add(new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            return command;
        }
    }
}
