using System.Net;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace TuanHoc.Web.Tests.Reports.Workbooks;

/// <summary>The form as a workbook: out, filled, checked, written as a draft.</summary>
public sealed class WorkbookTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_goes_out_locked_with_its_checks_its_codes_and_what_is_stored()
    {
        var school = await world.SchoolAsync();
        await school.SaveAsync(("news.amount", "14"), ("seminars.sessions", "k"), ("news.note", "báo tường"));
        var form = await school.FormAsync();
        using var book = SpreadsheetDocument.Open(new MemoryStream(form.Content), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book, Cancel).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        var sheet = book.WorkbookPart!.WorksheetParts.Single().Worksheet!;
        Assert.True(sheet.Elements<SheetProtection>().Single().Sheet!.Value);
        var list = sheet.Descendants<DataValidation>().Single();
        Assert.Equal((DataValidationValues.List, "\"không phát sinh\""), (list.Type!.Value, list.Formula1!.Text));
        Assert.Contains(form.Place("news"), list.SequenceOfReferences!.InnerText!.Split(' '));
        Assert.DoesNotContain(form.Place("classes"), list.SequenceOfReferences.InnerText!.Split(' '));
        Assert.Contains("ISNUMBER", sheet.Descendants<ConditionalFormattingRule>().Single().InnerText, StringComparison.Ordinal);
        Assert.All(sheet.Descendants<Row>().Take(2), row => Assert.True(row.Hidden!.Value));
        Assert.Equal(4, sheet.Descendants<Column>().Count(column => column.Hidden?.Value == true));
        Assert.Contains("tuanhoc.form=2024", sheet.InnerText, StringComparison.Ordinal);
        Assert.Contains("tuanhoc.year=2025", sheet.InnerText, StringComparison.Ordinal);
        Assert.Contains("tuanhoc.unit-code=", sheet.InnerText, StringComparison.Ordinal);
        Assert.Equal(("14", "báo tường", "không phát sinh", ""), (form["news"], form.NoteOf("news"), form["seminars"], form["publications"]));
        // The sum of group 1 is added by the sheet itself.
        Assert.Contains("SUM(", sheet.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filled_form_is_checked_first_and_written_when_said()
    {
        var school = await world.SchoolAsync();
        var form = (await school.FormAsync()).Type("classes.professional", "3").TypePeople("classes.professional", "45").Type("news", "không phát sinh").Type("publications", "1.500").TypeNote("publications", "tờ rơi");
        var page = await school.Reporter.SendFileAsync(form.Content, school.Report);
        Assert.Contains("1.1, Lượt người: trống → 45", page.Text(), StringComparison.Ordinal);
        Assert.Equal(0, await school.VersionAsync());

        Assert.Contains("1 trang đã ghi thành bản nháp", (await school.Reporter.WriteAsync(page)).Text(), StringComparison.Ordinal);
        Assert.Equal("draft", await school.StateAsync());
        Assert.Equal((3L, 45L, -1L, 1500L), (await school.FigureAsync("classes.professional", "sessions"), await school.FigureAsync("classes.professional", "people"), await school.FigureAsync("news", "amount"), await school.FigureAsync("publications", "amount")));
        Assert.Equal(3, await school.FigureAsync("classes", "sessions"));
        Assert.Equal("tờ rơi", await world.Data.ScalarAsync<string>("select notes ->> 'publications' from report where id = $1", school.Id));
        Assert.Equal($"Lò Văn Phúc {App.Address}", await world.Data.ScalarAsync<string>("select p.full_name || ' ' || host(a.from_address) from audit a join person p on p.id = a.person_id where a.thing = 'report' and a.thing_id = $1::text and a.what = 'saved'", school.Id));
        Assert.Equal(1, await school.CountAsync("happening", "saved"));
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing()
    {
        var school = await world.SchoolAsync();
        var form = (await school.FormAsync()).Type("news", "7").TypeNote("news", "hai bài");
        await school.Reporter.WriteAsync(await school.Reporter.SendFileAsync(form.Content));
        var again = await school.Reporter.SendFileAsync(form.Content);
        Assert.Contains("Không có gì để ghi", again.Text(), StringComparison.Ordinal);
        Assert.Equal(1, await school.VersionAsync());
        // What goes out is what is stored: sent back untouched, it changes nothing either.
        Assert.Contains("Không có gì để ghi", (await school.Reporter.SendFileAsync((await school.FormAsync()).Content)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_is_named_by_its_cell_and_its_file_is_not_written_while_others_are()
    {
        var (one, other) = (await world.SchoolAsync(), await world.SchoolAsync());
        using var both = await world.Data.BrowserAsync(await world.Data.PersonAsync("Hà Văn Cả Hai", (one.Unit, "reporter"), (other.Unit, "coordinator")));
        var wrong = (await one.FormAsync()).Type("news", "7").Type("publications", "-5").Type("seminars", "ba").TypeFormula("contests.book_fairs", "1+2").TypePeople("culture.sport", "12,5");
        var page = await both.SendFileAsync(WorkbookBrowse.Zip(("xã A/sai.xlsx", wrong.Content), ("xã A/đúng.xlsx", (await other.FormAsync()).Type("news", "8").Content), ("__MACOSX/x", [1]), ("ghi chú.txt", "x"u8.ToArray())), name: "tat-ca.zip");

        var text = string.Join('\n', page.QuerySelectorAll("tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.Text()))));
        foreach (var (cell, why) in new[]
        {
            (wrong.Place("publications"), "là số âm"), (wrong.Place("seminars"), "không phải là số"), (wrong.Place("contests.book_fairs"), "là công thức"), (wrong.Place("culture.sport", "tuanhoc.second"), "phần lẻ"),
        })
            Assert.Matches($@"xã A/sai\.xlsx, Phụ lục II {cell} .*{why}", text);
        Assert.Contains("ghi chú.txt", text, StringComparison.Ordinal);
        Assert.Contains("Tệp không phải bảng tính Excel", text, StringComparison.Ordinal);
        Assert.Contains("xã A/sai.xlsx,Phụ lục II," + wrong.Place("publications") + ",\"'-5\",", await both.GetStringAsync(new Uri(page.Url).AbsolutePath + "/faults.csv", Cancel), StringComparison.Ordinal);

        await both.WriteAsync(page);
        Assert.Equal((0, 1), (await one.VersionAsync(), await other.VersionAsync()));
        Assert.Equal(8, await other.FigureAsync("news", "amount"));
    }

    [Fact]
    public async Task A_form_of_a_unit_that_is_not_yours_or_not_the_one_you_opened_or_submitted_is_refused()
    {
        var (mine, theirs) = (await world.SchoolAsync(), await world.SchoolAsync());
        var form = (await theirs.FormAsync()).Type("news", "7");
        Assert.Contains("Không có báo cáo này, hoặc bạn không xem được", (await mine.Reporter.SendFileAsync(form.Content)).Text(), StringComparison.Ordinal);
        // Whoever receives the report sees it, and does not fill it.
        Assert.Contains("tự điền báo cáo của mình: nếu đơn vị đã gửi bản giấy", (await world.Receiver.SendFileAsync(form.Content)).Text(), StringComparison.Ordinal);
        using var both = await world.Data.BrowserAsync(await world.Data.PersonAsync("Hà Văn Cả Hai", (mine.Unit, "reporter"), (theirs.Unit, "reporter")));
        Assert.Contains("không phải của đơn vị có báo cáo bạn đang mở", (await both.SendFileAsync(form.Content, mine.Report)).Text(), StringComparison.Ordinal);
        await theirs.SubmitAsync(("nothing", "1"));
        Assert.Contains("đã nộp nên không ghi được nữa", (await both.SendFileAsync(form.Content)).Text(), StringComparison.Ordinal);
        Assert.Equal((0, 1), (await mine.VersionAsync(), await theirs.VersionAsync()));
        using var answer = await world.App.Visitor().GetAsync(theirs.Report + "/form.xlsx", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_kept_and_where_both_changed_a_person_says_whose()
    {
        var school = await world.SchoolAsync();
        await school.SaveAsync(("news.amount", "1"), ("publications.amount", "2"));
        var form = (await school.FormAsync()).Type("news", "10").Type("seminars", "4");
        await school.SaveAsync(("news.amount", "5"), ("publications.amount", "6"), ("seminars.sessions", ""));

        var page = await school.Reporter.SendFileAsync(form.Content);
        var path = page.QuerySelector("a[href*='/sheets/']")!.GetAttribute("href")!;
        var asked = await school.Reporter.PageAsync(path);
        Assert.Contains("Tệp ghi 10; trên máy chủ đã đổi thành 5", asked.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("đổi thành 6", asked.Text(), StringComparison.Ordinal);
        var fields = asked.Form(path).Filled();
        using var answer = await school.Reporter.PostAsync(path, new FormUrlEncodedContent([.. fields.Where(field => field.Key != "whose"), new("whose", "file")]), Cancel);
        await school.Reporter.WriteAsync(await school.Reporter.DoneAsync(answer.Headers.Location!.ToString()));

        Assert.Equal((10L, 6L, 4L), (await school.FigureAsync("news", "amount"), await school.FigureAsync("publications", "amount"), await school.FigureAsync("seminars", "sessions")));
    }

    [Fact]
    public async Task A_report_changed_between_check_and_writing_is_not_written_over()
    {
        var school = await world.SchoolAsync();
        var page = await school.Reporter.SendFileAsync((await school.FormAsync()).Type("news", "10").Content);
        await school.SaveAsync(("publications.amount", "6"));
        Assert.Contains("1 tệp chưa ghi: báo cáo đã đổi", (await school.Reporter.WriteAsync(page)).Text(), StringComparison.Ordinal);
        Assert.Null(await school.FigureAsync("news", "amount"));
        await school.Reporter.WriteAsync(await school.Reporter.PageAsync(new Uri(page.Url).AbsolutePath));
        Assert.Equal((10L, 6L), (await school.FigureAsync("news", "amount"), await school.FigureAsync("publications", "amount")));
    }

    [Fact]
    public async Task The_forms_of_a_unit_and_of_all_below_go_out_in_one_workbook()
    {
        await world.SchoolAsync();
        await world.SchoolAsync();
        var file = await world.Receiver.GetByteArrayAsync(await world.Data.ReportAsync(world.Edition, world.Commune) + "/forms.xlsx", Cancel);
        using var book = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book, Cancel).Select(error => error.Description));
        var names = book.WorkbookPart!.Workbook!.Descendants<Sheet>().Select(sheet => sheet.Name!.Value!).ToList();
        Assert.Equal("Danh sách", names[0]);
        Assert.Equal("1. Phường Tân Mẫu", names[1]);
        Assert.Equal(2 + await world.Data.ScalarAsync<long>("select count(*) from report where edition_id = $1 and receiver_id = $2", world.Edition.Id, world.Commune), names.Count);
    }

    [Fact]
    public async Task Random_figures_put_into_forms_are_stored_and_come_out_again_as_they_were()
    {
        var schools = new List<(School School, Dictionary<string, string?> Typed, FormFile Form)>();
        for (var seed = 1; seed <= 8; seed++)
        {
            var (random, school, typed) = (new Random(seed), await world.SchoolAsync(), new Dictionary<string, string?>(StringComparer.Ordinal));
            var form = await school.FormAsync();
            foreach (var column in TuanHoc.Statistics.StatisticsForm.Load("2024").Columns.Where(column => !column.Derived && column.AddingUp == TuanHoc.Statistics.AddingUp.Sum))
            {
                var value = random.Next(4) switch { 0 => "", 1 => "không phát sinh", 2 => $"{random.Next(100)}", _ => $"{random.NextInt64(10_000_000_000_000)}" };
                // The sums of group 1 must fit a cell too.
                if (value.Length > 11 && char.IsAsciiDigit(value[0]) && column.Row.ParentKey == "classes") value = value[..11];
                typed[$"{column.Row.Key} {(column.IsSecond ? "tuanhoc.second" : "tuanhoc.first")}"] = value;
                form = form.Type(column.Row.Key, value, column.IsSecond ? "tuanhoc.second" : "tuanhoc.first");
            }
            var note = string.Concat(Enumerable.Range(0, 40).Select(_ => "ạăđỏ =+-@'\"<&_x0041_ \n"[random.Next(22)])).Trim();
            schools.Add((school, typed, form.TypeNote("news", note)));
            typed["news tuanhoc.note"] = note;
        }
        using var all = await world.Data.BrowserAsync(await world.Data.PersonAsync("Hà Văn Cả Tám", [.. schools.Select(one => (one.School.Unit, "reporter"))]));
        var page = await all.SendFileAsync(WorkbookBrowse.Zip([.. schools.Select((one, at) => ($"{at}.xlsx", one.Form.Content))]), name: "tam.zip");
        Assert.DoesNotContain("lỗi ở", page.Text(), StringComparison.Ordinal);
        await all.WriteAsync(page);
        foreach (var (school, typed, _) in schools)
        {
            var form = await school.FormAsync();
            Assert.Equal(1, await school.VersionAsync());
            Assert.All(typed, cell => Assert.Equal(cell.Value, cell.Key.Split(' ') is [var key, var column] ? form[key, column].Replace("_x005F_", "_", StringComparison.Ordinal) : null));
        }
    }
}
