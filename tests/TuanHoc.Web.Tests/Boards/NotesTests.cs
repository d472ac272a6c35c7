using System.Net;
using AngleSharp.Dom;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using TuanHoc.Web.Tests.Reports;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>What cannot be added up is listed with the names of the units, and a sum that is an upper bound says so: on the page and in the files.</summary>
public sealed class NotesTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    const string Donors = "row=book_drive.donor_individuals&measure=amount";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Texts_are_listed_with_the_unit_that_wrote_them_on_the_page_and_in_the_files()
    {
        var (one, two, draft) = (await world.SchoolAsync(), await world.SchoolAsync(), await world.SchoolAsync());
        await one.SubmitAsync(("news.amount", "5"), ("news.note", "Có 2 bài của đài xã."), ("other.note", "Ngày hội <đọc> & đổi sách."));
        await two.SubmitAsync(("news.amount", "6"), ("other.note", "Thư viện lưu động."));
        await draft.SaveAsync(("other.note", "Chưa gửi cho ai."));
        await UntilAsync($"/totals/2025/{world.Commune}/notes", "Thư viện lưu động.");

        var page = await world.Receiver.PageAsync($"/totals/2025/{world.Commune}/notes");
        var rows = page.QuerySelectorAll("tbody tr").Select(row => row.QuerySelector("th")!.TextContent + ": " + row.QuerySelectorAll("td")[1].TextContent).ToList();
        Assert.Equal([$"{await NameAsync(one)}: Ngày hội <đọc> & đổi sách.", $"{await NameAsync(two)}: Thư viện lưu động."], rows);
        Assert.Equal(one.Report, page.QuerySelector("tbody a")!.GetAttribute("href"));
        Assert.DoesNotContain("Chưa gửi cho ai", page.Body!.Text(), StringComparison.Ordinal);
        Assert.Contains("Có 2 bài của đài xã.", (await world.Receiver.PageAsync($"/totals/2025/{world.Commune}/notes?row=news")).Body!.Text(), StringComparison.Ordinal);
        // The list of rows and the page of a number lead here.
        Assert.NotEmpty((await world.Receiver.PageAsync($"/totals/2025/{world.Commune}?all=1")).QuerySelectorAll($"a[href='/totals/2025/{world.Commune}/notes?row=other']"));
        Assert.NotEmpty((await world.Receiver.PageAsync($"/totals/2025/{world.Commune}/cell?row=news&measure=amount")).QuerySelectorAll($"a[href='/totals/2025/{world.Commune}/notes?row=news']"));
        Assert.Equal(HttpStatusCode.NotFound, (await world.Receiver.GetAsync($"/totals/2025/{world.Commune}/notes?row=nothing-like-it", Cancel)).StatusCode);

        using var word = WordprocessingDocument.Open(await FileAsync("docx"), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(word, Cancel).Select(error => error.Description));
        var text = word.MainDocumentPart!.Document!.Body!.InnerText;
        Assert.Contains($"{await NameAsync(one)}: Ngày hội <đọc> & đổi sách.", text, StringComparison.Ordinal);
        Assert.Contains($"{await NameAsync(one)}: Có 2 bài của đài xã.", text, StringComparison.Ordinal);
        Assert.Contains("Liệt kê sau bảng", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Chưa gửi cho ai", text, StringComparison.Ordinal);

        using var book = SpreadsheetDocument.Open(await FileAsync("xlsx"), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(book, Cancel).Select(error => error.Description));
        var sheet = book.WorkbookPart!.Workbook!.Descendants<Sheet>().Single(sheet => sheet.Name == "Ghi chú");
        var written = ((WorksheetPart)book.WorkbookPart.GetPartById(sheet.Id!)).Worksheet!.InnerText;
        Assert.Contains("Thư viện lưu động.", written, StringComparison.Ordinal);
        Assert.Contains(await NameAsync(two), written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_of_texts_is_paged_and_nothing_is_left_out_or_twice()
    {
        await using var own = new TwinWorld(world);
        var units = await own.ManyAsync(120);
        var (browser, seen) = (own.Browser, new List<string>());
        for (var next = $"/totals/2025/{own.Commune}/notes?row=other"; next is not null;)
        {
            var page = await browser.PageAsync(next);
            seen.AddRange(page.QuerySelectorAll("tbody th").Select(cell => cell.TextContent));
            next = page.QuerySelectorAll("a.btn").FirstOrDefault(link => link.GetAttribute("href")!.Contains("after=", StringComparison.Ordinal))?.GetAttribute("href");
        }
        Assert.Equal(units, seen.Count);
        Assert.Equal(units, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_sum_that_is_an_upper_bound_says_so_wherever_it_stands()
    {
        var school = await world.SchoolAsync();
        await school.SubmitAsync(("book_drive.donor_individuals.amount", "7"));
        await UntilAsync($"/totals/2025/{world.Commune}/cell?{Donors}", "7");
        var page = await world.Receiver.PageAsync($"/totals/2025/{world.Commune}?all=1");
        string Line(string code) => page.QuerySelectorAll("tbody th").Single(cell => cell.QuerySelector(".rc")?.TextContent == code).TextContent;
        Assert.Contains("tối đa", Line("4.1"), StringComparison.Ordinal);
        Assert.Contains("tối đa", Line("4.2"), StringComparison.Ordinal);
        Assert.DoesNotContain("tối đa", Line("4.3"), StringComparison.Ordinal);
        Assert.Contains("được tính ở từng nơi", page.Body!.Text(), StringComparison.Ordinal);
        Assert.Contains("được tính ở từng nơi", (await world.Receiver.PageAsync($"/totals/2025/{world.Commune}/cell?{Donors}")).Body!.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("được tính ở từng nơi", (await world.Receiver.PageAsync($"/totals/2025/{world.Commune}/cell?row=news&measure=amount")).Body!.Text(), StringComparison.Ordinal);

        using var word = WordprocessingDocument.Open(await FileAsync("docx"), isEditable: false);
        var rows = word.MainDocumentPart!.Document!.Body!.Descendants<DocumentFormat.OpenXml.Wordprocessing.TableRow>()
            .Select(row => row.Elements<DocumentFormat.OpenXml.Wordprocessing.TableCell>().Select(cell => cell.InnerText).ToArray()).Where(row => row.Length == 6).ToList();
        Assert.StartsWith("Tối đa", rows.Single(row => row[0] == "4.2")[5], StringComparison.Ordinal);
        Assert.Equal("", rows.Single(row => row[0] == "4.3")[5]);
        using var book = SpreadsheetDocument.Open(await FileAsync("xlsx"), isEditable: false);
        Assert.Contains("Số cá nhân (tối đa)", string.Concat(book.WorkbookPart!.WorksheetParts.Select(sheet => sheet.Worksheet!.InnerText)), StringComparison.Ordinal);
    }

    async Task<MemoryStream> FileAsync(string extension)
    {
        using var answer = await world.Receiver.GetAsync($"/totals/2025/{world.Commune}/report.{extension}", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    Task<string> NameAsync(School school) => world.Data.ScalarAsync<string>("select name from unit_version where unit_id = $1", school.Unit);

    // Totals follow what happens within a fraction of a second.
    async Task UntilAsync(string page, string words)
    {
        for (var attempt = 0; attempt < 60 && !(await world.Receiver.PageAsync(page)).QuerySelectorAll("tbody td").Any(cell => cell.TextContent == words); attempt++) await Task.Delay(250, Cancel);
    }

    /// <summary>Another commune of the same province with many schools, before anybody has read its totals.</summary>
    sealed class TwinWorld(ReportWorld world) : IAsyncDisposable
    {
        public long Commune { get; private set; }
        public HttpClient Browser { get; private set; } = null!;

        public async Task<int> ManyAsync(int count)
        {
            Commune = await world.Data.UnitAsync("commune", "Xã Nhiều Trường", world.Province);
            for (var school = 1; school <= count; school++) await world.Data.UnitAsync("school", $"Trường Nhiều số {school}", Commune);
            await world.Data.LedgerAsync(world.Edition);
            await world.Data.RunAsync("""
                with written as (
                    update report set state = 'submitted', form_key = '2024', version = 1, changed_at = now(), notes = '{"other": "Đọc sách dưới cờ."}', figures = array_fill(1::bigint, array[56])
                     where edition_id = $1 and unit_id in (select unit_id from unit_version where parent_id = $2) returning *)
                insert into happening (unit_id, edition_id, kind, thing, thing_id) select unit_id, edition_id, 'report-submitted', 'report', id::text from written
                """, world.Edition.Id, Commune);
            Browser = await world.Data.BrowserAsync(await world.Data.PersonAsync("Sùng Thị Dợ", (Commune, "coordinator")));
            // Totals that somebody reads beside this have not heard of the commune yet.
            for (var attempt = 0; attempt < 60; attempt++)
            {
                using var answer = await Browser.GetAsync($"/totals/2025/{Commune}", Cancel);
                if (answer.IsSuccessStatusCode && (await answer.PageAsync()).QuerySelector("[data-key=n]")?.TextContent == count.ToString(System.Globalization.CultureInfo.InvariantCulture)) break;
                await Task.Delay(250, Cancel);
            }
            return count;
        }

        public ValueTask DisposeAsync()
        {
            Browser.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
