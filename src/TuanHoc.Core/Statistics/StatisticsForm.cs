using TuanHoc.Units;

namespace TuanHoc.Statistics;

/// <summary>What a column counts. People are attendances (lượt): a person in two classes counts twice.</summary>
public enum Measure { Sessions, People, Amount, Collectives, Individuals }

/// <summary>How units' answers make a total: their sum, or the number of units (of certain kinds) that answered at least 1.</summary>
public enum AddingUp { Sum, Count }

/// <summary>How a whole stands to its parts: it is their sum, or at least their sum.</summary>
public enum Relation { Equal, AtLeast }

/// <summary>A printed row of a form. Rows are known by <see cref="Key"/>, never by the printed code (a row has none, another moved).</summary>
public sealed class FormRow
{
    public required string Key { get; init; }
    public required int Group { get; init; }
    /// <summary>The printed code, null where none is printed.</summary>
    public string? Code { get; init; }
    public string? ParentKey { get; init; }
    public required string Label { get; init; }
    /// <summary>The label with its slips, where the printed form differs from <see cref="Label"/>.</summary>
    public string? AsPrinted { get; init; }
    public string? Unit { get; init; }
    public string? UnitAsPrinted { get; init; }
    /// <summary>The answer is text (written as the row's note); such a row has no columns.</summary>
    public bool IsText { get; init; }
    /// <summary>Figures are whole đồng.</summary>
    public bool IsMoney { get; init; }
    /// <summary>The row asks about districts, so it does not apply to editions without them.</summary>
    public bool DistrictOnly { get; init; }
    /// <summary>A province's own, behind the nation's.</summary>
    public bool IsOwn => OwnRows.IsOwn(Key);
    public required IReadOnlyList<FormColumn> Columns { get; init; }

    /// <summary>What stands in the first column of figures; null where nothing is asked there.</summary>
    public FormColumn? First => Columns.FirstOrDefault(column => !column.IsSecond);

    /// <summary>What stands in the second column of figures; null where nothing is asked there.</summary>
    public FormColumn? Second => Columns.FirstOrDefault(column => column.IsSecond);

    /// <summary>How a sentence refers to the row: its code, or its label in quotation marks.</summary>
    public string Name => Code ?? $"“{Label}”";
}

/// <summary>One fillable cell of a form: a row and a measure. <see cref="Index"/> is its place in an array of figures.</summary>
public sealed class FormColumn
{
    public required int Index { get; init; }
    public required FormRow Row { get; init; }
    public required Measure Measure { get; init; }
    /// <summary>What the screen calls it: "Số lớp", "Lượt người".</summary>
    public required string Title { get; init; }
    public required AddingUp AddingUp { get; init; }
    /// <summary>For <see cref="AddingUp.Count"/>: the kinds of units whose answer counts; empty for sums.</summary>
    public required IReadOnlyList<UnitKind> Kinds { get; init; }
    /// <summary>The total is only an upper bound: the same giver may be counted in several units.</summary>
    public bool UpperBound { get; init; }
    /// <summary>Fillable on paper, computed on our screen by <see cref="StatisticsForm.Derive"/>.</summary>
    public bool Derived { get; init; }

    /// <summary>Whether it stands in the second column of figures of the printed form ("Người"), not in the first.</summary>
    public bool IsSecond => Measure is Measure.People or Measure.Individuals;

    /// <summary>Whether a unit of this kind is asked: a count is asked only of those that count.</summary>
    public bool AskedOf(UnitKind kind) => AddingUp == AddingUp.Sum || Kinds.Contains(kind);
}

/// <summary>A rule of a form: <paramref name="Whole"/> is, or is at least, the sum of <paramref name="Parts"/>.</summary>
public sealed record PartsRule(FormColumn Whole, IReadOnlyList<FormColumn> Parts, Relation Relation);

/// <summary>A printed statistics form as data; the source of rows, units and ways of adding up is the form issued with the plans of its year.</summary>
public sealed class StatisticsForm
{
    // What is known is never changed, only added to: a form is what it was when it was issued.
    static readonly Lock Gate = new();
    static volatile IReadOnlyList<StatisticsForm> all = [.. Printed.Select(key => FormFile.Of(FormFile.Read(key)))];

    readonly Dictionary<string, FormRow> rowsByKey;

    internal StatisticsForm(string key, string title, IReadOnlyList<string> headings, IReadOnlyList<FormRow> rows, IReadOnlyList<PartsRule> rules)
    {
        (Key, Title, Headings, Rows, Rules) = (key, title, headings, rows, rules);
        rowsByKey = rows.ToDictionary(row => row.Key);
        Columns = [.. rows.SelectMany(row => row.Columns)];
    }

    /// <summary>The keys of the forms that come with the program, oldest first.</summary>
    public static IReadOnlyList<string> Printed => ["2021", "2024"];

    /// <summary>The keys of all forms known to this process: those that come with the program, then those learnt.</summary>
    public static IReadOnlyList<string> Known => [.. all.Select(form => form.Key)];

    /// <summary>Whether this process knows a form.</summary>
    public static bool Knows(string key) => all.Any(form => form.Key == key);

