using TuanHoc.Statistics;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Reviewing;

/// <summary>What the receiver may do with a report now, and why not: a sentence, or null when it may.</summary>
static class ReviewRules
{
    public static string? WhyNotAccept(ReportSeen report, Reviewed reviewed, long person) => WhyNotReview(report.State)
        ?? (report.Behalf is { ConfirmedAt: null } && reviewed.SubmittedBy == person ? T["Bạn đã nhập thay báo cáo này: chờ đơn vị xác nhận, hoặc nhờ người khác của nơi nhận duyệt."] : null)
        ?? (reviewed.IsLookedAt(person) ? null : T["Có số rất lớn ({0}): trước khi duyệt cần thêm một người đã xem, không phải người nộp và không phải người duyệt.", Cells(reviewed.Large)]);

    /// <summary>A report that was accepted is opened again by returning it, until what it was added up into is accepted above. Who saw another state, and so meant another decision, opens nothing.</summary>
    public static string? WhyNotReturn(ReportSeen report, Reviewed reviewed, string? seen) => report.State != ReportStates.Accepted || seen != report.State ? WhyNotReview(report.State)
        : reviewed.LockedBy is { } above ? T["Báo cáo của {0} đã được {1} duyệt nên các báo cáo hợp thành nó đã khóa. Cần sửa thì nhờ {1} mở lại báo cáo của {0} trước.", report.ReceiverName ?? "", above.Length > 0 ? above : T["nơi nhận"]] : null;

    /// <summary>Why a remark cannot be made now.</summary>
    public static string? WhyNotComment(ReportSeen report) => report.WasHandedIn ? null : T["Báo cáo chưa nộp lần nào nên chưa ghi nhận xét được."];

    /// <summary>"Dòng 5, Lượt người; Dòng 6, Lượt người".</summary>
    public static string Cells(IEnumerable<FormColumn> columns) => string.Join("; ", columns.Select(column => T["Dòng {0}, {1}", column.Row.Name, T[column.Title]]));

    static string? WhyNotReview(string state) => state switch
    {
        ReportStates.Submitted => null,
        ReportStates.Accepted => T["Báo cáo này đã được duyệt rồi."],
        ReportStates.Returned => T["Báo cáo này đã được trả lại, đang chờ đơn vị nộp lại."],
        _ => T["Đơn vị chưa nộp báo cáo này."],
    };
}
