using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>Workbooks sent in, as their page shows them. Only who sent them sees them.</summary>
public sealed record WorkbookUpload(
    Guid Id, int EditionId, int Year, Guid? ReportId, string FileName, string State, string? Said, string[]? SaidValues, int Done, int Total, DateTimeOffset MadeAt, int Files, int Sheets,
    int Faulty, int Asking, int Ready, int Writable, int Same, int Written, int Blank, int Aside, int Faults, int Errors, int Warnings)
{
    public const string Reading = "reading", Refused = "refused", Read = "read", Writing = "writing", Finished = "written", Failed = "failed", Removed = "removed";

    public bool IsAtWork => State is Reading or Writing;

    /// <summary>Why nothing can be written now, or null.</summary>
    public string? WhyNotWrite() =>
        State != Read ? T["Tệp này không ở trạng thái chờ ghi."]
        : Writable > 0 ? null
        : Faulty > 0 ? T["Tệp còn lỗi nên chưa ghi gì: sửa trong tệp rồi gửi lại."]
        : Asking > 0 ? T["Còn {0} trang chờ bạn trả lời.", Asking]
        : Aside > 0 ? T["Không có trang nào bạn ghi được: xem lý do của từng trang bên dưới."]
        : Blank == Sheets ? T["Không có gì để ghi: chưa ai điền gì vào tệp từ khi tải xuống."]
        : T["Không có gì để ghi: số trên máy chủ đã đúng như trong tệp."];
}

/// <summary>A sheet of them: its place among all, where it stood, whose it is and what it comes to.</summary>
public sealed record WorkbookSheet(int Place, string File, string Name, Guid? ReportId, string? UnitName, string? Asks, string State, int Changes)
{
    public const string Faulty = "faulty", Asking = "asking", Ready = "ready", Same = "same", Written = "written", Blank = "blank", Aside = "aside";

    public const string AsksReport = "report", AsksMatch = "match", AsksConflict = "conflict";
}

/// <summary>What was found in a cell, as the page shows it.</summary>
public sealed record WorkbookLine(string Kind, string File, string Name, Guid? ReportId, string Cell, string Read, string Said, string[] SaidValues)
{
    /// <summary>The sentence; what the checks of the form say is said as beside the rows of the report.</summary>
    public string Sentence => Kind switch
    {
        SheetFinding.Error => T["Lỗi: {0}", T[Said, SaidValues]],
        SheetFinding.Warning => T["Khác thường: {0}", T[Said, SaidValues]],
        _ => T[Said, SaidValues],
    };
}

/// <summary>What a person said of a sheet: whose it is, where things are in it, whose values hold.</summary>
public sealed record SheetAnswer(Guid? Report, SheetLayout? Layout, bool? TakesFile)
{
    public static readonly SheetAnswer None = new(null, null, null);
}

static class WorkbookQueries
{
    static readonly string Columns = """
        w.id, w.edition_id, e.year, w.report_id, w.file_name, w.state, w.said, w.said_values, w.done, w.total, w.made_at, s.files, s.sheets, s.faulty, s.asking, s.ready, s.writable, s.same, s.written, s.blank, s.aside, f.faults, f.errors, f.warnings
          from workbook_upload w
          join edition e on e.id = w.edition_id
         cross join lateral (
            select count(distinct file)::int as files, count(*)::int as sheets, count(*) filter (where state = 'faulty')::int as faulty, count(*) filter (where state = 'asking')::int as asking,
                   count(*) filter (where state = 'ready')::int as ready, count(*) filter (where state = 'ready' and is_whole)::int as writable, count(*) filter (where state = 'same')::int as same, count(*) filter (where state = 'written')::int as written,
                   count(*) filter (where state = 'blank')::int as blank, count(*) filter (where state = 'aside')::int as aside
              from (select file, state, bool_and(state not in ('faulty', 'asking')) over (partition by file) as is_whole from workbook_sheet where upload_id = w.id) s) s
         cross join lateral (
            select count(*) filter (where kind = 'fault')::int as faults, count(*) filter (where kind = 'error')::int as errors, count(*) filter (where kind = 'warning')::int as warnings
              from workbook_finding where upload_id = w.id and kind in ('fault', 'error', 'warning')) f
        """;

    static readonly string One = $"select {Columns} where w.id = {"{0}"} and w.made_by = {"{1}"}";

