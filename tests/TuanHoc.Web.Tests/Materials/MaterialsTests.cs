using System.Net;
using System.Text;
using TuanHoc.Plans;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Tests.Materials;

/// <summary>The page of slogans and materials, and the files it leads to.</summary>
public sealed class MaterialsTests(Postgres postgres) : IAsyncLifetime
{
    const string Slogan = "Mỗi ngõ phố một tủ sách, mỗi người dân một mục tiêu học tập.";

    static readonly string Plan = File.ReadAllText(Path.Combine(Repository.Root, "tests/plans/quan-2019.txt")).Normalize(NormalizationForm.FormC);

    App app = null!;
    TestData data = null!;
    Edition edition = null!;
    long province, commune;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        data = new TestData(app);
        province = await data.UnitAsync("province", "Tỉnh Thử");
        commune = await data.UnitAsync("commune", "Xã Thử", province);
        edition = await data.EditionAsync(2025);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Slogans_and_the_outline_of_a_plan_above_are_there_to_be_used()
    {
        var viewer = await PersonAsync(commune, "viewer");
        await PlanAsync(province, "45/KH-UBND");

        var page = await viewer.PageAsync("/materials");
        Assert.Contains("Kế hoạch số 45/KH-UBND của Tỉnh Thử", page.Text(), StringComparison.Ordinal);
        var outline = page.QuerySelector("details .as-typed")!.TextContent;
        Assert.Contains("1. Ý nghĩa của học tập suốt đời", outline, StringComparison.Ordinal);
        Assert.DoesNotContain(Slogan, outline, StringComparison.Ordinal);
        Assert.Equal(["Chủ đề thử", Slogan], page.QuerySelectorAll("#slogan option").Take(2).Select(option => option.TextContent));

        var chosen = await viewer.PageAsync(page.QuerySelectorAll(".slogans li a")[0].GetAttribute("href")!);
        Assert.Equal(Slogan, chosen.QuerySelector("#slogan option[selected]")!.TextContent);
        var svg = await viewer.GetStringAsync(chosen.QuerySelector("img.sheet-look")!.GetAttribute("src")!, TestContext.Current.CancellationToken);
        Assert.Contains($"<title>{Slogan.TrimEnd('.')} – Xã Thử</title>", svg, StringComparison.Ordinal);
        // What is drawn is drawn in shapes: no style, script or font that the page would have to allow
        Assert.DoesNotMatch("style=|<text|<script|<style|href=", svg);
    }

    [Fact]
    public async Task Another_branch_does_not_see_them()
    {
        await PlanAsync(province, "45/KH-UBND");
        var elsewhere = await data.UnitAsync("commune", "Xã Khác", await data.UnitAsync("province", "Tỉnh Khác"));
        Assert.Empty((await (await PersonAsync(elsewhere)).PageAsync("/materials")).QuerySelectorAll(".slogans li"));
    }

    [Fact]
    public async Task A_coordinator_types_slogans_for_the_unit_and_those_below()
    {
        var (coordinator, below) = (await PersonAsync(province, "coordinator"), await PersonAsync(commune));
        var edit = await coordinator.PageAsync($"/materials/{province}/slogans?year=2025");
        using var saved = await coordinator.SendAsync(edit.Form($"/materials/{province}/slogans"), null, ("slogans", "Học để làm người.\r\nHọc để làm người.\r\n\r\nSách là bạn."), ("outline", "Bản tin loa."));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        Assert.Equal(["Học để làm người.", "Sách là bạn."], (await below.PageAsync("/materials")).QuerySelectorAll(".slogans li > span").Select(slogan => slogan.TextContent));
        Assert.Equal(1, await data.ScalarAsync<long>("select count(*) from audit where thing = 'slogans' and unit_id = $1", province));

        // The same form once more is the same save; a page opened before is told
        using var again = await coordinator.SendAsync(edit.Form($"/materials/{province}/slogans"), null, ("slogans", "Học để làm người."));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        using var late = await coordinator.SendAsync(edit.Form($"/materials/{province}/slogans"), null, ("slogans", "Câu của tôi."), ("key", Guid.CreateVersion7().ToString()));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var refused = await late.PageAsync();
        Assert.Equal("Câu của tôi.", refused.QuerySelector("#slogans")!.TextContent);
        using var forced = await coordinator.SendAsync(refused.Form($"/materials/{province}/slogans"), null);
        Assert.Equal(HttpStatusCode.Redirect, forced.StatusCode);
        Assert.Equal(["Câu của tôi."], await data.ScalarAsync<string[]>("select slogans from slogan_sheet where unit_id = $1", province));
    }

