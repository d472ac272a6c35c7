namespace TuanHoc.Web.Units;

/// <summary>The page of the directory: its tree, or what was found by name, or a list by kind and class.</summary>
public sealed record UnitsPage
{
    public required AsOf AsOf { get; init; }
    public required UnitFilter Filter { get; init; }
    public required string Text { get; init; }
    public IReadOnlyList<UnitFound> Found { get; init; } = [];
    public IReadOnlyList<FormerUnit> Former { get; init; } = [];

    /// <summary>Units of today answer; of those of before at most a few were looked for, and the rest are one link away.</summary>
    public bool AsksForFormer { get; init; }

    /// <summary>Whether the reader may bring units in by file.</summary>
    public bool MayImport { get; init; }

    /// <summary>The units whose lists are open; the nation's always is.</summary>
    public IReadOnlyList<long> Opened { get; init; } = [];

    /// <summary>By the unit above; null where a list is shown instead.</summary>
    public ILookup<long, TreeUnit>? Tree { get; init; }

    /// <summary>This page with one unit opened, or closed when it is open.</summary>
    public string Toggled(long id) =>
        AsOf.Link("/units", string.Join('&', (Opened.Contains(id) ? Opened.Where(open => open != id) : Opened.Append(id)).Where(open => open != UnitDirectory.Nation).Select(open => $"open={open}"))) + "#u" + id;

    public string Here => AsOf.Link("/units", string.Join('&', new[] { Text == "" ? "" : "q=" + Uri.EscapeDataString(Text), Filter.Query }.Where(part => part != "")));

    /// <summary>The list behind the last one shown; null when there is none.</summary>
    public string? Next => Text == "" && Found.Count > UnitEndpoints.Shown ? AsOf.Link("/units", $"{Filter.Query}&after={Found[UnitEndpoints.Shown - 1].Unit.UnitId}") : null;
}
