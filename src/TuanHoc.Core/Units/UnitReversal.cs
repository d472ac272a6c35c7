namespace TuanHoc.Units;

/// <summary>
/// What a counter-decision does: from its day on, the units that a decision touched stand again as they stood before it.
/// On the decision's own day it is as if that had never been; on a later day what it made ends, and what it ended begins again.
/// </summary>
public static class UnitReversal
{
    /// <param name="lines">What the decision did.</param>
    /// <param name="edges">What went into what by it.</param>
    /// <param name="sameDay">Whether the counter-decision takes effect on the decision's own day: then its edges go away, and none are made.</param>
    /// <param name="units">The directory on the counter-decision's day, as the decision left it.</param>
    public static UnitOutcome Of(IReadOnlyList<UnitLine> lines, IReadOnlyList<UnitEdge> edges, bool sameDay, UnitsOfDay units)
    {
        var draft = new UnitDraft(units);
        var touched = lines.Select(line => line.UnitId).ToHashSet();
        foreach (var line in lines)
        {
            var now = units.Find(line.UnitId);
            if (now?.State != line.After)
                draft.Refuse(new("{0} đã thay đổi thêm sau quyết định này; hủy thay đổi sau trước.", (now?.State ?? line.After ?? line.Before)!.Name));
            else if (now is { HasLater: true }) draft.RefuseLater(now);
            else if (line.Before is { } before) draft.Return(line.UnitId, line.Kind, now?.State, before);
            else
            {
                draft.End(now!);
                foreach (var other in draft.Touching(line.UnitId).Where(other => !touched.Contains(other.Id)))
                    draft.Refuse(new("{0} nay trực thuộc hoặc đứng trên địa bàn {1}; chuyển đi trước khi hủy quyết định.", other.State.Name, now!.State.Name));
            }
        }
        if (!sameDay)
            foreach (var into in edges.GroupBy(edge => edge.To))
                foreach (var edge in into) draft.Went(edge.To, edge.From, whole: into.Count() == 1, edge.Share);
        return draft.Outcome();
    }
}
