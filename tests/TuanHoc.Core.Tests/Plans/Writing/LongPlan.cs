using TuanHoc.Plans;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Core.Tests.Plans.Writing;

/// <summary>A province's plan of about fifteen pages, with every kind of part, fact and annex.</summary>
public static class LongPlan
{
    public static PlanDraft Draft { get; } = new()
    {
        Issuer = "Ủy ban nhân dân tỉnh Mẫu",
        Notation = "KH-UBND",
        Number = 3649,
        Place = "Mẫu",
        IssuedOn = new(2026, 9, 5),
        Year = 2026,
        Title = "Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2026 trên địa bàn tỉnh Mẫu",
        Theme = "Học để phát triển bản thân, làm chủ tri thức và công nghệ",
        Week = new(new(2026, 10, 1), new(2026, 10, 7)),
        Frame = new("Tháng khuyến học", new(2026, 9, 5), new(2026, 10, 7)),
        Bases =
        [
            new("Quyết định", "1373/QĐ-TTg", new(2021, 7, 30), "Thủ tướng Chính phủ", "phê duyệt Đề án Xây dựng xã hội học tập giai đoạn 2021 - 2030"),
            new("Công văn", "4321/BGDĐT-GDNNGDTX", new(2026, 8, 12), "Bộ Giáo dục và Đào tạo", "hướng dẫn tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2026"),
            new("Kế hoạch", "110/KH-UBND", new(2026, 2, 5), "Ủy ban nhân dân tỉnh Mẫu", "Xây dựng xã hội học tập năm 2026"),
        ],
        StandingPlans = [new(new("Kế hoạch", "56/KH-UBND", new(2025, 3, 14), "Ủy ban nhân dân tỉnh Mẫu", "Phát triển văn hóa đọc đến năm 2030"), "Mỗi thư viện xã, phường mở ít nhất một ngày hội đọc sách trong Tuần lễ")],
        Ceremonies = [new(new(2026, 10, 1), null, null, new(7, 30), "Trung tâm Hội nghị tỉnh", Online: true), new(null, new(2026, 9, 28), new(2026, 10, 2), null, null, Online: false)],
        Sections =
        [
            new("Mục đích, yêu cầu", SectionKind.Words, "# Mục đích\n" + Lines("Nâng cao nhận thức của các cấp, các ngành và mọi tầng lớp nhân dân về vai trò của việc học thường xuyên, học suốt đời đối với sự phát triển của mỗi người và của cộng đồng.", 4)
                + "# Yêu cầu\n" + Lines("Các hoạt động phải thiết thực, đúng chủ đề, phù hợp điều kiện của từng địa phương, đơn vị; lồng ghép với các phong trào đang thực hiện, bảo đảm an toàn và tiết kiệm.", 4)),
            new("Chủ đề, thời gian", SectionKind.Time, ""),
            new("Nội dung hoạt động", SectionKind.Words, string.Concat(Enumerable.Range(1, 7).Select(n => $"# Nội dung thứ {n}: mở rộng cơ hội học tập cho người dân\n## Tại các cơ sở giáo dục\n"
                + Lines("Mở các lớp bồi dưỡng kỹ năng số, kỹ năng nghề và kỹ năng sống cho người lao động, phụ nữ, thanh niên, người cao tuổi và đồng bào ở các thôn, bản xa trung tâm.", 4)
                + "+ Mỗi lớp có ít nhất 20 người tham gia.\n## Tại thư viện và nhà văn hóa\n" + Lines("Tổ chức ngày hội đọc sách, trưng bày và giới thiệu sách mới, mở cửa phục vụ bạn đọc cả ngày nghỉ, đưa thư viện lưu động đến các xã vùng cao.", 3)))
                + "Chỉ tiêu chung của tỉnh như sau:\n| TT | Nội dung | Đơn vị tính | Chỉ tiêu |\n| 1 | Lớp bồi dưỡng, tập huấn | Lớp | 450 |\n| 2 | Ngày hội đọc sách tại thư viện xã, phường | Cuộc | 96 |\n| 3 | Người tham gia các khóa học trực tuyến | Lượt người | 25.000 |"),
            new("Lễ khai mạc", SectionKind.Ceremony, "Lễ khai mạc được tổ chức trang trọng, tiết kiệm, có nội dung tuyên dương người học tiêu biểu."),
            new("Kinh phí", SectionKind.Words, "Kinh phí bố trí trong dự toán chi thường xuyên của các cơ quan, đơn vị và huy động từ các nguồn hợp pháp khác."),
            new("Tổ chức thực hiện", SectionKind.Assignments, ""),
            new("Chế độ báo cáo", SectionKind.Reporting, "Báo cáo gồm phần lời theo đề cương và biểu số liệu kèm theo Kế hoạch này."),
        ],
        Assignments =
        [
            .. new[] { "Sở Giáo dục và Đào tạo", "Sở Văn hóa, Thể thao và Du lịch", "Sở Tài chính", "Sở Nội vụ", "Sở Khoa học và Công nghệ", "Thư viện tỉnh", "Các sở, ban, ngành tỉnh", "Ủy ban nhân dân các xã, phường" }.Select(Charged),
            .. new[] { "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Hội Khuyến học tỉnh" }.Select(body => Charged(body) with { IsAsked = true }),
        ],
        Deadlines =
        [
            new(Deliverable.Plan, new(2026, 9, 20), null, DeadlineBound.Before, "Ủy ban nhân dân các xã, phường", "Ủy ban nhân dân tỉnh", "Sở Giáo dục và Đào tạo", null),
            new(Deliverable.CeremonySchedule, new(2026, 9, 25), null, DeadlineBound.By, "Ủy ban nhân dân các xã, phường", "Sở Giáo dục và Đào tạo", null, "gdtx@mau.gov.vn"),
            new(Deliverable.Report, new(2026, 10, 20), new(16, 30), DeadlineBound.Before, "Các sở, ban, ngành và Ủy ban nhân dân các xã, phường", "Ủy ban nhân dân tỉnh", "Sở Giáo dục và Đào tạo", "gdtx@mau.gov.vn"),
            new(Deliverable.DebriefMeeting, new(2026, 10, 28), null, DeadlineBound.On, "Sở Giáo dục và Đào tạo", null, null, null),
        ],
        Recipients = ["Bộ Giáo dục và Đào tạo (để báo cáo)", "TT. Tỉnh ủy, TT. HĐND tỉnh", "Chủ tịch, các Phó Chủ tịch UBND tỉnh", "Các sở, ban, ngành, đoàn thể tỉnh", "UBND các xã, phường", "Lưu: VT, VX"],
        Signature = new(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], "PHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu"),
        Annexes =
        [
            new(AnnexKind.Slogans, "Khẩu hiệu tuyên truyền", "Học tập suốt đời, chìa khóa mở cánh cửa tương lai!\nMỗi gia đình một tủ sách, mỗi ngày một trang đọc\nNgười người học tập, nhà nhà học tập, cả nước trở thành một xã hội học tập"),
            new(AnnexKind.PropagandaOutline, "Đề cương tuyên truyền", "# Ý nghĩa của Tuần lễ\n" + Lines("Tuần lễ là dịp để mỗi người nhìn lại việc học của mình, để cộng đồng chung tay mở thêm cơ hội học tập cho những người còn ít điều kiện.", 4)
                + "# Nội dung tuyên truyền\n" + Lines("Gương người tốt, việc tốt trong học tập; các mô hình học tập ở gia đình, dòng họ, cộng đồng và đơn vị.", 4)),
            new(AnnexKind.ReportOutline, "Đề cương báo cáo kết quả", "# Công tác chỉ đạo, triển khai\n- Văn bản đã ban hành, lễ khai mạc đã tổ chức.\n# Kết quả các hoạt động\n## Các lớp học\nSố lớp, số lượt người theo từng đối tượng.\n## Hoạt động thư viện\nSố cuộc, số lượt người.\n# Đánh giá chung\n- Ưu điểm, hạn chế và nguyên nhân.\n# Kiến nghị, đề xuất"),
            new(AnnexKind.StatisticsTable, "Biểu tổng hợp số liệu kết quả", ""),
        ],
        FormKey = "2024",
    };

    private static DraftAssignment Charged(string agency) => new(agency, IsAsked: false,
    [
        new("Xây dựng kế hoạch và tổ chức các hoạt động của Tuần lễ phù hợp với chức năng, nhiệm vụ được giao", TaskOutput.Plan, new(2026, 9, 20), DeadlineBound.Before, "Sở Giáo dục và Đào tạo", null),
        new("Tuyên truyền sâu rộng trên các phương tiện thông tin đại chúng, cổng thông tin điện tử và mạng xã hội", TaskOutput.News, new(2026, 10, 7), DeadlineBound.By, null, "các cơ quan báo chí trên địa bàn"),
        new("Bố trí nhân lực, kinh phí và điều kiện cần thiết để thực hiện có hiệu quả các nội dung của Kế hoạch", null, null, DeadlineBound.By, null, null),
    ]);

    private static string Lines(string line, int count) => string.Concat(Enumerable.Repeat($"- {line}\n", count));
}
