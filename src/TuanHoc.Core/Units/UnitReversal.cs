namespace TuanHoc.Units;

/// <summary>
/// What a counter-decision does: from its day on, the units that a decision touched stand again as they stood before it, in what it changed of them.
/// On the decision's own day it is as if that had never been; on a later day what it made ends, and what it ended begins again.
/// What was said of a unit since and has nothing to do with the decision stays; only a later decision that rests on this one stands in the way.
/// </summary>
public static class UnitReversal
{
    /// <param name="lines">What the decision did.</param>
    /// <param name="edges">What went into what by it.</param>
    /// <param name="sameDay">Whether the counter-decision takes effect on the decision's own day: then its edges go away, and none are made.</param>
    /// <param name="later">What decisions that stand after it did or will do to the same units.</param>
    /// <param name="chosen">To which of the units that stand again each unit goes that came since under one made of several.</param>
    /// <param name="units">The directory on the counter-decision's day.</param>
    public static UnitOutcome Of(IReadOnlyList<UnitLine> lines, IReadOnlyList<UnitEdge> edges, bool sameDay, ILookup<long, (LaterDecision By, UnitLine Line)> later, Func<long, long, int?> chosen, UnitsOfDay units)
    {
        var draft = new UnitDraft(units, chosen);
        foreach (var line in lines) Undo(draft, line, [.. later[line.UnitId]]);
        foreach (var line in lines.Where(line => line.Before is null && draft.HasEnded(line.UnitId))) MoveOn(draft, line.UnitId, line.After!.Name, edges);
        if (!sameDay)
            foreach (var into in edges.GroupBy(edge => edge.To))
                foreach (var edge in into) draft.Went(edge.To, edge.From, whole: into.Count() == 1, share: null);
        return draft.Outcome();
    }

    static void Undo(UnitDraft draft, UnitLine line, IReadOnlyList<(LaterDecision By, UnitLine Line)> later)
    {
        var now = draft.Units.Find(line.UnitId);
        var rests = later.LastOrDefault(one => one.By.OnDay <= draft.Units.Day && UnitFields.Overlap(line, one.Line)).By;
        if (rests is not null) draft.Refuse(new Refusal(new("{0} đã thay đổi thêm theo quyết định {1}, dựa trên quyết định này; hủy quyết định ấy trước.", (now?.State ?? line.After ?? line.Before)!.Name, rests.Number), line.UnitId, rests));
        // Of a unit that goes on, what is said of later days goes along; one that ends or begins again would cross it.
        else if (now is { To: { } day } && (line.Before is null || line.After is null)) draft.Refuse(new Refusal(new("{0} đã có thay đổi từ ngày {1}; chọn ngày hủy từ ngày ấy trở đi, hoặc hủy thay đổi ấy trước.", now.State.Name, UnitDraft.Written(day)), line.UnitId, later.LastOrDefault().By));
        else if (now is null && line.After is { } after) draft.Refuse(new Refusal(new("{0} đã kết thúc sau quyết định này nên không trở lại như trước được nữa.", after.Name), line.UnitId));
        else if (line.Before is null) draft.End(now!);
        else if (line.After is null) { if (now is null) draft.Return(line.UnitId, line.Kind, null, line.Before); }
        else if (UnitFields.Undone(line, now!.State) is var undone && undone != now.State) draft.Return(line.UnitId, line.Kind, now.State, undone);
    }

    /// <summary>What came under a unit since the decision made it goes to the unit it was made of; of several, to the one a person chose.</summary>
    static void MoveOn(UnitDraft draft, long made, string name, IReadOnlyList<UnitEdge> edges)
    {
        var below = draft.Touching(made);
        var origins = edges.Where(edge => edge.To == made).Select((edge, index) => (index, edge.From, draft.NameOf(edge.From))).ToList();
        if (origins.Count > 0) draft.Divisions.Distribute(made, name, origins, below);
        else foreach (var other in below) draft.Refuse(new Refusal(new("{0} nay trực thuộc hoặc đứng trên địa bàn {1}; chuyển đi trước khi hủy quyết định.", other.State.Name, name), other.Id));
    }
}
