using System.Text.RegularExpressions;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>Pages that are pictures: drawn by pdftoppm one at a time, their letters recognised by tesseract.</summary>
internal static partial class ScannedPages
{
    private const int MostPages = 40, FewestWords = 20;

    // A long side of 3,508 dots is A4 at 300 dots an inch, whatever size the page claims
    private const string Dots = "3508";

    private static readonly TimeSpan PageLimit = TimeSpan.FromSeconds(60), Limit = TimeSpan.FromMinutes(5);

    private static readonly Sentence
        NoTool = new("Tệp là bản chụp (không có chữ) mà máy chủ chưa nhận dạng được chữ vì thiếu tesseract tiếng Việt (gói tesseract-ocr-vie); hãy đưa tệp .docx, hoặc dán văn bản."),
        TooLong = new("Bản chụp có hơn {0} trang nên không được nhận dạng chữ; hãy chỉ đưa các trang của kế hoạch.", MostPages),
        TooSlow = new("Nhận dạng chữ trong bản chụp mất quá nhiều thời gian; hãy đưa tệp .docx, hoặc dán văn bản."),
        NoLetters = new("Tệp là bản chụp mà không nhận ra chữ nào; hãy đưa bản rõ hơn hoặc tệp .docx.");

    public static async Task<PlanFileText> ReadAsync(string file, string folder, int pages, CancellationToken cancel)
    {
        if (OutsideTool.Find("pdftoppm") is not { } drawing || OutsideTool.Find("tesseract") is not { } reading || !await KnowsVietnameseAsync(reading, folder, cancel))
            return new(NoTool);
        if (pages > MostPages)
            return new(TooLong);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(Limit);
        try
        {
            var read = new PageWords?[pages];
            await Parallel.ForAsync(0, pages, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = end.Token }, async (page, stop) => read[page] = await PageAsync(page + 1, stop));
            var found = read.OfType<PageWords>().ToList();
            return found.Sum(page => page.Words.Count) < FewestWords ? new(NoLetters) : new(Mended(PageText.Of(found, exactly: false)), ByMachine: true);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(TooSlow);
        }

        async Task<PageWords?> PageAsync(int page, CancellationToken stop)
        {
            var picture = Path.Combine(folder, $"page{page}");
            await OutsideTool.RunAsync(drawing, folder, PageLimit, stop, "-f", $"{page}", "-l", $"{page}", "-gray", "-scale-to", Dots, "-singlefile", file, picture);
            var answer = await OutsideTool.RunAsync(reading, folder, PageLimit, stop, picture + ".pgm", "stdout", "-l", "vie", "tsv");
            File.Delete(picture + ".pgm");
            return answer.Stopped ? throw new OperationCanceledException() : PageWords.Read(answer.Said, inDots: true).FirstOrDefault();
        }
    }

    /// <summary>A heading's "I." is taken for an L or a stroke; a line of one or two signs is dirt.</summary>
    private static string Mended(string text) =>
        string.Join('\n', RomanOne().Replace(text, "I. ").Split('\n').Where(line => line.Length == 0 || line.Count(char.IsLetterOrDigit) > 2));

    [GeneratedRegex(@"^[Ll|1Ì][.,]? (?=\p{Lu}[^\p{Ll}\n]{3,80}$)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RomanOne();

    private static async Task<bool> KnowsVietnameseAsync(string program, string folder, CancellationToken cancel) =>
        (await OutsideTool.RunAsync(program, folder, PageLimit, cancel, "--list-langs")) is var known && (known.Said + known.Complaint).Split('\n').Any(line => line.Trim() == "vie");
}
