using System.Net;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>Editions of the districts' time stay open to those above, as the units stood then.</summary>
public sealed class EndedUnitsTests(Postgres postgres) : IAsyncLifetime
{
    App app = null!;
    TestData data = null!;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        data = new TestData(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Totals_of_a_district_that_has_ended_are_open_to_the_nation_and_not_to_a_commune()
    {
        await data.EditionAsync(2022);
        var district = await data.ScalarAsync<long>("select min(unit_id) from unit_on('2022-10-07') where kind = 'district'");
        using var nation = await data.BrowserAsync(await data.PersonAsync("Trịnh Quốc Khải", (1, "coordinator")));
        await nation.PageAsync($"/totals/2022/{district}");

        var commune = await data.ScalarAsync<long>("select min(unit_id) from unit_on('2025-10-07') where kind = 'commune'");
        using var stranger = await data.BrowserAsync(await data.PersonAsync("Hoàng Thị Sen", (commune, "coordinator")));
        using var refused = await stranger.GetAsync($"/totals/2022/{district}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task What_a_unit_without_any_day_reported_is_counted_in_the_nation_and_named_there()
    {
        var edition = await data.EditionAsync(2025);
        var unit = await data.ScalarAsync<long>("insert into unit (kind) values ('school') returning id");
        await data.RunAsync("""
            insert into report (id, edition_id, unit_id, form_key, state, figures, version, changed_at)
            select gen_random_uuid(), $1, $2, '2024', 'accepted', (select array_agg(case when c.row_key = 'classes.professional' and c.measure = 'people' then 7 end order by c.position) from statistics_column c where c.form_key = '2024'), 1, now()
            """, edition.Id, unit);
        using var nation = await data.BrowserAsync(await data.PersonAsync("Trịnh Quốc Khải", (1, "coordinator")));
        Assert.Equal("7", (await nation.PageAsync("/totals/2025/1/cell?row=classes.professional&measure=people")).QuerySelector("#sum-received")!.TextContent);
        var province = await data.ScalarAsync<long>("select min(unit_id) from unit_on('2025-10-07') where kind = 'province'");
        Assert.NotNull((await nation.PageAsync($"/totals/2025/{province}")).QuerySelector("main"));
    }
}
