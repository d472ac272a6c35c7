using TuanHoc.Text;
using TuanHoc.Units;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Units.Import;

/// <summary>
/// Which known unit each row is: by its number, by its code within the province, then by its name within the commune, tones aside.
/// Whatever is doubtful is asked. Nothing is written here.
/// </summary>
sealed class ImportMatch
{
    readonly ImportScope scope;
    readonly Dialogue dialogue;
    readonly List<Outcome> outcomes;
    readonly ILookup<(long Province, string Code), KnownUnit> byCode;
    readonly ILookup<long, KnownUnit> byGround;
    readonly HashSet<long> taken = [];

    ImportMatch(ImportScope scope, Dialogue dialogue, IEnumerable<ImportRow> rows)
    {
        (this.scope, this.dialogue) = (scope, dialogue);
        outcomes = [.. rows.Select(row => new Outcome(row))];
        var bodies = scope.Units.Values.Where(u => !u.IsTerritory).ToList();
        byCode = bodies.Where(u => u.Code is not null).ToLookup(u => (scope.Province(u.Id), u.Code!.ToUpperInvariant()));
        byGround = bodies.ToLookup(u => scope.Ground(u.Id));
    }

    /// <summary>An outcome for each row, in the order of the file; the findings say what keeps a row from having one.</summary>
    public static IReadOnlyList<Outcome> Run(ImportScope scope, IReadOnlyCollection<ImportRow> rows, List<Finding> findings, IReadOnlyDictionary<(int Row, string Question), string> answers)
    {
        var match = new ImportMatch(scope, new Dialogue(findings, answers), rows);
        match.Run();
        return match.outcomes;
    }

    void Run()
    {
        var places = new ImportPlaces(scope, dialogue, outcomes);
        foreach (var outcome in Open()) places.Find(outcome);
        foreach (var outcome in Open()) ByNumber(outcome);
        CodesTwice();
        foreach (var outcome in Open().Where(o => o.Unit is null)) ByCode(outcome);
        foreach (var group in Open().Where(o => o is { Unit: null, Act: Act.None, IsNew: false }).GroupBy(o => (Ground(o), o.Row.Kind, o.Row.Key)).ToList()) ByName(group.Key.Item1, [.. group]);
        UnitsTwice();
        foreach (var outcome in Open().Where(o => o.Row is { IsCodeNumber: true, Code: not null } && o.Unit?.Code is null).ToList()) NumberAsCode(outcome);
        var standing = new ImportStanding(scope, dialogue);
        foreach (var outcome in Open().Where(o => o.Act == Act.None)) standing.Settle(outcome);
        ImportStanding.FindCircles(scope, dialogue, outcomes);
        foreach (var outcome in outcomes)
        {
            if (dialogue.IsSkipped(outcome.Row)) outcome.Act = Act.Skip;
            else if (dialogue.IsStopped(outcome.Row)) outcome.Act = Act.None;
        }
    }

    IEnumerable<Outcome> Open() => outcomes.Where(o => !dialogue.IsStopped(o.Row));

    /// <summary>The territory a row's unit will stand in: the commune it names, or its parent's ground.</summary>
    long Ground(Outcome outcome, int depth = 0) =>
        outcome.Commune ?? (outcome.NamedParent is { } parent ? scope.Ground(parent) : outcome.NamedRow is { } row && depth < 10 ? Ground(row, depth + 1) : scope.PlaceId);

    void ByNumber(Outcome outcome)
    {
        if (outcome.Row.Id is not { } id) return;
        if (scope.Units.GetValueOrDefault(id) is not { } unit) { dialogue.Fault(outcome.Row, $"{id}", new("Không có đơn vị mang mã hệ thống này trong phạm vi của lần nhập ({0}).", scope.Root.Name)); return; }
        if (unit.IsTerritory || outcome.Row.Kind is UnitKind.Nation or UnitKind.Province or UnitKind.District or UnitKind.Commune) Territory(outcome, unit);
        else if (unit.Phase != Phase.Ended) Take(outcome, unit, isSure: true);
        else Closed(outcome, unit);
    }

    // A file of the whole directory holds territories too: as they are they may stay.
    void Territory(Outcome outcome, KnownUnit unit)
    {
        outcome.Unit = unit;
        if (unit.Kind == outcome.Row.Kind && unit.Name == outcome.Row.Name && (outcome.Row.Code ?? unit.Code) == unit.Code) outcome.Act = Act.Same;
        else dialogue.Fault(outcome.Row, outcome.Row.Name, new("Tỉnh, xã và phường chỉ đổi bằng quyết định, không bằng tệp. Trong danh mục: {0}.", unit.Name));
    }

