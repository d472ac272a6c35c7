using System.Globalization;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Activities.Seats;

/// <summary>The code that is shown large in the room, so that people say by themselves that they came.</summary>
static class RoomEndpoints
{
    public static void MapRoom(this IEndpointRouteBuilder app) => app.MapGet("/activities/{id:guid}/registrations/room", Show);

    static async Task<IResult> Show(Guid id, HttpContext http, [AsParameters] AtDoor at)
    {
        if (await RegisteredEndpoints.FindAsync(id, at.Db, at.User, at.Cancel) is not { } found) return PageResults.Missing();
        var now = at.Clock.GetUtcNow();
        var awaited = Arrivals.Awaited(found.Activity, at.User);
        // The page asks for itself again when the code goes: no script is needed on the machine that stands in the room.
        if (awaited is null) http.Response.Headers["Refresh"] = ((int)Math.Ceiling((RoomCode.Until(now) - now).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.CacheControl = "no-store";
        return PageResults.Page<RoomView>(new
        {
            found.Activity,
            Code = awaited is null ? RoomCode.At(await at.Keys.RoomSecretAsync(at.Cancel), id, now) : null,
            Awaited = awaited,
            Counted = Arrivals.Counted(await at.Db.RegisteredAsync(at.User, id, at.Cancel), Arrivals.IsOver(found.Activity, at.User)),
        });
    }
}
