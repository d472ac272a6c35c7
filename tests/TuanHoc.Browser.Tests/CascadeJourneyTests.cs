using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>The Week of a new year, by the pages alone: the province issues its plan, a commune derives its own and holds its ceremony, a school does its task, and the board turns green.</summary>
public sealed partial class CascadeJourneyTests(Desk desk) : IClassFixture<Desk>
{
    const string Communes = "Ủy ban nhân dân các xã, phường", Schools = "Các trường học trên địa bàn";
    const string Order = "Treo khẩu hiệu của Tuần lễ tại cổng trường", Commune = "Xã Bình Lư", School = "Trường Tiểu học Bình Lư";

    // A board may be a moment old.
    const int MostReloads = 20;

    [Fact]
    public async Task A_plan_of_the_province_goes_down_to_a_commune_and_a_school_and_comes_up_green_on_the_board()
    {
        desk.GoTo(new(2026, 8, 20));
        await OpensTheYearAsync();

        desk.GoTo(new(2026, 9, 1));
        var province = await desk.SitAsync("tinh.dieuphoi");
        await StartsAPlanAsync(province, from: "Từ mẫu trống");
        await WritesThePlanOfTheProvinceAsync(province);
        await IssuesAsync(province, number: "2961");
        await desk.RunJobsAsync();
        await SeesThatItWentOutAsync(province);

        desk.GoTo(new(2026, 9, 10));
        var commune = await desk.SitAsync("xa.dieuphoi");
        await FindsItInTheInboxAsync(commune);
        await BeginsItsOwnFromItAsync(commune);
        await IssuesAsync(commune, number: "118");
        await PlansTheCeremonyAsync(commune);
        await desk.RunJobsAsync();

        desk.GoTo(new(2026, 10, 2));
        var school = await desk.SitAsync("tieuhoc");
        await SaysWhatWasDoneAsync(school);
        await AcceptsAsync(await desk.SitAsync("tinh.lanhdao"));
        await RecordsTheCeremonyAsync(await desk.SitAsync("xa.dieuphoi"));

        var board = await OpensTheBoardAsync();
        await TurnsGreenAsync(board, "Xã, phường", Commune, "Kế hoạch", "10/09");
        await TurnsGreenAsync(board, "Xã, phường", Commune, "Lễ khai mạc", "Đã tổ chức 01/10");
        await TurnsGreenAsync(board, "Trường", School, "Nhiệm vụ khác", "1/1");
        await board.AssertFitsEverybodyAsync();
        Assert.Empty(desk.Complaints);
    }

