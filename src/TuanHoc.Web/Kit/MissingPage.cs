using TuanHoc.Web.Data;

namespace TuanHoc.Web.Kit;

/// <summary>"Not there" and "not yours" in one page, which says why and names whom this person can ask.</summary>
public sealed class MissingPage : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        var user = http.RequestServices.GetRequiredService<CurrentUser>();
        var ask = user.IsKnown ? await http.RequestServices.GetRequiredService<AppDb>().WhomToAskAsync(user, http.RequestAborted) : null;
        await PageResults.Page<MissingView>(new { Ask = ask }, StatusCodes.Status404NotFound).ExecuteAsync(http);
    }
}
