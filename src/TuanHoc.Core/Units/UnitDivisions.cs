using TuanHoc.Text;

namespace TuanHoc.Units;

/// <summary>
/// The units that the steps of one decision divide among them. Only when every step is known does it show what is left of each:
/// the parts are made to add up, a share nobody wrote stays unknown, and each unit below goes where a person said.
/// </summary>
/// <param name="draft">The decision.</param>
/// <param name="chosen">The part chosen for a unit below (second) of a divided one (first).</param>
sealed class UnitDivisions(UnitDraft draft, Func<long, long, int?> chosen)
{
    readonly Dictionary<long, List<Taken>> divided = [];
    readonly List<Division> all = [];

    sealed record Taken(long Into, decimal? Share, bool IsRest, bool IsOfAll);

    public IReadOnlyList<Division> All => all;

    /// <summary>A part of a unit goes into another; of all when the parts of its step are together the whole unit.</summary>
    public void Take(UnitOfDay unit, long into, decimal? share, bool isRest = false, bool isOfAll = false)
    {
        if (!divided.TryGetValue(unit.Id, out var parts)) divided[unit.Id] = parts = [];
        if (parts.Exists(part => part.Into == into)) draft.Refuse(new("{0} có hai phần cùng vào {1}: ghi một lần.", unit.State.Name, draft.NameOf(into)));
        parts.Add(new(into, share, isRest, isOfAll));
    }

    public void Settle()
    {
        foreach (var (id, parts) in divided) Settle(draft.Units.Find(id)!, parts);
    }

    void Settle(UnitOfDay unit, List<Taken> parts)
    {
        var name = unit.State.Name;
        if (draft.HasEnded(unit.Id)) { draft.Refuse(new("{0} không thể vừa nhập toàn bộ vừa nhập một phần.", name)); return; }
        var takers = parts.Count(part => part.IsRest) + (parts.Exists(part => part.IsOfAll) ? 1 : 0);
        if (takers > 1) draft.Refuse(new("Phần còn lại của {0} chỉ về một nơi.", name));
        var choices = parts.Select((part, index) => (Choice: index, Part: part)).ToList();
        if (takers == 0) choices.Add((Division.Remainder, new(draft.Open(new(unit.Kind, draft.Now(unit))), null, IsRest: true, IsOfAll: false)));
        if (choices.Count < 2) { draft.Refuse(new("Chưa có bước nào lấy phần kia của {0}: chọn toàn bộ, hoặc ghi thêm bước.", name)); return; }
        draft.End(unit);
        foreach (var (part, share) in WithShares(name, [.. choices.Select(one => one.Part)])) draft.Went(unit.Id, part.Into, whole: false, share);
        Distribute(unit.Id, name, [.. choices.Select(one => (one.Choice, one.Part.Into, one.Choice == Division.Remainder ? $"{name} (phần còn lại)" : draft.NameOf(one.Part.Into)))], draft.Touching(unit.Id));
    }

    /// <summary>The rest is what the known shares leave, when all of them are known; otherwise nobody knows it.</summary>
    IEnumerable<(Taken Part, decimal? Share)> WithShares(string name, List<Taken> parts)
    {
        var known = parts.Sum(part => part.Share ?? 0);
        var unknown = parts.Count(part => part.Share is null);
        if (known > 1 || known == 1 && unknown > 0 || unknown == 0 && known != 1) draft.Refuse(new("{0}: các phần cộng lại bằng {1:0.##} %, phải đủ 100 %.", name, known * 100));
        return parts.Select(part => (part, part.Share ?? (part.IsRest && unknown == 1 && parts.Count > 1 ? 1 - known : null)));
    }

    /// <summary>Gives each unit below its part: the one chosen, or the only one there is.</summary>
    public void Distribute(long divided, string name, IReadOnlyList<(int Choice, long Into, string Name)> parts, IReadOnlyList<UnitOfDay> below)
    {
        var belows = below.Select(one => new DividedBelow(one.Id, one.State.Name, parts is [var only] ? only.Choice : chosen(divided, one.Id) is { } choice && parts.Any(part => part.Choice == choice) ? choice : null)).ToList();
        foreach (var (one, row) in below.Zip(belows))
            if (row.Choice is { } choice) draft.Replace(one, divided, parts.First(part => part.Choice == choice).Into);
        if (belows.Count > 0 && parts.Count > 1) all.Add(new(divided, name, [.. parts.Select(part => new DivisionPart(part.Choice, part.Name))], belows));
        var without = belows.Where(row => row.Choice is null).Select(row => row.Name).ToList();
        if (without.Count > 0) draft.Refuse(new("Chưa chọn phần cho {0} đơn vị: {1}.", without.Count, UnitChanges.Some(without)));
    }
}
