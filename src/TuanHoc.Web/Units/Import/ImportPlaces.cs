using TuanHoc.Text;
using TuanHoc.Units;

namespace TuanHoc.Web.Units.Import;

/// <summary>Finds where a row's unit stands and whom it answers to.</summary>
sealed class ImportPlaces
{
    const int CommuneDigits = 5;

    readonly ImportScope scope;
    readonly Dialogue dialogue;
    readonly Dictionary<string, KnownCommune> byCode;
    readonly ILookup<string, KnownCommune> byName;
    readonly ILookup<string, KnownUnit> unitsByCode, unitsByName;
    readonly ILookup<string, Outcome> rowsByCode, rowsByName;

    public ImportPlaces(ImportScope scope, Dialogue dialogue, IReadOnlyCollection<Outcome> outcomes)
    {
        (this.scope, this.dialogue) = (scope, dialogue);
        byCode = scope.Communes.ToDictionary(c => c.Code, StringComparer.Ordinal);
        byName = scope.Communes.SelectMany(c => new[] { c.Key, c.ShortKey }.Distinct(StringComparer.Ordinal), (c, key) => (key, c)).ToLookup(c => c.key, c => c.c, StringComparer.Ordinal);
        var now = scope.Units.Values.Where(u => u.Phase == Phase.Now).ToList();
        unitsByCode = now.Where(u => u.Code is not null).ToLookup(u => u.Code!, StringComparer.OrdinalIgnoreCase);
        // An agency is called by its name, with or without its province's behind it; a territory by what it governs as well.
        unitsByName = now.SelectMany(u => NamesOf(u).Distinct(StringComparer.Ordinal), (u, name) => (name, u)).ToLookup(u => u.name, u => u.u, StringComparer.Ordinal);
        rowsByCode = outcomes.Where(o => o.Row.Code is not null).ToLookup(o => o.Row.Code!, StringComparer.OrdinalIgnoreCase);
        rowsByName = outcomes.Where(o => o.Row.Key != "").ToLookup(o => ParentKey(o.Row.Key), StringComparer.Ordinal);
    }

    public void Find(Outcome outcome)
    {
        var row = outcome.Row;
        outcome.Commune = Commune(row);
        if (row.HasParentIds) ByNumbers(outcome);
        else if (row.Parent is { } named && !dialogue.IsStopped(row)) ByName(outcome, named);
        if (!row.HasParentIds && outcome is { Commune: null, NamedParent: null, NamedRow: null } && scope.Root.Kind == UnitKind.Commune) outcome.Commune = scope.RootId;
    }

    long? Commune(ImportRow row)
    {
        var (code, name) = (row.CommuneCode, row.CommuneName);
        if (code is null && name is null) return null;
        if (code is null) return CommuneByName(row, name!);
        if (!byCode.TryGetValue(code, out var commune))
        {
            var whole = code.PadLeft(CommuneDigits, '0');
            if (code.Length >= CommuneDigits || !code.All(char.IsAsciiDigit) || !byCode.TryGetValue(whole, out commune))
            {
                dialogue.Fault(row, code, new("Không có xã, phường nào có mã này vào ngày {0}.", scope.Begins));
                return null;
            }
            if (dialogue.Ask(row, "commune-zeros", code, new("Mã xã mất số 0 ở đầu: có phải {0}, {1} ({2})?", whole, commune.Name, commune.ProvinceName), new Choice("repair", "Đúng, là {0}", whole), Dialogue.Skip) is not "repair") return null;
        }
        if (name is not null && SearchKey.Of(name) is var key && key != commune.Key && key != commune.ShortKey)
        {
            dialogue.Fault(row, $"{code}, {name}", new("Mã {0} là {1} ({2}), không phải {3}. Sửa mã hoặc tên xã.", commune.Code, commune.Name, commune.ProvinceName, name.Cut()));
            return null;
        }
        return Within(row, code, commune);
    }

