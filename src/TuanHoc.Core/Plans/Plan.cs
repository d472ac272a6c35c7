using System.Runtime.InteropServices;

namespace TuanHoc.Plans;

/// <summary>A place in the text as read: character offsets, half-open.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TextSpan(int From, int To)
{
    /// <summary>The stretch that holds both; an empty one adds nothing.</summary>
    public TextSpan With(TextSpan other) =>
        other.To <= other.From ? this : To <= From ? other : new(Math.Min(From, other.From), Math.Max(To, other.To));
}

/// <summary>A value the text states, with the place that states it; <c>Doubt</c> says in a sentence why a reader should look again.</summary>
public sealed record Told<T>(T Value, TextSpan At, string? Doubt = null)
{
    /// <summary>What the document system of the office has instead, where it differs.</summary>
    public string? Recorded { get; init; }
}

/// <summary>What a plan (kế hoạch), letter (công văn) or guidance (hướng dẫn) for the Lifelong Learning Week states. What it does not state is null or an empty list.</summary>
public sealed record Plan(
    PlanHeader Header,
    Told<string>? Theme,
    WeekPeriod? Period,
    IReadOnlyList<LegalBasis> LegalBases,
    IReadOnlyList<OpeningCeremony> OpeningCeremonies,
    IReadOnlyList<OutlineEntry> Outline,
    IReadOnlyList<Assignment> Assignments,
    IReadOnlyList<Deadline> Deadlines,
    IReadOnlyList<PlannedActivity> Activities,
    IReadOnlyList<Told<string>> Recipients,
    Signature? Signature,
    IReadOnlyList<Told<string>> Slogans,
    IReadOnlyList<Annex> Annexes,
    IReadOnlyList<StatisticsRow> StatisticsRows,
    IReadOnlyList<string> Missing)
{
    /// <summary>The longer frame around the Week, where one is set.</summary>
    public WeekFrame? Frame { get; init; }

    /// <summary>How many units of a kind the plan speaks of, to be compared with the directory.</summary>
    public IReadOnlyList<UnitCount> Counts { get; init; } = [];

    /// <summary>Why a reader should look again at a place that gave no fact ("31/9"), or at the whole (an empty place); a sentence each.</summary>
    public IReadOnlyList<Told<string>> Doubts { get; init; } = [];
}

/// <summary>"UBND 15 phường": <c>What</c> is the kind as printed, in small letters ("phường", "xã, phường, đặc khu").</summary>
public sealed record UnitCount(string What, int Count, TextSpan At);

/// <summary>The letterhead; <c>Year</c> is the year of the Week.</summary>
public sealed record PlanHeader(
    Told<string>? Issuer,
    Told<IssuerLevel>? IssuerLevel,
    Told<string>? Number,
    Told<string>? Place,
    Told<DateOnly>? IssuedOn,
    Told<string>? Title,
    Told<int>? Year)
{
    /// <summary>Plan, letter or guidance: by its name at the head, or, of a letter, by "Kính gửi". Null where neither is there, and of what was read before types were told.</summary>
    public Told<Writing.DocumentType>? Type { get; init; }
}

/// <summary>The tier of a body; district units exist in plans up to 2024.</summary>
public enum IssuerLevel { Ministry, Province, District, Commune, School }

/// <summary>First and last day of the Week.</summary>
public sealed record WeekPeriod(DateOnly Start, DateOnly End, TextSpan At, string? Doubt = null);

/// <summary>A longer stretch of days about the Week, by its name: "Tháng khuyến học".</summary>
public sealed record WeekFrame(string Name, DateOnly Start, DateOnly End, TextSpan At, string? Doubt = null);

/// <summary>A numbered document the plan cites.</summary>
public sealed record LegalBasis(string Number, DateOnly? Date, string? Issuer, string? Kind, BasisPlace Where, TextSpan At, string? Doubt = null);

/// <summary>Where a document is cited: among the bases, in the body, or only in an annex.</summary>
public enum BasisPlace { Basis, Body, Annex }

