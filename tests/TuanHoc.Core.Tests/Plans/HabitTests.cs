using TuanHoc.Plans;
using static TuanHoc.Core.Tests.Plans.Written;

namespace TuanHoc.Core.Tests.Plans;

/// <summary>Habits of issuing offices, each in the fewest lines that show it.</summary>
public sealed class HabitTests
{
    [Theory]
    [InlineData("A. MỤC ĐÍCH\nI. Yêu cầu\n1. Thiết thực, an toàn.\nB. NỘI DUNG\nI. Lễ khai mạc", "A A.I A.I.1 B B.I")]
    [InlineData("I- MỤC ĐÍCH\n1- Yêu cầu\na- Thiết thực.\nII- NỘI DUNG", "I I.1 I.1.a II")]
    [InlineData("I – MỤC ĐÍCH\n1 – Yêu cầu\na/ Thiết thực.", "I I.1 I.1.a")]
    [InlineData("Phần I\nMỤC ĐÍCH\n1. Thiết thực, an toàn.\nPhần II\nNỘI DUNG", "I I.1 II")]
    [InlineData("1/ Mục đích\n- Thiết thực.\n2/ Nội dung\na) Mở lớp.", "1 2 2.a")]
    public void Headings_are_numbered_in_many_ways(string body, string paths) => Assert.Equal(paths.Split(' '), Read(body).Outline.Select(entry => entry.Path));

    [Fact]
    public void Headings_without_numbers_are_told_by_their_capitals()
    {
        var plan = Read("MỤC ĐÍCH, YÊU CẦU\n- Nâng cao nhận thức.\nNỘI DUNG\n- Thi kể chuyện.\nTỔ CHỨC THỰC HIỆN\n- Các trường học: hưởng ứng.\nTrên đây là Kế hoạch./.");
        Assert.Empty(plan.Outline);
        Assert.Equal("Thi kể chuyện.", Assert.Single(plan.Activities).Text);
        Assert.Equal("Các trường học", Assert.Single(plan.Assignments).Agency);
    }

    [Fact]
    public void A_numbered_sentence_that_leads_a_list_is_no_heading()
    {
        var plan = Read("I. NỘI DUNG\n\n1. Mở rộng cơ hội học tập cho mọi người dân, cụ thể:\n\n- Mở lớp xóa mù chữ.\n\n2. Các hoạt động như sau:\n\n- Thi vẽ.");
        Assert.Equal([null, "Các hoạt động như sau"], plan.Outline.Skip(1).Select(entry => entry.Title));
        Assert.Equal(["Mở rộng cơ hội học tập cho mọi người dân, cụ thể:", "Mở lớp xóa mù chữ.", "Thi vẽ."], plan.Activities.Select(activity => activity.Text));
    }

    [Fact]
    public void The_form_of_the_Week_is_no_activity() =>
        Assert.Empty(Read("II. CHỦ ĐỀ - THỜI GIAN - HÌNH THỨC\n\n1. Hình thức: Trực tuyến qua các nền tảng.").Activities);

    [Theory]
    [InlineData("từ thứ Tư ngày 01 đến thứ Ba ngày 07 tháng 10 năm 2025")]
    [InlineData("từ ngày 01/10/2025 (thứ Tư) đến hết ngày 07/10/2025 (thứ Ba)")]
    [InlineData("từ 7h00 ngày 01/10 đến 17h00 ngày 07/10/2025")]
    [InlineData("từ ngày mồng 1 đến mồng 7 tháng 10 năm 2025")]
    [InlineData("bắt đầu ngày 01/10/2025 và kết thúc vào ngày 07/10/2025")]
    [InlineData("01-07-10-2025")]
    public void The_Week_is_read_with_weekdays_hours_and_dashes(string days)
    {
        var period = Read($"I. THỜI GIAN\n\nTuần lễ được tổ chức {days}.").Period;
        Assert.Equal((new DateOnly(2025, 10, 1), new DateOnly(2025, 10, 7)), (period?.Start, period?.End));
    }

    [Theory]
    [InlineData("Trương Quốc Bảo")]
    [InlineData("Lưu Đức Hoàng")]
    [InlineData("TRƯƠNG THỊ MAI")]
    [InlineData("H’Mai Niê")]
    public void A_family_name_like_a_word_of_offices_signs(string name) =>
        Assert.Equal(name, Read("I. NỘI DUNG\n\n- Đọc sách.", tail: $"Nơi nhận:\n- Các trường;\n- Lưu VT.\n\nCHỦ TỊCH\n\n{name}").Signature?.Name);

