using TuanHoc.Documents;

namespace TuanHoc.Office;

/// <summary>A document on its way between two systems: what is told of it, whom it passed, its files.</summary>
public sealed record EdXmlPackage(DocumentMetadata Metadata, IReadOnlyList<EdXmlTrace> Trace, IReadOnlyList<EdXmlAttachment> Attachments);

/// <summary>An organization that the package passed, and when, by the clock of Vietnam.</summary>
public sealed record EdXmlTrace(string OrganizationId, DateTime At);

/// <summary>A file of the package.</summary>
public sealed record EdXmlAttachment(string Name, string ContentType, byte[] Content);
