using System.Globalization;
using TuanHoc.Text;

namespace TuanHoc.Units;

/// <summary>A change being worked out: units touched, edges, and everything that speaks against it.</summary>
sealed class UnitDraft
{
    readonly UnitsOfDay units;
    readonly Dictionary<long, UnitLine> lines = [];
    readonly List<UnitEdge> edges = [];
    readonly List<Refusal> refusals = [];
    readonly HashSet<long> returned = [];
    readonly UnitsToCome toCome;
    readonly List<ComingLine> coming = [];
    long made;

    public UnitDraft(UnitsOfDay units, Func<long, long, int?> chosen) => (this.units, toCome, Divisions) = (units, new(units, chosen), new(this, chosen));

    public UnitsOfDay Units => units;

    public UnitDivisions Divisions { get; }

    public void Refuse(Sentence why) => Refuse(new Refusal(why));

    public void Refuse(Refusal why)
    {
        if (!refusals.Contains(why)) refusals.Add(why);
    }

    public void RefuseMissing(long id) => Refuse(new("Ngày {0} không có đơn vị số {1}: chưa thành lập hoặc đã kết thúc.", Written(units.Day), id));

    public void RefuseLater(UnitOfDay unit) => Refuse(new("{0} đã có thay đổi ghi cho sau ngày {1}; hủy thay đổi ấy trước.", unit.State.Name, Written(units.Day)));

    /// <summary>The unit on the day, to be ended. A territory of which something is known of later does not end before; what is said of a body for later falls away, unless others go into it or it goes into them.</summary>
    public UnitOfDay? TouchToEnd(long id)
    {
        if (units.Find(id) is { } unit && (unit.HasLater && (UnitNames.IsTerritory(unit.Kind) || units.EndAfter(id, units.Day) is not null) || units.IsAwaited(id))) RefuseLater(unit);
        return Touch(id);
    }

    /// <summary>The unit on the day, when it is there and did not begin only then; else the sentence that says so.</summary>
    public UnitOfDay? Touch(long id)
    {
        if (units.Find(id) is not { } unit) { RefuseMissing(id); return null; }
        if (unit.Kind == UnitKind.Nation) Refuse(new("{0} không thay đổi được bằng quyết định.", unit.State.Name));
        if (HasEnded(id)) { Refuse(new("{0} đã kết thúc ở một bước khác của quyết định này.", unit.State.Name)); return null; }
        RefuseOverwriting(unit);
        return unit with { State = Now(unit) };
    }

    // What begins on the day itself would leave no version behind.
    void RefuseOverwriting(UnitOfDay unit)
    {
        if (unit.From >= units.Day) Refuse(new("{0}, như trong danh mục, có từ chính ngày {1}; chọn một ngày sau.", unit.State.Name, Written(unit.From)));
    }

    /// <summary>The units that, by the steps so far, answer to it or stand on its ground.</summary>
    public IReadOnlyList<UnitOfDay> Touching(long id) =>
    [
        .. units.Below(id).Concat(units.StandingOn(id)).DistinctBy(unit => unit.Id).Where(unit => !lines.ContainsKey(unit.Id)),
        .. lines.Values.Where(line => line.After is { } after && (after.ParentId == id || after.TerritoryId == id)).Select(line => new UnitOfDay(line.UnitId, line.Kind, line.After!, units.Find(line.UnitId)?.From ?? units.Day)).OrderBy(unit => Math.Abs(unit.Id)),
    ];

    public bool HasEnded(long id) => lines.GetValueOrDefault(id) is { After: null };

    /// <summary>How a unit of the day stands by the steps so far.</summary>
    public UnitState Now(UnitOfDay unit) => lines.GetValueOrDefault(unit.Id)?.After ?? unit.State;

    public string NameOf(long id) => (lines.GetValueOrDefault(id)?.After ?? units.Find(id)?.State)?.Name ?? "";

    public void Become(UnitOfDay unit, UnitState state) => lines[unit.Id] = new(unit.Id, unit.Kind, Before(unit), state);

    /// <summary>Ends a unit; nothing of it goes on.</summary>
    public void End(UnitOfDay unit) => lines[unit.Id] = new(unit.Id, unit.Kind, Before(unit), After: null);

