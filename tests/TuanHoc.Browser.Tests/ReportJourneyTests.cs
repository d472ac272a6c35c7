using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>Steps 4 to 7 of a new user: a school fills and submits, its commune answers, the province and the nation watch, and the report goes out as files.</summary>
public sealed class ReportJourneyTests(Desk desk) : IClassFixture<Desk>
{
    const string Learners = "[data-key='learners:r']";

    [Fact]
    public async Task A_school_fills_its_sheet_by_keyboard_and_submits_while_the_province_and_the_nation_watch_the_sums_change()
    {
        var province = await WatchAsync("tinh.dieuphoi");
        var nation = await WatchAsync("bo.dieuphoi");
        var commune = await desk.SitAsync("xa.dieuphoi");
        await commune.GotoAsync("/reports");
        await Expect(commune.Locator("[data-live].live")).ToBeVisibleAsync();
        var (inProvince, inNation) = (await NumberAsync(province, Learners), await NumberAsync(nation, Learners));

        var school = await OpensTheReportDueAsync("tieuhoc");
        await FillsByKeyboardAsync(school);
        await SavesADraftAsync(school);
        await SubmitsAsync(school);

        await Expect(province.Locator(Learners)).ToHaveTextAsync(Written(inProvince + 1_120), new() { Timeout = 15_000 });
        await Expect(nation.Locator(Learners)).ToHaveTextAsync(Written(inNation + 1_120), new() { Timeout = 15_000 });
        await Expect(nation.Locator("[data-live]")).ToContainTextAsync("Đang cập nhật");
        // The commune's list has it among those to check, without being asked for again.
        await Expect(commune.Locator($"tr:has(a[href='{await desk.ReportOfAsync("tieuhoc")}'])")).ToContainTextAsync("Chờ duyệt", new() { Timeout = 15_000 });

        await AcceptsAsync(await desk.ReportOfAsync("tieuhoc"));
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task Sentences_are_taken_into_the_narrative_where_scripts_run_and_kept()
    {
        var page = await desk.SitAsync("thcs");
        await page.GotoAsync(await desk.ReportOfAsync("thcs") + "?tab=narrative", new() { WaitUntil = WaitUntilState.Load });
        var take = page.Locator("button[name=write][value=activities]");
        var first = await page.Locator("[data-offer]").Filter(new() { Has = take }).Locator("li").First.InnerTextAsync();
        var section = page.Locator("textarea[name=activities]");
        var stood = await section.InputValueAsync();

        await take.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(section).ToBeFocusedAsync();
        await Expect(take).ToHaveCountAsync(0);
        Assert.StartsWith(stood + "\n" + first, await section.InputValueAsync(), StringComparison.Ordinal);
        await Expect(page.Locator("[data-saved]")).ToContainTextAsync("Đã lưu trên máy chủ", new() { Timeout = 15_000 });
        await page.ReloadAsync();
        await Expect(section).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(System.Text.RegularExpressions.Regex.Escape(first)));
        await Expect(take).ToHaveCountAsync(0);
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task The_commune_returns_a_report_with_a_reason_which_its_writer_reads()
    {
        var path = await desk.ReportOfAsync("tthtcd");
        var commune = await desk.SitAsync("xa.dieuphoi");
        await commune.GotoAsync(path);
        await commune.Locator("summary", new() { HasText = "Trả lại" }).ClickAsync();
        await commune.GetByLabel("Lý do trả lại").FillAsync("Số lượt người ở dòng 1.6 gấp đôi số học viên: xem lại.");
        await commune.GetByRole(AriaRole.Button, new() { Name = "Trả lại kèm lý do" }).ClickAsync();
        await Expect(commune.GetByText("Đã trả lại báo cáo kèm lý do.")).ToBeVisibleAsync();

        var centre = await desk.SitAsync("tthtcd");
        await Expect(centre.Locator(".dues")).ToContainTextAsync("gấp đôi số học viên");
        await centre.Locator(".dues h3 a", new() { HasText = "theo góp ý" }).ClickAsync();
        await Expect(centre.Locator(".note.due")).ToContainTextAsync("gấp đôi số học viên: xem lại.");
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task The_commune_sees_its_own_figures_its_childrens_and_their_sum()
    {
        var page = await WatchAsync("xa.dieuphoi");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { Has = page.Locator("[data-key='classes/people:r']") });
        var (own, below, sum) = (await NumberAsync(row, "[data-key='classes/people:o']"), await NumberAsync(row, "[data-key='classes/people:b']"), await NumberAsync(row, "[data-key='classes/people:r']"));
        Assert.True(below > 0, "the schools have reported");
        Assert.Equal(sum, own + below);
        await Expect(page.Locator("#units tbody tr")).Not.ToHaveCountAsync(0);
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task The_nation_goes_down_from_a_number_to_the_reports_it_is_made_of_and_sees_who_has_not_reported()
    {
        var page = await WatchAsync("bo.dieuphoi");
        var number = await page.Locator(Learners).InnerTextAsync();
        await page.Locator(Learners).ClickAsync();
        await Expect(page.Locator("#sum-received")).ToHaveTextAsync(number);
        foreach (var _ in (string[])["province", "commune"])
        {
            var link = page.Locator("section tbody td a[href*='/cell']").First;
            var part = await link.InnerTextAsync();
            await link.ClickAsync();
            await Expect(page.Locator("#sum-received")).ToHaveTextAsync(part);
        }
        await page.Locator("tbody tr:not(#own) a[href^='/reports/']").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Báo cáo của");

        await page.GotoAsync(await desk.TotalsOfAsync("tinh.dieuphoi"));
        await page.GetByRole(AriaRole.Link, new() { Name = "xem tên" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("chưa nộp báo cáo");
        Assert.True(await page.Locator("tbody tr").CountAsync() > 3, "some communes are late");
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("Trễ");
        Assert.Empty(desk.Complaints);
    }

    [Theory]
    [InlineData("Báo cáo tổng hợp (Word)", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("Excel", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("CSV", ".csv", "text/csv; charset=utf-8")]
    [InlineData("JSON", ".json", "application/json; charset=utf-8")]
    public async Task The_province_downloads_the_consolidated_report(string link, string extension, string contentType)
    {
        var page = await WatchAsync("tinh.dieuphoi");
        var path = await page.GetByRole(AriaRole.Link, new() { Name = link }).GetAttributeAsync("href");
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync());
        Assert.EndsWith(extension, file.SuggestedFilename, StringComparison.Ordinal);
        Assert.Contains("Lai Châu", file.SuggestedFilename, StringComparison.Ordinal);
        AssertOpens(await file.PathAsync(), extension);
        Assert.Equal(contentType, (await page.Context.APIRequest.GetAsync(path!)).Headers["content-type"]);
        Assert.Empty(desk.Complaints);
    }

    static void AssertOpens(string path, string extension)
    {
        if (extension == ".docx")
        {
            using var word = WordprocessingDocument.Open(path, isEditable: false);
            Assert.Contains("Tuần lễ", word.MainDocumentPart!.Document!.InnerText, StringComparison.Ordinal);
            return;
        }
        if (extension == ".csv")
        {
            Assert.True(File.ReadLines(path).Count() > 41, "a line for each row of the form");
            return;
        }
        if (extension == ".json")
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
            return;
        }
        using var excel = SpreadsheetDocument.Open(path, isEditable: false);
        Assert.NotEmpty(excel.WorkbookPart!.WorksheetParts);
    }

    async Task<IPage> WatchAsync(string person)
    {
        var page = await desk.SitAsync(person);
        await page.GotoAsync("/totals");
        await Expect(page.Locator("[data-live].live")).ToBeVisibleAsync();
        return page;
    }

    async Task<IPage> OpensTheReportDueAsync(string person)
    {
        var page = await desk.SitAsync(person);
        await page.Locator(".dues h3 a", new() { HasText = "Điền báo cáo của" }).ClickAsync();
        await Expect(page.Locator("table.sheet tbody tr[role=row]:not(.say)")).ToHaveCountAsync(41);
        return page;
    }

    /// <summary>Types, moves by Enter and the arrows, pastes a block copied from Excel, and says of two rows that nothing occurred.</summary>
    static async Task FillsByKeyboardAsync(IPage page)
    {
        var first = Cell(page, "classes.professional.sessions");
        // Keys are heard from when the page has its script.
        await page.WaitForLoadStateAsync();
        await first.FocusAsync();
        await page.Keyboard.TypeAsync("2");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(Cell(page, "classes.professional.people")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("40");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Cell(page, "classes.foreign_language.people")).ToBeFocusedAsync();

        await Cell(page, "classes.life_skills.sessions").EvaluateAsync("""
            (cell, text) => { const carried = new DataTransfer(); carried.setData("text/plain", text); cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true })); }
            """, "12\t1.000\r\n1\t80\r\n");
        await Expect(Cell(page, "classes.life_skills.people")).ToHaveValueAsync("1.000");
        await Expect(Cell(page, "classes.science_law.people")).ToHaveValueAsync("80");
        await Expect(page.Locator("output[data-of='classes.sessions']")).ToHaveTextAsync("15");
        await Expect(page.Locator("output[data-of='classes.people']")).ToHaveTextAsync("1.120");

        await Cell(page, "news.amount").FocusAsync();
        await page.Keyboard.TypeAsync("k");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Cell(page, "news.amount")).ToHaveValueAsync("không phát sinh");
    }

    static async Task SavesADraftAsync(IPage page)
    {
        await Expect(page.Locator("[data-saved]")).ToHaveTextAsync("Có ô chưa lưu");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu nháp" }).ClickAsync();
        await Expect(page.GetByText("Đã lưu trên máy chủ.")).ToBeVisibleAsync();
        await Expect(Cell(page, "classes.life_skills.people")).ToHaveValueAsync("1.000");
        await Expect(Cell(page, "news.amount")).ToHaveValueAsync("không phát sinh");
        await Expect(Cell(page, "publications.amount")).ToHaveValueAsync("");
    }

    static async Task SubmitsAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Nộp báo cáo" }).ClickAsync();
        await Expect(page.GetByText("Đã nộp báo cáo.")).ToBeVisibleAsync();
        await Expect(page.Locator("table.sheet input")).ToHaveCountAsync(0);
    }

    async Task AcceptsAsync(string path)
    {
        var commune = await desk.SitAsync("xa.dieuphoi");
        await commune.GotoAsync(path);
        await commune.GetByRole(AriaRole.Button, new() { Name = "Duyệt", Exact = true }).ClickAsync();
        await Expect(commune.GetByText("Đã duyệt báo cáo.")).ToBeVisibleAsync();
        await commune.GotoAsync(path + "?tab=history");
        await Expect(commune.Locator(".steps-taken li")).ToHaveCountAsync(2);
    }

    internal static ILocator Cell(IPage page, string name) => page.Locator($"input[name='{name}']");

    static async Task<long> NumberAsync(ILocator within, string selector) => Number(await within.Locator(selector).InnerTextAsync());

    static async Task<long> NumberAsync(IPage page, string selector) => Number(await page.Locator(selector).InnerTextAsync());

    static long Number(string shown) => shown == "–" ? 0 : long.Parse(shown.Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);

    static string Written(long number) => number.ToString("N0", System.Globalization.CultureInfo.GetCultureInfo("vi-VN"));
}
