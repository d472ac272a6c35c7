using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports.Expected;

namespace TuanHoc.Web.Reports;

/// <summary>One report in a list: whose, where it stands, when it is due, who touched it last.</summary>
/// <param name="Due">The last day for it, an extension included.</param>
/// <param name="Rank">Its place by what needs an act: 0 to check, 1 overdue, 2 returned, 3 due within a week, 4 not due yet, 5 accepted, 6 asked of nobody any more.</param>
/// <param name="HandedOn">The day it was handed in first; null while it is not, and where it was returned.</param>
/// <param name="Missing">The parts owed that were missing when it was handed in.</param>
public sealed record ReportLine(
    Guid Id, long UnitId, string UnitName, string UnitKind, string State, DateOnly Due, int Rank, DateTimeOffset? ChangedAt, string? ChangedBy, string SortKey,
    DateOnly? HandedOn, string[]? Missing, bool NothingOccurred, bool IsExtended)
{
    /// <summary>How it came in; null while it has not.</summary>
    public HandedIn? HandedIn => HandedOn is { } on ? new(on, Missing ?? [], NothingOccurred) : null;

    public LineCount Counted => new(Rank, HandedOn <= Due, HandedOn > Due, HandedIn is { Missing.Length: > 0 }, HandedIn is { IsEmpty: true }, IsExtended, 1);
}

/// <summary>How many reports of a list stand where, by <see cref="ReportLine.Rank"/> and by how they came in.</summary>
public sealed record LineCount(int Rank, bool IsOnTime, bool IsLate, bool IsPartial, bool IsEmpty, bool IsExtended, int Count)
{
    public bool Is(string mark) => mark switch
    {
        ReportMarks.OnTime => IsOnTime,
        ReportMarks.Late => IsLate,
        ReportMarks.Partial => IsPartial,
        ReportMarks.Empty => IsEmpty,
        _ => IsExtended,
    };
}

/// <summary>What is looked for in a list: where reports stand, how they are marked (<see cref="ReportMarks"/>), and a name.</summary>
public sealed record ReportFilter(int? Rank = null, string? Mark = null, string? Search = null)
{
    public static readonly ReportFilter Everything = new();
}

/// <summary>The lists of reports: one's own, and those received from the units below.</summary>
public static class ReportList
{
    public const int PageSize = 50;

    /// <summary>The page of reports: "rank", "mark" and "search" filter what is received, "after" is the last report of the page before.</summary>
    public static async Task<IResult> Show(AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel, int? rank = null, string? mark = null, string? search = null, Guid? after = null)
    {
        if (await db.CurrentEditionAsync(cancel) is not { } edition) return PageResults.Page<ReportListView>(new { });
        long[] mine = [.. user.Memberships.Select(m => m.UnitId).Distinct()];
        long[] receiving = [.. user.Memberships.Where(m => m.Role != Roles.Reporter).Select(m => m.UnitId).Distinct()];
        var own = await OfUnitsAsync(db, edition.Id, mine, user.Today, cancel);
        var filter = new ReportFilter(rank, ReportMarks.All.Contains(mark) ? mark : null, string.IsNullOrWhiteSpace(search) ? null : search.Trim());
        var received = receiving.Length == 0 ? [] : await ReceivedAsync(db, edition.Id, receiving, filter, after, PageSize + 1, user.Today, cancel);
        var isWhole = filter == ReportFilter.Everything && after is null && received.Count <= PageSize;
        var counts = receiving.Length == 0 ? []
            : isWhole ? [.. received.Select(line => line.Counted)]
            : await CountAsync(db, edition.Id, receiving, user.Today, cancel);
        return PageResults.Page<ReportListView>(new { Edition = edition, user.Today, At = clock.GetUtcNow(), Receiving = receiving, Own = own, Counts = counts, Filter = filter, Received = received, MaySend = user.UnitsAs(Roles.Filling).Length > 0 });
    }

    /// <summary>The reports that these units make in an edition: their own, and those of units that ended and went into them whole.</summary>
    public static Task<List<ReportLine>> OfUnitsAsync(AppDb db, int editionId, long[] units, DateOnly today, CancellationToken cancel) =>
        db.Database.SqlQuery<ReportLine>($"""
            select r.id, r.unit_id, v.name as unit_name, u.kind as unit_kind, s.state, d.due, report_rank(s.state, d.due, {today}) as rank, r.changed_at, p.full_name as changed_by, v.search_key as sort_key,
                   case when r.state in ('submitted', 'accepted') then r.handed_on end as handed_on, r.missing, r.nothing_occurred, r.granted_to is not null as is_extended
              from report r
              join edition e on e.id = r.edition_id
              join unit u on u.id = r.unit_id
             cross join lateral (select name, search_key from unit_version where unit_id = r.unit_id and lower(valid) < upper(e.week) order by valid desc limit 1) v
             cross join lateral (select case when r.ended_on is null then r.state else 'ended' end as state) s
             cross join lateral (select greatest(report_due(r.edition_id, r.receiver_id, u.kind), r.extended_to) as due) d
              left join person p on p.id = r.changed_by
             where r.edition_id = {editionId} and r.unit_id = any (array(select unnest({units}) union select taken_whole(held.id, {today}) from unnest({units}) as held (id)))
               and (r.unit_id = any ({units}) or whole_heir(r.unit_id, {today}) = any ({units}))
             order by d.due, r.unit_id
            """).ToListAsync(cancel);