    [Fact]
    public async Task A_file_goes_out_with_its_line_in_the_log_and_says_what_was_asked()
    {
        var reporter = await PersonAsync(commune);
        var page = await reporter.PageAsync($"/materials?unit={commune}&kind=invitation&event={Uri.EscapeDataString("Lễ khai mạc")}&time=8h30&address=https%3A%2F%2Fxa.example%2Fkhai-mac");
        var press = page.QuerySelectorAll("a.btn").Select(a => a.GetAttribute("href")!).First(href => href.Contains(".pdf", StringComparison.Ordinal));
        using var answer = await reporter.GetAsync(press, TestContext.Current.CancellationToken);
        var pdf = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("application/pdf", "invitation-2025.in.pdf"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
        Assert.True(pdf.AsSpan().StartsWith("%PDF-"u8));
        Assert.Equal(commune, await data.ScalarAsync<long>("select unit_id from audit where what = 'downloaded' and detail ->> 'name' = 'invitation-2025.in.pdf'"));

        using var picture = await reporter.GetAsync(page.QuerySelectorAll("a.btn").Select(a => a.GetAttribute("href")!).First(href => href.Contains(".svg", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        Assert.Contains("Lễ khai mạc", await picture.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("poster-a2", "own", "Vui học 😀", "Không in được ký tự “😀”")]
    [InlineData("poster-a2", "address", "javascript:alert(1)", "https://")]
    [InlineData("poster-a2", "address", "xa.example", "https://")]
    [InlineData("invitation", "event", null, "nhiều nhất 160 ký tự")]
    public async Task What_cannot_be_made_is_said_and_stays_typed(string kind, string field, string? typed, string why)
    {
        typed ??= new string('h', 161);
        var reporter = await PersonAsync(commune);
        using var answer = await reporter.GetAsync($"/materials?kind={kind}&{field}={Uri.EscapeDataString(typed)}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.PageAsync();
        Assert.Contains(why, page.QuerySelector($"#{field}-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(typed, page.QuerySelector($"#{field}") is AngleSharp.Html.Dom.IHtmlInputElement input ? input.Value : page.QuerySelector($"#{field}")!.TextContent);
        using var file = await reporter.GetAsync($"/materials/{commune}/{kind}.pdf?{field}={Uri.EscapeDataString(typed)}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, file.StatusCode);
    }

    [Fact]
    public async Task Markup_in_a_text_stays_a_text()
    {
        var svg = await (await PersonAsync(commune)).GetStringAsync($"/materials/{commune}/invitation?event={Uri.EscapeDataString("</title><script>alert(1)</script>")}", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/materials?kind=khong-co")]
    [InlineData("/materials?year=1990")]
    [InlineData("/materials/{0}/khong-co")]
    [InlineData("/materials/{0}/khong-co.pdf")]
    public async Task What_is_not_made_here_is_not_there(string address)
    {
        using var answer = await (await PersonAsync(commune)).GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, commune), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_unit_the_page_says_what_is_missing() =>
        Assert.Contains("Chưa có đơn vị để làm tài liệu", (await (await data.BrowserAsync(await data.AdministratorAsync())).PageAsync("/materials")).Text(), StringComparison.Ordinal);

    async Task<HttpClient> PersonAsync(long unit, string role = "reporter") => await data.BrowserAsync(await data.PersonAsync("Vàng Thị Mẩy", (unit, role)));

    async Task PlanAsync(long unit, string number)
    {
        await data.PersonAsync("Người đưa kế hoạch");
        await data.RunAsync("""
            insert into plan (id, unit_id, edition_id, state, type, number, file_name, text, facts, write_key, made_at, made_by, changed_at, changed_by)
            select $1, $2, $3, 'saved', 'KH', $6, 'ke-hoach.txt', $4, $5::text::jsonb, $1, now(), min(id), now(), min(id) from person
            """, Guid.CreateVersion7(), unit, edition.Id, Plan, PlanFacts.Write(PlanReader.Read(Plan)), number);
    }
}
