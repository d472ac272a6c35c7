using System.IO.Compression;
using System.Text;
using System.Xml;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>An .xlsx opened with distrust: what it inflates to is counted while it inflates, entities are refused, nothing outside it is fetched.</summary>
internal sealed class XlsxBook
{
    private const int MostEntries = 2_000;

    private static readonly Sentence
        NoBook = new("Tệp nén này không phải bảng tính Excel (.xlsx)."),
        HasMacros = new("Tệp có macro nên không được nhận; hãy lưu thành .xlsx không có macro."),
        HasLinks = new("Tệp có liên kết sang tệp khác nên không được nhận; trong Excel chọn Dữ liệu, Sửa liên kết, Ngắt liên kết rồi lưu lại.");

    private readonly ZipArchive zip;
    private readonly Inflated.Budget budget;

    private XlsxBook(ZipArchive zip, Inflated.Budget budget)
    {
        (this.zip, this.budget) = (zip, budget);
        Sheets = ReadSheets();
    }

    /// <summary>The sheets that are shown, in order.</summary>
    public IReadOnlyList<(string Name, ZipArchiveEntry Cells)> Sheets { get; }

    public IReadOnlyList<string> Strings => field ??= zip.GetEntry("xl/sharedStrings.xml") is { } strings ? ReadStrings(strings) : [];

    /// <summary>Opens a workbook and reads from it; answers with a sentence when it cannot be read.</summary>
    public static Sentence? Read(byte[] file, long mostInflated, Func<XlsxBook, Sentence?> read)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            if (WhyNot(archive, mostInflated) is { } why)
                return why;
            var book = new XlsxBook(archive, new(mostInflated));
            return book.Sheets.Count == 0 ? NoBook : read(book);
        }
        catch (TooMuchException)
        {
            return TableFile.TooMuch;
        }
        catch (Exception fault) when (fault is InvalidDataException or XmlException or NotSupportedException or EndOfStreamException or IOException or FormatException or OverflowException)
        {
            return TableFile.Damaged;
        }
    }

    private static Sentence? WhyNot(ZipArchive zip, long mostInflated)
    {
        if (zip.Entries.Count > MostEntries || zip.Entries.Sum(entry => (decimal)entry.Length) > mostInflated)
            return TableFile.TooMuch;
        if (zip.GetEntry("xl/workbook.xml") is null)
            return NoBook;
        if (Macros.AreIn(zip))
            return HasMacros;
        return zip.Entries.Any(entry => entry.FullName.StartsWith("xl/externalLinks/", StringComparison.OrdinalIgnoreCase)) ? HasLinks : null;
    }

    public XmlReader Open(ZipArchiveEntry entry) => XmlReader.Create(new Inflated(entry.Open(), budget), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        CloseInput = true,
    });

    private List<(string, ZipArchiveEntry)> ReadSheets()
    {
        var (sheets, targets) = (new List<(string Name, string Id)>(), new Dictionary<string, string>(StringComparer.Ordinal));
        using (var reader = Open(zip.GetEntry("xl/workbook.xml")!))
            while (reader.Read())
                if (IsStart(reader, "sheet") && (reader.GetAttribute("state") ?? "visible") == "visible")
                    sheets.Add((reader.GetAttribute("name") ?? "", Attribute(reader, "id") ?? ""));
        if (zip.GetEntry("xl/_rels/workbook.xml.rels") is not { } relationships)
            return [];
        using (var reader = Open(relationships))
            while (reader.Read())
                if (IsStart(reader, "Relationship") && reader.GetAttribute("Id") is { } id && reader.GetAttribute("Target") is { } target)
                    targets.TryAdd(id, target.StartsWith('/') ? target[1..] : "xl/" + target);
        return [.. from sheet in sheets where targets.ContainsKey(sheet.Id) let cells = zip.GetEntry(targets[sheet.Id]) where cells is not null select (sheet.Name, cells)];
    }

    private List<string> ReadStrings(ZipArchiveEntry entry)
    {
        var strings = new List<string>();
        using var reader = Open(entry);
        while (reader.Read())
            if (IsStart(reader, "si"))
                strings.Add(Texts(reader));
        return strings;
    }

    /// <summary>The texts of an element one after another, without how they are to be read aloud.</summary>
    public static string Texts(XmlReader reader)
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

    public static bool IsStart(XmlReader reader, string name) => reader.NodeType == XmlNodeType.Element && reader.LocalName == name;

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
}
