using System.Globalization;
using TuanHoc.Office.Materials;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Materials;

/// <summary>The materials and their parts in words.</summary>
static class MaterialText
{
    public static string Name(MaterialKind kind) => kind.Key switch
    {
        "poster-a2" => T["Áp phích A2"],
        "poster-a3" => T["Áp phích A3"],
        "banner" => T["Băng rôn ngang"],
        "flag" => T["Phướn dọc"],
        "standee" => T["Standee"],
        "backdrop" => T["Phông sân khấu"],
        "invitation" => T["Giấy mời"],
        _ => T["Giấy chứng nhận"],
    };

    /// <summary>"6 × 0,8 m" of what is hung, "420 × 594 mm" of what is printed.</summary>
    public static string Size(MaterialKind kind) => Math.Max(kind.Width, kind.Height) < 1000
        ? $"{Number(kind.Width)} × {Number(kind.Height)} mm" : $"{Number(kind.Width / 1000)} × {Number(kind.Height / 1000)} m";

    public static string Label(MaterialPart part, MaterialKind kind) => part switch
    {
        MaterialPart.Slogan => T["Hoặc gõ câu khác"],
        MaterialPart.Event => kind.Key == "certificate" ? T["Đã tham gia hoạt động"] : T["Tên buổi lễ, hoạt động"],
        MaterialPart.Time => kind.Key == "certificate" ? T["Ngày, nơi cấp"] : T["Thời gian"],
        MaterialPart.Place => T["Địa điểm"],
        MaterialPart.Programme => T["Chương trình, mỗi dòng một mục"],
        MaterialPart.Name => kind.Key == "certificate" ? T["Họ và tên người tham gia"] : T["Kính mời ai"],
        _ => T["Liên kết in thành mã QR"],
    };

    public static string? Hint(MaterialPart part) => part switch
    {
        MaterialPart.Slogan => T["Để trống thì dùng câu đã chọn ở trên."],
        MaterialPart.Name => T["Để trống thì có dòng kẻ để viết tay."],
        MaterialPart.Address => T["Ví dụ trang của hoạt động: người xem quét mã là mở được."],
        _ => null,
    };

    static string Number(double value) => value.ToString("0.##", CultureInfo.GetCultureInfo("vi-VN"));
}
