using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Api;

/// <summary>
/// A value of a cell: data element "classes.sessions", organisation unit by its number, value a whole number or "nothing"; an empty one makes the cell blank. The note of a row is the comment of
/// its values, or by itself "classes.note"; "nothing" with the value "true" says that nothing was held at all.
/// </summary>
public sealed record DataValue(string DataElement, string? Period, string? OrgUnit, string? Value, string? Comment);

/// <summary>Figures as DHIS2 exchanges them: the form is the data set, the year the period.</summary>
public sealed record DataValueSet(string? DataSet, string? Period, string? OrgUnit, IReadOnlyList<DataValue> DataValues);

public sealed record ImportCount(int Imported, int Updated, int Ignored, int Deleted);

public sealed record ImportConflict(string Object, string Value);

/// <summary>What came of an import, in DHIS2's words; ignored counts values of an import of which nothing was kept.</summary>
public sealed record ImportSummary(string Status, string Description, ImportCount ImportCount, IReadOnlyList<ImportConflict> Conflicts, bool DryRun);

/// <summary>dataValueSets in and out. What comes in goes into drafts by the write of the pages: all of it or nothing; only the values that are sent change.</summary>
static class DataValueSets
{
    // A province's communes and schools at once.
    const int MostUnits = 2000;

    /// <summary>The report of a unit; with children also those sent to it, as its receiver has them: what is still a draft stays its unit's own.</summary>
    public static async Task<IResult> Read(HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel, int period, long orgUnit, bool children = false)
    {
        if (await FindAsync(db, user, period, orgUnit, key: null, cancel) is not { } own) return ApiAnswers.Missing();
        List<ReportSeen> reports = [own];
        foreach (var id in children ? await BelowAsync(db, own, cancel) : [])
            if (await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is { } one) reports.Add(one);
        return ApiAnswers.Tagged(http, new DataValueSet(reports.TrueForAll(one => one.Form?.Key == own.Form?.Key) ? own.Form?.Key : null, period.ToString(CultureInfo.InvariantCulture), orgUnit.ToString(CultureInfo.InvariantCulture),
            [.. reports.SelectMany(Values)]));
    }

    static IEnumerable<DataValue> Values(ReportSeen report)
    {
        var (year, unit) = (report.Year.ToString(CultureInfo.InvariantCulture), report.UnitId.ToString(CultureInfo.InvariantCulture));
        if (report.NothingOccurred) yield return new(ReportInput.Nothing, year, unit, "true", null);
        var figures = ReportCalls.Figures(report.Form?.Key, report.Figures) ?? new Dictionary<string, object>();
        foreach (var (cell, value) in figures) yield return new(cell, year, unit, Convert.ToString(value, CultureInfo.InvariantCulture), report.Notes.GetValueOrDefault(RowOf(cell)));
        var counted = figures.Keys.Select(RowOf).ToHashSet(StringComparer.Ordinal);
        foreach (var (row, note) in report.Notes.Where(note => !counted.Contains(note.Key))) yield return new(ReportInput.Note(row), year, unit, note, null);
    }

    static string RowOf(string cell) => cell[..cell.LastIndexOf('.')];

    static Task<List<Guid>> BelowAsync(AppDb db, ReportSeen report, CancellationToken cancel) => db.Database.SqlQuery<Guid>($"""
        select id as "Value" from report where edition_id = {report.EditionId} and receiver_id = {report.UnitId} and state in ({ReportStates.Submitted}, {ReportStates.Accepted}) order by unit_id limit {MostUnits - 1}
        """).ToListAsync(cancel);

