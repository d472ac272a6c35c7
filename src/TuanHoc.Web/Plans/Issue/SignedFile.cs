using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using TuanHoc.Office;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>
/// The signed file that comes back from the office: kept as it is, with its hash, and compared with what was issued here. One that a machine doubts stands
/// beside the one in force until a person has decided (<see cref="DoubtedFile"/>).
/// </summary>
public static class SignedFile
{
    public const long MostBytes = 20_000_000;

    const string FileField = "file", WordType = DocxWriter.ContentType, PdfType = "application/pdf";

    // The form around the file.
    const long MostBody = MostBytes + 100_000;

    public static async Task<IResult> Receive(Guid id, HttpContext http, AppDb db, CurrentUser user, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (await db.IssuedTextAsync(user, id, cancel) is not { CanLead: true } issued) return PageResults.Missing();
        var back = $"/plans/{id}";
        if (await LargeForm.ReadAsync(http, MostBody, cancel) is not { } posted || posted.Files.GetFile(FileField)?.Length > MostBytes)
            return Refused(StatusCodes.Status413PayloadTooLarge, T["Tệp lớn hơn {0} MB, nên chưa nhận. Quét lại ở độ phân giải thấp hơn, thường 200 dpi là đủ.", MostBytes / 1_000_000]);
        if (!await antiforgery.IsRequestValidAsync(http)) return Refused(StatusCodes.Status400BadRequest, Forgery.Sentence);
        if (posted.Files.GetFile(FileField) is not { Length: > 0 } file) return Refused(StatusCodes.Status400BadRequest, T["Chọn tệp .pdf hoặc .docx đã ký."]);
        using var kept = new MemoryStream();
        await file.CopyToAsync(kept, cancel);
        var content = kept.ToArray();
        if (TypeOf(content) is not { } type) return Refused(StatusCodes.Status400BadRequest, T["Tệp không phải .pdf hay .docx, xét theo nội dung chứ không theo tên. Chọn bản đã ký dạng .pdf hoặc .docx."]);

        using var stream = new MemoryStream(content);
        var read = await PlanFile.ReadAsync(stream, cancel, MostBytes);
        if (read.Text is null && (type == WordType || read.CannotBeOpened)) return Refused(StatusCodes.Status400BadRequest, read.Refusal is { } why ? T[why] : T["Tệp này không đọc được."]);
        // What a machine recognised in a picture has its own slips: what speaks against it a person confirms.
        var text = read.ByMachine ? null : read.Text;
        if (text is not null && SignedText.WhyAnother(issued.Number, issued.Title, text) is { } another) return Refused(StatusCodes.Status409Conflict, T[another]);
        var here = TextOf(issued);
        await KeepAsync(db, user, issued, NameOf(file), content, new(
            text is null ? null : SignedText.FirstDifference(here, text, issued.Title),
            text is not null ? [] : read.Text is { } recognised ? [.. RecognisedText.Doubts(here, recognised, issued.Number, issued.Draft.IssuedOn, issued.Title)] : read.Refusal is { } unread ? [unread] : [],
            IsCompared: read.Text is not null, read.ByMachine), cancel);
        return TypedResults.LocalRedirect(back);

        IResult Refused(int status, string what) => PageResults.Refused(status, T["Chưa nhận tệp"], what, back);
    }

    /// <summary>The file in force, or the one that waits: that only to who may decide on it.</summary>
    public static async Task<IResult> Download(Guid id, AppDb db, CurrentUser user, HttpContext http, CancellationToken cancel, bool waiting = false)
    {
        if (await db.IssuedTextAsync(user, id, cancel) is not { } issued || (waiting && !issued.CanLead) || await db.SignedAsync(id, waiting, cancel) is not { } file) return PageResults.Missing();
        http.FileOfUnit(issued.UnitId);
        var type = TypeOf(file.Content)!;
        http.Response.Headers.ContentDisposition = IssuedFiles.Named(issued, type == PdfType ? "pdf" : "docx");
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(file.Content, type);
    }