    [Theory]
    [InlineData("- Dự kiến tổ chức Lễ khai mạc vào 7g30, ngày 02/10/2025 (thứ Năm), Hội trường lớn Bảo Hà.", "Hội trường lớn Bảo Hà", null)]
    [InlineData("- Lễ khai mạc dự kiến lúc 7h30 ngày 02/10/2025; địa điểm: Nhà văn hóa xã; hình thức trực tiếp kết hợp trực tuyến.", "Nhà văn hóa xã", true)]
    [InlineData("1. Lễ phát động: 7 giờ 30 phút, 02/10/2025 tại Trường THCS Bảo Hà", "Trường THCS Bảo Hà", null)]
    [InlineData("1. Hoạt động 1: Tổ chức Lễ khai mạc\n\na) Thời gian: Ngày 02/10/2025 (thứ Năm), từ 7h30 đến 9h00\n\nb) Địa điểm: Sân trường THCS Bảo Hà", "Sân trường THCS Bảo Hà", null)]
    public void Ceremonies_are_announced_in_many_ways(string told, string venue, bool? online)
    {
        var ceremony = Assert.Single(Read($"I. NỘI DUNG\n\n{told}").OpeningCeremonies);
        Assert.Equal((new DateOnly(2025, 10, 2), new TimeOnly(7, 30), venue, online), (ceremony.Date!.Value, ceremony.Time!.Value, ceremony.Venue, ceremony.Online));
    }

    [Theory]
    [InlineData("Giao Phòng Kinh tế phát động thi đua.", "Giao", "Phòng Kinh tế", "phát động thi đua.")]
    [InlineData("Sở Nông nghiệp và Phát triển nông thôn hỗ trợ giống cây.", null, "Sở Nông nghiệp và Phát triển nông thôn", "hỗ trợ giống cây.")]
    [InlineData("Đề nghị Thị đoàn ra quân tại các chợ.", "Đề nghị", "Thị đoàn", "ra quân tại các chợ.")]
    [InlineData("Ông Lê Văn Hai, Phó Chủ tịch: chỉ đạo chung.", null, "Ông Lê Văn Hai, Phó Chủ tịch", "chỉ đạo chung.")]
    [InlineData("Các khoa: nộp kế hoạch.", null, "Các khoa", "nộp kế hoạch.")]
    public void A_bullet_or_sentence_charges_a_body(string sentence, string? mode, string agency, string task)
    {
        foreach (var mark in new[] { "- ", "1. ", "" })
        {
            var charge = Assert.Single(Read($"V. TỔ CHỨC THỰC HIỆN\n\n{mark}{sentence}").Assignments);
            Assert.Equal((mode, agency, task), (charge.Mode, charge.Agency, Assert.Single(charge.Tasks).Text));
        }
    }

    [Fact]
    public void A_body_of_headings_and_timetable_is_listed_once()
    {
        var plan = Read("IV. LỊCH\n\n| Nội dung | Thời gian | Chủ trì |\n|---|---|---|\n| Thi vẽ | 03/10 | Các trường học |\n\nV. PHÂN CÔNG CÔNG VIỆC\n\n1. Các trường học\n\n- Hưởng ứng.");
        Assert.Equal(["Hưởng ứng.", "Thi vẽ"], Assert.Single(plan.Assignments).Tasks.Select(task => task.Text));
    }

    [Fact]
    public void A_word_to_all_after_the_last_body_is_not_its_task()
    {
        var plan = Read("V. TỔ CHỨC THỰC HIỆN\n\n1. Các thôn\n\n- Thông báo đến từng hộ.\n\nKết quả của xã gửi Sở Giáo dục và Đào tạo trước ngày 12/10/2025.");
        Assert.Equal("Thông báo đến từng hộ.", Assert.Single(Assert.Single(plan.Assignments).Tasks).Text);
    }

