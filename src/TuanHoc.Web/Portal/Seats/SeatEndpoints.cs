using Microsoft.AspNetCore.Mvc;
using TuanHoc.Web.Activities.Seats;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Portal.Certificates;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Portal.Seats;

/// <summary>Registration for everybody: the form of an activity, and the page behind a personal link.</summary>
static class SeatEndpoints
{
    // Who reads the form takes longer than this; who opened it this long ago gets another.
    static readonly TimeSpan Soonest = TimeSpan.FromSeconds(3), Latest = TimeSpan.FromHours(12);

    /// <summary>What a handler here needs.</summary>
    public sealed record Asking(
        [FromServices] AppDb Db, [FromServices] Catalogues Catalogues, [FromServices] SeatPages Pages, [FromServices] Desk Desk, [FromServices] TicketKeys Keys, [FromServices] Siege Siege, [FromServices] IConfiguration Settings, [FromServices] TimeProvider Clock, HttpContext Http, CancellationToken Cancel)
    {
        public DateTimeOffset Now { get; } = Clock.GetUtcNow();
    }

    public static async Task<IResult> Form(Guid id, [AsParameters] Asking asking)
    {
        Conceal(asking.Http);
        return await asking.Db.OfferAsync(asking.Catalogues, id, asking.Cancel) is { } offer && await asking.Db.DoorAsync(id, asking.Now, asking.Cancel) is { } door
            ? Page(asking, offer, door, typed: null, asking.Pages.Seal(SeatPage.For(id, asking.Now)), refusal: null, StatusCodes.Status200OK) : PortalEndpoints.Missing();
    }

    public static async Task<IResult> Register(Guid id, [AsParameters] Asking asking)
    {
        Conceal(asking.Http);
        var form = await PostedAsync(asking);
        var (opened, why) = Opened(asking, id, form);
        if (why is not null || opened is not { } page) return await AgainAsync(id, asking, form, opened, why!, StatusCodes.Status400BadRequest);
        var input = SeatInput.Read(form, door: null);
        if (!form.IsValid) return await AgainAsync(id, asking, form, page, T["Chưa ghi: có {0} chỗ cần sửa.", form.Errors.Count], StatusCodes.Status400BadRequest);

        var outcome = await asking.Desk.RegisterAsync(id, new(page.Key, page.Secret, input.Name, input.Contact, input.ContactKey, input.ByMail, input.People, input.Children, Languages.Of(asking.Http), SeatInput.Consent, AuditAddress.Of(asking.Http), asking.Http.LetterSite()));
        return outcome switch
        {
            SeatStates.Seated or SeatStates.Waiting or "same" => TypedResults.LocalRedirect(SeatLetters.PathOf(page.Secret)),
            "busy" => await AgainAsync(id, asking, form, page, T["Đang có quá nhiều người đăng ký cùng lúc, nên chưa ghi gì. Đợi một phút rồi bấm gửi lần nữa."], StatusCodes.Status503ServiceUnavailable),
            "known" or "known-mailed" => PageResults.Page<SeatSaid>(new { Title = T["Đã có đăng ký"], Said = DoorWords.Refused(outcome, door: null), More = input.ByMail ? T["Một thư có liên kết riêng được gửi lại tới địa chỉ đã đăng ký (nhiều nhất mười phút một thư)."] : T["Mất liên kết thì gọi đơn vị tổ chức."], Back = $"{PortalRoom.Root}/activities/{id}" }, StatusCodes.Status409Conflict),
            "used" => await AgainAsync(id, asking, form, page: null, DoorWords.Refused(outcome, door: null), StatusCodes.Status409Conflict),
            _ => await AgainAsync(id, asking, form, page, outcome, StatusCodes.Status409Conflict),
        };
    }

    public static Task<IResult> Show(string token, [AsParameters] Asking asking)
    {
        Conceal(asking.Http);
        return PersonalAsync(token, asking, typed: null, refusal: null, StatusCodes.Status200OK);
    }

    public static async Task<IResult> Step(string token, [AsParameters] Asking asking)
    {
        Conceal(asking.Http);
        var form = await PostedAsync(asking);
        if (await asking.Db.RegistrationAsync(token, asking.Cancel) is not { } registration) return NoSuchLink();
        var door = await asking.Db.DoorAsync(registration.ActivityId, asking.Now, asking.Cancel);
        var act = form["act"];
        var (people, children) = act == "change" ? SeatInput.ReadPeople(form, door) : (registration.People, registration.Children);
        if (act is not ("accept" or "cancel" or "change")) return await PersonalAsync(token, asking, form, T["Không hiểu yêu cầu này. Mở lại trang rồi bấm lại."], StatusCodes.Status400BadRequest);
        if (!form.IsValid) return await PersonalAsync(token, asking, form, refusal: null, StatusCodes.Status400BadRequest);
        var outcome = await asking.Db.StepAsync(registration, act, people, children, asking.Http.LetterSite(), asking.Now, asking.Cancel);
        return outcome == "done" ? TypedResults.LocalRedirect(SeatLetters.PathOf(token))
            : await PersonalAsync(token, asking, form, DoorWords.NotDone(outcome, door), StatusCodes.Status409Conflict);
    }

