using Npgsql;
using TuanHoc.Text;

namespace TuanHoc.Web.Boards.Samples;

/// <summary>
/// The bodies of the sample province that report: an offices' dozen and a centre under the province; 22 upper-secondary schools that stand in communes and answer to the department of education;
/// schools and a community learning centre in each commune.
/// </summary>
static class SampleUnits
{
    /// <summary>Lai Châu, which no merger of 2025 touched.</summary>
    public const string ProvinceCode = "12";

    /// <summary>The schools of all levels, the province's among them.</summary>
    public const int Schools = 240;

    /// <summary>The department that the upper-secondary schools answer to.</summary>
    public const string Department = "Sở Giáo dục và Đào tạo";

    const int UpperSecondarySchools = 22;

    // The day the communes of today began; no body may be older than the unit it stands under.
    const string Since = "2025-07-01";

    static readonly (string Kind, string Type, string Name)[] OfProvince =
    [
        ("agency", "sở", Department), ("agency", "sở", "Sở Văn hóa, Thể thao và Du lịch"), ("agency", "sở", "Sở Khoa học và Công nghệ"),
        ("agency", "sở", "Sở Nội vụ"), ("agency", "sở", "Sở Nông nghiệp và Môi trường"), ("agency", "sở", "Sở Tài chính"),
        ("association", "hội", "Hội Khuyến học tỉnh Lai Châu"), ("association", "hội", "Hội Liên hiệp Phụ nữ tỉnh Lai Châu"),
        ("association", "ủy ban", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lai Châu"), ("library", "thư viện", "Thư viện tỉnh Lai Châu"),
        ("museum", "bảo tàng", "Bảo tàng tỉnh Lai Châu"), ("press", "báo", "Báo và Phát thanh, Truyền hình tỉnh Lai Châu"),
        ("centre", "trung tâm", "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên tỉnh Lai Châu"),
    ];

    static readonly (string Level, string Type)[] Levels = [("preschool", "Trường Mầm non"), ("primary", "Trường Tiểu học"), ("lower-secondary", "Trường THCS")];

    sealed record Place(long Id, string ShortName, string Name, string[] Before);

    /// <param name="ParentId">Null: the department of education.</param>
    /// <param name="TerritoryId">Where it stands, if that is not where it answers to.</param>
    sealed record Body(string Kind, string? Level, string Type, string ShortName, string Name, long? ParentId, long? TerritoryId = null);

    public static async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var (province, communes) = await PlacesAsync(connection, cancel);
        await connection.WriteAsync($"""
            with body as materialized (
                select nextval(pg_get_serial_sequence('unit', 'id')) as id, r.*
                  from rows from (jsonb_to_recordset($1) as (kind text, level text, type text, short_name text, name text, parent_id bigint, territory_id bigint, search_key text, short_key text)) with ordinality
                       as r (kind, level, type, short_name, name, parent_id, territory_id, search_key, short_key, place)
                 order by place),
            made as (insert into unit (id, kind, created_at) select id, kind, '{Since}' from body)
            insert into unit_version (unit_id, kind, level, printed_type, short_name, name, parent_id, territory_id, search_key, short_key, valid)
            select id, kind, level, type, short_name, name, coalesce(parent_id, (select d.id from body d where d.name = '{Department}')), territory_id, search_key, short_key, daterange('{Since}', null) from body
            """,
            from body in Bodies(province, communes)
            select new { body.Kind, body.Level, body.Type, body.ShortName, body.Name, body.ParentId, body.TerritoryId, SearchKey = SearchKey.Of(body.Name), ShortKey = SearchKey.Of(body.ShortName) },
            cancel);
    }

    static IEnumerable<Body> Bodies(long province, IReadOnlyList<Place> communes)
    {
        foreach (var (kind, type, name) in OfProvince) yield return new(kind, Level: null, type, Without(type, name), name, province);
        foreach (var commune in communes.Take(UpperSecondarySchools)) yield return School("upper-secondary", "Trường THPT", commune.ShortName, parent: null) with { TerritoryId = commune.Id };
        foreach (var commune in communes)
            yield return new("clc", Level: null, "trung tâm học tập cộng đồng", commune.ShortName, $"Trung tâm học tập cộng đồng {char.ToLowerInvariant(commune.Name[0])}{commune.Name[1..]}", commune.Id);
        foreach (var commune in communes)
            foreach (var (level, type) in Levels) yield return School(level, type, commune.ShortName, commune.Id);
        // The other schools keep the names of the communes of before, one level after another until there are enough.
        var others = from level in Levels from commune in communes from before in commune.Before select School(level.Level, level.Type, before, commune.Id);
        foreach (var school in others.Take(Schools - UpperSecondarySchools - communes.Count * Levels.Length)) yield return school;
    }

    static Body School(string level, string type, string place, long? parent) => new("school", level, type.ToLowerInvariant(), place, $"{type} {place}", parent);

    static string Without(string type, string name) => name[(type.Length + 1)..];

    static async Task<(long Province, IReadOnlyList<Place> Communes)> PlacesAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            select c.unit_id, c.short_name, c.name, c.parent_id,
                   coalesce((select array_agg(distinct o.short_name order by o.short_name)
                      from succession s join unit_version o on o.unit_id = s.from_unit and o.valid @> s.on_day - 1
                     where s.to_unit = c.unit_id and s.whole and o.kind = 'commune' and o.short_name <> c.short_name), '{"{}"}')
              from unit_version c join unit_version p on p.unit_id = c.parent_id and p.valid @> date '{Since}'
             where c.kind = 'commune' and c.valid @> date '{Since}' and p.kind = 'province' and p.code = '{ProvinceCode}'
             order by c.code
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var (province, communes) = (0L, new List<Place>());
        while (await reader.ReadAsync(cancel))
        {
            province = reader.GetInt64(3);
            communes.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<string[]>(4)));
        }
        return (province, communes);
    }
}
