using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static TuanHoc.Browser.Tests.DraftJourneyTests;

namespace TuanHoc.Browser.Tests;

/// <summary>Without a connection a sheet is checked as the server checks it: by the same rules, in the same words.</summary>
public sealed class OfflineChecksTests(House house) : IAsyncLifetime
{
    /// <summary>What the page says of the sheet: each sentence with the kind it is of, which cells are marked, how many of each kind, and why it cannot be submitted.</summary>
    const string SaidOfTheSheet = """
        () => JSON.stringify([
            [...document.querySelectorAll("tr.say > td[id]")].map(cell => [cell.id, cell.className, ...[...cell.querySelectorAll("[data-said], .said-line")].map(line => line.textContent.trim())].join(" | ")),
            [...document.querySelectorAll("td.bad, td.odd")].map(cell => cell.className + " " + cell.querySelector("input").name),
            [...document.querySelectorAll("[data-found]")].map(found => found.hidden ? "" : found.textContent.trim()), document.querySelector("#why").textContent], null, 1)
        """;

    readonly Desk desk = new(house);
    string path = "";

    public async ValueTask InitializeAsync()
    {
        await desk.InitializeAsync();
        path = await desk.ReportOfAsync("tieuhoc");
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    static ILocator Cell(IPage page, string name) => ReportJourneyTests.Cell(page, name);

    public static TheoryData<string, string, string[]> Sheets => new()
    {
        { "vi", "Còn 4 lỗi", ["openings.schools.amount=3", "contests.sessions=2", "contests.book_fairs.sessions=5", "culture.sport.sessions=3", "culture.sport.people=150", "culture.people=1.400", "thematic_meetings.people=12", "classes.professional.people=60", "classes.informatics.sessions=3", "classes.informatics.note=họp", "news.amount=1,5", "funding.state_budget.amount=18"] },
        { "en", "error", ["openings.schools.amount=3", "contests.sessions=2", "contests.book_fairs.sessions=5", "funding.state_budget.amount=9.999", "classes.worker_skills.people=7"] },
        { "vi", "Còn 1 ô khác thường", ["news.amount=0", "publications.amount=00", "seminars.sessions=khong phat sinh"] },
        { "vi", "Còn 1 ô khác thường", ["culture.sessions=12", "culture.people=550", "culture.sport.sessions=12", "culture.sport.people=550", "classes.professional.sessions=1", "classes.professional.people=100", "classes.informatics.sessions=1", "classes.informatics.people=150", "classes.life_skills.sessions=1", "classes.life_skills.people=50", "classes.science_law.sessions=2", "classes.science_law.people=200", "classes.other.sessions=1", "classes.other.people=61"] },
        { "vi", "Biểu còn trống", ["news.note=họp"] },
        { "vi", "vẫn có số", ["nothing=on", "news.amount=4"] },
    };

    [Theory]
    [MemberData(nameof(Sheets))]
    public async Task The_sheet_says_alone_what_the_server_then_says_of_it(string language, string why, string[] typed)
    {
        var page = await OpenAsync(desk, "tieuhoc", path);
        if (language == "en")
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
            await page.UntilAsync("""
                async () => { for (const name of await caches.keys()) if (name.startsWith("report-pages:")) { const kept = await (await caches.open(name)).match(location.pathname); if (kept && (await kept.text()).includes('<html lang="en"')) return true; } return false; }
                """);
        }
        await page.Context.SetOfflineAsync(true);
        // Something is typed in any case, so that there is something to keep.
        await TypeAsync(page, "seminars.sessions", "2");
        await TypeAsync(page, "seminars.sessions", "");
        foreach (var one in typed.Select(pair => pair.Split('=')))
        {
            if (one[0] == "nothing") await page.Locator("[name=nothing]").CheckAsync();
            else await page.Locator($"[name='{one[0]}']").FillAsync(one[1]);
        }
        await page.Locator("[name='other.note']").FocusAsync();
        await Expect(page.Locator("#why")).ToContainTextAsync(why, new() { Timeout = 15_000 });
        // What cannot be read is said, and no figure: it is looked at by itself.
        var unread = typed.Contains("news.amount=1,5");
        if (unread)
        {
            await Expect(page.Locator("[data-fault='news.amount']")).ToContainTextAsync("“1,5” không phải là số nguyên");
            await Cell(page, "news.amount").FillAsync("15");
            await Expect(page.Locator("#why")).ToContainTextAsync("Còn 3 lỗi", new() { Timeout = 15_000 });
        }
        var alone = await page.EvaluateAsync<string>(SaidOfTheSheet);

        var answered = page.WaitForResponseAsync(answer => answer.Url.EndsWith("/sync", StringComparison.Ordinal), new() { Timeout = 30_000 });
        await page.Context.SetOfflineAsync(false);
        await (await answered).FinishedAsync();
        await Expect(page.Locator("[data-keeps]")).ToBeHiddenAsync();
        Assert.Equal(alone, await page.EvaluateAsync<string>(SaidOfTheSheet));
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task What_must_be_mended_is_said_before_a_submission_is_queued()
    {
        var page = await OpenAsync(desk, "tieuhoc", path);
        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await TypeAsync(page, "openings.schools.amount", "3");
        await page.Locator("[data-submit]").ClickAsync();
        await Expect(page.Locator("#why")).ToHaveTextAsync("Chưa nộp được: Còn 1 lỗi phải sửa trước khi nộp.");
        await Expect(page.Locator("[id='nopenings.schools']")).ToContainTextAsync("tính mỗi đơn vị một lần");
        await Expect(Saved(page)).ToContainTextAsync("Mới lưu trên máy này");
        await Expect(page.Locator("[data-unwish]")).ToBeHiddenAsync();

        await TypeAsync(page, "openings.schools.amount", "1");
        await page.Locator("[data-submit]").ClickAsync();
        await Expect(Saved(page)).ToContainTextAsync("Chờ nộp khi có mạng");
        await Expect(page.Locator("[id='nopenings.schools']")).ToHaveCountAsync(0);
        await page.Context.SetOfflineAsync(false);
        await Expect(page.GetByText("Đã nộp báo cáo.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task Beside_the_words_the_sheet_is_looked_at_too_before_a_submission_is_queued()
    {
        var page = await OpenAsync(desk, "tieuhoc", path);
        await TypeAsync(page, "openings.schools.amount", "3");
        await Expect(Saved(page)).ToContainTextAsync("Đã lưu trên máy chủ", new() { Timeout = 15_000 });
        await page.Locator(".report-tabs a", new() { HasText = "Lời văn" }).ClickAsync();
        await page.Locator("textarea[name=activities]").WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.Context.SetOfflineAsync(true);
        await page.Locator("textarea[name=activities]").FillAsync("Trường tổ chức hai buổi đọc sách.");
        await page.Locator("[data-submit]").ClickAsync();
        await Expect(page.Locator("#why")).ToHaveTextAsync("Chưa nộp được: Còn 1 lỗi phải sửa trước khi nộp.");
        await Expect(Saved(page)).ToContainTextAsync("Mới lưu trên máy này");
        await Expect(page.Locator("[data-unwish]")).ToBeHiddenAsync();
        await page.Context.SetOfflineAsync(false);
        await Expect(Saved(page)).ToContainTextAsync("Đã lưu trên máy chủ", new() { Timeout = 30_000 });
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task A_report_of_words_alone_is_said_to_be_blank_before_it_is_queued_and_queued_when_it_is_not()
    {
        await desk.AskAsync<int>("update edition set form_key = null where year = 2025 returning id");
        await desk.AskAsync<long>("with none as (update plan set form_key = null, without_form = true where state = 'saved' and issued_at is null returning 1) select count(*) from none");
        var page = await desk.SitAsync("tieuhoc");
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Expect(page.Locator("table.sheet")).ToHaveCountAsync(0);
        await page.Context.SetOfflineAsync(true);
        var section = page.Locator("textarea[name=activities]");
        await section.FillAsync("Trường");
        await section.FillAsync("");
        await page.Locator("[data-submit]").ClickAsync();
        await Expect(page.Locator("#why")).ToContainTextAsync("Báo cáo còn trống: viết ít nhất một mục");
        await Expect(page.Locator("[data-unwish]")).ToBeHiddenAsync();

        await section.FillAsync("Trường tổ chức hai buổi đọc sách.");
        await page.Locator("[data-submit]").ClickAsync();
        await Expect(Saved(page)).ToContainTextAsync("Chờ nộp khi có mạng");
        await page.Context.SetOfflineAsync(false);
        await Expect(page.GetByText("Đã nộp báo cáo.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Empty(desk.Complaints);
    }
}
