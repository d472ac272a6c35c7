using TuanHoc.Units;

namespace TuanHoc.Web.Units;

/// <summary>Which units are looked for: of a kind, in a class of difficult area; null is any.</summary>
public sealed record UnitFilter(UnitKind? Kind, string? Difficulty)
{
    static readonly string[] Every = [.. Enum.GetValues<UnitKind>().Select(UnitKinds.Word)];

    /// <summary>The kinds as stored: statements are planned once, so the list is always there.</summary>
    public string[] Kinds => Kind is { } kind ? [UnitKinds.Word(kind)] : Every;

    /// <summary>The classes as stored; empty for any.</summary>
    public string[] Difficulties => Difficulty is null ? [] : [Difficulty];

    public bool IsAny => Kind is null && Difficulty is null;

    public string Query => string.Join('&', new[] { Kind is { } kind ? "kind=" + UnitKinds.Word(kind) : "", Difficulty is null ? "" : "difficulty=" + Difficulty }.Where(part => part != ""));

    /// <summary>As the address has it; a word that names nothing filters nothing.</summary>
    public static UnitFilter Read(string kind, string difficulty) =>
        new(Every.Contains(kind) ? UnitKinds.Parse(kind) : null, UnitFactKind.Difficulties.Contains(difficulty) ? difficulty : null);
}
