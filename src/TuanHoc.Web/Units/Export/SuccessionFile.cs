using System.Text;
using Npgsql;
using TuanHoc.Office;

namespace TuanHoc.Web.Units.Export;

/// <summary>What became of what, as a file: each edge of the succession with the units as they were called on its day and the day before.</summary>
static class SuccessionFile
{
    const string Sql = """
        select s.on_day::text, s.from_unit::text, u.kind, f.code, f.name, s.to_unit::text, t.code, t.name, case when s.whole then 'whole' else 'part' end, trim_scale(s.share)::text, s.by_name::text
          from succession s
          join unit u on u.id = s.from_unit
          left join unit_version f on f.unit_id = s.from_unit and f.valid @> s.on_day - 1
          left join unit_version t on t.unit_id = s.to_unit and t.valid @> s.on_day
         order by s.on_day, u.kind, f.code, s.from_unit, s.to_unit
        """;

    static readonly string[] Columns = ["on_day", "from_id", "kind", "from_code", "from_name", "to_id", "to_code", "to_name", "went", "share", "by_name"];

    public static async Task WriteAsync(NpgsqlDataSource source, Stream output, CancellationToken cancel)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text);
        await csv.RowAsync(Columns);
        await using var command = source.CreateCommand(Sql);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) await csv.RowAsync(Enumerable.Range(0, Columns.Length).Select(column => reader.IsDBNull(column) ? null : reader.GetString(column)));
    }
}
