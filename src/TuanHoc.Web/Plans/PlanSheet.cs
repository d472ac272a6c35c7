using Microsoft.Extensions.Primitives;
using TuanHoc.Plans;
using TuanHoc.Plans.Bodies;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans.Bodies;
using TuanHoc.Web.Plans.Incoming;
using TuanHoc.Web.Plans.Writing;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans;

/// <summary>A field on the page: what is typed in it, and what is wrong with that.</summary>
public sealed record SheetField(FactField Field, string Name, string Value, string? Error)
{
    /// <summary>The value as it is read, not typed: the word of a choice.</summary>
    public string Shown => Field.Choices?.FirstOrDefault(c => c.Value == Value).Word ?? Value;
}

/// <summary>A fact on the page. Its place in the text has a number, counted through the text.</summary>
public sealed class SheetRow(FactKind kind, string name, IReadOnlyList<SheetField> fields, int? was, Telling told)
{
    public FactKind Kind => kind;
    public string Name => name;
    public IReadOnlyList<SheetField> Fields => fields;

    /// <summary>Which of the stored facts it began as.</summary>
    public int? Was => was;

    /// <summary>Where the text states what it began as; empty for what a person added or corrected.</summary>
    public TextSpan At => told.At;
    public int? Number { get; set; }

    /// <summary>Who it is, of a row that names a body.</summary>
    public BodyMatch? Body { get; set; }
    public string? BodyError { get; init; }

    /// <summary>Units that a search for another one found.</summary>
    public IReadOnlyList<BodyOption>? Found { get; set; }
    public string? Sought { get; init; }

    /// <summary>Why a person should look, each in a sentence.</summary>
    public IReadOnlyList<string> Doubts => [.. new[] { told.Doubt is { } doubt ? T[doubt] : null, told.Recorded is { } other ? T["Hệ thống văn bản của cơ quan ghi khác: {0}", other] : null, Body?.Doubt is { } unsure ? T[unsure] : null }.OfType<string>()];

    /// <summary>Nobody need look for it where it is not there.</summary>
    public bool IsOptional { get; init; }

    /// <summary>A person looked at the doubt and took it as it stands.</summary>
    public bool IsSeen { get; init; }
    public bool IsDoubtful => Doubts.Count > 0 && !IsSeen;
    public IReadOnlyList<SheetRow> Tasks { get; init; } = [];
    public bool IsAdded { get; init; }

    public string Id => Number is { } number ? $"f{number}" : name;
    public bool IsBlank => fields.All(f => f.Value.Length == 0);
    public bool HasError => BodyError is not null || fields.Any(f => f.Error is not null) || Tasks.Any(t => t.HasError);
    public bool IsOpen => HasError || IsAdded || Sought is not null || Tasks.Any(t => t.IsAdded);
}

/// <summary>A group of facts under one heading.</summary>
public sealed record SheetSection(string Title, FactKind? Adds, IReadOnlyList<SheetRow> Rows);

/// <summary>Everything the review page shows of a plan: from the stored facts, or from what was typed over them.</summary>
public sealed class PlanSheet
{
    public const string FormField = "form", ReportDueField = "reportDue", AddAct = "add:", RemoveAct = "remove:", FindAct = "find:", AcceptAct = "accept", AcceptedField = "accepted", BodyField = "body", FindField = "find", SeenField = "seen";

    readonly FormReader input;
    readonly HashSet<string> rows;
    readonly string? added;
    readonly bool isOverAnother, isPlan;