    [Theory]
    [InlineData("Báo cáo gửi về Phòng Nội vụ trước ngày 15 tháng 10.", DeadlineBound.Before, 15)]
    [InlineData("Trong ngày 08/10, các trường gửi báo cáo về Phòng Nội vụ.", DeadlineBound.On, 8)]
    [InlineData("Trước 16 giờ 30 phút, thứ Sáu ngày 10/10/2025, các trường gửi báo cáo về Phòng Nội vụ.", DeadlineBound.Before, 10)]
    [InlineData("Hạn cuối gửi báo cáo là ngày 14/10/2025 về Phòng Nội vụ.", DeadlineBound.By, 14)]
    [InlineData("Thời hạn gửi báo cáo: trước ngày 14/10/2025, về Phòng Nội vụ.", DeadlineBound.Before, 14)]
    [InlineData("Ngày 12/10/2025, các trường tổng hợp kết quả, báo cáo Phòng Nội vụ.", DeadlineBound.On, 12)]
    public void Reports_have_their_day_in_many_words(string sentence, DeadlineBound bound, int day)
    {
        var deadline = Assert.Single(Read($"VI. BÁO CÁO\n\n{sentence}").Deadlines);
        Assert.Equal((new DateOnly(2025, 10, day), bound, Deliverable.Report, "Phòng Nội vụ"), (deadline.Date, deadline.Bound, deadline.What, deadline.To));
    }

    [Theory]
    [InlineData("Các trường gửi báo cáo (kèm hình ảnh tiêu biểu) về Phòng Nội vụ trước ngày 15/10.", true)]
    [InlineData("Các trường gửi báo cáo kèm theo 05 ảnh về Phòng Nội vụ trước ngày 15/10.", true)]
    [InlineData("Các trường gửi báo cáo về Phòng Nội vụ trước ngày 15/10.\n\nCác đơn vị báo cáo kết quả (theo mẫu, kèm hình ảnh tiêu biểu) về Phòng Nội vụ trước ngày 15/10 để tổng hợp.", true)]
    [InlineData("Các trường báo cáo kết quả dạy tiếng Anh về Phòng Nội vụ trước ngày 15/10.", false)]
    [InlineData("Các trường gửi kế hoạch kèm hình ảnh về Phòng Nội vụ trước ngày 15/10.", false)]
    public void Pictures_belong_to_a_report_that_says_so(string sentence, bool pictures) =>
        Assert.Equal(pictures, Assert.Single(Read($"VI. BÁO CÁO\n\n{sentence}").Deadlines).WithPictures);

    [Theory]
    [InlineData("Nơi nhận: - Như trên; - Lưu: VT.\nHiệu trưởng\n(Đã ký)\nLê Thị Hoa", "Hiệu trưởng")]
    [InlineData("KT. Hiệu trưởng\nPhó Hiệu trưởng\nLê Thị Hoa\nNơi nhận:\n- Như trên;\n- Lưu: VT.", "Phó Hiệu trưởng")]
    [InlineData("Nơi nhận:\n- Như trên;\n- Lưu: VT.\nKT.GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nLê Thị Hoa", "PHÓ GIÁM ĐỐC")]
    [InlineData("Nơi nhận:\nNhư trên;\nLưu: VT.\nTUQ. CHỦ TỊCH\nTRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI\nThS. Lê Thị Hoa", "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI")]
    [InlineData("Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nQ. CHỦ TỊCH\nLÊ THỊ HOA", "Q. CHỦ TỊCH")]
    public void Signatures_come_in_many_hands(string tail, string position)
    {
        var plan = Read("I. NỘI DUNG\n\n- Thi đọc.\n\nTrên đây là Kế hoạch./.", tail: tail);
        Assert.Equal(["Như trên", "Lưu: VT"], plan.Recipients.Select(recipient => recipient.Value));
        Assert.Equal(position, plan.Signature?.Position);
        Assert.Contains("Lê Thị Hoa", plan.Signature?.Name ?? "", StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("ỦY BAN NHÂN DÂN\nXÃ BẢO HÀ\nSố 12/KH- UBND\nBảo Hà, ngày 21-9-2025", "12/KH-UBND", IssuerLevel.Commune)]
    [InlineData("UBND TỈNH LÀO CAI\nBAN CHỈ ĐẠO XÂY DỰNG XÃ HỘI HỌC TẬP\nSố: 12-KH/BCĐ\nLào Cai, ngày 21.9.2025", "12-KH/BCĐ", IssuerLevel.Province)]
    public void Numbers_and_days_of_letterheads_have_their_dashes(string head, string number, IssuerLevel level)
    {
        var header = Read(head: head, title: "V/v tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025\nChủ đề: “Học mãi”").Header;
        Assert.Equal((number, new DateOnly(2025, 9, 21), level), (header.Number?.Value, header.IssuedOn!.Value, header.IssuerLevel!.Value));
        Assert.Equal("V/v tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025", header.Title?.Value);
    }
}
