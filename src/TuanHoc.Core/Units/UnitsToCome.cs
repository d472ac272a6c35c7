using System.Globalization;

namespace TuanHoc.Units;

/// <summary>What a change does to a unit on a later day, because something is already entered for that day.</summary>
/// <param name="Was">How it was to stand from that day, when a version of it was to begin then; else null.</param>
/// <param name="Before">How it stands the day before, as the change leaves it.</param>
/// <param name="Becomes">How it stands from that day; null when it ends then, as decided.</param>
public sealed record ComingLine(long UnitId, UnitKind Kind, DateOnly OnDay, UnitState? Was, UnitState Before, UnitState? Becomes);

/// <summary>
/// Until what is entered ahead is there, units go on: a change of today lasts until then, and goes along in whatever the coming one says nothing of.
/// Who stands under a unit that ends on that day goes where it goes; where it is divided, a person says to which part (docs/decisions/0057).
/// </summary>
/// <param name="units">The directory of the day of the change, and what it knows of later.</param>
/// <param name="chosen">The part chosen for a unit below (second) of one that is to be divided (first): the place in <see cref="UnitsOfDay.GoesTo"/>.</param>
public sealed class UnitsToCome(UnitsOfDay units, Func<long, long, int?> chosen)
{
    readonly Dictionary<long, Division> divisions = [];
    readonly List<Refusal> refusals = [];

    /// <summary>Units that are to be divided, with those of the change that stand under them.</summary>
    public IEnumerable<Division> Divisions => divisions.Values;

    public IReadOnlyList<Refusal> Refusals => refusals;

    /// <summary>The later days of a unit that the change leaves standing, one after the other.</summary>
    public IReadOnlyList<ComingLine> Of(UnitLine line)
    {
        var (lines, state, day, old) = (new List<ComingLine>(), line.After!, units.Day, units.Find(line.UnitId) is not null);
        while (Next(line.UnitId, state, day, old) is { } next)
        {
            var (was, then) = old ? (units.Find(line.UnitId, next.AddDays(-1))!.State, units.Find(line.UnitId, next)) : (null, null);
            if (old && then is null)
            {
                if (state != was) lines.Add(new(line.UnitId, line.Kind, next, null, state, null));
                break;
            }
            var carried = then is null ? state : UnitFields.Carried(line.Kind, was!, then.State, state, ends: place => units.Find(place, next) is null);
            if (Placed(line.UnitId, carried, next) is not { } becomes) break;
            var begins = then?.From == next;
            if (begins ? becomes != then!.State || state != was : becomes != state) lines.Add(new(line.UnitId, line.Kind, next, begins ? then!.State : null, state, becomes));
            (state, day) = (becomes, next);
        }
        return lines;
    }

    // The next day on which the unit, or what it stands under, is otherwise.
    DateOnly? Next(long id, UnitState state, DateOnly day, bool old)
    {
        DateOnly?[] days = [old ? units.Find(id, day)?.To : null, units.EndAfter(state.ParentId, day), units.EndAfter(state.TerritoryId, day)];
        return days.Min();
    }

    UnitState? Placed(long id, UnitState state, DateOnly day)
    {
        var (parent, ground) = (Place(id, state, state.ParentId, day), Place(id, state, state.TerritoryId, day));
        if (parent is null && state.ParentId is not null || ground is null && state.TerritoryId is not null) return null;
        return state with { ParentId = parent, TerritoryId = ground == parent ? null : ground };
    }

    long? Place(long id, UnitState state, long? place, DateOnly day)
    {
        if (place is not { } under || units.Find(under, day) is not null || units.Find(under, day.AddDays(-1)) is not { } ended) return place;
        var goesTo = units.GoesTo(under, day);
        if (goesTo is [var only]) return only.To;
        if (goesTo.Count == 0)
        {
            refusals.Add(new Refusal(new("{0} kết thúc ngày {1}, nên không đơn vị nào bắt đầu dưới nó được nữa.", ended.State.Name, day.AddDays(-1).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)), under));
            return null;
        }
        var choice = chosen(under, id) is { } part && part >= 0 && part < goesTo.Count ? part : (int?)null;
        var parts = goesTo.Select((edge, index) => new DivisionPart(index, units.Find(edge.To, day)?.State.Name ?? "")).ToList();
        var known = divisions.GetValueOrDefault(under) ?? new(under, ended.State.Name, parts, []);
        divisions[under] = known with { Below = [.. known.Below, new(id, state.Name, choice)] };
        if (choice is { } chosenPart) return goesTo[chosenPart].To;
        refusals.Add(new Refusal(new("{0} chia ra từ ngày {1}: chọn phần mà {2} sẽ thuộc về.", ended.State.Name, day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), state.Name), under));
        return null;
    }
}
