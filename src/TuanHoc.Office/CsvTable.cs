using System.Text;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>Rows of delimited text: commas, semicolons (Excel in Vietnam) or tabs, quotes doubled inside quotes, line breaks allowed inside them.</summary>
internal static class CsvTable
{
    private static readonly char[] Delimiters = [',', ';', '\t'];

    public static Sentence? Read(string text, Action<FileRow> take)
    {
        var at = 0;
        var delimiter = Delimiter(text, ref at);
        var (cells, cell) = (new List<FileCell>(), new StringBuilder());
        for (var number = 1; at < text.Length; number++)
        {
            if (number > TableFile.MostRows)
                return TableFile.TooManyRows;
            cells.Clear();
            var more = true;
            while (more)
            {
                cell.Clear();
                if (!Cell(text, ref at, delimiter, cell))
                    return new Sentence("Dấu ngoặc kép mở ở dòng {0} không có dấu đóng, nên phần sau của tệp không đọc được.", number);
                if (cells.Count < TableFile.MostColumns)
                    cells.Add(Read(cell.ToString()));
                more = at < text.Length && text[at] == delimiter;
                if (more)
                    at++;
            }
            if (at < text.Length && text[at] == '\r')
                at++;
            if (at < text.Length && text[at] == '\n')
                at++;
            if (cells.Exists(c => c.Text.Length > 0))
                take(new FileRow(number, [.. cells]));
        }
        return null;
    }

    // What the first line is divided by; a line "sep=;" says it itself
    private static char Delimiter(string text, ref int at)
    {
        var end = text.IndexOfAny(['\r', '\n']);
        var line = end < 0 ? text : text[..end];
        if (line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
        {
            at = end < 0 ? text.Length : end + (text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1);
            return line[4];
        }
        return Delimiters.MaxBy(sign => line.Count(c => c == sign));
    }

    private static bool Cell(string text, ref int at, char delimiter, StringBuilder cell)
    {
        if (at < text.Length && text[at] == '"')
        {
            for (at++; ; at++)
            {
                if (at >= text.Length)
                    return false;
                if (text[at] == '"' && ++at is var next && (next >= text.Length || text[next] != '"'))
                    break;
                cell.Append(text[at]);
            }
        }
        for (; at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n'); at++)
            cell.Append(text[at]);
        return true;
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
