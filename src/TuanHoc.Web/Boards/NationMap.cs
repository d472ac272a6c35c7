using TuanHoc.Units;

namespace TuanHoc.Web.Boards;

/// <summary>A province on the map, by its code (one that has none, or a later one, is in the list alone): where it leads, how it is coloured, the figure on it, and that figure's key where it is live.</summary>
public sealed record MapTile(string? Code, string Href, string Class, string Figure, string? Key = null);

/// <summary>
/// Where each province stands on the map of equal tiles: roughly its place, 6 columns by 14 rows. Đặc khu Hoàng Sa (Đà Nẵng) and Trường Sa
/// (Khánh Hòa) are always on it. The provinces are those since 1 July 2025.
/// </summary>
public static class NationMap
{
    public static readonly DateOnly Since = UnitNames.TwoTiers;

    /// <summary>By the province's code: column and row from 1, and the name in one or two lines.</summary>
    public static readonly IReadOnlyDictionary<string, (int Column, int Row, string[] Name)> Tiles = new Dictionary<string, (int, int, string[])>
    {
        ["12"] = (2, 1, ["Lai", "Châu"]),
        ["15"] = (3, 1, ["Lào", "Cai"]),
        ["08"] = (4, 1, ["Tuyên", "Quang"]),
        ["04"] = (5, 1, ["Cao", "Bằng"]),
        ["11"] = (1, 2, ["Điện", "Biên"]),
        ["14"] = (2, 2, ["Sơn", "La"]),
        ["25"] = (3, 2, ["Phú", "Thọ"]),
        ["19"] = (4, 2, ["Thái", "Nguyên"]),
        ["20"] = (5, 2, ["Lạng", "Sơn"]),
        ["01"] = (3, 3, ["Hà Nội"]),
        ["24"] = (4, 3, ["Bắc", "Ninh"]),
        ["22"] = (5, 3, ["Quảng", "Ninh"]),
        ["37"] = (3, 4, ["Ninh", "Bình"]),
        ["33"] = (4, 4, ["Hưng", "Yên"]),
        ["31"] = (5, 4, ["Hải", "Phòng"]),
        ["38"] = (3, 5, ["Thanh", "Hóa"]),
        ["40"] = (3, 6, ["Nghệ", "An"]),
        ["42"] = (4, 6, ["Hà Tĩnh"]),
        ["44"] = (4, 7, ["Quảng", "Trị"]),
        ["46"] = (5, 7, ["Huế"]),
        ["48"] = (5, 8, ["Đà", "Nẵng"]),
        ["51"] = (5, 9, ["Quảng", "Ngãi"]),
        ["52"] = (5, 10, ["Gia Lai"]),
        ["66"] = (5, 11, ["Đắk", "Lắk"]),
        ["80"] = (2, 12, ["Tây", "Ninh"]),
        ["75"] = (3, 12, ["Đồng", "Nai"]),
        ["68"] = (4, 12, ["Lâm", "Đồng"]),
        ["56"] = (5, 12, ["Khánh", "Hòa"]),
        ["91"] = (1, 13, ["An", "Giang"]),
        ["82"] = (2, 13, ["Đồng", "Tháp"]),
        ["79"] = (3, 13, ["TP. HCM"]),
        ["96"] = (1, 14, ["Cà Mau"]),
        ["92"] = (2, 14, ["Cần", "Thơ"]),
        ["86"] = (3, 14, ["Vĩnh", "Long"]),
    };

    /// <summary>The islands: column, first row, and the lines on them.</summary>
    public static readonly IReadOnlyList<(int Column, int Row, string[] Lines)> Islands =
        [(6, 8, ["Đặc khu", "Hoàng Sa", "(Đà", "Nẵng)"]), (6, 11, ["Đặc khu", "Trường Sa", "(Khánh", "Hòa)"])];

    /// <summary>The step of the scale, 1 to 5: below 70 %, 70s, 80s, 90s, everybody.</summary>
    public static int Step(Reporting reporting) => reporting.Asked == 0 ? 1 : (reporting.Counted * 100 / reporting.Asked) switch { < 70 => 1, < 80 => 2, < 90 => 3, < 100 => 4, _ => 5 };
}
