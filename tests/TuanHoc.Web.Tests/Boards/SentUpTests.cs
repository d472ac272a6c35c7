using System.Net;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using TuanHoc.Statistics;
using TuanHoc.Web.Tests.Reports;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>What stood below a unit when it sent its report up is kept, and what changed since is told.</summary>
public sealed class SentUpTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_changed_below_since_a_report_was_sent_up_is_told_with_who_did_it()
    {
        var (one, two) = (await world.SchoolAsync(), await world.SchoolAsync());
        await one.SubmitAsync(("news.amount", "14"));
        var page = $"/totals/2025/{world.Commune}/sent";
        Assert.Contains("Chưa gửi lên lần nào", (await world.Receiver.PageAsync(page)).Text(), StringComparison.Ordinal);
        // Totals follow what happens within a fraction of a second.
        await UntilAsync($"/totals/2025/{world.Commune}?row=news&measure=amount", "14");
        var own = await world.Data.ReportAsync(world.Edition, world.Commune);
        using (await world.Receiver.SendAsync((await world.Receiver.PageAsync(own)).Form(own), own + "/submission", ("news.amount", "100"))) { }
        Assert.Equal("14,2,1,0", await world.Data.ScalarAsync<string>("""
            select concat_ws(',', b.received[c.position], b.asked, b.counted, b.counted_accepted) from report_below b join report r on r.id = b.report_id join statistics_column c on c.form_key = '2024' and c.row_key = 'news' and c.measure = 'amount' where r.unit_id = $1
            """, world.Commune));
        Assert.NotNull((await world.Receiver.PageAsync($"/totals/2025/{world.Commune}/cell?row=news&measure=amount")).QuerySelector($"a[href='{page}']"));
        Assert.Contains("vẫn đúng như khi gửi lên", (await world.Receiver.PageAsync(page)).Text(), StringComparison.Ordinal);

        await one.AcceptAsync();
        await two.SubmitAsync(("news.amount", "6"));
        var told = await UntilAsync(page, "1 số bên dưới đã khác khi gửi lên");
        var cells = (await world.Receiver.PageAsync(page)).QuerySelectorAll("td").Select(cell => cell.Text());
        Assert.Equal(["2", "1", "0", "2", "2", "1", "14", "20", "+6"], cells);
        Assert.Contains("Nộp Trường số 2 Lò Văn Phúc", told, StringComparison.Ordinal);
        Assert.Contains("Duyệt Trường số 1 Hoàng Thị Sen", told, StringComparison.Ordinal);

        // The files are what was sent: 100 of its own and 14 from below, with one of two schools; the live ones go on.
        var (word, whole, ownPart, fromBelow) = (await WordAsync("/sent.docx"), await CellsAsync("/sent.xlsx", "Phụ lục II"), await CellsAsync("/sent.xlsx", "Tự tổ chức"), await CellsAsync("/sent.xlsx", "Từ bên dưới"));
        Assert.Equal(("114", "100", "14", "120"), (whole["news"], ownPart["news"], fromBelow["news"], (await CellsAsync("/report.xlsx", "Phụ lục II"))["news"]));
        Assert.Contains("1/2 trường đã nộp báo cáo", word, StringComparison.Ordinal);
        Assert.Contains("Còn 1 đơn vị chưa nộp báo cáo, không tính vào số liệu: Trường số 2", word, StringComparison.Ordinal);
        Assert.Contains("114", word, StringComparison.Ordinal);
        Assert.DoesNotContain("120", word, StringComparison.Ordinal);
        var third = await world.SchoolAsync();
        using var none = await third.Reporter.GetAsync($"/totals/2025/{third.Unit}/sent.docx", Cancel);
        Assert.Equal((HttpStatusCode.Conflict, true), (none.StatusCode, (await none.Content.ReadAsStringAsync(Cancel)).Contains("chưa gửi báo cáo nào lên", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_sum_from_below_typed_as_ones_own_asks_for_a_sentence_before_it_goes_up()
    {
        var commune = await world.Data.UnitAsync("commune", "Xã Cộng Hai Lần", world.Province);
        var school = await world.Data.UnitAsync("school", "Trường Một Mình", commune);
        await world.Data.LedgerAsync(world.Edition);
        using var reporter = await world.Data.BrowserAsync(await world.Data.PersonAsync("Lò Văn Phúc", (school, "reporter")));
        using var receiver = await world.Data.BrowserAsync(await world.Data.PersonAsync("Hoàng Thị Sen", (commune, "coordinator")));
        (string, string?)[] figures = [("news.amount", "14"), ("publications.amount", "483"), ("classes.professional.sessions", "29"), ("classes.professional.people", "719")];
        var (below, own) = (await world.Data.ReportAsync(world.Edition, school), await world.Data.ReportAsync(world.Edition, commune));
        using (var sent = await reporter.SendAsync((await reporter.PageAsync(below)).Form(below), below + "/submission", figures)) Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        for (var attempt = 0; !(await receiver.PageAsync($"/totals/2025/{commune}?row=news&measure=amount")).Text().Contains("14", StringComparison.Ordinal); attempt++)
        {
            Assert.True(attempt < 60, "the totals have not come");
            await Task.Delay(250, Cancel);
        }

        const string asked = "4 số đúng bằng số cộng từ các đơn vị bên dưới, sẽ bị tính hai lần";
        using (var refused = await receiver.SendAsync((await receiver.PageAsync(own)).Form(own), own + "/submission", figures))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains(asked, (await refused.PageAsync()).Text(), StringComparison.Ordinal);
        }
        using (var saved = await receiver.SendAsync((await receiver.PageAsync(own)).Form(own), null, figures)) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains(asked, (await receiver.PageAsync(own)).Text(), StringComparison.Ordinal);
        using (var sent = await receiver.SendAsync((await receiver.PageAsync(own)).Form(own), own + "/submission", ("classes.professional.note", "Xã tự mở 29 lớp, tình cờ bằng trường."))) Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal("submitted", await world.Data.ScalarAsync<string>("select state from report where unit_id = $1", commune));
    }

    async Task<string> WordAsync(string file)
    {
        using var document = WordprocessingDocument.Open(new MemoryStream(await world.Receiver.GetByteArrayAsync($"/totals/2025/{world.Commune}{file}", Cancel)), isEditable: false);
        return document.MainDocumentPart!.Document!.Body!.InnerText;
    }

    /// <summary>What stands in the first column of figures of each row of the form, by the row's key.</summary>
    async Task<Dictionary<string, string>> CellsAsync(string file, string sheet)
    {
        for (; ; await Task.Delay(250, Cancel))
        {
            using var answer = await world.Receiver.GetAsync($"/totals/2025/{world.Commune}{file}", Cancel);
            // The live one reads much, and is made aside.
            if (answer.StatusCode == HttpStatusCode.Accepted) continue;
            using var book = SpreadsheetDocument.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Cancel)), isEditable: false);
            var of = book.WorkbookPart!.Workbook!.Descendants<Sheet>().Single(one => one.Name == sheet);
            var cells = ((WorksheetPart)book.WorkbookPart.GetPartById(of.Id!)).Worksheet!.Descendants<Row>().Select(row => row.Elements<Cell>().Select(cell => cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? "").ToList()).ToList();
            return StatisticsForm.Load("2024").Rows.ToDictionary(row => row.Key, row => cells.Single(line => line.Count > 3 && line[1] == row.Label)[3]);
        }
    }

    async Task<string> UntilAsync(string page, string words)
    {
        for (var attempt = 0; ; attempt++, await Task.Delay(250, Cancel))
        {
            var text = (await world.Receiver.PageAsync(page)).Text();
            if (text.Contains(words, StringComparison.Ordinal) || attempt == 60) return text;
        }
    }
}
