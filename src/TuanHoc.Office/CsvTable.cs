using CsvHelper;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>Rows of delimited text as CsvHelper takes them apart, under the rules that tables of strangers keep.</summary>
internal static class CsvTable
{
    public static Sentence? Read(string text, Action<FileRow> take)
    {
        long? unclosed = null;
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            HasHeader = false,
            // A blank line is a row with a number of its own
            SkipEmptyLines = false,
            OnMalformedRecord = record => unclosed = record.Reason == CsvMalformedReason.UnterminatedQuote ? record.RecordNumber : unclosed,
        });
        var cells = new List<FileCell>();
        for (var number = 1; reader.Read(); number++)
        {
            if (number > TableFile.MostRows)
                return TableFile.TooManyRows;
            if (unclosed is { } row)
                return new Sentence("Dấu ngoặc kép mở ở dòng {0} không có dấu đóng, nên phần sau của tệp không đọc được.", row);
            cells.Clear();
            for (var column = 0; column < reader.FieldCount && column < TableFile.MostColumns; column++)
                cells.Add(Read(reader.GetString(column)));
            if (cells.Exists(c => c.Text.Length > 0))
                take(new FileRow(number, [.. cells]));
        }
        return null;
    }

    // An apostrophe before a sign of formulas was put there to keep it from being one
    private static FileCell Read(string raw)
    {
        var text = PrintableText.Clean(raw).Trim();
        if (text.Length > TableFile.LongestCell)
            text = text[..TableFile.LongestCell];
        if (text is ['\'', ..] && CsvWriter.IsDangerous(text.AsSpan(1)))
            return new(text[1..], FileCellKind.Text);
        return new(text, IsFormula(text) ? FileCellKind.Formula : FileCellKind.Text);
    }

    // "+84 213 …" and "- Trường" are none
    private static bool IsFormula(string text) => text is ['=' or '@', ..] || text is ['+' or '-', not (>= '0' and <= '9' or ' '), ..];
}