/// <summary>An opening ceremony: one day, or a stretch of days within which the lower units choose theirs.</summary>
public sealed record OpeningCeremony(
    DateOnly? Date, DateOnly? DateFrom, DateOnly? DateTo, TimeOnly? Time, string? Venue, bool? Online, IssuerLevel? Level, TextSpan At, string? Doubt = null)
{
    /// <summary>Where else the text tells more of it: its place under another heading, its hour in another sentence.</summary>
    public IReadOnlyList<TextSpan> Also { get; init; } = [];
}

/// <summary>A numbered heading (<c>Title</c>) or a numbered paragraph without one (<c>StartsWith</c>).</summary>
public sealed record OutlineEntry(string Path, string? Title, string? StartsWith, TextSpan At);

/// <summary>What one body, or several named in one breath, has to do.</summary>
public sealed record Assignment(string Agency, string? Mode, string? OutlinePath, IReadOnlyList<PlanTask> Tasks, TextSpan At, string? Doubt = null);

/// <summary>One task, in the plan's own words.</summary>
public sealed record PlanTask(string Text, string StartsWith, DateOnly? Due, string? DueTo, TextSpan At)
{
    /// <summary>How the due date is meant; null when there is none.</summary>
    public DeadlineBound? Bound { get; init; }

    /// <summary>The hour of the due date, where one is named.</summary>
    public TimeOnly? Time { get; init; }

    /// <summary>The bodies that a timetable names beside the one that leads.</summary>
    public IReadOnlyList<string> Partners { get; init; } = [];

    /// <summary>What it leaves to hold, where a person said so.</summary>
    public Writing.TaskOutput? Output { get; init; }

    /// <summary>A person said that it leaves nothing to hold, whatever its words.</summary>
    public bool LeavesNothing { get; init; }

    /// <summary>Why a reader should look at it again.</summary>
    public string? Doubt { get; init; }
}

/// <summary>Something to be handed in by a day.</summary>
public sealed record Deadline(
    DateOnly Date, TimeOnly? Time, DeadlineBound Bound, Deliverable What, string? Who, string? To, string? Via, string? Email, TextSpan At, string? Doubt = null)
{
    /// <summary>Where else the text states a part of it: the heading that names who.</summary>
    public IReadOnlyList<TextSpan> Also { get; init; } = [];

    /// <summary>Of a report: pictures belong to it.</summary>
    public bool WithPictures { get; init; }
}

/// <summary>"trước ngày" is before, "chậm nhất ngày" is by, a bare day is on.</summary>
public enum DeadlineBound { Before, By, On }

/// <summary>What is to be handed in or held.</summary>
public enum Deliverable { Plan, CeremonySchedule, Report, DebriefMeeting }

/// <summary>One activity of the Week, in the plan's own words.</summary>
public sealed record PlannedActivity(string Text, string StartsWith, ActivityCategory Category, string? OutlinePath, TextSpan At, string? Doubt = null);

/// <summary>The kinds of activities of the Week.</summary>
public enum ActivityCategory
{
    Communication, Ceremony, Class, Library, Reading, Contest, Exhibition, OnlineLearning, OpenResources, BookDonation, Recognition, Excursion, Seminar, DigitalSkills, Other,
}

/// <summary>Who signs: the lines of authority ("TM. …", "KT. …"), the position and the name.</summary>
public sealed record Signature(IReadOnlyList<string> Authority, string? Position, string? Name, TextSpan At)
{
    /// <summary>Why a person should look at it again.</summary>
    public string? Doubt { get; init; }

    /// <summary>What the document system of the office has instead, where it differs.</summary>
    public string? Recorded { get; init; }
}

/// <summary>An annex with its printed title.</summary>
public sealed record Annex(string Title, AnnexKind Kind, string? PrintedNumber, TextSpan At, string? Doubt = null);

/// <summary>The kinds of annexes of these plans.</summary>
public enum AnnexKind { Slogans, PropagandaOutline, ReportOutline, StatisticsTable, Other }

/// <summary>One row of the annexed statistics form; <c>Measures</c> is empty for a heading.</summary>
public sealed record StatisticsRow(string? Code, string Label, string? Unit, IReadOnlyList<Measure> Measures, TextSpan At);

/// <summary>What a row counts.</summary>
public enum Measure { Sessions, People, Amount, Collectives, Individuals, Text }
