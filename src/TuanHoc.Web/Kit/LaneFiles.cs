using System.Text.Json;
using Microsoft.Net.Http.Headers;
using TuanHoc.Web.Platform;
using TuanHoc.Web.Platform.Exports;

namespace TuanHoc.Web.Kit;

/// <summary>Sends what the lane makes: at once when it is ready, with a page (for a program: a percentage) that shows how far it is when it takes long, with a sentence when the lane is full.</summary>
public static class LaneFiles
{
    // Nobody looks at a page that goes away again.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    // By then a place is free again: a national workbook takes three seconds.
    const int SecondsToComeBack = 10, SecondsBetweenLooks = 2;

    /// <param name="lane">The lane.</param>
    /// <param name="http">The request; an If-None-Match of what is still so is answered 304.</param>
    /// <param name="key">Names the file with everything it depends on.</param>
    /// <param name="stamp">Equal as long as the file would come out the same.</param>
    /// <param name="contentType">Its type.</param>
    /// <param name="plain">Its name as every system can write it.</param>
    /// <param name="name">And as people read it.</param>
    /// <param name="make">Makes it (see <see cref="Lane.Ask"/>).</param>
    public static async Task<IResult> FileAsync(this Lane lane, HttpContext http, object key, object stamp, string contentType, string plain, string name, Func<LaneWork, Task> make)
    {
        if (lane.Ask(key, stamp, make) is not { } making) return new Busy();
        if (await Task.WhenAny(making.File, Task.Delay(Patience, http.RequestAborted)) != making.File)
        {
            http.RequestAborted.ThrowIfCancellationRequested();
            http.Response.Headers.RetryAfter = SecondsBetweenLooks.ToString(Vn.Culture);
            if (http.Request.IsOfProgram()) return TypedResults.Json(new { making.Percent }, JsonSerializerOptions.Web, statusCode: StatusCodes.Status202Accepted);
            // Without a script; a file does not take the place of the page that asked for it.
            http.Response.Headers["Refresh"] = SecondsBetweenLooks.ToString(Vn.Culture);
            return PageResults.Page<MakingView>(new { Name = name, making.Percent }, StatusCodes.Status202Accepted);
        }
        var file = await making.File;
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = plain, FileNameStar = name }.ToString();
        return TypedResults.Stream(file.Open(), contentType, entityTag: EntityTagHeaderValue.Parse(file.ETag));
    }

    sealed class Busy : IResult
    {
        public Task ExecuteAsync(HttpContext http) => FailurePage.Busy(SecondsToComeBack).WriteAsync(http);
    }
}
