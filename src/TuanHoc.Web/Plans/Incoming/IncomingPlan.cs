using System.Text;
using TuanHoc.Documents;
using TuanHoc.Office;
using TuanHoc.Plans;
using TuanHoc.Text;

namespace TuanHoc.Web.Plans.Incoming;

/// <summary>A plan as it was brought in: its text, and what the document system of the office records of it.</summary>
public sealed record IncomingPlan(string Name, string Text, bool ByMachine, DocumentMetadata? Recorded)
{
    // The longest plans have some tens of pages.
    const int MostCharacters = 1_000_000;

    static readonly Sentence
        OneOnly = new("Mỗi lần đưa vào một kế hoạch: chọn một tệp văn bản, thêm tệp siêu dữ liệu của nó nếu có, hoặc chỉ một gói edXML."),
        NoText = new("Tệp siêu dữ liệu chỉ nói về văn bản, không có văn bản. Chọn cùng lúc tệp kế hoạch và tệp siêu dữ liệu, hoặc dán văn bản.");

    /// <summary>The plan in the files and the text that were sent together; or a sentence saying why there is none.</summary>
    /// <param name="files">Each with the name under which it was sent.</param>
    public static async Task<(IncomingPlan? Plan, Sentence? Refusal)> ReadAsync(IReadOnlyList<(string Name, Stream Content)> files, (string Name, string Text)? pasted, CancellationToken cancel)
    {
        var documents = files.Where(file => !OfficeFile.IsXml(file.Content)).ToList();
        var told = files.Where(file => OfficeFile.IsXml(file.Content)).ToList();
        // Pasted text goes the way of a file, so that the same signs are cleaned and refused.
        if (pasted is var (name, typed)) documents.Add((name, new MemoryStream(Encoding.UTF8.GetBytes(typed))));
        if (documents.Count > 1 || told.Count > 1) return (null, OneOnly);
        if (told.Count == 0) return await OfDocumentAsync(documents[0], recorded: null, cancel);

        if (OfficeFile.IsMetadata(told[0].Content))
        {
            var (recorded, unread) = MetadataFile.Read(told[0].Content);
            return recorded is null ? (null, unread) : documents.Count == 0 ? (null, NoText) : await OfDocumentAsync(documents[0], recorded, cancel);
        }
        if (documents.Count > 0) return (null, OneOnly);
        var (package, refusal) = EdXml.Read(told[0].Content);
        return package is null ? (null, refusal) : await OfPackageAsync(told[0].Name, package, cancel);
    }

    static async Task<(IncomingPlan?, Sentence?)> OfDocumentAsync((string Name, Stream Content) file, DocumentMetadata? recorded, CancellationToken cancel)
    {
        var (text, refusal, byMachine) = await PlanFile.ReadAsync(file.Content, cancel);
        return text is null ? (null, refusal) : Checked(new(file.Name, text, byMachine, recorded));
    }

    static async Task<(IncomingPlan?, Sentence?)> OfPackageAsync(string name, EdXmlPackage package, CancellationToken cancel)
    {
        var (document, refusal) = await PackageDocument.InAsync(package, cancel);
        return document is null ? (null, refusal) : Checked(new($"{name} ({document.Name})", document.Text, document.ByMachine, package.Metadata));
    }

    static (IncomingPlan?, Sentence?) Checked(IncomingPlan plan) =>
        plan.Recorded is { } recorded && RecordedView.Json(recorded).Length > MetadataFile.MostBytes ? (null, new Sentence("Siêu dữ liệu dài bất thường, nên chưa đọc và chưa lưu gì. Đưa riêng tệp văn bản vào."))
        : plan.Text.Length > MostCharacters ? (null, new Sentence("Văn bản dài quá {0} ký tự; kế hoạch dài nhất cũng chỉ vài chục trang.", MostCharacters))
        : PlanReader.WhyNotPlan(plan.Text) is { } why ? (null, why)
        : (plan, null);
}
