namespace TuanHoc.Web.Tests.Boards;

/// <summary>Two years of a commune whose predecessors are all known as wholes, one of them by its name alone.</summary>
public sealed class ComparedByNameTests(Postgres postgres)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_a_name_alone_joins_the_years_the_comparison_is_said_to_be_probable(bool byName)
    {
        await using var app = new App(await postgres.CloneAsync());
        var data = new TestData(app);
        var (earlier, later) = ((await data.EditionAsync(2024)).Id, (await data.EditionAsync(2025)).Id);
        var commune = await data.ScalarAsync<long>("""
            select to_unit from succession s join unit u on u.id = from_unit and u.kind = 'commune'
             where on_day = '2025-07-01' and exists (select from unit_on('2026-11-20') v where v.unit_id = to_unit and v.kind = 'commune')
             group by 1 having bool_and(whole) and bool_or(by_name) = $1 and count(*) between 2 and 4 order by 1 limit 1
            """, byName);
        await data.RunAsync("""
            insert into report (id, edition_id, unit_id, form_key, state, figures, version, changed_at)
            select gen_random_uuid(), w.edition, u.id, '2024', 'accepted', (select array_agg(case when c.row_key = 'news' then w.figure end order by c.position) from statistics_column c where c.form_key = '2024'), 1, now()
              from (select $1::int as edition, 100 as figure, from_unit as unit from succession where to_unit = $3 and on_day = '2025-07-01' union all select $2, 450, $3) w
              join unit u on u.id = w.unit and u.kind = 'commune'
            """, earlier, later, commune);
        using var nation = await data.BrowserAsync(await data.PersonAsync("Trịnh Quốc Khải", (1, "coordinator")));

        var page = await nation.PageAsync($"/totals/compare/{commune}?from=2024&to=2025");
        var difference = page.QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("th")!.TextContent.StartsWith("Số tin bài", StringComparison.Ordinal)).QuerySelector("td[data-l='Chênh lệch']")!.TextContent;
        Assert.Equal(byName, page.QuerySelectorAll(".note.due").Any(note => note.TextContent.Contains("Có lẽ so sánh được: 1 đơn vị cũ", StringComparison.Ordinal)));
        Assert.Equal(byName, page.QuerySelector(".note.ok") is null);
        Assert.Matches(byName ? @"^≈ \+" : @"^\+", difference);
        Assert.Equal(byName, (await nation.PageAsync($"/totals/2024/{commune}?on=20/11/2026")).QuerySelector("main")!.TextContent.Contains("Đã tính ở đây nhờ tên trong huyện cũ", StringComparison.Ordinal));

        // The province holds them whatever the names are worth.
        var province = await data.ScalarAsync<long>("select parent_id from unit_on('2026-11-20') where unit_id = $1", commune);
        Assert.DoesNotContain("≈", (await nation.PageAsync($"/totals/compare/{province}?from=2024&to=2025")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }
}
