using TuanHoc.Plans;
using static TuanHoc.Core.Tests.Plans.Written;

namespace TuanHoc.Core.Tests.Plans;

public sealed class WeekTests
{
    [Theory]
    [InlineData("I. CHỦ ĐỀ\n\n“Học để làm chủ tri thức”")]
    [InlineData("I. CHỦ ĐỀ\n\nHọc để làm chủ tri thức.")]
    [InlineData("I. CHỦ ĐỀ, THỜI GIAN\n\n1. Chủ đề của Tuần lễ: **Học để làm chủ tri thức.**")]
    [InlineData("I. CHỦ ĐỀ, THỜI GIAN\n\n1. Chủ đề:\n\n“Học để làm chủ tri thức”\n\n2. Thời gian\n\nTuần đầu tháng 10.")]
    [InlineData("I. CHỦ ĐỀ: \"Học để làm chủ tri thức\".")]
    [InlineData("I. NỘI DUNG\n\n- Chủ đề năm 2025 là: «Học để làm chủ tri thức»;")]
    [InlineData("Ủy ban nhân dân xã xây dựng kế hoạch với chủ đề ‘‘Học để làm chủ tri thức’’ như sau:\n\nI. NỘI DUNG")]
    [InlineData("Ủy ban nhân dân xã xây dựng kế hoạch với chủ đề Học để làm chủ tri thức trên địa bàn xã, cụ thể:\n\nI. NỘI DUNG")]
    public void The_theme_is_found_with_quotes_of_every_kind_or_none(string body) => Assert.Equal("Học để làm chủ tri thức", Read(body).Theme?.Value);

    [Theory]
    [InlineData("I. NỘI DUNG\n\n- Trưng bày sách theo chủ đề, lứa tuổi; đưa chủ đề của Tuần lễ vào cuộc sống.")]
    [InlineData("I. NỘI DUNG\n\n- Tuyên truyền về chủ đề và các hoạt động.")]
    public void Talk_about_themes_is_no_theme(string body) => Assert.Null(Read(body).Theme);

    [Theory]
    [InlineData("từ ngày 01 đến ngày 07/10/2025")]
    [InlineData("từ 01-07/10")]
    [InlineData("01 - 07/10/2025")]
    [InlineData("từ ngày 01/10/2025 đến hết ngày 07/10/2025")]
    [InlineData("từ ngày 01/10 đến 07/10/2025")]
    [InlineData("từ ngày 01 tháng 10 đến ngày 07 tháng 10 năm 2025")]
    [InlineData("từ ngày 01 tháng 10 năm 2025 đến ngày 07 tháng 10 năm 2025")]
    [InlineData("từ 01-10-2025 đến 07-10-2025")]
    [InlineData("từ ngày 01.10.2025 đến ngày 07.10.2025")]
    public void The_Week_is_read_in_every_style(string days)
    {
        var period = Read($"I. THỜI GIAN\n\nTuần lễ được tổ chức {days}.").Period;
        Assert.Equal((new DateOnly(2025, 10, 1), new DateOnly(2025, 10, 7)), (period!.Start, period.End));
    }

    [Fact]
    public void A_month_of_learning_around_the_Week_is_not_the_Week()
    {
        var period = Read("I. THỜI GIAN\n\nTháng khuyến học từ ngày 05/9 đến ngày 05/10/2025; Tuần lễ từ ngày 02/10 đến ngày 08/10/2025.").Period;
        Assert.Equal(new DateOnly(2025, 10, 2), period?.Start);
    }

    [Theory]
    [InlineData("vào lúc 14g00 ngày 01/10/2025", 14, 0)]
    [InlineData("lúc 8h30 ngày 01/10/2025", 8, 30)]
    [InlineData("vào hồi 07 giờ 30 phút, ngày 01 tháng 10 năm 2025 (thứ Tư)", 7, 30)]
    [InlineData("lúc 2 giờ chiều ngày 01/10/2025", 14, 0)]
    public void A_ceremony_has_day_hour_and_place(string when, int hour, int minute)
    {
        var ceremony = Assert.Single(Read($"I. NỘI DUNG\n\n- Tổ chức Lễ khai mạc Tuần lễ {when} tại Nhà văn hóa xã Bảo Hà.").OpeningCeremonies);
        Assert.Equal(new DateOnly(2025, 10, 1), ceremony.Date);
        Assert.Equal(new TimeOnly(hour, minute), ceremony.Time);
        Assert.Equal("Nhà văn hóa xã Bảo Hà", ceremony.Venue);
        Assert.Null(ceremony.Online);
    }

    [Fact]
    public void A_ceremony_told_as_a_list_and_told_again_is_one()
    {
        var plan = Read("I. NỘI DUNG\n\n1. Lễ khai mạc\n\n- Thời gian: 8 giờ 00, ngày 01/10/2025.\n- Địa điểm: Hội trường UBND xã; các thôn dự trực tuyến.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Văn hóa - Xã hội\n\n- Tham mưu tổ chức Lễ khai mạc ngày 01/10/2025.");
        var ceremony = Assert.Single(plan.OpeningCeremonies);
        Assert.Equal("Hội trường UBND xã", ceremony.Venue);
        Assert.True(ceremony.Online);
    }

    [Fact]
    public void Day_and_place_of_a_ceremony_may_stand_under_two_headings()
    {
        var ceremony = Assert.Single(Read("I. THỜI GIAN, ĐỊA ĐIỂM\n\n1. Thời gian\n\n- Thời gian khai mạc: 07 giờ 30 phút, ngày 02/10/2025.\n\n2. Địa điểm khai mạc: Nhà văn hóa xã Bảo Hà.").OpeningCeremonies);
        Assert.Equal((new DateOnly(2025, 10, 2), "Nhà văn hóa xã Bảo Hà"), (ceremony.Date, ceremony.Venue));
    }

    [Fact]
    public void The_units_below_hold_their_own_ceremonies()
    {
        var plan = Read(head: "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", body: """
            I. LỄ KHAI MẠC

            - Cấp tỉnh: 8h00 ngày 01/10/2025 tại Trung tâm Hội nghị tỉnh.
            - Cấp xã: Các xã, phường tổ chức từ ngày 01/10/2025 đến ngày 03/10/2025.

            II. TỔ CHỨC THỰC HIỆN

            1. Ủy ban nhân dân các xã, phường

            - Tổ chức Lễ khai mạc trên địa bàn.
            """);
        Assert.Equal([(new DateOnly(2025, 10, 1), null, IssuerLevel.Province), (null, new DateOnly(2025, 10, 1), IssuerLevel.Commune)],
            plan.OpeningCeremonies.Select(ceremony => (ceremony.Date, ceremony.DateFrom, ceremony.Level!.Value)));
    }
}