    /// <summary>The newest of the nation's.</summary>
    public static StatisticsForm Newest => all.Last(form => form.Definition.Base is null);

    /// <exception cref="ArgumentException">The form is not known.</exception>
    public static StatisticsForm Load(string key) => all.FirstOrDefault(form => form.Key == key) ?? throw new ArgumentException($"no statistics form '{key}'", nameof(key));

    /// <summary>Takes in forms that were issued; those known already stay as they are.</summary>
    public static void Learn(IEnumerable<FormDefinition> issued)
    {
        lock (Gate)
        {
            var now = all.ToList();
            foreach (var form in issued) if (now.TrueForAll(known => known.Key != form.Key)) now.Add(FormFile.Of(form));
            all = now;
        }
    }

    /// <summary>A form as it would be, without its being known to anybody.</summary>
    public static StatisticsForm Of(FormDefinition definition) => FormFile.Of(definition);

    public string Key { get; }
    public string Title { get; }
    /// <summary>The six printed column headings, in order.</summary>
    public IReadOnlyList<string> Headings { get; }
    public IReadOnlyList<FormRow> Rows { get; }
    public IReadOnlyList<FormColumn> Columns { get; }
    public IReadOnlyList<PartsRule> Rules { get; }
    /// <summary>The form as it is written down.</summary>
    public required FormDefinition Definition { get; init; }

    /// <summary>The nation's form that it is, or whose columns its own begin with.</summary>
    public string NationKey => Definition.Base ?? Key;

    /// <summary>What the form asks a sentence for.</summary>
    public required IReadOnlyList<FormCheck> Checks { get; init; }

    /// <summary>What it says of its own figures: its contradictions, and those of its checks that look at nothing else.</summary>
    public SheetRules SheetRules => field ??= new(this);

    /// <summary>From what counts on a second person must have looked.</summary>
    public required IReadOnlyList<SecondLook> SecondLooks { get; init; }

    /// <summary>The cells that activities fill.</summary>
    public required IReadOnlyList<ActivityCell> Activities { get; init; }

    /// <summary>What activities come to, one a column; null where none fills it. Where units are counted, one that held any counts as one.</summary>
    public long?[] FromActivities(IReadOnlyCollection<ActivitySum> sums)
    {
        var figures = new long?[Columns.Count];
        foreach (var cell in Activities)
        {
            if (Column(cell.Row, cell.Measure) is not { } column || sums.FirstOrDefault(sum => sum.Kind == cell.Kind && sum.Takes == cell.Takes) is not { Amount: var figure }) continue;
            figures[column.Index] = column.AddingUp == AddingUp.Count ? Math.Min(figure, 1) : (figures[column.Index] ?? 0) + figure;
        }
        return figures;
    }

    /// <exception cref="KeyNotFoundException">The form has no such row.</exception>
    public FormRow Row(string key) => rowsByKey[key];

    /// <summary>The column of a row and measure, null where the form does not ask for it.</summary>
    public FormColumn? Column(string rowKey, Measure measure) =>
        rowsByKey.TryGetValue(rowKey, out var row) ? row.Columns.FirstOrDefault(column => column.Measure == measure) : null;

    /// <summary>
    /// The columns whose sum is a number of the form: the row's own, or those beneath it where the form prints no such total (people of group 1 in 2024); none where it asks nothing of the kind.
    /// </summary>
    public IReadOnlyList<FormColumn> Counting(string rowKey, Measure measure) =>
        Column(rowKey, measure) is { } column ? [column] : [.. Children(rowKey).SelectMany(row => row.Columns).Where(column => column.Measure == measure && !column.Derived)];

    public IEnumerable<FormRow> Children(string rowKey) => Rows.Where(row => row.ParentKey == rowKey);

    /// <summary>The columns, by index, that an edition does not ask: those about districts where there are none.</summary>
    public IReadOnlySet<int> NotApplicable(bool hasDistricts) =>
        Columns.Where(column => column.Row.DistrictOnly && !hasDistricts).Select(column => column.Index).ToHashSet();

    /// <summary>Writes the derived columns of <paramref name="figures"/> (stored figures, one a column) from the others.</summary>
    public void Derive(long?[] figures)
    {
        foreach (var rule in Rules)
        {
            if (rule.Whole.Derived)
                figures[rule.Whole.Index] = SumOf(rule.Parts, figures).ToStored();
        }
    }

    /// <summary>The sum of a measure over the rows beneath <paramref name="rowKey"/>, also where the form prints no such total (people of group 1 in 2024).</summary>
    public Figure SumBeneath(string rowKey, Measure measure, ReadOnlySpan<long?> figures) =>
        SumOf([.. Children(rowKey).SelectMany(row => row.Columns).Where(column => column.Measure == measure && !column.Derived)], figures);

    /// <summary>The parts of a whole, added.</summary>
    internal static Figure SumOf(IReadOnlyList<FormColumn> parts, ReadOnlySpan<long?> figures)
    {
        var values = new Figure[parts.Count];
        for (var at = 0; at < values.Length; at++) values[at] = Figure.FromStored(figures[parts[at].Index]);
        return Figure.SumOf(values);
    }
}
