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
        Assert.Contains("vẫn đúng như khi gửi lên", (await world.Receiver.PageAsync(page)).Text(), StringComparison.Ordinal);

        await one.AcceptAsync();
        await two.SubmitAsync(("news.amount", "6"));
        var told = await UntilAsync(page, "1 số bên dưới đã khác khi gửi lên");
        var cells = (await world.Receiver.PageAsync(page)).QuerySelectorAll("td").Select(cell => cell.Text());
        Assert.Equal(["2", "1", "0", "2", "2", "1", "14", "20", "+6"], cells);
        Assert.Contains("Nộp Trường số 2 Lò Văn Phúc", told, StringComparison.Ordinal);
        Assert.Contains("Duyệt Trường số 1 Hoàng Thị Sen", told, StringComparison.Ordinal);
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
