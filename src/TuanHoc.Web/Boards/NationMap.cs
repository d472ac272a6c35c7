using TuanHoc.Units;

namespace TuanHoc.Web.Boards;

/// <summary>A province on the map, by its code (one that has none, or a later one, is named below it): what it is called on the day, where it leads, how it is coloured, the figure on it, and that figure's key where it is live.</summary>
public sealed record MapTile(string? Code, string Name, string Href, string Class, string Figure, string? Key = null);

/// <summary>
/// Where each province stands on the map of equal tiles: roughly its place, 6 columns by 14 rows. Đặc khu Hoàng Sa (Đà Nẵng) and Trường Sa
/// (Khánh Hòa) are always on it. The places are of the provinces since 1 July 2025; names are those of the day that is looked at.
/// </summary>
public static class NationMap
{
    public static readonly DateOnly Since = UnitNames.TwoTiers;

    /// <summary>By the province's code: column and row from 1.</summary>
    public static readonly IReadOnlyDictionary<string, (int Column, int Row)> Tiles = new Dictionary<string, (int, int)>
    {
        ["12"] = (2, 1),
        ["15"] = (3, 1),
        ["08"] = (4, 1),
        ["04"] = (5, 1),
        ["11"] = (1, 2),
        ["14"] = (2, 2),
        ["25"] = (3, 2),
        ["19"] = (4, 2),
        ["20"] = (5, 2),
        ["01"] = (3, 3),
        ["24"] = (4, 3),
        ["22"] = (5, 3),
        ["37"] = (3, 4),
        ["33"] = (4, 4),
        ["31"] = (5, 4),
        ["38"] = (3, 5),
        ["40"] = (3, 6),
        ["42"] = (4, 6),
        ["44"] = (4, 7),
        ["46"] = (5, 7),
        ["48"] = (5, 8),
        ["51"] = (5, 9),
        ["52"] = (5, 10),
        ["66"] = (5, 11),
        ["80"] = (2, 12),
        ["75"] = (3, 12),
        ["68"] = (4, 12),
        ["56"] = (5, 12),
        ["91"] = (1, 13),
        ["82"] = (2, 13),
        ["79"] = (3, 13),
        ["96"] = (1, 14),
        ["92"] = (2, 14),
        ["86"] = (3, 14),
    };

    /// <summary>A name in the one or two lines that a tile has room for, broken at the blank nearest its middle.</summary>
    public static IReadOnlyList<string> Lines(string name)
    {
        var blanks = name.Length <= OneLine ? [] : name.Index().Where(letter => letter.Item == ' ').Select(letter => letter.Index).ToList();
        if (blanks.Count == 0) return [name];
        var blank = blanks.MinBy(at => Math.Abs(2 * at - name.Length));
        return [name[..blank], name[(blank + 1)..]];
    }

    const int OneLine = 6;

    /// <summary>The islands: column, first row, and the lines on them.</summary>
    public static readonly IReadOnlyList<(int Column, int Row, string[] Lines)> Islands =
        [(6, 8, ["Đặc khu", "Hoàng Sa", "(Đà", "Nẵng)"]), (6, 11, ["Đặc khu", "Trường Sa", "(Khánh", "Hòa)"])];

    /// <summary>The step of the scale, 1 to 5: below 70 %, 70s, 80s, 90s, everybody.</summary>
    public static int Step(Reporting reporting) => reporting.Asked == 0 ? 1 : (reporting.Counted * 100 / reporting.Asked) switch { < 70 => 1, < 80 => 2, < 90 => 3, < 100 => 4, _ => 5 };
}
