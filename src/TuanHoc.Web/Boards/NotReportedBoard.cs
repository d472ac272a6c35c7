using Microsoft.EntityFrameworkCore;
using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards;

/// <summary>Whose names are listed: of those whose report has not come, has come, or is accepted.</summary>
public enum Named { Missing, Received, Accepted }

/// <summary>A unit whose report has not come, or has.</summary>
public sealed record NotReportedUnit(long UnitId, long ParentId, UnitKind Kind, DateOnly Due, bool IsExtended);

/// <summary>Where reports that have not come stand; a board is filtered by one of them.</summary>
public static class MissingStates
{
    public const string Overdue = "overdue", Due = "due", NotDue = "not-due", Returned = "returned", Extended = "extended";

    public static readonly IReadOnlyList<string> All = [Overdue, Due, NotDue, Returned, Extended];

    public static string Word(string state) => state switch
    {
        Overdue => T["Quá hạn"],
        Due => T["Sắp đến hạn"],
        NotDue => T["Chưa đến hạn"],
        Returned => T["Trả lại"],
        _ => T["Được gia hạn"],
    };
}

/// <summary>Who has not reported, or who has, in a unit's branch: the longest overdue first, then by place in the tree, a page at a time; with counts.</summary>
public sealed record NotReportedBoard
{
    const int OnePage = 50;

    public required IReadOnlyList<long> Path { get; init; }
    /// <summary>What the units are called.</summary>
    public required IReadOnlyDictionary<long, UnitName> Names { get; init; }
    public required Named Named { get; init; }
    public required string? Kind { get; init; }
    public required string? State { get; init; }
    /// <summary>Of the kind that is shown and has not come, how many stand where (<see cref="MissingStates"/>).</summary>
    public required IReadOnlyDictionary<string, int> States { get; init; }
    public required IReadOnlyDictionary<UnitKind, int> Counts { get; init; }
    public required IReadOnlyList<(long UnitId, int Missing)> Below { get; init; }
    public required IReadOnlyList<NotReportedUnit> Shown { get; init; }
    /// <summary>The last unit of this page, when another follows.</summary>
    public required long? Next { get; init; }
    public required bool IsFirst { get; init; }
    /// <summary>The unit after which the page was asked to begin.</summary>
    public required long? After { get; init; }

    public int Total => Counts.Values.Sum();

    /// <summary>How many the filters show, on all pages.</summary>
    public int Listed => State is null ? OfKind : States.GetValueOrDefault(State);

    public int OfKind => Kind is null ? Total : Counts.GetValueOrDefault(UnitKinds.Parse(Kind));

    /// <param name="totals">The edition's totals.</param>
    /// <param name="place">The unit looked at and the edition's deadlines.</param>
    /// <param name="today">The day it is.</param>
    /// <param name="named">Whose names.</param>
    /// <param name="kind">One kind of unit alone, in its English word; null for all.</param>
    /// <param name="state">Of those that have not come, only those that stand so (<see cref="MissingStates"/>); null for all.</param>
    /// <param name="after">The unit after which the page begins; null for the first page.</param>
    public static NotReportedBoard? Of(EditionTotals totals, TotalsPlace place, DateOnly today, Named named, string? kind, string? state, long? after)
    {
        if (!totals.Tree.TryIndexOf(place.UnitId, out var top) || kind is not null && !IsKind(kind) || state is not null && !MissingStates.All.Contains(state)) return null;
        var (tree, counts, below, states) = (totals.Tree, new Dictionary<UnitKind, int>(), new Dictionary<int, int>(), new Dictionary<string, int>(StringComparer.Ordinal));
        var units = new List<(int Rank, int Unit)>();
        var child = -1;
        for (var unit = top; unit < tree.End(top); unit++)
        {
            if (tree.Parent(unit) == top && unit != top) child = unit;
            if (!IsNamed(totals.StandingOf(unit), named)) continue;
            counts[tree.Kind(unit)] = counts.GetValueOrDefault(tree.Kind(unit)) + 1;
            if (kind is not null && UnitKinds.Word(tree.Kind(unit)) != kind) continue;
            if (named == Named.Missing)
            {
                var stands = Stands(unit);
                foreach (var one in stands) states[one] = states.GetValueOrDefault(one) + 1;
                if (state is not null && !stands.Contains(state)) continue;
            }
            if (child >= 0) below[child] = below.GetValueOrDefault(child) + 1;
            units.Add((Rank(unit), unit));
        }
        units.Sort();
        var from = after is { } last && tree.TryIndexOf(last, out var lastUnit) ? FirstAfter(units, (Rank(lastUnit), lastUnit)) : 0;
        var shown = units.Skip(from).Take(OnePage).ToList();
        return new()
        {
            Names = totals.Names,
            Path = [.. tree.PathTo(top).Select(tree.Id)],
            Named = named,
            Kind = kind,
            State = state,
            States = states,
            Counts = counts,
            Below = [.. below.OrderByDescending(one => one.Value).ThenBy(one => one.Key).Select(one => (tree.Id(one.Key), one.Value))],
            Shown = [.. shown.Select(one => new NotReportedUnit(tree.Id(one.Unit), tree.Parent(one.Unit) < 0 ? 0 : tree.Id(tree.Parent(one.Unit)), tree.Kind(one.Unit), Due(one.Unit), IsExtended(one.Unit)))],
            Next = from + shown.Count < units.Count ? tree.Id(shown[^1].Unit) : null,
            IsFirst = from == 0,
            After = after,
        };

        DateOnly Due(int unit)
        {
            var ordered = tree.Parent(unit) >= 0 && totals.PlanDues.TryGetValue(tree.Id(tree.Parent(unit)), out var due) ? due : place.DueFor(UnitKinds.Word(tree.Kind(unit)));
            return totals.OwnDays.TryGetValue(tree.Id(unit), out var own) && own.Day > ordered ? own.Day : ordered;
        }

        bool IsExtended(int unit) => totals.OwnDays.TryGetValue(tree.Id(unit), out var own) && own.IsGranted;

        string[] Stands(int unit)
        {
            var due = DueState.Of(Due(unit), today);
            var (time, isReturned) = (due.IsOver ? MissingStates.Overdue : due.IsSoon ? MissingStates.Due : MissingStates.NotDue, totals.StandingOf(unit) == Standing.Returned);
            return (isReturned, IsExtended(unit)) switch
            {
                (true, true) => [time, MissingStates.Returned, MissingStates.Extended],
                (true, false) => [time, MissingStates.Returned],
                (false, true) => [time, MissingStates.Extended],
                _ => [time],
            };
        }

        // Overdue by most days first; those not yet overdue together, after them.
        int Rank(int unit) => named == Named.Missing ? Math.Min(Due(unit).DayNumber - today.DayNumber, 0) : 0;
    }

