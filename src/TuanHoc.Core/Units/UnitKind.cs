namespace TuanHoc.Units;

/// <summary>What a unit is, as far as rules depend on it; the printed type (tỉnh, xã, phường …) is a field of its own.</summary>
public enum UnitKind : byte
{
    Nation, Province, District, Commune, Agency, Association, School, Clc, Library,
    Museum, CultureHouse, Centre, Press, Enterprise, Body, Neighbourhood,
}

/// <summary>The English words for kinds, the same wherever a machine reads them.</summary>
public static class UnitKinds
{
    static readonly string[] Words =
    [
        "nation", "province", "district", "commune", "agency", "association", "school", "clc", "library",
        "museum", "culture-house", "centre", "press", "enterprise", "body", "neighbourhood",
    ];

    /// <summary>All words, in the order of the kinds.</summary>
    public static IReadOnlyList<string> All => Words;

    public static string Word(UnitKind kind) => Words[(int)kind];

    /// <exception cref="FormatException">The word names no kind.</exception>
    public static UnitKind Parse(string word) => Array.IndexOf(Words, word) switch
    {
        -1 => throw new FormatException($"'{word}' is no kind of unit"),
        var index => (UnitKind)index,
    };
}
