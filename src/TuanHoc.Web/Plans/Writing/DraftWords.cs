using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>The words of what is chosen in a draft.</summary>
public static class DraftWords
{
    public static string Of(DocumentType type) => type switch
    {
        DocumentType.Letter => T["Công văn"],
        DocumentType.Guidance => T["Hướng dẫn"],
        _ => T["Kế hoạch"],
    };

    public static string Of(SectionKind kind) => kind switch
    {
        SectionKind.Time => T["Thời gian, chủ đề"],
        SectionKind.Ceremony => T["Lễ khai mạc"],
        SectionKind.Assignments => T["Phân công"],
        SectionKind.Reporting => T["Hạn gửi, báo cáo"],
        _ => T["Không thêm gì"],
    };

    public static string Of(TaskOutput output) => output switch
    {
        TaskOutput.Plan => T["Kế hoạch"],
        TaskOutput.Schedule => T["Lịch khai mạc"],
        TaskOutput.Ceremony => T["Lễ khai mạc"],
        TaskOutput.Report => T["Báo cáo"],
        TaskOutput.Activity => T["Hoạt động"],
        TaskOutput.News => T["Tin, bài"],
        TaskOutput.Money => T["Kinh phí"],
        TaskOutput.Inspection => T["Kiểm tra"],
        TaskOutput.Meeting => T["Cuộc họp, có biên bản"],
        _ => T["Văn bản"],
    };

    public static IReadOnlyList<Choice> Bounds => [new("", T["chậm nhất ngày"]), new($"{DeadlineBound.Before}", T["trước ngày"]), new($"{DeadlineBound.On}", T["vào ngày"])];

    public static string Value(DeadlineBound bound) => bound == DeadlineBound.By ? "" : $"{bound}";

    /// <summary>The type as it stands in the table and in addresses.</summary>
    public static string Stored(DocumentType type) => type switch { DocumentType.Letter => "CV", DocumentType.Guidance => "HD", _ => "KH" };

    public static DocumentType? TypeOf(string? stored) => stored switch { "CV" => DocumentType.Letter, "HD" => DocumentType.Guidance, "KH" or null or "" => DocumentType.Plan, _ => null };
}
