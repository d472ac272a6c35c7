namespace TuanHoc.Core.Tests.Plans;

/// <summary>The plans tests read: the project's own under tests/plans, and the issued ones that lie beside the repository on some machines.</summary>
internal static class WrittenPlans
{
    public static readonly string Root = FindRoot();

    public static readonly string Shared = Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    public static readonly string Scorer = Path.Combine(Shared, "tools", "score-plan");

    /// <summary>Text and annotation of every written plan that has one.</summary>
    public static IEnumerable<(string Name, string Text, string Gold)> Own() =>
        from text in Directory.EnumerateFiles(Path.Combine(Root, "tests", "plans"), "*.txt").Order(StringComparer.Ordinal)
        let gold = Path.ChangeExtension(text, ".json")
        where File.Exists(gold)
        select (Path.GetFileNameWithoutExtension(text), text, gold);

    /// <summary>The issued plans; none where they are not there.</summary>
    public static IEnumerable<(string Name, string Text, string Gold)> Issued() =>
        !Directory.Exists(Path.Combine(Shared, "gold"))
            ? []
            : from gold in Directory.EnumerateFiles(Path.Combine(Shared, "gold"), "*.json").Order(StringComparer.Ordinal)
              let text = Path.Combine(Shared, "plans", Path.GetFileNameWithoutExtension(gold) + ".txt")
              where File.Exists(text)
              select (Path.GetFileNameWithoutExtension(gold), text, gold);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TuanHoc.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("TuanHoc.slnx stands in no folder above the tests.");
        }

        return folder;
    }
}
