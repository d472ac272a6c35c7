using System.Globalization;
using System.Text.RegularExpressions;

namespace TuanHoc.Statistics;

/// <summary>
/// The rows that a province adds behind the nation's. Their keys begin with the number of the province ("own12.bookcases"), so that no two provinces' rows, and none of the nation's, are ever one;
/// they are a group of their own, after all of the nation's.
/// </summary>
public static partial class OwnRows
{
    [GeneratedRegex("^own[0-9]+\\.", RegexOptions.NonBacktracking)]
    private static partial Regex Shape();

    /// <summary>Whether a row of this key is a province's. Asked of every row of every sheet: most are told by their first letters.</summary>
    public static bool IsOwn(string key) => key.StartsWith("own", StringComparison.Ordinal) && Shape().IsMatch(key);

    /// <summary>How the keys of a province's rows begin.</summary>
    public static string Prefix(long unit) => string.Create(CultureInfo.InvariantCulture, $"own{unit}.");

    /// <summary>The group that a province's rows are under a form of the nation.</summary>
    public static int GroupIn(FormDefinition nation) => nation.Rows.Where(row => !IsOwn(row.Key)).Max(row => row.Group) + 1;
}
