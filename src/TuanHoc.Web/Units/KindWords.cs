using TuanHoc.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Units;

/// <summary>What lists call the kinds of units, and the levels of schools.</summary>
public static class KindWords
{
    static readonly string[] InOrder = ["preschool", "primary", "lower-secondary", "upper-secondary", "mixed", "college", "university"];

    public static string Of(UnitKind kind) => kind switch
    {
        UnitKind.Nation => T["Cả nước"],
        UnitKind.Province => T["Tỉnh, thành phố"],
        UnitKind.District => T["Huyện, quận"],
        UnitKind.Commune => T["Xã, phường"],
        UnitKind.Agency => T["Cơ quan"],
        UnitKind.Association => T["Hội, đoàn thể"],
        UnitKind.School => T["Trường"],
        UnitKind.Clc => T["Trung tâm học tập cộng đồng"],
        UnitKind.Library => T["Thư viện"],
        UnitKind.Museum => T["Bảo tàng"],
        UnitKind.CultureHouse => T["Nhà văn hóa"],
        UnitKind.Centre => T["Trung tâm GDNN–GDTX"],
        UnitKind.Press => T["Báo, đài"],
        UnitKind.Enterprise => T["Doanh nghiệp"],
        UnitKind.Body => T["Cơ quan Đảng, Hội đồng"],
        _ => T["Thôn, tổ dân phố"],
    };

    /// <summary>The levels of schools in the order of an education.</summary>
    public static IReadOnlyList<string> Levels => InOrder;

    /// <summary>The place of a level among them; -1 for none.</summary>
    public static int PlaceOf(string level) => Array.IndexOf(InOrder, level);

    public static string OfLevel(string level) => level switch
    {
        "preschool" => T["Mầm non"],
        "primary" => T["Tiểu học"],
        "lower-secondary" => T["THCS"],
        "upper-secondary" => T["THPT"],
        "mixed" => T["Nhiều cấp học"],
        "college" => T["Cao đẳng"],
        _ => T["Đại học"],
    };
}
