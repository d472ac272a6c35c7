using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>What happens around a report that is late: more time is asked for and given, paper is entered for its unit and confirmed, and what was sent up before it came tells that it has changed.</summary>
public sealed class LedgerJourneyTests(House house) : IAsyncLifetime
{
    const string Reason = "Mưa lũ, trường nghỉ học hai tuần.", News = "news.amount";

    readonly Desk desk = new(house);

    public ValueTask InitializeAsync() => desk.InitializeAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_school_gets_more_time_its_paper_is_entered_by_the_commune_and_the_school_confirms_it()
    {
        var path = await desk.ReportOfAsync("tieuhoc");
        var (school, commune) = (await desk.SitAsync("tieuhoc"), await desk.SitAsync("xa.dieuphoi"));
        await AsksForTimeAsync(school, path);
        await GivesItAsync(commune);
        await school.GotoAsync(path);
        await Expect(school.Locator(".head")).ToContainTextAsync("30/10/2025 (đã gia hạn)");

        await EntersPaperAsync(commune, path);
        await school.GotoAsync(path);
        await Expect(school.Locator(".note.due")).ToContainTextAsync("nhập thay đơn vị từ bản giấy nhận ngày 21/10/2025");
        var scan = await school.RunAndWaitForDownloadAsync(() => school.GetByRole(AriaRole.Link, new() { Name = "Bản đã nhận: bao-cao.pdf" }).ClickAsync());
        Assert.StartsWith("%PDF", await File.ReadAllTextAsync(await scan.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await school.AssertFitsEverybodyAsync();
        await school.GetByRole(AriaRole.Button, new() { Name = "Xác nhận đúng với báo cáo của đơn vị" }).ClickAsync();
        await Expect(school.GetByText("của đơn vị đã xác nhận lúc")).ToBeVisibleAsync();
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task Who_is_sent_copies_finds_what_was_handed_in_reads_it_and_decides_nothing()
    {
        // The province's plan comes to send copies of what it receives to a school of it.
        await desk.AskAsync<string>("insert into report_order_to (plan_id, name, via, unit_id) select o.plan_id, 'Trường', false, m.unit_id from report_order o join plan p on p.id = o.plan_id join unit u on u.id = p.unit_id and u.kind = 'province', membership m join person h on h.id = m.person_id where h.user_name = 'thpt' and upper_inf(m.valid) returning name");
        var path = await desk.ReportOfAsync("xa.dieuphoi");
        var school = await desk.SitAsync("thpt");
        await school.GotoAsync("/reports");
        await school.GetByRole(AriaRole.Link, new() { Name = "Báo cáo đồng gửi" }).ClickAsync();
        await Expect(school.GetByRole(AriaRole.Heading, new() { Name = "Báo cáo đồng gửi" })).ToBeVisibleAsync();
        Assert.Equal(0, await school.Locator($"a[href='{path}']").CountAsync());

        await FillsAndSubmitsAsync(await desk.SitAsync("xa.dieuphoi"), path, "3");
        await school.GetByLabel("Tìm đơn vị theo tên").FillAsync("binh lu");
        await school.GetByRole(AriaRole.Button, new() { Name = "Tìm" }).Last.ClickAsync();
        await school.Locator($"a[href='{path}']").First.ClickAsync();
        await Expect(school.Locator(".head")).ToContainTextAsync("Chờ duyệt");
        Assert.Equal(0, await school.GetByRole(AriaRole.Button, new() { Name = "Duyệt" }).CountAsync());
        await school.AssertFitsEverybodyAsync();
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task What_a_commune_sent_up_stands_as_it_was_and_says_what_has_changed_below_since()
    {
        var (own, late) = (await desk.ReportOfAsync("xa.dieuphoi"), await desk.ReportOfAsync("tieuhoc"));
        var commune = await desk.SitAsync("xa.dieuphoi");
        await FillsAndSubmitsAsync(commune, own, "3");
        await commune.GotoAsync(own + "?tab=units");
        await commune.GetByRole(AriaRole.Link, new() { Name = "Số liệu bên dưới khi gửi lên, và thay đổi từ đó" }).ClickAsync();
        await Expect(commune.GetByText("vẫn đúng như khi gửi lên")).ToBeVisibleAsync();
        var sent = commune.Url;

        await FillsAndSubmitsAsync(await desk.SitAsync("tieuhoc"), late, "8");
        var changed = commune.Locator("section[aria-labelledby=lines] tr", new() { HasText = "tin" });
        // The sums follow within a second; the page is asked for as a person does who waits for it.
        for (var attempt = 0; attempt < 40 && await changed.CountAsync() == 0; attempt++) await commune.GotoAsync(sent);
        await Expect(changed).ToContainTextAsync("+8");
        await Expect(commune.Locator("section[aria-labelledby=since] li").First).ToContainTextAsync("Nộp");
        await commune.AssertFitsEverybodyAsync();
        // From the number to what it is made of now.
        await changed.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(commune.Locator($"a[href='{late}']").First).ToBeVisibleAsync();
        Assert.Empty(desk.Complaints);
    }

    static async Task AsksForTimeAsync(IPage school, string path)
    {
        await school.GotoAsync(path);
        await school.GetByRole(AriaRole.Link, new() { Name = "Hạn và nơi nhận" }).ClickAsync();
        await school.GetByLabel("Xin nộp đến hết ngày").FillAsync("30/10/2025");
        await school.GetByLabel("Lý do", new() { Exact = true }).FillAsync(Reason);
        await school.GetByRole(AriaRole.Button, new() { Name = "Xin gia hạn" }).ClickAsync();
        await Expect(school.Locator("article", new() { HasText = Reason })).ToContainTextAsync("Chờ trả lời");
        await school.AssertFitsEverybodyAsync();
    }

    static async Task GivesItAsync(IPage commune)
    {
        await commune.GotoAsync("/reports/extensions");
        var asked = commune.Locator("[aria-labelledby=waiting] article", new() { HasText = Reason });
        // A refusal is a sentence to the school: without one it is not given.
        await asked.GetByRole(AriaRole.Button, new() { Name = "Không đồng ý" }).ClickAsync();
        await Expect(commune.Locator(".err").First).ToBeVisibleAsync();
        await commune.GotoAsync("/reports/extensions");
        await asked.GetByRole(AriaRole.Button, new() { Name = "Đồng ý gia hạn" }).ClickAsync();
        await commune.GotoAsync("/reports/extensions");
        await Expect(commune.Locator("[aria-labelledby=answered] article", new() { HasText = Reason })).ToContainTextAsync("Đồng ý");
    }

    static async Task EntersPaperAsync(IPage commune, string path)
    {
        await commune.GotoAsync(path + "?tab=due");
        await commune.GetByLabel("Nhận bằng", new() { Exact = true }).SelectOptionAsync("paper");
        await commune.GetByLabel("Ngày nhận").FillAsync("21/10/2025");
        await commune.GetByLabel("Bản đã nhận").SetInputFilesAsync(new FilePayload { Name = "bao-cao.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4\n%%EOF\n"u8.ToArray() });
        await commune.GetByRole(AriaRole.Button, new() { Name = "Giữ bản này và nhập thay" }).ClickAsync();
        await Expect(commune.GetByText("Đã giữ bản nhận được.")).ToBeVisibleAsync();
        await FillsAndSubmitsAsync(commune, path, "5");
    }

    static async Task FillsAndSubmitsAsync(IPage page, string path, string news)
    {
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        await ReportJourneyTests.Cell(page, News).FillAsync(news);
        await page.GetByRole(AriaRole.Button, new() { Name = "Nộp báo cáo" }).ClickAsync();
        await Expect(page.GetByText("Đã nộp báo cáo.")).ToBeVisibleAsync();
    }
}
