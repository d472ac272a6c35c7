using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace TuanHoc.Web.Tests.Reports.Workbooks;

/// <summary>Forms that went through other hands: rows moved, a column inserted, saved by another program, made by hand, made on an older form.</summary>
public sealed class HandledWorkbookTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static FormFile Filled(FormFile form) => form.Type("classes.professional", "3").TypePeople("classes.professional", "45").Type("news", "không phát sinh").Type("funding.state_budget", "12500000").TypePeople("awards.individuals", "6").TypeNote("publications", "tờ rơi\nvà áp phích").Type("seminars", "k");

    static async Task AssertWrittenAsync(School school, byte[] file)
    {
        var page = await school.Reporter.SendFileAsync(file, school.Report);
        await school.Reporter.WriteAsync(page);
        await AssertStoredAsync(school);
    }

    static async Task AssertStoredAsync(School school)
    {
        Assert.Equal((3L, 45L, -1L, 12_500_000L, 6L, -1L), (await school.FigureAsync("classes.professional", "sessions"), await school.FigureAsync("classes.professional", "people"), await school.FigureAsync("news", "amount"),
            await school.FigureAsync("funding.state_budget", "amount"), await school.FigureAsync("awards.individuals", "people"), await school.FigureAsync("seminars", "sessions")));
        Assert.Null(await school.FigureAsync("publications", "amount"));
        Assert.Equal("tờ rơi\nvà áp phích", await school.World.Data.ScalarAsync<string>("select notes ->> 'publications' from report where id = $1", school.Id));
    }

    [Fact]
    public async Task Rows_moved_and_a_column_inserted_write_the_same()
    {
        var school = await world.SchoolAsync();
        await AssertWrittenAsync(school, Filled(await school.FormAsync()).MoveRows(17).InsertColumn().Content);
    }

    [Fact]
    public async Task Saved_again_by_LibreOffice_it_writes_the_same_also_with_rows_moved()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "soffice")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "LibreOffice (soffice) is not installed");
        var (one, other) = (await world.SchoolAsync(), await world.SchoolAsync());
        var folder = Directory.CreateTempSubdirectory("tuanhoc-resaved");
        try
        {
            string[] sources = [Path.Combine(folder.FullName, "a.xlsx"), Path.Combine(folder.FullName, "b.xlsx")];
            await File.WriteAllBytesAsync(sources[0], Filled(await one.FormAsync()).Content, Cancel);
            await File.WriteAllBytesAsync(sources[1], Filled(await other.FormAsync()).MoveRows(9).InsertColumn().Content, Cancel);
            var saved = Directory.CreateDirectory(Path.Combine(folder.FullName, "saved")).FullName;
            using var process = Process.Start(new ProcessStartInfo(program!, ["--headless", $"-env:UserInstallation=file://{folder.FullName}/profile", "--convert-to", "xlsx", "--outdir", saved, .. sources]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            await process.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(120), Cancel);
            await AssertWrittenAsync(one, await File.ReadAllBytesAsync(Path.Combine(saved, "a.xlsx"), Cancel));
            await AssertWrittenAsync(other, await File.ReadAllBytesAsync(Path.Combine(saved, "b.xlsx"), Cancel));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_sheet_made_by_hand_is_matched_by_its_labels_and_a_person_confirms()
    {
        var school = await world.SchoolAsync();
        // As scans and hands leave them: no tones, other case, other numbering, abbreviations.
        static string Slip(string label) => label.Replace("Bồi dưỡng", "Boi duong", StringComparison.Ordinal).Replace("Ấn phẩm", "Án phẩm", StringComparison.Ordinal).Replace("học tập suốt đời", "HTSĐ", StringComparison.Ordinal)
            .Replace("Khen thưởng", "KHEN THUỞNG", StringComparison.Ordinal).Replace("Hoạt động", "- Hoạt  động", StringComparison.Ordinal).Replace("Trưng bày", "Trung bày", StringComparison.Ordinal);
        var page = await school.Reporter.SendFileAsync(Filled(await school.FormAsync()).Type("classes", "5").WithoutMarks(Slip).Content, school.Report, "tu-lam.xlsx");
        Assert.Contains("Còn 1 trang chờ bạn trả lời", page.Text(), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[action$='/application']"));

        var path = page.QuerySelector("a[href*='/sheets/']")!.GetAttribute("href")!;
        var match = (await school.Reporter.PageAsync(path)).Form(path);
        var rows = TuanHoc.Statistics.StatisticsForm.Load("2024").Rows.Select(row => row.Key).ToList();
        Assert.Equal(rows, match.Filled().Where(field => field.Key.StartsWith("row.", StringComparison.Ordinal) && field.Value.Length > 0).Select(field => field.Value));
        using (var twice = await school.Reporter.SendAsync(match, to: null, (match.Filled().First(field => field.Value == "news").Key, "publications"))) Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);
        using var answer = await school.Reporter.SendAsync(match);
        var seen = await school.Reporter.DoneAsync(answer.Headers.Location!.ToString());
        Assert.Contains("tệp ghi 5, các dòng của mục ấy cộng lại là 3", seen.Text(), StringComparison.Ordinal);
        await school.Reporter.WriteAsync(seen);
        await AssertStoredAsync(school);
    }

    [Fact]
    public async Task A_sheet_that_names_another_unit_is_not_taken_for_ones_own_and_goes_to_who_sent_on_paper()
    {
        var (school, other) = (await world.SchoolAsync(), await world.SchoolAsync());
        var name = await world.Data.ScalarAsync<string>("select name from unit_version where unit_id = $1", school.Unit);
        var sheet = Filled(await school.FormAsync()).WithoutMarks(label => label).Content;

        // The commune may fill one report, its own, and the school's file is not it: a person says whose it is.
        var asked = await world.Receiver.SendFileAsync(sheet, null, name + ".xlsx");
        Assert.Contains("Còn 1 trang chờ bạn trả lời", asked.Text(), StringComparison.Ordinal);
        var question = await world.Receiver.PageAsync(asked.QuerySelector("a[href*='/sheets/']")!.GetAttribute("href")!);
        Assert.DoesNotContain(name, question.QuerySelectorAll("select#report option").Select(option => option.Text()));
        // From the page of its own report neither.
        var own = await world.Data.ReportAsync(world.Edition, world.Commune);
        Assert.Contains("Còn 1 trang chờ bạn trả lời", (await world.Receiver.SendFileAsync(sheet, own, name + ".xlsx")).Text(), StringComparison.Ordinal);
        // A file that names nobody is its own.
        Assert.Contains(await world.Data.ScalarAsync<string>("select name from unit_version where unit_id = $1", world.Commune), (await world.Receiver.SendFileAsync(sheet, own, "tu-lam.xlsx")).Text(), StringComparison.Ordinal);

        // What came on paper or by mail is entered for its unit: the sheet finds it by its name, another's does not.
        using (var kept = await school.OnPaperAsync("%PDF-1.7 Báo cáo"u8.ToArray(), TimeProvider.System.GetUtcNow().AddDays(-3).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture))) Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        var known = await world.Receiver.SendFileAsync(sheet, null, name + ".xlsx");
        var match = (await world.Receiver.PageAsync(known.QuerySelector("a[href*='/sheets/']")!.GetAttribute("href")!));
        Assert.Contains(name, match.Text(), StringComparison.Ordinal);
        Assert.NotNull(match.QuerySelector("select[name^='row.']"));
        Assert.Equal("open", await other.StateAsync());
    }

    [Fact]
    public async Task A_form_of_an_older_version_is_carried_over_by_its_rows_and_what_could_not_be_is_listed()
    {
        var school = await world.SchoolAsync();
        await school.SaveAsync(("other.note", "chưa có"));
        await world.Data.RunAsync("update edition set form_key = '2021' where id = $1", world.Edition.Id);
        var form = (await school.FormAsync()).Type("news", "7").Type("book_drive.donors", "3").TypePeople("book_drive.donors", "40").Type("classes.literacy", "2").Type("contests", "9");
        await world.Data.RunAsync("update edition set form_key = '2024' where id = $1", world.Edition.Id);

        var page = await school.Reporter.SendFileAsync(form.Content, school.Report);
        Assert.Contains("Không chuyển được sang mẫu 2024: Xóa mù chữ", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Mẫu 2021 gồm cả sinh hoạt chuyên đề", page.Text(), StringComparison.Ordinal);
        await school.Reporter.WriteAsync(page);
        Assert.Equal((7L, 3L, 40L), (await school.FigureAsync("news", "amount"), await school.FigureAsync("book_drive.donor_collectives", "amount"), await school.FigureAsync("book_drive.donor_individuals", "amount")));
        Assert.Null(await school.FigureAsync("classes.literacy_and_continuing", "sessions"));
        Assert.Null(await school.FigureAsync("contests", "sessions"));
    }
}
