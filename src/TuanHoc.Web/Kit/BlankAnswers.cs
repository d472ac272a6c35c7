using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Kit;

/// <summary>The framework refuses some requests without a word (a query that cannot be read, a method that is not there); a person gets a page that says so.</summary>
public static class BlankAnswers
{
    public static void UseBlankAnswers(this IApplicationBuilder app)
    {
        app.UseStatusCodePages(context => context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => PageResults.Missing().ExecuteAsync(context.HttpContext),
            var status => PageResults.Refused(status, T["Không đọc được địa chỉ này"], T["Địa chỉ có chỗ sai nên chưa làm gì. Quay lại rồi đi bằng các liên kết trên trang."], "/").ExecuteAsync(context.HttpContext),
        });
        // PostgreSQL keeps no nul in a text, and no address of ours has one.
        app.Use((http, next) =>
        {
            if (!http.Request.QueryString.Value!.Contains("%00", StringComparison.Ordinal)) return next(http);
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });
    }
}
