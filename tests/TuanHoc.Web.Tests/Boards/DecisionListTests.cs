using TuanHoc.Web.Tests.Reports;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>The list of decisions about units, however long.</summary>
public sealed class DecisionListTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    [Fact]
    public async Task A_long_list_goes_on_for_the_country_and_for_a_unit()
    {
        var school = await world.SchoolAsync();
        await world.Data.RunAsync("""
            with d as (
                insert into unit_decision (kind, number, issuer, signed_on, on_day, made_by, made_at, write_key)
                select 'rename', n || '/NQ-HĐND', 'Hội đồng nhân dân', '2026-01-01', date '2026-02-01' + n % 7, (select min(id) from person), now(), gen_random_uuid() from generate_series(1, 230) n returning id, number)
            insert into unit_decision_line (decision_id, unit_id, before, after) select d.id, $1, null, '{}' from d where d.number like '1%'
            """, school.Unit);
        Assert.Equal(230, (await NumbersAsync("/decisions")).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(111, (await NumbersAsync($"/units/{school.Unit}/changes")).Distinct(StringComparer.Ordinal).Count());
    }

    async Task<List<string>> NumbersAsync(string? path)
    {
        var numbers = new List<string>();
        while (path is not null)
        {
            using var page = await world.Receiver.PageAsync(path);
            numbers.AddRange(page.QuerySelectorAll("th[scope=row]").Select(number => number.TextContent));
            path = page.QuerySelectorAll("a.btn").Select(link => link.GetAttribute("href")!).SingleOrDefault(link => link.Contains("before=", StringComparison.Ordinal));
        }
        return numbers;
    }
}
