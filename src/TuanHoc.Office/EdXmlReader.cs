using System.Globalization;
using System.Xml.Linq;
using TuanHoc.Documents;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>Reads a package of edXML; the first fault ends it with a sentence.</summary>
internal static class EdXmlReader
{
    private sealed class Fault(Sentence why) : Exception
    {
        public Sentence Why { get; } = why;
    }

    public static (EdXmlPackage? Package, Sentence? Refusal) Read(Stream file)
    {
        var (document, refusal) = SafeXml.Read(file, EdXml.MostBytes);
        if (document is null)
            return (null, refusal);
        try
        {
            return (Package(document.Root!), null);
        }
        catch (Fault fault)
        {
            return (null, fault.Why);
        }
    }

    private static EdXmlPackage Package(XElement root)
    {
        var header = root.Descendants(EdXml.Namespace + "MessageHeader").FirstOrDefault()
            ?? throw new Fault(new("Tệp không phải gói edXML 1.0 (QCVN 102:2016/BTTTT)."));
        var trace = root.Descendants(EdXml.Namespace + "TraceHeader").Select(step => new EdXmlTrace(Text(step, "OrganId"), Moment(Text(step, "Timestamp")))).ToList();
        var most = EdXml.MostBytes;
        var attachments = new List<EdXmlAttachment>();
        var items = root.Descendants(EdXml.Namespace + "Attachment").ToList();
        foreach (var item in items)
        {
            var (name, encoded) = (Needed(item, "tên tệp đính kèm", "AttachmentName"), Text(item, "ContentTransferEncoded"));
            var content = EdXmlContent.Decode(encoded, most) ?? throw new Fault(new("Tệp đính kèm “{0}” bị hỏng hoặc quá lớn.", name));
            if (!EdXmlDigest.Fits(root, Text(item, "ContentId"), encoded, content))
                throw new Fault(new("Tệp đính kèm “{0}” không khớp mã băm ghi trong gói: gói đã bị sửa sau khi ký.", name));
            most -= content.Length;
            attachments.Add(new(name, Text(item, "ContentType"), content));
        }
        var there = items.Select(item => Text(item, "ContentId")).ToHashSet(StringComparer.Ordinal);
        foreach (var listed in root.Descendants(EdXml.Namespace + "Reference").Where(one => !there.Contains(Text(one, "ContentId"))))
            throw new Fault(new("Gói edXML thiếu tệp đính kèm “{0}”.", Text(listed, "AttachmentName")));
        return new(Metadata(header), trace, attachments);
    }

    private static DocumentMetadata Metadata(XElement header) => new()
    {
        Issuer = Party(Child(header, "From") ?? throw Missing("nơi gửi", "From")),
        To = [.. header.Elements(EdXml.Namespace + "To").Select(Party)],
        Number = Number(Needed(header, "số văn bản", "Code", "CodeNumber")),
        Notation = Needed(header, "ký hiệu văn bản", "Code", "CodeNotation"),
        Place = Text(header, "PromulgationInfo", "Place"),
        IssuedOn = Day(Needed(header, "ngày ban hành", "PromulgationInfo", "PromulgationDate")),
        TypeName = Text(header, "DocumentType", "TypeName"),
        Subject = Needed(header, "trích yếu", "Subject"),
        Signer = Child(header, "SignerInfo") is { } signer ? new(Text(signer, "Competence"), Text(signer, "Position"), Text(signer, "FullName")) : null,
        DueOn = Text(header, "DueDate") is { Length: > 0 } due ? Day(due) : null,
        ToPlaces = [.. Child(header, "ToPlaces")?.Elements(EdXml.Namespace + "Place").Select(place => place.Value.Trim()) ?? []],
        Priority = PriorityOf(Text(header, "OtherInfo", "Priority")),
        Copies = Amount(Text(header, "OtherInfo", "PromulgationAmount")),
        Pages = Amount(Text(header, "OtherInfo", "PageAmount")),
    };

    private static DocumentParty Party(XElement party) => new(Needed(party, "mã định danh cơ quan", "OrganId"), Text(party, "OrganName"));

    private static DocumentPriority PriorityOf(string text) => text.Length == 0 ? DocumentPriority.Normal
        : (DocumentPriority)Number(text) is var priority && Enum.IsDefined(priority) ? priority
        : throw new Fault(new("Độ khẩn “{0}” không có trong edXML 1.0.", text));

    private static int Amount(string text) => text.Length == 0 ? 1 : Number(text);

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number : throw new Fault(new("“{0}” trong gói edXML không phải một số.", text));

    private static DateOnly Day(string text) => DateOnly.TryParseExact(text, [EdXml.DayFormat, "yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day : throw new Fault(new("Ngày “{0}” trong gói edXML không đọc được.", text));

    private static DateTime Moment(string text) => DateTime.TryParseExact(text, [EdXml.TimeFormat, "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        ? at : throw new Fault(new("Ngày “{0}” trong gói edXML không đọc được.", text));

    private static string Needed(XElement parent, string what, params string[] path) =>
        Text(parent, path) is { Length: > 0 } text ? text : throw Missing(what, path);

    private static string Text(XElement parent, params string[] path) => path.Aggregate((XElement?)parent, (at, name) => at is null ? null : Child(at, name))?.Value.Trim() ?? "";

    private static XElement? Child(XElement parent, string name) => parent.Element(EdXml.Namespace + name);

    private static Fault Missing(string what, params string[] path) => new(new("Gói edXML thiếu {0} ({1}).", what, string.Join('/', path)));
}