    // The day that was ordered is asked once for a receiver: not materialized, it is written into each column that names it, and asked for each report as often.

    /// <summary>Reports of the units directly below, what needs an act first; keyset paging after the report <paramref name="after"/>.</summary>
    public static Task<List<ReportLine>> ReceivedAsync(AppDb db, int editionId, long[] receivers, ReportFilter filter, Guid? after, int limit, DateOnly today, CancellationToken cancel) =>
        db.Database.SqlQuery<ReportLine>($"""
            with ordered as materialized (select * from report_dues_ordered({editionId}, {receivers})),
            line as (
                select r.id, r.unit_id, v.name as unit_name, u.kind as unit_kind, s.state, d.due, report_rank(s.state, d.due, {today}) as rank, r.changed_at, r.changed_by as changer, v.search_key collate "C" as sort_key,
                       case when r.state in ('submitted', 'accepted') then r.handed_on end as handed_on, r.missing, r.nothing_occurred, r.granted_to is not null as is_extended
                  from report r
                  join edition e on e.id = r.edition_id
                  join unit u on u.id = r.unit_id
                 cross join lateral (select name, search_key from unit_version where unit_id = r.unit_id and lower(valid) < upper(e.week) order by valid desc limit 1) v
                  join ordered o on o.receiver_id = r.receiver_id
                 cross join lateral (select case when r.ended_on is null then r.state else 'ended' end as state) s
                 cross join lateral (select greatest(coalesce(o.due, edition_due(e, u.kind)), r.extended_to) as due) d
                 where r.edition_id = {editionId} and r.receiver_id = any ({receivers}))
            select line.id, unit_id, unit_name, unit_kind, state, due, rank, changed_at, p.full_name as changed_by, sort_key, handed_on, missing, nothing_occurred, is_extended
              from line left join person p on p.id = changer
             where ({filter.Rank}::int is null or rank = {filter.Rank}::int)
               and case {filter.Mark ?? ""} when 'on-time' then handed_on <= due when 'late' then handed_on > due when 'partial' then handed_on is not null and cardinality(missing) > 0 when 'empty' then handed_on is not null and nothing_occurred when 'extended' then is_extended else true end
               and ({filter.Search}::text is null or sort_key like '%' || {Pattern(filter.Search)}::text || '%')
               and ({after}::uuid is null or (rank, sort_key, unit_id) > (select a.rank, a.sort_key, a.unit_id from line a where a.id = {after}::uuid))
             order by rank, sort_key, unit_id
             limit {limit}
            """).ToListAsync(cancel);

    /// <summary>How many of the reports received stand where.</summary>
    public static Task<List<LineCount>> CountAsync(AppDb db, int editionId, long[] receivers, DateOnly today, CancellationToken cancel) =>
        db.Database.SqlQuery<LineCount>($"""
            with ordered as materialized (select * from report_dues_ordered({editionId}, {receivers}))
            select report_rank(case when r.ended_on is null then r.state else 'ended' end, d.due, {today}) as rank,
                   coalesce(h.is_in and r.handed_on <= d.due, false) as is_on_time, coalesce(h.is_in and r.handed_on > d.due, false) as is_late,
                   coalesce(h.is_in and cardinality(r.missing) > 0, false) as is_partial, h.is_in and r.nothing_occurred as is_empty, r.granted_to is not null as is_extended, count(*)::int as count
              from report r
              join edition e on e.id = r.edition_id
              join unit u on u.id = r.unit_id
              join ordered o on o.receiver_id = r.receiver_id
             cross join lateral (select greatest(coalesce(o.due, edition_due(e, u.kind)), r.extended_to) as due) d
             cross join lateral (select r.state in ('submitted', 'accepted') as is_in) h
             where r.edition_id = {editionId} and r.receiver_id = any ({receivers})
             group by 1, 2, 3, 4, 5, 6
            """).ToListAsync(cancel);

    /// <summary>The reports that a report's unit receives, as its own page lists them.</summary>
    public static Task<List<ReportLine>> OfReceiverAsync(AppDb db, ReportSeen report, DateOnly today, CancellationToken cancel) =>
        ReceivedAsync(db, report.EditionId, [report.UnitId], ReportFilter.Everything, after: null, LongestTab, today, cancel);

    // More children than any unit has had; the list of the room pages.
    const int LongestTab = 500;

    static string? Pattern(string? search) => search is null ? null
        : TuanHoc.Text.SearchKey.Of(search).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