    /// <param name="input">What is typed.</param>
    /// <param name="stored">The facts it was typed over.</param>
    /// <param name="added">The row just added, to be filled next.</param>
    /// <param name="isOverAnother">It was typed over an older version: only rows equal to a stored fact are still that fact.</param>
    public PlanSheet(FormReader input, Plan stored, string? added = null, bool isOverAnother = false)
    {
        (this.input, this.added, this.isOverAnother, rows) = (input, added, isOverAnother, RowsOf(input));
        isPlan = stored.Header.Type is null or { Value: DocumentType.Plan };
        var tasks = TasksOf(stored);
        Sections =
        [
            new(T["Văn bản"], null,
            [
                Single(FactKinds.Type, stored.Header.Type), Single(FactKinds.Number, stored.Header.Number), Single(FactKinds.IssuedOn, stored.Header.IssuedOn), Single(FactKinds.Title, stored.Header.Title),
                Single(FactKinds.Issuer, stored.Header.Issuer), Single(FactKinds.Level, stored.Header.IssuerLevel), Single(FactKinds.Place, stored.Header.Place),
            ]),
            Many(T["Căn cứ"], FactKinds.Bases, stored.LegalBases),
            new(T["Tuần lễ"], null, [Single(FactKinds.Year, stored.Header.Year), Single(FactKinds.Theme, stored.Theme), Single(FactKinds.Week, stored.Period), Single(FactKinds.Frame, stored.Frame)]),
            Many(T["Lễ khai mạc"], FactKinds.Ceremonies, stored.OpeningCeremonies),
            Many(T["Cơ quan và nhiệm vụ"], FactKinds.Assignments, stored.Assignments, name => [.. Rows(FactKinds.Tasks, tasks, name + ".")]),
            Many(T["Hạn gửi"], FactKinds.Deadlines, stored.Deadlines),
            Many(T["Nơi nhận"], FactKinds.Recipients, stored.Recipients),
            new(T["Chữ ký"], null, [Single(FactKinds.Signature, stored.Signature)]),
            Many(T["Khẩu hiệu"], FactKinds.Slogans, stored.Slogans),
            Many(T["Phụ lục"], FactKinds.Annexes, stored.Annexes),
        ];
        var placed = All.Where(r => r.At.To > r.At.From).OrderBy(r => r.At.From).ThenByDescending(r => r.At.To).ToList();
        for (var i = 0; i < placed.Count; i++) placed[i].Number = i + 1;
    }

    public IReadOnlyList<SheetSection> Sections { get; }

    /// <summary>Where in the text the facts stand, in the order of the text.</summary>
    public IReadOnlyList<Place> Places => [.. All.Where(r => r.Number is not null).OrderBy(r => r.Number).Select(r => new Place(r.Number!.Value, r.At, r.IsDoubtful))];

    /// <summary>The rows that name bodies: who gets tasks, the lines of "Nơi nhận", and who gets a task by a deadline alone.</summary>
    public IEnumerable<SheetRow> Bodies
    {
        get
        {
            List<SheetRow> named = [.. Section(FactKinds.Assignments).Rows, .. Section(FactKinds.Recipients).Rows];
            var (names, issuer) = (named.Select(BodyOf).ToHashSet(StringComparer.Ordinal), All.First(r => r.Kind == FactKinds.Issuer).Fields[0].Value);
            return [.. named, .. Section(FactKinds.Deadlines).Rows.Where(row => Enum.TryParse<Deliverable>(row.Fields[0].Value, out var what) && DeadlineTasks.IsTask(what, BodyOf(row), issuer) && !names.Contains(BodyOf(row)))];
        }
    }

    /// <summary>What was said of the bodies, by name: a unit, a group, or that it stays text.</summary>
    public IReadOnlyDictionary<string, string> Chosen => Bodies.Select(row => (Name: BodyOf(row), Value: input[$"{row.Name}.{BodyField}"])).Where(b => !string.IsNullOrEmpty(b.Name) && !string.IsNullOrEmpty(b.Value))
        .GroupBy(b => b.Name, StringComparer.Ordinal).ToDictionary(b => b.Key, b => b.First().Value!, StringComparer.Ordinal);

    /// <summary>The certain facts were taken at once, and only the doubtful ones still stand on the page.</summary>
    public bool IsAccepted => input.Has(AcceptedField);

    /// <summary>The name a row gives its body, as it will be kept.</summary>
    public static string BodyOf(SheetRow row) => (row.Kind == FactKinds.Deadlines ? row.Fields.First(f => f.Field.Name == "who") : row.Fields[0]).Value.Trim();

    /// <summary>The facts and the tasks among them.</summary>
    public IEnumerable<SheetRow> All => Sections.SelectMany(s => s.Rows).SelectMany(r => r.Tasks.Prepend(r));

    public FormReader Input => input;

