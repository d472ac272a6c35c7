using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using TuanHoc.Documents;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>Packages of edXML 1.0 (QCVN 102:2016/BTTTT), by which the document systems of agencies exchange documents.</summary>
public static class EdXml
{
    public const string ContentType = "application/xml";
    public const long MostBytes = 40_000_000;

    internal const string DayFormat = "yyyy/MM/dd";
    internal const string TimeFormat = "yyyy/MM/dd HH:mm:ss";

    // Of administrative documents, beside those that make law.
    private const int AdministrativeType = 2;

    internal static readonly XNamespace Namespace = "http://www.mic.gov.vn/TBT/QCVN_102_2016";

    /// <summary>Writes a package; the same package gives the same bytes. The stream stays open.</summary>
    public static void Write(EdXmlPackage package, Stream output)
    {
        using var writer = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, CloseOutput = false, NewLineChars = "\n" });
        var attachments = package.Attachments.Select((file, place) => (Id: $"cid:{place + 1}", File: file)).ToList();
        new XDocument(new XElement(Namespace + "edXML",
            new XElement(Namespace + "edXMLEnvelope", new XAttribute(XNamespace.Xmlns + "edXML", Namespace),
                Item("edXMLHeader", Header(package.Metadata), Traces(package.Trace)),
                Item("edXMLBody", Item("edXMLManifest", new XAttribute("version", "1.0"),
                    attachments.Select(one => Item("Reference", Item("ContentId", one.Id), Item("ContentType", one.File.ContentType), Item("AttachmentName", one.File.Name)))))),
            Item("AttachmentEncoded", attachments.Select(one => Item("Attachment", Item("ContentId", one.Id), Item("AttachmentName", one.File.Name),
                Item("ContentType", one.File.ContentType), Item("ContentTransferEncoded", EdXmlContent.Encode(one.File))))))).Save(writer);
    }

    /// <summary>The package in a file that a stranger may have made; or a sentence saying why it cannot be read. Throws only what the stream throws.</summary>
    public static (EdXmlPackage? Package, Sentence? Refusal) Read(Stream file) => EdXmlReader.Read(file);

    private static XElement Header(DocumentMetadata document) => Item("MessageHeader",
        Party("From", document.Issuer),
        document.To.Select(party => Party("To", party)),
        Item("DocumentId", $"{document.Issuer.OrganizationId},{Day(document.IssuedOn)},{Number(document.Number)}/{document.Notation}"),
        Item("Code", Item("CodeNumber", Number(document.Number)), Item("CodeNotation", document.Notation)),
        Item("PromulgationInfo", Item("Place", document.Place), Item("PromulgationDate", Day(document.IssuedOn))),
        Item("DocumentType", Item("Type", Number(AdministrativeType)), Item("TypeName", document.TypeName)),
        Item("Subject", document.Subject),
        document.Signer is { } signer ? Item("SignerInfo", Item("Competence", signer.Competence), Item("Position", signer.Position), Item("FullName", signer.Name)) : null,
        document.DueOn is { } due ? Item("DueDate", Day(due)) : null,
        Item("ToPlaces", document.ToPlaces.Select(place => Item("Place", place))),
        Item("OtherInfo", Item("Priority", Number((int)document.Priority)), Item("PromulgationAmount", Number(document.Copies)), Item("PageAmount", Number(document.Pages))));

    private static XElement Traces(IReadOnlyList<EdXmlTrace> trace) => Item("TraceHeaderList", trace.Select(step =>
        Item("TraceHeader", Item("OrganId", step.OrganizationId), Item("Timestamp", step.At.ToString(TimeFormat, CultureInfo.InvariantCulture)))));

    private static XElement Party(string name, DocumentParty party) => Item(name, Item("OrganId", party.OrganizationId), Item("OrganName", party.Name));

    private static XElement Item(string name, params object?[] content) => new(Namespace + name, content);

    private static XElement Item(string name, string text) => new(Namespace + name, PrintableText.Clean(text));

    private static string Day(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
