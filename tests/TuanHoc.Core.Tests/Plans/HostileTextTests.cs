using System.Diagnostics;
using TuanHoc.Plans;

namespace TuanHoc.Core.Tests.Plans;

/// <summary>What is no plan is named as such, and no text keeps the reader busy longer than its length deserves.</summary>
[CollectionDefinition(nameof(HostileTextTests), DisableParallelization = true)]
[Collection(nameof(HostileTextTests))]
public sealed class HostileTextTests
{
    [Theory]
    [InlineData("", "không có chữ nào")]
    [InlineData("  \n\t\r\n ", "không có chữ nào")]
    [InlineData("PK\u0003\u0004\u0014\u0006\u0008\u0001\u0002\uFFFD\uFFFD\u0005\u0001!\u0011\u0012abc\u0001\u0002\u0003", "không phải văn bản đọc được")]
    [InlineData("Cách nấu phở bò\n1. Ninh xương.\n2. Trần bánh phở.\n3. Chan nước dùng và thưởng thức.", "không nhắc đến Tuần lễ")]
    [InlineData("HÓA ĐƠN GIÁ TRỊ GIA TĂNG\nĐơn vị bán: Công ty Sách\nTổng cộng: 1.250.000 đồng", "không nhắc đến Tuần lễ")]
    [InlineData("Học tập suốt đời", "quá ngắn")]
    public void Texts_that_are_no_plan_are_told_why(string text, string sentence) => Assert.Contains(sentence, PlanReader.WhyNotPlan(text).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_report_about_the_Week_is_no_plan()
    {
        var text = "BÁO CÁO\nKết quả tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025\n" + string.Concat(Enumerable.Repeat("Các đơn vị đã tổ chức nhiều hoạt động. ", 20));
        Assert.Equal("Văn bản có tên loại là báo cáo, không phải kế hoạch.", PlanReader.WhyNotPlan(text).ToString());
    }

    [Fact]
    public void A_plan_has_nothing_against_it() => Assert.All(WrittenPlans.Own(), plan => Assert.Null(PlanReader.WhyNotPlan(File.ReadAllText(plan.Text))));

    [Fact]
    public void Of_an_empty_text_everything_is_missing_and_nothing_is_guessed()
    {
        var plan = PlanReader.Read("");
        Assert.Null(plan.Theme);
        Assert.Null(plan.Header.Year);
        Assert.Empty(plan.Outline);
        Assert.Contains("Không tìm thấy ngày ban hành.", plan.Missing);
    }

    public static TheoryData<string, string> HostilePieces() => new()
    {
        { "blanks", "          " },
        { "marks", "e\u0301\u0302\u0323\u0301\u0302\u0323\u0301\u0302\u0323" },
        { "ranges", "từ ngày 01/10 đến ngày 07/10 " },
        { "dashes", "01-01-01-01-01-01-01-01-01-01-" },
        { "themes", "chủ đề của Tuần lễ năm 2025 \"" },
        { "numbers", "1.1.1.1.1.1.1.1.1.1.1.1.1.1.1." },
        { "numbered lines", "1. Giao Phòng Nội vụ\n" },
        { "bullets", "- Sở Tài chính gửi báo cáo trước ngày 05/10/2025\n" },
        { "ceremonies", "I. Tổ chức lễ khai mạc ngày 01/10/2025 tại trường\n" },
        { "numbers of documents", "Quyết định số 12/QĐ-TTg-KH-UB/A-B " },
        { "tables", "1\tNội dung\t01/10/2025\tSở Tài chính; Sở Nội vụ\n" },
        { "pipes", "||||||||||||||||||||" },
        { "brackets", "((((((((((\"\"\"\"\"\"\"\"\"\"" },
        { "signatures", "Nơi nhận: - A; - B;\nTM. UBND\n" },
        { "annexes", "PHỤ LỤC I\n" },
    };

    [Theory]
    [MemberData(nameof(HostilePieces))]
    public void The_time_grows_with_the_length_alone(string name, string piece)
    {
        const int Letters = 30_000;
        var head = "KẾ HOẠCH\nTuần lễ hưởng ứng học tập suốt đời năm 2025\n\nI. NỘI DUNG\n";
        PlanReader.Read(head + Repeated(Letters / 4));
        // Four times the text in four times the time; sixteen would be quadratic. A few milliseconds are noise, and a busy machine gets a second chance.
        var times = new List<(double Once, double Fourfold)>();
        do times.Add((Milliseconds(Letters), Milliseconds(4 * Letters)));
        while (times[^1].Fourfold >= 20 + (times[^1].Once * 11) && times.Count < 5);
        Assert.True(times[^1].Fourfold < 20 + (times[^1].Once * 11), $"{name}: {string.Join("; ", times.Select(t => $"{t.Once:0} ms, four times the text {t.Fourfold:0} ms"))}.");

        string Repeated(int letters) => string.Concat(Enumerable.Repeat(piece, letters / piece.Length));

        double Milliseconds(int letters)
        {
            var text = head + Repeated(letters);
            return Enumerable.Range(0, 3).Min(_ =>
            {
                var begun = Stopwatch.GetTimestamp();
                PlanReader.Read(text);
                return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            });
        }
    }

    [Fact]
    public void Ten_million_blanks_are_read()
    {
        var text = new string(' ', 10_000_000);
        Assert.NotNull(PlanReader.WhyNotPlan(text));
        Assert.Empty(PlanReader.Read(text).Outline);
    }
}
