using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Boards;

/// <summary>How many units of a kind were asked and how many have reported.</summary>
public sealed record KindCount(UnitKind Kind, int Asked, int Counted);

/// <summary>A unit directly below with its sums and what they are made of, one a column of the form.</summary>
public sealed record FactsChild(long UnitId, Reporting Reporting, long[] Received, long[] Accepted, Said[] Said);

/// <summary>All that a consolidated report of a unit states, read in one moment.</summary>
public sealed record ReportFacts
{
    // More names than this do not help whoever reads the document; the page has them all.
    const int MostNamed = 60;

    /// <summary>What the units are called.</summary>
    public required IReadOnlyDictionary<long, UnitName> Names { get; init; }
    /// <summary>The form of the sums; null without one.</summary>
    public required StatisticsForm? Form { get; init; }
    public required Reporting Reporting { get; init; }
    public required IReadOnlyList<KindCount> Kinds { get; init; }
    public required long[] Received { get; init; }
    public required long[] Accepted { get; init; }
    public required IReadOnlySet<int> NotAsked { get; init; }
    public required IReadOnlyList<long> Missing { get; init; }
    public required IReadOnlyList<FactsChild> Children { get; init; }
    public required long? ParentId { get; init; }

    /// <summary>The nearest territory above; null where there is none below the nation.</summary>
    public required long? GroundId { get; init; }
    /// <summary>What was answered, one a column: by all of them, and by the unit itself.</summary>
    public required Said[] Said { get; init; }
    public required Said[] OwnSaid { get; init; }

    /// <summary>Of the columns, by index, that anybody of the branch answered: whether a number was among the answers or "không phát sinh" alone.</summary>
    public IReadOnlyDictionary<int, bool> Answered(bool acceptedOnly) => AnsweredIn(acceptedOnly ? Said.Select(said => said.OfAccepted()) : Said);

    /// <summary>The same of any answers, one a column.</summary>
    public static IReadOnlyDictionary<int, bool> AnsweredIn(IEnumerable<Said> answers) =>
        answers.Select((said, column) => (Said: said, column)).Where(one => (one.Said & (Boards.Said.Number | Boards.Said.Nothing)) != Boards.Said.None)
            .ToDictionary(one => one.column, one => one.Said.HasFlag(Boards.Said.Number));

    /// <summary>How many of the units below have not reported.</summary>
    public int MissingBelow => Kinds.Sum(kind => kind.Asked - kind.Counted);

    public int MissingMore => MissingBelow - Missing.Count;

    public static ReportFacts? Of(EditionTotals edition, long unitId)
    {
        if (edition.Around(unitId, out var unit) is not { } totals) return null;
        var tree = totals.Tree;
        var kinds = new SortedDictionary<UnitKind, (int Asked, int Counted)>();
        var missing = new List<long>();
        for (var at = unit; at < tree.End(unit); at++)
        {
            var standing = totals.StandingOf(at);
            if (standing == Standing.NotAsked) continue;
            // Whoever writes the report is not told that it has none yet.
            if (at == unit) continue;
            if (standing.IsMissing() && missing.Count < MostNamed) missing.Add(tree.Id(at));
            var (asked, came) = kinds.GetValueOrDefault(tree.Kind(at));
            kinds[tree.Kind(at)] = (asked + 1, came + (standing.IsMissing() ? 0 : 1));
        }
        return new()
        {
            Names = totals.Names,
            Form = totals.Form,
            Reporting = TotalsBoard.UnitsOf(totals, unit),
            Kinds = [.. kinds.Select(kind => new KindCount(kind.Key, kind.Value.Asked, kind.Value.Counted))],
            Received = totals.Received(unit)[..totals.FormColumns].ToArray(),
            Accepted = totals.Accepted(unit)[..totals.FormColumns].ToArray(),
            NotAsked = totals.NotAsked,
            Missing = missing,
            Children = [.. tree.Children(unit).Where(child => totals.Received(child)[totals.Asked] > 0).Select(child => new FactsChild(tree.Id(child), TotalsBoard.UnitsOf(totals, child),
                totals.Received(child)[..totals.FormColumns].ToArray(), totals.Accepted(child)[..totals.FormColumns].ToArray(), totals.Said.Whole(child).ToArray()))],
            Said = totals.Said.Whole(unit).ToArray(),
            OwnSaid = totals.Said.Own(unit).ToArray(),
            ParentId = tree.Parent(unit) < 0 ? null : tree.Id(tree.Parent(unit)),
            GroundId = tree.PathTo(unit).SkipLast(1).Reverse().Where(above => tree.Kind(above) is UnitKind.Province or UnitKind.District or UnitKind.Commune).Select(above => (long?)tree.Id(above)).FirstOrDefault(),
        };
    }
}

/// <summary>The narrative of a unit's own report by section, once it is sent; a draft is nobody else's.</summary>
public sealed record OwnWords(IReadOnlyDictionary<string, string> Narrative)
{
    public static readonly OwnWords None = new(new Dictionary<string, string>());
}

public static class ReportQueries
{
    public static async Task<OwnWords> OwnWordsAsync(this AppDb db, TotalsPlace place, CancellationToken cancel)
    {
        var narrative = await db.Database.SqlQuery<string>($"select narrative::text as \"Value\" from report where edition_id = {place.EditionId} and unit_id = {place.UnitId} and state in ('submitted', 'accepted')").SingleOrDefaultAsync(cancel);
        return narrative is null ? OwnWords.None : new(JsonSerializer.Deserialize<Dictionary<string, string>>(narrative) ?? []);
    }
}
