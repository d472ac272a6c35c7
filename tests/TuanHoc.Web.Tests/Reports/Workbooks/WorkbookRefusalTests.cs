using System.IO.Compression;
using System.Net;
using System.Text;

namespace TuanHoc.Web.Tests.Reports.Workbooks;

/// <summary>Files that are no form, or more than that: refused in one sentence, and nothing is saved.</summary>
public sealed class WorkbookRefusalTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    async Task RefusedAsync(School school, byte[] file, string sentence, string name = "bieu.xlsx")
    {
        Assert.Contains(sentence, (await school.Reporter.SendFileAsync(file, school.Report, name)).Text(), StringComparison.Ordinal);
        Assert.Equal(0, await school.VersionAsync());
    }

    [Fact]
    public async Task What_is_no_workbook_or_brings_programs_or_links_is_refused()
    {
        var school = await world.SchoolAsync();
        var form = (await school.FormAsync()).Type("news", "7");
        await RefusedAsync(school, "không phải tệp Excel"u8.ToArray(), "Tệp không phải bảng tính Excel");
        await RefusedAsync(school, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "bảng tính đời cũ");
        await RefusedAsync(school, form.Content[..(form.Content.Length / 2)], "bị hỏng");
        await RefusedAsync(school, form.WithPart("xl/vbaProject.bin").Content, "Tệp có macro nên không được nhận", "bieu.xlsm");
        await RefusedAsync(school, form.WithPart("xl/externalLinks/externalLink1.xml", "<externalLink/>").Content, "Tệp có liên kết sang tệp khác");
        await RefusedAsync(school, WorkbookBrowse.Zip(("trong.zip", WorkbookBrowse.Zip(("bieu.xlsx", form.Content)))), "Tệp nén nằm trong tệp nén không được mở", "ngoai.zip");
        await RefusedAsync(school, WorkbookBrowse.Zip(), "Tệp nén không có bảng tính nào", "rong.zip");
        await RefusedAsync(school, WorkbookBrowse.Zip(("thu-muc/", [])), "Tệp nén không có bảng tính nào", "rong.zip");
        using var none = await school.Reporter.PostFileAsync([], school.Report);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
    }

    [Fact]
    public async Task A_million_rows_and_what_swells_are_refused_before_they_are_read()
    {
        var school = await world.SchoolAsync();
        var form = await school.FormAsync();
        await RefusedAsync(school, Replaced(form.Content, sheet =>
        {
            sheet.Write("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
            for (var row = 1; row <= 1_000_000; row++) sheet.Write($"<row r=\"{row}\"><c><v>{row}</v></c></row>");
            sheet.Write("</sheetData></worksheet>");
        }), "có hơn 2.000 dòng nên không được nhận");
        await RefusedAsync(school, Replaced(form.Content, sheet =>
        {
            var blanks = new string(' ', 1_000_000);
            sheet.Write("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
            for (var i = 0; i < 300; i++) sheet.Write(blanks);
            sheet.Write("</sheetData></worksheet>");
        }), "Tệp bung ra quá lớn");
        await RefusedAsync(school, Replaced(form.Content, sheet => sheet.Write("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet>&a;</worksheet>")), "bị hỏng hoặc có nội dung không an toàn");
    }

    [Fact]
    public async Task A_form_of_another_year_or_with_forged_marks_is_refused()
    {
        var school = await world.SchoolAsync();
        var later = await world.Data.EditionAsync(2031);
        await world.Data.LedgerAsync(later);
        var form = new FormFile(await school.Reporter.GetByteArrayAsync(await world.Data.ReportAsync(later, school.Unit) + "/form.xlsx", Cancel)).Type("news", "7");
        Assert.Contains("Trang này là biểu của Tuần lễ 2031, bạn đang gửi cho Tuần lễ 2025", (await school.Reporter.SendFileAsync(form.Content, school.Report)).Text(), StringComparison.Ordinal);
        var forged = (await school.FormAsync()).Change(sheet => sheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Text>().Single(text => text.Text == "tuanhoc.year=2025").Text = "tuanhoc.year=2031");
        Assert.Contains("Mã ẩn của trang này không khớp nhau", (await school.Reporter.SendFileAsync(forged.Content, school.Report)).Text(), StringComparison.Ordinal);
        Assert.Equal(0, await school.VersionAsync());
    }

    [Fact]
    public async Task Rows_that_lost_their_place_or_came_twice_are_faults()
    {
        var school = await world.SchoolAsync();
        var form = await school.FormAsync();
        var twice = form.Change(sheet => sheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Text>().First(text => text.Text == "publications").Text = "news");
        await RefusedAsync(school, twice.Content, "lặp lại dòng");
        var shifted = form.Change(sheet => sheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Text>().First(text => text.Text == "Hoạt động văn nghệ").Text = "Hoạt động thể dục thể thao");
        await RefusedAsync(school, shifted.Content, "số có thể lệch dòng");
        var unknown = form.Change(sheet => sheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Text>().First(text => text.Text == "news").Text = "la");
        await RefusedAsync(school, unknown.Content, "không có trong mẫu 2024");
    }

    [Fact]
    public async Task A_file_too_large_to_be_forms_is_refused_before_it_is_kept()
    {
        var school = await world.SchoolAsync();
        using var answer = await school.Reporter.PostFileAsync(new byte[62_000_000], school.Report);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("chưa đọc và chưa lưu gì", (await answer.PageAsync()).Text(), StringComparison.Ordinal);
    }

    static byte[] Replaced(byte[] workbook, Action<TextWriter> write)
    {
        var file = new MemoryStream();
        file.Write(workbook);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            using var sheet = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), Encoding.UTF8);
            write(sheet);
        }
        return file.ToArray();
    }
}
