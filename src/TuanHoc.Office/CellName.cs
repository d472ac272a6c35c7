using System.Globalization;

namespace TuanHoc.Office;

/// <summary>Names of cells as a spreadsheet shows them: A1, AB12.</summary>
public static class CellName
{
    /// <param name="column">Counted from 0.</param>
    /// <param name="row">The number shown beside the row, from 1.</param>
    public static string Of(int column, int row) => Letters(column) + row.ToString(CultureInfo.InvariantCulture);

    /// <summary>A column's letters; it is counted from 0.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (var rest = column; rest >= 0; rest = rest / 26 - 1)
            letters = (char)('A' + rest % 26) + letters;
        return letters;
    }
}
