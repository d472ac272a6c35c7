using TuanHoc.Text;

namespace TuanHoc.Units;

/// <summary>
/// Works out what a change does to the directory of its day, without doing it: every unit touched with what it was and becomes, and what went into what.
/// A change that leaves a unit beneath nothing, beneath itself, or twice in one place is refused with a sentence for each fault.
/// </summary>
public static class UnitChanges
{
    /// <summary>The outcome of a decision of one step that divides nothing, on the day of <paramref name="units"/>.</summary>
    public static UnitOutcome Of(UnitChange change, UnitsOfDay units) => Of([change], (_, _) => null, units);

    /// <summary>The outcome of a decision on the day of <paramref name="units"/>: its steps one after the other, each on what the earlier ones left.</summary>
    /// <param name="steps">What is ordered. A unit may give parts of itself in several of them.</param>
    /// <param name="chosen">The part (<see cref="DivisionPart.Choice"/>) that a person chose for a unit below (second) of a divided one (first).</param>
    /// <param name="units">The directory of the day.</param>
    public static UnitOutcome Of(IReadOnlyList<UnitChange> steps, Func<long, long, int?> chosen, UnitsOfDay units)
    {
        var draft = new UnitDraft(units, chosen);
        foreach (var step in steps) Do(draft, step);
        return draft.Outcome();
    }

    static void Do(UnitDraft draft, UnitChange change)
    {
        switch (change)
        {
            case UnitChange.Rename rename: Rename(draft, rename); break;
            case UnitChange.Relevel relevel: Relevel(draft, relevel); break;
            case UnitChange.Retype retype: Retype(draft, retype); break;
            case UnitChange.Move move: Move(draft, move); break;
            case UnitChange.Merge merge: Merge(draft, merge); break;
            case UnitChange.Split split: Split(draft, split); break;
            case UnitChange.Close close: Close(draft, close); break;
            case UnitChange.Open open: draft.Open(open.New); break;
        }
    }

    static void Rename(UnitDraft draft, UnitChange.Rename change)
    {
        if (draft.Touch(change.UnitId) is not { } unit) return;
        if (unit.State.ShortName == change.ShortName && unit.State.Code == change.Code) draft.Refuse(new("{0} đã mang tên và mã này.", unit.State.Name));
        draft.Become(unit, unit.State with { ShortName = change.ShortName, Code = change.Code, Name = UnitNames.IsTerritory(unit.Kind) ? UnitNames.Full(unit.State.PrintedType, change.ShortName) : change.ShortName });
    }

    static void Relevel(UnitDraft draft, UnitChange.Relevel change)
    {
        if (draft.Touch(change.UnitId) is not { } unit) return;
        if (unit.Kind != UnitKind.School || unit.State.Level == change.Level) draft.Refuse(new("{0} đã ở cấp học này.", unit.State.Name));
        draft.Become(unit, unit.State with { Level = change.Level });
    }

    static void Retype(UnitDraft draft, UnitChange.Retype change)
    {
        if (draft.Touch(change.UnitId) is not { } unit) return;
        if (unit.State.PrintedType == change.PrintedType) draft.Refuse(new("{0} đã là {1}.", unit.State.Name, change.PrintedType));
        else if (!UnitNames.TypesOf(unit.Kind, draft.Units.Day).Contains(change.PrintedType)) draft.Refuse(new("{0} không thể thành {1}.", unit.State.Name, change.PrintedType));
        draft.Become(unit, unit.State with { PrintedType = change.PrintedType, Name = UnitNames.Full(change.PrintedType, unit.State.ShortName) });
    }

    static void Move(UnitDraft draft, UnitChange.Move change)
    {
        if (draft.Touch(change.UnitId) is not { } unit) return;
        var territory = change.TerritoryId == change.ParentId ? null : change.TerritoryId;
        if (unit.State.ParentId == change.ParentId && unit.State.TerritoryId == territory) draft.Refuse(new("{0} đã trực thuộc đơn vị này.", unit.State.Name));
        draft.Become(unit, unit.State with { ParentId = change.ParentId, TerritoryId = territory });
    }

    static void Merge(UnitDraft draft, UnitChange.Merge change)
    {
        var from = change.From.Distinct().Select(draft.TouchToEnd).OfType<UnitOfDay>().ToList();
        if (change.Into is { } id)
        {
            if (draft.Units.Find(id) is not { } into) { draft.RefuseMissing(id); return; }
            if (!UnitNames.IsTerritory(into.Kind)) { MergeBodies(draft, from, into); return; }
            // Ground that grows is other ground: the receiving territory ends too, and a new one goes on under its name.
            if (draft.TouchToEnd(id) is null) return;
            MergeIntoNew(draft, [.. from.Where(unit => unit.Id != id), into], change.New ?? new(into.Kind, into.State), Partly(draft, change));
        }
        else if (change.New is { } made) MergeIntoNew(draft, from, made, Partly(draft, change));
    }

