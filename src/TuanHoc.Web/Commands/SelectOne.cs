using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Commands;

/// <summary>The yardsticks of the benchmarks: a signed-in request that asks the database for nothing but 1, and one of anybody that asks for nothing. They are there with the setting Bench=true alone (docs/performance.md).</summary>
static class SelectOne
{
    public static void MapSelectOne(this IEndpointRouteBuilder app)
    {
        if (!app.ServiceProvider.GetRequiredService<IConfiguration>().GetValue<bool>("Bench")) return;
        app.MapGet("/bench/select1", Show);
        app.MapGet("/bench/empty", () => TypedResults.Ok()).AllowAnonymous();
    }

    static async Task<IResult> Show(AppDb db, CancellationToken cancel) => TypedResults.Ok(await db.Database.SqlQuery<int>($"select 1").ToListAsync(cancel));
}
