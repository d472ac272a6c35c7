using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Mail;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Messages;

/// <summary>How a person wishes to be told.</summary>
public sealed record Setting(string Digest, TimeOnly QuietFrom, TimeOnly QuietTo)
{
    public static readonly string[] Digests = ["daily", "weekly", "none"];

    public static readonly Setting Default = new("weekly", new(21, 0), new(6, 30));

    public static string Word(string digest) => digest switch
    {
        "daily" => T["Mỗi ngày, khi còn việc"],
        "weekly" => T["Thứ Hai hằng tuần, khi còn việc"],
        _ => T["Không nhận"],
    };
}

/// <summary>The page of a person's wishes: letters of which kinds, how often all in one, hours of rest; with the private calendars.</summary>
public sealed record Wishes(Setting Setting, IReadOnlyList<string> NotMailed, string? Email, string? BouncedWhy, IReadOnlyList<Feed> Feeds, string? MadeAddress = null, string? Refusal = null);

/// <summary>What each person chooses of messages; a link in every letter ends its kind without a sign-in.</summary>
static class WishesEndpoints
{
    public static void MapWishes(this IEndpointRouteBuilder app)
    {
        app.MapGet("/me/messages", Show);
        app.MapPost("/me/messages", Save);
        app.MapGet("/messages/unsubscribe/{token}", AskStop).AllowAnonymous();
        app.MapPost("/messages/unsubscribe/{token}", Stop).AllowAnonymous();
    }

    static async Task<IResult> Show(AppDb db, CurrentUser user, CancellationToken cancel) => PageResults.Page<WishesView>(new { Wishes = await db.WishesAsync(user, cancel) });

    static async Task<IResult> Save(IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var form = new FormReader(posted);
        var digest = form["digest"] ?? "";
        string[] notMailed = [.. MessageKinds.All.Where(kind => kind != MessageKinds.Digest && !form.Has("mail-" + kind))];
        if (!Setting.Digests.Contains(digest) || Hour(form, "from") is not { } from || Hour(form, "to") is not { } to)
            return PageResults.Page<WishesView>(new { Wishes = await db.WishesAsync(user, cancel) with { NotMailed = notMailed, Refusal = T["Chưa ghi: chọn một cách nhận bản tổng hợp, và ghi giờ nghỉ như 21:00."] } }, StatusCodes.Status400BadRequest);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var before = Written(await db.WishesAsync(user, cancel));
        await db.Database.ExecuteSqlAsync($"""
            insert into message_setting (person_id, digest, quiet_from, quiet_to) values ({user.Id}, {digest}, {from}, {to})
            on conflict (person_id) do update set digest = excluded.digest, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to
            """, cancel);
        await db.Database.ExecuteSqlAsync($"delete from message_wish where person_id = {user.Id}", cancel);
        await db.Database.ExecuteSqlAsync($"insert into message_wish (person_id, kind, mail) select {user.Id}, kind, false from unnest({notMailed}) as kind", cancel);
        var after = Written(await db.WishesAsync(user, cancel));
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, what, thing, thing_id, before, after) values ({user.Now}, {user.Id}, 'wishes-changed', 'message', {user.Id.ToString(CultureInfo.InvariantCulture)}, {before}::jsonb, {after}::jsonb)", cancel);
        await transaction.CommitAsync(cancel);
        return TypedResults.LocalRedirect("/me/messages");
    }

    static IResult AskStop(string token, Unsubscribing unsubscribing) =>
        unsubscribing.Read(token) is { Kind: var kind } ? PageResults.Page<StopView>(new { Token = token, Kind = kind, IsDone = false }) : PageResults.Missing();

    static async Task<IResult> Stop(string token, IFormCollection _, Unsubscribing unsubscribing, AppDb db, TimeProvider clock, CancellationToken cancel)
    {
        if (unsubscribing.Read(token) is not var (person, kind)) return PageResults.Missing();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Who was erased meanwhile has no wishes.
        if (await db.Database.ExecuteSqlAsync($"insert into message_wish (person_id, kind, mail) select id, {kind}, false from person where id = {person} and erased_at is null on conflict (person_id, kind) do update set mail = false", cancel) == 0) return PageResults.Missing();
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, what, thing, thing_id, detail) values ({clock.GetUtcNow()}, {person}, 'unsubscribed', 'message', {person.ToString(CultureInfo.InvariantCulture)}, jsonb_build_object('kind', {kind}))", cancel);
        await transaction.CommitAsync(cancel);
        return PageResults.Page<StopView>(new { Token = token, Kind = kind, IsDone = true });
    }

    public static async Task<Wishes> WishesAsync(this AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var setting = (await db.Database.SqlQuery<Setting>($"select digest, quiet_from, quiet_to from message_setting where person_id = {user.Id}").ToListAsync(cancel)).FirstOrDefault() ?? Setting.Default;
        var notMailed = await db.Database.SqlQuery<string>($"""select kind as "Value" from message_wish where person_id = {user.Id} and not mail""").ToListAsync(cancel);
        var address = await db.Database.SqlQuery<Address>($"select p.email, b.why from person p left join bounced_address b on b.email = lower(p.email) where p.id = {user.Id}").SingleAsync(cancel);
        return new(notMailed.Contains(MessageKinds.Digest) ? setting with { Digest = "none" } : setting, notMailed, address.Email, address.Why, await db.FeedsAsync(user, cancel));
    }

    // As the audit keeps it, and tells it in words.
    static string Written(Wishes wishes)
    {
        string[] notMailed = [.. wishes.NotMailed.Where(kind => kind != MessageKinds.Digest).Order(StringComparer.Ordinal)];
        return JsonSerializer.Serialize(new
        {
            digest = wishes.Setting.Digest,
            quiet = string.Create(CultureInfo.InvariantCulture, $"{wishes.Setting.QuietFrom:HH:mm}-{wishes.Setting.QuietTo:HH:mm}"),
            not_mailed = notMailed.Length > 0 ? notMailed : null,
        });
    }

    static TimeOnly? Hour(FormReader form, string field) => TimeOnly.TryParseExact(form[field], ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : null;

    sealed record Address(string? Email, string? Why);
}
