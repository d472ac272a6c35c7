using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Playwright;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Tests;
using TuanHoc.Web.Tests.Access;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>Every page, at 320 px and 1,280 px: axe finds nothing, nothing hangs over the side, and the browser has nothing to complain of.</summary>
public sealed class PagesTests(Desk desk) : IClassFixture<Desk>
{
    /// <summary>Who opens which addresses; {name} stands for the path of a thing (<see cref="Places"/>).</summary>
    static readonly Dictionary<string, string[]> Visits = new(StringComparer.Ordinal)
    {
        [""] = ["/signin", "/khong-co-trang-nay", "/signin/openid/failed", "/signin/forgotten", "{join}", "{welcome}", "{lost password}", "{unsubscribe}",
            "/week", "/week?lang=en", "/week/find?day=all", "/week/find?day=all&q=sach&lang=en", "/week/find?q=khong+co+gi", "/week/map?day=all", "/week/calendar", "/week/calendar?week=2025-10-01&lang=en", "/week/places", "/week/years", "{shown}", "{shown}/flag", "{lately}/feedback", "{shown}/notice", "{door}/registration", "{registration}", "/week/certificates", "{certificate}", "{public unit}", "/week/embed?day=all"],
        ["tieuhoc"] =
        [
            "/", "/tasks", "/reports", "{open}", "/reports/workbooks", "{workbook}", "{workbook}/sheets/0", "/units", "/units?q=lai+chau", "/units?on=32/13/2025", "{unit}", "{old unit}", "/editions", "{not theirs}",
            "/units?open=10&on=01/06/2021", "/units?q=phu+nhuan", "/units?kind=district&on=01/06/2021", "/units/map", "/units/map?on=01/06/2021", "{district}", "/units/lost", "/units/export", "/decisions",
            "{messages}", "/me", "/me/password", "/me/sessions", "/me/tokens", "/me/two-factor", "/me/two-factor/authenticator", "/me/data", "/me/messages", "/me/former", "/signin/again", "/access", "/access?{of the unit}", "/audit", "/activities", "/activities/new", "/activities/import", "{activity file}", "/inspections", "/materials", "/materials?kind=invitation",
        ],
        ["thcs"] = ["{returned}", "{returned}?tab=history"],
        ["tthtcd"] = ["{submitted}"],
        ["thpt"] = ["{draft}", "{draft}?tab=narrative", "{draft}?tab=pictures"],
        ["xa.dieuphoi"] =
        [
            "/", "/tasks", "/reports", "{submitted}", "{accepted}", "{accepted}?tab=narrative", "{accepted}?tab=history", "{commune}?tab=due", "/reports/extensions", "/reports/copies", "/reports/acceptance", "/reports/checks", "{accepted}/audit", "{submitted}?tab=pictures", "{commune}?tab=units", "{commune}",
            "{commune totals}/cell?row=classes&measure=people", "{commune totals}?ground=1", "{unit}", "{unit}/facts", "{unit}/below", "{unit}/people", "{unit}/standing-agency", "{membership}", "/people", "/people/import",
            "{task}", "{activity}", "{activity}/correction", "{activity}/pictures", "{registered}", "{registered}/ticket", "{registered}/room", "{activity}/headcount", "/activities/new", "/activities/calendar", "{inspection}", "{inspection}/paper", "{visit}", "/inspections", "/inspections/new", "/plans/new", "/control", "/audit?{of the unit}",
            "/materials?kind=banner", "/materials?kind=poster-a3&address=xa.example", "{materials}/slogans",
        ],
        ["xa.lanhdao"] = ["{commune totals}", "/control"],
        ["tinh.dieuphoi"] =
        [
            "/plans", "/plans/received", "{plan}", "{plan}/correction", "{plan}/bodies?group=xa", "/tasks", "/reports?rank=1", "{province totals}", "{province totals}/missing", "{province totals}/sent", "{province totals}/notes", "{province totals}/reported?of=accepted", "/totals", "/totals/2025", "{compared}", "/control", "/inspections", "/inspections/new", "/activities", "/activities/asked", "/activities/flags", "/me/messages", "/units/import", "{import}",
            "{draft plan}/draft", "{draft plan}/preview", "{draft plan}/versions", "{draft plan}/issue", "{issued plan}", "{issued plan}/recipients",
        ],
        ["tinh.lanhdao"] = ["/me"],
        ["tinh.xem"] = ["/activities/calendar", "{province totals}?row=news&measure=amount"],
        ["bo.dieuphoi"] = ["/", "/reports", "/control", "/activities/calendar", "{nation totals}", "{nation totals}?all=1", "{nation totals}/cell?row=classes&measure=people", "{nation totals}/missing?kind=commune", "{letter of the nation}/edition"],
        ["quantri"] =
        [
            "/", "/me", "/materials", "/editions", "/editions/2025/correction", "/forms", "/forms/2024", "{form draft}", "{form draft}/row?row=news", "{form draft}/row?below=news", "{form draft}/checks", "{unit}", "{unit}/changes", "{unit}/changes/rename", "{unit}/changes/merge", "{unit}/changes/split", "{unit}/changes/open", "{decision}", "{decision}/reversal",
            "/people", "/people?q=lai+chau", "/people/administrators", "{membership}", "{person}", "{erasures}", "{mail}", "/audit", "{lines of a person}",
        ],
    };

