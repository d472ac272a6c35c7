using Microsoft.Extensions.Primitives;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>Facts of a draft under one heading; rows of <c>Adds</c> may be added.</summary>
public sealed record DraftGroup(string Id, string Title, FactKind? Adds, IReadOnlyList<SheetRow> Rows, string? Hint = null);

/// <summary>Everything the page of a draft holds, as it is typed.</summary>
public sealed class DraftSheet
{
    public const string UpAct = "up:", ReasonField = "lateReason";

    readonly HashSet<string> rows;
    readonly string? added;

    /// <param name="input">What is typed.</param>
    /// <param name="type">A plan has no addressees.</param>
    /// <param name="added">The row just added, to be filled next.</param>
    public DraftSheet(FormReader input, DocumentType type, string? added = null)
    {
        (Input, this.added, rows) = (input, added, PlanSheet.RowsOf(input));
        Groups =
        [
            new("head", T["Văn bản"], null, [Single(DraftKinds.Head)]),
            .. type == DocumentType.Plan ? [] : new[] { Many("addressees", T["Kính gửi"], DraftKinds.Addressees) },
            new("week", T["Tuần lễ"], null, [Single(DraftKinds.Week), Single(DraftKinds.Frame)]),
            Many("bases", T["Căn cứ"], DraftKinds.Bases),
            Many("standing", T["Đề án, chương trình đang thực hiện"], DraftKinds.StandingPlans),
            Many("ceremonies", T["Lễ khai mạc"], DraftKinds.Ceremonies),
            Many("sections", T["Các phần của văn bản"], DraftKinds.Sections),
            Many("assignments", T["Cơ quan và nhiệm vụ"], DraftKinds.Assignments, name => [.. Rows(DraftKinds.Tasks, name + ".")]),
            Many("deadlines", T["Hạn gửi"], DraftKinds.Deadlines),
            Many("recipients", T["Nơi nhận"], DraftKinds.Recipients, hint: T["Mỗi dòng một nơi; dòng cuối là nơi lưu, như “Lưu: VT”."]),
            new("signature", T["Chữ ký"], null, [Single(DraftKinds.Signature)]),
            Many("annexes", T["Phụ lục"], DraftKinds.Annexes),
        ];
    }

    public FormReader Input { get; }

    public IReadOnlyList<DraftGroup> Groups { get; }

    /// <summary>The rows and the tasks among them.</summary>
    public IEnumerable<SheetRow> All => Groups.SelectMany(g => g.Rows).SelectMany(r => r.Tasks.Prepend(r));

    public DraftGroup this[FactKind kind] => Groups.First(g => g.Adds == kind);

    /// <summary>The facts of a draft as a form would post them.</summary>
    public static FormReader Typed(PlanDraft draft, OrderedForm form, string? lateReason)
    {
        var values = new Dictionary<string, StringValues>(StringComparer.Ordinal) { [PlanSheet.FormField] = form.Value, [ReasonField] = lateReason ?? "" };
        DraftKinds.Head.Write(values, [new(draft.Title, draft.Issuer, draft.ParentBody, draft.Notation, draft.Place)]);
        DraftKinds.Week.Write(values, [new(draft.Year, draft.Theme, draft.Week?.Start, draft.Week?.End)]);
        DraftKinds.Frame.Write(values, draft.Frame is { } frame ? [frame] : []);
        DraftKinds.Addressees.Write(values, draft.Addressees.Select(line => new DraftLine(line)));
        DraftKinds.Bases.Write(values, draft.Bases);
        DraftKinds.StandingPlans.Write(values, draft.StandingPlans);
        DraftKinds.Ceremonies.Write(values, draft.Ceremonies);
        DraftKinds.Sections.Write(values, draft.Sections);
        DraftKinds.Assignments.Write(values, draft.Assignments);
        for (var i = 0; i < draft.Assignments.Count; i++) DraftKinds.Tasks.Write(values, draft.Assignments[i].Tasks, $"{DraftKinds.Assignments.Key}.{i}.");
        DraftKinds.Deadlines.Write(values, draft.Deadlines);
        DraftKinds.Recipients.Write(values, draft.Recipients.Select(line => new DraftLine(line)));
        DraftKinds.Signature.Write(values, draft.Signature is { } signature ? [signature] : []);
        DraftKinds.Annexes.Write(values, draft.Annexes);
        return new FormReader(new FormCollection(values));
    }

