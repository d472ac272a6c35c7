using TuanHoc.Plans;
using static TuanHoc.Core.Tests.Plans.Written;

namespace TuanHoc.Core.Tests.Plans;

public sealed class LayoutTests
{
    [Fact]
    public void Numbers_make_paths_and_repeated_ones_are_counted()
    {
        var plan = Read("I. MỤC ĐÍCH\n\n1. Nâng cao nhận thức của người dân.\n\nV. NỘI DUNG\n\n1. Tuyên truyền\n\n1.1. Trên báo chí\n\na) Viết bài.\n\nV. KINH PHÍ\n\n1. Ngân sách nhà nước.");
        Assert.Equal(["I", "I.1", "V", "V.1", "V.1.1", "V.1.1.a", "V#2", "V#2.1"], plan.Outline.Select(entry => entry.Path));
        Assert.Equal("Nâng cao nhận thức của người dân.", plan.Outline[1].StartsWith);
        Assert.Equal("Tuyên truyền", plan.Outline[3].Title);
    }

    [Theory]
    [InlineData("1. Sở Nội vụ: Khen thưởng.", "Sở Nội vụ")]
    [InlineData("1. Các trường học tổ chức lễ phát động và các hoạt động: đọc sách, kể chuyện.", null)]
    [InlineData("1. Tọa đàm “Tự học: lợi ích và giới hạn” dành cho giáo viên.", null)]
    public void What_stands_before_a_colon_is_a_title_when_it_only_names(string paragraph, string? title) =>
        Assert.Equal(title, Read($"I. NỘI DUNG\n\n{paragraph}").Outline[1].Title);

    [Theory]
    [InlineData("1. Nội dung\n1.1. Tuyên truyền\na) Viết bài.", "1 1.1 1.1.a")]
    [InlineData("1. Nội dung\n1.1 Tuyên truyền\na. Viết bài.", "1 1.1 1.1.a")]
    [InlineData("I - NỘI DUNG\n1/ Tuyên truyền\na) Viết bài.", "I I.1 I.1.a")]
    [InlineData("I. NỘI DUNG\nI.1. Tuyên truyền\n1) Viết bài.", "I I.1 I.1.1")]
    public void Other_ways_of_numbering_are_understood(string body, string paths) => Assert.Equal(paths.Split(' '), Read(body).Outline.Select(entry => entry.Path));

    [Fact]
    public void Lines_broken_by_page_or_margin_are_joined()
    {
        var plan = Read("III. NỘI DUNG\n\n- Tổ chức các lớp kỹ năng cho người dân ở thôn và\n\n2\n\nHội trường xã; phát động\nphong trào đọc.\n\n- Trưng bày sách.");
        Assert.Equal(["Tổ chức các lớp kỹ năng cho người dân ở thôn và Hội trường xã; phát động phong trào đọc.", "Trưng bày sách."], plan.Activities.Select(activity => activity.Text));
    }

    [Theory]
    [InlineData("- Thi kể chuyện theo sách.", ActivityCategory.Contest)]
    [InlineData("- Quyên góp sách cho thư viện thôn.", ActivityCategory.BookDonation)]
    [InlineData("- Tham quan bảo tàng tỉnh.", ActivityCategory.Excursion)]
    [InlineData("- Treo băng rôn, khẩu hiệu.", ActivityCategory.Communication)]
    [InlineData("- Mở lớp xóa mù chữ.", ActivityCategory.Class)]
    [InlineData("- Hướng dẫn kỹ năng số cho người cao tuổi.", ActivityCategory.DigitalSkills)]
    [InlineData("- Tọa đàm về tự học.", ActivityCategory.Seminar)]
    [InlineData("- Giải bóng đá và văn nghệ quần chúng.", ActivityCategory.Other)]
    public void Activities_have_a_kind(string activity, ActivityCategory category) =>
        Assert.Equal(category, Assert.Single(Read($"III. CÁC HOẠT ĐỘNG\n\n{activity}").Activities).Category);

    [Fact]
    public void Purposes_money_and_charges_are_no_activities() =>
        Assert.Empty(Read("I. MỤC ĐÍCH\n\n- Nâng cao nhận thức.\n\nII. KINH PHÍ\n\n- Từ ngân sách.\n\nIII. TỔ CHỨC THỰC HIỆN\n\n1. Thư viện xã\n\n- Mở cửa.").Activities);

