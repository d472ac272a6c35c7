using TuanHoc.Text;
using TuanHoc.Units;

namespace TuanHoc.Web.Units.Import;

/// <summary>How a row's unit is to stand from the first day on, and whether that may be written.</summary>
sealed class ImportStanding(ImportScope scope, Dialogue dialogue)
{
    public void Settle(Outcome outcome)
    {
        var (row, unit) = (outcome.Row, outcome.Unit);
        if (unit is not null && row.Kind != unit.Kind)
        {
            dialogue.Fault(row, $"{row.Code ?? row.Name}", new("Trong danh mục đây là loại {0}: {1}. Loại của một đơn vị không đổi; đóng đơn vị cũ và thêm đơn vị mới.", ImportWords.Word(unit.Kind), unit.Name));
            return;
        }
        outcome.Name = unit is not null && !outcome.IsSureOfUnit ? unit.Name : row.Name;
        outcome.Code ??= row.Code ?? unit?.Code;
        outcome.Level = row.Level ?? unit?.Level;
        if (!Place(outcome) || !MayWrite(outcome)) return;
        outcome.Facts = [.. row.Facts.Where(fact => unit is null || scope.Facts.GetValueOrDefault((unit.Id, fact.Kind.Word)) != fact.Value)];
        if (unit is null) { outcome.Act = Act.Add; Parent(outcome); return; }
        if (unit.Phase == Phase.Ended) { outcome.Act = Act.Reopen; Parent(outcome); Tell(outcome, new("Mở lại từ {0}", scope.Begins)); return; }
        var changes = Changes(outcome, unit).ToList();
        if (unit.Phase == Phase.Now)
            foreach (var fact in outcome.Facts) Tell(outcome, new("{0}: {1} → {2}", fact.Kind.Label, scope.Facts.GetValueOrDefault((unit.Id, fact.Kind.Word), "–"), fact.Value));
        else outcome.Facts = [];
        if (changes.Count == 0) { outcome.Act = outcome.Facts.Count > 0 ? Act.Enter : Act.Same; return; }
        if (WhyNotChange(unit) is { } why) { dialogue.Fault(row, row.Name, why); return; }
        outcome.Act = Act.Alter;
        if (outcome.ParentId != unit.ParentId || outcome.ParentRow is not null) Parent(outcome);
        foreach (var change in changes) Tell(outcome, change);
    }

    /// <summary>Parent and territory: as the row names them; what it does not name stays as it is.</summary>
    bool Place(Outcome outcome)
    {
        var (row, unit) = (outcome.Row, outcome.Unit);
        if (row.HasParentIds) (outcome.ParentId, outcome.TerritoryId) = (outcome.NamedParent ?? unit?.ParentId, outcome.Commune);
        else if (outcome.NamedRow is { Unit: { } named }) outcome.ParentId = named.Id;
        else if (outcome.NamedRow is { } parentRow) outcome.ParentRow = parentRow;
        else if (outcome.NamedParent is { } parent) outcome.ParentId = parent;
        else if (unit is { Phase: not Phase.Ended } && (outcome.Commune is null || scope.Ground(unit.Id) == outcome.Commune)) (outcome.ParentId, outcome.TerritoryId) = (unit.ParentId, unit.TerritoryId);
        else outcome.ParentId = outcome.Commune ?? unit?.ParentId;

        if (!row.HasParentIds && (outcome.NamedParent ?? outcome.NamedRow?.Unit?.Id) is { } answersTo)
            outcome.TerritoryId = outcome.Commune is { } commune ? (scope.Ground(answersTo) == commune ? null : commune) : unit?.ParentId == answersTo ? unit.TerritoryId : null;
        else if (outcome.ParentRow is { } own) outcome.TerritoryId = outcome.Commune is { } stands && stands != own.Commune ? stands : null;

        if (outcome.ParentId is not null || outcome.ParentRow is not null) return true;
        dialogue.Fault(row, row.Name, new("Thiếu nơi đặt: ghi mã xã hoặc tên xã, hoặc đơn vị trực thuộc."));
        return false;
    }

    bool MayWrite(Outcome outcome)
    {
        if (outcome.Unit is { } unit && !scope.InBranch(unit.Id))
        {
            dialogue.Fault(outcome.Row, outcome.Row.Code ?? outcome.Row.Name, new("{0} không thuộc phạm vi của lần nhập này ({1}).", unit.Name, scope.Root.Name));
            return false;
        }
        if (outcome.ParentId is { } parent && !scope.InBranch(parent))
        {
            dialogue.Fault(outcome.Row, scope.Units[parent].Name, new("Đơn vị trực thuộc {0}, ngoài phạm vi của lần nhập này ({1}).", scope.Units[parent].Name, scope.Root.Name));
            return false;
        }
        return true;
    }

