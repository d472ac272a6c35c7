using System.Net;
using AngleSharp.Dom;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>
/// A THPT stands in a commune and answers to the Sở. Learners by hand: the commune itself 5, its primary school 7, the THPT 11, the Sở itself 2.
/// Each is in one place of each view, and the province is the same in both.
/// </summary>
public sealed class GroundTests(GroundTests.Province province) : IClassFixture<GroundTests.Province>
{
    public sealed class Province(Postgres postgres) : IAsyncLifetime
    {
        App app = null!;
        public TestData Data { get; private set; } = null!;
        public HttpClient Above { get; private set; } = null!;
        public Dictionary<string, long> Units { get; } = new(StringComparer.Ordinal);

        public async ValueTask InitializeAsync()
        {
            app = new App(await postgres.CloneAsync());
            Data = new TestData(app);
            var edition = await Data.EditionAsync(2026);
            Units["province"] = await Data.UnitAsync("province", "Tỉnh Hai Nhánh", 1);
            Units["agency"] = await Data.UnitAsync("agency", "Sở Giáo dục và Đào tạo", Units["province"]);
            Units["commune"] = await Data.UnitAsync("commune", "Xã Hai Nhánh", Units["province"]);
            Units["primary"] = await Data.UnitAsync("school", "Trường Tiểu học Hai Nhánh", Units["commune"]);
            Units["upper"] = await Data.UnitAsync("school", "Trường THPT Hai Nhánh", Units["agency"]);
            await Data.RunAsync("update unit_version set territory_id = $2 where unit_id = $1", Units["upper"], Units["commune"]);
            foreach (var (unit, learners) in new[] { ("agency", 2L), ("commune", 5), ("primary", 7), ("upper", 11) })
                await Data.RunAsync("""
                    insert into report (id, edition_id, unit_id, receiver_id, form_key, state, figures, version, changed_at)
                    select gen_random_uuid(), $1, v.unit_id, v.parent_id, '2024', 'accepted',
                           (select array_agg(case when c.row_key = 'classes.professional' and c.measure = 'people' then $3 end order by c.position) from statistics_column c where c.form_key = '2024'), 1, now()
                      from unit_version v where v.unit_id = $2
                    """, edition.Id, Units[unit], learners);
            Above = await Data.BrowserAsync(await Data.PersonAsync("Giàng A Sử", (Units["province"], "leader")));
        }

        public ValueTask DisposeAsync()
        {
            Above.Dispose();
            return app.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("commune", "12", "23")]
    [InlineData("agency", "13", "2")]
    [InlineData("upper", "11", "11")]
    [InlineData("province", "25", "25")]
    public async Task Each_is_counted_once_where_it_answers_to_and_once_where_it_stands(string unit, string managed, string onGround)
    {
        Assert.Equal((managed, onGround), (await SumAsync(""), await SumAsync("&ground=1")));

        async Task<string> SumAsync(string view) => (await province.Above.PageAsync($"/totals/2026/{province.Units[unit]}/cell?row=classes.professional&measure=people{view}")).QuerySelector("#sum-received")!.TextContent;
    }

    [Fact]
    public async Task The_view_by_ground_is_marked_and_its_parts_add_up()
    {
        var page = await province.Above.PageAsync($"/totals/2026/{province.Units["commune"]}?ground=1");
        Assert.Contains("một trường sẽ bị tính hai lần", page.QuerySelector(".note.sent")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Trường THPT Hai Nhánh", page.QuerySelector("#units")!.Closest("section")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Trường THPT Hai Nhánh", (await province.Above.PageAsync($"/totals/2026/{province.Units["commune"]}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_commune_sees_on_its_ground_what_answers_elsewhere_and_the_report_stays_the_Sos()
    {
        using var commune = await province.Data.BrowserAsync(await province.Data.PersonAsync("Vàng Thị Mỷ", (province.Units["commune"], "coordinator")));
        Assert.Equal("23", (await commune.PageAsync($"/totals/2026/{province.Units["commune"]}/cell?row=classes.professional&measure=people&ground=1")).QuerySelector("#sum-received")!.TextContent);
        using var managed = await commune.GetAsync($"/totals/2026/{province.Units["upper"]}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, managed.StatusCode);
        using var report = await commune.GetAsync($"/reports/{await province.Data.ScalarAsync<Guid>("select id from report where unit_id = $1", province.Units["upper"])}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, report.StatusCode);
    }
}