    void CodesTwice()
    {
        foreach (var group in Open().Where(o => o.Row.Code is not null && o.Act == Act.None).GroupBy(o => (Province(o), o.Row.Code!.ToUpperInvariant())).Where(g => g.Skip(1).Any()))
            foreach (var outcome in group.ToList()) dialogue.Fault(outcome.Row, outcome.Row.Code!, new("Mã này có ở nhiều dòng: {0}. Mỗi đơn vị có một mã riêng.", Rows(group)));
    }

    void ByCode(Outcome outcome)
    {
        var row = outcome.Row;
        if (row.Kind is UnitKind.Nation or UnitKind.Province or UnitKind.District or UnitKind.Commune)
        {
            dialogue.Fault(row, row.Name, new("Tỉnh, xã và phường chỉ đổi bằng quyết định, không bằng tệp này."));
            return;
        }
        if (row.Code is not { } code) return;
        var (province, found) = (Province(outcome), byCode[(Province(outcome), code.ToUpperInvariant())].ToList());
        var there = found.Where(u => u.Phase != Phase.Ended).ToList();
        if (there.Count > 1 && there.Where(u => u.Kind == row.Kind).ToList() is { Count: > 0 } ofKind) there = ofKind;
        switch (there.Count)
        {
            case 1: Take(outcome, there[0], isSure: true); return;
            case > 1: Several(outcome, "code-several", code, there); return;
        }
        if (found.Count > 0) { Closed(outcome, found.MaxBy(u => u.From)!); return; }
        if (code.All(char.IsAsciiDigit) && Longer(province, code).ToList() is { Count: 1 } whole)
        {
            var unit = whole[0];
            var answer = dialogue.Ask(row, "code-zeros", code, new("Mã mất số 0 ở đầu? {0} có mã {1}.", Described(unit), unit.Code!), Dialogue.SameAs(unit), Dialogue.New, Dialogue.Skip);
            // Its own code stands: what was read is that code without its zeros.
            if (answer == Dialogue.New.Value) outcome.IsNew = true;
            else if (answer is not null) Take(outcome, unit, isSure: true, code: unit.Code);
        }
    }

    IEnumerable<KnownUnit> Longer(long province, string code) =>
        Enumerable.Range(1, 3).SelectMany(zeros => byCode[(province, new string('0', zeros) + code)]).Where(u => u.Phase != Phase.Ended);

    /// <summary>Rows of one name in one place against the known units of that name there: one to one where it is plain, else asked.</summary>
    void ByName(long ground, List<Outcome> rows)
    {
        var first = rows[0].Row;
        var known = byGround[ground].Where(u => u.Kind == first.Kind && u.Key == first.Key && !taken.Contains(u.Id)).ToList();
        var there = known.Where(u => u.Phase != Phase.Ended).OrderBy(u => u.Id).ToList();
        // Rows with codes of their own are units of their own; a name without a code, twice, is a question.
        if (rows.Count > 1 && there.Count != rows.Count)
        {
            var doubtful = rows.Where(o => o.Row.Code is null).Skip(rows.All(o => o.Row.Code is null) ? 1 : 0).ToList();
            foreach (var outcome in doubtful)
            {
                if (dialogue.Ask(outcome.Row, "twice", outcome.Row.Name, new("Tên này có ở các dòng {0} của cùng một xã và dòng này không có mã. Có phải hai đơn vị khác nhau?", Rows(rows)), Dialogue.New, Dialogue.Skip) is not null) outcome.IsNew = true;
            }
            rows = [.. rows.Where(o => !dialogue.IsStopped(o.Row) && !o.IsNew)];
        }
        if (rows.Count > 1 && there.Count == rows.Count)
        {
            for (var i = 0; i < rows.Count; i++) One(rows[i], there[i]);
            return;
        }
        foreach (var outcome in rows)
        {
            there.RemoveAll(u => taken.Contains(u.Id));
            if (there.Count == 1) One(outcome, there[0]);
            else if (there.Count > 1) Several(outcome, "several", outcome.Row.Name, there);
            else if (known.Find(u => u.Phase == Phase.Ended && !taken.Contains(u.Id)) is { } closed) Closed(outcome, closed);
            else Alike(outcome, ground);
        }
    }

