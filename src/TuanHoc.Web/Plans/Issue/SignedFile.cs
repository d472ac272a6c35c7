using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
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
    public static async Task<IResult> Receive(Guid id, HttpContext http, AppDb db, CurrentUser user, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (await db.IssuedTextAsync(user, id, cancel) is not { CanLead: true } issued) return PageResults.Missing();
        var back = $"/plans/{id}";
        var (file, status, why) = await SignedReading.ReceiveAsync(http, antiforgery, cancel);
        if (file is null) return Refused(status, why);
        var (another, compared) = file.Beside(new(issued.Docx(), issued.Title, issued.Number, issued.Draft.IssuedOn));
        if (compared is null) return Refused(StatusCodes.Status409Conflict, T[another!.Value]);
        await KeepAsync(db, user, issued, file, compared, cancel);
        return TypedResults.LocalRedirect(back);

        IResult Refused(int status, string what) => PageResults.Refused(status, T["Chưa nhận tệp"], what, back);
    }

    /// <summary>The file in force, or the one that waits: that only to who may decide on it.</summary>
    public static async Task<IResult> Download(Guid id, AppDb db, CurrentUser user, HttpContext http, CancellationToken cancel, bool waiting = false)
    {
        if (await db.IssuedTextAsync(user, id, cancel) is not { } issued || (waiting && !issued.CanLead) || await db.SignedAsync(id, waiting, cancel) is not { } file) return PageResults.Missing();
        http.FileOfUnit(issued.UnitId);
        http.Response.Headers.ContentDisposition = IssuedFiles.Named(issued, SignedReading.EndOf(file.Content));
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(file.Content, SignedReading.TypeOf(file.Content)!);
    }

    public static Task<StoredFile?> SignedAsync(this AppDb db, Guid id, bool waiting, CancellationToken cancel) =>
        db.Database.SqlQuery<StoredFile>($"select name, content from plan_signed_file where plan_id = {id} and waits = {waiting}").SingleOrDefaultAsync(cancel);

    static async Task KeepAsync(AppDb db, CurrentUser user, IssuedText issued, SignedReading file, Compared compared, CancellationToken cancel)
    {
        var (name, hash, content) = (file.Name, file.Sha256, file.Content);
        var (worded, said, doubts) = (compared.Differs?.ToString(), compared.DiffersSaid, compared.DoubtsSaid);
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
