using System.Globalization;
using TuanHoc.Text;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Tests.Units;

public sealed class UnitQueriesTests(DirectoryDatabase data) : IClassFixture<DirectoryDatabase>
{
    static readonly DateOnly In2021 = new(2021, 6, 1), In2025 = new(2025, 10, 1), In2026 = new(2026, 11, 20);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    async Task<string[]> FoundAsync(string text, DateOnly onDay, int limit = 10)
    {
        await using var db = data.Open();
        return [.. (await db.SearchUnitsAsync(text, onDay, limit, Cancel)).Select(f => $"{f.Unit.Name}, {f.ParentName}")];
    }

    Task<long> IdAsync(string kind, string code, DateOnly onDay) => data.AskAsync<long>($"select unit_id from unit_on('{onDay:yyyy-MM-dd}') where kind = '{kind}' and code = '{code}'");

    [Theory]
    [InlineData("duc nhuan")]
    [InlineData("Đức Nhuận")]
    [InlineData("DUC NHUAN")]
    [InlineData("phuong duc nhuan")]
    [InlineData("đuc nhuan")]
    [InlineData("duc nhuann")]
    [InlineData("ức nhuậ")]
    public async Task A_unit_is_found_however_its_marks_are_typed(string typed) => Assert.Contains("Phường Đức Nhuận, Thành phố Hồ Chí Minh", await FoundAsync(typed, In2025));

    [Fact]
    public async Task The_name_itself_comes_before_names_that_begin_with_it_and_those_before_names_that_hold_it()
    {
        await using var db = data.Open();
        var keys = (await db.SearchUnitsAsync("AN THẠNH", In2021, limit: 200, Cancel)).Select(f => SearchKey.Of(f.Unit.ShortName));
        string[] ranks = [.. keys.Select(key => key == "an thanh" ? "itself" : key.StartsWith("an thanh", StringComparison.Ordinal) ? "start" : key.Contains(" an thanh", StringComparison.Ordinal) ? "word" : "inside")];
        Assert.Equal(["itself", "start", "word", "inside"], ranks.Where((rank, at) => at == 0 || ranks[at - 1] != rank));
    }

