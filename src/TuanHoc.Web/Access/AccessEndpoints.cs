using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Access;

/// <summary>"Vì sao tôi không xem được?": the rule of access, what it gives this person, and for a unit why it is or is not seen and whom to ask. The directory of units is open to everybody signed in, so nothing is told that was hidden.</summary>
public static class AccessEndpoints
{
    /// <summary>How many units a search shows.</summary>
    public const int Shown = 20;

    public static void MapAccess(this IEndpointRouteBuilder app) => app.MapGet("/access", Show);

    static async Task<IResult> Show(AppDb db, CurrentUser user, CancellationToken cancel, long? unit = null, string q = "")
    {
        var text = q.Cut(100).Trim();
        var asked = unit is { } id ? await db.UnitAccessAsync(user, id, cancel) : null;
        if (unit is not null && asked is null) return PageResults.Missing();
        return PageResults.Page<AccessView>(new
        {
            user.IsAdministrator,
            Held = await db.HeldUnitsAsync(user, cancel),
            Asked = asked,
            Text = text,
            Found = text == "" ? [] : await db.SearchUnitsAsync(text, user.Today, Shown, cancel),
            Ask = await db.WhomToAskAsync(user, cancel),
        });
    }
}
