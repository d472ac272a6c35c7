using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>Rows of one sheet of a workbook, read as a stream and with distrust: what it inflates to is bounded, entities are refused, nothing outside it is fetched.</summary>
internal static partial class XlsxTable
{
    private const int MostEntries = 2_000;
    private const long MostCharacters = 300_000_000;

    private static readonly Sentence
        NoSheet = new("Tệp nén này không phải bảng tính Excel (.xlsx)."),
        Macros = new("Tệp có macro nên không được nhận; hãy lưu thành .xlsx không có macro.");

    public static Sentence? Read(byte[] file, string sheet, Action<FileRow> take)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostEntries)
                return TableFile.TooMuch;
            if (zip.Entries.Any(entry => entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
                return Macros;
            if (zip.GetEntry("xl/workbook.xml") is not { } book || SheetEntry(zip, book, sheet) is not { } cells)
                return NoSheet;
            return Rows(cells, zip.GetEntry("xl/sharedStrings.xml") is { } strings ? Strings(strings) : [], take);
        }
        catch (Exception fault) when (fault is InvalidDataException or XmlException or NotSupportedException or EndOfStreamException or IOException or FormatException or OverflowException)
        {
            return TableFile.Damaged;
        }
    }

    private static ZipArchiveEntry? SheetEntry(ZipArchive zip, ZipArchiveEntry book, string wanted)
    {
        var sheets = new List<(string Name, string Id)>();
        using (var reader = Open(book))
            while (reader.Read())
                if (IsStart(reader, "sheet") && (reader.GetAttribute("state") ?? "visible") == "visible")
                    sheets.Add((reader.GetAttribute("name") ?? "", Attribute(reader, "id") ?? ""));
        if (sheets.Count == 0 || zip.GetEntry("xl/_rels/workbook.xml.rels") is not { } relationships)
            return null;
        var id = sheets.Find(s => SearchKey.Of(s.Name) == SearchKey.Of(wanted)) is { Id: { Length: > 0 } named } ? named : sheets[0].Id;
        using (var reader = Open(relationships))
            while (reader.Read())
                if (IsStart(reader, "Relationship") && reader.GetAttribute("Id") == id && reader.GetAttribute("Target") is { } target)
                    return zip.GetEntry(target.StartsWith('/') ? target[1..] : "xl/" + target);
        return null;
    }

    private static List<string> Strings(ZipArchiveEntry entry)
    {
        var strings = new List<string>();
        using var reader = Open(entry);
        while (reader.Read())
            if (IsStart(reader, "si"))
                strings.Add(Texts(reader));
        return strings;
    }

    private static Sentence? Rows(ZipArchiveEntry entry, List<string> strings, Action<FileRow> take)
    {
        using var reader = Open(entry);
        var (number, count, cells) = (0, 0, new List<FileCell>());
        while (reader.Read())
        {
            if (IsStart(reader, "row"))
            {
                number = reader.GetAttribute("r") is { } said ? int.Parse(said, NumberStyles.None, CultureInfo.InvariantCulture) : number + 1;
                cells.Clear();
                if (reader.IsEmptyElement)
                    continue;
                ReadRow(reader, strings, cells);
                if (!cells.Exists(cell => cell.Text.Length > 0 || cell.Kind == FileCellKind.Formula))
                    continue;
                if (++count > TableFile.MostRows)
                    return TableFile.TooManyRows;
                take(new FileRow(number, [.. cells]));
            }
        }
        return null;
    }

    private static void ReadRow(XmlReader reader, List<string> strings, List<FileCell> cells)
    {
        for (var depth = reader.Depth; reader.Read() && reader.Depth > depth;)
        {
            if (!IsStart(reader, "c"))
                continue;
            var column = reader.GetAttribute("r") is { } place ? Column(place) : cells.Count;
            var cell = ReadCell(reader, strings);
            if (column >= TableFile.MostColumns)
                continue;
            while (cells.Count <= column)
                cells.Add(FileCell.Blank);
            cells[column] = cell;
        }
    }

    private static FileCell ReadCell(XmlReader reader, List<string> strings)
    {
        var type = reader.GetAttribute("t");
        if (reader.IsEmptyElement)
            return FileCell.Blank;
        var (text, isFormula) = ("", type == "e");
        for (var depth = reader.Depth; reader.Read() && reader.Depth > depth;)
        {
            if (IsStart(reader, "f"))
            {
                isFormula = true;
                Texts(reader);
            }
            else if (IsStart(reader, "v") || IsStart(reader, "is"))
            {
                text = Texts(reader);
            }
        }
        var value = type switch
        {
            "s" => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) is var index && index < strings.Count ? strings[index] : throw new FormatException(),
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

    // The texts of an element one after another, without how they are to be read aloud
    private static string Texts(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return "";
        var texts = new StringBuilder();
        var spoken = int.MaxValue;
        for (var depth = reader.Depth; reader.Read() && reader.Depth > depth;)
        {
            if (reader.Depth <= spoken)
                spoken = IsStart(reader, "rPh") && !reader.IsEmptyElement ? reader.Depth : int.MaxValue;
            if (spoken == int.MaxValue && reader.NodeType is (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace))
                texts.Append(reader.Value);
        }
        return texts.ToString();
    }

    private static int Column(string place)
    {
        var column = 0;
        foreach (var letter in place.TakeWhile(char.IsAsciiLetterUpper).Take(4))
            column = column * 26 + (letter - 'A' + 1);
        return column - 1 is var at and >= 0 ? at : throw new FormatException();
    }

    private static bool IsStart(XmlReader reader, string name) => reader.NodeType == XmlNodeType.Element && reader.LocalName == name;

    private static string? Attribute(XmlReader reader, string localName)
    {
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.LocalName == localName)
            {
                var value = reader.Value;
                reader.MoveToElement();
                return value;
            }
        }
        reader.MoveToElement();
        return null;
    }

    private static XmlReader Open(ZipArchiveEntry entry) => XmlReader.Create(entry.Open(), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostCharacters,
        IgnoreComments = true,
        CloseInput = true,
    });

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escaped();
}