    static List<(UnitOfDay Unit, Piece Piece)> Partly(UnitDraft draft, UnitChange.Merge change)
    {
        foreach (var piece in change.Partly.Where(piece => change.From.Contains(piece.UnitId)))
            if (draft.Units.Find(piece.UnitId) is { } unit) draft.Refuse(new("{0} không thể vừa nhập toàn bộ vừa nhập một phần.", unit.State.Name));
        return [.. change.Partly.Where(piece => !change.From.Contains(piece.UnitId)).Select(piece => (Unit: draft.TouchToEnd(piece.UnitId), piece)).Where(one => one.Unit is not null).Select(one => (one.Unit!, one.piece))];
    }

    static void MergeBodies(UnitDraft draft, List<UnitOfDay> from, UnitOfDay into)
    {
        if (draft.Units.EndAfter(into.Id, draft.Units.Day) is not null) draft.RefuseLater(into);
        from.RemoveAll(unit => unit.Id == into.Id);
        if (from.Count == 0) draft.Refuse(new("Chọn ít nhất một đơn vị khác để nhập vào {0}.", into.State.Name));
        foreach (var unit in from)
        {
            if (unit.Kind != into.Kind) draft.Refuse(new("{0} và {1} khác loại, không sáp nhập được với nhau.", unit.State.Name, into.State.Name));
            draft.End(unit, into.Id, whole: true, share: null);
            foreach (var below in draft.Touching(unit.Id)) draft.Replace(below, unit.Id, into.Id);
        }
    }

    static void MergeIntoNew(UnitDraft draft, IReadOnlyList<UnitOfDay> from, NewUnit made, IReadOnlyList<(UnitOfDay Unit, Piece Piece)> partly)
    {
        if (from.Count + partly.Count < 2) draft.Refuse(new("Sáp nhập cần ít nhất hai đơn vị."));
        foreach (var unit in from.Concat(partly.Select(one => one.Unit)).Where(unit => unit.Kind != made.Kind)) draft.Refuse(new("{0} và {1} khác loại, không sáp nhập được với nhau.", unit.State.Name, made.State.Name));
        var id = draft.Open(made);
        foreach (var unit in from)
        {
            draft.End(unit, id, whole: true, share: null);
            foreach (var below in draft.Touching(unit.Id)) draft.Replace(below, unit.Id, id);
        }
        foreach (var (unit, piece) in partly) draft.Divisions.Take(unit, id, piece.Share, piece.IsRest);
    }

    static void Split(UnitDraft draft, UnitChange.Split change)
    {
        if (draft.TouchToEnd(change.UnitId) is not { } unit) return;
        if (change.Parts.Count < 2) { draft.Refuse(new("Chia tách cần ít nhất hai phần.")); return; }
        var shares = change.Parts.Select(part => part.Share).OfType<decimal>().ToList();
        if (shares.Count != 0 && shares.Count != change.Parts.Count) draft.Refuse(new("Ghi tỷ lệ cho mọi phần, hoặc để trống tất cả."));
        foreach (var part in change.Parts.Where(part => part.New.Kind != unit.Kind)) draft.Refuse(new("{0} và {1} khác loại.", unit.State.Name, part.New.State.Name));
        foreach (var (made, share) in change.Parts) draft.Divisions.Take(unit, draft.Open(made), share, isOfAll: true);
    }

    static void Close(UnitDraft draft, UnitChange.Close change)
    {
        if (draft.TouchToEnd(change.UnitId) is not { } unit) return;
        draft.End(unit);
        var below = draft.Touching(unit.Id);
        if (below.Count == 0) return;
        if (change.BelowGoesTo is { } to) foreach (var one in below) draft.Replace(one, unit.Id, to);
        else draft.Refuse(new("Còn {0} đơn vị trực thuộc hoặc đứng trên địa bàn này: {1}. Chọn đơn vị nhận trước khi kết thúc.", below.Count, Some([.. below.Select(one => one.State.Name)])));
    }

    /// <summary>The first of many names.</summary>
    internal static string Some(IReadOnlyList<string> names) => string.Join(", ", names.Take(5)) + (names.Count > 5 ? ", …" : "");
}
