using System.Globalization;
using System.Text.RegularExpressions;
using TuanHoc.Documents;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Plans.Reading;

/// <summary>A plan's text in its parts, in the order of Decree 30: letterhead, title, bases, sections, distribution list and signature, annexes.</summary>
internal sealed partial class PlanText
{
    private const int LongestLetterhead = 60;

    public PlanText(string raw)
    {
        var lines = Line.Of(CleanText.Of(raw));
        Margin = Block.RightMargin(lines);
        var name = lines.FindIndex(IsNameOfType);
        name = name < LongestLetterhead ? name : -1;
        var address = name < 0 ? LetterText.FindAddress(lines, LongestLetterhead) : -1;
        Type = name >= 0 ? NameOf(lines[name]) : address >= 0 ? new(DocumentType.Letter, lines[address].Text.Slice(0, "Kính gửi".Length).At) : null;
        Letterhead = lines[..Math.Max(Math.Max(name, address), 0)];
        var (title, bodyStart) = name >= 0 ? TitleText.Read(lines, name, NameLength(lines[name])) : (LetterText.Subject(Letterhead), Math.Max(address, 0));
        Title = title;
        (Addressees, bodyStart) = Type is { Value: not DocumentType.Plan } && bodyStart < lines.Count && LetterText.IsAddress(lines[bodyStart]) ? LetterText.Addressees(lines, bodyStart) : ([], bodyStart);
        var tail = SignatureReader.BeginOfSignature(lines, bodyStart, lines.FindIndex(bodyStart, IsTail));
        var annex = AnnexText.FindStart(lines, tail < 0 ? bodyStart : tail, afterTail: tail >= 0);
        var end = annex < 0 ? lines.Count : annex;
        tail = tail < 0 || tail > end ? end : tail;
        var blocks = Headings.Marked(Block.Of(lines[bodyStart..tail], Margin));
        var first = blocks.FindIndex(block => block.Level <= Level.Number);
        first = first < 0 ? blocks.Count : first;
        var closing = blocks.FindIndex(first, block => Closing().IsMatch(block.Key));
        closing = closing < 0 ? blocks.Count : closing;
        Preamble = blocks[..first];
        ClosingBlocks = blocks[closing..];
        Outline = Section.Outline(blocks[first..closing]);
        Tail = lines[tail..end];
        Annexes = AnnexText.Split(lines[end..]);
        Body = blocks;
        Year = YearOfWeek();
    }

    /// <summary>What it is: by the line KẾ HOẠCH or HƯỚNG DẪN near the top, or, of a letter, which has no such line, by "Kính gửi".</summary>
    public Told<DocumentType>? Type { get; }

    /// <summary>Whom a letter or guidance addresses.</summary>
    public IReadOnlyList<Passage> Addressees { get; }

    /// <summary>Where the text's lines were broken to fit a page, if they were.</summary>
    public int? Margin { get; }

    public IReadOnlyList<Line> Letterhead { get; }

    public Passage? Title { get; }

    /// <summary>What stands before the first numbered heading: the bases and the sentence that issues the plan.</summary>
    public IReadOnlyList<Block> Preamble { get; }

    public Section Outline { get; }

    /// <summary>From "Trên đây là Kế hoạch …" on.</summary>
    public IReadOnlyList<Block> ClosingBlocks { get; }

    /// <summary>Everything from the bases to the closing, in order.</summary>
    public IReadOnlyList<Block> Body { get; }

    /// <summary>Nơi nhận and the signature, in whatever order the page gave them.</summary>
    public IReadOnlyList<Line> Tail { get; }

    public IReadOnlyList<AnnexText> Annexes { get; }

    /// <summary>The year of the Week: from the title, else from the first sentence that names it.</summary>
    public Told<int>? Year { get; }

    private Told<int>? YearOfWeek()
    {
        var named = (Title is null ? [] : new[] { (Text: Title, Found: TitleYear().Match(Title.Key)) })
            .Concat(Body.Select(block => (Text: block.Whole, Found: WeekYear().Match(block.Whole.Key))))
            .Where(year => year.Found.Success)
            .Select(year => year.Text.Slice(year.Found.Groups["y"]));
        var dated = Body.SelectMany(block => VietnameseDate.Ranges(block.Whole.Key).Where(range => range.Last.Year is not null).Select(range => block.Whole.Slice(range.Index, range.Length)))
            .Concat(Letterhead.Select(line => line.Text))
            .Select(text => (Text: text, Found: AnyYear().Match(text.Key)))
            .Where(year => year.Found.Success)
            .Select(year => year.Text.Slice(year.Found.Groups["y"]));
        return named.Select(year => Told(year, doubt: null)).Concat(dated.Select(year => Told(year, "Suy từ ngày tháng trong văn bản."))).FirstOrDefault();

        static Told<int> Told(Passage year, string? doubt) => new(int.Parse(year.Text, CultureInfo.InvariantCulture), year.At, doubt);
    }

    private static bool IsNameOfType(Line line) => line.IsUpper && NameOfType().IsMatch(line.Key);

    private static Told<DocumentType> NameOf(Line line) => new(IsGuidance(line) ? DocumentType.Guidance : DocumentType.Plan, line.Text.Slice(0, NameLength(line)).At);

    private static int NameLength(Line line) => IsGuidance(line) ? "hướng dẫn".Length : "kế hoạch".Length;

    private static bool IsGuidance(Line line) => line.Key.StartsWith("huong dan", StringComparison.Ordinal);

    private static bool IsTail(Line line) =>
        RecipientsMark().IsMatch(line.Key) || line.Cells.Any(cell => SignatureReader.IsAuthority(cell.Text) || SignatureReader.IsPosition(cell.Text));

    [GeneratedRegex(@"^(ke hoach|huong dan)( (to chuc|trien khai|thuc hien|huong ung)\b.*)?$", Patterns.Bounded)]
    private static partial Regex NameOfType();

    [GeneratedRegex(@"^[-+ ]*noi nhan ?(:|$|\.|tm|kt|tl)", Patterns.Bounded)]
    private static partial Regex RecipientsMark();

    [GeneratedRegex(@"^tren day la (toan bo |mot so |cac )?(noi dung )?(ban )?(ke hoach|huong dan)\b", Patterns.Bounded)]
    private static partial Regex Closing();

    [GeneratedRegex(@"\bnam (?<y>20\d\d)\b", Patterns.Bounded)]
    private static partial Regex TitleYear();

    [GeneratedRegex(@"tuan le[^.;]{0,90}?\bnam (?<y>20\d\d)\b", Patterns.Bounded)]
    private static partial Regex WeekYear();

    [GeneratedRegex(@"(nam |/)(?<y>20\d\d)\b", Patterns.Bounded)]
    private static partial Regex AnyYear();
}
