using System.Net;
using DocumentFormat.OpenXml.Packaging;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Commands;
using TuanHoc.Web.Tests.Reports;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>The consolidated report of the whole country is a report too: with its words, closed, and as it was when it was closed.</summary>
public sealed class NationReportTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_nation_writes_its_own_report_closes_it_and_its_leaders_accept_it_or_open_it_again()
    {
        var (school, page) = (await world.SchoolAsync(), "/totals/2025/1/sent");
        await school.SubmitAsync(("seminars.sessions", "3"));
        using var nation = await world.Data.BrowserAsync(await world.Data.PersonAsync("Nguyễn Thị Minh Hằng", (UnitDirectory.Nation, "coordinator")));
        using var another = await world.Data.BrowserAsync(await world.Data.PersonAsync("Vũ Minh Đức", (world.Province, "coordinator")));
        using var leader = await world.Data.BrowserAsync(await world.Data.PersonAsync("Trần Thị Lãnh", (UnitDirectory.Nation, "leader")));
        foreach (var browser in new[] { nation, leader }) Assert.Contains("Viết báo cáo của cả nước", (await browser.PageAsync("/")).QuerySelector("ul.dues")!.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("báo cáo của cả nước", (await another.PageAsync("/")).Text(), StringComparison.Ordinal);
        var begin = (await nation.PageAsync(page)).Form("/editions/2025/reports/nation");
        var report = "";
        // The button pressed twice opens the same report.
        for (var times = 0; times < 2; times++)
        {
            using var begun = await nation.SendAsync(begin);
            var address = begun.Headers.Location!.ToString();
            Assert.True(report is "" || report == address);
            report = address;
        }
        Assert.Contains("Điền báo cáo của", (await nation.PageAsync("/")).QuerySelector("ul.dues")!.Text(), StringComparison.Ordinal);
        await UntilAsync("/totals/2025/1?row=seminars&measure=sessions", "3");
        using (await nation.SendAsync((await nation.PageAsync(report + "?tab=narrative")).Form(report), to: null, ("activities", "Bộ phát động Tuần lễ tại Hà Nội."))) { }
        using (var closed = await nation.SendAsync((await nation.PageAsync(report)).Form(report), report + "/submission", ("seminars.sessions", "1")))
        {
            var said = (await nation.PageAsync(closed.Headers.Location!.ToString())).QuerySelector("main")!.Text();
            Assert.Contains("Đã chốt báo cáo. Không đơn vị nào ở trên nhận", said, StringComparison.Ordinal);
            Assert.DoesNotContain("nơi nhận", said, StringComparison.OrdinalIgnoreCase);
        }
        Assert.Contains("Duyệt báo cáo của cả nước", (await leader.PageAsync("/")).QuerySelector("ul.dues")!.Text(), StringComparison.Ordinal);
        Assert.Equal("submitted", await StateAsync());
        using (var file = WordprocessingDocument.Open(new MemoryStream(await nation.GetByteArrayAsync("/totals/2025/1/sent.docx", Cancel)), isEditable: false))
        {
            var text = file.MainDocumentPart!.Document!.Body!.InnerText;
            Assert.Contains("Bộ phát động Tuần lễ tại Hà Nội.", text, StringComparison.Ordinal);
            Assert.Contains("Thủ tướng Chính phủ (để báo cáo)", text, StringComparison.Ordinal);
        }
        // What comes later is told against what was sent.
        using (await (await world.SchoolAsync()).SubmitAsync(("seminars.sessions", "5"))) { }
        Assert.Contains("1 số bên dưới đã khác khi gửi lên", await UntilAsync(page, "đã khác khi gửi lên"), StringComparison.Ordinal);
        using (var refused = await another.GetAsync(report, Cancel)) Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        using (await nation.SendAsync((await nation.PageAsync(report)).Form(report + "/acceptance"))) { }
        Assert.Equal("accepted", await StateAsync());
        using (await nation.SendAsync((await nation.PageAsync(report)).Form(report + "/return"), to: null, ("reason", "Bổ sung số liệu nộp muộn."))) { }
        Assert.Equal("returned", await StateAsync());
        foreach (var shown in new[] { report, report + "?tab=narrative", report + "?tab=units", report + "?tab=due", report + "?tab=history", "/", "/reports", "/control", "/totals/2025/1", "/totals/2025/1/missing" })
            using (var answer = await nation.GetAsync(shown, Cancel)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var output = new StringWriter();
        Assert.True(await Verify.RunAsync(Invariants.All, world.App.Services, output, Cancel) == 0, output.ToString());

        async Task<string> UntilAsync(string at, string words)
        {
            for (var attempt = 0; ; attempt++, await Task.Delay(250, Cancel))
            {
                var text = (await nation.PageAsync(at)).Text();
                if (text.Contains(words, StringComparison.Ordinal) || attempt == 60) return text;
            }
        }

        Task<string> StateAsync() => world.Data.ScalarAsync<string>("select state from report where unit_id = 1");
    }
}
