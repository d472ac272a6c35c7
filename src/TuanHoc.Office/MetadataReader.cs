using System.Globalization;
using System.Xml.Linq;
using TuanHoc.Documents;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>
/// Reads the metadata of Appendix VI as the systems of other offices write it. The decree names the fields and no form for them: elements are known by their names alone,
/// in any order, namespace and depth; who it goes to and who signed it are told apart from who issued it by what they stand in. The first fault ends it with a sentence.
/// </summary>
internal static class MetadataReader
{
    private sealed class Fault(Sentence why) : Exception
    {
        public Sentence Why { get; } = why;
    }

    private static readonly Sentence NoMetadata = new("Tệp XML này không phải gói edXML 1.0 (QCVN 102:2016/BTTTT), cũng không phải siêu dữ liệu văn bản theo Phụ lục VI Nghị định 30/2020/NĐ-CP: không thấy số (CodeNumber), ký hiệu (CodeNotation) và ngày ban hành (IssuedDate).");

    private static readonly string[] Issuers = ["Organ", "From"], Receivers = ["To"], Places = ["ToPlace", "ToPlaces"], Signers = ["Signer", "SignerInfo"];

    // What stands in one of these is told of another than the document itself.
    private static readonly string[] Apart = [.. Receivers, .. Places, .. Signers];

    // As we write them, and as the decree calls them; numbers are those of edXML.
    private static readonly Dictionary<string, DocumentPriority> Priorities = new(StringComparer.Ordinal)
    {
        ["normal"] = DocumentPriority.Normal,
        ["urgent"] = DocumentPriority.Urgent,
        ["veryurgent"] = DocumentPriority.VeryUrgent,
        ["immediate"] = DocumentPriority.Immediate,
        ["thuong"] = DocumentPriority.Normal,
        ["khan"] = DocumentPriority.Urgent,
        ["thuong khan"] = DocumentPriority.VeryUrgent,
        ["hoa toc"] = DocumentPriority.Immediate,
    };

    private static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy", "yyyy/M/d", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-dd HH:mm:ss", "d/M/yyyy HH:mm:ss", "yyyy/M/d HH:mm:ss", "yyyy-MM-ddK"];

    public static (DocumentMetadata? Metadata, Sentence? Refusal) Read(XElement root)
    {
        try
        {
            return (Metadata(root), null);
        }
        catch (Fault fault)
        {
            return (null, fault.Why);
        }
    }

    private static DocumentMetadata Metadata(XElement root)
    {
        if (Text(root, "CodeNumber").Length + Text(root, "CodeNotation").Length + Text(root, "IssuedDate", "PromulgationDate").Length == 0)
            throw new Fault(NoMetadata);
        var signer = Element(root, Signers) ?? root;
        return new()
        {
            Issuer = Party(Within(root, Apart).FirstOrDefault(element => Is(element, Issuers)) ?? root),
            Number = Number(Needed(root, "số văn bản", "CodeNumber")),
            Notation = Needed(root, "ký hiệu văn bản", "CodeNotation"),
            TypeName = Text(root, "TypeName"),
            Place = Text(root, "Place"),
            IssuedOn = Day(Needed(root, "ngày ban hành", "IssuedDate", "PromulgationDate")),
            Subject = Text(root, "Subject"),
            Language = Text(root, "Language") is { Length: > 0 } language ? language : "Tiếng Việt",
            Pages = Amount(Text(root, "PageAmount")),
            Copies = Amount(Text(root, "IssuedAmount", "PromulgationAmount")),
            Signer = Text(signer, "FullName") is { Length: > 0 } name ? new(Text(signer, "Competence"), Text(signer, "Position"), name) : null,
            To = [.. root.Descendants().Where(element => Is(element, Receivers) && element.HasElements).Select(Party)],
            ToPlaces = [.. root.Descendants().Where(element => !element.HasElements && (Is(element, Places) || Is(element, Receivers) || element.Parent is { } list && Is(list, Places))).Select(Words).Where(place => place.Length > 0)],
            Priority = PriorityOf(Text(root, "Priority")),
            DueOn = Text(root, "DueDate") is { Length: > 0 } due ? Day(due) : null,
        };
    }

    private static DocumentParty Party(XElement party) => new(Text(party, "OrganId"), Text(party, "OrganName"));

    private static DocumentPriority PriorityOf(string text) =>
        text.Length == 0 ? DocumentPriority.Normal
        : Priorities.TryGetValue(SearchKey.Of(text), out var named) ? named
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined((DocumentPriority)number) ? (DocumentPriority)number
        : throw new Fault(new("Mức độ khẩn “{0}” trong siêu dữ liệu không đọc được: ghi Thường, Khẩn, Thượng khẩn, Hỏa tốc, hoặc 0 đến 3.", text));

    private static int Amount(string text) => text.Length == 0 ? 1 : Number(text);

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number : throw new Fault(new("“{0}” trong siêu dữ liệu không phải một số.", text));

    // A day that an office writes with its hour is that day there, whatever day it is elsewhere.
    private static DateOnly Day(string text) => DateTimeOffset.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        ? DateOnly.FromDateTime(at.DateTime) : throw new Fault(new("Ngày “{0}” trong siêu dữ liệu không đọc được: ghi như 05/09/2026 hoặc 2026-09-05.", text));

    private static string Needed(XElement root, string what, params string[] names) =>
        Text(root, names) is { Length: > 0 } text ? text : throw new Fault(new("Siêu dữ liệu thiếu {0} ({1}).", what, names[0]));

    private static string Text(XElement parent, params string[] names) => Element(parent, names) is { } element ? Words(element) : "";

    // Of several the outermost first, as a list of earlier documents may stand beside the document's own.
    private static XElement? Element(XElement parent, string[] names) => Within(parent, [.. Apart.Except(names, StringComparer.Ordinal)]).FirstOrDefault(element => Is(element, names));

    private static IEnumerable<XElement> Within(XElement parent, string[] apart)
    {
        var level = parent.Elements().ToList();
        while (level.Count > 0)
        {
            foreach (var element in level) yield return element;
            level = [.. level.Where(element => !Is(element, apart)).Elements()];
        }
    }

    private static bool Is(XElement element, string[] names) => names.Contains(element.Name.LocalName, StringComparer.OrdinalIgnoreCase);

    // As one line, however the file breaks its own.
    private static string Words(XElement element) => string.Join(' ', element.Value.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}
