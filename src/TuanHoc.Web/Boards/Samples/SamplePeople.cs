using Npgsql;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards.Samples;

/// <summary>
/// The people of the sample: one for each role, whom the sign-in page lists and lets in by a button, and a coordinator or reporter for every other body.
/// None has a password: nobody can guess their way in where there is none.
/// </summary>
static class SamplePeople
{
    /// <summary>The commune whose people are listed, with its school, its learning centre and the upper-secondary school of the same name.</summary>
    public const string CommuneCode = "03390";

    static readonly string[] Families = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Lò", "Vàng", "Giàng", "Sùng", "Tẩn", "Lý", "Chang", "Pờ", "Mùa", "Thào", "Đào", "Quàng", "Vì"];
    static readonly string[] WomensNames = ["Thị Mai", "Thị Hoa", "Thị Lan", "Thị Thu", "Thị Hương", "Thị Dung", "Thị Pàng", "Thị Dua", "Thị Xuân", "Thị Yến", "Thu Hà", "Minh Nguyệt"];
    static readonly string[] MensNames = ["Văn Sơn", "Văn Toàn", "Văn Hải", "Văn Dũng", "A Sử", "A Páo", "A Chu", "Quốc Huy", "Đức Thịnh", "Minh Tuấn", "Văn Bình", "Ngọc Ánh"];

    /// <summary>User name, full name, role, and a condition on the unit (u, with v its version and p the parent's).</summary>
    static readonly (string UserName, string FullName, string Role, string Where)[] Listed =
    [
        ("bo.dieuphoi", "Nguyễn Thị Minh Hằng", Roles.Coordinator, "v.kind = 'nation'"),
        ("tinh.dieuphoi", "Lê Quang Huy", Roles.Coordinator, OfProvince),
        ("tinh.lanhdao", "Lò Văn Thắng", Roles.Leader, OfProvince),
        ("tinh.xem", "Phạm Thu Trang", Roles.Viewer, OfProvince),
        ("so.dieuphoi", "Đỗ Thị Hạnh", Roles.Coordinator, $"v.kind = 'agency' and v.name = '{SampleUnits.Department}'"),
        ("xa.dieuphoi", "Vàng Thị Mai", Roles.Coordinator, OfCommune),
        ("xa.lanhdao", "Nguyễn Đức Toàn", Roles.Leader, OfCommune),
        ("tieuhoc", "Tẩn Thị Hoa", Roles.Reporter, $"v.level = 'primary' and {First}"),
        ("thcs", "Giàng A Sử", Roles.Reporter, $"v.level = 'lower-secondary' and {First}"),
        ("tthtcd", "Lý Văn Sơn", Roles.Reporter, $"v.kind = 'clc' and {First}"),
        ("thpt", "Hoàng Thị Lan", Roles.Reporter, $"v.level = 'upper-secondary' and p.kind = 'agency' and v.short_name = (select c.short_name from unit_version c where c.kind = 'commune' and c.code = '{CommuneCode}' and c.valid @> {Day})"),
        ("quantri", "Trần Quốc Bảo", Roles.Viewer, "v.kind = 'nation'"),
    ];

    const string Day = "date '2025-10-07'";
    const string OfProvince = $"v.kind = 'province' and v.code = '{SampleUnits.ProvinceCode}'";
    const string OfCommune = $"v.kind = 'commune' and v.code = '{CommuneCode}'";
    const string First = $"p.kind = 'commune' and p.code = '{CommuneCode}' and v.short_name = p.short_name";

    sealed record Person(string UserName, string FullName, bool IsAdministrator, string SecurityStamp, long UnitId, string Role, bool IsListed);

    public static async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var listed = new List<Person>();
        foreach (var (userName, fullName, role, where) in Listed)
            listed.Add(Make(userName, fullName, role, await UnitAsync(connection, where, cancel), isListed: true));
        await InsertAsync(connection, listed, cancel);
        var others = new List<Person>();
        foreach (var (unit, role) in await UnitsWithoutAsync(connection, cancel))
        {
            var random = SampleRandom.For("person", unit);
            var name = $"{random.Pick(Families)} {random.Pick(random.Chance(.5) ? WomensNames : MensNames)}";
            others.Add(Make($"mau.{others.Count + 1:000}", name, role, unit, isListed: false));
        }
        await InsertAsync(connection, others, cancel);
    }

    static Task InsertAsync(NpgsqlConnection connection, List<Person> people, CancellationToken cancel) => connection.WriteAsync("""
        with row as (select * from rows from (jsonb_to_recordset($1) as (user_name text, full_name text, is_administrator boolean, security_stamp text, unit_id bigint, role text, is_listed boolean)) with ordinality
                         as r (user_name, full_name, is_administrator, security_stamp, unit_id, role, is_listed, place)),
        made as (
            insert into person (full_name, is_administrator, is_sample, user_name, normalized_user_name, security_stamp, concurrency_stamp)
            select full_name, is_administrator, is_listed, user_name, upper(user_name), security_stamp, security_stamp from row order by place
            returning id, user_name)
        insert into membership (person_id, unit_id, role, valid)
        select made.id, row.unit_id, row.role, daterange('2025-07-01', null)
          from made join row using (user_name) order by place
        """, people, cancel);

    static Person Make(string userName, string fullName, string role, long unit, bool isListed) =>
        new(userName, fullName, IsAdministrator: userName == "quantri", SampleRandom.For(userName, unit).Id(SampleDays.EditionOpened).ToString("N"), unit, role, isListed);

    static async Task<long> UnitAsync(NpgsqlConnection connection, string where, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            select v.unit_id from unit_version v left join unit_version p on p.unit_id = v.parent_id and p.valid @> {Day} where v.valid @> {Day} and ({where}) order by v.unit_id limit 1
            """, connection);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>The communes and bodies of the province that nobody reports for yet, and what such a person is there.</summary>
    static async Task<List<(long Unit, string Role)>> UnitsWithoutAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            select v.unit_id, case v.kind when 'commune' then 'coordinator' else 'reporter' end
              from unit_version v
              join unit_version p on p.unit_id = v.parent_id and p.valid @> {Day}
              left join unit_version g on g.unit_id = p.parent_id and g.valid @> {Day}
             where v.valid @> {Day} and '{SampleUnits.ProvinceCode}' in (case p.kind when 'province' then p.code end, case g.kind when 'province' then g.code end)
               and not exists (select from membership m where m.unit_id = v.unit_id and m.role in ('coordinator', 'reporter'))
             order by v.unit_id
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var units = new List<(long, string)>();
        while (await reader.ReadAsync(cancel)) units.Add((reader.GetInt64(0), reader.GetString(1)));
        return units;
    }
}
