using TuanHoc.Plans;
using static TuanHoc.Core.Tests.Plans.Written;

namespace TuanHoc.Core.Tests.Plans;

public sealed class FrameTests
{
    const string Week = "Tuần lễ được tổ chức từ ngày 01/10/2025 đến ngày 07/10/2025.";

    [Theory]
    [InlineData("- Hưởng ứng Tháng khuyến học năm 2025 (từ ngày 02/9 đến ngày 02/10).")]
    [InlineData("- Tháng khuyến học từ 02/9 đến 02/10.")]
    [InlineData("1. Tháng khuyến học: từ ngày 02/9/2025 đến hết ngày 02/10/2025.")]
    [InlineData("- Tổ chức “Tháng khuyến học” trên địa bàn tỉnh, thời gian từ ngày 02 tháng 9 đến ngày 02 tháng 10 năm 2025.")]
    [InlineData("- Tháng khuyến học được tổ chức từ ngày 02/9/2025 đến ngày 02/10/2025; các xã báo cáo sau Tuần lễ.")]
    [InlineData("- Từ ngày 02/9 đến ngày 02/10/2025: Tháng khuyến học.")]
    [InlineData("1. Tháng khuyến học năm 2025\n\n- Thời gian: từ ngày 02/9 đến ngày 02/10/2025.\n- Địa điểm: các xã.")]
    public void A_frame_longer_than_the_Week_is_read_with_its_name(string body)
    {
        var text = $"\n\nKẾ HOẠCH\nTổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025\n\nI. THỜI GIAN\n\n{body}\n\nII. NỘI DUNG\n\n- {Week}";
        var plan = PlanReader.Read(text);
        Assert.Equal(("Tháng khuyến học", new DateOnly(2025, 9, 2), new DateOnly(2025, 10, 2)), (plan.Frame!.Name, plan.Frame.Start, plan.Frame.End));
        Assert.Equal((new DateOnly(2025, 10, 1), new DateOnly(2025, 10, 7)), (plan.Period!.Start, plan.Period.End));
        Assert.Contains("02", text[plan.Frame.At.From..plan.Frame.At.To], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- Đợt cao điểm tuyên truyền từ ngày 15/9/2025 đến ngày 15/10/2025.", "Đợt cao điểm tuyên truyền")]
    [InlineData("- Chiến dịch đọc sách (từ ngày 10/9 đến ngày 10/10/2025).", "Chiến dịch đọc sách")]
    [InlineData("- Thành phố học tập, khung dài hơn Tuần lễ: từ ngày 10/9/2025 đến ngày 10/10/2025.", "Thành phố học tập")]
    public void It_may_have_any_name(string body, string name) => Assert.Equal(name, Read($"I. THỜI GIAN\n\n- {Week}\n{body}").Frame?.Name);

    [Theory]
    [InlineData("- Trong tháng 10, từ ngày 01/10 đến ngày 31/10/2025, các trường mở lớp.")]
    [InlineData("- Tháng 9 và tháng 10 (từ ngày 05/9 đến ngày 05/10/2025): treo băng rôn.")]
    [InlineData("- Thời gian thực hiện: từ ngày 15/9/2025 đến ngày 30/10/2025.")]
    [InlineData("- Treo băng rôn, khẩu hiệu từ ngày 15/9 đến ngày 15/10/2025.")]
    [InlineData("- Hằng tháng báo cáo, từ ngày 05/9 đến ngày 05/10/2025.")]
    [InlineData("- Tháng thanh niên từ ngày 01/3/2025 đến ngày 31/3/2025.")]
    [InlineData("- Tháng khuyến học kết thúc ngày 02/10/2025.")]
    [InlineData("1. Tháng khuyến học\n\n- Treo băng rôn từ ngày 15/9 đến ngày 15/10/2025.")]
    public void A_month_or_a_time_of_work_is_no_frame(string body) => Assert.Null(Read($"I. THỜI GIAN\n\n- {Week}\n\nII. NỘI DUNG\n\n{body}").Frame);
}
