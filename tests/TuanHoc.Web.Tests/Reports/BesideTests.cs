using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Reports;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>A report is looked at beside the unit's own of the year before and beside those of like units.</summary>
public sealed class BesideTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    [Fact]
    public async Task Ten_times_last_year_needs_a_sentence_before_it_is_submitted()
    {
        var school = await world.SchoolAsync();
        await EarlierAsync(school.Unit, "2024", ("classes.professional", "people", 60));
        using (var refused = await school.SubmitAsync(("classes.professional.sessions", "2"), ("classes.professional.people", "600")))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("600, năm 2024 là 60: gấp 10 lần", (await refused.PageAsync()).Text(), StringComparison.Ordinal);
        }
        using var said = await school.SubmitAsync(("classes.professional.sessions", "2"), ("classes.professional.people", "600"), ("classes.professional.note", "Tập huấn cả cụm trường"));
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
    }

    [Fact]
    public async Task What_went_into_a_unit_whole_is_added_to_its_last_year()
    {
        var (school, other) = (await world.SchoolAsync(), await world.Data.UnitAsync("school", "Trường đã nhập", world.Commune));
        await EarlierAsync(school.Unit, "2024", ("news", "amount", 40));
        await EarlierAsync(other, "2024", ("news", "amount", 60));
        await world.Data.RunAsync("insert into succession (from_unit, to_unit, on_day, whole) values ($1, $2, '2025-07-01', true)", other, school.Unit);
        await world.Data.RunAsync("update unit_version set valid = daterange(lower(valid), '2025-07-01') where unit_id = $1", other);
        using var saved = await school.SaveAsync(("news.amount", "1.000"));
        Assert.Contains("1.000, năm 2024 là 100: gấp 10 lần", (await school.Reporter.PageAsync(school.Report)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_asked_something_else_last_year_is_not_compared()
    {
        var school = await world.SchoolAsync();
        await EarlierAsync(school.Unit, "2021", ("classes.universal_education_primary_lower_secondary", "people", 10), ("classes.life_skills", "people", 10));
        using var saved = await school.SaveAsync(("classes.universal_education_lower_secondary.sessions", "1"), ("classes.universal_education_lower_secondary.people", "900"), ("classes.life_skills.sessions", "1"), ("classes.life_skills.people", "900"));
        Assert.Equal(1, (await school.Reporter.PageAsync(school.Report)).Text().Split("gấp 90 lần").Length - 1);
    }

    [Fact]
    public async Task A_number_that_no_like_unit_gives_needs_a_sentence()
    {
        var edition = await world.Data.EditionAsync(2026);
        foreach (var number in Enumerable.Range(0, 24))
        {
            using var like = (await world.SchoolAsync("library", edition)).Reporter;
            await world.Data.RunAsync("""
                update report set state = 'submitted', form_key = '2024', changed_at = now(), version = 1,
                       figures = (select array_agg(case when c.row_key = 'book_drive.books' then 30 + $2 end order by c.position) from statistics_column c where c.form_key = '2024')
                 where edition_id = $1 and unit_id = (select max(unit_id) from report where edition_id = $1)
                """, edition.Id, number);
        }
        await ActivatorUtilities.CreateInstance<LearnNorms>(world.App.Services).LearnAsync(TestContext.Current.CancellationToken);
        var library = await world.SchoolAsync("library", edition);
        using var saved = await library.SaveAsync(("book_drive.books.amount", "40.000"));
        Assert.Contains("40.000, trong khi 24 đơn vị cùng loại thường ghi từ", (await library.Reporter.PageAsync(library.Report)).Text(), StringComparison.Ordinal);
        var school = await world.SchoolAsync("school", edition);
        using var other = await school.SaveAsync(("book_drive.books.amount", "40.000"));
        Assert.DoesNotContain("đơn vị cùng loại", (await school.Reporter.PageAsync(school.Report)).Text(), StringComparison.Ordinal);
    }

    /// <summary>What a unit sent for 2024, on a form.</summary>
    async Task EarlierAsync(long unit, string form, params (string Row, string Measure, long Number)[] figures)
    {
        var edition = await EditionBeforeAsync();
        await world.Data.RunAsync("""
            insert into report (id, edition_id, unit_id, receiver_id, form_key, state, version, changed_at, figures)
            select gen_random_uuid(), $1, $2, $3, $4, 'accepted', 1, '2024-10-09Z',
                   (select array_agg((select n from unnest($5::text[], $6::text[], $7::bigint[]) as g (row, measure, n) where g.row = c.row_key and g.measure = c.measure) order by c.position) from statistics_column c where c.form_key = $4)
            """, edition.Id, unit, world.Commune, form, figures.Select(one => one.Row).ToArray(), figures.Select(one => one.Measure).ToArray(), figures.Select(one => one.Number).ToArray());
    }

    static readonly SemaphoreSlim one = new(1);
    static Edition? before;

    async Task<Edition> EditionBeforeAsync()
    {
        await one.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return before ??= await world.Data.EditionAsync(2024);
        }
        finally
        {
            one.Release();
        }
    }
}
