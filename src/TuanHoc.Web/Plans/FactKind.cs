using TuanHoc.Plans;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans;

/// <summary>How a field of a fact is typed.</summary>
public enum FieldKind { Line, Lines, Day, Hour, Choice }

/// <summary>A value to choose, and its word on the screen.</summary>
public readonly record struct Choice(string Value, string Word);

/// <summary>One thing typed about a fact.</summary>
public sealed record FactField(string Name, string Label, FieldKind Kind = FieldKind.Line, IReadOnlyList<Choice>? Choices = null);

/// <summary>Where a fact stands in the text, why a person should look at it, and what the document system of the office has instead.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct Telling(TextSpan At, string? Doubt, string? Recorded = null);

/// <summary>One kind of fact of a plan as it stands on the review page: single (the theme) or many (the bases).</summary>
public abstract class FactKind(string key, bool many, Func<string> label, Func<FactField[]> fields)
{
    /// <summary>The first part of the names of its fields: "bases" in "bases.2.number".</summary>
    public string Key => key;

    public bool IsMany => many;

    /// <summary>Most documents have none: nobody need look for it.</summary>
    public bool IsOptional { get; init; }

    public string Label => label();

    public IReadOnlyList<FactField> Fields => fields();
}

/// <summary>A kind of fact with the way from a fact to what is typed, in the order of its fields, and back.</summary>
public sealed class FactKind<T>(string key, bool many, Func<string> label, Func<FactField[]> fields, Func<T, string?[]> written, Func<FactRow, T?, T> read, Func<T, Telling> told)
    : FactKind(key, many, label, fields) where T : class
{
    public Telling Told(T fact) => told(fact);

    /// <summary>The fields of facts as a form would post them.</summary>
    public void Write(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> values, IEnumerable<T> facts, string under = "", int first = 0)
    {
        var (index, names) = (0, Fields);
        foreach (var fact in facts)
        {
            var (row, typed) = ($"{under}{Key}.{index}.", written(fact));
            for (var i = 0; i < names.Count; i++) values[row + names[i].Name] = typed[i] ?? "";
            values[row + FactRow.WasField] = (first + index++).ToString(Vn.Culture);
        }
    }

    /// <summary>
    /// What is typed in a row as a fact: the stored one, place and doubt included, where nothing was changed;
    /// otherwise a corrected one, which keeps its place while the words stand that the text states it in. Faults are kept in the form.
    /// </summary>
    public T Read(FactRow row, IReadOnlyList<T> stored)
    {
        var was = Was(row, stored);
        return was is not null && IsUnchanged(row, was) ? was : read(row, was);
    }

    /// <summary>The stored fact a row began as; null for an added row.</summary>
    public static T? Was(FactRow row, IReadOnlyList<T> stored) => row.Was is { } index && index < stored.Count ? stored[index] : null;

    public bool IsUnchanged(FactRow row, T was) => Fields.Zip(written(was)).All(f => FactRow.Plain(row[f.First.Name]) == FactRow.Plain(f.Second));
}

/// <summary>The fields typed for one fact, under a common name such as "assignments.3.tasks.0".</summary>
public sealed class FactRow(FormReader form, string name)
{
    public const string WasField = "was";

    public string Name => name;

    /// <summary>Which of the stored facts it began as.</summary>
    public int? Was => int.TryParse(form[$"{name}.{WasField}"], System.Globalization.NumberStyles.None, Vn.Culture, out var index) ? index : null;

    public string? this[string field] => form[$"{name}.{field}"];

    public string? Error(string field) => form.Error($"{name}.{field}");

    public string? Text(string field, int longest = 4000) => form.Text($"{name}.{field}", longest);

    public string Required(string field, string why, int longest = 4000) => form.Required($"{name}.{field}", why, longest);

    public DateOnly? Day(string field) => form.Day($"{name}.{field}");

    public void Refuse(string field, string why) => form.Refuse($"{name}.{field}", why);

    public TimeOnly? Hour(string field)
    {
        if (Text(field) is not { } typed) return null;
        if (TimeOnly.TryParseExact(typed, ["HH:mm", "H:mm"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var hour)) return hour;
        Refuse(field, T["Ghi giờ theo mẫu 07:30."]);
        return null;
    }

    public TEnum? Chosen<TEnum>(string field) where TEnum : struct, Enum
    {
        if (Text(field) is not { } typed) return null;
        if (Enum.TryParse<TEnum>(typed, out var value) && Enum.IsDefined(value)) return value;
        Refuse(field, T["Chọn một mục trong danh sách."]);
        return null;
    }

    /// <summary>As compared: a browser changes line ends, and takes them out of a line.</summary>
    public static string Plain(string? typed) => string.Join(' ', (typed ?? "").Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}
