using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports;

/// <summary>How a report's state and deadline are said: class and icon of the state, and its word with the number that makes it useful.</summary>
public readonly record struct StateWord(string Kind, string Icon, string Word);

public static class ReportWords
{
    // Below this many days a deadline is near.
    const int Soon = 7;

    public static StateWord State(string state, DateOnly due, DateOnly today) => state switch
    {
        ReportStates.Submitted => new("sent", "send", T["Chờ duyệt"]),
        ReportStates.Returned => new("due", "back", T["Trả lại"]),
        ReportStates.Accepted => new("ok", "okc", T["Đã duyệt"]),
        ReportStates.Ended => new("", "none", T["Đơn vị đã kết thúc"]),
        ReportStates.Draft when due < today => new("late", "late", T["Bản nháp, trễ {0} ngày", today.DayNumber - due.DayNumber]),
        _ when due < today => new("late", "late", T["Trễ {0} ngày", today.DayNumber - due.DayNumber]),
        ReportStates.Draft => new("", "pen", T["Bản nháp"]),
        _ when due.DayNumber - today.DayNumber <= Soon => new("due", "clock", Left(due, today)),
        _ => new("", "none", T["Chưa đến hạn"]),
    };

    /// <summary>"còn 3 ngày", "hết hạn hôm nay", "trễ 2 ngày".</summary>
    public static string Left(DateOnly due, DateOnly today) => (due.DayNumber - today.DayNumber) switch
    {
        0 => T["Hết hạn hôm nay"],
        > 0 and var days => T["Còn {0} ngày", days],
        var days => T["Trễ {0} ngày", -days],
    };

    /// <summary>What a group of a list is called, by its rank.</summary>
    public static string Rank(int rank) => rank switch
    {
        0 => T["Chờ duyệt"],
        1 => T["Quá hạn"],
        2 => T["Trả lại"],
        3 => T["Sắp đến hạn"],
        4 => T["Chưa đến hạn"],
        6 => T["Đơn vị đã kết thúc"],
        _ => T["Đã duyệt"],
    };

    public static string Step(string kind) => kind switch
    {
        ReportStates.Submitted => T["Nộp"],
        ReportStates.Returned => T["Trả lại"],
        HistoryStep.Reopened => T["Mở lại"],
        _ => T["Duyệt"],
    };

    /// <summary>Where what stands is kept: of a report that was returned and is not mended yet, that it is as it was sent; whoever returned it saved nothing.</summary>
    public static string Kept(ReportSeen report) => Kept(report.IsAsSent, report.ChangedAt);

    public static string Kept(bool isAsSent, DateTimeOffset? changedAt) => isAsSent ? T["Trên máy chủ là bản đã nộp, chưa sửa gì từ khi bị trả lại"]
        : changedAt is { } at ? T["Đã lưu trên máy chủ {0}", at] : T["Chưa điền gì"];

    public static string? Done(string? what, ReportSeen report) => Done(what, report.State, report.ReceiverId is not null);

    static string? Done(string? what, string state, bool hasReceiver) => what switch
    {
        "submitted" when state == ReportStates.Submitted && !hasReceiver => T["Đã chốt báo cáo. Không đơn vị nào ở trên nhận: lãnh đạo, điều phối của chính đơn vị duyệt, hoặc mở lại kèm lý do."],
        "returned" when state == ReportStates.Returned && !hasReceiver => T["Đã mở lại báo cáo kèm lý do."],
        "submitted" when state == ReportStates.Submitted => T["Đã nộp báo cáo. Nơi nhận sẽ duyệt hoặc trả lại kèm lý do."],
        "returned" when state == ReportStates.Returned => T["Đã trả lại báo cáo kèm lý do."],
        "accepted" when state == ReportStates.Accepted => T["Đã duyệt báo cáo."],
        "commented" when !hasReceiver => T["Đã ghi nhận xét; người của đơn vị đọc được."],
        "commented" => T["Đã ghi nhận xét; đơn vị và nơi nhận đều đọc được."],
        "looked" => T["Đã ghi là bạn đã xem các số rất lớn."],
        "entering" => T["Đã giữ bản nhận được. Điền vào biểu và lời văn bên dưới rồi nộp thay; đơn vị sẽ được hỏi xác nhận."],
        "confirmed" => T["Đã ghi là đơn vị xác nhận báo cáo này đúng."],
        "extended" => T["Đã ghi. Hạn và câu trả lời hiện bên dưới."],
        "extension-asked" => T["Đã gửi lời xin gia hạn. Hạn chưa đổi cho đến khi nơi nhận đồng ý."],
        "pictured" => T["Đã thêm ảnh vào báo cáo."],
        "captioned" => T["Đã lưu chú thích."],
        "unpictured" => T["Đã bỏ ảnh khỏi báo cáo."],
        "filed" => T["Đã thêm tệp vào báo cáo."],
        "unfiled" => T["Đã bỏ tệp khỏi báo cáo."],
        "saved" when state is ReportStates.Draft or ReportStates.Returned => T["Đã lưu trên máy chủ."],
        _ => null,
    };
}