    [Theory]
    [InlineData("Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n(Đã ký)\n\nLê Thị Hoa Mai")]
    [InlineData("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Thị Hoa Mai\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.")]
    [InlineData("Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\tKT. CHỦ TỊCH\n- Lưu: VT.\tPHÓ CHỦ TỊCH\n\tLê Thị Hoa Mai")]
    [InlineData("Nơi nhận:          TM. ỦY BAN NHÂN DÂN\n- Như trên;             KT. CHỦ TỊCH\n                      PHÓ CHỦ TỊCH\n- Lưu: VT.\n                     Lê Thị Hoa Mai")]
    [InlineData("Nơi nhận:\nTM. ỦY BAN NHÂN DÂN\n- Như trên;\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n- Lưu: VT.\nLê Thị Hoa Mai")]
    [InlineData("Nơi nhận: - Như trên; - Lưu: VT. TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Thị Hoa Mai")]
    public void Recipients_and_signature_are_told_apart_in_any_order(string tail)
    {
        var plan = Read("I. NỘI DUNG\n\n- Thi đọc.\n\nTrên đây là Kế hoạch./.", tail: tail);
        Assert.Equal(["Như trên", "Lưu: VT"], plan.Recipients.Select(recipient => recipient.Value));
        Assert.Equal(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], plan.Signature!.Authority);
        Assert.Equal(("PHÓ CHỦ TỊCH", "Lê Thị Hoa Mai"), (plan.Signature.Position, plan.Signature.Name));
    }

    private const string Tail = "Nơi nhận:\n- Lưu: VT.\n\nHIỆU TRƯỞNG\n\nLê Thị Hoa\n\n";

    [Theory]
    [InlineData("PHỤ LỤC I: KHẨU HIỆU TUYÊN TRUYỀN\n1. Học mãi.\n2. Đọc nữa.")]
    [InlineData("KHẨU HIỆU\nTUYÊN TRUYỀN TUẦN LỄ\n(Kèm theo Kế hoạch số 1/KH-TH)\n- Học mãi.\n- Đọc nữa.")]
    [InlineData("Phụ lục\nMỘT SỐ KHẨU HIỆU\n\n“Học mãi.”\nĐọc nữa.")]
    public void Slogans_come_without_their_marks(string annex)
    {
        var plan = Read("I. NỘI DUNG\n\n- Thi đọc.", tail: Tail + annex);
        Assert.Equal(["Học mãi.", "Đọc nữa."], plan.Slogans.Select(slogan => slogan.Value));
        Assert.Equal(AnnexKind.Slogans, Assert.Single(plan.Annexes).Kind);
    }

    [Fact]
    public void An_annexed_report_keeps_its_own_letterhead_recipients_and_signature()
    {
        var plan = Read("I. NỘI DUNG\n\n- Thi đọc.", tail: Tail + "Phụ lục II\nĐỀ CƯƠNG BÁO CÁO\n\nTÊN ĐƠN VỊ\nSố: 9/KH-XX\n\nI. KẾT QUẢ\n\n1. Ưu điểm\n\nNơi nhận:\n- UBND xã;\n\nGIÁM ĐỐC\n\nTrần Văn Nam");
        Assert.Equal(["Lưu: VT"], plan.Recipients.Select(recipient => recipient.Value));
        Assert.Equal("Lê Thị Hoa", plan.Signature?.Name);
        Assert.Null(plan.Header.Number);
        Assert.Equal(["I"], plan.Outline.Select(entry => entry.Path));
        Assert.Equal(AnnexKind.ReportOutline, Assert.Single(plan.Annexes).Kind);
    }

    [Theory]
    [InlineData("STT\tNội dung\tĐơn vị\tGhi chú\n1\tCác lớp tập huấn\tlớp\n\tHọc nghề cho lao động\tLớp/người\n2\tKhen thưởng\n2.1\tTập thể\tĐơn vị\n3\tKinh phí\tđồng\n4\tCác nội dung khác (nếu có)")]
    [InlineData("| STT | Nội dung | Đơn vị | Ghi chú |\n|---|---|---|---|\n| 1 | Các lớp tập huấn | lớp | |\n| | Học nghề cho lao động | Lớp/người | |\n| 2 | Khen thưởng | | |\n| 2.1 | Tập thể | Đơn vị | |\n| 3 | Kinh phí | đồng | |\n| 4 | Các nội dung khác (nếu có) | | |")]
    [InlineData("STT Nội dung Đơn vị Ghi chú\n1 Các lớp tập huấn lớp\nHọc nghề cho lao động Lớp/người\n2 Khen thưởng\n2.1 Tập thể Đơn vị\n3 Kinh phí đồng\n4 Các nội dung khác (nếu có)")]
    [InlineData("STT\nNội dung\nĐơn vị\nGhi chú\n1\nCác lớp tập huấn\nlớp\nHọc nghề cho lao động\nLớp/người\n2\nKhen thưởng\n2.1\nTập thể\nĐơn vị\n3\nKinh phí\nđồng\n4\nCác nội dung khác (nếu có)")]
    public void The_form_is_read_from_cells_lines_or_single_cells(string table)
    {
        var rows = Read("I. NỘI DUNG\n\n- Thi đọc.", tail: Tail + "PHỤ LỤC\nBIỂU TỔNG HỢP SỐ LIỆU\n" + table).StatisticsRows;
        Assert.Equal([("1", "Các lớp tập huấn"), (null, "Học nghề cho lao động"), ("2", "Khen thưởng"), ("2.1", "Tập thể"), ("3", "Kinh phí"), ("4", "Các nội dung khác (nếu có)")],
            rows.Select(row => (row.Code, row.Label)));
        Measure[][] measures = [[Measure.Sessions], [Measure.Sessions, Measure.People], [], [Measure.Amount], [Measure.Amount], [Measure.Text]];
        Assert.Equal(measures, rows.Select(row => row.Measures));
    }
}
