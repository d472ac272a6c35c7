using TuanHoc.Plans;
using static TuanHoc.Core.Tests.Plans.Written;

namespace TuanHoc.Core.Tests.Plans;

/// <summary>Days that cannot be, how a due date is meant, counts of units, and the columns of a timetable.</summary>
public sealed class FactTests
{
    [Theory]
    [InlineData("trước ngày 28/9/2025", DeadlineBound.Before)]
    [InlineData("chậm nhất ngày 28/9", DeadlineBound.By)]
    [InlineData("hạn cuối: 28/9/2025", DeadlineBound.By)]
    [InlineData("xong trước 28 tháng 9 năm 2025", DeadlineBound.Before)]
    public void A_task_knows_how_its_due_date_is_meant(string due, DeadlineBound bound)
    {
        var task = Assert.Single(Read($"V. TỔ CHỨC THỰC HIỆN\n\n1. Đoàn Thanh niên xã\n\n- Treo băng rôn, {due}.").Assignments[0].Tasks);
        Assert.Equal((new DateOnly(2025, 9, 28), bound, null), (task.Due, task.Bound, task.Doubt));
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