    void One(Outcome outcome, KnownUnit unit)
    {
        var row = outcome.Row;
        if (row.Code is { } code && unit.Code is { } other && !string.Equals(code, other, StringComparison.OrdinalIgnoreCase))
            Doubt(outcome, "code", code, new("Cùng tên, khác mã: {0} có mã {1}.", Described(unit), other), unit);
        else if (row.Name.Any(c => c > 127) && ImportWords.ToneKey(row.Name) != ImportWords.ToneKey(unit.Name))
            Doubt(outcome, "tones", row.Name, new("Tên chỉ khác dấu: trong danh mục là {0}.", Described(unit)), unit);
        else Take(outcome, unit, isSure: false);
    }

    void Alike(Outcome outcome, long ground)
    {
        var written = Likeness.WrittenOut(outcome.Row.Key);
        var alike = byGround[ground].Where(u => u.Kind == outcome.Row.Kind && u.Phase != Phase.Ended && !taken.Contains(u.Id) && (outcome.Row.Code is null || u.Code is null || outcome.Row.Code == u.Code) && Likeness.IsAlike(written, u.WrittenOut)).Take(5).ToList();
        if (alike.Count == 1) Doubt(outcome, "similar", outcome.Row.Name, new("Tên gần giống {0}, cùng xã.", Described(alike[0])), alike[0]);
        else if (alike.Count > 1) Several(outcome, "similar", outcome.Row.Name, alike);
    }

    void Doubt(Outcome outcome, string question, string read, Sentence said, KnownUnit unit)
    {
        var answer = dialogue.Ask(outcome.Row, question, read, said, Dialogue.SameAs(unit), Dialogue.New, Dialogue.Skip);
        Answered(outcome, answer, unit);
    }

    void Several(Outcome outcome, string question, string read, List<KnownUnit> units)
    {
        Choice[] choices = [.. units.Take(5).Select(u => new Choice($"unit:{u.Id}", "Là {0}", Described(u))), Dialogue.New, Dialogue.Skip];
        var answer = dialogue.Ask(outcome.Row, question, read, new("Có {0} đơn vị có thể là dòng này.", units.Count), choices);
        Answered(outcome, answer, units.Find(u => answer == $"unit:{u.Id}"));
    }

    void Closed(Outcome outcome, KnownUnit unit)
    {
        var last = unit.To!.Value.AddDays(-1);
        var reopen = new Choice($"reopen:{unit.Id}", "Mở lại đơn vị ấy từ {0}", Vn.Date(scope.Begins));
        var answer = dialogue.Ask(outcome.Row, "closed", outcome.Row.Code ?? outcome.Row.Name, new("{0} đã kết thúc ngày {1}.", Described(unit), last), reopen, Dialogue.New, Dialogue.Skip);
        Answered(outcome, answer, unit);
    }

    // No unit has this code with zeros in front of it, and yet it may have lost them: only a person knows.
    void NumberAsCode(Outcome outcome) =>
        dialogue.Ask(outcome.Row, "code-number", outcome.Row.Code!, new("Ô mã là ô dạng số, đã bỏ các số 0 ở đầu nếu có. Mã {0} có đúng là mã đầy đủ của {1}?", outcome.Row.Code!, outcome.Row.Name), new Choice("keep", "Đúng, giữ mã này"), Dialogue.Skip);

    void Answered(Outcome outcome, string? answer, KnownUnit? unit)
    {
        if (answer == Dialogue.New.Value) outcome.IsNew = true;
        else if (answer is not null) Take(outcome, unit!, isSure: true);
    }

    void Take(Outcome outcome, KnownUnit unit, bool isSure, string? code = null)
    {
        (outcome.Unit, outcome.IsSureOfUnit, outcome.Code) = (unit, isSure, code);
        taken.Add(unit.Id);
    }

    void UnitsTwice()
    {
        foreach (var group in Open().Where(o => o.Unit is not null).GroupBy(o => o.Unit!.Id).Where(g => g.Skip(1).Any()))
            foreach (var outcome in group.ToList()) dialogue.Fault(outcome.Row, outcome.Row.Name, new("Các dòng {0} cùng là một đơn vị: {1}. Giữ một dòng.", Rows(group), Described(outcome.Unit!)));
    }

    long Province(Outcome outcome) => scope.Province(Ground(outcome));

    string Described(KnownUnit unit) => $"{unit.Name}{(unit.Code is null ? "" : $" (mã {unit.Code})")}, {scope.Units.GetValueOrDefault(scope.Ground(unit.Id))?.Name}";

    static string Rows(IEnumerable<Outcome> outcomes) => string.Join(", ", outcomes.Select(o => o.Row.Number.ToString(Vn.Culture)).Take(6));
}
