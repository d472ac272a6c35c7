using System.Globalization;
using System.Text.Json;
using Npgsql;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Kit;

/// <summary>
/// The export log. A file is an answer with a Content-Disposition, and whatever a program reads by a key; whoever is sent one, the line stands before
/// its first byte leaves, whichever room made it. Where no line can be written, no file goes out.
/// </summary>
public static class Downloads
{
    public const string What = "downloaded";

    static readonly object OfUnit = new();
    static readonly string[] AnyRole = [Roles.Coordinator, Roles.Leader, Roles.Reporter, Roles.Viewer];

    /// <summary>Whose file it is, where the address does not name the unit (unitId).</summary>
    public static void FileOfUnit(this HttpContext http, long unit) => http.Items[OfUnit] = unit;

    public static void UseDownloadLog(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() => IsFile(http) ? WriteAsync(http) : Task.CompletedTask);
        return next(http);
    });

    static bool IsFile(HttpContext http) => http.Response.StatusCode is >= 200 and < 300 && (http.Response.Headers.ContentDisposition.Count > 0 || KeyOf(http) is not null && HttpMethods.IsGet(http.Request.Method));

    static long? KeyOf(HttpContext http) => long.TryParse(http.User.FindFirst(AuditAddress.TokenClaim)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : null;

    // On a connection of its own: the handler may still be reading what it sends.
    static async Task WriteAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var user = services.GetRequiredService<CurrentUser>();
        // Who works for several units took a file that is none's for none of them; the file of another's unit was taken for the only unit there is, or for nobody that is known.
        long? only = user.Memberships.Select(held => held.UnitId).Distinct().ToList() is [var one] ? one : null;
        var unit = http.Items[OfUnit] as long? ?? Routed(http, "unitId") ?? only;
        await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand($"""
            insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail, from_address, token_id)
            values ($1, $2, $3, coalesce(acting_for($2, $3, $8, $9), $4), '{What}', 'file', $5, $6, $7::inet, $10)
            """);
        Add(services.GetRequiredService<TimeProvider>().GetUtcNow(), NpgsqlTypes.NpgsqlDbType.TimestampTz);
        Add(user.IsKnown ? user.Id : null, NpgsqlTypes.NpgsqlDbType.Bigint);
        Add(unit, NpgsqlTypes.NpgsqlDbType.Bigint);
        Add(only, NpgsqlTypes.NpgsqlDbType.Bigint);
        Add(PathOf(http), NpgsqlTypes.NpgsqlDbType.Text);
        Add(JsonSerializer.Serialize(new { name = NameOf(http.Response) ?? http.Request.QueryString.Value }), NpgsqlTypes.NpgsqlDbType.Jsonb);
        Add(AuditAddress.Of(http), NpgsqlTypes.NpgsqlDbType.Text);
        Add(AnyRole, NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text);
        Add(user.Today, NpgsqlTypes.NpgsqlDbType.Date);
        Add(KeyOf(http), NpgsqlTypes.NpgsqlDbType.Bigint);
        await command.ExecuteNonQueryAsync(http.RequestAborted);

        void Add(object? value, NpgsqlTypes.NpgsqlDbType type) => command.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });
    }

    // A token in the address opens something: it is no part of the line.
    static string PathOf(HttpContext http) =>
        http.GetRouteValue("token")?.ToString() is { Length: > 0 } token ? http.Request.Path.Value!.Replace(token, "…", StringComparison.Ordinal) : http.Request.Path.Value!;

    static long? Routed(HttpContext http, string name) =>
        long.TryParse(http.GetRouteValue(name)?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var unit) ? unit : null;

    static string? NameOf(HttpResponse response) =>
        Microsoft.Net.Http.Headers.ContentDispositionHeaderValue.TryParse(response.Headers.ContentDisposition.ToString(), out var named) ? (named.FileNameStar.Value ?? named.FileName.Value) : null;
}
