using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.Extensions.Primitives;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>A plan as it is typed, as it is stored: its facts and, while some fields do not read as facts, the fields themselves.</summary>
public static class DraftJson
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static string Write(PlanDraft draft) => JsonSerializer.Serialize(draft, Options);

    public static PlanDraft Read(string draft) => JsonSerializer.Deserialize<PlanDraft>(draft, Options)!;

    public static string WriteTyped(FormReader form, IEnumerable<string> fields) => JsonSerializer.Serialize(fields.ToDictionary(field => field, field => form[field] ?? ""), Options);

    public static FormReader ReadTyped(string typed) =>
        new(new FormCollection(JsonSerializer.Deserialize<Dictionary<string, string>>(typed, Options)!.ToDictionary(field => field.Key, field => new StringValues(field.Value), StringComparer.Ordinal)));
}
