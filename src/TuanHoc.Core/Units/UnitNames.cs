namespace TuanHoc.Units;

/// <summary>How kinds of units are named, coded and placed in Vietnam.</summary>
public static class UnitNames
{
    /// <summary>The first day without districts and towns (thị trấn), and with special zones (Law on the organisation of local government, 2025).</summary>
    public static readonly DateOnly TwoTiers = new(2025, 7, 1);

    /// <summary>The types that may be printed before the name of a kind of territory on a day; none for bodies.</summary>
    public static IReadOnlyList<string> TypesOf(UnitKind kind, DateOnly onDay) => kind switch
    {
        UnitKind.Province => ["tỉnh", "thành phố"],
        UnitKind.District => ["quận", "huyện", "thị xã", "thành phố"],
        UnitKind.Commune => onDay < TwoTiers ? ["xã", "phường", "thị trấn"] : ["xã", "phường", "đặc khu"],
        _ => [],
    };

    /// <summary>Whether a unit of the kind may still begin on a day.</summary>
    public static bool MayBegin(UnitKind kind, DateOnly onDay) => kind != UnitKind.District || onDay < TwoTiers;

    /// <summary>Whether units of this kind are pieces of ground: one that changes its ground is another unit.</summary>
    public static bool IsTerritory(UnitKind kind) => kind is UnitKind.Nation or UnitKind.Province or UnitKind.District or UnitKind.Commune;

    /// <summary>How many digits the code of a territory has; 0 where the code is free.</summary>
    public static int CodeLength(UnitKind kind) => kind switch
    {
        UnitKind.Province => 2,
        UnitKind.District => 3,
        UnitKind.Commune => 5,
        _ => 0,
    };

    /// <summary>Whether a unit of the one kind may answer to one of the other.</summary>
    public static bool MayAnswerTo(UnitKind kind, UnitKind parent) => kind switch
    {
        UnitKind.Nation => false,
        UnitKind.Province => parent == UnitKind.Nation,
        UnitKind.District => parent == UnitKind.Province,
        UnitKind.Commune => parent is UnitKind.Province or UnitKind.District,
        _ => IsTerritory(parent) || parent is UnitKind.Agency or UnitKind.Association or UnitKind.School or UnitKind.Enterprise or UnitKind.Body,
    };

    /// <summary>"phường" and "Đức Nhuận" make "Phường Đức Nhuận"; a name without a type stands alone.</summary>
    public static string Full(string? printedType, string shortName) =>
        string.IsNullOrEmpty(printedType) ? shortName : $"{char.ToUpperInvariant(printedType[0])}{printedType[1..]} {shortName}";
}
