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
    public static async Task<IResult> Metadata(Guid id, AppDb db, CurrentUser user, HttpContext http, CancellationToken cancel)
    {
        if (await db.IssuedTextAsync(user, id, cancel) is not { } issued) return PageResults.Missing();
        var (told, why) = await ToldAsync(db, user, issued, Asked(http), cancel);
        if (told is null) return Refused(id, why!);
        using var file = new MemoryStream();
        MetadataFile.WriteXml(told, file);
        return IssuedFiles.Send(http, issued, "xml", EdXml.ContentType, file.ToArray());
    }

    public static async Task<IResult> Package(Guid id, AppDb db, CurrentUser user, HttpContext http, CancellationToken cancel)
    {
        if (await db.IssuedTextAsync(user, id, cancel) is not { } issued) return PageResults.Missing();
        var asked = Asked(http);
        // Only the office knows by which id it is known.
        if (asked.Text("organization") is not { Length: DocumentMetadata.LengthOfOrganizationId })
            return Refused(id, T["Ghi mã định danh của cơ quan ban hành, {0} ký tự, như 000.00.01.H29.", DocumentMetadata.LengthOfOrganizationId]);
        var (told, why) = await ToldAsync(db, user, issued, asked, cancel);
        if (told is null) return Refused(id, why!);
        var signed = await db.SignedAsync(id, waiting: false, cancel);
        EdXmlAttachment[] files = [new("van-ban.docx", DocxWriter.ContentType, issued.Docx()), .. signed is null ? Array.Empty<EdXmlAttachment>() : [new(signed.Name, SignedReading.TypeOf(signed.Content)!, signed.Content)]];
        using var file = new MemoryStream();
        EdXml.Write(new(told, [], files), file);
        return IssuedFiles.Send(http, issued, "edxml", EdXml.ContentType, file.ToArray());
    }

    static FormReader Asked(HttpContext http) => new(new FormCollection(http.Request.Query.ToDictionary(StringComparer.Ordinal)));

    static IResult Refused(Guid id, string why) => PageResults.Refused(StatusCodes.Status400BadRequest, T["Chưa có tệp cho hệ thống văn bản"], why, $"/plans/{id}");

    /// <summary>What is told of the document: from itself, from what was typed beside it, and the units it went to that have an id; or why it cannot be told.</summary>
    static async Task<(DocumentMetadata? Told, string? Why)> ToldAsync(AppDb db, CurrentUser user, IssuedText issued, FormReader asked, CancellationToken cancel)
    {
        var (pages, copies, due) = (asked.Integer("pages"), asked.Integer("copies"), asked.Day("due"));
        var priority = asked.Text("priority") is not { } typed ? DocumentPriority.Normal : Enum.TryParse<DocumentPriority>(typed, out var chosen) && Enum.IsDefined(chosen) ? chosen : (DocumentPriority?)null;
        if (priority is null) asked.Refuse("priority", T["Chọn một mục trong danh sách."]);
        if (pages == 0 || copies == 0) asked.Refuse("pages", T["Số trang, số bản phát hành: ghi từ 1 trở lên."]);
        if (asked.IsValid && pages is null && (pages = await PagesAsync(issued, cancel)) is null) asked.Refuse("pages", T["Máy chủ chưa đếm được số trang của văn bản: ghi số trang."]);
        if (!asked.IsValid) return (null, string.Join(' ', asked.Errors.Values));
        var to = await db.Database.SqlQuery<DocumentParty>($"""
            select f.value as organization_id, unit_name(d.unit_id, {user.Today}) as name
              from plan_delivery d
              join unit_fact f on f.unit_id = d.unit_id and f.kind = 'organization' and f.valid @> {user.Today} and f.replaced_at is null
             where d.plan_id = {issued.Id} order by d.unit_id
            """).ToListAsync(cancel);
        return (DocumentMetadata.Of(PlanWriter.Write(issued.Draft), new(asked.Text("organization") ?? "", issued.Draft.Issuer)) with
        {
            Pages = pages!.Value,
            Copies = copies ?? 1,
            Priority = priority!.Value,
            DueOn = due,
            To = to,
        }, null);
    }

    static async Task<int?> PagesAsync(IssuedText issued, CancellationToken cancel)
    {
        var (pdf, _) = await DocumentPdf.ConvertAsync(issued.Docx(), cancel);
        return pdf is null ? null : DocumentPdf.Pages(pdf);
    }
}
