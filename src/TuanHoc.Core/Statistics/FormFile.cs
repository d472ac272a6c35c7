using System.Text.Json;
using System.Text.Json.Serialization;
using TuanHoc.Units;

namespace TuanHoc.Statistics;

/// <summary>The shape of the form files embedded in this assembly, and the forms read from them.</summary>
static class FormFile
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public static FormDefinition Read(string key) => Deserialize<FormDefinition>(key);

    public static FormDefinition Parse(string json) => JsonSerializer.Deserialize<FormDefinition>(json, Options) ?? throw new JsonException("an empty form");

    public static string Write(FormDefinition form) => JsonSerializer.Serialize(form, Options);

    /// <summary>The form of a definition: columns get their places in the order of the rows.</summary>
    public static StatisticsForm Of(FormDefinition file)
    {
        var derived = file.Sums.Where(sum => sum.Derived).Select(sum => (sum.Whole, sum.Measure)).ToHashSet();
        var rows = new List<FormRow>();
        var count = 0;
        foreach (var row in file.Rows)
            rows.Add(RowOf(row, ref count, derived));
        return new(file.Key, file.Title, file.Headings, rows, [.. file.Sums.Select(sum => RuleOf(sum, rows))])
        {
            Checks = file.Checks,
            SecondLooks = file.SecondLooks,
            Activities = file.Activities,
            Definition = file,
        };
    }

    public static T Deserialize<T>(string name)
    {
        using var stream = typeof(FormFile).Assembly.GetManifestResourceStream($"Forms/{name}.json")
            ?? throw new InvalidOperationException($"Forms/{name}.json is not in the assembly");
        return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new InvalidOperationException($"Forms/{name}.json is empty");
    }

    static FormRow RowOf(DefinedRow row, ref int count, HashSet<(string, Measure)> derived)
    {
        var columns = new List<FormColumn>();
        var result = new FormRow
        {
            Key = row.Key,
            Group = row.Group,
            Code = row.Code,
            ParentKey = row.Parent,
            Label = row.Label,
            AsPrinted = row.AsPrinted,
            Unit = row.Unit,
            UnitAsPrinted = row.UnitAsPrinted,
            IsText = row.Text,
            IsMoney = row.Money,
            DistrictOnly = row.DistrictOnly,
            Columns = columns,
        };
        foreach (var cell in row.Columns ?? [])
        {
            columns.Add(new()
            {
                Index = count++,
                Row = result,
                Measure = cell.Measure,
                Title = cell.Title,
                AddingUp = cell.AddingUp,
                Kinds = [.. (cell.Kinds ?? []).Select(UnitKinds.Parse)],
                UpperBound = cell.UpperBound,
                Derived = derived.Contains((row.Key, cell.Measure)),
            });
        }
        return result;
    }

    static PartsRule RuleOf(DefinedSum sum, List<FormRow> rows)
    {
        var whole = rows.Single(row => row.Key == sum.Whole).Columns.Single(column => column.Measure == sum.Measure);
        var parts = rows.Where(row => row.ParentKey == sum.Under)
            .SelectMany(row => row.Columns)
            .Where(column => column.Measure == sum.Measure && column != whole);
        return new(whole, [.. parts], sum.Relation);
    }
}
