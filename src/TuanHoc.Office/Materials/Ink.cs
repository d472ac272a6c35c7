namespace TuanHoc.Office.Materials;

/// <summary>A colour twice: as screens show it, and as a press mixes it (per cent of cyan, magenta, yellow, black), chosen by eye for paper and cloth.</summary>
internal sealed record Ink(string Screen, int Cyan, int Magenta, int Yellow, int Black)
{
    public static readonly Ink
        White = new("#ffffff", 0, 0, 0, 0),
        Paper = new("#faf8f3", 2, 2, 5, 0),
        GridFine = new("#eff0f2", 6, 4, 3, 0),
        Grid = new("#e0e4ec", 13, 8, 4, 0),
        Indigo = new("#27407a", 95, 80, 20, 10),
        IndigoDeep = new("#1a2d5a", 100, 88, 32, 25),
        IndigoSoft = new("#304b88", 88, 72, 15, 5),
        Text = new("#1b2232", 0, 0, 0, 95),
        Quiet = new("#474e5e", 0, 0, 0, 78),
        Rule = new("#8f96a6", 0, 0, 0, 45),
        Leaf = new("#3f9169", 75, 18, 70, 2),
        Turmeric = new("#ba7f17", 24, 48, 100, 4),
        Gold = new("#e0a11b", 9, 38, 98, 0),
        Sky = new("#7d99cf", 52, 33, 0, 0),
        SkyDeep = new("#4766a8", 79, 62, 5, 0),
        SkyPale = new("#b5c6e6", 28, 15, 0, 0),
        Registration = new("#000000", 100, 100, 100, 100);

    /// <summary>The terraces, from the hills behind to the field in front.</summary>
    public static readonly Ink[] Terraces =
    [
        new("#eef2fa", 6, 3, 0, 0), new("#dfe7f5", 12, 6, 0, 0), new("#cad7ee", 20, 10, 0, 0), new("#b2c4e4", 30, 17, 0, 0),
        new("#93abd6", 43, 26, 0, 0), new("#6f8bc4", 60, 40, 0, 0), new("#4a67a8", 78, 61, 5, 0), new("#27407a", 95, 80, 20, 10),
    ];

    /// <summary>The terraces by night, on cloth dyed indigo.</summary>
    public static readonly Ink[] TerracesByNight =
    [
        new("#2e4985", 90, 75, 17, 7), new("#36528f", 86, 70, 14, 4), new("#3f5c9a", 82, 66, 10, 2), new("#4a67a8", 78, 61, 5, 0),
        new("#5a77b5", 69, 50, 2, 0), new("#6f8bc4", 60, 40, 0, 0),
    ];
}
