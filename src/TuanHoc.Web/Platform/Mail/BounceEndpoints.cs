using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Platform.Mail;

/// <summary>What became of a file that was brought: the sentence, and whether an address was marked by it.</summary>
public sealed record Brought(string File, string Said, bool IsMarked);

/// <summary>Letters that came back to the sender's mailbox, brought here as files by an administrator; and the marks they leave, taken off again.</summary>
static class BounceEndpoints
{
    const string FileField = "letters", AddressField = "address";

    // A letter of ours is a page of plain text; what comes back with it is no more than a picture of the other's name.
    const long MostBytes = 2_000_000, MostBody = 40_000_000;

    public static void Map(IEndpointRouteBuilder app)
    {
        // Who may not bring letters is told so before they are read; the token is asked for when they have been.
        app.MapPost("/mail/bounces", Bring).DisableAntiforgery();
        app.MapPost("/mail/bounced/removal", Unmark);
    }

    static async Task<IResult> Bring(HttpContext http, AppDb db, CurrentUser user, Smtp smtp, IAntiforgery antiforgery, TimeProvider clock, CancellationToken cancel)
    {
        if (!user.IsAdministrator) return PageResults.Missing();
        if (await LargeForm.ReadAsync(http, MostBody, cancel) is not { } posted) return await MailEndpoints.PageAsync(db, smtp, StatusCodes.Status413PayloadTooLarge, cancel, why: T["Các tệp cộng lại lớn hơn {0} MB: đưa lên từng phần.", MostBody / 1_000_000]);
        if (!await antiforgery.IsRequestValidAsync(http)) return await MailEndpoints.PageAsync(db, smtp, StatusCodes.Status400BadRequest, cancel, why: Forgery.Sentence);
        var files = posted.Files.GetFiles(FileField).Where(file => file.FileName.Length > 0).ToList();
        if (files.Count == 0) return await MailEndpoints.PageAsync(db, smtp, StatusCodes.Status400BadRequest, cancel, why: T["Chọn một hay nhiều tệp .eml: thư của máy chủ báo không chuyển được, lưu từ hộp thư gửi."]);

        var brought = new List<Brought>();
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            foreach (var file in files) brought.AddRange(await TakeAsync(file, db, user, clock.GetUtcNow(), cancel));
            await transaction.CommitAsync(cancel);
        }
        return await MailEndpoints.PageAsync(db, smtp, StatusCodes.Status200OK, cancel, brought: brought);
    }

    static async Task<IResult> Unmark(IFormCollection form, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (!user.IsAdministrator) return PageResults.Missing();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.UnmarkBouncedAsync(form[AddressField].ToString(), cancel))
            await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, what, thing, thing_id) values ({clock.GetUtcNow()}, {user.Id}, 'unmarked', 'mail', '')", cancel);
        await transaction.CommitAsync(cancel);
        return TypedResults.LocalRedirect("/mail");
    }

    static async Task<IReadOnlyList<Brought>> TakeAsync(IFormFile file, AppDb db, CurrentUser user, DateTimeOffset at, CancellationToken cancel)
    {
        var name = file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..];
        if (file.Length > MostBytes) return [new(name, T["Tệp lớn hơn {0} MB, nên chưa đọc: thư báo trả lại chỉ có chữ.", MostBytes / 1_000_000], IsMarked: false)];
        await using var content = file.OpenReadStream();
        if (await ReturnedLetter.ReadAsync(content, cancel) is not { } letter)
            return [new(name, T["Không phải thư máy chủ báo không chuyển được (delivery status notification), nên không đánh dấu địa chỉ nào. Trong hộp thư gửi, lưu chính lá thư máy chủ gửi lại thành tệp .eml; thư do người viết hay thư chuyển tiếp thì không đọc được."], IsMarked: false)];
        var brought = new List<Brought>();
        foreach (var recipient in letter.Recipients) brought.Add(await AnswerAsync(name, letter, recipient, db, user, at, cancel));
        return brought;
    }

    static async Task<Brought> AnswerAsync(string file, ReturnedLetter letter, ReturnedRecipient recipient, AppDb db, CurrentUser user, DateTimeOffset at, CancellationToken cancel)
    {
        var named = recipient.Addresses[0];
        if (!recipient.IsForGood) return Not(T["{0}: chỉ là chậm hoặc chưa chuyển được lúc này ({1}), nên không đánh dấu.", named, recipient.Why.Length > 0 ? recipient.Why : recipient.Action]);
        var sent = await SentAsync(letter, recipient, db, cancel);
        if (sent is null) return Not(T["{0}: ở đây không thấy lá thư nào như vậy đã gửi tới địa chỉ này (thư cũ thì đã xóa), nên không đánh dấu.", named]);
        if (sent.IsReturned) return Not(T["{0}: lá thư này đã được ghi là không tới từ trước.", sent.Recipient]);

        var why = recipient.Why.ReplaceLineEndings(" ").Cut(300);
        await db.MarkBouncedAsync(sent.Recipient, why, at, cancel);
        // Without its name nobody knows which of the letters to the address came back.
        if (sent.Id is { } id) await db.Database.ExecuteSqlAsync($"update mail set state = 'failed', next_try = null, sent_at = null, last_error = {why} where id = {id}", cancel);
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, what, thing, thing_id) values ({at}, {user.Id}, 'came-back', 'mail', {sent.Id?.ToString(CultureInfo.InvariantCulture) ?? ""})", cancel);
        return new(file, T["{0}: đã đánh dấu là địa chỉ bị trả thư ({1}).", sent.Recipient, why], IsMarked: true);

        Brought Not(string said) => new(file, said, IsMarked: false);
    }

    // Anybody can write such a letter, so it speaks only of what we sent: of the very letter where its name came back, else of any to the address.
    static async Task<SentLetter?> SentAsync(ReturnedLetter letter, ReturnedRecipient recipient, AppDb db, CancellationToken cancel)
    {
        string[] addresses = [.. recipient.Addresses.Select(address => address.ToLowerInvariant())];
        var found = MessageIds.Read(letter.MessageId) is { } id
            ? db.Database.SqlQuery<SentLetter>($"select id, recipient, state = 'failed' as is_returned from mail where id = {id} and tries > 0 and state <> 'withdrawn' and lower(recipient) = any ({addresses})")
            : db.Database.SqlQuery<SentLetter>($"select null::bigint as id, m.recipient, exists (select from bounced_address where email = lower(m.recipient)) as is_returned from mail m where m.state = 'sent' and lower(m.recipient) = any ({addresses}) order by array_position({addresses}, lower(m.recipient)) limit 1");
        return (await found.ToListAsync(cancel)).FirstOrDefault();
    }

    sealed record SentLetter(long? Id, string Recipient, bool IsReturned);
}
