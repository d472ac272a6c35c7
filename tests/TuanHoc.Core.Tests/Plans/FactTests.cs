using System.Globalization;
using TuanHoc.Plans;
using static TuanHoc.Core.Tests.Plans.Written;

namespace TuanHoc.Core.Tests.Plans;

/// <summary>Days that cannot be, how a due date is meant, counts of units, and the columns of a timetable.</summary>
public sealed class FactTests
{
    [Theory]
    [InlineData("trước ngày 28/9/2025", DeadlineBound.Before)]
    [InlineData("chậm nhất ngày 28/9 năm 2025", DeadlineBound.By)]
    [InlineData("hạn cuối: 28/9/2025", DeadlineBound.By)]
    [InlineData("xong trước 28 tháng 9 năm 2025", DeadlineBound.Before)]
    public void A_task_knows_how_its_due_date_is_meant(string due, DeadlineBound bound)
    {
        var task = Assert.Single(Read($"V. TỔ CHỨC THỰC HIỆN\n\n1. Đoàn Thanh niên xã\n\n- Treo băng rôn, {due}.").Assignments[0].Tasks);
        Assert.Equal((new DateOnly(2025, 9, 28), bound, null), (task.Due, task.Bound, task.Doubt));
    }

    private const string
        YearOfWeek = "Văn bản không ghi năm của ngày này; năm lấy theo năm của Tuần lễ.",
        NextYear = "Văn bản không ghi năm của ngày này; lấy năm sau, vì ngày ấy của năm Tuần lễ đã qua quá lâu.";

    [Theory]
    [InlineData("20/10/2025", "2025-10-20", null)]
    [InlineData("20/10", "2025-10-20", YearOfWeek)]
    [InlineData("15/9", "2025-09-15", YearOfWeek)]
    [InlineData("05/01", "2026-01-05", NextYear)]
    [InlineData("05/01/2025", "2025-01-05", null)]
    public void A_year_that_is_not_written_is_doubtful(string day, string meant, string? doubt)
    {
        var plan = Read($"""
            II. LỄ KHAI MẠC

            - Lễ khai mạc tổ chức vào ngày {day} tại Nhà văn hóa xã.

            V. TỔ CHỨC THỰC HIỆN

            1. Các trường học

            - Gửi báo cáo kết quả về Ủy ban nhân dân xã trước ngày {day}.

            VI. TIẾN ĐỘ

            TT	Nội dung công việc	Đơn vị chủ trì	Thời gian
            1	Treo băng rôn	Thư viện xã	Trước ngày {day}
            """, head: "UBND XÃ TÂN AN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/KH-UBND\tTân An, ngày 20 tháng 9 năm 2025");
        var (date, tasks) = (DateOnly.ParseExact(meant, "yyyy-MM-dd", CultureInfo.InvariantCulture), plan.Assignments.SelectMany(charge => charge.Tasks).ToList());
        Assert.Equal((date, doubt), plan.Deadlines.Select(deadline => (deadline.Date, deadline.Doubt)).Distinct().Single());
        Assert.Equal(2, tasks.Count);
        Assert.All(tasks, task => Assert.Equal((date, doubt), (task.Due, task.Doubt)));
        var ceremony = Assert.Single(plan.OpeningCeremonies);
        Assert.Equal((date, doubt), (ceremony.Date, ceremony.Doubt));
    }

    [Theory]
    [InlineData("từ ngày 01/10 đến ngày 07/10", YearOfWeek)]
    [InlineData("từ ngày 01/10 đến ngày 07/10/2025", null)]
    public void A_week_without_its_year_is_doubtful(string days, string? doubt)
    {
        var plan = Read($"II. NỘI DUNG\n\n1. Thời gian: Tuần lễ diễn ra {days}.\n\n2. Thời gian Tháng khuyến học: từ ngày 02/9 đến ngày 02/10{days[^5..].Replace("07/10", "", StringComparison.Ordinal)}.");
        Assert.Equal((new DateOnly(2025, 10, 1), new DateOnly(2025, 10, 7), doubt), (plan.Period!.Start, plan.Period.End, plan.Period.Doubt));
        Assert.Equal(doubt, plan.Frame!.Doubt);
    }