    /// <summary>The stored facts as a form would post them.</summary>
    public static FormReader Typed(Plan plan, OrderedForm form, DateOnly? reportDue, IReadOnlyDictionary<string, string>? chosen = null, DocumentTies? ties = null)
    {
        var values = new Dictionary<string, StringValues>(StringComparer.Ordinal) { [FormField] = form.Value, [ReportDueField] = reportDue is { } day ? Vn.Date(day) : "" };
        if (ties is not null) (values[DocumentTies.UpperField], values[DocumentTies.AmendsField]) = (ties.UpperId?.ToString() ?? "", ties.Amends);
        Write(FactKinds.Type, plan.Header.Type);
        Write(FactKinds.Number, plan.Header.Number);
        Write(FactKinds.IssuedOn, plan.Header.IssuedOn);
        Write(FactKinds.Title, plan.Header.Title);
        Write(FactKinds.Issuer, plan.Header.Issuer);
        Write(FactKinds.Level, plan.Header.IssuerLevel);
        Write(FactKinds.Place, plan.Header.Place);
        FactKinds.Bases.Write(values, plan.LegalBases);
        Write(FactKinds.Year, plan.Header.Year);
        Write(FactKinds.Theme, plan.Theme);
        Write(FactKinds.Week, plan.Period);
        Write(FactKinds.Frame, plan.Frame);
        FactKinds.Ceremonies.Write(values, plan.OpeningCeremonies);
        FactKinds.Assignments.Write(values, plan.Assignments);
        var tasks = 0;
        for (var i = 0; i < plan.Assignments.Count; tasks += plan.Assignments[i++].Tasks.Count)
            FactKinds.Tasks.Write(values, plan.Assignments[i].Tasks, $"{FactKinds.Assignments.Key}.{i}.", tasks);
        FactKinds.Deadlines.Write(values, plan.Deadlines);
        FactKinds.Recipients.Write(values, plan.Recipients);
        Write(FactKinds.Signature, plan.Signature);
        FactKinds.Slogans.Write(values, plan.Slogans);
        FactKinds.Annexes.Write(values, plan.Annexes);
        foreach (var (name, index) in plan.Assignments.Select((a, i) => (a.Agency, $"{FactKinds.Assignments.Key}.{i}")).Concat(plan.Recipients.Select((r, i) => (r.Value, $"{FactKinds.Recipients.Key}.{i}")))
                     .Concat(plan.Deadlines.Select((d, i) => (d.Who ?? "", $"{FactKinds.Deadlines.Key}.{i}"))))
            if (chosen?.GetValueOrDefault(name.Trim()) is { } value) values[$"{index}.{BodyField}"] = value;
        return new FormReader(new FormCollection(values));

        void Write<T>(FactKind<T> kind, T? fact) where T : class => kind.Write(values, fact is null ? [] : [fact]);
    }

    /// <summary>What is typed as a plan; what nobody can type (outline, activities, rows of the form) stays as it was read. Faults are kept in the form.</summary>
    public Plan Read(Plan stored)
    {
        var tasks = TasksOf(stored);
        var header = new PlanHeader(
            One(FactKinds.Issuer, stored.Header.Issuer), One(FactKinds.Level, stored.Header.IssuerLevel), One(FactKinds.Number, stored.Header.Number), One(FactKinds.Place, stored.Header.Place),
            One(FactKinds.IssuedOn, stored.Header.IssuedOn), One(FactKinds.Title, stored.Header.Title), One(FactKinds.Year, stored.Header.Year))
        { Type = One(FactKinds.Type, stored.Header.Type) };
        return stored with
        {
            Header = header,
            Theme = One(FactKinds.Theme, stored.Theme),
            Period = One(FactKinds.Week, stored.Period),
            Frame = One(FactKinds.Frame, stored.Frame),
            LegalBases = List(FactKinds.Bases, stored.LegalBases),
            OpeningCeremonies = List(FactKinds.Ceremonies, stored.OpeningCeremonies),
            Assignments = [.. from row in Section(FactKinds.Assignments).Rows
                              where !row.IsBlank || row.Tasks.Any(t => !t.IsBlank)
                              select Seen(row, FactKinds.Assignments.Read(RowOf(row), stored.Assignments)) with { Tasks = [.. row.Tasks.Where(t => !t.IsBlank).Select(t => Seen(t, FactKinds.Tasks.Read(RowOf(t), tasks)))] }],
            Deadlines = List(FactKinds.Deadlines, stored.Deadlines),
            Recipients = List(FactKinds.Recipients, stored.Recipients),
            Signature = One(FactKinds.Signature, stored.Signature),
            Slogans = List(FactKinds.Slogans, stored.Slogans),
            Annexes = List(FactKinds.Annexes, stored.Annexes),
        };
    }

    /// <summary>What is typed as a plan, faults left aside.</summary>
    public Plan AsRead(Plan stored) => new PlanSheet(DraftJson.ReadTyped(DraftJson.WriteTyped(input, input.Fields)), stored, added, isOverAnother).Read(stored);

