using System.Text.RegularExpressions;
using TuanHoc.Documents;

namespace TuanHoc.Plans.Writing;

/// <summary>Turns of phrase that several sentences share.</summary>
internal static partial class Wording
{
    /// <summary>"trước 16 giờ 30 ngày 28/9/2026", "chậm nhất ngày …", "vào ngày …".</summary>
    public static string By(DateOnly day, DeadlineBound bound, TimeOnly? hour = null) => $"{BoundWord(bound)} {OnDay(day, hour)}";

    /// <summary>"16 giờ 30 ngày 28/9/2026".</summary>
    public static string OnDay(DateOnly day, TimeOnly? hour) => $"{(hour is { } time ? $"{time.Hour:00} giờ {time.Minute:00} " : "")}{Day(day)}";

    public static string Day(DateOnly day) => "ngày " + VietnameseDate.WriteInText(day);

    /// <summary>"từ ngày 01/10/2026 đến ngày 07/10/2026".</summary>
    public static string Stretch(DateOnly start, DateOnly end) => $"từ {Day(start)} đến {Day(end)}";

    /// <summary>Without the mark that ends it.</summary>
    public static string Bare(string text) => text.Trim().TrimEnd('.', ';', ',', ' ');

    /// <summary>As it stands within a sentence: names keep their capital, "Các sở, ban, ngành" and "Tổ chức …" do not.</summary>
    public static string Within(string text) => LowerWithin().IsMatch(text) ? LowerFirst(text) : text;

    /// <summary>The verb that begins an order, within a sentence.</summary>
    public static string LowerFirst(string text) => text.Length > 1 && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    public static string UpperFirst(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string BoundWord(DeadlineBound bound) => bound switch
    {
        DeadlineBound.Before => "trước",
        DeadlineBound.By => "chậm nhất",
        _ => "vào",
    };

    [GeneratedRegex(@"^(Các|Những|Mọi|Tất cả|Toàn thể|Thủ trưởng|Hiệu trưởng|Lãnh đạo|Người đứng đầu|Tổ chức|Triển khai|Thực hiện|Hưởng ứng|Phát động|Hướng dẫn|Về|Việc|Phê duyệt|Ban hành|Quy định|Tăng cường|Đẩy mạnh|Tiếp tục) ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LowerWithin();
}
