using TuanHoc.Documents;

namespace TuanHoc.Web.Boards;

/// <summary>How a unit stands on its own documents: letterhead, signature and recipients by its kind (Decree 30/2020/NĐ-CP, Appendix I).</summary>
public sealed record Issuer(string Body, string? ParentBody, string Notation, string Place, Signature Signature, IReadOnlyList<string> Recipients)
{
    // Names of territories are common nouns inside a sentence: tỉnh Lai Châu, but Trường Tiểu học.
    static readonly string[] Territories = ["Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Đặc khu ", "Thị trấn ", "Thị xã ", "Huyện ", "Quận "];

    /// <summary>A unit's name as it stands inside a sentence.</summary>
    public static string Inside(string name) => IsTerritory(name) ? char.ToLowerInvariant(name[0]) + name[1..] : name;

    public static bool IsTerritory(string name) => Territories.Any(start => name.StartsWith(start, StringComparison.Ordinal));

    /// <param name="place">The unit, as it was on the last day of the week.</param>
    /// <param name="parent">The unit above it, null at the top.</param>
    public static Issuer Of(TotalsPlace place, UnitName? parent) => place.Kind switch
    {
        "nation" => new("Bộ Giáo dục và Đào tạo", null, "BC-BGDĐT", "Hà Nội", new([], "Bộ trưởng", ""), ["Thủ tướng Chính phủ (để báo cáo)", "UBND các tỉnh, thành phố", "Lưu: VT, Vụ GDTX"]),
        "province" => Committee(place, place.ShortName, ["Bộ Giáo dục và Đào tạo (để báo cáo)", $"TT. Tỉnh ủy, HĐND {Inside(place.Name)}", "Sở Giáo dục và Đào tạo", "UBND các xã, phường", "Lưu: VT, VX"]),
        "district" or "commune" => Committee(place, place.Name, [Above(parent, "để báo cáo"), $"TT. Đảng ủy, HĐND {Inside(place.Name)}", "Các trường học, đơn vị trên địa bàn", "Lưu: VT, VHXH"]),
        "school" => Unit(place, parent, "Hiệu trưởng"),
        "association" => Unit(place, parent, "Chủ tịch"),
        _ => Unit(place, parent, "Giám đốc"),
    };

    // A committee prints no body above it.
    static Issuer Committee(TotalsPlace place, string where, string[] recipients) =>
        new($"Ủy ban nhân dân {Inside(place.Name)}", null, "BC-UBND", where, new(["TM. Ủy ban nhân dân"], "Chủ tịch", ""), recipients);

    static Issuer Unit(TotalsPlace place, UnitName? parent, string position) =>
        new(place.Name, parent is null ? null : $"Ủy ban nhân dân {Inside(parent.Name)}", "BC", parent?.ShortName ?? place.ShortName, new([], position, ""), [Above(parent, "để báo cáo"), "Lưu: VT"]);

    static string Above(UnitName? parent, string why) => parent is null ? "Cấp trên" : $"UBND {Inside(parent.Name)} ({why})";
}
