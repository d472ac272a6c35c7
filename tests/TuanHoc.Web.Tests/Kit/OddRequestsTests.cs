using System.Net;

namespace TuanHoc.Web.Tests.Kit;

/// <summary>Requests that no page of ours sends get a page with words, and never a fault.</summary>
public sealed class OddRequestsTests(Postgres postgres) : IAsyncLifetime
{
    App app = null!;
    TestData data = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync());
        data = new TestData(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("/tasks?plan=x", HttpStatusCode.BadRequest)]
    [InlineData("/reports?rank=x", HttpStatusCode.BadRequest)]
    [InlineData("/reports?search=%00", HttpStatusCode.BadRequest)]
    [InlineData("/units?q=%00", HttpStatusCode.BadRequest)]
    [InlineData("/totals/2025/-1", HttpStatusCode.NotFound)]
    [InlineData("/totals/99999/1", HttpStatusCode.NotFound)]
    [InlineData("/reports/00000000-0000-0000-0000-000000000000", HttpStatusCode.NotFound)]
    [InlineData("/plans/x", HttpStatusCode.NotFound)]
    [InlineData("/khong/co", HttpStatusCode.NotFound)]
    public async Task An_address_that_cannot_be_answered_gets_a_page_that_says_so(string address, HttpStatusCode status)
    {
        using var browser = await data.BrowserAsync(await data.PersonAsync("Người gõ nhầm", (1, "coordinator")));
        using var answer = await browser.GetAsync(address, Cancel);
        Assert.Equal(status, answer.StatusCode);
        Assert.NotEmpty((await answer.PageAsync()).QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Half_a_letter_at_the_cut_of_a_long_search_is_no_fault()
    {
        using var browser = await data.BrowserAsync(await data.PersonAsync("Người gõ dài", (1, "viewer")));
        await browser.PageAsync("/units?q=" + Uri.EscapeDataString(new string('a', 99) + "📚📚"));
    }

    [Fact]
    public async Task A_nul_typed_by_a_machine_is_left_out()
    {
        using var browser = app.Visitor();
        var form = (await browser.PageAsync("/signin")).Form("/signin");
        using var refused = await browser.SendAsync(form, "/signin", ("name", "ai\0đó"), ("password", "sai\0"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task The_way_back_is_an_address_a_browser_can_be_sent_to()
    {
        using var browser = await data.BrowserAsync(await data.PersonAsync("Người đổi tiếng", (1, "viewer")));
        foreach (var back in new[] { "/\t/x", "/tìm", "/\r\nx" })
        {
            using var switched = await browser.SendAsync((await browser.PageAsync("/me")).Form("/language"), "/language", ("back", back), ("language", "en"));
            Assert.Equal("/", switched.Headers.Location!.ToString());
        }
    }
}
