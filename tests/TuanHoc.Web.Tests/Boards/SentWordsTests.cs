using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using TuanHoc.Web.Tests.Reports;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>The rows of text of a consolidated report are kept with it as its figures are.</summary>
public sealed class SentWordsTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_units_wrote_in_words_stays_as_it_was_sent_and_what_they_say_now_stands_beside_it()
    {
        var (one, two) = (await world.SchoolAsync(), await world.SchoolAsync());
        using (await one.SubmitAsync(("news.amount", "3"), ("news.note", "báo tường và bản tin"), ("other.note", "Trồng cây"))) { }
        await UntilAsync($"/totals/2025/{world.Commune}?row=news&measure=amount", "3");
        var own = await world.Data.ReportAsync(world.Edition, world.Commune);
        using (await world.Receiver.SendAsync((await world.Receiver.PageAsync(own)).Form(own), own + "/submission", ("news.amount", "1"))) { }
        var before = (Word: await WordAsync(), Sheet: await SheetAsync());
        Assert.Contains("báo tường và bản tin", before.Word, StringComparison.Ordinal);
        Assert.Contains("Trồng cây", before.Sheet, StringComparison.Ordinal);

        // One is sent back and says something else, another comes late.
        using (await one.ReturnAsync("Xem lại ghi chú.")) { }
        using (await one.SubmitAsync(("news.note", "báo tường"), ("other.note", ""))) { }
        using (await two.SubmitAsync(("news.amount", "1"), ("news.note", "phát thanh măng non"))) { }
        await UntilAsync($"/totals/2025/{world.Commune}/notes?row=news", "phát thanh măng non");

        Assert.Equal(before, (await WordAsync(), await SheetAsync()));
        var words = (await world.Receiver.PageAsync($"/totals/2025/{world.Commune}/sent")).QuerySelector("section[aria-labelledby=words]")!;
        Assert.Equal(["Trồng cây|–", "báo tường và bản tin|báo tường", "–|phát thanh măng non"],
            words.QuerySelectorAll("tbody tr").Select(row => string.Join('|', row.QuerySelectorAll("td").Skip(1).Select(cell => cell.Text()))));
    }

    async Task<string> WordAsync()
    {
        using var document = WordprocessingDocument.Open(await FileAsync("sent.docx"), isEditable: false);
        return document.MainDocumentPart!.Document!.Body!.InnerText;
    }

    /// <summary>All that the sheet of notes says.</summary>
    async Task<string> SheetAsync()
    {
        using var book = SpreadsheetDocument.Open(await FileAsync("sent.xlsx"), isEditable: false);
        var notes = book.WorkbookPart!.Workbook!.Descendants<Sheet>().Single(one => one.Name == "Ghi chú");
        return ((WorksheetPart)book.WorkbookPart.GetPartById(notes.Id!)).Worksheet!.InnerText;
    }

    async Task<Stream> FileAsync(string file) => new MemoryStream(await world.Receiver.GetByteArrayAsync($"/totals/2025/{world.Commune}/{file}", Cancel));

    // Totals follow what happens within a fraction of a second.
    async Task UntilAsync(string page, string words)
    {
        for (var attempt = 0; attempt < 60; attempt++, await Task.Delay(250, Cancel))
            if ((await world.Receiver.PageAsync(page)).Text().Contains(words, StringComparison.Ordinal)) return;
        Assert.Fail($"{words} did not come to {page}");
    }
}
