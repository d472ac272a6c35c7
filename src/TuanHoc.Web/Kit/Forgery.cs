using Microsoft.AspNetCore.Antiforgery;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Kit;

/// <summary>
/// Every post carries our own token, but the switch of the language, which writes nothing and stands on every page. The framework checks it and leaves the verdict to whoever reads the form;
/// here a post without a good token ends, unless its handler shows what was typed again (<see cref="ShowsTypedAgain"/>).
/// </summary>
public static class Forgery
{
    /// <summary>On an endpoint: the handler asks <see cref="IsForged"/> itself and answers 400 with everything typed still there.</summary>
    public sealed class ShowsTypedAgain;

    public static string Sentence => T["Trang này mở đã lâu hoặc được gửi từ nơi khác, nên chưa ghi gì. Những gì đã gõ còn nguyên: kiểm tra lại rồi bấm gửi lần nữa."];

    public static bool IsForged(this HttpContext http) => http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false };

    public static void UseForgeryRefusal(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (!http.IsForged() || http.GetEndpoint()?.Metadata.GetMetadata<ShowsTypedAgain>() is not null) { await next(http); return; }
        var back = http.Request.GetTypedHeaders().Referer is { } from && from.Host == http.Request.Host.Host ? from.PathAndQuery : "/";
        await PageResults.Refused(StatusCodes.Status400BadRequest, T["Chưa ghi được"], T["Trang này mở đã lâu hoặc được gửi từ nơi khác, nên chưa ghi gì. Quay lại, tải lại trang rồi làm lại."], back).ExecuteAsync(http);
    });
}
