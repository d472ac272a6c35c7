using System.Globalization;
using Microsoft.Extensions.Primitives;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Kit;

/// <summary>Reads typed values out of a posted form and remembers what was wrong with each, so that the same view can show all of it again.</summary>
public sealed class FormReader(IFormCollection form)
{
    readonly Dictionary<string, string> errors = [];

    public bool IsValid => errors.Count == 0;

    public IReadOnlyDictionary<string, string> Errors => errors;

    /// <summary>What was typed, as it was typed.</summary>
    public string? this[string field] => form.TryGetValue(field, out var typed) ? Clean(typed.ToString()) : null;

    public bool Has(string field) => form.ContainsKey(field);

    public IEnumerable<string> Fields => form.Keys;

    public string? Error(string field) => errors.GetValueOrDefault(field);

    public void Refuse(string field, string why) => errors.TryAdd(field, why);

    /// <summary>A line of text, trimmed; null when nothing was typed.</summary>
    public string? Text(string field, int longest = 500)
    {
        var typed = Clean(form[field].ToString()).Trim();
        if (typed.Length <= longest) return typed.Length == 0 ? null : typed;
        Refuse(field, T["Viết ngắn hơn: nhiều nhất {0} ký tự.", longest]);
        return null;
    }

    public string Required(string field, string why, int longest = 500)
    {
        if (Text(field, longest) is { } text) return text;
        Refuse(field, why);
        return "";
    }

    /// <summary>A day, as typed here (05/10/2025) or as a browser's date field sends it (2025-10-05).</summary>
    public DateOnly? Day(string field)
    {
        var typed = form[field].ToString().Trim();
        if (typed.Length == 0) return null;
        if (ReadDay(typed) is { } day) return day;
        Refuse(field, T["Ghi ngày theo mẫu 05/10/2025."]);
        return null;
    }

    /// <summary>A day out of an address or a form; null when it cannot be read as one.</summary>
    public static DateOnly? ReadDay(string typed) =>
        DateOnly.TryParseExact(typed.Trim(), ["dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public int? Integer(string field)
    {
        var typed = form[field].ToString().Trim();
        if (typed.Length == 0) return null;
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        Refuse(field, T["Ghi một số nguyên, ví dụ 12."]);
        return null;
    }

    /// <summary>The key that makes a repeated post harmless; a form without one was not made by us.</summary>
    public Guid? Key(string field = "key") => Guid.TryParse(form[field], CultureInfo.InvariantCulture, out var key) ? key : null;

    public StringValues All(string field) => form[field];

    // Nobody types control characters but line ends and tabs; PostgreSQL keeps no nul and XML none of them.
    static string Clean(string typed) => typed.AsSpan().ContainsAnyInRange('\0', '\u001f') ? string.Concat(typed.Where(letter => !char.IsControl(letter) || letter is '\n' or '\r' or '\t')) : typed;
}
