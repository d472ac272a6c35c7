using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Tasks;

/// <summary>Who may say that a task is done, and answer it; null where nothing stands against it, else the sentence that says what does.</summary>
static class AccountRules
{
    /// <summary>Who speaks for the own unit.</summary>
    public static readonly string[] Saying = [Roles.Coordinator, Roles.Leader, Roles.Reporter];

    /// <summary>What such a task leaves to hold is itself on paper, minutes or the document, so that no address stands for it; of any other an address will do.</summary>
    public static bool WantsFile(string? output) => output is "meeting" or "document";

    public static string? WhyNotSay(UnitTaskFound task, Account? last) =>
        task.State is null ? T["Việc này không còn trong một kế hoạch có hiệu lực, nên không báo nữa."]
        : task.IsSeen ? TaskWords.Shown(task.Output, task.ByAccount)
        : task.State == TaskState.Done ? T["Việc này đã xong, không cần báo nữa."]
        : last is { Waits: true } ? T["Đã báo rồi, đang chờ nơi giao việc xác nhận hoặc trả lại."]
        : null;

    public static string? WhyNotAnswer(Account account, long person) =>
        account.Verdict is not null ? T["{0} đã trả lời lúc {1}.", account.VerdictByName, account.VerdictAt]
        : account.By == person ? T["Bạn là người báo, nên không tự xác nhận được, kể cả với vai trò khác: nhờ một người khác của nơi giao việc."]
        : null;
}