    public static Task<StoredFile?> SignedAsync(this AppDb db, Guid id, bool waiting, CancellationToken cancel) =>
        db.Database.SqlQuery<StoredFile>($"select name, content from plan_signed_file where plan_id = {id} and waits = {waiting}").SingleOrDefaultAsync(cancel);

    /// <summary>What the bytes are; null for neither of the two kinds.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> content) =>
        // A mail gateway may put some bytes before a PDF.
        content[..Math.Min(content.Length, 1024)].IndexOf("%PDF-"u8) >= 0 ? PdfType : content.StartsWith("PK\u0003\u0004"u8) ? WordType : null;

    static async Task KeepAsync(AppDb db, CurrentUser user, IssuedText issued, string name, byte[] content, Compared compared, CancellationToken cancel)
    {
        var hash = SHA256.HashData(content);
        var (worded, said) = (compared.Differs?.ToString(), compared.Differs is { } sentence ? JsonSerializer.Serialize(Difference.Of(sentence)) : null);
        var doubts = compared.Doubts.Count == 0 ? null : JsonSerializer.Serialize(compared.Doubts.Select(Difference.Of));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Two who send at once, or send and decide: one after the other.
        await db.Database.ExecuteSqlAsync($"select from plan where id = {issued.Id} for no key update", cancel);
        // The same file again is the same write.
        if (await db.Database.SqlQuery<bool>($"""select exists (select from plan_signed_file where plan_id = {issued.Id} and sha256 = {hash}) as "Value" """).SingleAsync(cancel)) return;
        // A doubted one takes the place of another that waits, any other also that of the one in force.
        if (doubts is null) await db.Database.ExecuteSqlAsync($"delete from plan_signed_file where plan_id = {issued.Id} and waits", cancel);
        await db.Database.ExecuteSqlAsync($"""
            insert into plan_signed_file (plan_id, name, sha256, content, differs, differs_said, compared, recognised, doubts, at, by) values ({issued.Id}, {name}, {hash}, {content}, {worded}, {said}::jsonb, {compared.IsCompared}, {compared.Recognised}, {doubts}::jsonb, {user.Now}, {user.Id})
            on conflict (plan_id, waits) do update set name = excluded.name, sha256 = excluded.sha256, content = excluded.content, differs = excluded.differs, differs_said = excluded.differs_said, compared = excluded.compared, recognised = excluded.recognised, doubts = excluded.doubts, confirmed_at = null, confirmed_by = null, at = excluded.at, by = excluded.by
            """, cancel);
        var detail = JsonSerializer.Serialize(new { name, sha256 = Convert.ToHexStringLower(hash) });
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, what, thing, thing_id, detail) values ({user.Now}, {user.Id}, {issued.UnitId}, 'signed-file', 'plan', {issued.Id.ToString()}, {detail}::jsonb)", cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <param name="Doubts">What speaks against a text that a machine recognised, or why there is none.</param>
    sealed record Compared(Sentence? Differs, IReadOnlyList<Sentence> Doubts, bool IsCompared, bool Recognised);

    // Read back by the same reader, so that tables come in the same order.
    static string TextOf(IssuedText issued)
    {
        using var file = new MemoryStream(issued.Docx());
        return PlanText.Read(file).Text!;
    }

    // A browser may send a whole path.
    static string NameOf(IFormFile file) => string.Concat(file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c))).Cut(200);
}

/// <summary>What differs, as it is kept: a text with places, and what stands in them, to be worded in the language of who reads it.</summary>
public sealed record Difference(string Text, string[] Values)
{
    public static Difference Of(Sentence sentence) => new(sentence.Text, [.. sentence.Arguments.Select(value => $"{value}")]);

    public string Said() => T[Text, [.. Values]];

    /// <summary>In the reader's language; <paramref name="worded"/> alone was kept of files compared before.</summary>
    public static string? Said(string? said, string? worded) => said is null ? worded : JsonSerializer.Deserialize<Difference>(said)?.Said();
}

/// <summary>A file as it was sent.</summary>
public sealed record StoredFile(string Name, byte[] Content);
