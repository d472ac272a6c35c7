using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Reports.Drafts;

namespace TuanHoc.Web.Reports.Reviewing;

/// <summary>A submission before the one that is looked at, and what has changed since.</summary>
public sealed record EarlierVersion(int Version, DateTimeOffset At, bool WasAccepted, IReadOnlyList<ContentChange> Changes);

/// <summary>A remark on a field of a report.</summary>
public sealed record ReportComment(string Field, int Version, string Text, bool ByReceiver, DateTimeOffset At, string By);

/// <summary>Somebody who has looked at the large figures of the version that was sent.</summary>
public sealed record SecondPerson(long Id, string Name, DateTimeOffset At);

/// <summary>What who reviews a report, or mends it afterwards, has to know beside the report itself.</summary>
public sealed record Reviewed
{
    ReportSeen Report { get; init; } = null!;

    /// <summary>Who looks at it.</summary>
    long Person { get; init; }

    /// <summary>The submission before, and before that the last that was accepted where that is another; none where it was handed in once only.</summary>
    public IReadOnlyList<EarlierVersion> Earlier { get; private init; } = [];

    public IReadOnlyList<ReportComment> Comments { get; private init; } = [];

    /// <summary>The cells so large that a person beside who sent it and who accepts it must have looked at them.</summary>
    public IReadOnlyList<FormColumn> Large { get; private init; } = [];

    public IReadOnlyList<SecondPerson> Looked { get; private init; } = [];

    /// <summary>Who sent the version that stands; not asked where it does not matter: where the unit sent it and no figure is large.</summary>
    public long? SubmittedBy { get; private init; }

    /// <summary>The body that has accepted the receiver's own report: what it was added up from is not opened again before that one is; null where it has not.</summary>
    public string? LockedBy { get; private init; }

    public static async Task<Reviewed> OfAsync(AppDb db, ReportSeen report, long person, CancellationToken cancel)
    {
        var reviewed = new Reviewed
        {
            Report = report,
            Person = person,
            Large = report.State == ReportStates.Submitted && !report.NothingOccurred && ReportContent.Of(report).Filled(report) is { } filled ? Checks.NeedSecondLook(filled, report.Kind) : [],
        };
        // Of most reports there is nothing to ask for: a statement less for the page that everybody opens.
        if (report is { HasBeenReviewed: false, Behalf: null } && reviewed.Large.Count == 0) return reviewed;
        var rows = await db.Database.SqlQuery<Row>($"""
            select n.version, n.at, n.was_accepted, n.figures, n.notes, n.narrative, n.nothing_occurred, sent.by as submitted_by,
                   (select jsonb_agg(jsonb_build_object('Field', c.field, 'Version', c.version, 'Text', c.text, 'ByReceiver', c.by_receiver, 'At', c.at, 'By', p.full_name) order by c.id)::text
                      from report_comment c join person p on p.id = c.by where c.report_id = r.id) as comments,
                   (select jsonb_agg(jsonb_build_object('Id', l.by, 'Name', p.full_name, 'At', l.at) order by l.at)::text
                      from report_look l join person p on p.id = l.by where l.report_id = r.id and l.version = r.version) as looked,
                   (select coalesce(unit_name(up.receiver_id, upper(e.week) - 1), '') from report up join edition e on e.id = up.edition_id where up.edition_id = r.edition_id and up.unit_id = r.receiver_id and up.state = 'accepted') as locked_by
              from report r
              left join lateral (select s.by from report_step s where s.report_id = r.id and s.kind = 'submitted' and s.version = r.version) sent on true
              left join lateral (
                  select s.*, n.figures, n.notes::text, n.narrative::text, n.nothing_occurred
                    from (select s.report_id, s.version, s.at, w.was_accepted, row_number() over (order by s.version desc) as back, row_number() over (partition by w.was_accepted order by s.version desc) as back_of_such
                            from report_step s
                           cross join lateral (select exists (select from report_step a where a.report_id = r.id and a.version = s.version and a.kind = 'accepted') as was_accepted) w
                           where s.report_id = r.id and s.kind = 'submitted' and (r.state = 'returned' or s.version < r.version)) s
                    join report_snapshot n on n.report_id = s.report_id and n.version = s.version
                   where s.back = 1 or s.was_accepted and s.back_of_such = 1) n on true
             where r.id = {report.Id}
             order by n.version desc
            """).ToListAsync(cancel);
        return rows is not [var row, ..] ? reviewed : reviewed with
        {
            Earlier = [.. from one in rows where one.Version is not null select new EarlierVersion(one.Version!.Value, one.At!.Value, one.WasAccepted == true, Changes(report, one))],
            Comments = Read<ReportComment>(row.Comments),
            Looked = Read<SecondPerson>(row.Looked),
            SubmittedBy = row.SubmittedBy,
            LockedBy = row.LockedBy,
        };
    }

    /// <summary>Why this person cannot accept it now; null when they can.</summary>
    public string? WhyNotAccept => ReviewRules.WhyNotAccept(Report, this, Person);

    /// <summary>Why it cannot be returned, or opened again, now; null when it can.</summary>
    /// <param name="seen">The state that this person saw when deciding.</param>
    public string? WhyNotReturn(string? seen) => ReviewRules.WhyNotReturn(Report, this, seen);

    /// <summary>Whether this person may say to have looked at the large figures: it is somebody beside who sent them.</summary>
    public bool AsksToLook => Large.Count > 0 && Person != SubmittedBy && Looked.All(looked => looked.Id != Person);

    /// <summary>Whether somebody beside who sent the large figures, and beside this person, has looked at them; also where there are none.</summary>
    public bool IsLookedAt(long person) => Large.Count == 0 || Looked.Any(looked => looked.Id != person && looked.Id != SubmittedBy);

    static IReadOnlyList<ContentChange> Changes(ReportSeen report, Row row) =>
        ContentChange.Between(DraftField.Of(report), new(row.Figures ?? (report.Form is { } form ? new long?[form.Columns.Count] : null), Texts.Read(row.Notes), Texts.Read(row.Narrative), row.NothingOccurred == true), ReportContent.Of(report));

    static IReadOnlyList<T> Read<T>(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<T>>(json) ?? [];

    sealed record Row(
        int? Version, DateTimeOffset? At, bool? WasAccepted, long?[]? Figures, string? Notes, string? Narrative, bool? NothingOccurred, long? SubmittedBy, string? Comments, string? Looked, string? LockedBy);
}
