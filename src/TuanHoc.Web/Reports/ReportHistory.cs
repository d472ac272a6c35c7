using Microsoft.EntityFrameworkCore;
using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports.Drafts;

namespace TuanHoc.Web.Reports;

/// <summary>A step in the life of a report, the unit that took it when that is not the report's own, and for a repeated submission what differs from the one before.</summary>
public sealed record HistoryStep(string Kind, int Version, DateTimeOffset At, string By, string? ActingUnit, string? Reason, IReadOnlyList<ContentChange> Changes)
{
    /// <summary>What was sent in this step; null where nothing was.</summary>
    public ReportContent? Sent { get; init; }

    /// <summary>Returned after it had been accepted.</summary>
    public const string Reopened = "reopened";
}

/// <summary>What happened to a report, newest first.</summary>
public static class ReportHistory
{
    public static async Task<IReadOnlyList<HistoryStep>> OfAsync(AppDb db, ReportSeen report, CancellationToken cancel)
    {
        var rows = await db.Database.SqlQuery<Row>($"""
            select s.kind, s.version, s.at, p.full_name, case when s.kind = 'submitted' then unit_name(a.acting_unit_id, s.at::date) end as acting_unit, s.reason, case when s.kind = 'submitted' then n.version end as sent, n.figures, n.notes::text, n.narrative::text, n.nothing_occurred
              from report_step s
              join person p on p.id = s.by
              left join audit a on a.thing = 'report' and a.thing_id = s.report_id::text and a.what = s.kind and a.detail ->> 'key' = s.write_key::text
              left join report_snapshot n on n.report_id = s.report_id and n.version = s.version
             where s.report_id = {report.Id}
             order by s.id
            """).ToListAsync(cancel);
        var steps = new List<HistoryStep>();
        var fields = DraftField.Of(report);
        ReportContent? before = null;
        foreach (var row in rows)
        {
            var sent = row.Sent is null ? null : row.Content(report.Form);
            steps.Add(new(row.Kind == ReportStates.Returned && steps is [.., { Kind: ReportStates.Accepted }] ? HistoryStep.Reopened : row.Kind, row.Version, row.At, row.FullName, row.ActingUnit, row.Reason,
                before is null || sent is null ? [] : ContentChange.Between(fields, before, sent))
            {
                Sent = sent,
            });
            before = sent ?? before;
        }
        steps.Reverse();
        return steps;
    }

    /// <summary>Coordinators and leaders of the unit, and of those above it, read who did what with the report.</summary>
    public static Task<bool> ReadsAuditAsync(AppDb db, CurrentUser user, ReportSeen report, CancellationToken cancel) =>
        user.IsAdministrator ? Task.FromResult(true) : db.Database.SqlQuery<bool>($"""select sees({user.Id}, {report.UnitId}, {Roles.Leading}, {user.Today}) as "Value" """).SingleAsync(cancel);

    sealed record Row(string Kind, int Version, DateTimeOffset At, string FullName, string? ActingUnit, string? Reason, int? Sent, long?[]? Figures, string? Notes, string? Narrative, bool? NothingOccurred)
    {
        public ReportContent Content(StatisticsForm? form) => new(Figures ?? (form is null ? null : new long?[form.Columns.Count]), Texts.Read(Notes), Texts.Read(Narrative), NothingOccurred == true);
    }
}
