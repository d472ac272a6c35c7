using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Activities.Import;

/// <summary>A file of activities that was read: checked against what stands each time it is looked at, until it is written as a whole or put away. Seen by those who fill for its unit.</summary>
public sealed record ActivityImport(Guid Id, int EditionId, int Year, DateOnly FirstDay, DateOnly LastDay, long UnitId, string UnitName, string FileName, string State, string? Reading, int Written, string MadeBy, DateTimeOffset MadeAt)
{
    public const string Checked = "checked", Applied = "applied", Removed = "removed";

    public string Path => $"/activities/import/{Id}";

    /// <summary>Where the activities of its unit and year are listed.</summary>
    public string List => $"/activities?year={Year}&unit={UnitId}&whose={ActivityFilter.Own}";
}

/// <summary>A file among those sent lately.</summary>
public sealed record ActivityImportLine(Guid Id, string FileName, string State, int Written, string MadeBy, DateTimeOffset MadeAt);

/// <summary>An activity that a file became.</summary>
public sealed record ImportedActivity(Guid Id, string Title, string Kind, DateTimeOffset FromAt, DateTimeOffset? ToAt);

/// <summary>What stands already, or stands higher in the file, and is perhaps the same as a row.</summary>
/// <param name="Line">The row of the file.</param>
/// <param name="Id">The activity; null where it is an earlier row of the file.</param>
/// <param name="UnitName">Whose it is; null where it is of the unit itself.</param>
/// <param name="EarlierLine">The earlier row; 0 where it is an activity.</param>
public sealed record RowTwin(int Line, Guid? Id, string Title, DateTimeOffset FromAt, string? UnitName, int EarlierLine);

static class ActivityImportQueries
{
    const int MostLatest = 20;

    public static Task<ActivityImport?> ActivityImportAsync(this AppDb db, CurrentUser user, Guid id, CancellationToken cancel) => db.Database.SqlQuery<ActivityImport>($"""
        select i.id, i.edition_id, e.year, lower(e.week) as first_day, upper(e.week) - 1 as last_day, i.unit_id, unit_name(i.unit_id, {user.Today}) as unit_name, i.file_name, i.state, i.reading::text as reading, i.written, p.full_name as made_by, i.made_at
          from activity_import i join edition e on e.id = i.edition_id join person p on p.id = i.made_by
         where i.id = {id} and i.unit_id = any ({user.UnitsAs(Roles.Filling)})
        """).SingleOrDefaultAsync(cancel);

    /// <summary>The files of a unit and year that somebody sent lately, the newest first.</summary>
    public static Task<List<ActivityImportLine>> LatestActivityImportsAsync(this AppDb db, int editionId, long unitId, CancellationToken cancel) => db.Database.SqlQuery<ActivityImportLine>($"""
        select i.id, i.file_name, i.state, i.written, p.full_name as made_by, i.made_at from activity_import i join person p on p.id = i.made_by
         where i.edition_id = {editionId} and i.unit_id = {unitId} and i.state <> 'removed' order by i.made_at desc limit {MostLatest}
        """).ToListAsync(cancel);

    /// <summary>The activities that a file became and that are still there, the earliest first.</summary>
    public static Task<List<ImportedActivity>> ImportedAsync(this AppDb db, Guid import, int limit, CancellationToken cancel) => db.Database.SqlQuery<ImportedActivity>($"""
        select a.id, a.title, a.kind, a.from_at, a.to_at from activity_imported i join activity a on a.id = i.activity_id where i.import_id = {import} order by a.from_at, a.id limit {limit}
        """).ToListAsync(cancel);

    /// <summary>Which rows the unit has recorded from a file before, by their hashes.</summary>
    public static Task<List<byte[]>> RecordedRowsAsync(this AppDb db, ActivityImport import, byte[][] digests, CancellationToken cancel) => db.Database.SqlQuery<byte[]>($"""
        select digest as "Value" from activity_imported where edition_id = {import.EditionId} and unit_id = {import.UnitId} and digest = any ({digests})
        """).ToListAsync(cancel);

    /// <summary>What each row is perhaps a second record of: activities of the unit and of others as the page of an activity finds them, and earlier rows of the file.</summary>
    public static Task<List<RowTwin>> RowTwinsAsync(this AppDb db, ActivityImport import, IReadOnlyList<PlannedRow> rows, CancellationToken cancel)
    {
        int[] lines = [.. rows.Select(row => row.Line)];
        string[] kinds = [.. rows.Select(row => row.Kind.Key)], titles = [.. rows.Select(row => row.Input.Title)];
        DateTimeOffset[] begin = [.. rows.Select(row => row.Input.From)];
        // An array of arrays has rows of one length; the names of a row's places are one text instead.
        string[] places = [.. rows.Select(row => JsonSerializer.Serialize(row.Input.Places.Select(place => place.Name)))];
        return db.Database.SqlQuery<RowTwin>($"""
            with rows as materialized (
                select r.*, row_number() over (partition by kind, vietnam_day(begins) order by line) as place from unnest({lines}, {kinds}, {titles}, {begin}, {places}) as r (line, kind, title, begins, places))
            select r.line, t.id, t.title, t.from_at, null as unit_name, 0 as earlier_line
              from rows r cross join lateral (select * from twins_of_unit({import.EditionId}, {import.UnitId}, r.kind, r.begins, r.title) order by from_at, id limit 5) t
            union all
            select r.line, t.id, t.title, t.from_at, unit_name(t.unit_id, vietnam_day(t.from_at)), 0
              from rows r cross join lateral (
                   select * from twins_of_others({import.EditionId}, {import.UnitId}, r.kind, r.begins, r.title, array(select jsonb_array_elements_text(r.places::jsonb))) order by from_at, id limit 5) t
            union all
            select r.line, null, t.title, t.begins, null, t.line
              from rows r cross join lateral (
                   select e.title, e.begins, e.line from rows e
                    where e.kind = r.kind and vietnam_day(e.begins) = vietnam_day(r.begins) and e.place between r.place - 50 and r.place - 1 and (e.kind = 'ceremony' or near_names(e.title, r.title))
                    order by e.line limit 1) t
             order by 1, 6, 4
            """).ToListAsync(cancel);
    }
}
