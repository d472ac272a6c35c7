using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Audit;

/// <summary>Lines of the audit for those who may read them: a unit's for its coordinators and leaders and for those of the units above it, a person's own, all for administrators.</summary>
public static class AuditQueries
{
    public const int PageLength = 50;

    // An import changes thousands of rows in one transaction; a page shows the first of them.
    const int RowsShown = 20;

    /// <summary>The name of the unit whose lines this person may read; null is "not there" and "not yours" alike.</summary>
    public static async Task<string?> AuditedUnitAsync(this AppDb db, CurrentUser user, long unit, CancellationToken cancel) =>
        (await db.Database.SqlQuery<string>($"""
            select unit_name(u.id, {user.Today}) as "Value" from unit u where u.id = {unit} and ({user.IsAdministrator} or sees({user.Id}, u.id, {Roles.Leading}, {user.Today}))
            """).ToListAsync(cancel)).SingleOrDefault();

    /// <summary>The unit of a report, and its name.</summary>
    public static async Task<(long Id, int Year)?> UnitOfReportAsync(this AppDb db, Guid report, CancellationToken cancel) =>
        (await db.Database.SqlQuery<Reported>($"select r.unit_id, e.year from report r join edition e on e.id = r.edition_id where r.id = {report}").ToListAsync(cancel)) is [var found] ? (found.UnitId, found.Year) : null;

    public static async Task<string?> NameOfPersonAsync(this AppDb db, long person, CancellationToken cancel) =>
        await db.Users.Where(p => p.Id == person).Select(p => p.FullName).SingleOrDefaultAsync(cancel);

    /// <summary>Acts, newest first, one more than a page when there are more.</summary>
    public static async Task<IReadOnlyList<AuditAct>> AuditActsAsync(this AppDb db, AuditScope scope, long? before, CancellationToken cancel)
    {
        var lines = Lines(db);
        if (scope.Unit is { } unit) lines = lines.Where(line => line.UnitId == unit);
        if (scope.Person is { } person) lines = lines.Where(line => line.PersonId == person);
        if (scope.Report is { } report)
        {
            var id = report.ToString();
            lines = lines.Where(line => line.Report == id);
        }
        if (scope.OnlyDownloads) lines = lines.Where(line => line.What == Downloads.What);
        if (before is { } last) lines = lines.Where(line => line.Id < last);
        var found = await lines.OrderByDescending(line => line.Id).Take(PageLength + 1).ToListAsync(cancel);
        var rows = await db.RowsAsync([.. found.Select(line => line.Tx).Distinct(StringComparer.Ordinal)], cancel);
        var snapshots = await db.SnapshotsAsync(found, cancel);
        var units = await db.NamesAsync(AuditChange.Units([.. found.SelectMany(line => new[] { line.Before, line.After }), .. rows.SelectMany(of => of).SelectMany(row => new[] { row.Before, row.After })]), cancel);
        // What a transaction changed is shown once, beneath the newest of its lines.
        var shown = new HashSet<string>(StringComparer.Ordinal);
        return [.. from line in found
                   select new AuditAct(line,
                       shown.Add(line.Tx) ? [.. rows[line.Tx]] : [],
                       snapshots.GetValueOrDefault((line.ThingId, Version(line))),
                       units)];
    }

    public static bool IsRow(string what) => what.StartsWith("row-", StringComparison.Ordinal);

    // Rows changed beside no act, by hand or by the program itself, are told by the first of them.
    static IQueryable<AuditLine> Lines(AppDb db) => db.Database.SqlQuery<AuditLine>($"""
        select a.id, a.at, a.person_id, p.full_name as person, a.unit_id,
               unit_name(a.unit_id, (a.at at time zone 'Asia/Ho_Chi_Minh')::date) as unit,
               unit_name(a.acting_unit_id, (a.at at time zone 'Asia/Ho_Chi_Minh')::date) as acting_unit,
               a.what, a.thing, a.thing_id, a.detail::text as detail, host(a.from_address) as from_address, a.before::text as before, a.after::text as after,
               case a.thing when 'report' then a.thing_id when 'picture' then a.detail ->> 'report' when 'file' then substring(a.thing_id from '^/reports/([0-9a-f-]+)/') end as report,
               case a.thing when 'person' then (select o.full_name from person o where o.id::text = a.thing_id) end as subject, a.tx::text as tx, a.token_id
          from audit a
          left join person p on p.id = a.person_id
         where a.what not like 'row-%' or not exists (select from audit act where act.tx = a.tx and (act.what not like 'row-%' or act.id < a.id))
        """);