    async Task OpensTheYearAsync()
    {
        var page = await desk.SitAsync("quantri");
        await page.GetByRole(AriaRole.Link, new() { Name = "Các năm: mở năm mới" }).ClickAsync();
        foreach (var (label, typed) in new[]
        {
            ("Năm", "2026"), ("Chủ đề", "Học tập suốt đời trong thời đại số"), ("Ngày đầu", "01/10/2026"), ("Ngày cuối", "07/10/2026"),
            ("Hạn của trường, trung tâm, cơ quan", "10/10/2026"), ("Hạn của xã, phường", "15/10/2026"), ("Hạn của tỉnh, thành phố", "30/10/2026"),
        }) await page.GetByLabel(label, new() { Exact = true }).FillAsync(typed);
        await page.GetByRole(AriaRole.Button, new() { Name = "Mở năm này" }).ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Tuần lễ 2026" }).GetByRole(AriaRole.Button, new() { Name = "Giao báo cáo cho các đơn vị" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Tuần lễ 2026" })).ToContainTextAsync("Học tập suốt đời trong thời đại số");
    }

    static async Task StartsAPlanAsync(IPage page, string from)
    {
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Chính" }).GetByRole(AriaRole.Link, new() { Name = "Kế hoạch" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Soạn kế hoạch" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = from }).CheckAsync();
        await page.AssertFitsEverybodyAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Bắt đầu soạn" }).ClickAsync();
    }

    static async Task WritesThePlanOfTheProvinceAsync(IPage page)
    {
        await Expect(Part(page, "week.0").GetByLabel("Chủ đề")).ToHaveValueAsync("Học tập suốt đời trong thời đại số");
        await AddAsync(page, "Căn cứ");
        await Part(page, "bases.0").GetByLabel("Loại văn bản").FillAsync("Quyết định");
        await Part(page, "bases.0").GetByLabel("Số, ký hiệu").FillAsync("1373/QĐ-TTg");
        await Part(page, "bases.0").GetByLabel("Ngày").FillAsync("30/07/2021");
        await Part(page, "bases.0").GetByLabel("Cơ quan ban hành").FillAsync("Thủ tướng Chính phủ");
        await AddAsync(page, "Lễ khai mạc");
        await Part(page, "ceremonies.0").GetByLabel("Từ ngày, nếu mỗi nơi tự chọn").FillAsync("25/09/2026");
        await Part(page, "ceremonies.0").GetByLabel("Đến ngày").FillAsync("05/10/2026");

        await OrdersTheCommunesAsync(page);
        await AddAsync(page, "Cơ quan");
        await Part(page, "assignments.2").GetByLabel("Cơ quan, đơn vị").FillAsync(Schools);
        await Part(page, "assignments.2").GetByRole(AriaRole.Button, new() { Name = "Thêm nhiệm vụ" }).ClickAsync();
        await OrderAsync(page, "assignments.2.tasks.0", Order, "Tin, bài", "30/09/2026");

        await AddAsync(page, "Hạn");
        await Part(page, "deadlines.0").GetByLabel("Việc").SelectOptionAsync("Kế hoạch");
        await Part(page, "deadlines.0").GetByLabel("Ngày").FillAsync("20/09/2026");
        await Part(page, "deadlines.0").GetByLabel("Ai gửi").FillAsync(Communes);
        await Part(page, "deadlines.0").GetByLabel("Gửi về").FillAsync("Sở Giáo dục và Đào tạo");
        await Part(page, "signature.0").GetByLabel("Người ký").FillAsync("Lò Văn Thắng");
        await SavesAsync(page);
    }

    static async Task OrdersTheCommunesAsync(IPage page)
    {
        await Part(page, "assignments.1").Locator("summary").ClickAsync();
        await Expect(Part(page, "assignments.1").GetByLabel("Cơ quan, đơn vị")).ToHaveValueAsync(Communes);
        await OrderAsync(page, "assignments.1.tasks.0", "Xây dựng kế hoạch và tổ chức các hoạt động của Tuần lễ", "Kế hoạch", "20/09/2026");
        await OrderAsync(page, "assignments.1.tasks.1", "Tổ chức lễ khai mạc Tuần lễ trên địa bàn", "Lễ khai mạc", "05/10/2026");
    }

    static async Task OrderAsync(IPage page, string row, string text, string output, string due)
    {
        await Part(page, row).GetByLabel("Nhiệm vụ, chưa kể hạn").FillAsync(text);
        await Part(page, row).GetByLabel("Phải có").SelectOptionAsync(output);
        await Part(page, row).GetByLabel("Hạn", new() { Exact = true }).FillAsync(due);
    }

    /// <summary>The number is the register's, the day is today's, the signer stands in the draft.</summary>
    static async Task IssuesAsync(IPage page, string number)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Ban hành", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Chưa ban hành được" })).ToHaveCountAsync(0);
        await page.GetByLabel("Số", new() { Exact = true }).FillAsync(number);
        await page.AssertFitsEverybodyAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ban hành", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Ban hành" })).ToContainTextAsync($"số {number}/KH-UBND");
    }

    static async Task SeesThatItWentOutAsync(IPage page)
    {
        await page.ReloadAsync();
        await page.AssertFitsEverybodyAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = SentTo() }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Các cơ quan, đơn vị có tên trong Kế hoạch" })).Not.ToContainTextAsync("gửi bằng cách khác");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = Commune })).ToContainTextAsync("chưa mở");
    }

    static async Task FindsItInTheInboxAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Tin nhắn" }).First.ClickAsync();
        var message = page.Locator("ol.inbox li", new() { HasText = "2961/KH-UBND" });
        await Expect(message).ToContainTextAsync("hạn gần nhất 20/09/2026");
        await page.AssertFitsEverybodyAsync();
        await message.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Kế hoạch của Tỉnh Lai Châu" })).ToBeVisibleAsync();
        await page.AssertFitsEverybodyAsync();
    }

    /// <summary>What the province has said stands there already; what is the commune's own is added.</summary>
    static async Task BeginsItsOwnFromItAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Soạn kế hoạch theo văn bản này" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Từ kế hoạch của Tỉnh Lai Châu" })).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Bắt đầu soạn" }).ClickAsync();

        await Expect(Part(page, "week.0").GetByLabel("Chủ đề")).ToHaveValueAsync("Học tập suốt đời trong thời đại số");
        await Expect(Part(page, "week.0").GetByLabel("Ngày đầu")).ToHaveValueAsync("01/10/2026");
        await Expect(Part(page, "bases.0").GetByLabel("Số, ký hiệu")).ToHaveValueAsync("2961/KH-UBND");
        await Expect(Part(page, "deadlines.0").GetByLabel("Ngày")).ToHaveValueAsync("20/09/2026");
        await Expect(Part(page, "assignments.0.tasks.1").GetByLabel("Nhiệm vụ, chưa kể hạn")).ToHaveValueAsync("Tổ chức lễ khai mạc Tuần lễ trên địa bàn");
        await Expect(Part(page, "assignments.0.tasks.1").GetByLabel("Hạn", new() { Exact = true })).ToHaveValueAsync("05/10/2026");

        await Part(page, "ceremonies.0").Locator("summary").ClickAsync();
        await Part(page, "ceremonies.0").GetByLabel("Ngày", new() { Exact = true }).FillAsync("01/10/2026");
        await Part(page, "ceremonies.0").GetByLabel("Giờ").FillAsync("07:30");
        await Part(page, "ceremonies.0").GetByLabel("Địa điểm").FillAsync("Nhà văn hóa xã Bình Lư");
        await Part(page, "ceremonies.0").GetByLabel("Từ ngày, nếu mỗi nơi tự chọn").ClearAsync();
        await Part(page, "ceremonies.0").GetByLabel("Đến ngày").ClearAsync();
        await Part(page, "signature.0").GetByLabel("Người ký").FillAsync("Nguyễn Đức Toàn");
        await SavesAsync(page);
    }

    static async Task PlansTheCeremonyAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Ghi lễ khai mạc vào lịch" }).ClickAsync();
        await Expect(page.GetByLabel("Ngày", new() { Exact = true })).ToHaveValueAsync("01/10/2026");
        await Expect(page.GetByLabel("Điểm chính")).ToHaveValueAsync("Nhà văn hóa xã Bình Lư");
        await page.AssertFitsEverybodyAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ghi vào lịch" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Lễ khai mạc");
        await page.AssertFitsEverybodyAsync();
    }

    static async Task SaysWhatWasDoneAsync(IPage page)
    {
        await page.Locator(".dues h3 a", new() { HasText = Order }).ClickAsync();
        await page.AssertFitsEverybodyAsync();
        await page.GetByLabel("Đã làm gì").FillAsync("Sáng 29/9 đã treo hai băng khẩu hiệu ở cổng trường và sân trường.");
        await page.GetByLabel("Tệp minh chứng").SetInputFilesAsync(new FilePayload { Name = "bien-ban.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes("%PDF-1.4\n%%EOF\n") });
        await page.GetByRole(AriaRole.Button, new() { Name = "Báo kết quả" }).ClickAsync();
        await Expect(page.GetByText("Đã báo. Nơi giao việc sẽ xác nhận")).ToBeVisibleAsync();
        await page.AssertFitsEverybodyAsync();
    }

    static async Task AcceptsAsync(IPage page)
    {
        await page.Locator(".dues h3 a", new() { HasText = "Xác nhận 1 kết quả nhiệm vụ" }).ClickAsync();
        await page.AssertFitsEverybodyAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Chờ bạn xác nhận" }).GetByRole(AriaRole.Link, new() { Name = Order }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "bien-ban.pdf" })).ToBeVisibleAsync();
        await page.AssertFitsEverybodyAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Xác nhận đã làm" }).ClickAsync();
        await Expect(page.GetByText("Đã xác nhận.")).ToBeVisibleAsync();
    }

    static async Task RecordsTheCeremonyAsync(IPage page)
    {
        await page.Locator(".dues h3 a", new() { HasText = "Ghi kết quả: Lễ khai mạc" }).ClickAsync();
        await page.GetByLabel("Số lượt người dự").FillAsync("240");
        await page.GetByLabel("Kết quả đạt được").FillAsync("Có đại diện các trường, trung tâm học tập cộng đồng và người dân.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ghi là đã tổ chức" }).ClickAsync();
        await Expect(page.Locator(".st.ok").First).ToHaveTextAsync("Đã tổ chức");
    }

    async Task<IPage> OpensTheBoardAsync()
    {
        var page = await desk.SitAsync("tinh.dieuphoi");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Chính" }).GetByRole(AriaRole.Link, new() { Name = "Nhiệm vụ" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Bảng theo dõi" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Bảng theo dõi của Tỉnh Lai Châu" })).ToBeVisibleAsync();
        return page;
    }

    /// <summary>Among those done with this output the unit stands with these words, in green.</summary>
    static async Task TurnsGreenAsync(IPage board, string kind, string unit, string output, string word)
    {
        await board.GetByRole(AriaRole.Navigation, new() { Name = "Loại đơn vị" }).GetByRole(AriaRole.Link, new() { NameRegex = new Regex($"^{kind} ") }).ClickAsync();
        await board.GetByRole(AriaRole.Navigation, new() { Name = "Sản phẩm" }).GetByRole(AriaRole.Link, new() { NameRegex = new Regex($"^{output}") }).ClickAsync();
        var done = board.GetByRole(AriaRole.Navigation, new() { Name = "Lọc theo trạng thái" }).GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Đã xong") });
        for (var i = 0; i < MostReloads && await done.CountAsync() == 0; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), TestContext.Current.CancellationToken);
            await board.ReloadAsync();
        }
        await done.ClickAsync();
        var cell = board.GetByRole(AriaRole.Row, new() { Name = unit }).Locator($"td[data-l='{output}'] .st");
        await Expect(cell).ToHaveTextAsync(word);
        await Expect(cell).ToHaveClassAsync(new Regex(@"\bok\b"));
    }

    /// <summary>A row of a draft, with its fields.</summary>
    static ILocator Part(IPage page, string id) => page.Locator($"[id='{id}']");

    // What is typed into the new row waits for it to be there.
    static Task AddAsync(IPage page, string row) => page.GetByRole(AriaRole.Button, new() { Name = "Thêm dòng: " + row, Exact = true }).ClickAsync();

    static async Task SavesAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu", Exact = true }).First.ClickAsync();
        await Expect(page.Locator("[data-saved]")).ToContainTextAsync("Đã lưu trên máy chủ");
        await page.AssertFitsEverybodyAsync();
    }

    [GeneratedRegex(@"^Đã gửi tới \d+ đơn vị, 0 đơn vị đã mở$")]
    private static partial Regex SentTo();
}