    long? CommuneByName(ImportRow row, string name)
    {
        var all = byName[SearchKey.Of(name)].ToList();
        var here = all.Where(c => scope.Units.ContainsKey(c.Id)).ToList();
        var exact = here.Where(c => ImportWords.ToneKey(c.Name) == ImportWords.ToneKey(name) || ImportWords.ToneKey(c.Name).EndsWith(" " + ImportWords.ToneKey(name), StringComparison.Ordinal)).ToList();
        if ((exact.Count == 1 ? exact[0] : here.Count == 1 ? here[0] : null) is { } one) return Within(row, name, one);
        if (here.Count > 1) dialogue.Fault(row, name, new("Có {0} xã, phường tên này: {1}. Ghi mã xã.", here.Count, string.Join("; ", here.Take(4).Select(c => $"{c.Code} {c.Name} ({c.ProvinceName})"))));
        else if (all.Count > 0) Outside(row, name, all[0]);
        else dialogue.Fault(row, name, new("Không có xã, phường nào tên này vào ngày {0}. Tên trước 01/07/2025 tra được ở trang Đơn vị.", scope.Begins));
        return null;
    }

    long? Within(ImportRow row, string read, KnownCommune commune)
    {
        if (scope.Units.ContainsKey(commune.Id)) return commune.Id;
        Outside(row, read, commune);
        return null;
    }

    void Outside(ImportRow row, string read, KnownCommune commune) =>
        dialogue.Fault(row, read, new("{0} thuộc {1}, ngoài phạm vi của lần nhập này ({2}).", commune.Name, commune.ProvinceName, scope.Root.Name));

    void ByNumbers(Outcome outcome)
    {
        var row = outcome.Row;
        if (row.ParentId is { } parent)
        {
            if (scope.Units.GetValueOrDefault(parent) is { Phase: Phase.Now }) outcome.NamedParent = parent;
            else dialogue.Fault(row, $"parent_id {parent}", new("Không có đơn vị cấp trên mang số này trong phạm vi vào ngày {0}.", scope.Begins));
        }
        if (row.TerritoryId is { } territory)
        {
            if (scope.Units.GetValueOrDefault(territory) is { Phase: Phase.Now, IsTerritory: true }) outcome.Commune = territory;
            else dialogue.Fault(row, $"territory_id {territory}", new("Không có đơn vị hành chính mang số này trong phạm vi vào ngày {0}.", scope.Begins));
        }
    }

    void ByName(Outcome outcome, string named)
    {
        var (row, key) = (outcome.Row, ParentKey(SearchKey.Of(named)));
        var found = unitsByCode[named].ToList();
        if (found.Count == 0) found = [.. unitsByName[key]];
        if (found.Count > 1 && found.Where(u => scope.InBranch(u.Id)).ToList() is { Count: > 0 } ours) found = ours;
        if (found.Count > 1 && outcome.Commune is { } commune && found.Where(u => scope.Ground(u.Id) == commune).ToList() is { Count: > 0 } there) found = there;
        if (found.Count > 1 && found.Where(u => scope.Ground(u.Id) == scope.PlaceId).ToList() is { Count: 1 } above) found = above;
        if (found.Count > 1 && row.Id is { } id && scope.Units.GetValueOrDefault(id)?.ParentId is { } stands && found.Find(u => u.Id == stands) is { } already) found = [already];
        if (found.Count == 1) { outcome.NamedParent = found[0].Id; return; }
        var rows = rowsByCode[named].Concat(rowsByName[key]).Where(o => o != outcome).Distinct().ToList();
        if (found.Count == 0 && rows.Count == 1) { outcome.NamedRow = rows[0]; return; }
        dialogue.Fault(row, named, found.Count + rows.Count > 1
            ? new("Có nhiều đơn vị tên này; ghi mã của đơn vị trực thuộc.")
            : new("Không tìm thấy đơn vị trực thuộc này trong phạm vi vào ngày {0}. Ghi đúng tên hoặc mã, hoặc thêm nó thành một dòng của tệp.", scope.Begins));
    }

    IEnumerable<string> NamesOf(KnownUnit unit)
    {
        yield return ParentKey(unit.Key);
        if (unit.IsTerritory) yield return unit.ShortKey;
        else if (scope.Units.GetValueOrDefault(scope.Province(unit.Id)) is { } province && unit.Key.EndsWith(" " + province.Key, StringComparison.Ordinal)) yield return ParentKey(unit.Key[..^(province.Key.Length + 1)]);
    }

    static string ParentKey(string key)
    {
        var written = Likeness.WrittenOut(key);
        return written.StartsWith("uy ban nhan dan ", StringComparison.Ordinal) ? written["uy ban nhan dan ".Length..] : written;
    }
}
