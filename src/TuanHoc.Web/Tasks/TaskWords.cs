using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Plans.Writing;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Tasks;

/// <summary>What a task leaves to hold and by when, in words; and the one act that brings it on.</summary>
public static class TaskWords
{
    /// <summary>What a task may leave to hold, as it stands in the database.</summary>
    public static readonly string[] Outputs = [.. Enum.GetNames<TaskOutput>().Select(name => name.ToLowerInvariant())];

    public static string Output(string? output) => Enum.TryParse<TaskOutput>(output, ignoreCase: true, out var known) ? DraftWords.Of(known) : T["Việc khác"];

    /// <summary>"Hoạt động: lớp học, tập huấn", where the words of the task name the kind.</summary>
    public static string Output(string? output, string? activity) => Enum.TryParse<ActivityCategory>(activity, ignoreCase: true, out var kind) ? $"{Output(output)}: {Of(kind)}" : Output(output);

    static string Of(ActivityCategory kind) => kind switch
    {
        ActivityCategory.Communication => T["tuyên truyền"],
        ActivityCategory.Class => T["lớp học, tập huấn"],
        ActivityCategory.Library => T["hoạt động thư viện"],
        ActivityCategory.Reading => T["đọc sách"],
        ActivityCategory.Contest => T["cuộc thi"],
        ActivityCategory.Exhibition => T["triển lãm, trưng bày"],
        ActivityCategory.OnlineLearning => T["học trực tuyến"],
        ActivityCategory.OpenResources => T["học liệu mở"],
        ActivityCategory.BookDonation => T["quyên góp, tặng sách"],
        ActivityCategory.Recognition => T["tôn vinh, khen thưởng"],
        ActivityCategory.Excursion => T["tham quan, trải nghiệm"],
        ActivityCategory.Seminar => T["hội thảo, tọa đàm"],
        ActivityCategory.DigitalSkills => T["kỹ năng số"],
        _ => T["hoạt động khác"],
    };

    /// <summary>Ordered or asked, by the words of the plan; other words stay as they are.</summary>
    public static string Mode(string mode) => mode.StartsWith("Đề nghị", StringComparison.OrdinalIgnoreCase) ? T["Đề nghị"] : mode == "Giao" ? T["Giao"] : mode;

    /// <summary>"trước ngày 28/09/2026 · hạn cuối 27/09/2026"; a day that a later document moved, with nothing of the words before.</summary>
    public static string? By(DateOnly? due, string? bound, DateOnly? lastDay) => lastDay is { } moved && moved != LastDay(due, bound) ? T["hạn cuối {0}, theo văn bản gửi sau", moved] : due is not { } day ? null : bound switch
    {
        "before" => T["trước ngày {0} · hạn cuối {1}", day, lastDay],
        "by" => T["chậm nhất ngày {0}", day],
        "on" => T["ngày {0}", day],
        _ => T["hạn {0}", day],
    };

    static DateOnly? LastDay(DateOnly? due, string? bound) => bound == "before" ? due?.AddDays(-1) : due;

    /// <summary>What shows a task of this kind done; an account of a report, where the unit owes none here.</summary>
    public static string Shown(string? output, bool? byAccount) => output switch
    {
        "plan" => T["Việc này tự xong khi đơn vị ban hành kế hoạch của mình trên phần mềm."],
        "schedule" => T["Việc này tự xong khi đơn vị ghi lịch lễ khai mạc của mình."],
        "ceremony" => T["Việc này tự xong khi đơn vị ghi lễ khai mạc đã tổ chức."],
        "report" when byAccount != true => T["Việc này tự xong khi báo cáo của đơn vị được duyệt."],
        "report" => T["Năm này đơn vị không nộp báo cáo trên phần mềm: gửi báo cáo theo cách đã giao, rồi báo bằng một câu kèm tệp, để nơi giao việc xác nhận."],
        "activity" => T["Việc này tự xong khi đơn vị ghi một hoạt động đã tổ chức; hoặc báo ở đây bằng một câu kèm minh chứng."],
        "inspection" => T["Việc này tự xong khi đơn vị ghi đủ các lượt của một đợt kiểm tra; hoặc báo ở đây bằng một câu kèm minh chứng."],
        _ => T["Việc này xong khi đơn vị báo bằng một câu kèm minh chứng và nơi giao việc xác nhận."],
    };

    /// <summary>Where the unit does it, and the word of the button; what an account shows is told on the task's own page.</summary>
    public static (string Path, string Word) Act(long id, long unit, string? seen, string? shownBy, string? shownId) => seen switch
    {
        "plan" => ("/plans", T["Lập kế hoạch"]),
        "schedule" => ($"/activities/new?unit={unit}", T["Ghi lịch khai mạc"]),
        "ceremony" => ($"/activities?unit={unit}", T["Ghi lễ khai mạc"]),
        "report" => (shownBy == "report" ? $"/reports/{shownId}" : "/reports", T["Làm báo cáo"]),
        _ => ($"/tasks/{id}#say", T["Báo kết quả"]),
    };

    /// <summary>The page of what shows a task done.</summary>
    public static (string Path, string Word)? Proof(string? shownBy, string? shownId) => shownBy switch
    {
        "plan" => ($"/plans/{shownId}", T["Kế hoạch đã ban hành"]),
        "activity" => ($"/activities/{shownId}", T["Hoạt động đã ghi"]),
        "report" => ($"/reports/{shownId}", T["Báo cáo của đơn vị"]),
        "inspection" => ($"/inspections/{shownId}", T["Đợt kiểm tra đã xong"]),
        _ => null,
    };
}
