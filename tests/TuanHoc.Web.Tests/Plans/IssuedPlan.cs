namespace TuanHoc.Web.Tests.Plans;

/// <summary>A body of a time that the directory of the program does not have: agencies and societies are entered by those above them.</summary>
/// <param name="Kind">Of the unit.</param>
/// <param name="Name">As it stood on its sign.</param>
/// <param name="IsStanding">The standing agency of the Week.</param>
public sealed record BodyOfTime(string Kind, string Name, bool IsStanding = false);

/// <summary>A plan that was issued, and what a reader finds it to order.</summary>
/// <param name="File">Its name among the plans.</param>
/// <param name="Issuer">The unit that issued it, by name.</param>
/// <param name="Day">The day it was issued, or the last of a month whose day was left blank.</param>
/// <param name="Form">The form of the year; null for words alone.</param>
/// <param name="Week">The first and the last day of the Week.</param>
/// <param name="Bodies">Who is named in it and stands below the issuer.</param>
/// <param name="Below">How many territories stand directly below the issuer.</param>
/// <param name="Due">The last day of the reports.</param>
/// <param name="Pictures">Whether pictures belong to them.</param>
/// <param name="IsSentAbove">Whether reports go to the Sở above as well.</param>
/// <param name="Blank">What the copy leaves blank and a person fills in.</param>
/// <param name="Ceremony">The day and hour of the issuer's own opening ceremony; at midnight where the plan says no hour.</param>
public sealed record IssuedPlan(string File, string Issuer, DateOnly Day, string? Form, (DateOnly First, DateOnly Last) Week, IReadOnlyList<BodyOfTime> Bodies, int Below, DateOnly Due, bool Pictures, DateTime Ceremony, bool IsSentAbove, params (string Name, string? Value)[] Blank)
{
    public static IReadOnlyList<IssuedPlan> All =>
    [
        new("phu-nhuan-2020", "Quận Phú Nhuận", new(2020, 9, 25), null, (new(2020, 10, 1), new(2020, 10, 7)),
        [
            new("agency", "Phòng Giáo dục và Đào tạo", IsStanding: true), new("agency", "Phòng Văn hóa và Thông tin"), new("agency", "Phòng Nội vụ"), new("agency", "Phòng Tài chính - Kế hoạch"),
            new("association", "Hội Khuyến học"), new("association", "Ủy ban Mặt trận Tổ quốc Việt Nam"), new("association", "Đoàn Thanh niên"), new("culture-house", "Trung tâm Văn hóa"), new("centre", "Trung tâm Bồi dưỡng Chính trị"),
        ], 15, new(2020, 10, 8), Pictures: false, new(2020, 10, 1, 14, 0, 0), IsSentAbove: true),
        new("quan-7-2021", "Quận 7", new(2021, 10, 1), "2021", (new(2021, 10, 1), new(2021, 10, 7)),
        [
            new("agency", "Phòng Giáo dục và Đào tạo", IsStanding: true), new("agency", "Phòng Văn hóa và Thông tin"), new("agency", "Phòng Nội vụ"), new("agency", "Phòng Tài chính - Kế hoạch"),
            new("association", "Hội Khuyến học"), new("association", "Ủy ban Mặt trận Tổ quốc Việt Nam"), new("association", "Liên đoàn Lao động"), new("association", "Quận đoàn"), new("association", "Hội Liên hiệp Phụ nữ"),
            new("culture-house", "Trung tâm Văn hóa"), new("centre", "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên"), new("school", "Trường Trung cấp Kinh tế, Kỹ thuật Nguyễn Hữu Cảnh"),
        ], 10, new(2021, 10, 8), Pictures: true, new(2021, 10, 5, 9, 0, 0), IsSentAbove: false),
        new("lai-chau-2024", "Tỉnh Lai Châu", new(2024, 9, 30), "2024", (new(2024, 10, 1), new(2024, 10, 7)),
        [
            new("agency", "Sở Giáo dục và Đào tạo", IsStanding: true), new("agency", "Sở Thông tin và Truyền thông"), new("agency", "Sở Văn hóa, Thể thao và Du lịch"), new("agency", "Cổng Thông tin điện tử tỉnh"),
            new("association", "Hội Khuyến học"), new("association", "Ủy ban Mặt trận Tổ quốc Việt Nam"), new("association", "Tỉnh đoàn"), new("press", "Báo Lai Châu"), new("press", "Đài Phát thanh và Truyền hình"),
        ], 8, new(2024, 10, 19), Pictures: true, new(2024, 10, 1, 0, 0, 0), IsSentAbove: false, ("number.0.value", "3500/KH-UBND"), ("issuedOn.0.value", "30/09/2024")),
    ];
}
