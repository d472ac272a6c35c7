using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>Every page, at 320 px and 1,280 px: axe finds nothing, nothing hangs over the side, and the browser has nothing to complain of.</summary>
public sealed class PagesTests(Desk desk) : IClassFixture<Desk>
{
    /// <summary>Who opens which address; {name} stands for the path of a thing in the sample data.</summary>
    public static TheoryData<string, string> Pages => new()
    {
        { "", "/signin" },
        { "", "/khong-co-trang-nay" },
        { "tieuhoc", "/" }, { "xa.dieuphoi", "/" }, { "bo.dieuphoi", "/" }, { "quantri", "/" },
        { "tinh.dieuphoi", "/plans" }, { "tinh.dieuphoi", "{plan}" }, { "tinh.dieuphoi", "{plan}/correction" },
        { "xa.dieuphoi", "/plans/new" }, { "tinh.dieuphoi", "/tasks" }, { "xa.dieuphoi", "/tasks" }, { "tieuhoc", "/tasks" },
        { "tinh.dieuphoi", "/control" }, { "xa.lanhdao", "/control" }, { "bo.dieuphoi", "/control" }, { "tinh.dieuphoi", "/inspections" }, { "tinh.dieuphoi", "/inspections/new" },
        { "tinh.dieuphoi", "/activities" }, { "tieuhoc", "/activities/new" }, { "tinh.xem", "/activities/calendar" }, { "bo.dieuphoi", "/activities/calendar" },
        { "tieuhoc", "/messages" }, { "tinh.dieuphoi", "/me/messages" },
        { "tieuhoc", "/reports" }, { "xa.dieuphoi", "/reports" }, { "tinh.dieuphoi", "/reports?rank=1" }, { "bo.dieuphoi", "/reports" },
        { "tieuhoc", "{open}" }, { "thpt", "{draft}" }, { "thcs", "{returned}" }, { "tthtcd", "{submitted}" }, { "xa.dieuphoi", "{submitted}" }, { "xa.dieuphoi", "{accepted}" },
        { "thpt", "{draft}?tab=narrative" }, { "xa.dieuphoi", "{accepted}?tab=narrative" }, { "thcs", "{returned}?tab=history" }, { "thpt", "{draft}?tab=pictures" }, { "xa.dieuphoi", "{submitted}?tab=pictures" },
        { "xa.dieuphoi", "{commune}?tab=units" }, { "xa.dieuphoi", "{commune}" },
        { "bo.dieuphoi", "{nation totals}" }, { "bo.dieuphoi", "{nation totals}?all=1" }, { "tinh.dieuphoi", "{province totals}" }, { "tinh.xem", "{province totals}?row=news&measure=amount" }, { "xa.lanhdao", "{commune totals}" },
        { "bo.dieuphoi", "{nation totals}/cell?row=classes&measure=people" }, { "xa.dieuphoi", "{commune totals}/cell?row=classes&measure=people" },
        { "bo.dieuphoi", "{nation totals}/missing?kind=commune" }, { "tinh.dieuphoi", "{province totals}/missing" },
        { "tieuhoc", "/units" }, { "tieuhoc", "/units?q=lai+chau" }, { "tieuhoc", "/units?on=32/13/2025" }, { "tieuhoc", "{unit}" }, { "tieuhoc", "{old unit}" },
        { "tinh.lanhdao", "/me" }, { "quantri", "/me" }, { "tieuhoc", "/editions" }, { "quantri", "/editions" },
        { "tieuhoc", "{not theirs}" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Fit_everybody(string person, string address)
    {
        var page = person == "" ? await desk.VisitAsync() : await desk.SitAsync(person);
        await page.GotoAsync(await AddressAsync(address));
        await page.AssertFitsEverybodyAsync();
        Assert.Empty(desk.Complaints);
    }

    [Theory]
    [InlineData("tieuhoc", "{open}")]
    [InlineData("bo.dieuphoi", "{nation totals}")]
    [InlineData("tinh.dieuphoi", "{plan}/correction")]
    [InlineData("xa.dieuphoi", "/")]
    public async Task Fit_everybody_in_the_dark(string person, string address)
    {
        var page = await desk.SitAsync(person, scheme: ColorScheme.Dark);
        await page.GotoAsync(await AddressAsync(address));
        await page.AssertFitsEverybodyAsync();
    }

    [Theory]
    [InlineData("tieuhoc", "{open}")]
    [InlineData("bo.dieuphoi", "{nation totals}")]
    [InlineData("tinh.dieuphoi", "{plan}/correction")]
    public async Task Fit_everybody_in_English(string person, string address)
    {
        var page = await desk.SitAsync(person);
        await page.GotoAsync(await AddressAsync(address));
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await page.AssertFitsEverybodyAsync();
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task A_plan_just_read_fits_with_every_fact_open()
    {
        var page = await desk.SitAsync("xa.dieuphoi");
        await page.GotoAsync("/plans");
        await page.GetByLabel("Tệp kế hoạch đã ban hành").SetInputFilesAsync(new FilePayload { Name = "xa.docx", MimeType = "application/octet-stream", Buffer = SampleFiles.Word("xa-2025") });
        await page.GetByRole(AriaRole.Button, new() { Name = "Đọc kế hoạch" }).ClickAsync();
        await Expect(page.Locator(".fact").First).ToBeVisibleAsync();
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
        await page.AssertFitsEverybodyAsync();
        await page.GotoAsync("/plans");
        await page.AssertFitsEverybodyAsync();
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_in_a_page_that_fits()
    {
        var page = await desk.VisitAsync();
        await page.GotoAsync("/signin");
        await page.GetByLabel("Tên đăng nhập").FillAsync("ai.do");
        await page.GetByLabel("Mật khẩu").FillAsync("khong dung");
        await page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập", Exact = true }).ClickAsync();
        await Expect(page.Locator("#name-error")).ToContainTextAsync("không đúng");
        await page.AssertFitsEverybodyAsync();
    }

    [Fact]
    public async Task A_file_that_is_no_plan_is_refused_in_a_page_that_fits()
    {
        var page = await desk.SitAsync("xa.dieuphoi");
        await page.GotoAsync("/plans");
        await page.GetByLabel("Tệp kế hoạch đã ban hành").SetInputFilesAsync(new FilePayload { Name = "anh.docx", MimeType = "application/octet-stream", Buffer = [0, 1, 2, 3, 255, 254] });
        await page.GetByRole(AriaRole.Button, new() { Name = "Đọc kế hoạch" }).ClickAsync();
        await Expect(page.Locator(".note.late")).ToBeVisibleAsync();
        await page.AssertFitsEverybodyAsync();
    }

    [Fact]
    public async Task A_report_with_errors_is_refused_in_a_page_that_fits()
    {
        var page = await desk.SitAsync("thpt");
        await page.GotoAsync(await AddressAsync("{draft}"));
        await ReportJourneyTests.Cell(page, "classes.life_skills.people").FillAsync("1.5");
        await ReportJourneyTests.Cell(page, "news.amount").FillAsync("-3");
        await page.Locator("[data-submit]").ClickAsync();
        await Expect(page.Locator(".note.late")).ToContainTextAsync("Chưa lưu");
        await page.AssertFitsEverybodyAsync();
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task A_return_without_a_reason_is_refused_in_a_page_that_fits()
    {
        var page = await desk.SitAsync("xa.dieuphoi", scripts: true);
        await page.GotoAsync(await AddressAsync("{submitted}"));
        await page.Locator("summary", new() { HasText = "Trả lại" }).ClickAsync();
        await page.AssertFitsEverybodyAsync();
        await page.GetByLabel("Lý do trả lại").FillAsync(" ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Trả lại kèm lý do" }).ClickAsync();
        await Expect(page.Locator(".err")).ToContainTextAsync("Ghi lý do");
        await page.AssertFitsEverybodyAsync();
    }

    [Fact]
    public async Task An_edition_that_is_wrong_is_refused_in_a_page_that_fits()
    {
        var page = await desk.SitAsync("quantri");
        await page.GotoAsync("/editions");
        await page.GetByLabel("Ngày đầu").FillAsync("hôm nào đó");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mở năm này" }).ClickAsync();
        await Expect(page.Locator(".err").First).ToBeVisibleAsync();
        await page.AssertFitsEverybodyAsync();
    }

    async Task<string> AddressAsync(string address)
    {
        if (!address.StartsWith('{')) return address;
        var end = address.IndexOf('}', StringComparison.Ordinal);
        var place = address[1..end] switch
        {
            "plan" => "/plans/" + await desk.AskAsync<Guid>("select id from plan where state = 'saved' order by id limit 1"),
            "open" => await desk.ReportOfAsync("tieuhoc"),
            "draft" => await desk.ReportOfAsync("thpt"),
            "returned" => await desk.ReportOfAsync("thcs"),
            "submitted" => await desk.ReportOfAsync("tthtcd"),
            "commune" => await desk.ReportOfAsync("xa.dieuphoi"),
            "accepted" => "/reports/" + await desk.AskAsync<Guid>("""
                select r.id from report r join membership m on m.unit_id = r.receiver_id join person p on p.id = m.person_id
                 where p.user_name = 'xa.dieuphoi' and r.state = 'accepted' and not r.nothing_occurred order by r.unit_id limit 1
                """),
            "nation totals" => await desk.TotalsOfAsync("bo.dieuphoi"),
            "province totals" => await desk.TotalsOfAsync("tinh.dieuphoi"),
            "commune totals" => await desk.TotalsOfAsync("xa.dieuphoi"),
            "unit" => "/units/" + await desk.AskAsync<long>("select unit_id from membership m join person p on p.id = m.person_id where p.user_name = 'xa.dieuphoi'"),
            "old unit" => "/units/" + await desk.AskAsync<long>("select from_unit from succession order by from_unit limit 1"),
            "not theirs" => await desk.ReportOfAsync("tinh.dieuphoi"),
            var unknown => throw new InvalidOperationException(unknown),
        };
        return place + address[(end + 1)..];
    }
}
