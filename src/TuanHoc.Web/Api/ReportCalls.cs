using Microsoft.EntityFrameworkCore;
using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Api;

/// <summary>A report. Figures by cell: a number, or "nothing" where nothing occurred; a cell that is blank is not there. Notes by row, narrative by section; lists leave them out. In lists a draft's figures stay its unit's own.</summary>
public sealed record ReportOut(Guid Id, int Year, long UnitId, string? Unit, string State, int Version, DateOnly Due, string? Form, bool NothingOccurred, IReadOnlyDictionary<string, object>? Figures, DateTimeOffset? ChangedAt)
{
    public IReadOnlyDictionary<string, string>? Notes { get; init; }

    public IReadOnlyDictionary<string, string>? Narrative { get; init; }
}

/// <summary>
/// A line of the ledger: who owes a report to whom, by when, and where it stands. Parts: figures, narrative, pictures, as they are owed; Missing: those of which nothing is stored (once it is
/// handed in: was stored then); Late: handed in after its day.
/// </summary>
public sealed record LedgerOut(Guid ReportId, int Year, long UnitId, string? Unit, long? ReceiverId, string? Receiver, DateOnly Due, string State, bool Overdue, DateTimeOffset? SubmittedAt,
    IReadOnlyList<string> Parts, IReadOnlyList<string> Missing, bool Late);

/// <summary>Reports as programs read them, under the rule of the pages: one's branch, as it stood on the last day of the Week, and that of the committees whose standing agency one's unit is.</summary>
static class ReportCalls
{
    public static async Task<IResult> List(HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel, int year = 0, long unit = 0, string? changed_since = null, long after = 0, int? limit = null)
    {
        if (ApiAnswers.Since(changed_since) is not { } since) return ApiAnswers.Problem(StatusCodes.Status400BadRequest, T["Ghi ngày theo mẫu 2025-10-05."]);
        var rows = await RowsAsync(db, user, year, unit, changed_since is not null, since, after, ApiAnswers.Limit(limit), cancel);
        var own = user.Memberships.Select(held => held.UnitId).ToHashSet();
        return ApiAnswers.Tagged(http, new ApiPage<ReportOut>(
            [.. rows.Select(row => new ReportOut(row.Id, row.Year, row.UnitId, row.Unit, row.State, row.Version, row.Due, row.FormKey, row.NothingOccurred,
                row.State is ReportStates.Submitted or ReportStates.Accepted || own.Contains(row.UnitId) ? Figures(row.FormKey, row.Figures) : null, row.ChangedAt))],
            rows.Count == ApiAnswers.Limit(limit) ? rows[^1].UnitId : null));
    }

    public static async Task<IResult> Ledger(HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel, int year = 0, long unit = 0, string? changed_since = null, long after = 0, int? limit = null)
    {
        if (ApiAnswers.Since(changed_since) is not { } since) return ApiAnswers.Problem(StatusCodes.Status400BadRequest, T["Ghi ngày theo mẫu 2025-10-05."]);
        var rows = await RowsAsync(db, user, year, unit, changed_since is not null, since, after, ApiAnswers.Limit(limit), cancel);
        return ApiAnswers.Tagged(http, new ApiPage<LedgerOut>(
            [.. rows.Select(row => new LedgerOut(row.Id, row.Year, row.UnitId, row.Unit, row.ReceiverId, row.Receiver, row.Due, row.State,
                Overdue: row.State is ReportStates.Open or ReportStates.Draft or ReportStates.Returned && row.Due < user.Today, row.SubmittedAt,
                row.Parts, row.Missing, Late: row.HandedOn > row.Due))],
            rows.Count == ApiAnswers.Limit(limit) ? rows[^1].UnitId : null));
    }

    public static async Task<IResult> Show(Guid id, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is { } report ? ApiAnswers.Tagged(http, Of(report)) : ApiAnswers.Missing();

    public static ReportOut Of(ReportSeen report) => new(report.Id, report.Year, report.UnitId, report.UnitName, report.IsEnded ? "ended" : report.State, report.Version, report.Due, report.Form?.Key, report.NothingOccurred,
        Figures(report.Form?.Key, report.Figures), report.ChangedAt)
    { Notes = report.Notes, Narrative = report.Narrative };

    public static IReadOnlyDictionary<string, object>? Figures(string? formKey, long?[]? figures) => formKey is null || figures is null ? null
        : StatisticsForm.Load(formKey).Columns.Where(column => figures[column.Index] is not null).ToDictionary(ReportInput.Cell, column => Figure.FromStored(figures[column.Index]).Number is { } number ? number : (object)ReportFields.Nothing, StringComparer.Ordinal);

    // The newest year where none is named. One report a unit and year: the unit is the key of the pages.
    static Task<List<Row>> RowsAsync(AppDb db, CurrentUser user, int year, long unit, bool onlyChanged, DateTimeOffset since, long after, int limit, CancellationToken cancel) =>
        db.Database.SqlQuery<Row>($"""
            with asked as (select n.id, n.week from edition n where n.year = case when {year} = 0 then (select max(l.year) from edition l) else {year} end),
            -- A document that orders the reports of a receiver anew, and days of the edition that were corrected, change lines without touching their reports.
            ordered as materialized (select o.receiver_id from asked n join report_due_ordered o on o.edition_id = n.id join plan p on p.id = o.plan_id where {onlyChanged} and p.changed_at >= {since}),
            corrected as materialized (select exists (select from asked n join happening h on h.edition_id = n.id and h.kind = {Change.EditionCorrected} and h.at >= {since} where {onlyChanged}) as at_all)
            select r.id, e.year, r.unit_id, unit_name(r.unit_id, upper(e.week) - 1) as unit, r.receiver_id, unit_name(r.receiver_id, upper(e.week) - 1) as receiver, greatest(report_due(r.edition_id, r.receiver_id, u.kind), r.extended_to) as due,
                   case when r.ended_on is null then r.state else 'ended' end as state, r.version, r.form_key, r.figures, r.nothing_occurred, r.changed_at,
                   (select max(s.at) from report_step s where s.report_id = r.id and s.kind = 'submitted') as submitted_at,
                   w.parts, case when i.sent then r.missing else report_missing(w.parts, r.figures, r.narrative, r.pictures, r.nothing_occurred) end as missing, case when i.sent then r.handed_on end as handed_on
              from edition e join report r on r.edition_id = e.id join unit u on u.id = r.unit_id
             cross join lateral (select r.state in ('submitted', 'accepted') as sent) i
             cross join lateral (select case when i.sent then r.parts else report_parts(r.edition_id, r.receiver_id, report_form(r.edition_id, r.receiver_id, r.state, r.form_key)) end as parts offset 0) w
             where e.id in (select id from asked)
               and r.unit_id > {after} and ({unit} = 0 or r.unit_id = {unit})
               and (not {onlyChanged} or r.changed_at >= {since} or r.ledger_at >= {since} or r.receiver_id in (select receiver_id from ordered) or (select at_all from corrected))
               and ({user.IsAdministrator} or reaches(array(select held.id from units_read({user.Id}, {user.Today}) as held (id)), r.unit_id, {user.Today}, stood_on(r.unit_id, upper(e.week) - 1)))
             order by r.unit_id limit {limit}
            """).ToListAsync(cancel);

    sealed record Row(Guid Id, int Year, long UnitId, string? Unit, long? ReceiverId, string? Receiver, DateOnly Due, string State, int Version, string? FormKey, long?[]? Figures, bool NothingOccurred, DateTimeOffset? ChangedAt, DateTimeOffset? SubmittedAt,
        string[] Parts, string[] Missing, DateOnly? HandedOn);
}
