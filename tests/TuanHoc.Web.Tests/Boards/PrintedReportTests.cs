using System.Net;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using TuanHoc.Documents;
using TuanHoc.Office.Tests;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>The downloaded report and workbook as an office prints them, measured against Decree 30/2020/NĐ-CP: within 1 mm and 0.5 points.</summary>
public sealed class PrintedReportTests(BoardsWorld world) : IClassFixture<BoardsWorld>
{
    const double LeftColumn = 65, RightColumn = 147.5, Middle = 112.5, MiddleAcross = 156;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_report_stands_as_the_decree_says_and_its_table_repeats_its_head_across()
    {
        using var file = await FileAsync(world.OfProvince, $"/totals/2025/{world.Province}/report.docx");
        var printed = new RenderedPages(file, "docx");
        var first = printed.Pages[0];
        Stands(first.Line("ỦY BAN NHÂN DÂN"), LeftColumn, 12, 13);
        Stands(first.Line("TỈNH LAI CHÂU"), LeftColumn, 12, 13);
        Near(LeftColumn, (first.Line("Số:").Left + first.Line("/BC-UBND").Right) / 2);
        Stands(first.Line(Letterhead.Nation), RightColumn, 12, 13);
        Stands(first.Line(Letterhead.Motto), RightColumn, 13, 14);
        Near(RightColumn, (first.Line("Lai Châu, ngày").Left + first.Line("năm 2025").Right) / 2);
        Stands(first.Line("BÁO CÁO"), Middle, 13, 14);
        Stands(first.Line("Kết quả tổ chức"), Middle, 13, 14);
        Stands(first.Line("Kính gửi: Bộ Giáo dục và Đào tạo"), Middle, 13, 14);
        Near(first.Line("Số:").Baseline, first.Line("Lai Châu, ngày").Baseline);
        Assert.Equal(3, printed.Rules(page: 1).Count);

        var signed = printed.Pages.Single(page => page.Lines.Any(line => line.Text == "Nơi nhận:"));
        Near(signed.Line("TM. ỦY BAN NHÂN DÂN").Baseline, signed.Line("Nơi nhận:").Baseline);
        Stands(signed.Line("CHỦ TỊCH"), signed.Line("TM. ỦY BAN NHÂN DÂN").Centre, 13, 14);

        // The annex lies across, is numbered apart, and loses none of its 41 rows.
        var annex = printed.Pages.SkipWhile(page => page.Lines.All(line => line.Text != "Phụ lục II")).ToList();
        Assert.True(annex.Count >= 2);
        Stands(annex[0].Line("Phụ lục II"), MiddleAcross, 14, 14);
        Stands(annex[0].Line("TỔNG HỢP SỐ LIỆU"), MiddleAcross, 13, 14);
        Near(MiddleAcross, (annex[0].Line("(Kèm theo Báo cáo số").Left + annex[0].Lines.First(line => line.Text.EndsWith("tỉnh Lai Châu)", StringComparison.Ordinal)).Right) / 2);
        foreach (var (place, page) in annex.Index())
        {
            Near(297, page.Width);
            Near(210, page.Height);
            Assert.Contains(page.Lines, line => line.Text == "TT");
            Assert.InRange(page.Line("Nội dung các hoạt động").Size, 11.5, 12.5);
            Assert.True(page.Lines.Max(line => line.Right) <= 297 - 15 + 1 && page.Lines.Max(line => line.Baseline) <= 210 - 20 + 1);
            Assert.Equal(place > 0, page.Lines.Any(line => line.Baseline < 20 && line.Text == $"{place + 1}"));
        }
        var codes = annex.SelectMany(page => page.Lines).Where(line => line.Right < 45).Select(line => line.Text).Where(text => char.IsAsciiDigit(text[0])).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.Superset(new HashSet<string> { "1", "1.1", "1.12", "2", "5.4", "7.1", "9.2", "10.2", "11" }, codes.ToHashSet());
    }

    [Fact]
    public async Task The_workbook_is_printed_in_letters_people_read_and_the_units_on_every_page()
    {
        using var file = await FileAsync(world.OfProvince, $"/totals/2025/{world.Province}/report.xlsx");
        var pages = new RenderedPages(file, "xlsx").Pages;
        Assert.All(pages, page =>
        {
            Near(297, page.Width);
            Assert.True(page.Lines.Max(line => line.Right) <= 297 - 10 && page.Lines.Min(line => line.Left) >= 10);
            Assert.All(page.Lines, line => Assert.InRange(line.Size, 7.5, 12.5));
        });
        var form = pages.TakeWhile(page => page.Lines.Any(line => line.Text == "TT")).ToList();
        Assert.Equal(2, form.Count);
        Assert.Contains("Tỉnh Lai Châu", form[0].Lines.First(line => line.Text.StartsWith("Tổng hợp số liệu", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
        // 56 columns take several pages side by side, and each of them names its units.
        var units = pages.Skip(form.Count).ToList();
        Assert.True(units.Count > 5);
        Assert.All(units, page => Assert.Contains(page.Lines, line => line.Text == "Đơn vị"));
        var names = await world.Data.ScalarAsync<string[]>("select array_agg(name) from unit_on('2025-10-07') where parent_id = $1 and kind = 'commune'", world.Province);
        Assert.All(names, name => Assert.True(units.Count(page => page.Lines.Any(line => line.Text.EndsWith(name, StringComparison.Ordinal))) > 5, name));
    }

    [Fact]
    public async Task A_commune_that_had_nothing_or_said_nothing_has_no_0_in_the_sheet_of_all_communes()
    {
        using var file = SpreadsheetDocument.Open(await FileAsync(world.Nation, "/totals/2025/1/report.xlsx"), isEditable: false);
        var sheet = file.WorkbookPart!.Workbook!.Descendants<Sheet>().Single(sheet => sheet.Name == "Từng xã");
        var rows = ((WorksheetPart)file.WorkbookPart.GetPartById(sheet.Id!)).Worksheet!.Descendants<Row>().Skip(4).Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToArray()).ToDictionary(row => row[0]);
        // A commune with nothing below it, in another province, whose report was accepted: its row is what it wrote.
        foreach (var (stored, shown) in new[] { (-1L, "không phát sinh"), (0L, "0") })
        {
            var code = await world.Data.ScalarAsync<string>("""
                select min(v.code) from report r join unit_version v on v.unit_id = r.unit_id and v.valid @> date '2025-10-07' and v.kind = 'commune' and v.parent_id <> $1
                 where r.state = 'accepted' and r.figures[3] = $2
                """, world.Province, stored);
            Assert.Equal(shown, rows[code][7]);
        }
        var blank = await world.Data.ScalarAsync<string>("""
            select min(v.code) from report r join unit_version v on v.unit_id = r.unit_id and v.valid @> date '2025-10-07' and v.kind = 'commune' and v.parent_id <> $1 where r.state = 'accepted' and r.figures[3] is null
            """, world.Province);
        Assert.Equal("", rows[blank][7]);
    }

    static async Task<MemoryStream> FileAsync(HttpClient browser, string url)
    {
        while (true)
        {
            using var answer = await browser.GetAsync(url, Cancel);
            if (answer.StatusCode == HttpStatusCode.OK) return new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Cancel));
            // A file that reads much is being made.
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            await Task.Delay(200, Cancel);
        }
    }

    static void Stands(PrintedLine line, double centre, double smallest, double largest)
    {
        Near(centre, line.Centre);
        Assert.InRange(line.Size, smallest - 0.5, largest + 0.5);
    }

    static void Near(double expected, double measured) => Assert.InRange(measured, expected - 1, expected + 1);
}
