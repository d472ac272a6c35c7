using TuanHoc.Office;
using TuanHoc.Plans;
using TuanHoc.Text;
using TuanHoc.Web.Plans.Issue;

namespace TuanHoc.Web.Plans.Incoming;

/// <summary>The one document in a package of edXML: beside it may stand its signed copy, and files that are no text.</summary>
public sealed record PackageDocument(string Name, string Text, bool ByMachine)
{
    // A document and its copies; each may take a machine some seconds to read.
    const int MostDocuments = 4;

    static readonly string[] Kinds = [".docx", ".pdf", ".doc", ".txt"];

    /// <summary>The document; or a sentence saying why there is not exactly one.</summary>
    public static async Task<(PackageDocument? Document, Sentence? Refusal)> InAsync(EdXmlPackage package, CancellationToken cancel)
    {
        var files = package.Attachments.Where(file => Kinds.Contains(Path.GetExtension(file.Name), StringComparer.OrdinalIgnoreCase)).ToList();
        if (files.Count == 0) return (null, new Sentence("Trong gói edXML không có văn bản nào đọc được (.docx, .pdf, .doc, .txt)."));
        if (files.Count > MostDocuments) return (null, Several(files.Select(file => file.Name)));
        List<PackageDocument> read = [];
        (string Name, Sentence Why)? unread = null;
        foreach (var file in files)
        {
            using var content = new MemoryStream(file.Content);
            var (text, refusal, byMachine) = await PlanFile.ReadAsync(content, cancel);
            if (text is not null) read.Add(new(file.Name, text, byMachine));
            // A picture of the document says nothing where the document itself is there; any other file that cannot be read is broken.
            else if (!IsPdf(file)) return (null, Unread(file.Name, refusal!.Value));
            else unread ??= (file.Name, refusal!.Value);
        }
        if (read.Count == 0) return (null, Unread(unread!.Value.Name, unread.Value.Why));
        // What a machine recognised in a picture has its own slips: with the text beside it, it is the signed copy.
        var exact = read.Where(one => !one.ByMachine).ToList();
        var documents = exact.Count > 0 ? exact : read;
        return documents.Skip(1).All(other => IsSame(documents[0], other)) ? (documents[0], null) : (null, Several(documents.Select(one => one.Name)));
    }

    static bool IsSame(PackageDocument one, PackageDocument other) => SignedText.FirstDifference(one.Text, other.Text, PlanReader.Read(one.Text).Header.Title?.Value ?? "") is null;

    static bool IsPdf(EdXmlAttachment file) => Path.GetExtension(file.Name).Equals(".pdf", StringComparison.OrdinalIgnoreCase);

    static Sentence Several(IEnumerable<string> names) => new("Trong gói edXML có nhiều văn bản khác nhau: {0}. Lưu riêng tệp kế hoạch rồi đưa tệp ấy vào.", string.Join(", ", names));

    static Sentence Unread(string name, Sentence why) => new("Tệp “{0}” trong gói edXML không đọc được: {1}", name, why);
}
