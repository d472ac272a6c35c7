namespace TuanHoc.Web.Tests.Boards;

public sealed class NotReportedTests(BoardsWorld world) : IClassFixture<BoardsWorld>
{
    [Fact]
    public async Task A_plan_sets_the_deadline_of_those_who_report_to_its_unit_and_of_nobody_else()
    {
        await world.Data.RunAsync("""
            with written as (
                insert into plan (id, unit_id, edition_id, state, file_name, text, facts, report_due, write_key, made_at, made_by, changed_at, changed_by)
                select gen_random_uuid(), $1, $2, 'saved', 'thu.txt', 'thử', '{}', '2025-10-21', gen_random_uuid(), now(), p.id, now(), p.id from person p limit 1 returning id)
            insert into happening (unit_id, edition_id, kind, thing, thing_id) select $1, $2, 'plan', 'plan', id::text from written
            """, world.Province, world.Edition.Id);
        await SoonAsync($"/totals/2025/{world.Province}/missing?kind=commune", "21/10/2025");

        var schools = (await world.OfProvince.PageAsync($"/totals/2025/{world.Province}/missing?kind=school")).Text();
        Assert.Contains("10/10/2025", schools, StringComparison.Ordinal);
        Assert.DoesNotContain("21/10/2025", schools, StringComparison.Ordinal);
    }

    async Task SoonAsync(string address, string shown)
    {
        for (var attempt = 0; attempt < 40; attempt++, await Task.Delay(250, TestContext.Current.CancellationToken))
            if ((await world.OfProvince.PageAsync(address)).Text().Contains(shown, StringComparison.Ordinal)) return;
        Assert.Fail($"{shown} did not come to {address}");
    }
}
