using Npgsql;
using TuanHoc.Web.Data;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Tests.Units;

public sealed class UnitDirectoryTests(DirectoryDatabase data, Postgres postgres) : IClassFixture<DirectoryDatabase>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2021-06-01", "63 provinces, 705 districts, 10599 communes")]
    [InlineData("2025-06-30", "63 provinces, 705 districts, 10599 communes")]
    [InlineData("2025-07-01", "34 provinces, 0 districts, 3321 communes")]
    [InlineData("2026-11-20", "34 provinces, 0 districts, 3321 communes")]
    public async Task Every_day_has_its_own_units(string day, string expected) => Assert.Equal(expected, await data.AskAsync<string>($"""
        select format('%s provinces, %s districts, %s communes',
            count(*) filter (where kind = 'province'), count(*) filter (where kind = 'district'), count(*) filter (where kind = 'commune')) from unit_on('{day}')
        """));

    [Theory]
    [InlineData("2021-06-01", "5 cities, 58 provinces, 1737 phường, 8248 xã, 614 thị trấn, 0 đặc khu")]
    [InlineData("2025-07-02", "6 cities, 28 provinces, 687 phường, 2621 xã, 0 thị trấn, 13 đặc khu")]
    [InlineData("2026-11-20", "9 cities, 25 provinces, 709 phường, 2599 xã, 0 thị trấn, 13 đặc khu")]
    public async Task Types_change_in_time(string day, string expected) => Assert.Equal(expected, await data.AskAsync<string>($"""
        select format('%s cities, %s provinces, %s phường, %s xã, %s thị trấn, %s đặc khu',
            count(*) filter (where kind = 'province' and printed_type = 'thành phố'), count(*) filter (where printed_type = 'tỉnh'),
            count(*) filter (where printed_type = 'phường'), count(*) filter (where printed_type = 'xã'),
            count(*) filter (where printed_type = 'thị trấn'), count(*) filter (where printed_type = 'đặc khu')) from unit_on('{day}')
        """));

    [Theory]
    [InlineData("commune", "27043", "Phường 4", "Phường Đức Nhuận")]
    [InlineData("province", "91", "Tỉnh Kiên Giang", "Tỉnh An Giang")]
    [InlineData("province", "15", "Tỉnh Yên Bái", "Tỉnh Lào Cai")]
    [InlineData("province", "24", "Tỉnh Bắc Giang", "Tỉnh Bắc Ninh")]
    [InlineData("province", "44", "Tỉnh Quảng Bình", "Tỉnh Quảng Trị")]
    [InlineData("province", "52", "Tỉnh Bình Định", "Tỉnh Gia Lai")]
    [InlineData("province", "80", "Tỉnh Long An", "Tỉnh Tây Ninh")]
    [InlineData("province", "82", "Tỉnh Tiền Giang", "Tỉnh Đồng Tháp")]
    public async Task A_code_names_one_unit_before_the_reform_and_another_after_it(string kind, string code, string before, string after)
    {
        Assert.Equal($"{before}, {after}", await data.AskAsync<string>($"select string_agg(name, ', ' order by valid) from unit_version where kind = '{kind}' and code = '{code}' and lower(valid) < '2026-01-01'"));
        Assert.Equal(2, await data.AskAsync<long>($"select count(distinct unit_id) from unit_version where kind = '{kind}' and code = '{code}'"));
    }

    [Theory]
    [InlineData("23938", "Xã Ia Mơ", "Tỉnh Gia Lai")]
    [InlineData("24496", "Xã Ea Kly", "Tỉnh Đắk Lắk")]
    public async Task Known_slips_of_the_packages_are_corrected(string code, string name, string province) =>
        Assert.Equal($"{name}, {province}", await data.AskAsync<string>($"select u.name || ', ' || p.name from unit_on('2025-07-01') u join unit_on('2025-07-01') p on p.unit_id = u.parent_id where u.kind = 'commune' and u.code = '{code}'"));

    [Fact]
    public async Task Names_are_composed_and_without_stray_blanks() =>
        Assert.Equal(0, await data.AskAsync<long>("select count(*) from unit_version where name is not nfc normalized or name <> btrim(regexp_replace(name, '\\s+', ' ', 'g'))"));

    [Fact]
    public async Task Every_unit_but_the_nation_stands_under_one_of_its_own_days() =>
        Assert.Equal("Cả nước", await data.AskAsync<string>("""
            select string_agg(distinct u.name, ', ') from unit_version u
             where not exists (select from unit_version p where p.unit_id = u.parent_id and lower(p.valid) <= lower(u.valid))
                or not exists (select from unit_version p where p.unit_id = u.parent_id and coalesce(upper(p.valid), 'infinity') >= coalesce(upper(u.valid), 'infinity'))
            """));

    [Fact]
    public async Task Loading_again_and_at_once_changes_nothing()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.EmptyAsync());
        await Migrator.MigrateAsync(source);
        var loads = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => UnitDirectory.LoadAsync(source, Cancel)));
        Assert.Single(loads, loaded => loaded);
        Assert.False(await UnitDirectory.LoadAsync(source, Cancel));
        await using var count = source.CreateCommand("select format('%s %s %s', (select count(*) from unit_version), (select count(*) from succession), (select count(*) from directory_load))");
        Assert.Equal(await data.AskAsync<string>("select format('%s %s %s', (select count(*) from unit_version), (select count(*) from succession), (select count(*) from directory_load))"), await count.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task Edges_joined_by_a_name_are_marked_also_where_the_directory_was_loaded_before_they_told_of_it()
    {
        await using var source = NpgsqlDataSource.Create(await postgres.CloneAsync());
        const string Marked = "select format('%s edges, %s communes: %s', count(*), count(distinct from_unit), md5(string_agg(from_unit || ' ' || to_unit, ',' order by from_unit, to_unit))) from succession where by_name";
        var fresh = await data.AskAsync<string>(Marked);
        Assert.StartsWith("536 edges, ", fresh, StringComparison.Ordinal);
        // No district is: its edges follow from those of its communes.
        Assert.Equal(0, await data.AskAsync<long>("select count(*) from succession s join unit u on u.id = s.from_unit where s.by_name and u.kind <> 'commune'"));
        await using (var before = source.CreateCommand("update succession set by_name = false")) await before.ExecuteNonQueryAsync(Cancel);
        Assert.False(await UnitDirectory.LoadAsync(source, Cancel));
        await using var after = source.CreateCommand(Marked);
        Assert.Equal(fresh, await after.ExecuteScalarAsync(Cancel));
    }

    [Theory]
    [InlineData("insert into unit_version (unit_id, kind, code, name, short_name, parent_id, search_key, short_key, valid) select unit_id, kind, '99', 'x', 'x', parent_id, 'x', 'x', '[2026-01-01,)' from unit_version where kind = 'province' and code = '12'", "unit_version_once_at_a_time")]
    [InlineData("with u as (insert into unit (kind) values ('commune') returning id) insert into unit_version (unit_id, kind, code, name, short_name, parent_id, search_key, short_key, valid) select id, 'commune', '27043', 'x', 'x', 1, 'x', 'x', '[2025-06-30,2025-07-01)' from u", "unit_code_once_at_a_time")]
    [InlineData("with u as (insert into unit (kind) values ('commune') returning id) insert into unit_version (unit_id, kind, code, name, short_name, parent_id, search_key, short_key, valid) select id, 'commune', '4', 'x', 'x', 1, 'x', 'x', '[2026-01-01,)' from u", "unit_code_as_printed")]
    [InlineData("with u as (insert into unit (kind) values ('school') returning id) insert into unit_version (unit_id, kind, code, name, short_name, search_key, short_key, valid) select id, 'school', '4', 'x', 'x', 'x', 'x', '[2026-01-01,)' from u", "unit_has_parent")]
    [InlineData("insert into succession (from_unit, to_unit, on_day, whole) values (1, 1, '2026-01-01', true)", "succession_to_another")]
    [InlineData("insert into succession (from_unit, to_unit, on_day, whole, share) values (1, 2, '2026-01-01', true, 0.5)", "succession_whole_has_no_share")]
    public async Task The_database_refuses_what_cannot_be(string sql, string constraint)
    {
        await using var connection = await data.Source.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancel));
        Assert.Equal(constraint, refused.ConstraintName);
    }
}
