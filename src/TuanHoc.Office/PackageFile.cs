using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml;

namespace TuanHoc.Office;

/// <summary>Writes the zip of an Office file: the same parts give the same bytes, and no part is held in memory as a whole.</summary>
internal sealed class PackageFile(Stream output) : IDisposable
{
    private const string Package = "http://schemas.openxmlformats.org/package/2006/";
    private const string OfficeRelationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    // Zip knows no earlier time; a fixed one keeps the bytes alike
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive zip = new(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
    private readonly List<(string Path, string ContentType)> parts = [];

    public void Part(string path, string contentType, Action<OpenXmlWriter> write)
    {
        parts.Add((path, contentType));
        using var stream = Entry(path);
        using var writer = OpenXmlWriter.Create(stream, Encoding.UTF8);
        writer.WriteStartDocument(standalone: true);
        write(writer);
    }

    public void Part(string path, string contentType, OpenXmlElement root) => Part(path, contentType, writer => writer.WriteElement(root));

    /// <summary>The relationships of a part (of the package, for ""): id, kind, target.</summary>
    public void Relationships(string part, params IEnumerable<(string Id, string Kind, string Target)> targets)
    {
        XNamespace ns = Package + "relationships";
        var slash = part.LastIndexOf('/');
        Write($"{part[..(slash + 1)]}_rels/{part[(slash + 1)..]}.rels", new XElement(ns + "Relationships", targets.Select(target => new XElement(ns + "Relationship",
            new XAttribute("Id", target.Id), new XAttribute("Type", OfficeRelationship + target.Kind), new XAttribute("Target", target.Target)))));
    }

    public void Dispose()
    {
        XNamespace ns = Package + "content-types";
        Write("[Content_Types].xml", new XElement(ns + "Types",
            new XElement(ns + "Default", new XAttribute("Extension", "rels"), new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
            new XElement(ns + "Default", new XAttribute("Extension", "xml"), new XAttribute("ContentType", "application/xml")),
            parts.Select(part => new XElement(ns + "Override", new XAttribute("PartName", "/" + part.Path), new XAttribute("ContentType", part.ContentType)))));
        zip.Dispose();
    }

    private void Write(string path, XElement root)
    {
        using var stream = Entry(path);
        root.Save(stream, SaveOptions.DisableFormatting);
    }

    private Stream Entry(string path)
    {
        var entry = zip.CreateEntry(path, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        return entry.Open();
    }
}
