using System.Net;

namespace TuanHoc.Web.Tests.Reports.Drafts;

/// <summary>What stands beside a cell and is taken or carried into it, without scripts.</summary>
public sealed class BesideCellsTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    const string Openings = "openings.schools.amount";

    [Fact]
    public async Task The_own_activities_stand_beside_their_cell_are_taken_with_one_button_and_a_figure_apart_from_them_is_marked()
    {
        var school = await world.SchoolAsync();
        await world.Data.RunAsync("""
            insert into activity (id, edition_id, unit_id, kind, title, from_at, state, people, write_key, made_at, made_by, changed_at, changed_by)
            select gen_random_uuid(), r.edition_id, r.unit_id, 'ceremony', 'Lễ khai mạc ' || n, '2025-10-01T01:00:00Z', case n when 3 then 'planned' else 'held' end, 100, gen_random_uuid(), now(), p.id, now(), p.id from report r, (select min(id) as id from person) p, generate_series(1, 3) n where r.id = $1
            """, school.Id);

        var page = await school.Reporter.PageAsync(school.Report);
        var take = page.QuerySelector($"button[name=take][value='{Openings}']")!;
        // One school that held two is one school.
        Assert.Equal("1", take.TextContent);
        using var taken = await school.Reporter.SendAsync(page.Form(school.Report), to: null, ("news.amount", "14"), ("take", Openings));
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.Equal((1, 14), (await school.FigureAsync("openings.schools", "amount"), await school.FigureAsync("news", "amount")));

        await school.SaveAsync((Openings, "0"), ("take", null));
        Assert.Equal("lệch −1", (await school.Reporter.PageAsync(school.Report)).QuerySelector($"[data-apart='{Openings}']")!.TextContent);
        // Enter in a field saves, and takes nothing.
        Assert.Null((await school.Reporter.PageAsync(school.Report)).Form(school.Report).QuerySelector("button")!.GetAttribute("name"));
    }

    [Fact]
    public async Task Without_activities_and_without_an_earlier_year_nothing_stands_beside()
    {
        var school = await world.SchoolAsync();
        Assert.Empty((await school.Reporter.PageAsync(school.Report)).QuerySelectorAll(".sheet .ref"));
    }

    [Fact]
    public async Task The_figure_of_the_year_before_stands_beside_each_cell()
    {
        var earlier = await world.Data.EditionAsync(2024);
        var school = await world.SchoolAsync();
        await world.Data.LedgerAsync(earlier);
        await world.Data.RunAsync("""
            update report set state = 'submitted', form_key = '2024', changed_at = now(), version = 1, figures = (select array_agg(case c.row_key when 'news' then 9 end order by c.position) from statistics_column c where c.form_key = '2024')
             where edition_id = $1 and unit_id = $2
            """, earlier.Id, school.Unit);
        var page = await school.Reporter.PageAsync(school.Report);
        Assert.Equal("9", page.GetElementById("news.amount")!.Closest("tr")!.QuerySelector(".ly")!.TextContent.Trim());
    }

    [Fact]
    public async Task What_was_typed_on_a_form_that_changed_is_carried_over_by_key_and_what_could_not_be_is_listed()
    {
        var school = await world.SchoolAsync();
        var fields = (await school.Reporter.PageAsync(school.Report)).Form(school.Report).Filled(("form", "2021"), ("news.amount", "14"), ("news.note", "báo tường"));
        // Asked in 2021 alone, or meaning something else since.
        fields.RemoveAll(field => field.Key == "book_drive.books.amount");
        fields.AddRange([new("book_drive.books.amount", "300"), new("classes.literacy.sessions", "2")]);
        using var answer = await school.Reporter.PostAsync(school.Report, new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var page = await answer.PageAsync();
        var shown = page.Form(school.Report).Filled().ToDictionary(field => field.Key, field => field.Value);
        Assert.Equal(("2024", "14", "báo tường", ""), (shown["form"], shown["news.amount"], shown["news.note"], shown["book_drive.books.amount"]));
        Assert.Matches(@"Không chuyển được: .*: 2; .*: 300\.", page.QuerySelector(".note.late")!.TextContent.Trim());
        Assert.Equal("open", await school.StateAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await school.Reporter.SendAsync(page.Form(school.Report))).StatusCode);
        Assert.Equal(14, await school.FigureAsync("news", "amount"));
    }
}
