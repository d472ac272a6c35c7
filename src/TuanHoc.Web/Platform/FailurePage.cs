using System.Globalization;

namespace TuanHoc.Web.Platform;

/// <summary>An answer that needs nothing but itself: no database, no layout, no signed-in person. In both languages; problem+json for programs.</summary>
sealed record FailurePage(int Status, string Vietnamese, string English, int? RetryAfter)
{
    public static FailurePage Away(int seconds) => new(StatusCodes.Status503ServiceUnavailable,
        "Cơ sở dữ liệu đang khởi động lại. Chưa có gì bị mất; hãy thử lại sau vài giây.",
        "The database is restarting. Nothing is lost; please try again in a few seconds.", seconds);

    /// <summary>Nothing can be written until somebody makes room; what stands can mostly still be read.</summary>
    public static FailurePage NoRoom(int seconds) => new(StatusCodes.Status503ServiceUnavailable,
        "Đĩa của máy chủ đã đầy nên lần này chưa ghi được gì; những gì đã ghi trước đó còn nguyên. Hãy báo người quản trị, rồi gửi lại khi máy chủ có chỗ.",
        "The disk of the server is full, so nothing was saved this time; what was saved before is intact. Please tell your administrator, and send it again when there is room.", seconds);

    /// <summary>The lane of long exports is full: nothing is wrong, and nothing was begun.</summary>
    public static FailurePage Busy(int seconds) => new(StatusCodes.Status503ServiceUnavailable,
        "Đang có nhiều người tải tệp lớn cùng lúc. Hãy thử lại sau ít giây; số liệu và việc nộp báo cáo không bị ảnh hưởng.",
        "Many large files are being made at this moment. Please try again in a few seconds; figures and submissions are not affected.", seconds);

    public static FailurePage Fault { get; } = new(StatusCodes.Status500InternalServerError,
        "Phần mềm gặp lỗi và chưa ghi gì. Hãy thử lại; nếu vẫn lỗi, hãy báo người quản trị kèm thời điểm này.",
        "The software failed and nothing was saved. Please try again; if it fails again, tell your administrator and give this time.", RetryAfter: null);

    public async Task WriteAsync(HttpContext http)
    {
        var response = http.Response;
        response.Clear();
        SecurityHeaders.Add(response.Headers);
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (http.Request.IsOfProgram()) await Results.Problem(statusCode: Status, title: English, detail: Vietnamese).ExecuteAsync(http);
        else await Results.Content(Html(http.Request.Method), "text/html; charset=utf-8", statusCode: Status).ExecuteAsync(http);
    }

    // What was posted is posted again by reloading; a link would ask for the page instead, and lose it.
    static string Again(string method) => HttpMethods.IsGet(method)
        ? """<a href="">Thử lại · <span lang="en">Try again</span></a>"""
        : """Bấm Tải lại (F5) để gửi lại những gì vừa gửi. · <span lang="en">Press Reload (F5) to send again what you sent.</span>""";

    string Html(string method) => $"""
        <!doctype html>
        <html lang="vi">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>TuanHoc</title></head>
        <body><main><h1>{Vietnamese}</h1><p lang="en">{English}</p><p>{Again(method)}</p></main></body>
        </html>
        """;
}
