namespace TuanHoc.Web.Audit;

/// <summary>A line of the audit as a page reads it, with the names of its day; values before and after are JSON.</summary>
public sealed record AuditLine(
    long Id, DateTimeOffset At, long? PersonId, string? Person, long? UnitId, string? Unit, string? ActingUnit, string What, string Thing, string ThingId, string? Detail,
    string? FromAddress, string? Before, string? After, string? Report, string? Subject, string Tx, long? TokenId);

/// <summary>A row that an act changed, written beside the act's line in the same transaction; its subject is the name of what it is about.</summary>
public sealed record AuditRow(string Tx, string What, string Thing, string ThingId, string? Before, string? After, string? Subject);

/// <summary>What a submission was sent with: the line of a submission tells only what it wrote over, and this what it wrote.</summary>
public sealed record AuditSnapshot(string Report, int Version, string FormKey, long?[] Figures, string Notes, string Narrative);

/// <summary>An act with everything it changed.</summary>
/// <param name="Line">Its own line.</param>
/// <param name="Rows">What its transaction changed, beneath the newest line of that transaction.</param>
/// <param name="Snapshot">What a submission sent.</param>
/// <param name="Units">The names of the units that stand in values by their number.</param>
public sealed record AuditAct(AuditLine Line, IReadOnlyList<AuditRow> Rows, AuditSnapshot? Snapshot, IReadOnlyDictionary<long, string> Units);

/// <summary>Which lines are asked for: of one report, one unit, one person, or all of them; and, of these, only the export log.</summary>
public sealed record AuditScope(long? Unit = null, long? Person = null, Guid? Report = null, bool OnlyDownloads = false);
