using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Expected;

/// <summary>How a report came in.</summary>
/// <param name="On">The day it was handed in first.</param>
/// <param name="Missing">The parts owed of which nothing was there, when it was handed in last.</param>
/// <param name="IsEmpty">It says that the unit held nothing.</param>
public readonly record struct HandedIn(DateOnly On, string[] Missing, bool IsEmpty)
{
    /// <summary>Its marks, worst first: late, parts missing, nothing held; a report that came in time is told so.</summary>
    public IEnumerable<StateWord> Words(DateOnly due)
    {
        yield return On > due ? new("late", "late", T["Nộp trễ {0} ngày", On.DayNumber - due.DayNumber]) : new("", "check", T["Đúng hạn"]);
        if (Missing.Length > 0) yield return new("due", "q", T["Thiếu: {0}", ReportParts.Words(Missing)]);
        if (IsEmpty) yield return new("nil", "nil", T["Không tổ chức"]);
    }
}

/// <summary>What a plan orders of a report.</summary>
public static class ReportParts
{
    public const string Figures = "figures", Narrative = "narrative", Pictures = "pictures";

    /// <summary>"biểu số liệu, lời văn, ảnh".</summary>
    public static string Words(IEnumerable<string> parts) => string.Join(", ", parts.Select(part => part switch { Figures => T["biểu số liệu"], Narrative => T["lời văn"], _ => T["ảnh"] }));
}

/// <summary>How reports that came in, or may come later, are marked; a list is filtered by one of them.</summary>
public static class ReportMarks
{
    public const string OnTime = "on-time", Late = "late", Partial = "partial", Empty = "empty", Extended = "extended";

    public static readonly IReadOnlyList<string> All = [OnTime, Late, Partial, Empty, Extended];

    public static string Word(string mark) => mark switch
    {
        OnTime => T["Nộp đúng hạn"],
        Late => T["Nộp trễ"],
        Partial => T["Nộp thiếu phần"],
        Empty => T["Không tổ chức"],
        _ => T["Được gia hạn"],
    };
}
