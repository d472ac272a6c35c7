using Microsoft.EntityFrameworkCore;
using TuanHoc.Documents;
using TuanHoc.Office;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>What the document system of an office takes in: the metadata of Decree 30, Appendix VI, and an edXML package with the document and its signed copy.</summary>
public static class ExchangeFiles
{
    public static async Task<IResult> Metadata(Guid id, AppDb db, CurrentUser user, HttpContext http, CancellationToken cancel, string? organization = null)
    {
        if (await db.IssuedTextAsync(user, id, cancel) is not { } issued) return PageResults.Missing();
        using var file = new MemoryStream();
        MetadataFile.WriteXml(Of(issued, organization ?? ""), file);
        return IssuedFiles.Send(http, issued, "xml", EdXml.ContentType, file.ToArray());
    }

    public static async Task<IResult> Package(Guid id, AppDb db, CurrentUser user, HttpContext http, CancellationToken cancel, string? organization = null)
    {
        if (await db.IssuedTextAsync(user, id, cancel) is not { } issued) return PageResults.Missing();
        // Only the office knows by which id it is known.
        if (organization?.Trim() is not { Length: DocumentMetadata.LengthOfOrganizationId } office)
            return PageResults.Refused(StatusCodes.Status400BadRequest, T["Chưa có gói edXML"], T["Ghi mã định danh của cơ quan ban hành, {0} ký tự, như 000.00.01.H29.", DocumentMetadata.LengthOfOrganizationId], $"/plans/{id}");
        var signed = await db.SignedAsync(id, waiting: false, cancel);
        EdXmlAttachment[] files = [new("van-ban.docx", DocxWriter.ContentType, issued.Docx()), .. signed is null ? Array.Empty<EdXmlAttachment>() : [new(signed.Name, SignedFile.TypeOf(signed.Content)!, signed.Content)]];
        using var file = new MemoryStream();
        EdXml.Write(new(Of(issued, office), [], files), file);
        return IssuedFiles.Send(http, issued, "edxml", EdXml.ContentType, file.ToArray());
    }

    static DocumentMetadata Of(IssuedText issued, string organization) => DocumentMetadata.Of(PlanWriter.Write(issued.Draft), new(organization, issued.Draft.Issuer));
}
