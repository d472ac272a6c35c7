using Npgsql;

namespace TuanHoc.Web.Portal;

/// <summary>Reads what is shown to everybody. Units are called, and stand, as on the last day of the year's Week.</summary>
static class CatalogueReader
{
    const string Shown = """
        select a.id, a.unit_id, unit_name(a.unit_id, d.day), g.commune_id, g.commune, g.province_id, g.province, a.kind, a.title, a.from_at, a.to_at, a.state,
               a.audience, a.from_age::int, a.to_age::int, a.fee, a.seats, p.name, p.address, p.latitude, p.longitude, coalesce(w.online, false), coalesce(w.on_site, false), a.changed_at
          from activity a
          join edition e on e.id = a.edition_id
         cross join lateral (select upper(e.week) - 1 as day) d
         cross join lateral (
               select max(v.unit_id) filter (where v.kind = 'commune') as commune_id, max(v.name) filter (where v.kind = 'commune') as commune,
                      max(v.unit_id) filter (where v.kind = 'province') as province_id, max(v.name) filter (where v.kind = 'province') as province
                 from ground_line(a.unit_id, d.day) as l (id) join unit_version v on v.unit_id = l.id and (v.valid @> d.day) is true) g
          left join activity_place p on p.activity_id = a.id and p.position = 1
          left join lateral (select bool_or(o.link is not null) as online, bool_or(o.link is null or o.address is not null) as on_site from activity_place o where o.activity_id = a.id) w on true
         where a.edition_id = $1 and a.showing = 'public'
        """;

    public static Task<List<Offered>> AllAsync(NpgsqlDataSource source, int editionId, CancellationToken cancel) => ReadAsync(source, Shown, editionId, ids: null, cancel);

    /// <summary>Those of some activities that are shown.</summary>
    public static Task<List<Offered>> SomeAsync(NpgsqlDataSource source, int editionId, Guid[] ids, CancellationToken cancel) => ReadAsync(source, Shown + " and a.id = any ($2)", editionId, ids, cancel);

    static async Task<List<Offered>> ReadAsync(NpgsqlDataSource source, string statement, int editionId, Guid[]? ids, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(statement);
        command.Parameters.Add(new() { Value = editionId });
        if (ids is not null) command.Parameters.Add(new() { Value = ids });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var offered = new List<Offered>();
        while (await reader.ReadAsync(cancel)) offered.Add(One(reader));
        return offered;
    }

    static Offered One(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetString(2), Value<long>(row, 3), Text(row, 4), Value<long>(row, 5), Text(row, 6), row.GetString(7), row.GetString(8), row.GetFieldValue<DateTimeOffset>(9), Value<DateTimeOffset>(row, 10), row.GetString(11),
        row.GetString(12), Value<int>(row, 13), Value<int>(row, 14), row.GetInt64(15), Value<int>(row, 16), Text(row, 17), Text(row, 18), Value<double>(row, 19), Value<double>(row, 20), row.GetBoolean(21), row.GetBoolean(22), row.GetFieldValue<DateTimeOffset>(23));

    static T? Value<T>(NpgsqlDataReader row, int column) where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
