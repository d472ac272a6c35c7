using Microsoft.Playwright;
using TuanHoc.Core.Tests.Pictures;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>Nothing typed is lost and nothing is submitted twice: without a connection, in two browsers, in two tabs, after a closed one.</summary>
public sealed class DraftJourneyTests(House house) : IAsyncLifetime
{
    const string One = "news.amount", Two = "publications.amount", Three = "seminars.sessions";

    readonly Desk desk = new(house);
    string path = "";

    public async ValueTask InitializeAsync()
    {
        await desk.InitializeAsync();
        path = await desk.ReportOfAsync("tieuhoc");
        await desk.AskAsync<long>("update membership m set unit_id = (select o.unit_id from membership o join person p on p.id = o.person_id where p.user_name = 'tieuhoc'), role = 'reporter' from person c where c.id = m.person_id and c.user_name = 'thpt' returning m.id");
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    static ILocator Cell(IPage page, string name) => ReportJourneyTests.Cell(page, name);

    internal static ILocator Saved(IPage page) => page.Locator("[data-saved]");

    Task<T> ReportAsync<T>(string what) => desk.AskAsync<T>($"select {what} from report r where r.id = '{path.Split('/')[^1]}'");

    Task<long?> FigureAsync(string row) => ReportAsync<long?>($"coalesce((select r.figures[c.position] from statistics_column c where c.form_key = '2024' and c.row_key = '{row}' order by c.position limit 1), -9)");

    /// <summary>The report, open before its person, and kept with all it needs to open without a connection.</summary>
    Task<IPage> OpenAsync(string person) => OpenAsync(desk, person, path);

    internal static async Task<IPage> OpenAsync(Desk desk, string person, string path)
    {
        var page = await desk.SitAsync(person);
        await page.GotoAsync(path);
        await page.UntilAsync("""
            async () => { for (const name of await caches.keys()) if (name.startsWith("report-pages:") && (await (await caches.open(name)).keys()).length === 4 && await caches.has("report-parts") && (await (await caches.open("report-parts")).keys()).length > 4) return true; return false; }
            """);
        return page;
    }

    internal static async Task TypeAsync(IPage page, string cell, string typed)
    {
        await Cell(page, cell).FillAsync(typed);
        await page.Keyboard.PressAsync("Enter");
    }

    [Fact]
    public async Task One_without_a_connection_and_one_with_it_are_merged_cell_by_cell_and_what_was_wished_is_submitted_once()
    {
        var (a, b) = (await OpenAsync("tieuhoc"), await OpenAsync("thpt"));
        await a.Context.SetOfflineAsync(true);
        await a.ReloadAsync();
        await TypeAsync(a, One, "14");
        await TypeAsync(a, Two, "60");
        await Cell(a, "classes.professional.sessions").FillAsync("3");
        await Expect(a.Locator("output[data-of='classes.sessions']")).ToHaveTextAsync("3");
        await Cell(a, "classes.professional.sessions").FillAsync("");
        await Expect(Saved(a)).ToContainTextAsync("Mới lưu trên máy này");
        await a.Locator("[data-submit]").ClickAsync();
        await Expect(Saved(a)).ToContainTextAsync("Chờ nộp khi có mạng");

        await TypeAsync(b, Two, "61");
        await TypeAsync(b, Three, "2");
        await Expect(Saved(b)).ToContainTextAsync("Đã lưu trên máy chủ");

        await a.Context.SetOfflineAsync(false);
        await Expect(a.Locator("tr[data-differing]")).ToContainTextAsync("gõ “60”");
        await Expect(a.Locator("tr[data-differing]")).ToContainTextAsync("trên máy chủ là “61”");
        await Expect(Cell(a, Three)).ToHaveValueAsync("2");
        await Expect(Cell(a, One)).ToHaveValueAsync("14");
        Assert.Equal((14, 61, 2, "draft"), (await FigureAsync("news"), await FigureAsync("publications"), await FigureAsync("seminars"), await ReportAsync<string>("r.state")));

        await a.GetByRole(AriaRole.Button, new() { Name = "Giữ giá trị tôi gõ" }).ClickAsync();
        await Expect(a.GetByText("Đã nộp báo cáo.")).ToBeVisibleAsync();
        Assert.Equal((14, 60, 2, "submitted"), (await FigureAsync("news"), await FigureAsync("publications"), await FigureAsync("seminars"), await ReportAsync<string>("r.state")));

        // Whatever is opened again, it is not submitted again, and nothing is left on the device.
        await a.ReloadAsync();
        await a.UntilAsync("""
            () => new Promise(done => { const open = indexedDB.open("tuanhoc"); open.onsuccess = () => { const left = open.result.transaction("draft").objectStore("draft").count(); left.onsuccess = () => { open.result.close(); done(left.result === 0); }; }; })
            """);
        await a.GotoAsync("/reports");
        await Expect(a.Locator("[data-device-drafts]")).ToBeHiddenAsync();
        Assert.Equal(1, await ReportAsync<long>("(select count(*) from report_step s where s.report_id = r.id)"));
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task What_was_typed_outlives_a_closed_tab_two_tabs_and_a_submission_that_was_taken_back()
    {
        var first = await OpenAsync("tieuhoc");
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(path);
        await first.Context.SetOfflineAsync(true);
        await TypeAsync(first, One, "14");
        await TypeAsync(second, Three, "2");
        await second.Locator("textarea[name='news.note']").FillAsync("báo tường");
        foreach (var page in (IPage[])[first, second]) await Expect(Saved(page)).ToContainTextAsync("Mới lưu trên máy này");
        await first.Locator("[data-submit]").ClickAsync();
        await Expect(Saved(first)).ToContainTextAsync("Chờ nộp");
        await Task.WhenAll(first.CloseAsync(), second.CloseAsync());

        var again = await second.Context.NewPageAsync();
        await again.GotoAsync(path);
        await Expect(Cell(again, One)).ToHaveValueAsync("14");
        await Expect(Cell(again, Three)).ToHaveValueAsync("2");
        await Expect(again.Locator("textarea[name='news.note']")).ToHaveValueAsync("báo tường");
        var file = await again.RunAndWaitForDownloadAsync(() => again.GetByRole(AriaRole.Button, new() { Name = "Tải bản nháp về" }).ClickAsync());
        Assert.Contains("14", await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var unwish = again.GetByRole(AriaRole.Button, new() { Name = "Thôi, chưa nộp" });
        await unwish.ClickAsync();
        // The button goes when the device has it; a tab closed before that had said nothing of the sort.
        await Expect(unwish).ToBeHiddenAsync();
        await again.CloseAsync();

        var back = await second.Context.NewPageAsync();
        await second.Context.SetOfflineAsync(false);
        await back.GotoAsync(path);
        await Expect(Saved(back)).ToContainTextAsync("Đã lưu trên máy chủ");
        await Expect(Cell(back, One)).ToHaveValueAsync("14");
        // What one tab had tried to send goes first, with its own key; the rest follows it.
        for (var tries = 0; tries < 60 && await FigureAsync("seminars") != 2; tries++) await Task.Delay(250, TestContext.Current.CancellationToken);
        Assert.Equal((14, 2, "draft"), (await FigureAsync("news"), await FigureAsync("seminars"), await ReportAsync<string>("r.state")));
        Assert.Equal("báo tường", await ReportAsync<string>("r.notes ->> 'news'"));
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task Pictures_that_wait_go_before_the_report_that_was_submitted_without_a_connection()
    {
        var page = await OpenAsync("tieuhoc");
        await page.GotoAsync(path + "?tab=pictures", new() { WaitUntil = WaitUntilState.Load });
        var before = await ReportAsync<int>("jsonb_array_length(r.pictures)");
        await page.Context.SetOfflineAsync(true);
        await page.GetByLabel("Chọn ảnh").SetInputFilesAsync(new FilePayload { Name = "mot.jpg", MimeType = "image/jpeg", Buffer = DrawnPictures.Jpeg(300, 200, DrawnPictures.Exif(1, little: true)) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Thêm ảnh vào báo cáo" }).ClickAsync();
        await Expect(page.Locator("[data-progress]").First).ToHaveTextAsync("Còn 1 ảnh chưa gửi, giữ trên máy này và tự gửi khi có mạng");

        // A laptop that is opened again in the village: from the first page to the list, which says what is still here, and on to the report.
        await page.GotoAsync("/");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/reports$"));
        await Expect(page.GetByText("Không có mạng: danh sách như lần mở trước.")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-device-drafts] li")).ToContainTextAsync("1 ảnh, tệp chưa gửi");
        await page.Locator($"table a[href^='{path}']").First.ClickAsync();
        await Expect(page.Locator("[data-pictures-left]")).ToHaveTextAsync("Còn 1 ảnh, tệp trên máy này chưa gửi: gửi trước khi nộp");
        await page.Locator(".report-tabs a", new() { HasText = "Lịch sử" }).ClickAsync();
        await Expect(Saved(page)).ToHaveTextAsync("Phần ấy cần có mạng. Dưới đây là số liệu giữ trên máy này.");
        await TypeAsync(page, One, "14");
        await Expect(Saved(page)).ToContainTextAsync("Mới lưu trên máy này");
        await page.Locator("[data-submit]").ClickAsync();
        await Expect(Saved(page)).ToContainTextAsync("Chờ nộp khi có mạng");

        await page.Context.SetOfflineAsync(false);
        await Expect(page.GetByText("Đã nộp báo cáo.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.Equal((14, "submitted", before + 1), (await FigureAsync("news"), await ReportAsync<string>("r.state"), await ReportAsync<int>("(select jsonb_array_length(s.pictures) from report_snapshot s where s.report_id = r.id order by s.version desc limit 1)")));
        await page.GotoAsync("/reports");
        await Expect(page.Locator("[data-device-drafts]")).ToBeHiddenAsync();
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task Pictures_left_when_another_device_submitted_are_handed_out_and_one_that_was_refused_stays_with_its_reason()
    {
        var page = await desk.SitAsync("tieuhoc");
        await page.GotoAsync(path + "?tab=pictures", new() { WaitUntil = WaitUntilState.Load });
        await page.GetByLabel("Chọn ảnh").SetInputFilesAsync(new FilePayload { Name = "khong-phai-anh.jpg", MimeType = "image/jpeg", Buffer = "không phải ảnh"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Thêm ảnh vào báo cáo" }).ClickAsync();
        var refused = page.Locator("form[data-pictures] [data-refused] li").First;
        await Expect(refused).ToContainTextAsync("không phải ảnh JPEG hoặc PNG");
        await page.ReloadAsync();
        await Expect(refused).ToContainTextAsync("không phải ảnh JPEG hoặc PNG");

        await page.RouteAsync($"**{path}/pictures", route => route.AbortAsync());
        await page.GetByLabel("Chọn ảnh").SetInputFilesAsync(new FilePayload { Name = "hai.jpg", MimeType = "image/jpeg", Buffer = DrawnPictures.Jpeg(300, 200, DrawnPictures.Exif(1, little: true)) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Thêm ảnh vào báo cáo" }).ClickAsync();
        await Expect(page.Locator("[data-progress]").First).ToContainTextAsync("Còn 1 ảnh chưa gửi");
        var other = await desk.SitAsync("tieuhoc");
        await other.GotoAsync(path);
        await TypeAsync(other, One, "3");
        await other.Locator("[data-submit]").ClickAsync();
        await Expect(other.GetByText("Đã nộp báo cáo.")).ToBeVisibleAsync();

        await page.ReloadAsync();
        await Expect(page.Locator("[data-left-pictures]")).ToContainTextAsync("Trên máy này còn 2 ảnh, tệp chưa gửi khi báo cáo được nộp");
        await page.AssertFitsEverybodyAsync();
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Tải về hai.jpg" }).ClickAsync());
        Assert.Equal("hai.jpg", file.SuggestedFilename);
        foreach (var name in new[] { "hai.jpg", "khong-phai-anh.jpg" }) await page.GetByRole(AriaRole.Button, new() { Name = "Bỏ khỏi máy này " + name }).ClickAsync();
        await Expect(page.Locator("[data-left-pictures]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_block_from_a_spreadsheet_with_a_break_inside_a_note_lies_as_it_lay_there()
    {
        var page = await OpenAsync("tieuhoc");
        await page.EvaluateAsync("""
            () => {
                const cell = document.querySelector("[name='classes.life_skills.sessions']"), data = new DataTransfer();
                data.setData("text/plain", '2\t30\t"hai buổi\nở ""sân"" trường"\n3\t45\tmột buổi\n');
                cell.focus();
                cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """);
        var rows = await page.Locator("table.sheet tbody tr:not(.say)").EvaluateAllAsync<string[]>("rows => rows.map(row => [...row.querySelectorAll('.cell input, .memo textarea')].map(field => field.value).join('|'))");
        Assert.Contains("2|30|hai buổi\nở \"sân\" trường", rows);
        Assert.Contains("3|45|một buổi", rows);
    }

    [Fact]
    public async Task Pages_are_thrown_away_when_their_person_signs_out_and_what_was_typed_is_shown_to_nobody_else()
    {
        var page = await OpenAsync("tieuhoc");
        await page.Context.SetOfflineAsync(true);
        await TypeAsync(page, One, "14");
        await Expect(Saved(page)).ToContainTextAsync("Mới lưu trên máy này");
        // Nothing of it may reach the server: a page that is closed still tries, and without its tab the browser has a connection again.
        var left = page;
        await left.EvaluateAsync("() => { window.fetch = () => Promise.reject(new TypeError('no connection')); }");
        page = await left.Context.NewPageAsync();
        await left.CloseAsync();
        await page.Context.SetOfflineAsync(false);
        await page.GotoAsync("/me");
        await page.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" }).ClickAsync();
        await page.UntilAsync("async () => (await caches.keys()).every(name => !name.startsWith('report-pages:'))");

        await page.Locator("button[name=sample][value='thpt']").ClickAsync();
        await Expect(page.Locator(".who")).ToBeVisibleAsync();
        await page.GotoAsync(path);
        await Expect(Cell(page, One)).ToHaveValueAsync("");
        await page.GotoAsync("/reports");
        await Expect(page.Locator("[data-device-drafts]")).ToBeHiddenAsync();

        await page.GotoAsync("/me");
        await page.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" }).ClickAsync();
        await page.Locator("button[name=sample][value='tieuhoc']").ClickAsync();
        await Expect(page.Locator(".who")).ToBeVisibleAsync();
        await page.GotoAsync("/reports");
        await Expect(page.Locator("[data-device-drafts] li")).ToContainTextAsync("mới lưu trên máy này");
        await page.Locator("[data-device-drafts] a").ClickAsync();
        await Expect(Saved(page)).ToContainTextAsync("Đã lưu trên máy chủ");
        Assert.Equal(14, await FigureAsync("news"));
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task What_is_wrong_is_said_beneath_its_row_while_one_types_and_goes_when_it_is_mended()
    {
        var page = await OpenAsync("tieuhoc");
        var (said, count, cell) = (page.Locator("[id='nopenings.schools']"), page.Locator("[data-found=error]"), Cell(page, "openings.schools.amount"));
        await Expect(count).ToBeHiddenAsync();
        await TypeAsync(page, "openings.schools.amount", "3");
        await Expect(said).ToContainTextAsync("Lỗi: Dòng");
        await Expect(said).ToContainTextAsync("tính mỗi đơn vị một lần");
        await Expect(count).ToHaveTextAsync("1 lỗi");
        await Expect(cell).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("#why")).ToContainTextAsync("Còn 1 lỗi phải sửa trước khi nộp");
        await TypeAsync(page, "openings.schools.amount", "1");
        await Expect(said).ToHaveCountAsync(0);
        await Expect(count).ToBeHiddenAsync();
        await Expect(page.Locator("#why")).ToHaveTextAsync("");
        Assert.Null(await cell.GetAttributeAsync("aria-invalid"));
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task Steps_in_the_sheet_are_undone_and_done_again()
    {
        var page = await OpenAsync("tieuhoc");
        await TypeAsync(page, One, "14");
        await Cell(page, "classes.life_skills.sessions").EvaluateAsync("""
            (cell, text) => { const carried = new DataTransfer(); carried.setData("text/plain", text); cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true })); }
            """, "12\t1000\tba buổi\tthừa\r\n1\tk\r\n");
        // The third column is the note; what lies beyond the form is not dropped in silence.
        var note = page.Locator("textarea[name='classes.life_skills.note']");
        await Expect(note).ToHaveValueAsync("ba buổi");
        await Expect(page.Locator("[data-pasted]")).ToContainTextAsync("1 ô của khối vừa dán không có chỗ");
        await Expect(Cell(page, "classes.science_law.people")).ToHaveValueAsync("không phát sinh");
        await Cell(page, One).FocusAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Expect(Cell(page, "classes.life_skills.people")).ToHaveValueAsync("");
        await Expect(Cell(page, "classes.science_law.people")).ToHaveValueAsync("");
        await Expect(note).ToHaveValueAsync("");
        await Expect(page.Locator("output[data-of='classes.sessions']")).ToHaveTextAsync("");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(Cell(page, One)).ToHaveValueAsync("");
        await page.Keyboard.PressAsync("Control+Shift+z");
        await page.Keyboard.PressAsync("Control+y");
        await Expect(Cell(page, One)).ToHaveValueAsync("14");
        await Expect(Cell(page, "classes.life_skills.people")).ToHaveValueAsync("1.000");
        await note.FillAsync("bốn buổi");
        await Cell(page, One).FocusAsync();
        await page.Keyboard.PressAsync("Control+z");
        await Expect(note).ToHaveValueAsync("ba buổi");
        await Expect(Saved(page)).ToContainTextAsync("Đã lưu trên máy chủ");
        Assert.Equal(14, await FigureAsync("news"));
        Assert.Empty(desk.Complaints);
    }
}
