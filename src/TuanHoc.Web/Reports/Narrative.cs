namespace TuanHoc.Web.Reports;

/// <summary>A section of the narrative: its key in the report, its number and title as printed, and what to write there.</summary>
public sealed record NarrativeSection(string Key, string Chapter, string Number, string Title, string Hint);

/// <summary>The outline of Phụ lục I, the narrative part of every report.</summary>
public static class Narrative
{
    const string Results = "I. Kết quả tổ chức Tuần lễ", Assessment = "II. Đánh giá chung", Proposals = "III. Kiến nghị, đề xuất";

    public const int Longest = 20_000;

    public static readonly IReadOnlyList<NarrativeSection> Sections =
    [
        new("leadership", Results, "1", "Công tác chỉ đạo, điều hành", "Kế hoạch, văn bản đã ban hành; phân công, phối hợp, kiểm tra."),
        new("activities", Results, "2", "Nội dung các hoạt động", "Lễ khai mạc, các lớp học, hội thảo, cuộc thi, tuyên truyền … đã tổ chức."),
        new("results", Results, "3", "Kết quả đạt được", "Kết quả nổi bật, mô hình hay, cách làm mới."),
        new("strengths", Assessment, "1", "Ưu điểm", "Điều làm tốt và vì sao."),
        new("weaknesses", Assessment, "2", "Tồn tại, hạn chế", "Điều chưa làm được và nguyên nhân."),
        new("proposals.ministry", Proposals, "1", "Với Bộ Giáo dục và Đào tạo", "Bỏ trống nếu không có."),
        new("proposals.committee", Proposals, "2", "Với Ủy ban nhân dân và cơ quan quản lý cấp trên", "Bỏ trống nếu không có."),
    ];
}