    /// <summary>What is asked by GET and is no page, or a page that is looked at elsewhere. What has a dot or ends in "live" is a file or a stream.</summary>
    static readonly Dictionary<string, string> NotVisited = new(StringComparer.Ordinal)
    {
        ["/health"] = "for a machine",
        ["/api/v1/forms"] = "for programs",
        ["/api/v1/forms/{key}"] = "for programs",
        ["/api/v1/units"] = "for programs",
        ["/api/v1/reports"] = "for programs",
        ["/api/v1/reports/{id:guid}"] = "for programs",
        ["/api/v1/ledger"] = "for programs",
        ["/api/v1/totals/{year:int}/{unitId:long}"] = "for programs",
        ["/api/v1/dataValueSets"] = "for programs",
        ["/units/search"] = "for the script of the search",
        ["/people/import/template"] = "a file",
        ["/decisions/{id:long}/file"] = "a file",
        ["/plans/{id:guid}/edxml"] = "a file",
        ["/plans/{id:guid}/signed"] = "a file",
        ["/tasks/{id:long}/accounts/{account:long}/file"] = "a file",
        ["/reports/{id:guid}/behalf/file"] = "a file",
        ["/totals/{year:int}/{unitId:long}/sent/signed"] = "a file",
        ["/reports/{id:guid}/files/{file:guid}"] = "a file",
        ["/reports/{id:guid}/pictures/{picture:guid}"] = "a picture",
        ["/reports/{id:guid}/pictures/{picture:guid}/original"] = "a picture",
        ["/activities/{id:guid}/pictures/{picture:guid}"] = "a picture",
        ["/week/activities/{id:guid}/pictures/{picture:guid}"] = "a picture",
        ["/week/activities/{id:guid}/pictures/{picture:guid}/small"] = "a picture",
        ["/materials/{unitId:long}/{kind}"] = "a picture",
        ["/week/certificates/{code}/pdf"] = "a file",
        ["/signin/openid"] = "goes to the provider of accounts",
        ["/signin/openid/done"] = "comes back from the provider and goes on",
        ["/me/openid"] = "not there without a provider",
        ["/signin/code"] = "in A_second_step_fits",
    };

    public static TheoryData<string> People => [.. Visits.Keys];

    [Theory]
    [MemberData(nameof(People))]
    public async Task Fit_everybody(string person)
    {
        var (page, places, faults) = (person == "" ? await desk.VisitAsync() : await desk.SitAsync(person), new Places(desk), new List<string>());
        foreach (var address in Visits[person])
        {
            var answer = await page.GotoAsync(await places.AddressAsync(address));
            if (answer!.Status != Expected(address)) faults.Add($"{address}: answered {answer.Status}");
            faults.AddRange(from fault in await page.FaultsAtEveryWidthAsync() select $"{address}: {fault}");
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Empty(desk.Complaints);
    }

    static int Expected(string address) => address switch
    {
        "/khong-co-trang-nay" or "{not theirs}" => 404,
        "/signin/openid/failed" or "/units?on=32/13/2025" or "/materials?kind=poster-a3&address=xa.example" => 400,
        _ => 200,
    };

    [Fact]
    public async Task Every_page_of_the_program_is_among_them()
    {
        var (places, visited) = (new Places(desk), new HashSet<string>(StringComparer.Ordinal));
        foreach (var address in Visits.Values.SelectMany(addresses => addresses)) visited.Add(AccessTable.RouteOf((await places.AddressAsync(address)).Split('?')[0]));
        var missing = AccessTable.Read().Where(line => line.Method == "GET").Select(line => line.Route).Distinct(StringComparer.Ordinal)
            .Where(route => !visited.Contains(route) && !route.Contains('.', StringComparison.Ordinal) && !route.EndsWith("/live", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(NotVisited.Keys.Order(StringComparer.Ordinal), missing);
    }

    [Fact]
    public async Task A_second_step_fits()
    {
        await desk.AskAsync<long>($"""
            with person as (update person set two_factor_enabled = true, password_hash = '{new PasswordHasher<Person>().HashPassword(new Person(), TestData.Password)}' where user_name = 'xa.lanhdao' returning id)
            insert into authenticator (person_id, secret, last_step, made_at) select id, '\x02', 0, '2025-10-20Z' from person returning person_id
            """);
        var page = await desk.VisitAsync();
        await page.GotoAsync("/signin");
        await page.GetByLabel("Tên đăng nhập").FillAsync("xa.lanhdao");
        await page.GetByLabel("Mật khẩu").FillAsync(TestData.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/signin/code"));
        await page.AssertFitsEverybodyAsync();
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task Printed_links_fit()
    {
        var page = await desk.SitAsync("xa.dieuphoi");
        await page.GotoAsync(await new Places(desk).AddressAsync("{unit}/people"));
        await page.GetByLabel("Họ và tên").FillAsync("Lò Thị Mới");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tạo liên kết mời" }).ClickAsync();
        await Expect(page.GetByText("/join/").First).ToBeVisibleAsync();
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

    [Fact]
    public async Task What_somebody_cannot_use_is_found()
    {
        var page = await desk.VisitAsync();
        await page.SetContentAsync("""<html lang="vi"><title>Thử</title><main><h1>Thử</h1><img src="data:,"><p style="color:#bbb;background:#fff">mờ</p><p style="width:1400px">rộng</p></main>""");
        var faults = await page.FaultsAtEveryWidthAsync();
        foreach (var width in (int[])[320, 1280])
            foreach (var kind in (string[])["image-alt", "color-contrast", "too wide"]) Assert.Contains(faults, fault => fault.StartsWith($"{width} px: {kind}", StringComparison.Ordinal));
    }

    Task<string> AddressAsync(string address) => new Places(desk).AddressAsync(address);
}
