using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Platform.Exports;

namespace TuanHoc.Web.Tests.Reports.Workbooks;

/// <summary>The workbook of a unit and of all that report to it: out, through the hands of those who fill it, and in; and what the checks of the form say before anything is written.</summary>
public sealed class ManyFormsTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    async Task<string> NameAsync(School school) => await world.Data.ScalarAsync<string>("select name from unit_version where unit_id = $1", school.Unit);

    /// <summary>What the receiver downloads on the page of its own report.</summary>
    async Task<(string Report, FormFile File)> DownloadAsync()
    {
        var report = await world.Data.ReportAsync(world.Edition, world.Commune);
        var link = (await world.Receiver.PageAsync(report + "?tab=units")).QuerySelector("a[href$='/forms.xlsx']")!;
        Assert.Equal("Tải biểu Excel của các đơn vị", link.Text());
        return (report, new(await world.Receiver.GetByteArrayAsync(link.GetAttribute("href"), Cancel)));
    }

    static string RowOf(IDocument page, string sheet, string table) => string.Join(' ', page.QuerySelectorAll($"section[aria-labelledby='{table}'] tr").Single(row => Regex.IsMatch(row.Text(), Regex.Escape(sheet) + @"(?!\d)")).Children.Select(cell => cell.Text().Trim()));

    static async Task<IDocument> AgainAsync(HttpClient browser, IDocument page)
    {
        var path = new Uri(page.Url).AbsolutePath;
        using var answer = await browser.SendAsync(page.Form(path + "/check"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await browser.DoneAsync(path);
    }

    [Fact]
    public async Task The_receiver_sends_the_workbook_back_and_writes_what_it_may_the_rest_says_why_or_is_left_alone()
    {
        var (onPaper, byItself, submitted, silent) = (await world.SchoolAsync(), await world.SchoolAsync(), await world.SchoolAsync(), await world.SchoolAsync());
        await submitted.SubmitAsync(("nothing", "1"));
        var (report, file) = await DownloadAsync();
        foreach (var (school, figure) in new[] { (onPaper, "7"), (byItself, "8"), (submitted, "9") }) file = file.Of(school.Report).Type("news", figure);
        file = file.Of(report).Type("news", "3");
        var unfilled = await world.Data.ScalarAsync<long>("select count(*) - 3 from report where edition_id = $1 and receiver_id = $2", world.Edition.Id, world.Commune);

        // The button stands beside the one that downloads.
        Assert.Equal($"/reports/workbooks?report={report["/reports/".Length..]}", (await world.Receiver.PageAsync(report + "?tab=units")).QuerySelectorAll("a").Single(link => link.Text() == "Gửi lại biểu Excel của các đơn vị").GetAttribute("href"));
        var page = await world.Receiver.SendFileAsync(file.Content, report);
        Assert.Contains($"{unfilled} trang chưa ai điền, để nguyên", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Chưa ai điền, để nguyên", RowOf(page, await NameAsync(silent), "sheets"), StringComparison.Ordinal);
        Assert.Contains("3 trang không ghi, lý do ở bên dưới", page.Text(), StringComparison.Ordinal);
        Assert.Contains($"{await NameAsync(byItself)} tự điền báo cáo của mình: nếu đơn vị đã gửi bản giấy hoặc thư điện tử, mở báo cáo, giữ bản ấy ở mục Hạn và nơi nhận rồi bấm Kiểm tra lại.", RowOf(page, await NameAsync(byItself), "asides"), StringComparison.Ordinal);
        Assert.Contains("đã nộp nên không ghi được nữa: nếu cần sửa, nơi nhận trả lại", RowOf(page, await NameAsync(submitted), "asides"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"section[aria-labelledby='asides'] a[href='{onPaper.Report}?tab=due']"));

        // What came on paper is kept first, where that is said; then its sheet is the receiver's to write.
        using (var kept = await onPaper.OnPaperAsync("%PDF-1.7"u8.ToArray(), TimeProvider.System.GetUtcNow().AddDays(-3).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture))) Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        page = await AgainAsync(world.Receiver, page);
        Assert.Contains("2 trang không ghi, lý do ở bên dưới", page.Text(), StringComparison.Ordinal);
        page = await world.Receiver.WriteAsync(page);
        Assert.Contains("2 trang đã ghi thành bản nháp", page.Text(), StringComparison.Ordinal);
        Assert.Equal((7L, "draft", world.Commune), (await onPaper.FigureAsync("news", "amount"), await onPaper.StateAsync(), await world.Data.ScalarAsync<long>("select acting_unit_id from audit where thing = 'report' and thing_id = $1::text and what = 'saved'", onPaper.Id)));
        Assert.Equal((0, 1, 0), (await byItself.VersionAsync(), await submitted.VersionAsync(), await silent.VersionAsync()));
        Assert.Contains("value=\"3\"", (await world.Receiver.PageAsync(report)).QuerySelector("[name='news.amount']")!.OuterHtml, StringComparison.Ordinal);
        Assert.Equal("7", (await world.Receiver.PageAsync(onPaper.Report)).QuerySelector("[name='news.amount']")!.GetAttribute("value"));
        // Sent again, it changes nothing.
        Assert.Null((await world.Receiver.SendFileAsync(file.Content, report)).QuerySelector("form[action$='/application']"));
    }

    [Fact]
    public async Task When_its_unit_has_confirmed_what_was_entered_for_it_the_receiver_writes_no_more()
    {
        var school = await world.SchoolAsync();
        using (await school.OnPaperAsync("%PDF-1.7"u8.ToArray(), TimeProvider.System.GetUtcNow().AddDays(-3).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture))) { }
        await world.Data.RunAsync("update report_behalf set confirmed_at = now(), confirmed_by = by where report_id = $1", school.Id);
        var page = await world.Receiver.SendFileAsync((await school.FormAsync()).Type("news", "7").Content);
        Assert.Contains("đã xác nhận bản nhập thay nên từ nay tự điền: chuyển trang này cho đơn vị ấy.", page.Text(), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[action$='/application']"));
    }

    [Fact]
    public async Task Who_fills_for_several_units_writes_theirs_out_of_a_workbook_of_many_and_no_other()
    {
        var (one, other, theirs) = (await world.SchoolAsync(), await world.SchoolAsync(), await world.SchoolAsync());
        using var both = await world.Data.BrowserAsync(await world.Data.PersonAsync("Hà Văn Cả Hai", (one.Unit, "reporter"), (other.Unit, "coordinator")));
        var (_, file) = await DownloadAsync();
        var untouched = await both.SendFileAsync(file.Content);
        Assert.Contains("Không có gì để ghi: chưa ai điền gì vào tệp", untouched.Text(), StringComparison.Ordinal);

        file = file.Of(one.Report).Type("news", "7").Of(other.Report).TypeNote("news", "hai bài").Of(theirs.Report).Type("news", "9");
        var page = await both.SendFileAsync(file.Content);
        Assert.Contains("1 trang không ghi", page.Text(), StringComparison.Ordinal);
        Assert.Contains("chuyển trang này cho người của đơn vị ấy", RowOf(page, await NameAsync(theirs), "asides"), StringComparison.Ordinal);
        Assert.Contains("2 trang đã ghi thành bản nháp", (await both.WriteAsync(page)).Text(), StringComparison.Ordinal);
        Assert.Equal((7L, 1, 0), (await one.FigureAsync("news", "amount"), await other.VersionAsync(), await theirs.VersionAsync()));

        // A fault in one sheet still keeps the whole file.
        var wrong = await both.SendFileAsync(file.Of(one.Report).Type("news", "hai chục").Of(other.Report).Type("news", "5").Content);
        Assert.Contains("Tệp còn lỗi nên chưa ghi gì", wrong.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_checks_of_the_form_say_stands_in_the_dry_run_as_on_the_screen_and_keeps_no_draft_from_being_written()
    {
        var (odd, fine) = (await world.SchoolAsync(), await world.SchoolAsync());
        using var both = await world.Data.BrowserAsync(await world.Data.PersonAsync("Hà Văn Cả Hai", (odd.Unit, "reporter"), (fine.Unit, "reporter")));
        var wrong = (await odd.FormAsync()).Type("contests", "2").Type("contests.book_fairs", "1500").Type("classes.professional", "1234").Type("news", "k");
        var page = await both.SendFileAsync(WorkbookBrowse.Zip(("a.xlsx", wrong.Content), ("b.xlsx", (await fine.FormAsync()).Type("news", "4").Content)), name: "hai.zip");
        Assert.Contains("1 lỗi của số liệu: vẫn ghi được thành bản nháp", page.Text(), StringComparison.Ordinal);

        var said = page.QuerySelectorAll("section[aria-labelledby='checks'] tbody tr").Select(row => row.Children.Select(cell => cell.Text().Trim()).ToArray()).ToList();
        Assert.All(said, line => Assert.Equal("a.xlsx, Phụ lục II", line[0]));
        Assert.Contains(said, line => line[1] == wrong.Place("contests") && line[3].StartsWith("Lỗi: Dòng ", StringComparison.Ordinal) && line[3].Contains("1.500", StringComparison.Ordinal));
        Assert.Contains(said, line => line[1] == wrong.Place("classes.professional", "tuanhoc.second") && line[2] == "1.1" && line[3].StartsWith("Khác thường: Đã ghi 1.234 ", StringComparison.Ordinal));
        Assert.Contains("Lỗi: Dòng ", await both.GetStringAsync(new Uri(page.Url).AbsolutePath + "/faults.csv", Cancel), StringComparison.Ordinal);

        Assert.Contains("2 trang đã ghi thành bản nháp", (await both.WriteAsync(page)).Text(), StringComparison.Ordinal);
        Assert.Equal(("draft", 2L, 1500L), (await odd.StateAsync(), await odd.FigureAsync("contests", "sessions"), await odd.FigureAsync("contests.book_fairs", "sessions")));
        // The screen says the very same, no more and no less.
        string[] kinds = ["Lỗi: ", "Khác thường: "];
        var screen = (await odd.Reporter.PageAsync(odd.Report)).QuerySelectorAll("tr p, tr .late, tr .due, tr li, tr span").Select(at => at.Text().Trim()).Where(text => kinds.Any(kind => text.StartsWith(kind, StringComparison.Ordinal))).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(screen.Order(StringComparer.Ordinal), said.Select(line => line[3]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_workbook_is_made_in_the_lane_of_long_files_and_anew_when_a_report_changed()
    {
        var school = await world.SchoolAsync();
        var report = await world.Data.ReportAsync(world.Edition, world.Commune);
        using var first = await world.Receiver.GetAsync(report + "/forms.xlsx", Cancel);
        using var again = await world.Receiver.GetAsync(report + "/forms.xlsx", Cancel);
        Assert.Equal((HttpStatusCode.OK, first.Headers.ETag!.Tag), (again.StatusCode, again.Headers.ETag!.Tag));
        await school.SaveAsync(("news.amount", "7"));
        using var later = await world.Receiver.GetAsync(report + "/forms.xlsx", Cancel);
        Assert.Equal("7", new FormFile(await later.Content.ReadAsByteArrayAsync(Cancel)).Of(school.Report)["news"]);
        // What one person sees is kept for nobody else.
        using var stranger = await school.Reporter.GetAsync(report + "/forms.xlsx", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);

        var (lane, open) = (world.App.Services.GetRequiredService<Lane>(), new TaskCompletionSource());
        var held = Enumerable.Range(0, Lane.MostAtOnce).Select(number => lane.Ask(("held", number), "always", _ => open.Task)!).ToList();
        try
        {
            await school.SaveAsync(("news.amount", "8"));
            using var full = await world.Receiver.GetAsync(report + "/forms.xlsx", Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, full.StatusCode);
        }
        finally
        {
            open.SetResult();
        }
        await Task.WhenAll(held.Select(one => one.File));
        using var free = await world.Receiver.GetAsync(report + "/forms.xlsx", Cancel);
        Assert.Equal("8", new FormFile(await free.Content.ReadAsByteArrayAsync(Cancel)).Of(school.Report)["news"]);
    }
}