    static async Task<ILookup<string, AuditRow>> RowsAsync(this AppDb db, string[] transactions, CancellationToken cancel) =>
        (await db.Database.SqlQuery<AuditRow>($"""
            select r.tx::text as tx, r.what, r.thing, r.thing_id, r.before::text as before, r.after::text as after,
                   concat_ws(', ', p.full_name, unit_name(coalesce(r.unit_id, m.unit_id, w.unit_id), (now() at time zone 'Asia/Ho_Chi_Minh')::date), e.year, l.title) as subject
              from (select a.id, a.tx, a.what, a.thing, a.thing_id, a.before, a.after,
                           coalesce((a.after ->> 'person_id')::bigint, (a.before ->> 'person_id')::bigint) as person_id, coalesce((a.after ->> 'unit_id')::bigint, (a.before ->> 'unit_id')::bigint) as unit_id,
                           row_number() over (partition by a.tx order by a.id) as place
                      from audit a where a.tx = any ({transactions}::xid8[]) and a.what like 'row-%') r
              left join membership m on r.thing = 'membership' and m.id::text = r.thing_id
              left join unit_version w on w.id = case when r.thing = 'unit_version' then r.thing_id::bigint end
              left join person p on p.id = coalesce(r.person_id, m.person_id, case when r.thing = 'person' then r.thing_id::bigint end)
              left join edition e on r.thing = 'edition' and e.id::text = r.thing_id
              left join plan l on r.thing = 'plan' and l.id::text = r.thing_id
             where r.place <= {RowsShown}
             order by r.id
            """).ToListAsync(cancel)).ToLookup(row => row.Tx, StringComparer.Ordinal);

    static async Task<Dictionary<long, string>> NamesAsync(this AppDb db, long[] units, CancellationToken cancel) =>
        (await db.Database.SqlQuery<Named>($"select u.id, v.name from unnest({units}) as u (id) cross join lateral (select name from unit_version where unit_id = u.id order by valid desc limit 1) v").ToListAsync(cancel)).ToDictionary(unit => unit.Id, unit => unit.Name);

    static async Task<Dictionary<(string, int), AuditSnapshot>> SnapshotsAsync(this AppDb db, IEnumerable<AuditLine> lines, CancellationToken cancel)
    {
        var submitted = lines.Where(line => line is { Thing: "report", What: "submitted" }).ToList();
        Guid[] reports = [.. submitted.Select(line => Guid.Parse(line.ThingId))];
        int[] versions = [.. submitted.Select(Version)];
        var snapshots = await db.Database.SqlQuery<AuditSnapshot>($"""
            select s.report_id::text as report, s.version, coalesce(r.form_key, '') as form_key, coalesce(s.figures, array[]::bigint[]) as figures, s.notes::text as notes, s.narrative::text as narrative
              from unnest({reports}, {versions}) as asked (report, version)
              join report_snapshot s on s.report_id = asked.report and s.version = asked.version
              join report r on r.id = s.report_id
            """).ToListAsync(cancel);
        return snapshots.ToDictionary(snapshot => (snapshot.Report, snapshot.Version));
    }

    static int Version(AuditLine line)
    {
        if (line.Detail is null) return 0;
        using var detail = JsonDocument.Parse(line.Detail);
        return detail.RootElement.TryGetProperty("version", out var version) && version.TryGetInt32(out var number) ? number : 0;
    }

    sealed record Reported(long UnitId, int Year);

    sealed record Named(long Id, string Name);
}
