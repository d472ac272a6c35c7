using TuanHoc.Documents;

namespace TuanHoc.Office.Tests;

/// <summary>A ward's consolidated report, as long as a real one: an outline in three parts, an annex with 41 rows.</summary>
internal static class SampleReport
{
    public static readonly AdministrativeDocument Document = new()
    {
        Letterhead = new Letterhead
        {
            IssuingBody = "Ủy ban nhân dân phường Mẫu",
            Number = 7,
            Notation = "BC-UBND",
            Place = "Phường Mẫu",
            Date = new DocumentDate(5, 10, 2025),
        },
        Type = "Báo cáo",
        Subject = "Kết quả tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025 trên địa bàn phường Mẫu",
        Addressees = ["Ủy ban nhân dân tỉnh Mẫu"],
        Bases = ["Căn cứ Kế hoạch số 12/KH-UBND ngày 20 tháng 8 năm 2025 của Ủy ban nhân dân tỉnh Mẫu", "Xét đề nghị của Phòng Văn hóa – Xã hội"],
        Body =
        [
            new Paragraph("Ủy ban nhân dân phường Mẫu báo cáo kết quả tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025 như sau:"),
            new Section("Kết quả triển khai",
            [
                new Section("Công tác chỉ đạo, điều hành", [.. Enumerable.Range(1, 4).Select(n => new Bullet(
                    $"Văn bản chỉ đạo thứ {n}: phân công các trường học, trung tâm học tập cộng đồng, thư viện và các tổ chức đoàn thể phối hợp tổ chức các hoạt động trong Tuần lễ;"))]),
                new Section("Các hoạt động đã tổ chức",
                [
                    new Clause("Lễ khai mạc tổ chức sáng 01/10 tại Trung tâm Văn hóa phường với 450 lượt người tham gia."),
                    new Clause("Các lớp bồi dưỡng, tập huấn:", [new Bullet("Kỹ năng số cho người cao tuổi;", Level: 1), new Bullet("Bảo mật tài khoản.", Level: 2)]),
                    .. Enumerable.Range(3, 5).Select(n => new Clause(
                        $"Hoạt động thứ {n} thu hút {VietnameseNumber.Whole(1234 * n)} lượt người thuộc mọi lứa tuổi, được các đơn vị chuẩn bị chu đáo, đúng kế hoạch, bảo đảm an toàn và tiết kiệm, được nhân dân đồng tình ủng hộ.")),
                ]),
            ]),
            new Section("Đánh giá chung",
            [
                new Section("Ưu điểm", [new Paragraph("Số người tham gia tăng 18,5 % so với năm trước. ẤẦẨẪẬ ẮẰẲẴẶ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ ỲỶỸỴ Đ ấầẩẫậ ắằẳẵặ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ỳỷỹỵ đ.")]),
                new Section("Tồn tại, hạn chế", [new Paragraph("Một số đơn vị gửi báo cáo chậm so với thời hạn.")]),
            ]),
            new Section("Kiến nghị, đề xuất", [new Paragraph("Đề nghị Ủy ban nhân dân tỉnh tiếp tục hỗ trợ học liệu số cho các trung tâm học tập cộng đồng.")]),
            new Paragraph("Trên đây là báo cáo kết quả tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025 của Ủy ban nhân dân phường Mẫu."),
        ],
        Signature = new Signature(["TM. Ủy ban nhân dân", "KT. Chủ tịch"], "Phó Chủ tịch", "Nguyễn Văn Mẫu"),
        Recipients = ["UBND tỉnh (để báo cáo)", "Sở Giáo dục và Đào tạo", "TT. Đảng ủy, HĐND phường", "Các trường học trên địa bàn", "Lưu: VT, VHXH"],
        Annexes = [new Annex("Phụ lục II", "Số liệu kết quả tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025", [new TableBlock(Statistics())]) { Landscape = true }],
    };

    /// <summary>An official letter of an office under a committee, not yet numbered or dated, to several addressees.</summary>
    public static readonly AdministrativeDocument Letter = new()
    {
        Letterhead = new Letterhead
        {
            ParentBody = "Ủy ban nhân dân tỉnh Mẫu",
            IssuingBody = "Sở Giáo dục và Đào tạo",
            Notation = "SGDĐT-GDTX",
            Place = "Mẫu",
            Date = new DocumentDate(Day: null, Month: 9, 2025),
        },
        Subject = "hướng dẫn báo cáo Tuần lễ hưởng ứng học tập suốt đời",
        Addressees = ["Ủy ban nhân dân các xã, phường", "Các trường trung học phổ thông"],
        Body = [new Paragraph("Sở Giáo dục và Đào tạo đề nghị các đơn vị:"), new Clause("Gửi báo cáo trước ngày 10/10/2025."), new Clause("Gửi kèm hình ảnh")],
        Signature = new Signature([], "Giám đốc", ""),
        Recipients = ["Như trên", "Lưu: VT, GDTX"],
    };

    private static DocumentTable Statistics() => new(
        [new(1, Alignment.Center), new(9), new(2.4, Alignment.Center), new(2.2, Alignment.Right), new(2.2, Alignment.Right), new(3)],
        [
            new([Tall("TT"), Tall("Nội dung các hoạt động"), Tall("Đơn vị"), new("Số lượng") { ColumnSpan = 2 }, Tall("Ghi chú")]),
            DocumentRow.Of("Số lớp/số cuộc", "Người"),
        ],
        [.. Enumerable.Range(1, 41).Select(Row)]);

    private static DocumentCell Tall(string text) => new(text) { RowSpan = 2 };

    private static DocumentRow Row(int n)
    {
        var heading = n % 6 == 1;
        var group = (n - 1) / 6 + 1;
        string[] texts =
        [
            heading ? $"{group}" : $"{group}.{(n - 1) % 6}",
            heading ? "Nhóm hoạt động do các trường học và trung tâm tổ chức" : "Lớp bồi dưỡng, tập huấn cho học sinh, giáo viên và người dân trên địa bàn trong suốt thời gian của Tuần lễ",
            heading ? "Lớp" : "Lớp/người",
            VietnameseNumber.Whole(n * 3),
            heading ? "" : VietnameseNumber.Whole(n * 1111),
            n == 5 ? "Không phát sinh" : "",
        ];
        return new DocumentRow([.. texts.Select(text => new DocumentCell(text) { Bold = heading })]);
    }
}
