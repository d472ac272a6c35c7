using TuanHoc.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards;

/// <summary>What the lists of missing reports call the kinds of units.</summary>
public static class KindWords
{
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
}