    IEnumerable<Sentence> Changes(Outcome outcome, KnownUnit unit)
    {
        if (outcome.Name != unit.Name) yield return new("Tên: {0} → {1}", unit.Name, outcome.Name);
        if (outcome.Code != unit.Code) yield return new("Mã: {0} → {1}", unit.Code ?? "–", outcome.Code!);
        if (outcome.Level != unit.Level) yield return new("Cấp học: {0} → {1}", unit.Level is { } level ? ImportWords.LevelWord(level) : "–", ImportWords.LevelWord(outcome.Level!));
        if (outcome.ParentId != unit.ParentId || outcome.ParentRow is not null) yield return new("Trực thuộc: {0} → {1}", NameOf(unit.ParentId), outcome.ParentRow?.Row.Name ?? NameOf(outcome.ParentId));
        if (outcome.TerritoryId != unit.TerritoryId && outcome.TerritoryId is not null) yield return new("Nơi đặt: {0} → {1}", NameOf(scope.Ground(unit.Id)), NameOf(outcome.TerritoryId));
        else if (outcome.TerritoryId != unit.TerritoryId && outcome.ParentId == unit.ParentId) yield return new("Nơi đặt: {0} → {1}", NameOf(unit.TerritoryId), NameOf(scope.Ground(outcome.ParentId!.Value)));
    }

    // Nothing is overwritten: a change ends a version the day before and begins another.
    Sentence? WhyNotChange(KnownUnit unit) =>
        unit.Phase == Phase.Later ? new("{0} chỉ có từ {1} và dòng này khác với nó; chọn ngày bắt đầu sau ngày ấy.", unit.Name, unit.From)
        : unit.From >= scope.Begins ? new("Dòng này khác với {0}, là tên, mã và cấp trên mới có từ {1}; để đổi, chọn ngày bắt đầu sau ngày ấy.", unit.Name, unit.From)
        : null;

    // Whoever stands under a unit does not outlast it: it goes where that goes, and to one of several parts only by a person's word.
    void Parent(Outcome outcome)
    {
        foreach (var (id, question) in ((long?, string)[])[(outcome.ParentId, "part"), (outcome.TerritoryId, "part-ground")])
        {
            if (id is not { } above || scope.Units[above] is not { Lasts: false } parent) continue;
            if (!scope.GoesTo.TryGetValue(above, out var parts))
                dialogue.Fault(outcome.Row, parent.Name, parent.To is { } ends ? new("{0} kết thúc ngày {1}, nên không đơn vị nào bắt đầu dưới nó được nữa.", parent.Name, ends.AddDays(-1)) : new("{0} chưa có ngày {1}.", parent.Name, scope.Begins));
            else if (parts.Count > 1 && dialogue.Ask(outcome.Row, question, parent.Name, new("{0} chia ra từ ngày {1}. Từ ngày ấy đơn vị này thuộc về phần nào?", parent.Name, parts[0].Day), [.. parts.Select(part => new Choice($"unit:{part.To}", "Về {0}", part.Name)), Dialogue.Skip]) is { } answer)
                outcome.Parts.Add((above, parts.First(part => answer == $"unit:{part.To}").To));
        }
    }

    void Tell(Outcome outcome, Sentence said) => dialogue.Change(outcome.Row, said);

    string NameOf(long? id) => id is { } known ? scope.Units.GetValueOrDefault(known)?.Name ?? "–" : "–";

    /// <summary>Nobody may end up above itself: each chain of parents, as it will be, is followed to the top.</summary>
    public static void FindCircles(ImportScope scope, Dialogue dialogue, IReadOnlyCollection<Outcome> outcomes)
    {
        const int longest = 20;
        var moved = outcomes.Where(o => o.Unit is not null && o.Writes).ToDictionary(o => o.Unit!.Id);
        foreach (var outcome in outcomes.Where(o => o.Writes))
        {
            var (at, row) = (outcome.ParentId, outcome.ParentRow);
            var steps = 0;
            for (; steps < longest && (at is not null || row is not null); steps++)
            {
                row ??= at is { } id && moved.TryGetValue(id, out var mover) ? mover : null;
                if (row == outcome) steps = longest;
                (at, row) = row is not null ? (row.ParentId, row.ParentRow) : (scope.Units.GetValueOrDefault(at!.Value)?.ParentId, null);
            }
            if (steps >= longest) dialogue.Fault(outcome.Row, outcome.Row.Name, new("Đơn vị này sẽ đứng trên chính nó; sửa cột Trực thuộc."));
        }
        foreach (var outcome in outcomes.Where(o => o.ParentRow is { } parent && dialogue.IsStopped(parent.Row) && !dialogue.IsStopped(o.Row)))
            dialogue.Fault(outcome.Row, outcome.ParentRow!.Row.Name, new("Đơn vị trực thuộc ở dòng {0} chưa dùng được.", outcome.ParentRow.Row.Number));
    }
}
