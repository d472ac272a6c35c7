using System.Text;
using TuanHoc.Office.Materials;
using TuanHoc.Web.Activities;
using TuanHoc.Web.Activities.Seats;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Portal.Seats;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Portal.Certificates;

/// <summary>Certificates of participation: made by who came, on the page of the registration; printed, and checked, by whoever has the code.</summary>
static class CertificateEndpoints
{
    public const string Path = PortalRoom.Root + "/certificates";

    const int LongestName = 200;

    public static void MapCertificates(this IEndpointRouteBuilder portal)
    {
        portal.MapGet("/certificates", Ask).RequireRateLimiting(SeatsRoom.Many);
        portal.MapGet("/certificates/{code}", Show).RequireRateLimiting(SeatsRoom.Many);
        portal.MapGet("/certificates/{code}/pdf", Pdf).RequireRateLimiting(SeatsRoom.Many);
        portal.MapPost("/registrations/{token}/certificates", Make).DisableAntiforgery().RequireRateLimiting(SeatsRoom.Many);
    }

    public static string PathOf(string code) => $"{Path}/{CertificateCode.Printed(code)}";

    static IResult Ask(HttpContext http, string? code = null)
    {
        SeatEndpoints.Conceal(http);
        return CertificateCode.Read(code) is { } read ? TypedResults.LocalRedirect(PathOf(read)) : PageResults.Page<CertificateView>(new { Typed = code });
    }

    static async Task<IResult> Show(string code, HttpContext http, AppDb db, CancellationToken cancel)
    {
        SeatEndpoints.Conceal(http);
        var found = CertificateCode.Read(code) is { } read ? await db.CertificateAsync(read, cancel) : null;
        return PageResults.Page<CertificateView>(new { Typed = code, Certificate = found }, found is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }

    static async Task<IResult> Pdf(string code, HttpContext http, AppDb db, CancellationToken cancel)
    {
        SeatEndpoints.Conceal(http);
        if (CertificateCode.Read(code) is not { } read || await db.CertificateAsync(read, cancel) is not { IsVoid: false } found) return PageResults.Page<CertificateView>(new { Typed = code }, StatusCodes.Status404NotFound);
        var address = (http.Site() ?? $"{http.Request.Scheme}://{http.Request.Host}") + PathOf(read);
        var day = ActivityTime.DayOf(found.FromAt);
        var certificate = Certificate.Of(found.Name, found.Title, found.UnitName, $"ngày {day:dd} tháng {day:MM} năm {day:yyyy}", found.Printed, address, found.Year);
        return TypedResults.File(certificate.Pdf(forPress: false), "application/pdf", $"chung-nhan-{found.Printed}.pdf");
    }

    static async Task<IResult> Make(string token, HttpContext http, AppDb db, TimeProvider clock, CancellationToken cancel)
    {
        SeatEndpoints.Conceal(http);
        var form = new FormReader(http.Request.HasFormContentType ? await http.Request.ReadFormAsync(cancel) : FormCollection.Empty);
        if (await db.RegistrationAsync(token, cancel) is not { } registration) return SeatEndpoints.NoSuchLink();
        var back = SeatLetters.PathOf(token);
        var name = form.Required("name", T["Ghi họ và tên người đã dự, như cần in trên giấy chứng nhận."], LongestName).Normalize(NormalizationForm.FormC);
        if (!form.IsValid) return Refused(StatusCodes.Status400BadRequest, form.Error("name")!);
        if (Artwork.CannotSet(name) is { } stray) return Refused(StatusCodes.Status400BadRequest, T["Không in được ký tự “{0}”; bỏ ký tự này rồi làm lại.", stray]);
        return await db.MakeCertificateAsync(registration.Id, name, clock.GetUtcNow(), cancel) ? TypedResults.LocalRedirect(back + "#certificates")
            : Refused(StatusCodes.Status409Conflict, T["Giấy chứng nhận có sau khi hoạt động kết thúc và đơn vị tổ chức đã ghi nhóm của bạn có đến, mỗi người một giấy. Nếu bạn đã dự mà chưa có, hỏi đơn vị tổ chức."]);

        IResult Refused(int status, string why) => PageResults.Page<SeatSaid>(new { Title = T["Chưa làm được giấy chứng nhận"], Said = why, Back = back }, status);
    }
}
