using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace TuanHoc.Web.Platform;

/// <summary>For a monitor or a load balancer: 200 when the application and its database answer, else 503.</summary>
static class Health
{
    public static async Task<ContentHttpResult> Show(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select 1");
        await command.ExecuteScalarAsync(cancel);
        return TypedResults.Text("ok");
    }
}
