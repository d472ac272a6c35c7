using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards;

/// <summary>The word, class and icon of a report's state (design: words for states).</summary>
public readonly record struct ReportState(string Word, string Kind, string Icon)
{
    public static ReportState Of(string state) => state switch
    {
        "draft" => new(T["Bản nháp"], "", "pen"),
        "submitted" => new(T["Đã nộp · Chờ duyệt"], "sent", "send"),
        "returned" => new(T["Trả lại"], "due", "back"),
        "accepted" => new(T["Đã duyệt"], "ok", "okc"),
        "ended" => new(T["Đơn vị đã kết thúc"], "", "none"),
        _ => new(T["Chưa nộp"], "", "none"),
    };
}
