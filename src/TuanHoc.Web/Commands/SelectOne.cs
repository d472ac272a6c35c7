using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Commands;

/// <summary>The yardstick of the benchmarks: a signed-in request that asks the database for nothing but 1. It is there with the setting Bench=true alone (docs/performance.md).</summary>
static class SelectOne
{
    public static void MapSelectOne(this IEndpointRouteBuilder app)
    {
        if (app.ServiceProvider.GetRequiredService<IConfiguration>().GetValue<bool>("Bench")) app.MapGet("/bench/select1", Show);
    }

    static async Task<IResult> Show(AppDb db, CancellationToken cancel) => TypedResults.Ok(await db.Database.SqlQuery<int>($"select 1").ToListAsync(cancel));
}
