using System.Text.Json;
using Microsoft.Net.Http.Headers;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Api;

/// <summary>What every answer of the API has in common: problem+json with the sentence a person reads, tags, pages of a list.</summary>
static class ApiAnswers
{
    public const int MostOnPage = 500;

    public static IResult Problem(int status, string sentence, IReadOnlyDictionary<string, string>? errors = null) =>
        TypedResults.Problem(detail: sentence, statusCode: status, extensions: errors is { Count: > 0 } ? [KeyValuePair.Create<string, object?>("errors", errors)] : null);

    /// <summary>"Not there" and "not yours" are one answer here too.</summary>
    public static IResult Missing() => PageResults.Missing();

    /// <summary>How many to send of a list, from 1 to the most.</summary>
    public static int Limit(int? asked) => Math.Clamp(asked ?? 100, 1, MostOnPage);

    /// <summary>A moment or a day, as "2025-10-05T08:00:00Z" or "2025-10-05"; no value reads as the beginning of time, nonsense as null.</summary>
    public static DateTimeOffset? Since(string? typed) =>
        typed is null ? DateTimeOffset.UnixEpoch : DateTimeOffset.TryParse(typed, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var since) ? since.ToUniversalTime() : null;

    /// <summary>An answer with a tag of what it says; who has it already is sent 304.</summary>
    public static IResult Tagged<T>(HttpContext http, T answer)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, JsonSerializerOptions.Web);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body))[..32]}\"", isWeak: true);
        http.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Bytes(body, "application/json; charset=utf-8", entityTag: tag);
    }

    /// <summary>The body as JSON; null when it is none.</summary>
    public static async Task<JsonElement?> BodyAsync(HttpContext http, CancellationToken cancel)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: cancel);
            return body.RootElement.ValueKind == JsonValueKind.Object ? body.RootElement.Clone() : null;
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    public static string NotJson => T["Nội dung gửi lên không phải một đối tượng JSON, hoặc quá lớn."];

    public const string KeyHeader = "Idempotency-Key";

    /// <summary>The key that makes a repeated write harmless.</summary>
    public static Guid? Key(HttpContext http) => Guid.TryParse(http.Request.Headers[KeyHeader], out var key) && key != Guid.Empty ? key : null;

    public static string NoKey => T["Thiếu Idempotency-Key: gửi kèm một UUID mới cho mỗi lần ghi; gửi lại cùng UUID thì không ghi hai lần."];
}

/// <summary>A page of a list, and from where the next one begins: pass it as "after"; null on the last page.</summary>
public sealed record ApiPage<T>(IReadOnlyList<T> Items, long? Next);