    [Fact]
    public void A_day_told_again_with_its_year_is_certain()
    {
        var plan = Read("II. NỘI DUNG\n\n1. Tổ chức lễ khai mạc ngày 01/10 tại Nhà văn hóa xã.\n\n2. Các trường dự lễ khai mạc ngày 01/10/2025 lúc 8 giờ 00.");
        var ceremony = Assert.Single(plan.OpeningCeremonies);
        Assert.Equal((new DateOnly(2025, 10, 1), new TimeOnly(8, 0), "Nhà văn hóa xã", null), (ceremony.Date, ceremony.Time, ceremony.Venue, ceremony.Doubt));
        Assert.Single(ceremony.Also);
    }

    [Theory]
    [InlineData("tại Nhà văn hóa xã", null)]
    [InlineData("theo hình thức trực tiếp tại Nhà văn hóa xã", false)]
    [InlineData("theo hình thức trực tuyến", true)]
    public void Whether_a_ceremony_is_held_online_is_left_open_where_the_text_is_silent(string how, bool? online) =>
        Assert.Equal(online, Assert.Single(Read($"II. NỘI DUNG\n\n- Tổ chức lễ khai mạc vào 8 giờ 00 ngày 01/10/2025 {how}.").OpeningCeremonies).Online);

    [Fact]
    public void What_a_plan_must_have_and_has_not_is_said()
    {
        var plan = Read("II. NỘI DUNG\n\n- Treo băng rôn.", tail: "Nơi nhận:\n- Các trường;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\n\nNguyễn Văn An");
        Assert.Equal("Nguyễn Văn An", plan.Signature?.Name);
        Assert.Contains("Không tìm thấy chức vụ của người ký.", plan.Missing);
        Assert.Contains("Không tìm thấy biểu số liệu kèm theo.", plan.Missing);
        Assert.DoesNotContain("Không tìm thấy người ký.", plan.Missing);
    }

    [Theory]
    [InlineData("trước ngày 31/9/2025", "ngày 31/9/2025")]
    [InlineData("trước ngày 31/9", "ngày 31/9")]
    [InlineData("trước 31/9", "31/9")]
    [InlineData("chậm nhất ngày 30 tháng 02 năm 2026", "ngày 30 tháng 02 năm 2026")]
    [InlineData("trước ngày 10/13/2025", "ngày 10/13/2025")]
    [InlineData("trước ngày 29/02", "ngày 29/02")]
    public void A_day_that_cannot_be_is_told_and_gives_no_date(string day, string printed)
    {
        var text = $"KẾ HOẠCH\nTổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025\n\nV. TỔ CHỨC THỰC HIỆN\n\n1. Các trường học\n\n- Gửi báo cáo kết quả về Ủy ban nhân dân xã {day}.";
        var plan = PlanReader.Read(text);
        var task = Assert.Single(plan.Assignments[0].Tasks);
        Assert.Equal((null, null, "Ngày ghi ở đây không có trong lịch."), (task.Due, task.Bound, task.Doubt));
        Assert.Empty(plan.Deadlines);
        var doubt = Assert.Single(plan.Doubts);
        Assert.Equal((task.Doubt, printed), (doubt.Value, text[doubt.At.From..doubt.At.To]));
    }

    [Theory]
    [InlineData("Thư viện mở cửa 24/24 giờ, 7/7 ngày, phục vụ 45-60 lượt.")]
    [InlineData("Số 70-72 Nguyễn Văn Trỗi; tỷ lệ 50/50; mục 1.13.")]
    [InlineData("Đọc sách trước 1/3 thời gian sinh hoạt của 13/15 thôn.")]
    public void Other_numbers_are_no_days(string text) => Assert.Empty(Read($"II. NỘI DUNG\n\n- {text}").Doubts);

