using System.Threading.RateLimiting;
using TuanHoc.Web.Activities.Seats;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform;
using TuanHoc.Web.Portal.Certificates;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Portal.Seats;

/// <summary>Registration as a part of the portal: its pages, what keeps programs from filling them, and the desk.</summary>
static class SeatsRoom
{
    public const string Many = "seats";

    const string Registration = "/registration", Personal = PortalRoom.Root + "/registrations";

    // A school of some hundred pupils shares one address; a program that fills forms sends more than that.
    const int PerMinute = 600, Periods = 6, CodesPerMinute = 10;

    public static void AddSeats(this IServiceCollection services)
    {
        services.AddSingleton<SeatPages>();
        services.AddSingleton<Desk>();
        services.AddSingleton<TicketKeys>();
        services.AddSingleton<Siege>();
        services.AddJob<FollowSeats>(FollowSeats.Every);
        services.AddRateLimiter(options =>
        {
            options.AddPolicy(Many, http =>
            {
                var most = http.RequestServices.GetRequiredService<IConfiguration>().GetValue("Seats:PerMinute", PerMinute);
                return RateLimitPartition.GetTokenBucketLimiter(AuditAddress.Of(http) ?? "", _ => new()
                {
                    TokenLimit = most,
                    TokensPerPeriod = Math.Max(1, most / Periods),
                    ReplenishmentPeriod = TimeSpan.FromMinutes(1) / Periods,
                    QueueLimit = 0,
                });
            });
            options.AddPolicy(SelfArrival.Few, http => RateLimitPartition.GetFixedWindowLimiter((string?)http.Request.RouteValues["token"] ?? "", _ => new() { PermitLimit = CodesPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
            options.OnRejected = (rejected, _) => new(TooManyAsync(rejected.HttpContext));
        });
    }

    public static void MapSeats(this IEndpointRouteBuilder portal)
    {
        portal.MapGet("/activities/{id:guid}" + Registration, SeatEndpoints.Form);
        // Whoever registers has no account that another site could use; the page is sealed instead, and a link is its own secret.
        portal.MapPost("/activities/{id:guid}" + Registration, SeatEndpoints.Register).DisableAntiforgery().RequireRateLimiting(Many);
        portal.MapGet("/registrations/{token}", SeatEndpoints.Show).RequireRateLimiting(Many);
        portal.MapPost("/registrations/{token}", SeatEndpoints.Step).DisableAntiforgery().RequireRateLimiting(Many);
        portal.MapSelfArrival();
        portal.MapCertificates();
    }

    /// <summary>Whether a page of the portal is one person's, so that it is never kept for others.</summary>
    public static bool IsPersonal(PathString path) => path.StartsWithSegments(Personal, StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments(CertificateEndpoints.Path, StringComparison.OrdinalIgnoreCase) || path.Value!.TrimEnd('/').EndsWith(Registration, StringComparison.OrdinalIgnoreCase);

    static async Task TooManyAsync(HttpContext http)
    {
        SeatEndpoints.Conceal(http);
        http.Response.Headers.RetryAfter = "60";
        await PageResults.Page<SeatSaid>(new { Title = T["Gửi nhiều quá"], Said = T["Từ địa chỉ mạng này vừa có rất nhiều lần gửi, nên lần này chưa ghi gì. Đợi một phút rồi gửi lại; nếu cả trường cùng đăng ký, chia thành nhiều lượt."], Back = PortalRoom.Root + "/find" }, StatusCodes.Status429TooManyRequests).ExecuteAsync(http);
    }
}