    [Fact]
    public async Task A_search_asks_the_units_of_its_day()
    {
        Assert.Equal(["Tỉnh Bắc Kạn, Cả nước"], (await FoundAsync("tinh bac kan", In2021)).Take(1));
        Assert.DoesNotContain(await FoundAsync("bac kan", In2025), f => f.StartsWith("Tỉnh", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Seven_communes_are_called_Tan_Tien_and_each_is_named_with_its_province()
    {
        var found = await FoundAsync("xã tân tiến", In2025, limit: 20);
        Assert.Equal(7, found.Count(f => f.StartsWith("Xã Tân Tiến, ", StringComparison.Ordinal)));
        Assert.Equal(found.Length, found.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    [InlineData("không có nơi nào tên như thế này")]
    public async Task What_names_no_unit_finds_none(string typed) => Assert.Empty(await FoundAsync(typed, In2025));

    [Theory]
    [InlineData("province", "24", "2025-06-30", "Tỉnh Bắc Giang")]
    [InlineData("province", "24", "2026-09-19", "Tỉnh Bắc Ninh")]
    [InlineData("province", "24", "2026-09-20", "Thành phố Bắc Ninh")]
    [InlineData("province", "75", "2026-04-29", "Tỉnh Đồng Nai")]
    [InlineData("province", "75", "2026-04-30", "Thành phố Đồng Nai")]
    [InlineData("commune", "26368", "2025-06-30", "Thị trấn Long Thành")]
    [InlineData("commune", "26368", "2026-04-29", "Xã Long Thành")]
    [InlineData("commune", "26368", "2026-04-30", "Phường Long Thành")]
    public async Task A_letterhead_names_the_unit_as_of_its_day(string kind, string code, string day, string name)
    {
        var onDay = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        await using var db = data.Open();
        Assert.Equal(name, (await db.UnitAsync(await IdAsync(kind, code, onDay), onDay, Cancel))?.Name);
    }

    [Fact]
    public async Task A_unit_that_has_ended_has_no_name_any_more()
    {
        await using var db = data.Open();
        var district = await data.AskAsync<long>("select unit_id from unit_on('2021-06-01') where name = 'Quận 7'");
        Assert.Equal("Quận 7", (await db.UnitAsync(district, In2021, Cancel))?.Name);
        Assert.Null(await db.UnitAsync(district, In2025, Cancel));
        Assert.Null(await db.UnitAsync(district, In2025, Cancel));
        Assert.Single(await db.UnitHistoryAsync(district, Cancel));
    }

    [Fact]
    public async Task Above_a_commune_stood_a_district_and_now_only_its_province_and_the_nation()
    {
        await using var db = data.Open();
        async Task<string> AboveAsync(string code, DateOnly onDay) => string.Join(" > ", (await db.UnitsAboveAsync(await IdAsync("commune", code, onDay), onDay, Cancel)).Select(u => u.Name));
        Assert.Equal("Cả nước > Thành phố Hồ Chí Minh > Quận Phú Nhuận", await AboveAsync("27043", In2021));
        Assert.Equal("Cả nước > Thành phố Hồ Chí Minh", await AboveAsync("27043", In2026));
    }

    [Fact]
    public async Task Below_the_nation_stand_its_provinces_and_the_ministry()
    {
        await using var db = data.Open();
        Assert.Equal(35, (await db.KindsBelowAsync(UnitDirectory.Nation, In2025, Cancel)).Sum(kind => kind.Count));
        Assert.Equal("Bộ Giáo dục và Đào tạo", (await db.UnitAsync(UnitDirectory.Ministry, In2025, Cancel))?.Name);
        var province = await IdAsync("province", "12", In2025);
        var (any, noLevel) = (UnitFilter.Read(kind: "", difficulty: ""), new[] { "" });
        var below = await db.UnitsBelowAsync(province, any, noLevel, after: null, In2025, limit: 100, Cancel);
        Assert.Equal(38, below.Count);
        Assert.Equal("Bản Bo", below[0].ShortName);
        // Page by page they are the same.
        var (paged, after) = (new List<long>(), (UnitVersion?)null);
        while (await db.UnitsBelowAsync(province, any, noLevel, after, In2025, limit: 7, Cancel) is { Count: > 0 } page)
        {
            paged.AddRange(page.Select(unit => unit.UnitId));
            after = page[^1];
        }
        Assert.Equal(below.Select(unit => unit.UnitId), paged);
    }

    [Fact]
    public async Task Predecessors_and_successors_are_named_as_they_were()
    {
        await using var db = data.Open();
        var ducNhuan = await db.PredecessorsAsync(await IdAsync("commune", "27043", In2025), Cancel);
        Assert.Equal("Phường 3 whole, Phường 4 whole, Phường 5 whole, Phường 9 whole, Quận Phú Nhuận part", string.Join(", ", ducNhuan.Select(r => $"{r.Unit.Name} {(r.Whole ? "whole" : "part")}").Order(StringComparer.Ordinal)));
        var phuong4 = await db.SuccessorsAsync(await IdAsync("commune", "27043", In2021), Cancel);
        Assert.Equal(["Phường Đức Nhuận"], phuong4.Select(r => r.Unit.Name));
    }

    [Fact]
    public async Task The_line_of_a_unit_is_itself_and_everything_above_it()
    {
        var commune = await IdAsync("commune", "03145", In2021);
        Assert.Equal("commune district nation province", await data.AskAsync<string>($"select string_agg(kind, ' ' order by kind) from unit_line({commune}, '2021-06-01') l join unit u on u.id = l"));
        Assert.Equal(UnitDirectory.Nation, await data.AskAsync<long>($"select string_agg(l::text, '')::bigint from unit_line({UnitDirectory.Nation}, '2021-06-01') l"));
    }
}