    static bool IsNamed(Standing standing, Named named) => named switch
    {
        Named.Missing => standing.IsMissing(),
        Named.Accepted => standing == Standing.Accepted,
        _ => standing is Standing.Received or Standing.Accepted,
    };

    /// <summary>The counts, and the rows that are there, by the key their elements carry.</summary>
    public IEnumerable<KeyValuePair<string, string>> Texts()
    {
        yield return new("all", Vn.Number(Total));
        yield return new("of-kind", Vn.Number(OfKind));
        foreach (var (state, count) in States) yield return new("s:" + state, Vn.Number(count));
        foreach (var (kind, count) in Counts) yield return new("k:" + UnitKinds.Word(kind), Vn.Number(count));
        foreach (var (unit, missing) in Below) yield return new($"u{unit}:m", Vn.Number(missing));
        foreach (var one in Shown) yield return new(RowKey(one), "1");
    }

    public static string RowKey(NotReportedUnit one) => $"row:{one.UnitId}";

    static bool IsKind(string word) => Enum.GetValues<UnitKind>().Any(kind => UnitKinds.Word(kind) == word);

    /// <summary>Where the page after a unit begins, also when that unit has reported meanwhile.</summary>
    static int FirstAfter(List<(int Rank, int Unit)> units, (int Rank, int Unit) last)
    {
        var at = units.BinarySearch(last);
        return at < 0 ? ~at : at + 1;
    }
}

/// <summary>Where a missing report stands: open, draft or returned, since when and, when returned, why; and whether the reader, who fills for its receiver, may enter it from paper.</summary>
public sealed record NotReportedRow(long UnitId, Guid ReportId, string State, DateTimeOffset? ChangedAt, string? Reason, bool MayEnter);

public static class NotReportedQueries
{
    public static Task<Dictionary<long, NotReportedRow>> NotReportedRowsAsync(this AppDb db, TotalsPlace place, NotReportedBoard board, CurrentUser user, CancellationToken cancel)
    {
        var units = board.Shown.Select(one => one.UnitId).ToArray();
        return db.Database.SqlQuery<NotReportedRow>($"""
            select r.unit_id, r.id as report_id, r.state, r.changed_at,
                   case when r.state = 'returned' then (select s.reason from report_step s where s.report_id = r.id and s.kind = 'returned' order by s.id desc limit 1) end as reason,
                   coalesce(r.receiver_id = any ({user.UnitsAs(Roles.Filling)}), false) and r.state in ('open', 'draft', 'returned') and not exists (select from report_behalf q where q.report_id = r.id) as may_enter
              from report r where r.edition_id = {place.EditionId} and r.unit_id = any ({units})
            """).ToDictionaryAsync(row => row.UnitId, cancel);
    }
}