    // A unit that an earlier step touched stood before it as the directory has it, and one that a step made did not stand.
    UnitState? Before(UnitOfDay unit) => unit.Id < 0 ? null : units.Find(unit.Id)?.State ?? unit.State;

    /// <summary>Ends a unit that went into another.</summary>
    public void End(UnitOfDay unit, long into, bool whole, decimal? share)
    {
        End(unit);
        Went(unit.Id, into, whole, share);
    }

    public void Went(long from, long into, bool whole, decimal? share) => edges.Add(new(from, into, whole, whole ? null : share));

    /// <summary>Puts a unit, ended or not, back into an earlier state.</summary>
    public void Return(long id, UnitKind kind, UnitState? now, UnitState earlier)
    {
        lines[id] = new(id, kind, now, earlier);
        returned.Add(id);
    }

    /// <summary>A new unit; returns the negative id it has until it is written.</summary>
    public long Open(NewUnit unit)
    {
        if (!UnitNames.MayBegin(unit.Kind, units.Day)) Refuse(new("Từ ngày {0} không còn cấp huyện: không thành lập được {1}.", Written(UnitNames.TwoTiers), unit.State.Name));
        lines[--made] = new(made, unit.Kind, Before: null, unit.State with { TerritoryId = unit.State.TerritoryId == unit.State.ParentId ? null : unit.State.TerritoryId });
        return made;
    }

    /// <summary>Puts another unit in the place of one that ends, as parent and as ground.</summary>
    public void Replace(UnitOfDay unit, long ended, long by)
    {
        if (unit.Id > 0) RefuseOverwriting(units.Find(unit.Id)!);
        var (parent, territory) = (unit.State.ParentId == ended ? by : unit.State.ParentId, unit.State.TerritoryId == ended ? by : unit.State.TerritoryId);
        Become(unit, unit.State with { ParentId = parent, TerritoryId = territory == parent ? null : territory });
    }

    public UnitOutcome Outcome()
    {
        Divisions.Settle();
        foreach (var line in lines.Values.Where(line => line.After is not null && line.Before != line.After)) coming.AddRange(toCome.Of(line));
        foreach (var why in toCome.Refusals) Refuse(why);
        foreach (var line in lines.Values.Where(line => line.After is not null)) Check(line, line.After!);
        CheckLater();
        Division[] divisions = [.. Divisions.All, .. toCome.Divisions];
        return refusals.Count == 0 ? new([.. lines.Values.Where(line => line.Before != line.After)], edges, []) { Divisions = divisions, Coming = coming } : UnitOutcome.Refused(refusals) with { Divisions = divisions };
    }

    void Check(UnitLine line, UnitState after)
    {
        if (after.ShortName.Trim().Length == 0) Refuse(new("Ghi tên đơn vị."));
        CheckPlace(line, after);
        CheckCode(line, after);
        CheckName(line, after);
    }

    void CheckPlace(UnitLine line, UnitState after)
    {
        if (After(after.ParentId ?? 0) is not { } parent) { Refuse(new("{0} phải trực thuộc một đơn vị đang có vào ngày {1}.", after.Name, Written(units.Day))); return; }
        if (!UnitNames.MayAnswerTo(line.Kind, parent.Kind)) Refuse(new("{0} không thể trực thuộc {1}.", after.Name, parent.State.Name));
        if (IsItsOwnAncestor(line.UnitId, units.Day)) Refuse(new("{0} không thể trực thuộc chính mình hay đơn vị cấp dưới của mình.", after.Name));
        else if (LaterDays().Where(day => IsItsOwnAncestor(line.UnitId, day)).Cast<DateOnly?>().FirstOrDefault() is { } ring)
            Refuse(new("{0} sẽ trực thuộc đơn vị cấp dưới của mình từ ngày {1}, theo thay đổi đã ghi cho ngày ấy; hủy thay đổi ấy trước.", after.Name, Written(ring)));
        if (after.TerritoryId is not { } ground) return;
        if (After(ground) is not { } territory) Refuse(new("Địa bàn của {0} phải là một đơn vị đang có vào ngày {1}.", after.Name, Written(units.Day)));
        else if (!UnitNames.IsTerritory(territory.Kind)) Refuse(new("{0} không phải là một địa bàn.", territory.State.Name));
        else if (UnitNames.IsTerritory(line.Kind)) Refuse(new("{0} là một địa bàn, chỉ có đơn vị cấp trên.", after.Name));
    }

