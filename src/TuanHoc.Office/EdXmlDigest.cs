using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace TuanHoc.Office;

/// <summary>
/// The hashes that a signed package (XMLDSig, within its header) tells of its files. Who signed is not asked here: that takes the certificates of the State,
/// which the office's own system has checked.
/// </summary>
internal static class EdXmlDigest
{
    private static readonly XNamespace Signed = "http://www.w3.org/2000/09/xmldsig#";

    /// <summary>No hash of the file is told, or it is that of the file, of the zip around it or of the text that carries it: systems differ in which they take.</summary>
    public static bool Fits(XElement root, string contentId, string encoded, byte[] content) => root.Descendants(Signed + "Reference")
        .Where(reference => reference.Attribute("URI")?.Value is { } about && Id(about) == Id(contentId))
        .All(reference => Hash(reference.Element(Signed + "DigestMethod")?.Attribute("Algorithm")?.Value) is not { } hash || reference.Element(Signed + "DigestValue")?.Value is { } told
            && new[] { content, Convert.FromBase64String(encoded), Encoding.ASCII.GetBytes(encoded) }.Any(bytes => Convert.ToBase64String(hash(bytes)) == string.Concat(told.Where(sign => !char.IsWhiteSpace(sign)))));

    private static string Id(string reference) => reference.StartsWith("cid:", StringComparison.Ordinal) ? reference["cid:".Length..] : reference.TrimStart('#');

    private static Func<byte[], byte[]>? Hash(string? algorithm) => algorithm?[(algorithm.LastIndexOf('#') + 1)..] switch
    {
        "sha256" => SHA256.HashData,
        "sha384" => SHA384.HashData,
        "sha512" => SHA512.HashData,
        // SHA-1 proves nothing any more, and what is not known cannot be tried.
        _ => null,
    };
}
