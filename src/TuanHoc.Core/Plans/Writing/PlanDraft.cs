namespace TuanHoc.Plans.Writing;

/// <summary>What is written: a plan, an official letter, a guidance.</summary>
public enum DocumentType { Plan, Letter, Guidance }

/// <summary>
/// A plan, letter or guidance as it is typed: facts in fields, words in sections. Its document, and so its text, is made from it
/// (<c>PlanWriter</c>), so that what the text says and what is followed up cannot differ.
/// </summary>
public sealed record PlanDraft
{
    public DocumentType Type { get; init; } = DocumentType.Plan;

    /// <summary>Printed above the issuer, where the letterhead has it (a Sở prints its UBND).</summary>
    public string? ParentBody { get; init; }

    /// <summary>In running form: "Ủy ban nhân dân phường Mẫu".</summary>
    public required string Issuer { get; init; }

    /// <summary>"KH-UBND"; of a letter "UBND-VX".</summary>
    public required string Notation { get; init; }

    /// <summary>The number alone; null until it is issued.</summary>
    public int? Number { get; init; }

    public required string Place { get; init; }

    public DateOnly? IssuedOn { get; init; }

    /// <summary>The year of the Week.</summary>
    public required int Year { get; init; }

    /// <summary>Trích yếu.</summary>
    public required string Title { get; init; }

    /// <summary>Kính gửi; of letters and guidances.</summary>
    public IReadOnlyList<string> Addressees { get; init; } = [];

    public string? Theme { get; init; }

    public DraftPeriod? Week { get; init; }

    /// <summary>The longer frame that a unit sets around the Week, such as its Tháng khuyến học.</summary>
    public DraftFrame? Frame { get; init; }

    public IReadOnlyList<DraftBasis> Bases { get; init; } = [];

    /// <summary>Standing plans and programmes, with what each asks of the Week.</summary>
    public IReadOnlyList<DraftStandingPlan> StandingPlans { get; init; } = [];

    public IReadOnlyList<DraftCeremony> Ceremonies { get; init; } = [];

    /// <summary>The parts in the order in which they are printed.</summary>
    public IReadOnlyList<DraftSection> Sections { get; init; } = [];

    public IReadOnlyList<DraftAssignment> Assignments { get; init; } = [];

    public IReadOnlyList<DraftDeadline> Deadlines { get; init; } = [];

    /// <summary>Nơi nhận, without dashes; the last is "Lưu: VT, …".</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    public DraftSignature? Signature { get; init; }

    public IReadOnlyList<DraftAnnex> Annexes { get; init; } = [];

    /// <summary>The statistics form annexed, by its key; null follows the plan above.</summary>
    public string? FormKey { get; init; }

    /// <summary>The form that is printed where another is ordered in name: that with a province's own rows behind it. Null: what is ordered is printed.</summary>
    public string? PrintedFormKey { get; init; }
}

/// <summary>First and last day.</summary>
public sealed record DraftPeriod(DateOnly Start, DateOnly End);

/// <summary>"Tháng khuyến học", from and to.</summary>
public sealed record DraftFrame(string Name, DateOnly Start, DateOnly End);

/// <summary>A document cited: "Kế hoạch", "3649/KH-UBND", its day, who issued it, what it is about.</summary>
public sealed record DraftBasis(string Kind, string Number, DateOnly? Date, string? Issuer, string? Subject);

/// <summary>A standing plan or programme, and what it asks of the Week in a sentence.</summary>
public sealed record DraftStandingPlan(DraftBasis Document, string Asks);

/// <summary>One day, or a stretch of days within which the lower units choose theirs.</summary>
public sealed record DraftCeremony(DateOnly? Date, DateOnly? From, DateOnly? To, TimeOnly? Time, string? Venue, bool Online);

/// <summary>What a part prints beside its words: the facts of its kind stand at its end, as sentences made from them.</summary>
public enum SectionKind { Words, Time, Ceremony, Assignments, Reporting }

/// <summary>
/// A part of the plan. Words are typed as lines: a plain line is a paragraph, "- " a bullet, "+ " one under it, "# " the title of a point (1.), "## " of one under it (a),
/// "| a | b |" a row of a table whose first row is its head.
/// </summary>
public sealed record DraftSection(string Title, SectionKind Kind, string Words);

/// <summary>What one body or group is to do; <c>IsAsked</c>: "Đề nghị", for bodies that cannot be ordered.</summary>
public sealed record DraftAssignment(string Agency, bool IsAsked, IReadOnlyList<DraftTask> Tasks);

/// <summary>One task. <c>Text</c> is an order in the plan's words without its day: "Xây dựng kế hoạch và lịch khai mạc".</summary>
public sealed record DraftTask(string Text, TaskOutput? Output, DateOnly? Due, DeadlineBound Bound, string? To, string? Partners)
{
    /// <summary>The hour of the due date.</summary>
    public TimeOnly? Time { get; init; }
}

/// <summary>What a task leaves to hold.</summary>
public enum TaskOutput { Plan, Schedule, Ceremony, Report, Activity, News, Money, Inspection, Meeting, Document }

/// <summary>Something to be handed in by a day, by whom, to whom and through whom.</summary>
public sealed record DraftDeadline(Deliverable What, DateOnly Date, TimeOnly? Time, DeadlineBound Bound, string Who, string? To, string? Via, string? Email)
{
    /// <summary>Of a report: pictures belong to it.</summary>
    public bool WithPictures { get; init; }
}

/// <summary>"TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"; the position; the name.</summary>
public sealed record DraftSignature(IReadOnlyList<string> Authority, string Position, string Name);

/// <summary>An annex typed in lines as a section is; slogans one a line.</summary>
public sealed record DraftAnnex(AnnexKind Kind, string Title, string Words);
