using TuanHoc.Web.Data;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Kit;

/// <summary>A refusal that is a page of its own: what happened, what to do, whom this person can ask, and the way back; in one sentence for a program.</summary>
public sealed class RefusedPage(int status, string title, string what, string back) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        if (http.Request.IsOfProgram())
        {
            await TypedResults.Problem(detail: what, statusCode: status).ExecuteAsync(http);
            return;
        }
        var user = http.RequestServices.GetRequiredService<CurrentUser>();
        var ask = user.IsKnown ? await http.RequestServices.GetRequiredService<AppDb>().WhomToAskAsync(user, http.RequestAborted) : null;
        await PageResults.Page<RefusedView>(new { Title = title, What = what, Back = back, Ask = ask }, status).ExecuteAsync(http);
    }
}
