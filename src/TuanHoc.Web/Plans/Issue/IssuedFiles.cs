using Microsoft.Net.Http.Headers;
using TuanHoc.Office;
using TuanHoc.Plans.Writing;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans.Writing;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>An issued document as files, for whoever sees it.</summary>
public static class IssuedFiles
{
    public static async Task<IResult> Word(Guid id, AppDb db, CurrentUser user, HttpContext http, CancellationToken cancel) =>
        await db.IssuedTextAsync(user, id, cancel) is not { } issued ? PageResults.Missing() : Send(http, issued, "docx", DocxWriter.ContentType, issued.Docx());

    public static async Task<IResult> Pdf(Guid id, AppDb db, CurrentUser user, HttpContext http, CancellationToken cancel)
    {
        if (await db.IssuedTextAsync(user, id, cancel) is not { } issued) return PageResults.Missing();
        var (file, refusal) = await DocumentPdf.ConvertAsync(issued.Docx(), cancel);
        return file is null ? PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa có tệp PDF"], T[refusal!.Value], $"/plans/{id}") : Send(http, issued, "pdf", "application/pdf", file);
    }

    public static IResult Send(HttpContext http, IssuedText issued, string extension, string contentType, byte[] file)
    {
        http.FileOfUnit(issued.UnitId);
        http.Response.Headers.ContentDisposition = Named(issued, extension);
        return TypedResults.Bytes(file, contentType);
    }

    /// <summary>A name every system can write, and beside it the one people read.</summary>
    public static string Named(IssuedText issued, string extension)
    {
        var name = $"{issued.Number} {issued.UnitShortName}".Replace('/', '-');
        var plain = string.Concat(SearchKey.Of(name).Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '-'));
        return new ContentDispositionHeaderValue("attachment") { FileName = $"{plain}.{extension}", FileNameStar = $"{name}.{extension}" }.ToString();
    }
}

/// <summary>What was issued, as its files are made from it.</summary>
public sealed record IssuedText(Guid Id, long UnitId, string UnitShortName, string Number, string Title, string DraftText, bool CanLead)
{
    public PlanDraft Draft { get; } = DraftJson.Read(DraftText);

    public byte[] Docx()
    {
        using var file = new MemoryStream();
        DocxWriter.Write(PlanWriter.Write(Draft), file);
        return file.ToArray();
    }
}
