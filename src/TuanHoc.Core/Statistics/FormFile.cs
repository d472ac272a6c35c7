using System.Text.Json;
using System.Text.Json.Serialization;
using TuanHoc.Units;

namespace TuanHoc.Statistics;

/// <summary>The shape of the form files embedded in this assembly, and the forms read from them.</summary>
static class FormFile
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    sealed record File(string Key, string Title, string[] Headings, Row[] Rows, Sum[] Sums, FormCheck[] Checks, SecondLook[] SecondLooks, ActivityCell[] Activities);

    sealed record Row(
        string Key, int Group, string Label, string? Code = null, string? Parent = null, string? AsPrinted = null, string? Unit = null,
        string? UnitAsPrinted = null, bool Text = false, bool Money = false, bool DistrictOnly = false, Cell[]? Columns = null);

    sealed record Cell(Measure Measure, string Title, AddingUp AddingUp, string[]? Kinds = null, bool UpperBound = false);

    /// <summary>The whole is a measure of one row; the parts are that measure of the rows beneath <paramref name="Under"/>, the whole itself apart.</summary>
    sealed record Sum(string Whole, Measure Measure, string Under, Relation Relation, bool Derived = false);

    public static StatisticsForm Read(string key)
    {
        var file = Deserialize<File>(key);
        var derived = file.Sums.Where(sum => sum.Derived).Select(sum => (sum.Whole, sum.Measure)).ToHashSet();
        var rows = new List<FormRow>();
        var count = 0;
        foreach (var row in file.Rows)
            rows.Add(RowOf(row, ref count, derived));
        return new(file.Key, file.Title, file.Headings, rows, [.. file.Sums.Select(sum => RuleOf(sum, rows))]) { Checks = file.Checks, SecondLooks = file.SecondLooks, Activities = file.Activities };
    }

    public static T Deserialize<T>(string name)
    {
        using var stream = typeof(FormFile).Assembly.GetManifestResourceStream($"Forms/{name}.json")
            ?? throw new InvalidOperationException($"Forms/{name}.json is not in the assembly");
        return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new InvalidOperationException($"Forms/{name}.json is empty");
    }

    static FormRow RowOf(Row row, ref int count, HashSet<(string, Measure)> derived)
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

    static PartsRule RuleOf(Sum sum, List<FormRow> rows)
    {
        var whole = rows.Single(row => row.Key == sum.Whole).Columns.Single(column => column.Measure == sum.Measure);
        var parts = rows.Where(row => row.ParentKey == sum.Under)
            .SelectMany(row => row.Columns)
            .Where(column => column.Measure == sum.Measure && column != whole);
        return new(whole, [.. parts], sum.Relation);
    }
}
