using TuanHoc.Web.Activities;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Portal.Seats;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Portal;

/// <summary>Three questions about a public activity once it has begun, without an account or a name. Kept from programs as registration is.</summary>
static class FeedbackPages
{
    /// <summary>How the address of such a page ends; it is one visitor's and is kept for nobody else.</summary>
    public const string End = "/feedback";

    public static async Task<IResult> Form(Guid id, [AsParameters] SeatEndpoints.Asking asking)
    {
        SeatEndpoints.Conceal(asking.Http);
        return await asking.Db.OfferAsync(asking.Catalogues, id, asking.Cancel) is not { } offer ? PortalEndpoints.Missing()
            : WhyNot(offer, asking.Now) is { } why ? Closed(offer, why) : View(asking, offer, typed: null, page: null, refusal: null, StatusCodes.Status200OK);
    }

    public static async Task<IResult> Send(Guid id, [AsParameters] SeatEndpoints.Asking asking)
    {
        SeatEndpoints.Conceal(asking.Http);
        var form = await SeatEndpoints.PostedAsync(asking);
        if (await asking.Db.OfferAsync(asking.Catalogues, id, asking.Cancel) is not { } offer) return PortalEndpoints.Missing();
        if (WhyNot(offer, asking.Now) is { } closed) return Closed(offer, closed);
        var (page, why) = SeatEndpoints.Opened(asking, id, form);
        if (why is not null) return Again(why);
        var useful = form["useful"] is [>= '1' and <= '5' and var mark] ? mark - '0' : (int?)null;
        var again = Feedback.Answers.FirstOrDefault(one => one == form["again"]);
        var words = form.Text("words", 1000);
        if (useful is null) form.Refuse("useful", T["Chọn một mức, từ 1 đến 5."]);
        if (again is null) form.Refuse("again", T["Chọn một câu trả lời."]);
        if (!form.IsValid) return Again(T["Chưa ghi: có {0} chỗ cần sửa.", form.Errors.Count]);
        return await asking.Db.SayAsync(new(page!.Key, id, useful!.Value, again!, words), asking.Now, asking.Cancel)
            ? PageResults.Page<SeatSaid>(new { Title = T["Đã nhận"], Said = T["Cảm ơn bạn. {0} sẽ đọc để những buổi sau tốt hơn.", offer.One.UnitName], Back = offer.One.Path })
            : Closed(offer, T["Hoạt động này vừa thôi hiển thị, hoặc đã có rất nhiều góp ý."]);

        IResult Again(string refusal) => View(asking, offer, form, page, refusal, StatusCodes.Status400BadRequest);
    }

    static string? WhyNot(Offer offer, DateTimeOffset now) => offer.One.IsCancelled ? T["Hoạt động này đã hủy nên không hỏi góp ý."] : Feedback.IsOpen(offer.One.FromAt, offer.One.ToAt, now) ? null
        : offer.One.FromAt > now ? T["Hoạt động chưa diễn ra: quay lại đây sau khi dự."] : T["Đã quá 30 ngày sau hoạt động nên không hỏi nữa."];

    static IResult Closed(Offer offer, string why) => PageResults.Page<SeatSaid>(new { Title = T["Chưa góp ý được"], Said = why, Back = offer.One.Path }, StatusCodes.Status409Conflict);

    static IResult View(SeatEndpoints.Asking asking, Offer offer, FormReader? typed, SeatPage? page, string? refusal, int status) => PageResults.Page<FeedbackForm>(new
    {
        offer.One,
        Typed = typed,
        Page = asking.Pages.Seal(page ?? SeatPage.For(offer.One.Id, asking.Now)),
        Refusal = refusal,
    }, status);
}
