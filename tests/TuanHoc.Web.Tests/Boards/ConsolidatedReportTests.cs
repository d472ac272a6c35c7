using System.Globalization;
using System.Net;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Row = DocumentFormat.OpenXml.Spreadsheet.Row;
using Table = DocumentFormat.OpenXml.Wordprocessing.Table;

namespace TuanHoc.Web.Tests.Boards;

public sealed class ConsolidatedReportTests(BoardsWorld world, Postgres postgres) : IClassFixture<BoardsWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("received", "submitted", "accepted")]
    [InlineData("accepted", "accepted")]
    public async Task The_Word_report_states_the_totals_row_by_row(string of, params string[] states)
    {
        using var file = WordprocessingDocument.Open(await FileAsync(world.OfProvince, $"/totals/2025/{world.Province}/report.docx?of={of}"), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(file, Cancel).Select(error => error.Description));
        var rows = file.MainDocumentPart!.Document!.Body!.Descendants<Table>().Single(table => table.InnerText.StartsWith("TT", StringComparison.Ordinal)).Elements<TableRow>()
            .Select(row => row.Elements<TableCell>().Select(cell => cell.InnerText).ToArray()).Skip(1).ToList();
        var sums = await world.SumsAsync(world.Province, states);
        Assert.Equal(41, rows.Count);
        Assert.Equal(Vn(sums["classes/sessions"]), rows[0][3]);
        Assert.Equal(Vn(sums["classes.professional/people"]), rows[1][4]);
        Assert.Equal(Vn(sums["funding.state_budget/amount"]), rows.Single(row => row[0] == "10.1")[3]);
        Assert.Equal("không áp dụng", rows.Single(row => row[0] == "7.1")[5]);
    }

    [Fact]
    public async Task The_Word_report_has_the_parts_of_the_decree_and_names_who_is_missing()
    {
        using var file = WordprocessingDocument.Open(await FileAsync(world.OfProvince, $"/totals/2025/{world.Province}/report.docx"), isEditable: false);
        var text = string.Join('\n', file.MainDocumentPart!.Document!.Body!.Descendants<Paragraph>().Select(paragraph => paragraph.InnerText));
        var missing = await world.CountAsync(world.Province, "", "open", "draft", "returned");
        var communes = await world.CountAsync(world.Province, "commune", "submitted", "accepted");
        foreach (var part in new[]
        {
            "TỈNH LAI CHÂU", "/BC-UBND", "BÁO CÁO", "Kết quả tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025", "I. KẾT QUẢ TỔ CHỨC TUẦN LỄ", "II. ĐÁNH GIÁ CHUNG",
            "Người dân hưởng ứng.", $"Toàn tỉnh có {communes}/38 xã, phường", $"Còn {missing} đơn vị chưa nộp báo cáo", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nơi nhận:", "Phụ lục II",
        })
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_writes_its_report_is_not_named_among_those_who_have_none()
    {
        var commune = await world.Data.ScalarAsync<long>("select min(r.unit_id) from report r join unit_version v on v.unit_id = r.unit_id and v.kind = 'commune' and v.parent_id = $1 where r.state = 'open'", world.Province);
        var name = await world.Data.ScalarAsync<string>("select name from unit_version where unit_id = $1 and upper_inf(valid)", commune);
        using var file = WordprocessingDocument.Open(await FileAsync(world.OfProvince, $"/totals/2025/{commune}/report.docx"), isEditable: false);
        var missing = file.MainDocumentPart!.Document!.Body!.Descendants<Paragraph>().Select(paragraph => paragraph.InnerText).Where(text => text.Contains("chưa nộp báo cáo", StringComparison.Ordinal));
        Assert.DoesNotContain(missing, text => text.Contains(name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_nobody_had_is_said_and_is_not_0()
    {
        // A country of its own: what is written past the Reports room is not told to those who hold the totals.
        await using var own = new BoardsWorld(postgres);
        await own.InitializeAsync();
        var commune = own.Commune;
        await own.Data.RunAsync("update report set state = 'submitted', figures = array_fill(-1::bigint, array[56]) where unit_id in (select unit_branch($1, '2025-10-07'))", commune);
        await own.Data.RunAsync("update report set figures[16] = 0, figures[15] = null where unit_id in (select unit_branch($1, '2025-10-07'))", commune);
        using var file = WordprocessingDocument.Open(await FileAsync(own.OfCommune, $"/totals/2025/{commune}/report.docx"), isEditable: false);
        var cells = file.MainDocumentPart!.Document!.Body!.Descendants<TableRow>().Select(row => row.Elements<TableCell>().Select(cell => cell.InnerText).ToArray()).Where(row => row.Length == 6).ToList();
        Assert.Equal("không phát sinh", cells.Single(row => row[0] == "2")[3]);
        Assert.Contains(cells, row => row[3] == "0" || row[4] == "0");
        Assert.Contains(cells, row => row[0].StartsWith("1.", StringComparison.Ordinal) && row[3].Length == 0 || row[4].Length == 0);

        // What is made up says so wherever it goes, in whatever mode the application runs.
        Assert.DoesNotContain("DỮ LIỆU MẪU", file.MainDocumentPart.Document.InnerText, StringComparison.Ordinal);
        await own.Data.RunAsync("update person set is_sample = true");
        using var word = WordprocessingDocument.Open(await FileAsync(own.OfProvince, $"/totals/2025/{own.Province}/report.docx"), isEditable: false);
        Assert.Equal(2, word.MainDocumentPart!.Document!.InnerText.Split("DỮ LIỆU MẪU").Length - 1);
        using var sheets = SpreadsheetDocument.Open(await FileAsync(own.OfProvince, $"/totals/2025/{own.Province}/report.xlsx"), isEditable: false);
        Assert.All(sheets.WorkbookPart!.WorksheetParts, sheet => Assert.Contains("DỮ LIỆU MẪU", sheet.Worksheet!.InnerText, StringComparison.Ordinal));
        Assert.Contains("Dữ liệu mẫu", (await own.OfCommune.PageAsync("/")).QuerySelector("footer")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_workbook_has_the_form_and_every_unit_below_whose_sum_is_the_total()
    {
        using var file = SpreadsheetDocument.Open(await FileAsync(world.OfProvince, $"/totals/2025/{world.Province}/report.xlsx"), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(file, Cancel).Select(error => error.Description));
        var sheets = file.WorkbookPart!.Workbook!.Descendants<Sheet>().Select(sheet => (WorksheetPart)file.WorkbookPart.GetPartById(sheet.Id!)).ToList();
        Assert.Equal(2, sheets.Count);
        var sums = await world.SumsAsync(world.Province, "submitted", "accepted");
        Assert.Contains(Cells(sheets[0]), row => row.Contains(sums["classes/sessions"].ToString(CultureInfo.InvariantCulture)));
        var rows = Cells(sheets[1]);
        var below = rows[5..^1];
        Assert.Equal(38, below.Count);
        Assert.Equal("Cộng", rows[^1][1]);
        for (var column = 4; column < rows[^1].Length; column++)
            Assert.Equal(Value(rows[^1][column]), rows[4..^1].Sum(row => column < row.Length ? Value(row[column]) : 0));
        Assert.Equal(sums["classes/sessions"], Value(rows[^1][4]));
    }

    [Fact]
    public async Task The_workbook_of_the_nation_has_a_row_for_every_commune_with_its_province()
    {
        using var file = SpreadsheetDocument.Open(await FileAsync(world.Nation, "/totals/2025/1/report.xlsx"), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(file, Cancel).Select(error => error.Description));
        var sheet = file.WorkbookPart!.Workbook!.Descendants<Sheet>().Single(sheet => sheet.Name == "Từng xã");
        var rows = Cells((WorksheetPart)file.WorkbookPart.GetPartById(sheet.Id!)).Skip(4).ToList();
        Assert.Equal(await world.Data.ScalarAsync<long>("select count(*) from report r join unit u on u.id = r.unit_id and u.kind = 'commune' join edition e on e.id = r.edition_id and e.year = 2025"), rows.Count);
        var own = rows.Where(row => row[2] == "Tỉnh Lai Châu").ToList();
        Assert.Equal(38, own.Count);
        var classes = await world.Data.ScalarAsync<decimal>("""
            select sum(greatest(f.figure, 0)) from report r join edition e on e.id = r.edition_id and e.year = 2025 join unit_version v on v.unit_id = r.unit_id and v.valid @> (upper(e.week) - 1)
              join unit_version c on c.valid @> (upper(e.week) - 1) and c.kind = 'commune' and c.unit_id in (v.unit_id, v.parent_id) cross join lateral unnest(r.figures) with ordinality f (figure, position)
              join statistics_column s on s.form_key = r.form_key and s.position = f.position
             where r.state in ('submitted', 'accepted') and s.row_key = 'classes.professional' and s.measure = 'people'
            """);
        Assert.Equal(classes, rows.Sum(row => row.Length > 7 ? Value(row[7]) : 0));
    }

    [Fact]
    public async Task Files_have_a_name_for_every_system()
    {
        using var answer = await world.OfProvince.GetAsync($"/totals/2025/{world.Province}/report.xlsx", Cancel);
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Equal("bao-cao-tuan-le-2025-tinh-lai-chau.xlsx", disposition.FileName);
        Assert.Equal("Báo cáo Tuần lễ 2025 - Tỉnh Lai Châu.xlsx", disposition.FileNameStar);
        using var wrong = await world.OfProvince.GetAsync($"/totals/2025/{world.Province}/report.docx?of=anything", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
    }

    static async Task<MemoryStream> FileAsync(HttpClient browser, string url)
    {
        using var answer = await browser.GetAsync(url, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    static List<string[]> Cells(WorksheetPart sheet) => [.. sheet.Worksheet!.Descendants<Row>().Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToArray())];

    static long Value(string text) => text is "" or "không phát sinh" ? 0 : long.Parse(text, CultureInfo.InvariantCulture);

    static string Vn(long number) => number.ToString("#,##0", CultureInfo.GetCultureInfo("vi-VN"));
}
