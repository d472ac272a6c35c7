namespace TuanHoc.Web.Tests.Units;

public sealed class SuccessionTests(DirectoryDatabase data) : IClassFixture<DirectoryDatabase>
{
    Task<string> SuccessorsAsync(string kind, string name, string province) => data.AskAsync<string>($"""
        select coalesce(string_agg(distinct t.name || ', ' || p.name || case when s.whole then '' else ' (part)' end, '; '), '')
          from unit_on('2025-06-30') f
          join unit_on('2025-06-30') o on o.kind = 'province' and o.name = '{province}' and o.unit_id in (select unit_line(f.unit_id, '2025-06-30'))
          join succession s on s.from_unit = f.unit_id
          join unit_on('2025-07-01') t on t.unit_id = s.to_unit
          join unit_on('2025-07-01') p on p.unit_id = t.parent_id
         where f.kind = '{kind}' and f.name = '{name}'
        """);

    [Theory]
    [InlineData("Quận 7", "Thành phố Hồ Chí Minh", "Phường Phú Thuận, Phường Tân Hưng, Phường Tân Mỹ, Phường Tân Thuận", "Thành phố Hồ Chí Minh")]
    [InlineData("Quận Phú Nhuận", "Thành phố Hồ Chí Minh", "Phường Cầu Kiệu, Phường Phú Nhuận, Phường Đức Nhuận", "Thành phố Hồ Chí Minh")]
    [InlineData("Thành phố Bắc Kạn", "Tỉnh Bắc Kạn", "Phường Bắc Kạn, Phường Đức Xuân, Xã Phong Quang", "Tỉnh Thái Nguyên")]
    public async Task A_district_went_where_its_communes_went(string district, string province, string communes, string now)
    {
        var expected = communes.Split(", ").Select(c => $"{c}, {now} (part)").Order(StringComparer.Ordinal);
        Assert.Equal(expected, (await SuccessorsAsync("district", district, province)).Split("; ").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Tỉnh Kiên Giang", "Tỉnh An Giang")]
    [InlineData("Tỉnh An Giang", "Tỉnh An Giang")]
    [InlineData("Tỉnh Bắc Kạn", "Tỉnh Thái Nguyên")]
    [InlineData("Tỉnh Thái Nguyên", "Tỉnh Thái Nguyên")]
    [InlineData("Tỉnh Bình Dương", "Thành phố Hồ Chí Minh")]
    [InlineData("Tỉnh Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh")]
    public async Task A_merged_province_is_another_unit_that_the_old_ones_went_into_whole(string from, string to) =>
        Assert.Equal($"{to}, Cả nước", await SuccessorsAsync("province", from, from));

    [Theory]
    [InlineData("12", "Tỉnh Lai Châu")]
    [InlineData("46", "Tỉnh Thừa Thiên Huế, Thành phố Huế")]
    [InlineData("22", "Tỉnh Quảng Ninh, Thành phố Quảng Ninh")]
    public async Task A_province_whose_territory_went_on_is_the_same_unit_under_each_of_its_names(string code, string names) =>
        Assert.Equal($"1 {names}", await data.AskAsync<string>($"select count(distinct unit_id) || ' ' || string_agg(name, ', ' order by valid) from unit_version where kind = 'province' and code = '{code}'"));

    [Fact]
    public async Task Lai_Chau_had_106_communes_and_has_38() =>
        Assert.Equal("106 38", await data.AskAsync<string>("""
            with lai_chau as (select unit_id from unit_on('2021-01-01') where kind = 'province' and code = '12')
            select (select count(*) from lai_chau, unit_branch(unit_id, '2021-06-01') b join unit u on u.id = b where kind = 'commune') || ' ' ||
                   (select count(*) from lai_chau, unit_branch(unit_id, '2025-07-02') b join unit u on u.id = b where kind = 'commune')
            """));

    [Fact]
    public async Task An_island_district_without_communes_became_a_special_zone() =>
        Assert.Equal("Đặc khu Côn Đảo, Thành phố Hồ Chí Minh", await SuccessorsAsync("district", "Huyện Côn Đảo", "Tỉnh Bà Rịa - Vũng Tàu"));

    [Fact]
    public async Task A_commune_split_in_two_went_into_each_in_part() =>
        Assert.Equal("Xã Nam Cát Tiên, Tỉnh Đồng Nai (part); Xã Tà Lài, Tỉnh Đồng Nai (part)", await SuccessorsAsync("commune", "Xã Núi Tượng", "Tỉnh Đồng Nai"));

    [Theory]
    [InlineData("Xã Hoằng Phú", "Xã Hoằng Phú")]
    [InlineData("Xã Hoằng Phụ", "Xã Hoằng Thanh")]
    public async Task Two_communes_of_a_district_that_differ_by_a_tone_alone_are_two(string name, string successor) =>
        Assert.Equal($"{successor}, Tỉnh Thanh Hóa", await SuccessorsAsync("commune", name, "Tỉnh Thanh Hóa"));

    [Fact]
    public async Task Whatever_ended_has_a_successor_or_is_one_of_the_sixty_whose_successor_is_unknown() =>
        Assert.Equal(60, await data.AskAsync<long>("""
            select count(*) from unit u
             where not exists (select from unit_version v where v.unit_id = u.id and upper_inf(v.valid))
               and not exists (select from succession s where s.from_unit = u.id)
            """));

    [Fact]
    public async Task A_whole_edge_is_the_only_one_of_its_unit() =>
        Assert.Equal(0, await data.AskAsync<long>("select count(*) from (select from_unit from succession group by from_unit having bool_or(whole) <> (count(*) = 1 and bool_or(whole))) x"));

    [Fact]
    public async Task A_successor_begins_on_the_day_on_which_its_predecessor_ended() =>
        Assert.Equal(0, await data.AskAsync<long>("""
            select count(*) from succession s
             where not exists (select from unit_version v where v.unit_id = s.to_unit and v.valid @> s.on_day)
                or exists (select from unit_version v where v.unit_id = s.from_unit and v.valid @> s.on_day)
            """));
}
