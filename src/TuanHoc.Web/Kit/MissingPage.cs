using TuanHoc.Web.Data;
using TuanHoc.Web.Platform;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Kit;

/// <summary>"Not there" and "not yours" in one page, which says why and names whom this person can ask; in one sentence for a program.</summary>
public sealed class MissingPage : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        if (http.Request.IsOfProgram())
        {
            await TypedResults.Problem(detail: T["Không có, hoặc ngoài quyền của người hỏi."], statusCode: StatusCodes.Status404NotFound).ExecuteAsync(http);
            return;
        }
        var user = http.RequestServices.GetRequiredService<CurrentUser>();
        var ask = user.IsKnown ? await http.RequestServices.GetRequiredService<AppDb>().WhomToAskAsync(user, http.RequestAborted) : null;
        await PageResults.Page<MissingView>(new { Ask = ask }, StatusCodes.Status404NotFound).ExecuteAsync(http);
    }
}
