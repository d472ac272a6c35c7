using TuanHoc.Web.Activities;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Mail;
using TuanHoc.Web.Portal.Seats;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Portal;

/// <summary>To say, without an account, what is wrong with a public activity. Kept from programs as registration is: a sealed page, a hidden field, three seconds, a limit an address.</summary>
static class FlagPages
{
    /// <summary>How the address of such a page ends; it is one visitor's and is kept for nobody else.</summary>
    public const string End = "/flag";

    public static async Task<IResult> Form(Guid id, [AsParameters] SeatEndpoints.Asking asking)
    {
        SeatEndpoints.Conceal(asking.Http);
        return await asking.Db.OfferAsync(asking.Catalogues, id, asking.Cancel) is { } offer ? View(asking, offer, typed: null, page: null, refusal: null, StatusCodes.Status200OK) : PortalEndpoints.Missing();
    }

    public static async Task<IResult> Send(Guid id, [AsParameters] SeatEndpoints.Asking asking)
    {
        SeatEndpoints.Conceal(asking.Http);
        var form = await SeatEndpoints.PostedAsync(asking);
        if (await asking.Db.OfferAsync(asking.Catalogues, id, asking.Cancel) is not { } offer) return PortalEndpoints.Missing();
        var (page, why) = SeatEndpoints.Opened(asking, id, form);
        if (why is not null) return Again(why);
        var reason = FlagReasons.Known.FirstOrDefault(one => one == form["reason"]);
        var (words, email) = (form.Text("words", 2000), form.Text("email", 256));
        if (reason is null) form.Refuse("reason", T["Chọn một việc trong danh sách."]);
        if (reason == FlagReasons.Other && words is null) form.Refuse("words", T["Ghi một câu: có gì không phù hợp."]);
        if (email is not null && !Outbox.IsAddress(email)) form.Refuse("email", T["Địa chỉ thư chưa đúng; ví dụ ten@gmail.com, hoặc để trống."]);
        if (!form.IsValid) return Again(T["Chưa ghi: có {0} chỗ cần sửa.", form.Errors.Count]);
        return await asking.Db.FlagAsync(new(page!.Key, id, reason!, words, email), asking.Now, asking.Cancel)
            ? PageResults.Page<SeatSaid>(new { Title = T["Đã nhận"], Said = T["Cảm ơn bạn. Nơi duyệt hoạt động của {0} sẽ xem và ẩn hoạt động nếu đúng như bạn báo.", offer.One.UnitName], Back = offer.One.Path })
            : PageResults.Page<SeatSaid>(new { Title = T["Chưa ghi thêm"], Said = T["Hoạt động này đã có rất nhiều người báo hoặc vừa được ẩn; nơi duyệt đang xem."], Back = PortalRoom.Root + "/find" }, StatusCodes.Status409Conflict);

        IResult Again(string refusal) => View(asking, offer, form, page, refusal, StatusCodes.Status400BadRequest);
    }

    static IResult View(SeatEndpoints.Asking asking, Offer offer, FormReader? typed, SeatPage? page, string? refusal, int status) => PageResults.Page<FlagForm>(new
    {
        offer.One,
        Typed = typed,
        Page = asking.Pages.Seal(page ?? SeatPage.For(offer.One.Id, asking.Now)),
        Refusal = refusal,
        KeptDays = Flags.Days(asking.Settings),
    }, status);
}