    /// <summary>The sealed page that a form carries, where it is of ours, for this activity and not too old; and the sentence why what was sent is not taken: another's page, what only programs fill in, faster than anybody reads, or while programs are at it without its work.</summary>
    public static (SeatPage? Page, string? Why) Opened(Asking asking, Guid activity, FormReader form)
    {
        var page = asking.Pages.Open(form["page"]);
        if (page is null) asking.Siege.TurnedAway();
        if (page is null || page.Activity != activity || asking.Now - page.MadeAt > Latest) return (null, T["Trang này mở đã lâu hoặc được gửi từ nơi khác, nên chưa ghi gì. Những gì đã gõ còn nguyên: kiểm tra lại rồi bấm gửi lần nữa."]);
        var age = asking.Now - page.MadeAt;
        if (form[SeatInput.Trap] is { Length: > 0 }) return TurnedAway(T["Chưa ghi gì: ô không dùng đến đã được điền, như các chương trình tự gửi thư rác hay làm. Nếu bạn là người, bấm gửi lần nữa."]);
        if (age < Soonest) return TurnedAway(T["Gửi nhanh quá nên chưa ghi gì: đọc lại những gì đã gõ, rồi bấm gửi lần nữa."]);
        return asking.Siege.LetsIn(form["page"], form["proof"], age) ? (page, null)
            : (page, T["Đang có chương trình gửi hàng loạt vào cổng, nên chưa ghi gì. Những gì đã gõ còn nguyên: đợi {0} giây rồi bấm gửi lần nữa.", (int)Siege.Patience.TotalSeconds]);

        (SeatPage?, string?) TurnedAway(string why)
        {
            asking.Siege.TurnedAway();
            return (page, why);
        }
    }

    /// <summary>What a page of registration tells browsers: it is one person's, is kept nowhere, found by no search, and its address goes to no other page.</summary>
    public static void Conceal(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
    }

    internal static async Task<IResult> PersonalAsync(string token, Asking asking, FormReader? typed, string? refusal, int status)
    {
        if (await asking.Db.RegistrationAsync(token, asking.Cancel) is not { } registration) return NoSuchLink();
        return PageResults.Page<SeatView>(new
        {
            Registration = registration,
            About = await asking.Db.ToldAsync(registration.ActivityId, asking.Cancel),
            Door = await asking.Db.DoorAsync(registration.ActivityId, asking.Now, asking.Cancel),
            Path = SeatLetters.PathOf(token),
            Address = asking.Http.Site() + SeatLetters.PathOf(token),
            Typed = typed,
            Refusal = refusal,
            Ticket = registration.State == SeatStates.Seated ? asking.Http.Site() + await TicketAsync(registration, asking) : null,
            Certificates = await asking.Db.CertificatesAsync(registration.Id, asking.Cancel),
            asking.Now,
        }, status);
    }

    static async Task<string> TicketAsync(Registration registration, Asking asking)
    {
        using var key = await asking.Keys.OpenAsync(asking.Cancel);
        return Ticket.PathOf(registration.ActivityId, new Ticket(registration.ActivityId, registration.Id).Sign(key));
    }

    // Of a link that was made up and of one that has ended nothing more is said.
    internal static IResult NoSuchLink() => PageResults.Page<SeatSaid>(new { Title = T["Liên kết không mở được"], Said = T["Liên kết đăng ký này không có, hoặc thông tin đã được xóa sau hoạt động. Kiểm tra lại địa chỉ: chép đủ cả liên kết trong thư hoặc trên tờ đã in."], Back = PortalRoom.Root + "/find" }, StatusCodes.Status404NotFound);

    /// <summary>The form again, with all that was typed and why it was not taken.</summary>
    static async Task<IResult> AgainAsync(Guid id, Asking asking, FormReader form, SeatPage? page, string refusal, int status)
    {
        var door = await asking.Db.DoorAsync(id, asking.Now, asking.Cancel);
        // What the door answered is told with how it stands now.
        var said = refusal.Contains(' ', StringComparison.Ordinal) ? refusal : DoorWords.Refused(refusal, door);
        if (await asking.Db.OfferAsync(asking.Catalogues, id, asking.Cancel) is { } offer && door is not null)
            return Page(asking, offer, door, form, asking.Pages.Seal(page ?? SeatPage.For(id, asking.Now)), said, status);
        // A page of ours was filled in, so that there was an activity: it may be told that it is gone. Anything else finds nothing.
        return page is null ? PortalEndpoints.Missing() : PageResults.Page<SeatSaid>(new { Title = T["Không nhận đăng ký"], Said = said, Back = PortalRoom.Root + "/find" }, status);
    }

    static IResult Page(Asking asking, Offer offer, Door door, FormReader? typed, string sealedPage, string? refusal, int status) => PageResults.Page<SeatForm>(new
    {
        offer.One,
        Door = door,
        Typed = typed,
        Page = sealedPage,
        Refusal = refusal,
        KeptDays = SeatKeeping.Days(asking.Settings),
    }, status);

    /// <summary>What was sent; nothing where it is no form.</summary>
    public static async Task<FormReader> PostedAsync(Asking asking) => new(asking.Http.Request.HasFormContentType ? await asking.Http.Request.ReadFormAsync(asking.Cancel) : FormCollection.Empty);
}
