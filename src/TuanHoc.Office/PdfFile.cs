using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>A PDF through pdftotext, which tells each word with its place; where the pages are pictures, through <see cref="ScannedPages"/>.</summary>
internal static class PdfFile
{
    private const int MostPages = 200, FewestLetters = 60, VietnameseShare = 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly Sentence
        NoTool = new("Máy chủ chưa đọc được tệp PDF vì thiếu pdftotext (gói poppler-utils); hãy lưu văn bản thành .docx rồi đưa lại."),
        Locked = new("Tệp PDF có mật khẩu; hãy bỏ mật khẩu rồi đưa lại."),
        NoCopying = new("Tệp PDF không cho lấy chữ ra; hãy đưa tệp .docx hoặc bản PDF không khóa."),
        Damaged = new("Tệp PDF bị hỏng, không mở được; hãy xuất lại từ Word hoặc đưa tệp .docx."),
        TooMuch = new("Tệp PDF quá nặng để đọc; hãy lưu văn bản thành .docx rồi đưa lại."),
        TooLong = new("Tệp PDF có hơn {0} trang; kế hoạch dài nhất cũng chỉ vài chục trang.", MostPages);

    public static async Task<PlanFileText> ReadAsync(string file, string folder, CancellationToken cancel)
    {
        if (OutsideTool.Find("pdftotext") is not { } program)
            return new(NoTool);
        var answer = await OutsideTool.RunAsync(program, folder, Limit, cancel, "-tsv", "-l", $"{MostPages + 1}", file, "-");
        if (WhyNot(answer) is { } refusal)
            return new(refusal) { CannotBeOpened = refusal == Damaged || refusal == Locked };
        var pages = PageWords.Read(answer.Said);
        if (pages.Count == 0)
            return new(Damaged) { CannotBeOpened = true };
        if (pages.Count > MostPages)
            return new(TooLong);
        return HasText(pages) ? new(PageText.Of(pages, exactly: true)) : await ScannedPages.ReadAsync(file, folder, pages.Count, cancel);
    }

    private static Sentence? WhyNot(ToolAnswer answer) => answer switch
    {
        { Stopped: true } => TooMuch,
        { Code: 0 } => null,
        _ when answer.Complaint.Contains("password", StringComparison.OrdinalIgnoreCase) => Locked,
        _ when answer.Complaint.Contains("not allowed", StringComparison.OrdinalIgnoreCase) => NoCopying,
        _ => Damaged,
    };

    /// <summary>Most pages have words, and they are Vietnamese: a scanner's own reading, or letters of a font that tells no code, are none.</summary>
    private static bool HasText(List<PageWords> pages)
    {
        var letters = string.Concat(pages.SelectMany(page => page.Words).Select(word => word.Text)).Where(char.IsLetter).ToArray();
        return pages.Count(page => page.Words.Sum(word => word.Text.Count(char.IsLetter)) >= FewestLetters) * 2 > pages.Count
            && letters.Count(IsVietnamese) * VietnameseShare > letters.Length && letters.Count(sign => OldVietnamese.IsIn([sign])) * VietnameseShare < letters.Length;
    }

    private static bool IsVietnamese(char letter) => letter is >= '\u1EA0' and <= '\u1EF9' or 'đ' or 'Đ' or 'ă' or 'Ă' or 'ơ' or 'Ơ' or 'ư' or 'Ư';
}