    static readonly string Latest = $"select {Columns} where w.made_by = {"{0}"} and w.state <> 'removed' order by w.made_at desc limit 20";

    public static Task<WorkbookUpload?> WorkbookAsync(this AppDb db, CurrentUser user, Guid id, CancellationToken cancel) =>
        db.Database.SqlQueryRaw<WorkbookUpload>(One, id, user.Id).SingleOrDefaultAsync(cancel);

    public static Task<List<WorkbookUpload>> LatestWorkbooksAsync(this AppDb db, CurrentUser user, CancellationToken cancel) =>
        db.Database.SqlQueryRaw<WorkbookUpload>(Latest, user.Id).ToListAsync(cancel);

    /// <summary>What needs an act first.</summary>
    public static Task<List<WorkbookSheet>> SheetsAsync(this AppDb db, Guid id, int most, CancellationToken cancel) => db.Database.SqlQuery<WorkbookSheet>($"""
        select s.place, s.file, s.name, s.report_id, unit_name(r.unit_id, upper(e.week) - 1) as unit_name, s.asks, s.state, s.changes
          from (select * from workbook_sheet where upload_id = {id} order by array_position(array['asking', 'faulty', 'aside', 'ready', 'written', 'same', 'blank'], state), place limit {most}) s
          left join report r on r.id = s.report_id
          left join edition e on e.id = r.edition_id
         order by array_position(array['asking', 'faulty', 'aside', 'ready', 'written', 'same', 'blank'], s.state), s.place
        """).ToListAsync(cancel);

    public static Task<List<WorkbookLine>> LinesAsync(this AppDb db, Guid id, string[] kinds, int? sheet, int most, CancellationToken cancel) => db.Database.SqlQuery<WorkbookLine>($"""
        select f.kind, s.file, s.name, s.report_id, f.cell, f.read, f.said, f.said_values
          from workbook_finding f join workbook_sheet s on s.upload_id = f.upload_id and s.place = f.sheet_place
         where f.upload_id = {id} and f.kind = any ({kinds}) and ({sheet ?? -1} < 0 or f.sheet_place = {sheet ?? -1})
         order by f.sheet_place, f.place limit {most}
        """).ToListAsync(cancel);

    /// <summary>A sheet that waits for an answer, with what was read of it and what was answered so far.</summary>
    public static Task<AskedSheet?> AskedAsync(this AppDb db, Guid id, int place, CancellationToken cancel) => db.Database.SqlQuery<AskedSheet>($"""
        select place, file, name, report_id, asks, reading::text as reading, answer::text as answer from workbook_sheet where upload_id = {id} and place = {place} and state = 'asking'
        """).SingleOrDefaultAsync(cancel);

    /// <summary>The reports of an edition that a sheet may name: those that a person may fill, for their own units or for who sent on paper, and those beside and below them, which the person may not.</summary>
    public static Task<List<NamedReport>> KnownAsync(this AppDb db, CurrentUser user, int editionId, CancellationToken cancel)
    {
        var units = user.UnitsAs(Roles.Filling);
        return db.Database.SqlQuery<NamedReport>($"""
            with own as (
                select r.id, r.receiver_id from report r
                 where r.edition_id = {editionId} and r.unit_id = any (array(select unnest({units}) union select taken_whole(held.id, {user.Today}) from unnest({units}) as held (id)))
                   and (r.unit_id = any ({units}) or whole_heir(r.unit_id, {user.Today}) = any ({units})))
            select r.id, v.name as unit_name, r.id in (select id from own) or r.receiver_id = any ({units}) and exists (select from report_behalf b where b.report_id = r.id and b.confirmed_at is null) as is_fillable
              from report r
              join edition e on e.id = r.edition_id
             cross join lateral (select name from unit_version where unit_id = r.unit_id and lower(valid) < upper(e.week) order by valid desc limit 1) v
             where r.edition_id = {editionId} and (r.id in (select id from own) or r.receiver_id = any ({units}) or r.receiver_id in (select receiver_id from own))
             order by v.name, r.id
            """).ToListAsync(cancel);
    }
}

/// <summary>A report and the name of its unit.</summary>
/// <param name="IsFillable">Whether the person may fill it.</param>
public sealed record NamedReport(Guid Id, string UnitName, bool IsFillable);

/// <summary>A sheet with a question, as stored.</summary>
public sealed record AskedSheet(int Place, string File, string Name, Guid? ReportId, string Asks, string Reading, string? Answer);