    public static async Task<IResult> Write(HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel, bool dryRun = false)
    {
        if (ApiAnswers.Key(http) is not { } key) return ApiAnswers.Problem(StatusCodes.Status400BadRequest, ApiAnswers.NoKey);
        if (await ApiAnswers.BodyAsync(http, cancel) is not { } body || Parsed(body) is not { } sent) return ApiAnswers.Problem(StatusCodes.Status400BadRequest, ApiAnswers.NotJson);
        var groups = sent.DataValues.GroupBy(value => (Unit: value.OrgUnit ?? sent.OrgUnit ?? "", Period: value.Period ?? sent.Period ?? "")).ToList();
        if (groups.Count is 0 or > MostUnits) return ApiAnswers.Problem(StatusCodes.Status400BadRequest, T["Mỗi lần gửi từ 1 đến {0} đơn vị.", MostUnits]);
        var (conflicts, imported, deleted, known) = (new List<ImportConflict>(), 0, 0, 0);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var group in groups)
        {
            var own = KeyOf(key, group.Key.Unit, group.Key.Period);
            if (!long.TryParse(group.Key.Unit, NumberStyles.None, CultureInfo.InvariantCulture, out var unit) || !int.TryParse(group.Key.Period, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
                || await FindAsync(db, user, year, unit, own, cancel) is not { MayFill: true, Form: { } form } report || (sent.DataSet ?? form.Key) != form.Key)
            {
                conflicts.Add(new(group.Key.Unit, T["Không có báo cáo của đơn vị và năm này theo biểu ấy, hoặc ngoài quyền của người lập khóa."]));
                continue;
            }
            known += group.Count();
            if (report.IsDone) continue;
            var fields = ReportFields.Stored(report, own);
            foreach (var value in group)
            {
                if (value.DataElement == ReportInput.Nothing) fields.NothingOccurred(value.Value == "true");
                else if (value.DataElement.LastIndexOf('.') is > 0 and var dot && value.DataElement == ReportInput.Note(value.DataElement[..dot])) fields.Note(value.DataElement[..dot], value.Value ?? "");
                else fields.Figure(value.DataElement, Figure(value.Value));
                if (value.Comment is { Length: > 0 } comment && value.DataElement.LastIndexOf('.') is > 0 and var end) fields.Note(value.DataElement[..end], comment);
            }
            var input = fields.Read(report);
            conflicts.AddRange(fields.Faults.Concat(input.Form.Errors).Select(fault => new ImportConflict($"{group.Key.Unit}/{fault.Key}", fault.Value)));
            if (ReportRules.WhyNotSave(report.State) is { } closed) conflicts.Add(new(group.Key.Unit, closed));
            else if (conflicts.Count == 0 && !await ReportWrites.FillAsync(db, report, input, submit: false, user, clock.GetUtcNow(), cancel)) conflicts.Add(new(group.Key.Unit, T["Báo cáo vừa được người khác sửa. Gửi lại."]));
            deleted += group.Count(value => string.IsNullOrEmpty(value.Value));
            imported += group.Count(value => !string.IsNullOrEmpty(value.Value));
        }
        var isGood = conflicts.Count == 0;
        if (isGood && !dryRun) await transaction.CommitAsync(cancel);
        var summary = new ImportSummary(isGood ? "SUCCESS" : "ERROR", isGood ? dryRun ? T["Chỉ kiểm tra, chưa ghi."] : T["Đã ghi vào bản nháp."] : T["Chưa ghi gì: có {0} chỗ sai.", conflicts.Count],
            isGood ? new(imported, known - imported - deleted, 0, deleted) : new(0, 0, sent.DataValues.Count, 0), conflicts, dryRun);
        return TypedResults.Json(summary, statusCode: isGood ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    static async Task<ReportSeen?> FindAsync(AppDb db, CurrentUser user, int year, long unit, Guid? key, CancellationToken cancel)
    {
        var ids = await db.Database.SqlQuery<Guid>($"""select r.id as "Value" from report r join edition e on e.id = r.edition_id where e.year = {year} and r.unit_id = {unit}""").ToListAsync(cancel);
        return ids is [var id] ? await ReportSeen.FindAsync(db, id, user, key is null ? null : "saved", key, cancel) : null;
    }

    // One call writes several reports, each by a key of its own that follows from the call's.
    static Guid KeyOf(Guid key, string unit, string period) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{key} {unit} {period}")).AsSpan(0, 16));

    static JsonElement Figure(string? value) => JsonSerializer.SerializeToElement<object?>(
        string.IsNullOrEmpty(value) ? null : long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : value);

    static DataValueSet? Parsed(JsonElement body)
    {
        try
        {
            return body.Deserialize<DataValueSet>(JsonSerializerOptions.Web) is { DataValues: { } values } sent && values.All(value => value is { DataElement: not null }) ? sent : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
