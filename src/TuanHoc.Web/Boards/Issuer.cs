using System.Globalization;
using TuanHoc.Documents;

namespace TuanHoc.Web.Boards;

/// <summary>How a unit stands on its own documents: letterhead, signature and recipients by its kind and its parent's (Decree 30/2020/NĐ-CP, Appendix I and III).</summary>
public sealed record Issuer(string Body, string? ParentBody, string Notation, string Place, Signature Signature, IReadOnlyList<string> Recipients)
{
    // Who is addressed at the head is not named again at the foot.
    const string AsAbove = "Như trên";

    /// <summary>Whom the report is sent up to, as its head addresses them; null where nobody of the line stands above.</summary>
    public string? Addressee { get; init; }

    // Names of territories are common nouns inside a sentence: tỉnh Lai Châu, but Trường Tiểu học.
    static readonly string[] Territories = ["Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Đặc khu ", "Thị trấn ", "Thị xã ", "Huyện ", "Quận "];

    /// <summary>A unit's name as it stands inside a sentence.</summary>
    public static string Inside(string name) => IsTerritory(name) ? char.ToLowerInvariant(name[0]) + name[1..] : name;

    public static bool IsTerritory(string name) => Territories.Any(start => name.StartsWith(start, StringComparison.Ordinal));

    /// <param name="place">The unit, as it was on the last day of the week.</param>
    /// <param name="parent">The unit above it, null at the top.</param>
    /// <param name="ground">The nearest territory above it: the parent itself, or that of a body; null below the nation.</param>
    public static Issuer Of(TotalsPlace place, UnitName? parent, UnitName? ground) => place.Kind switch
    {
        "nation" => new("Bộ Giáo dục và Đào tạo", null, "BC-BGDĐT", "Hà Nội", new([], "Bộ trưởng", ""), ["Thủ tướng Chính phủ (để báo cáo)", "UBND các tỉnh, thành phố", "Lưu: VT, Vụ GDTX"]),
        "province" => Committee(place, "Bộ Giáo dục và Đào tạo", place.ShortName, [$"TT. Tỉnh ủy, HĐND {Inside(place.Name)}", "Sở Giáo dục và Đào tạo", "UBND các xã, phường", "Lưu: VT, VX"]),
        "district" or "commune" => Committee(place, Above(parent), place.Name, [$"TT. Đảng ủy, HĐND {Inside(place.Name)}", "Các trường học, đơn vị trên địa bàn", "Lưu: VT, VHXH"]),
        "school" => Unit(place, parent, ground, "Hiệu trưởng"),
        // An association answers to its own line, a Party body to the Party's: no committee stands above their name.
        "association" => Unit(place, parent, ground, "Chủ tịch") with { ParentBody = null },
        "body" => Unit(place, parent, ground, "Thủ trưởng") with { ParentBody = null },
        _ => Unit(place, parent, ground, place.Name switch
        {
            var name when name.StartsWith("Phòng ", StringComparison.Ordinal) => "Trưởng phòng",
            var name when name.StartsWith("Ban ", StringComparison.Ordinal) => "Trưởng ban",
            _ => "Giám đốc",
        }),
    };

    // A committee prints no body above it.
    static Issuer Committee(TotalsPlace place, string? addressee, string where, string[] others) =>
        new($"Ủy ban nhân dân {Inside(place.Name)}", null, "BC-UBND", where, new(["TM. Ủy ban nhân dân"], "Chủ tịch", ""), [First(addressee), .. others]) { Addressee = addressee };

    static Issuer Unit(TotalsPlace place, UnitName? parent, UnitName? ground, string position) =>
        new(place.Name, Above(parent), "BC-" + Abbreviation(place.Name), ground?.ShortName ?? "Hà Nội", new([], position, ""), [First(Above(parent)), "Lưu: VT"]) { Addressee = Above(parent) };

    // Of a territory its committee; of a body (a Sở over its schools) the body itself.
    static string? Above(UnitName? parent) => parent is null ? null : IsTerritory(parent.Name) ? $"Ủy ban nhân dân {Inside(parent.Name)}" : parent.Name;

    static string First(string? addressee) => addressee is null ? "Cấp trên (để báo cáo)" : AsAbove;

    /// <summary>A body in a document's notation: Sở Giáo dục và Đào tạo → SGDĐT, Trường THPT Bình Lư → THPTBL, Hội Khuyến học tỉnh Lai Châu → HKH.</summary>
    public static string Abbreviation(string body)
    {
        var end = Territories.Select(start => body.IndexOf(" " + start.ToLowerInvariant(), StringComparison.Ordinal)).Where(at => at > 0).DefaultIfEmpty(body.Length).Min();
        var words = body[..end].Split([' ', ',', '-', '–'], StringSplitOptions.RemoveEmptyEntries).Where(word => word is not ("và" or "Trường"));
        return string.Concat(words.Select(word => word.Length > 1 && word.All(char.IsUpper) ? word : char.ToUpper(word[0], CultureInfo.InvariantCulture).ToString()));
    }
}
