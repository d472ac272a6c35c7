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

    private static XElement Party(string name, DocumentParty party) => new(name, Item("OrganId", party.OrganizationId), Item("OrganName", party.Name));

    private static XElement Item(string name, string text) => new(name, PrintableText.Clean(text));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
