using System.Runtime.InteropServices;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards;

/// <summary>How many reports were asked, came and were accepted.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Reporting(long Asked, long Counted, long Accepted)
{
    public long Missing => Asked - Counted;
}

/// <summary>A number by what it is made of; blank where nobody answered, and "không phát sinh" where whoever did says so: neither is 0.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Sums(Figure Own, Figure Below, Figure Received, Figure Accepted);

/// <summary>A number of the form with its sums; no sums where the edition does not ask it.</summary>
public sealed record BoardLine(Indicator Indicator, Sums? Sums);

/// <summary>A unit directly below. Reporting counts its communes where <paramref name="CountsCommunes"/>, else its units, itself among them.</summary>
public sealed record BoardChild(long UnitId, UnitKind Kind, bool HasBelow, bool CountsCommunes, Reporting Reporting, Sums Sums);

/// <summary>The numbers of one page of totals, read in one moment, and their texts by key: the page and its live stream show the same.</summary>
public sealed record TotalsBoard
{
    const int MostBehind = 6;

    // More rows than a person reads at once; a province may have hundreds of bodies directly below.
    const int MostShown = 50;

    public required IReadOnlyList<long> Path { get; init; }
    /// <summary>What the units are called.</summary>
    public required IReadOnlyDictionary<long, UnitName> Names { get; init; }
    /// <summary>Units of the edition's time that this map no longer has, by id, and where they are counted.</summary>
    public required IReadOnlyDictionary<long, Placement> Earlier { get; init; }
    /// <summary>Earlier units of which a part lies here, though they are counted above.</summary>
    public required IReadOnlyList<long> PartlyHere { get; init; }
    /// <summary>Earlier units counted above whose successor nobody knows; they may lie here.</summary>
    public required IReadOnlyList<long> PerhapsHere { get; init; }
    /// <summary>Earlier units counted here by their name alone.</summary>
    public required IReadOnlyList<long> ByNameHere { get; init; }
    /// <summary>On a map by ground: whom units counted here answer to.</summary>
    public required IReadOnlyDictionary<long, long> AnswersTo { get; init; }
    public required bool CountsCommunes { get; init; }
    public required Reporting Units { get; init; }
    public required Reporting Communes { get; init; }
    /// <summary>Reports received that are on another form than the edition's, or on none.</summary>
    public required long OnOtherForm { get; init; }
    /// <summary>The form of the lines: the edition's, with the rows of the province where it asks some of its own; null without a form.</summary>
    public required StatisticsForm? Form { get; init; }
    public required Indicator? LearnersOf { get; init; }
    public required Sums Learners { get; init; }
    public required IReadOnlyList<BoardLine> Lines { get; init; }
    public required Indicator? Chosen { get; init; }
    public required IReadOnlyList<BoardChild> Children { get; init; }
    /// <summary>The first of the children, those that need an act most; all of them when asked for.</summary>
    public required IReadOnlyList<BoardChild> Shown { get; init; }

    /// <summary>Those with most reports missing, as many as are worth calling first; the page behind has the rest.</summary>
    public IReadOnlyList<BoardChild> Behind => field ??= [.. Children.Where(child => child.Reporting.Missing > 0).OrderByDescending(child => child.Reporting.Missing).Take(MostBehind)];

    public Reporting Reporting => CountsCommunes ? Communes : Units;

    /// <summary>What the units directly below come to, as their table ends.</summary>
    public BoardChild Foot => field ??= new(0, UnitKind.Nation, HasBelow: false, CountsCommunes,
        new(Children.Sum(child => child.Reporting.Asked), Children.Sum(child => child.Reporting.Counted), Children.Sum(child => child.Reporting.Accepted)),
        new(Total(child => child.Sums.Own), Total(child => child.Sums.Below), Total(child => child.Sums.Received), Total(child => child.Sums.Accepted)));

    Figure Total(Func<BoardChild, Figure> part) =>
        Children.Any(child => part(child).IsNumber) ? Figure.Of(Children.Sum(child => part(child).NumberOrZero))
        : Children.Any(child => part(child).IsNothingOccurred) ? Figure.NothingOccurred : Figure.Blank;

    /// <param name="edition">The edition's totals.</param>
    /// <param name="unitId">The unit looked at.</param>
    /// <param name="row">The row chosen for the table of units, or none.</param>
    /// <param name="measure">And its measure.</param>
    /// <param name="all">Every line of the form instead of the main ones.</param>
    /// <param name="everyUnit">Every unit directly below instead of the first ones.</param>
    public static TotalsBoard? Of(EditionTotals edition, long unitId, string? row, string? measure, bool all, bool everyUnit)
    {
        if (edition.Around(unitId, out var unit) is not { } totals) return null;
        var (tree, form) = (totals.Tree, totals.Form);
        var learners = Indicator.Learners(form);
        var chosen = form is null ? null : Indicator.Find(form, row, measure) ?? learners;
        var own = new long[totals.Columns];
        totals.Own(unit, own);
        var lines = form is null ? [] : (all ? Indicator.All(form) : Indicator.First(form))
            .Select(one => new BoardLine(one, one.IsAsked(totals.NotAsked) ? SumsOf(totals, unit, own, one) : null)).ToList();
        var (units, communes, headline) = (UnitsOf(totals, unit), CommunesOf(totals, unit), learners is null ? default : SumsOf(totals, unit, own, learners));
        List<BoardChild> children = [.. tree.Children(unit).Where(child => totals.Received(child)[totals.Asked] > 0)
            .Select(child => ChildOf(totals, child, own, chosen)).OrderBy(child => child.Reporting.Missing == 0)
            .ThenBy(child => child.Reporting.Asked == 0 ? 1 : (double)child.Reporting.Counted / child.Reporting.Asked)
            .ThenByDescending(child => child.Reporting.Missing).ThenByDescending(child => child.Sums.Received.Number)];
        return new()
        {
            Names = totals.Names,
            Earlier = totals.Units.Earlier,
            PartlyHere = totals.Units.PartlyIn(unit),
            PerhapsHere = totals.Units.PerhapsIn(unit),
            ByNameHere = totals.Units.ByNameIn(unit),
            AnswersTo = totals.Units.AnswersTo,
            Path = [.. tree.PathTo(unit).Select(tree.Id)],
            CountsCommunes = CommunesBelow(totals, unit),
            Units = units,
            Communes = communes,
            OnOtherForm = totals.Received(unit)[totals.OnOtherForm],
            Form = form,
            LearnersOf = learners,
            Learners = headline,
            Lines = lines,
            Chosen = chosen,
            Children = children,
            Shown = everyUnit || children.Count <= MostShown ? children : children[..MostShown],
        };
    }

