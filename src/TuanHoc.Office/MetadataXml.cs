using System.Globalization;
using System.Xml.Linq;
using TuanHoc.Documents;

namespace TuanHoc.Office;

/// <summary>The metadata of an outgoing document as XML: one element for each line of Appendix VI.</summary>
internal static class MetadataXml
{
    public static XDocument Of(DocumentMetadata document) => new(new XElement("Document",
        Party("Organ", document.Issuer),
        new XElement("Year", document.Year),
        Item("CodeNotation", document.Notation),
        new XElement("CodeNumber", document.Number),
        Item("TypeName", document.TypeName),
        Item("Place", document.Place),
        Item("IssuedDate", Day(document.IssuedOn)),
        Item("Subject", document.Subject),
        Item("Language", document.Language),
        new XElement("PageAmount", document.Pages),
        new XElement("IssuedAmount", document.Copies),
        document.Signer is { } signer ? new XElement("Signer", Item("Competence", signer.Competence), Item("Position", signer.Position), Item("FullName", signer.Name)) : null,
        document.To.Select(party => Party("To", party)),
        document.ToPlaces.Select(place => Item("ToPlace", place)),
        Item("Priority", document.Priority.ToString()),
        document.DueOn is { } due ? Item("DueDate", Day(due)) : null));

    /// <exception cref="FormatException">Something is missing or is not what it should be.</exception>
    public static DocumentMetadata Read(XElement root) => new()
    {
        Issuer = Party(root.Element("Organ") ?? throw new FormatException("Organ")),
        Notation = Text(root, "CodeNotation"),
        Number = Number(root, "CodeNumber"),
        TypeName = Text(root, "TypeName"),
        Place = Text(root, "Place"),
        IssuedOn = Day(Text(root, "IssuedDate")),
        Subject = Text(root, "Subject"),
        Language = Text(root, "Language"),
        Pages = Number(root, "PageAmount"),
        Copies = Number(root, "IssuedAmount"),
        Signer = root.Element("Signer") is { } signer ? new(Text(signer, "Competence"), Text(signer, "Position"), Text(signer, "FullName")) : null,
        To = [.. root.Elements("To").Select(Party)],
        ToPlaces = [.. root.Elements("ToPlace").Select(place => place.Value)],
        Priority = Enum.Parse<DocumentPriority>(Text(root, "Priority")),
        DueOn = root.Element("DueDate") is { } due ? Day(due.Value) : null,
    };

    private static XElement Party(string name, DocumentParty party) => new(name, Item("OrganId", party.OrganizationId), Item("OrganName", party.Name));

    private static DocumentParty Party(XElement party) => new(Text(party, "OrganId"), Text(party, "OrganName"));

    private static XElement Item(string name, string text) => new(name, PrintableText.Clean(text));

    private static string Text(XElement parent, string name) => parent.Element(name)?.Value ?? throw new FormatException(name);

    private static int Number(XElement parent, string name) => int.Parse(Text(parent, name), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
