using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Drafts;

/// <summary>What the server says to a report that keeps itself.</summary>
/// <param name="Version">The version that now stands.</param>
/// <param name="Said">What became of it, in a sentence.</param>
/// <param name="Values">What now stands, in the fields that were sent; in all fields when somebody else wrote meanwhile.</param>
/// <param name="IsWhole">Whether the values are of all fields: one that is missing is blank.</param>
/// <param name="Differing">Where this person's values stand aside.</param>
/// <param name="Faults">Fields that could not be read, each with its sentence.</param>
/// <param name="Findings">What is wrong or unusual in what now stands.</param>
/// <param name="WhyNot">Why it cannot be submitted yet; empty when it can.</param>
public sealed record Synced(
    int Version, string Said, IReadOnlyDictionary<string, string> Values, bool IsWhole, IReadOnlyList<Differing> Differing, IReadOnlyDictionary<string, string> Faults, IReadOnlyList<SyncedFinding> Findings, string WhyNot);

/// <summary>What is said beneath a row, and the cell to look at.</summary>
public sealed record SyncedFinding(string Row, string? Field, bool IsError, string Said);

/// <summary>Where a report that is filled in keeps itself: every few seconds, and when a device that was away comes back.</summary>
static class SyncEndpoints
{
    // Who types in the same report at the same moment comes after one another.
    const int MostTries = 8;

    public static async Task<IResult> Sync(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, BelowStep below, CancellationToken cancel)
    {
        var forged = http.IsForged();
        if (await ReportEndpoints.PostedAsync(http, cancel) is not { } posted) return ReportEndpoints.TooLarge(id);
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is not { MayFill: true } report) return PageResults.Missing();
            await below.LookAsync(report, cancel);
            var input = SyncInput.Read(posted, report);
            if (forged || input.Key is not { } key || input.Version is null) return Refused(report, Forgery.Sentence, StatusCodes.Status400BadRequest);
            var sittings = await Sittings.OfAsync(db, id, user.Id, key, cancel);
            if (!sittings.IsDone)
            {
                if (ReportRules.WhyNotSave(report) is { } closed) return Refused(report, ReportEndpoints.Told(report, closed), StatusCodes.Status409Conflict);
                if (!input.IsOnForm) return Refused(report, T["Cấp trên vừa đổi biểu số liệu: bấm Lưu nháp để chuyển những gì bạn gõ sang biểu mới."], StatusCodes.Status409Conflict);
            }
            if (sittings.IsDone || input.IsQuestion)
                return TypedResults.Ok(Answer(report, ReportContent.Of(report), input, report.Version, report.IsAsSent, report.ChangedAt, [.. sittings.DifferingOf(report, user.Id).Where(one => one.IsOwn)]));
            var ((content, conflicts), at) = (input.Merge(report), clock.GetUtcNow());
            if (await SittingWrites.KeepAsync(db, report, input, content, conflicts, user, at, cancel) is not { } version) continue;
            var asides = sittings.Asides.Where(aside => aside.PersonId == user.Id && !input.Settles(aside.Field, conflicts))
                .Concat(conflicts.Select(conflict => new Aside(conflict.Field, conflict.Mine, user.Id, user.FullName, at)));
            return TypedResults.Ok(Answer(report, content, input, version, version == report.Version && report.IsAsSent, version == report.Version ? report.ChangedAt : at, sittings.Differing(asides, report, user.Id)));
        }
        return Refused(await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel), T["Nhiều người đang cùng lưu báo cáo này: thử lại sau giây lát."], StatusCodes.Status503ServiceUnavailable);
    }

    static Synced Answer(ReportSeen seen, ReportContent content, SyncInput input, int version, bool isAsSent, DateTimeOffset? at, IReadOnlyList<Differing> differing)
    {
        var values = DraftField.Values(DraftField.Of(seen), content);
        var isWhole = input.Version != seen.Version;
        return new(version, ReportWords.Kept(isAsSent, at),
            isWhole ? values : input.Sent.Concat(input.Taken).Distinct(StringComparer.Ordinal).ToDictionary(field => field, field => values.GetValueOrDefault(field, "")), isWhole, differing, input.Form.Errors,
            [.. content.Findings(seen).Select(finding => new SyncedFinding(finding.RowKey, finding.Column is { } column ? ReportInput.Cell(column) : null, finding.Severity == Severity.Error, ReportRules.Say(finding)))],
            ReportRules.SayWhyNot(ReportRules.WhyNotSubmit(seen, content)));
    }

    static IResult Refused(ReportSeen? report, string why, int status) =>
        TypedResults.Json(new Synced(report?.Version ?? 0, why, new Dictionary<string, string>(), IsWhole: false, [], new Dictionary<string, string>(), [], ""), statusCode: status);
}