    static BoardChild ChildOf(EditionTotals totals, int child, long[] own, Indicator? chosen)
    {
        totals.Own(child, own);
        var communes = CommunesBelow(totals, child);
        return new(totals.Tree.Id(child), totals.Tree.Kind(child), HasBelow(totals, child), communes,
            communes ? CommunesOf(totals, child) : UnitsOf(totals, child), chosen is null ? default : SumsOf(totals, child, own, chosen));
    }

    public static Sums SumsOf(EditionTotals totals, int unit, ReadOnlySpan<long> own, Indicator indicator)
    {
        var received = totals.Received(unit);
        var accepted = totals.Accepted(unit);
        var said = SaidMatrix.In(totals.Said.Whole(unit), indicator.Columns);
        return new(
            SaidMatrix.In(totals.Said.Own(unit), indicator.Columns).Told(indicator.Of(own)),
            totals.Said.Below(unit, indicator.Columns).Told(indicator.Of(received) - indicator.Of(own)),
            said.Told(indicator.Of(received)),
            said.OfAccepted().Told(indicator.Of(accepted)));
    }

    public static bool HasBelow(EditionTotals totals, int unit) => totals.Tree.End(unit) > unit + 1;

    static bool CommunesBelow(EditionTotals totals, int unit) =>
        totals.Tree.Kind(unit) is UnitKind.Nation or UnitKind.Province or UnitKind.District && totals.Received(unit)[totals.CommunesAsked] > 0;

    public static Reporting UnitsOf(EditionTotals totals, int unit) =>
        new(totals.Received(unit)[totals.Asked], totals.Received(unit)[totals.Counted], totals.Accepted(unit)[totals.Counted]);

    static Reporting CommunesOf(EditionTotals totals, int unit) =>
        new(totals.Received(unit)[totals.CommunesAsked], totals.Received(unit)[totals.CommunesCounted], totals.Accepted(unit)[totals.CommunesCounted]);

    /// <summary>Every text of the page that changes, by the key its element carries.</summary>
    public IEnumerable<KeyValuePair<string, string>> Texts()
    {
        yield return new("n", Vn.Number(Reporting.Counted));
        yield return new("total", Vn.Number(Reporting.Asked));
        yield return new("m", Vn.Number(Reporting.Missing));
        yield return new("percent", Vn.Percent(Reporting.Counted, Reporting.Asked));
        yield return new("ok", Vn.Number(Reporting.Accepted));
        yield return new("units", Vn.Number(Units.Counted));
        yield return new("w-ok", Width(Reporting.Accepted, Reporting.Asked));
        yield return new("w-n", Width(Reporting.Counted, Reporting.Asked));
        yield return new("learners:r", Written(Learners.Received));
        yield return new("learners:a", Written(Learners.Accepted));
        yield return new("learners:p", Vn.Percent(Learners.Accepted.NumberOrZero, Learners.Received.NumberOrZero));
        foreach (var line in Lines)
            if (line.Sums is { } sums) foreach (var text in Of(line.Indicator.Key, sums)) yield return text;
        foreach (var child in Shown.Append(Foot))
        {
            var key = $"u{child.UnitId}";
            foreach (var text in Of(key, child.Sums)) yield return text;
            yield return new(key + ":n", Vn.Number(child.Reporting.Counted));
            yield return new(key + ":t", Vn.Number(child.Reporting.Asked));
            yield return new(key + ":m", child.Reporting.Missing == 0 ? "–" : Vn.Number(child.Reporting.Missing));
            yield return new(key + ":p", Rounded(child.Reporting));
            yield return new(key + ":w-n", Width(child.Reporting.Counted, child.Reporting.Asked));
            yield return new(key + ":w-ok", Width(child.Reporting.Accepted, child.Reporting.Asked));
        }
    }

    static IEnumerable<KeyValuePair<string, string>> Of(string key, Sums sums) =>
        [new(key + ":o", Written(sums.Own)), new(key + ":b", Written(sums.Below)), new(key + ":r", Written(sums.Received)), new(key + ":a", Written(sums.Accepted))];

    public static string Written(Figure sum) => sum.Number is { } number ? Vn.Number(number) : sum.IsNothingOccurred ? "k" : "–";

    /// <summary>A whole percentage that says 100 only when nobody is missing.</summary>
    public static string Rounded(Reporting reporting) => reporting.Asked == 0 ? "–" : Vn.Number(reporting.Counted * 100 / reporting.Asked) + "%";

    /// <summary>A part of a bar 100 wide.</summary>
    public static string Width(long part, long whole) => (whole == 0 ? 0 : Math.Round(100.0 * part / whole, 1)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
