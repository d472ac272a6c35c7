using System.Globalization;

namespace TuanHoc.Web.Units;

/// <summary>The day a page of units is about, as it stands in the address: nothing means today.</summary>
/// <param name="Day">The day asked for; today when none was, or none that exists.</param>
/// <param name="Typed">As it was typed.</param>
/// <param name="IsWrong">What was typed is no day.</param>
public readonly record struct AsOf(DateOnly Day, string Typed, bool IsWrong)
{
    public static AsOf Read(string typed, DateOnly today)
    {
        typed = typed.Trim();
        return typed == "" ? new(today, "", IsWrong: false)
            : DateOnly.TryParseExact(typed, ["dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new(day, typed, IsWrong: false)
            : new(today, typed, IsWrong: true);
    }

    public int Status => IsWrong ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;

    /// <summary>A path of this house with the day carried on, and more of the query behind it.</summary>
    public string Link(string path, string query = "")
    {
        var on = string.IsNullOrEmpty(Typed) || IsWrong ? "" : "on=" + Uri.EscapeDataString(Typed);
        return (on, query) switch { ("", "") => path, ("", _) => $"{path}?{query}", (_, "") => $"{path}?{on}", _ => $"{path}?{on}&{query}" };
    }
}
