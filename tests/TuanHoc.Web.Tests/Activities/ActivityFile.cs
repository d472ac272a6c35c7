using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using TuanHoc.Office;

namespace TuanHoc.Web.Tests.Activities;

/// <summary>The template of activities as somebody at a spreadsheet fills it in: row after row, cells by the headings of their columns.</summary>
sealed class ActivityFile(byte[] content)
{
    /// <summary>The row below the headings.</summary>
    public const int First = 4;

    byte[] content = content;
    int next = First;

    public byte[] Content => content;

    /// <summary>The headings, as they stand in the file.</summary>
    public IReadOnlyList<string> Headings => WorkbookFile.Read(content).Sheets[0].Rows.First(row => row.Number == First - 1).Cells.Select(cell => cell.Text).ToList();

    /// <summary>The words of a sheet, cell by cell.</summary>
    public IEnumerable<string> Words(string sheet) => WorkbookFile.Read(content).Sheets.Single(one => one.Name == sheet).Rows.SelectMany(row => row.Cells).Select(cell => cell.Text);

    /// <summary>Fills in the next row. What begins with "=" is a formula, what begins with "#" a number of the spreadsheet's own.</summary>
    public ActivityFile Add(params (string Heading, string Text)[] cells)
    {
        var (places, row) = (Headings.Select(heading => heading.TrimEnd('*', ' ')).ToList(), next++);
        return Change(rows =>
        {
            foreach (var (heading, text) in cells)
            {
                var place = places.IndexOf(heading);
                Assert.True(place >= 0, $"no column {heading}");
                Set(rows[row - 1].Elements<Cell>().ElementAt(place), text);
            }
        });
    }

    /// <summary>An activity of the Week of 2025 with all that it must have; cells beside that are as given.</summary>
    public ActivityFile Activity(string title, params (string Heading, string Text)[] cells)
    {
        (string Heading, string Text)[] usual = [("Loại hoạt động", "Hội thảo"), ("Tên hoạt động", title), ("Ngày", "02/10/2025"), ("Từ giờ", "08:30"), ("Nơi tổ chức", "Hội trường xã")];
        return Add([.. usual.Where(cell => cells.All(given => given.Heading != cell.Heading)), .. cells]);
    }

    /// <summary>Renames a heading.</summary>
    public ActivityFile Rename(string heading, string to)
    {
        var place = Headings.Index().First(one => one.Item.TrimEnd('*', ' ') == heading).Index;
        return Change(rows => Set(rows[First - 2].Elements<Cell>().ElementAt(place), to));
    }

    ActivityFile Change(Action<List<Row>> change)
    {
        using var file = new MemoryStream();
        file.Write(content);
        using (var book = SpreadsheetDocument.Open(file, isEditable: true))
        {
            var first = book.WorkbookPart!.Workbook!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().First();
            var sheet = ((WorksheetPart)book.WorkbookPart.GetPartById(first.Id!)).Worksheet!;
            change([.. sheet.Descendants<Row>()]);
            sheet.Save();
        }
        content = file.ToArray();
        return this;
    }

    static void Set(Cell cell, string text)
    {
        cell.RemoveAllChildren();
        cell.DataType = null;
        if (text.StartsWith('=')) cell.Append(new CellFormula(text[1..]), new CellValue("1"));
        else if (text.StartsWith('#')) cell.Append(new CellValue(text[1..]));
        else (cell.DataType, cell.InlineString) = (CellValues.InlineString, new InlineString(new DocumentFormat.OpenXml.Spreadsheet.Text(text)));
    }
}