    // What is entered for later stands under units that must still be there.
    void CheckLater()
    {
        foreach (var later in units.Later)
            foreach (var line in lines.Values.Where(line => line.After is null && (line.UnitId == later.State.ParentId || line.UnitId == later.State.TerritoryId)))
                Refuse(new("{0} sẽ đứng dưới {1} từ ngày {2}, như đã ghi trước; hủy thay đổi ấy trước.", later.State.Name, line.Before!.Name, Written(later.From)));
    }

    IEnumerable<DateOnly> LaterDays() => units.Later.Select(unit => unit.From).Distinct();

    void CheckCode(UnitLine line, UnitState after)
    {
        if (line.Before is not null && line.Before.Code == after.Code) return;
        var digits = UnitNames.CodeLength(line.Kind);
        // Schools that came together with one code, as when provinces merge, were let stand so.
        if (digits == 0 && returned.Contains(line.UnitId)) return;
        if (digits > 0 && (after.Code is not { } code || code.Length != digits || !code.All(char.IsAsciiDigit)))
            Refuse(new("Mã của {0} gồm {1} chữ số, kể cả số 0 ở đầu.", after.Name, digits));
        else if (after.Code is { } own)
            foreach (var other in Living().Where(other => other.Id != line.UnitId && other.Kind == line.Kind && other.State.Code == own && (digits > 0 || ProvinceOf(other.Id) == ProvinceOf(line.UnitId))))
                Refuse(new("Mã {0} đang là mã của {1}.", own, other.State.Name));
    }

    void CheckName(UnitLine line, UnitState after)
    {
        // Two schools of one name may come together where their communes merge.
        if (line.Before?.Name == after.Name || !UnitNames.IsTerritory(line.Kind) && returned.Contains(line.UnitId)) return;
        foreach (var other in Living().Where(other => other.Id != line.UnitId && other.Kind == line.Kind && other.State.Name == after.Name && other.State.ParentId == after.ParentId && other.State.TerritoryId == after.TerritoryId))
            if (other.State.Code is null || after.Code is null || other.State.Code == after.Code || UnitNames.IsTerritory(line.Kind)) Refuse(new("Ở cùng một nơi đã có {0}.", other.State.Name));
    }

    // The codes of bodies are given province by province.
    long? ProvinceOf(long id)
    {
        var met = new HashSet<long>();
        for (long? at = id; at is { } here && met.Add(here) && After(here) is { } unit; at = unit.State.ParentId)
            if (unit.Kind == UnitKind.Province) return here;
        return null;
    }

    /// <summary>The units after the change.</summary>
    IEnumerable<(long Id, UnitKind Kind, UnitState State)> Living() =>
        units.All.Where(unit => !lines.ContainsKey(unit.Id)).Select(unit => (unit.Id, unit.Kind, unit.State))
            .Concat(lines.Values.Where(line => line.After is not null).Select(line => (line.UnitId, line.Kind, line.After!)));

    (UnitKind Kind, UnitState State)? After(long id) => After(id, units.Day);

    (UnitKind Kind, UnitState State)? After(long id, DateOnly day) =>
        lines.TryGetValue(id, out var line) ? (line.After is null || units.Find(id) is not null && units.Find(id, day) is null ? null : (line.Kind, coming.FindLast(one => one.UnitId == id && one.OnDay <= day && one.Becomes is not null)?.Becomes ?? line.After))
        : units.Find(id, day) is { } unit ? (unit.Kind, unit.State) : null;

    bool IsItsOwnAncestor(long id, DateOnly day)
    {
        var met = new HashSet<long> { id };
        for (var at = After(id, day)?.State.ParentId; at is { } here; at = After(here, day)?.State.ParentId)
            if (!met.Add(here)) return true;
        return false;
    }

    public static string Written(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
