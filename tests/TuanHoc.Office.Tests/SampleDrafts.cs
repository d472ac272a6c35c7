using TuanHoc.Plans;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Office.Tests;

/// <summary>A ward's plan begun from the blank, and a department's letter and guidance.</summary>
internal static class SampleDrafts
{
    private static readonly DraftIssuer Ward = new("Ủy ban nhân dân phường Mẫu", null, "KH-UBND", "Phường Mẫu",
        new(["TM. Ủy ban nhân dân", "KT. Chủ tịch"], "Phó Chủ tịch", "Nguyễn Văn Mẫu"), "Phòng Văn hóa – Xã hội", "Các trường học, trung tâm học tập cộng đồng");

    public static readonly PlanDraft Plan = PlanStart.Blank(Ward, 2026, new(new(2026, 10, 1), new(2026, 10, 7)), "Học để phát triển bản thân, làm chủ tri thức và công nghệ") with
    {
        Number = 7,
        IssuedOn = new(2026, 9, 8),
        Bases = [new("Kế hoạch", "3649/KH-UBND", new(2026, 8, 20), "Ủy ban nhân dân tỉnh Mẫu", "Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2026")],
        Ceremonies = [new(new(2026, 10, 1), null, null, new(7, 30), "Trường Tiểu học Hoa Sen", Online: false)],
        Assignments =
        [
            new("Phòng Văn hóa – Xã hội", IsAsked: false, [new("Tham mưu tổ chức lễ khai mạc", TaskOutput.Ceremony, new(2026, 10, 1), DeadlineBound.By, null, "Trường Tiểu học Hoa Sen"), new("Đôn đốc các đơn vị thực hiện Kế hoạch", null, null, DeadlineBound.By, null, null)]),
            new("Các trường học, trung tâm học tập cộng đồng", IsAsked: false, [new("Xây dựng kế hoạch của đơn vị", TaskOutput.Plan, new(2026, 9, 18), DeadlineBound.Before, "Phòng Văn hóa – Xã hội", null)]),
            new("Ủy ban Mặt trận Tổ quốc Việt Nam phường", IsAsked: true, [new("Vận động đoàn viên, hội viên tham gia các hoạt động của Tuần lễ", null, null, DeadlineBound.By, null, null)]),
        ],
        Deadlines = [new(Deliverable.Report, new(2026, 10, 12), new(16, 30), DeadlineBound.Before, "Các trường học, trung tâm học tập cộng đồng", "Ủy ban nhân dân phường", "Phòng Văn hóa – Xã hội", "vhxh@phuongmau.gov.vn")],
        FormKey = "2024",
    };

    public static readonly PlanDraft Letter = new()
    {
        Type = DocumentType.Letter,
        ParentBody = "Ủy ban nhân dân tỉnh Mẫu",
        Issuer = "Sở Giáo dục và Đào tạo",
        Notation = "SGDĐT-GDTX",
        Number = 1205,
        Place = "Mẫu",
        IssuedOn = new(2026, 8, 25),
        Year = 2026,
        Title = "Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2026",
        Addressees = ["Ủy ban nhân dân các xã, phường", "Các trường trung học phổ thông", "Các trung tâm giáo dục thường xuyên"],
        Theme = "Mỗi ngày một trang sách",
        Week = new(new(2026, 10, 1), new(2026, 10, 7)),
        Sections =
        [
            new("", SectionKind.Words, "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh, Sở Giáo dục và Đào tạo đề nghị các đơn vị:"),
            new("", SectionKind.Time, "# Tổ chức các hoạt động đúng chủ đề, thời gian:"),
            new("", SectionKind.Reporting, "# Báo cáo đúng hạn, đủ số liệu:"),
        ],
        Deadlines = [new(Deliverable.Report, new(2026, 10, 15), null, DeadlineBound.By, "Các đơn vị", "Sở Giáo dục và Đào tạo", null, null)],
        Recipients = ["Như trên", "Lưu: VT, GDTX"],
        Signature = new(["KT. Giám đốc"], "Phó Giám đốc", "Trần Thị Hoa"),
    };

    public static readonly PlanDraft Guidance = Letter with
    {
        Type = DocumentType.Guidance,
        Notation = "HD-SGDĐT",
        Number = 9,
        Addressees = [],
        Sections = [],
    };
}
