using System.Net;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>Who is asked, when it is due, and the lists of what is due and received.</summary>
public sealed class ReportListTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    [Fact]
    public async Task The_administrator_asks_every_reporting_unit_once()
    {
        var edition = await world.Data.EditionAsync(2022);
        var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        var form = (await administrator.PageAsync("/editions")).Form("/editions/2022/reports");

        Assert.Equal(HttpStatusCode.Redirect, (await administrator.SendAsync(form)).StatusCode);
        const string asked = "select count(*) from report where edition_id = $1";
        var first = await world.Data.ScalarAsync<long>(asked, edition.Id);
        Assert.Equal(first, await world.Data.ScalarAsync<long>("select count(*) from unit_version where valid @> date '2022-10-07' and kind not in ('nation', 'body', 'neighbourhood') and unit_id <> 2")); // all but the Ministry
        Assert.True(await world.Data.ScalarAsync<bool>("select bool_and(substr(id::text, 15, 1) = '7' and state = 'open' and form_key = '2024') from report where edition_id = $1", edition.Id));

        await world.Data.UnitAsync("library", "Thư viện mới", world.Commune);
        await administrator.SendAsync((await administrator.PageAsync("/editions")).Form("/editions/2022/reports"));
        Assert.Equal(first + 1, await world.Data.ScalarAsync<long>(asked, edition.Id));
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from audit where what = 'asked' and thing_id = $1::text", edition.Id));
    }

    [Fact]
    public async Task Only_the_administrator_asks()
    {
        var refused = await world.Receiver.PostAsync("/editions/2025/reports", new FormUrlEncodedContent(await world.Receiver.TokenAsync()), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task A_report_is_due_when_the_plan_of_its_receiver_says()
    {
        var commune = await world.Data.UnitAsync("commune", "Xã Có Kế Hoạch", world.Province);
        var school = await world.Data.UnitAsync("school", "Trường Đúng Hạn", commune);
        await world.Data.LedgerAsync(world.Edition);
        const string due = "select report_due(edition_id, receiver_id, 'school') from report where edition_id = $1 and unit_id = $2";
        Assert.Equal(new DateOnly(2025, 10, 10), await world.Data.ScalarAsync<DateOnly>(due, world.Edition.Id, school));

        await world.Data.RunAsync("""
            insert into plan (id, unit_id, edition_id, state, file_name, text, facts, report_due, write_key, made_at, made_by, changed_at, changed_by)
            select gen_random_uuid(), $1, $2, 'saved', 'x.txt', 'x', '{}', '2025-10-08', gen_random_uuid(), now(), min(id), now(), min(id) from person
            """, commune, world.Edition.Id);

        Assert.Equal(new DateOnly(2025, 10, 8), await world.Data.ScalarAsync<DateOnly>(due, world.Edition.Id, school));
        var page = await (await world.Data.BrowserAsync(await world.Data.PersonAsync("Người trường", (school, "reporter")))).PageAsync(await world.Data.ReportAsync(world.Edition, school));
        Assert.Contains("08/10/2025", page.Text());
    }

    [Fact]
    public async Task What_needs_an_act_stands_first_and_can_be_filtered_and_found_without_marks()
    {
        var commune = await world.Data.UnitAsync("commune", "Xã Danh Sách", world.Province);
        foreach (var (name, state) in new[] { ("Trường Ánh Dương", "accepted"), ("Trường Đỗ Quyên", "submitted"), ("Trường Hoa Ban", "open"), ("Trường Mận Trắng", "returned") })
        {
            var unit = await world.Data.UnitAsync("school", name, commune);
            await world.Data.LedgerAsync(world.Edition);
            await world.Data.RunAsync("update report set state = $3, changed_at = now() where edition_id = $1 and unit_id = $2", world.Edition.Id, unit, state);
        }
        var leader = await world.Data.BrowserAsync(await world.Data.PersonAsync("Lãnh đạo xã", (commune, "leader")));

        Assert.Equal(["Trường Đỗ Quyên", "Trường Hoa Ban", "Trường Mận Trắng", "Trường Ánh Dương"], Names(await leader.PageAsync("/reports")));
        Assert.Equal(["Trường Mận Trắng"], Names(await leader.PageAsync("/reports?rank=2")));
        Assert.Equal(["Trường Đỗ Quyên"], Names(await leader.PageAsync("/reports?search=do+quyen")));
        Assert.Empty(Names(await leader.PageAsync("/reports?search=100%25")));
    }

    [Fact]
    public async Task A_long_list_goes_on_where_the_page_before_ended()
    {
        var commune = await world.Data.UnitAsync("commune", "Xã Đông Trường", world.Province);
        for (var i = 0; i < 120; i++) await world.Data.UnitAsync("school", $"Trường {i:000}", commune);
        await world.Data.LedgerAsync(world.Edition);
        var leader = await world.Data.BrowserAsync(await world.Data.PersonAsync("Lãnh đạo xã đông", (commune, "leader")));

        var (names, next) = (new List<string>(), "/reports");
        for (var pages = 0; next is not null && pages < 5; pages++)
        {
            var page = await leader.PageAsync(next);
            names.AddRange(Names(page));
            next = page.QuerySelector("a[href*='after=']")?.GetAttribute("href");
        }

        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"Trường {i:000}"), names);
    }

    [Fact]
    public async Task A_school_finds_its_own_report_and_the_commune_its_own_and_the_schools()
    {
        var school = await world.SchoolAsync();

        Assert.NotNull((await school.Reporter.PageAsync("/reports")).QuerySelector($"a[href='{school.Report}']"));
        Assert.Empty(Names(await school.Reporter.PageAsync("/reports")));
        var own = await world.Data.ReportAsync(world.Edition, world.Commune);
        Assert.NotNull((await world.Receiver.PageAsync("/reports")).QuerySelector($"[aria-labelledby='own'] a[href='{own}']"));
        Assert.NotNull((await world.Receiver.PageAsync(own + "?tab=units")).QuerySelector($"a[href='{school.Report}']"));
    }

    static IEnumerable<string> Names(AngleSharp.Dom.IDocument page) => page.QuerySelectorAll("[aria-labelledby='received'] tbody th a").Select(link => link.TextContent);
}