    /// <summary>What is typed as a draft. Faults are kept in the form; a row that has one is left out, and a single fact that has one stays as it was.</summary>
    public PlanDraft Read(PlanDraft stored)
    {
        var head = One(DraftKinds.Head) ?? new DraftHead("", "", null, "", "");
        var week = One(DraftKinds.Week);
        return stored with
        {
            Title = head.Title,
            Issuer = head.Issuer,
            ParentBody = head.ParentBody,
            Notation = head.Notation,
            Place = head.Place,
            Year = week?.Year ?? stored.Year,
            Theme = week is null ? stored.Theme : week.Theme,
            Week = week is null ? stored.Week : week is { Start: { } start, End: { } end } ? new(start, end) : null,
            Frame = IsFaulty(DraftKinds.Frame) ? stored.Frame : One(DraftKinds.Frame),
            Addressees = stored.Type == DocumentType.Plan ? [] : [.. List(DraftKinds.Addressees).Select(line => line.Text)],
            Bases = List(DraftKinds.Bases),
            StandingPlans = List(DraftKinds.StandingPlans),
            Ceremonies = List(DraftKinds.Ceremonies),
            Sections = List(DraftKinds.Sections),
            Assignments = [.. from row in this[DraftKinds.Assignments].Rows
                              where !row.IsBlank || row.Tasks.Any(t => !t.IsBlank)
                              let tasks = row.Tasks.Where(t => !t.IsBlank).Select(t => Fact(DraftKinds.Tasks, t)).OfType<DraftTask>().ToList()
                              let assignment = Fact(DraftKinds.Assignments, row)
                              where assignment is not null
                              select assignment with { Tasks = tasks }],
            Deadlines = List(DraftKinds.Deadlines),
            Recipients = [.. List(DraftKinds.Recipients).Select(line => line.Text)],
            Signature = One(DraftKinds.Signature),
            Annexes = List(DraftKinds.Annexes),
        };
    }

    /// <summary>The form with a row more, a row less or a row moved up; everything else as it was typed.</summary>
    public static (FormReader Form, string? Added) Changed(IFormCollection posted, string act) =>
        act.StartsWith(UpAct, StringComparison.Ordinal) ? (Raised(posted, act[UpAct.Length..]), null) : PlanSheet.Changed(posted, act, DraftKinds.Lists);

    public static bool IsChange(string act) =>
        act.StartsWith(UpAct, StringComparison.Ordinal) || act.StartsWith(PlanSheet.AddAct, StringComparison.Ordinal) || act.StartsWith(PlanSheet.RemoveAct, StringComparison.Ordinal);

    // The fields of a row and of the one before it change names.
    static FormReader Raised(IFormCollection posted, string row)
    {
        var list = row[..(row.LastIndexOf('.') + 1)];
        var index = PlanSheet.Index(row[list.Length..]);
        var before = PlanSheet.RowsOf(new FormReader(posted)).Where(r => r.StartsWith(list, StringComparison.Ordinal)).Select(r => PlanSheet.Index(r[list.Length..])).Where(i => i >= 0 && i < index).DefaultIfEmpty(-1).Max();
        if (before < 0) return new FormReader(posted);
        var (here, there) = ($"{list}{index}.", $"{list}{before}.");
        return new FormReader(new FormCollection(posted.ToDictionary(
            field => field.Key.StartsWith(here, StringComparison.Ordinal) ? there + field.Key[here.Length..] : field.Key.StartsWith(there, StringComparison.Ordinal) ? here + field.Key[there.Length..] : field.Key,
            field => field.Value, StringComparer.Ordinal)));
    }

    T? Fact<T>(FactKind<T> kind, SheetRow row) where T : class
    {
        var fact = kind.Read(new FactRow(Input, row.Name), []);
        return kind.Fields.Any(f => Input.Error($"{row.Name}.{f.Name}") is not null) ? null : fact;
    }

    T? One<T>(FactKind<T> kind) where T : class => All.First(r => r.Kind == kind) is { IsBlank: false } row ? Fact(kind, row) : null;

    bool IsFaulty<T>(FactKind<T> kind) where T : class => All.First(r => r.Kind == kind) is { IsBlank: false } row && Fact(kind, row) is null;

    IReadOnlyList<T> List<T>(FactKind<T> kind) where T : class => [.. this[kind].Rows.Where(r => !r.IsBlank).Select(r => Fact(kind, r)).OfType<T>()];

    DraftGroup Many(string id, string title, FactKind kind, Func<string, IReadOnlyList<SheetRow>>? tasks = null, string? hint = null) => new(id, title, kind, [.. Rows(kind, "", tasks)], hint);

    IEnumerable<SheetRow> Rows(FactKind kind, string under, Func<string, IReadOnlyList<SheetRow>>? tasks = null)
    {
        var list = $"{under}{kind.Key}.";
        return from row in rows
               where row.StartsWith(list, StringComparison.Ordinal)
               let index = PlanSheet.Index(row[list.Length..])
               where index >= 0
               orderby index
               select Row(kind, row, tasks?.Invoke(row) ?? []);
    }

    SheetRow Single(FactKind kind) => Row(kind, $"{kind.Key}.0", []);

    SheetRow Row(FactKind kind, string name, IReadOnlyList<SheetRow> tasks) =>
        new(kind, name, [.. kind.Fields.Select(f => new SheetField(f, $"{name}.{f.Name}", Input[$"{name}.{f.Name}"] ?? "", Input.Error($"{name}.{f.Name}")))], was: null, told: default) { Tasks = tasks, IsAdded = name == added };
}
