using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>Rows of one sheet of a workbook, read as a stream.</summary>
internal static partial class XlsxTable
{
    private const long MostInflated = 300_000_000;

    /// <summary>The sheet of that name, else the first that is shown.</summary>
    public static Sentence? Read(byte[] file, string sheet, Action<FileRow> take) => XlsxBook.Read(file, MostInflated, book =>
    {
        var wanted = SearchKey.Of(sheet);
        var named = book.Sheets.FirstOrDefault(s => SearchKey.Of(s.Name) == wanted);
        return Rows(book, named.Cells ?? book.Sheets[0].Cells, TableFile.MostRows, take) ? null : TableFile.TooManyRows;
    });

    /// <summary>Hands over the rows that are not blank; false when there are more than that.</summary>
    public static bool Rows(XlsxBook book, ZipArchiveEntry sheet, int most, Action<FileRow> take)
    {
        using var reader = book.Open(sheet);
        var (number, count, cells) = (0, 0, new List<FileCell>());
        while (reader.Read())
        {
            if (XlsxBook.IsStart(reader, "row"))
            {
                number = reader.GetAttribute("r") is { } said ? int.Parse(said, NumberStyles.None, CultureInfo.InvariantCulture) : number + 1;
                cells.Clear();
                if (reader.IsEmptyElement)
                    continue;
                ReadRow(reader, book, cells);
                if (!cells.Exists(cell => cell.Text.Length > 0 || cell.Kind == FileCellKind.Formula))
                    continue;
                if (++count > most)
                    return false;
                take(new FileRow(number, [.. cells]));
            }
        }
        return true;
    }

    private static void ReadRow(XmlReader reader, XlsxBook book, List<FileCell> cells)
    {
        for (var depth = reader.Depth; reader.Read() && reader.Depth > depth;)
        {
            if (!XlsxBook.IsStart(reader, "c"))
                continue;
            var column = reader.GetAttribute("r") is { } place ? Column(place) : cells.Count;
            var cell = ReadCell(reader, book);
            if (column >= TableFile.MostColumns)
                continue;
            while (cells.Count <= column)
                cells.Add(FileCell.Blank);
            cells[column] = cell;
        }
    }

    private static FileCell ReadCell(XmlReader reader, XlsxBook book)
    {
        var type = reader.GetAttribute("t");
        if (reader.IsEmptyElement)
            return FileCell.Blank;
        var (text, isFormula) = ("", type == "e");
        for (var depth = reader.Depth; reader.Read() && reader.Depth > depth;)
        {
            if (XlsxBook.IsStart(reader, "f"))
            {
                isFormula = true;
                XlsxBook.Texts(reader);
            }
            else if (XlsxBook.IsStart(reader, "v") || XlsxBook.IsStart(reader, "is"))
            {
                text = XlsxBook.Texts(reader);
            }
        }
        var value = type switch
        {
            "s" => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) is var index && index < book.Strings.Count ? book.Strings[index] : throw new FormatException(),
            null or "n" => Number(text),
            _ => text,
        };
        value = PrintableText.Clean(Escaped().Replace(value, found => ((char)int.Parse(found.ValueSpan[2..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())).Trim();
        return new(value.Length > TableFile.LongestCell ? value[..TableFile.LongestCell] : value,
            isFormula ? FileCellKind.Formula : type is null or "n" && value.Length > 0 ? FileCellKind.Number : FileCellKind.Text);
    }

    // 12101201 may be written 1.2101201E7
    private static string Number(string text) => text.Length == 0 ? "" :
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.############", CultureInfo.InvariantCulture) : text;

    private static int Column(string place)
    {
        var column = 0;
        foreach (var letter in place.TakeWhile(char.IsAsciiLetterUpper).Take(4))
            column = column * 26 + (letter - 'A' + 1);
        return column - 1 is var at and >= 0 ? at : throw new FormatException();
    }

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escaped();
}
