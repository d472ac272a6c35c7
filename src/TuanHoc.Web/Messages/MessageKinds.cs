using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Messages;

/// <summary>The kinds of messages, as stored; for each a person says whether letters of it are wished.</summary>
public static class MessageKinds
{
    public const string Plan = "plan", Task = "task", Report = "report", Activity = "activity", Reminder = "reminder", Escalation = "escalation", Digest = "digest";

    public static readonly string[] All = [Plan, Task, Report, Activity, Reminder, Escalation, Digest];

    public static string Word(string kind) => kind switch
    {
        Plan => T["Văn bản gửi tới đơn vị"],
        Task => T["Kết quả nhiệm vụ: chờ xác nhận, được xác nhận, bị trả lại"],
        Report => T["Báo cáo được duyệt, bị trả lại"],
        Activity => T["Hoạt động chờ duyệt để người dân xem, được duyệt, bị gỡ"],
        Reminder => T["Nhắc việc sắp đến hạn và quá hạn"],
        Escalation => T["Đơn vị cấp dưới quá hạn"],
        _ => T["Bản tổng hợp việc của tôi"],
    };
}
