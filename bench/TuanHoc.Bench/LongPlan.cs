using TuanHoc.Documents;
using TuanHoc.Office;

namespace TuanHoc.Bench;

/// <summary>A plan far longer than any that is issued, as a Word file.</summary>
static class LongPlan
{
    // In the layout of the decree
    const double SectionsPerPage = 2.6;

    const string Task = "Chủ trì, phối hợp với các cơ quan, đơn vị liên quan tổ chức các hoạt động hưởng ứng Tuần lễ; gửi kế hoạch về Sở Giáo dục và Đào tạo trước ngày 25/9/2025 và báo cáo kết quả về Ủy ban nhân dân tỉnh (qua Sở Giáo dục và Đào tạo) chậm nhất ngày 15/10/2025";

    /// <summary>A .docx of about so many pages: letterhead, sections with tasks and days, signature, recipients.</summary>
    public static byte[] Docx(int pages)
    {
        using var file = new MemoryStream();
        DocxWriter.Write(Document((int)(pages * SectionsPerPage)), file);
        return file.ToArray();
    }

    static AdministrativeDocument Document(int sections) => new()
    {
        Letterhead = new Letterhead { IssuingBody = "Ủy ban nhân dân tỉnh Mẫu", Place = "Mẫu", Number = 12, Notation = "KH-UBND", Date = new DocumentDate(15, 9, 2025) },
        Type = "Kế hoạch",
        Subject = "Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025",
        Body =
        [
            new Section("Thời gian", [new Paragraph("Tuần lễ được tổ chức từ ngày 01/10/2025 đến ngày 07/10/2025")]),
            new Section("Tổ chức thực hiện", [.. Enumerable.Range(1, sections).Select(number => new Section($"Ủy ban nhân dân xã số {number}", [new Bullet(Task), new Bullet(Task), new Bullet(Task)]))]),
        ],
        Signature = new Signature(["TM. Ủy ban nhân dân"], "Chủ tịch", "Lê Văn An"),
        Recipients = ["Bộ Giáo dục và Đào tạo", "Lưu: VT"],
    };
}
