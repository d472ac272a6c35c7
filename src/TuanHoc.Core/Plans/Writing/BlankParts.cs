namespace TuanHoc.Plans.Writing;

/// <summary>The usual parts of a plan for the Week, in words to go on from.</summary>
internal static class BlankParts
{
    public static IReadOnlyList<DraftSection> Sections { get; } =
    [
        new("Mục đích, yêu cầu", SectionKind.Words, """
            # Mục đích
            - Nâng cao nhận thức của các cấp, các ngành và người dân về ý nghĩa của học tập suốt đời, xây dựng xã hội học tập.
            - Tạo cơ hội để mọi người được học thường xuyên, học bằng nhiều cách, ở mọi nơi.
            # Yêu cầu
            - Hoạt động thiết thực, đúng chủ đề, phù hợp điều kiện của địa phương, tiết kiệm.
            - Phát huy vai trò của nhà trường, thư viện, trung tâm học tập cộng đồng và các tổ chức đoàn thể.
            """),
        new("Chủ đề, thời gian", SectionKind.Time, ""),
        new("Nội dung hoạt động", SectionKind.Words, """
            # Tuyên truyền
            - Đăng tin, bài về Tuần lễ trên cổng thông tin điện tử, hệ thống truyền thanh và mạng xã hội của cơ quan, đơn vị.
            - Treo băng rôn, khẩu hiệu tại trụ sở, trường học và nơi công cộng.
            # Tổ chức các hoạt động học tập
            - Mở các lớp bồi dưỡng, tập huấn kỹ năng số, kỹ năng nghề và kỹ năng sống cho người dân.
            - Tổ chức ngày hội đọc sách, trưng bày, giới thiệu sách tại thư viện và trường học.
            - Giới thiệu các khóa học trực tuyến và nguồn học liệu mở.
            # Huy động nguồn lực
            - Vận động tặng sách, thiết bị học tập cho thư viện và trung tâm học tập cộng đồng.
            """),
        new("Lễ khai mạc", SectionKind.Ceremony, ""),
        new("Kinh phí", SectionKind.Words, "Kinh phí bố trí trong dự toán chi thường xuyên của các cơ quan, đơn vị và huy động từ các nguồn hợp pháp khác."),
        new("Tổ chức thực hiện", SectionKind.Assignments, ""),
        new("Chế độ báo cáo", SectionKind.Reporting, ""),
    ];

    /// <summary>The standing agency first, then those who work under the plan.</summary>
    public static IReadOnlyList<DraftAssignment> Assignments(DraftIssuer issuer)
    {
        var standing = new DraftAssignment(issuer.StandingAgency ?? issuer.Name, IsAsked: false,
            [Order("Theo dõi, đôn đốc và tổng hợp kết quả thực hiện Kế hoạch")]);
        return issuer.Below is not { } below ? [standing] :
        [
            standing,
            new(below, IsAsked: false, [Order("Xây dựng kế hoạch và tổ chức các hoạt động của Tuần lễ tại đơn vị", TaskOutput.Plan), Order("Báo cáo kết quả thực hiện theo đề cương và biểu số liệu kèm theo", TaskOutput.Report)]),
        ];
    }

    public static IReadOnlyList<DraftAnnex> Annexes { get; } =
    [
        new(AnnexKind.Slogans, "Khẩu hiệu tuyên truyền", """
            Học tập suốt đời để sống tốt hơn mỗi ngày
            Mỗi gia đình một góc học tập, mỗi ngày một điều mới
            Người người học tập, nhà nhà học tập
            """),
        new(AnnexKind.PropagandaOutline, "Đề cương tuyên truyền", """
            # Ý nghĩa của học tập suốt đời
            - Học tập suốt đời giúp mỗi người làm tốt việc của mình, sống khỏe, sống có ích; cả cộng đồng cùng học thì địa phương cùng phát triển.
            # Chủ đề của Tuần lễ
            - Nội dung của chủ đề và việc mỗi gia đình, dòng họ, cộng đồng, đơn vị có thể làm theo chủ đề.
            # Hoạt động tại địa phương
            - Lễ khai mạc, các lớp học, ngày hội đọc sách và những nơi người dân có thể đến học trong Tuần lễ.
            # Mô hình học tập
            - Gia đình học tập, dòng họ học tập, cộng đồng học tập, đơn vị học tập, công dân học tập.
            """),
        new(AnnexKind.ReportOutline, "Đề cương báo cáo kết quả", """
            # Công tác chỉ đạo, triển khai
            - Văn bản đã ban hành, lễ khai mạc đã tổ chức.
            # Kết quả các hoạt động
            - Kết quả theo từng nội dung của Kế hoạch, kèm số liệu và hình ảnh.
            # Đánh giá chung
            - Ưu điểm, hạn chế và nguyên nhân.
            # Kiến nghị, đề xuất
            """),
        new(AnnexKind.StatisticsTable, "Biểu tổng hợp số liệu kết quả", ""),
    ];

    private static DraftTask Order(string text, TaskOutput? output = null) => new(text, output, Due: null, DeadlineBound.By, To: null, Partners: null);
}
