using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Expected;

/// <summary>A longer time for a report: asked for by its unit, or given by its receiver; with what was answered.</summary>
/// <param name="Until">The last day asked for or given.</param>
/// <param name="Given">The receiver gave it unasked.</param>
/// <param name="Verdict">Granted or refused; null while it waits.</param>
/// <param name="Due">The last day for the report, as it stands now.</param>
/// <param name="MayAnswer">Whether the reader leads the receiver and did not ask.</param>
public sealed record Extension(
    long Id, Guid ReportId, long UnitId, string UnitName, int Year, DateOnly Until, string Reason, bool Given, DateTimeOffset At, string By,
    string? Verdict, DateTimeOffset? VerdictAt, string? VerdictBy, string? Answer, DateOnly Due, bool MayAnswer)
{
    public const string Granted = "granted", Refused = "refused";

    public StateWord Word => Verdict switch
    {
        null => new("sent", "clock", T["Chờ trả lời"]),
        Refused => new("late", "late", T["Không đồng ý"]),
        _ => new("ok", "okc", Given ? T["Nơi nhận cho"] : T["Đồng ý"]),
    };
}

/// <summary>What may be asked of an extension, and why not.</summary>
public static class ExtensionRules
{
    // Longer than this is another year's Week, or a slip of the pen.
    const int MostDays = 90;

    public static string? WhyNotExtend(ReportSeen report) => report switch
    {
        { IsEnded: true } => T["Báo cáo này không còn phải nộp."],
        { State: ReportStates.Submitted } => T["Báo cáo đã nộp, đang chờ duyệt, nên không cần gia hạn."],
        { State: ReportStates.Accepted } => T["Báo cáo đã được duyệt, nên không cần gia hạn."],
        _ => null,
    };

    /// <summary>Why a day cannot be the last one; null when it can.</summary>
    public static string? WhyNot(DateOnly until, ReportSeen report, DateOnly today) =>
        until <= report.Due ? T["Chọn ngày sau hạn hiện nay là {0}.", report.Due]
        : until < today ? T["Ngày này đã qua."]
        : until > report.Due.AddDays(MostDays) && until > today.AddDays(MostDays) ? T["Gia hạn nhiều nhất {0} ngày.", MostDays] : null;
}

public static class ExtensionQueries
{
    const int Most = 200;

    /// <summary>Those of one report that its reader sees, the newest first.</summary>
    public static Task<List<Extension>> ExtensionsAsync(this AppDb db, ReportSeen report, CurrentUser user, CancellationToken cancel) => db.Database.SqlQuery<Extension>($"""
        select x.id, x.report_id, r.unit_id, unit_name(r.unit_id, upper(e.week) - 1) as unit_name, e.year, x.until, x.reason, x.given, x.at, b.full_name as by, x.verdict, x.verdict_at, v.full_name as verdict_by, x.answer,
               greatest(report_due(r.edition_id, r.receiver_id, u.kind), r.extended_to) as due, r.receiver_id = any ({user.UnitsAs(Roles.Leading)}) and x.by <> {user.Id} as may_answer
          from report_extension x
          join report r on r.id = x.report_id
          join edition e on e.id = r.edition_id
          join unit u on u.id = r.unit_id
          join person b on b.id = x.by
          left join person v on v.id = x.verdict_by
         where x.report_id = {report.Id}
         order by x.id desc
        """).ToListAsync(cancel);

    /// <summary>Those that the person's units asked for, got or answer in the newest edition: what waits first, then the newest.</summary>
    public static Task<List<Extension>> ExtensionsAsync(this AppDb db, int edition, CurrentUser user, CancellationToken cancel)
    {
        var (mine, led) = (user.Memberships.Select(held => held.UnitId).Distinct().ToArray(), user.UnitsAs(Roles.Leading));
        return db.Database.SqlQuery<Extension>($"""
            select x.id, x.report_id, r.unit_id, unit_name(r.unit_id, upper(e.week) - 1) as unit_name, e.year, x.until, x.reason, x.given, x.at, b.full_name as by, x.verdict, x.verdict_at, v.full_name as verdict_by, x.answer,
                   greatest(report_due(r.edition_id, r.receiver_id, u.kind), r.extended_to) as due, r.receiver_id = any ({led}) and x.by <> {user.Id} as may_answer
              from report_extension x
              join report r on r.id = x.report_id
              join edition e on e.id = r.edition_id
              join unit u on u.id = r.unit_id
              join person b on b.id = x.by
              left join person v on v.id = x.verdict_by
             where r.edition_id = {edition} and (r.unit_id = any ({mine}) or r.receiver_id = any ({mine}) or whole_heir(r.unit_id, {user.Today}) = any ({mine}))
             order by x.verdict is not null, x.id desc
             limit {Most}
            """).ToListAsync(cancel);
    }
}
