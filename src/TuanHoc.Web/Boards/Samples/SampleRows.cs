using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace TuanHoc.Web.Boards.Samples;

/// <summary>Writes many rows by one statement: they go over as JSON ($1), and the statement takes them apart with jsonb_to_recordset.</summary>
static class SampleRows
{
    static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task WriteAsync<T>(this NpgsqlConnection connection, string sql, IEnumerable<T> rows, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = JsonSerializer.Serialize(rows, Snake), NpgsqlDbType = NpgsqlDbType.Jsonb } } };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
