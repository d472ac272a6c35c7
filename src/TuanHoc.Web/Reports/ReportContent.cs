using TuanHoc.Statistics;
using TuanHoc.Text;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports;

/// <summary>The parts of a report that are filled: as stored, or as just typed.</summary>
public sealed record ReportContent(long?[]? Figures, IReadOnlyDictionary<string, string> Notes, IReadOnlyDictionary<string, string> Narrative, bool NothingOccurred)
{
    public static ReportContent Of(ReportSeen report) => new(report.Figures, report.Notes, report.Narrative, report.NothingOccurred);

    /// <summary>What is wrong or unusual in the figures, beside the rows it concerns.</summary>
    public IReadOnlyList<Finding> Findings(ReportSeen report) =>
        Filled(report) is { } filled && !NothingOccurred ? Checks.Find(filled, Notes) : [];

    /// <summary>The figures with what they are looked at beside; null where the report has no form.</summary>
    public FilledForm? Filled(ReportSeen report) => report.Form is { } form && Figures is { } figures ? new(form, report.Skipped, figures, report.Beside) : null;
}

/// <summary>What may follow what, and why not: a sentence, or null when it may.</summary>
public static class ReportRules
{
    /// <summary>What is said of a report without a form in which nothing stands.</summary>
    public const string Blank = "Báo cáo còn trống: viết ít nhất một mục, thêm ảnh, hoặc đánh dấu “không tổ chức hoạt động nào”.";

    /// <summary>The page that holds the statement "nothing occurred" and everything that is counted.</summary>
    public static string MainPart(ReportSeen report) => report.Form is null ? ReportInput.NarrativePart : ReportInput.FiguresPart;

    public static string? WhyNotSave(ReportSeen report) => WhyNotSave(report.State, report.ReceiverId is not null);

    public static string? WhyNotSave(string state, bool hasReceiver = true) => state switch
    {
        ReportStates.Submitted when !hasReceiver => T["Báo cáo đã chốt nên không sửa được nữa. Nếu cần sửa, nhờ lãnh đạo, điều phối của đơn vị mở lại."],
        ReportStates.Submitted => T["Báo cáo đã nộp nên không sửa được nữa. Nếu cần sửa, nhờ nơi nhận trả lại."],
        ReportStates.Accepted => T["Báo cáo đã được duyệt nên không sửa được nữa."],
        _ => null,
    };

    public static string? WhyNotSubmit(ReportSeen report, ReportContent content)
    {
        if (WhyNotSave(report) is { } closed) return closed;
        if (content.NothingOccurred)
            return content.Figures?.Any(figure => figure > 0) == true
                ? T["Đã đánh dấu “không tổ chức hoạt động nào” nhưng biểu vẫn có số. Bỏ dấu, hoặc xóa các số."] : null;
        if (content.Filled(report) is { } filled)
            return Checks.WhyNotSubmit(filled, content.Notes) is { } why ? Say(why) : null;
        return report.Pictures > 0 || Narrative.Sections.Any(section => content.Narrative.ContainsKey(section.Key))
            ? null : T[Blank];
    }

    /// <summary>A sentence of Core in the language of the page.</summary>
    public static string Say(Sentence sentence) => T[sentence.Text, sentence.Arguments];

    /// <summary>What is wrong or unusual, as it stands beneath its row.</summary>
    public static string Say(Finding finding) => finding.Severity == Severity.Error ? T["Lỗi: {0}", Say(finding.Sentence)] : T["Khác thường: {0}", Say(finding.Sentence)];

    /// <summary>What stands beside the button as long as a report cannot be submitted; empty when it can.</summary>
    public static string SayWhyNot(string? why) => why is null ? "" : T["Chưa nộp được: {0}", why];
}
