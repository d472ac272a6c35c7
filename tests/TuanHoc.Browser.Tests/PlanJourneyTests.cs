using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>Steps 1 to 3 of a new user: signs in, brings a plan in, corrects what was read, sees who does what by when.</summary>
public sealed partial class PlanJourneyTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task A_commune_drops_its_plan_corrects_a_fact_and_sees_the_tasks_of_each_agency()
    {
        var page = await SignInFromTheListAsync("Vàng Thị Mai");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Chính" }).GetByRole(AriaRole.Link, new() { Name = "Kế hoạch" }).ClickAsync();
        await DropAsync(page, "ke-hoach-xa.txt", SampleFiles.Text("xa-2025"));

        await SeesWhatWasReadAsync(page);
        await CorrectsAsync(page, fact: "Số, ký hiệu", with: "119/KH-UBND");
        await SaveAsync(page);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Kế hoạch của" })).ToBeVisibleAsync();
        await Expect(page.Locator(".fact").GetByText("119/KH-UBND", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Xem nhiệm vụ của các cơ quan" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Nhiệm vụ theo kế hoạch của");
        Assert.True(await page.Locator("h2.tasks-of").CountAsync() > 3, "the tasks of some agencies");
        await Expect(page.Locator("ul.tasks li").Filter(new() { HasTextRegex = Day() }).First).ToBeVisibleAsync();
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task The_ministry_brings_its_plan_as_a_Word_file()
    {
        var page = await desk.SitAsync("bo.dieuphoi");
        await page.GotoAsync("/plans");
        await page.GetByLabel("Tệp kế hoạch đã ban hành").SetInputFilesAsync(new FilePayload
        {
            Name = "Kế hoạch.docx",
            MimeType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Buffer = SampleFiles.Word("bo-2025"),
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Đọc kế hoạch" }).ClickAsync();
        await SeesWhatWasReadAsync(page);
        await Expect(page.Locator(".fact").Filter(new() { HasText = "1187" }).First).ToBeVisibleAsync();
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task The_keys_walk_through_the_facts_and_their_places()
    {
        var page = await desk.SitAsync("xa.dieuphoi");
        await page.GotoAsync("/plans");
        await DropAsync(page, "ke-hoach.txt", SampleFiles.Text("phuong-2025"));
        await Expect(page.Locator(".fact").First).ToBeVisibleAsync();
        // Keys are heard from when the page has its script.
        await page.WaitForLoadStateAsync();

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator(".fact.at")).ToHaveCountAsync(1);
        await Expect(page.Locator("mark.at").First).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("e");
        await Expect(page.Locator(".fact.at .typed input:not([type=hidden]), .fact.at .typed textarea, .fact.at .typed select").First).ToBeFocusedAsync();

        // What is doubtful is gone through and taken as it stands, also where the focus is on the number of the fact; what is certain is taken at once.
        await page.EvaluateAsync("document.activeElement.blur(); document.querySelector('.at').classList.remove('at')");
        var doubtful = await page.Locator(".fact.q").CountAsync();
        Assert.True(doubtful > 1);
        await page.Keyboard.PressAsync("n");
        var number = page.Locator(".fact.q.at a.num").First;
        await Expect(number).ToHaveCountAsync(1);
        await number.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".seen input:checked")).ToHaveCountAsync(1);
        await Expect(page.Locator(".fact.q")).ToHaveCountAsync(doubtful - 1);
        await Expect(page.Locator(".fact.q.at")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("g");
        await Expect(page.Locator(".doc")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator("button[data-key=a]")).ToHaveCountAsync(0);
        await Expect(page.Locator(".seen input:checked")).ToHaveCountAsync(1);
        // What was taken is kept, and is certain from then on.
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu dự thảo" }).ClickAsync();
        await Expect(page.Locator(".seen input:checked")).ToHaveCountAsync(0);
        await Expect(page.Locator(".fact.q")).ToHaveCountAsync(doubtful - 1);

        Assert.Empty(desk.Complaints);
    }

    async Task<IPage> SignInFromTheListAsync(string name)
    {
        var page = await desk.VisitAsync();
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Dành cho đơn vị" }).First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/signin"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Vào " + name }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Chào " + name.Split(' ')[^1]);
        return page;
    }

    static async Task DropAsync(IPage page, string name, string text)
    {
        var file = await page.EvaluateHandleAsync("""
            ([name, text]) => { const carried = new DataTransfer(); carried.items.add(new File([text], name, { type: "text/plain" })); return carried; }
            """, new[] { name, text });
        await page.DispatchEventAsync("form[data-drop]", "drop", new { dataTransfer = file });
        await Expect(page).ToHaveURLAsync(new Regex("/plans/[0-9a-f-]{36}"));
    }

    /// <summary>The facts stand beside the text, and each leads to its place in it.</summary>
    static async Task SeesWhatWasReadAsync(IPage page)
    {
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Đã đọc được" })).ToBeVisibleAsync();
        foreach (var section in (string[])["Chủ đề", "Thời gian của Tuần lễ", "Căn cứ", "Cơ quan", "Nơi nhận", "Chữ ký"])
            await Expect(page.Locator(".fact .k").GetByText(section, new() { Exact = true }).First).ToBeVisibleAsync();
        var theme = page.Locator(".fact").Filter(new() { Has = page.Locator(".k").GetByText("Chủ đề", new() { Exact = true }) }).First;
        await theme.Locator("a.n").ClickAsync();
        var place = page.Locator("mark.at").First;
        await Expect(place).ToBeInViewportAsync();
        await Expect(place).ToContainTextAsync("ọc");
    }

    /// <summary>Who saves has looked at what was doubtful.</summary>
    internal static async Task SaveAsync(IPage page)
    {
        await page.Locator(".seen input").EvaluateAllAsync<int>("boxes => { boxes.forEach(box => box.checked = true); return boxes.length; }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu và giao nhiệm vụ" }).ClickAsync();
    }

    static async Task CorrectsAsync(IPage page, string fact, string with)
    {
        var row = page.Locator("form .fact").Filter(new() { Has = page.Locator(".k").GetByText(fact, new() { Exact = true }) }).First;
        await row.Locator("summary").ClickAsync();
        await row.GetByLabel(fact).FillAsync(with);
    }

    [GeneratedRegex(@"\d{2}/\d{2}/2025")]
    private static partial Regex Day();
}