    [Fact]
    public void A_text_read_by_a_machine_is_doubtful_as_a_whole()
    {
        var doubt = Assert.Single(PlanReader.Read("KẾ HOẠCH\nTuần lễ hưởng ứng học tập suốt đời", byMachine: true).Doubts);
        Assert.Contains("máy nhận dạng", doubt.Value, StringComparison.Ordinal);
        Assert.Equal(default, doubt.At);
    }

    [Theory]
    [InlineData("UBND 15 phường treo băng rôn.", "phường", 15)]
    [InlineData("Ủy ban nhân dân 168 xã, phường, đặc khu ban hành kế hoạch.", "xã, phường, đặc khu", 168)]
    [InlineData("Hội Khuyến học 09 huyện và thành phố phối hợp.", "huyện và thành phố", 9)]
    [InlineData("Cả nước có 3.321 xã, phường, đặc khu.", "xã, phường, đặc khu", 3321)]
    public void How_many_units_there_are_is_read_with_its_place(string sentence, string what, int count)
    {
        var read = Assert.Single(Read($"II. NỘI DUNG\n\n- {sentence}").Counts);
        Assert.Equal((what, count), (read.What, read.Count));
        Assert.True(read.At.To > read.At.From);
    }

    [Theory]
    [InlineData("Chọn 02 xã làm điểm.")]
    [InlineData("Mỗi cụm có ít nhất 03 phường tham gia.")]
    [InlineData("Thư viện phường 8, quận 3 và trường tiểu học số 2 xã Tân An.")]
    [InlineData("Kỹ năng của thế kỷ 21 xã hội cần; 12 phương pháp tự học.")]
    public void Some_units_and_names_with_numbers_are_no_counts(string sentence) => Assert.Empty(Read($"II. NỘI DUNG\n\n- {sentence}").Counts);

    [Fact]
    public void A_timetable_gives_days_their_meaning_the_lead_and_the_partners()
    {
        var plan = Read("""
            IV. TIẾN ĐỘ

            TT	Nội dung công việc	Đơn vị phối hợp thực hiện	Đơn vị chủ trì	Thời gian hoàn thành
            1	Ban hành kế hoạch	Văn phòng HĐND và UBND xã, Đoàn xã	Phòng Văn hóa - Xã hội	Trước ngày 25/9/2025
            2	Lễ khai mạc	Các trường học		01/10/2025
            3	Các hoạt động hưởng ứng		Các trường học	01 - 07/10/2025
            4	Tổng hợp kết quả		Thư viện xã chủ trì, phối hợp với Hội Khuyến học xã	Chậm nhất 31/9/2025
            """);
        Assert.Equal(["Phòng Văn hóa - Xã hội", "Các trường học", "Thư viện xã"], plan.Assignments.Select(charge => charge.Agency));
        var tasks = plan.Assignments.SelectMany(charge => charge.Tasks).ToList();
        Assert.Equal(["Ban hành kế hoạch", "Lễ khai mạc", "Các hoạt động hưởng ứng", "Tổng hợp kết quả"], tasks.Select(task => task.Text));
        Assert.Equal([(new DateOnly(2025, 9, 25), DeadlineBound.Before), (new DateOnly(2025, 10, 1), DeadlineBound.On), (new DateOnly(2025, 10, 7), DeadlineBound.By), (null, null)],
            tasks.Select(task => (task.Due, task.Bound)));
        Assert.Equal(["Văn phòng HĐND và UBND xã|Đoàn xã", "Các trường học", "", "Hội Khuyến học xã"], tasks.Select(task => string.Join('|', task.Partners)));
        Assert.Equal([null, "Ô đơn vị chủ trì để trống; lấy theo dòng trên.", null, "Ngày ghi ở đây không có trong lịch."], tasks.Select(task => task.Doubt));
    }
}