    /// <summary>The form with one more blank row of a kind, or with one row less, or with the certain facts taken; everything else as it was typed.</summary>
    public static (FormReader Form, string? Added) Changed(IFormCollection posted, string act, IReadOnlyList<FactKind>? lists = null)
    {
        var values = posted.ToDictionary(StringComparer.Ordinal);
        if (act.StartsWith(RemoveAct, StringComparison.Ordinal))
        {
            var gone = act[RemoveAct.Length..] + ".";
            foreach (var name in values.Keys.Where(n => n.StartsWith(gone, StringComparison.Ordinal)).ToList()) values.Remove(name);
            return (new FormReader(new FormCollection(values)), null);
        }
        if (act == AcceptAct) values[AcceptedField] = "1";
        if (!act.StartsWith(AddAct, StringComparison.Ordinal)) return (new FormReader(new FormCollection(values)), null);
        var list = act[AddAct.Length..];
        var kind = (lists ?? Lists).FirstOrDefault(k => list == k.Key || list.EndsWith("." + k.Key, StringComparison.Ordinal));
        if (kind is null) return (new FormReader(posted), null);
        var next = RowsOf(new FormReader(posted)).Where(r => r.StartsWith(list + ".", StringComparison.Ordinal)).Select(r => Index(r[(list.Length + 1)..])).DefaultIfEmpty(-1).Max() + 1;
        foreach (var field in kind.Fields) values[$"{list}.{next}.{field.Name}"] = "";
        return (new FormReader(new FormCollection(values)), $"{list}.{next}");
    }

    static readonly FactKind[] Lists = [FactKinds.Bases, FactKinds.Ceremonies, FactKinds.Assignments, FactKinds.Tasks, FactKinds.Deadlines, FactKinds.Recipients, FactKinds.Slogans, FactKinds.Annexes];

    // "assignments.3.tasks.0.text" is a field of the row "assignments.3.tasks.0".
    internal static HashSet<string> RowsOf(FormReader form) => [.. from field in form.Fields let dot = field.LastIndexOf('.') where dot > 0 select field[..dot]];

    internal static int Index(string text) => int.TryParse(text, System.Globalization.NumberStyles.None, Vn.Culture, out var index) ? index : -1;

    static List<PlanTask> TasksOf(Plan plan) => [.. plan.Assignments.SelectMany(a => a.Tasks)];

    FactRow RowOf(SheetRow row) => new(input, row.Name);

    SheetSection Section(FactKind kind) => Sections.First(s => s.Adds == kind);

    T? One<T>(FactKind<T> kind, T? stored) where T : class
    {
        var row = All.First(r => r.Kind == kind);
        return row.IsBlank ? null : Seen(row, kind.Read(RowOf(row), stored is null ? [] : [stored]));
    }

    IReadOnlyList<T> List<T>(FactKind<T> kind, IReadOnlyList<T> stored) where T : class => [.. Section(kind).Rows.Where(r => !r.IsBlank).Select(r => Seen(r, kind.Read(RowOf(r), stored)))];

    static T Seen<T>(SheetRow row, T fact) where T : class => row.IsSeen ? FactKinds.Certain(fact) : fact;

    SheetRow Single<T>(FactKind<T> kind, T? stored) where T : class => Row(kind, $"{kind.Key}.0", stored is null ? [] : [stored], []);

    SheetSection Many<T>(string title, FactKind<T> kind, IReadOnlyList<T> stored, Func<string, IReadOnlyList<SheetRow>>? tasks = null) where T : class => new(title, kind, [.. Rows(kind, stored, "", tasks)]);

    IEnumerable<SheetRow> Rows<T>(FactKind<T> kind, IReadOnlyList<T> stored, string under, Func<string, IReadOnlyList<SheetRow>>? tasks = null) where T : class
    {
        var list = $"{under}{kind.Key}.";
        return from row in rows
               where row.StartsWith(list, StringComparison.Ordinal)
               let index = Index(row[list.Length..])
               where index >= 0
               orderby index
               select Row(kind, row, stored, tasks?.Invoke(row) ?? []);
    }

    SheetRow Row<T>(FactKind<T> kind, string name, IReadOnlyList<T> stored, IReadOnlyList<SheetRow> tasks) where T : class
    {
        var row = new FactRow(input, name);
        var was = FactKind<T>.Was(row, stored) is { } fact && !(isOverAnother && !kind.IsUnchanged(row, fact)) ? fact : null;
        var told = was is null ? default : kind.Told(was);
        return new(kind, name, [.. kind.Fields.Select(f => new SheetField(f, $"{name}.{f.Name}", row[f.Name] ?? "", row.Error(f.Name)))], was is null ? null : row.Was, told)
        {
            Tasks = tasks,
            IsAdded = name == added,
            // A letter or guidance says what it has to say, and may leave theme and days to the plan.
            IsOptional = kind.IsOptional || !isPlan && (kind == (FactKind)FactKinds.Theme || kind == (FactKind)FactKinds.Week),
            IsSeen = row[SeenField] is not null,
            BodyError = row.Error(BodyField),
            Sought = row[FindField] is { Length: > 0 } sought ? sought : null,
        };
    }
}
