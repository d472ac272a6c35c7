using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>The theme (chủ đề): in quotes, after a colon, or as the paragraph under a heading.</summary>
internal static partial class ThemeReader
{
    public static Told<string>? Read(PlanText plan) =>
        Quoted(plan.Preamble) ?? InOwnSection(plan) ?? Quoted(plan.Body) ?? AfterColon(plan.Body) ?? Bare(plan.Body)
            ?? (plan.Title is { } title ? Quoted(title) ?? AfterColon(title) : null);

    private static Told<string>? Quoted(IEnumerable<Block> blocks) => blocks.Select(block => Quoted(block.Whole)).FirstOrDefault(theme => theme is not null);

    private static Told<string>? AfterColon(IEnumerable<Block> blocks) => blocks.Select(block => AfterColon(block.Whole)).FirstOrDefault(theme => theme is not null);

    private static Told<string>? Quoted(Passage text) => InQuotes().Match(text.Key) is { Success: true } found ? Theme(text.Slice(found.Groups["theme"])) : null;

    private static Told<string>? AfterColon(Passage text) => OpenEnded().Match(text.Key) is { Success: true } found ? Theme(text.Slice(found.Groups["theme"])) : null;

    private static Told<string>? InOwnSection(PlanText plan)
    {
        foreach (var section in plan.Outline.Below().Where(section => OwnHeading().IsMatch(section.Key)))
        {
            if (section.Inline is { } inline)
            {
                return Quoted(section.Block!.Body) ?? Theme(inline);
            }

            // Under "Chủ đề, thời gian" a paragraph may speak of either; under "Chủ đề" alone it is the theme.
            var alone = section.Title is { } title && OwnHeading().Match(title.Key).Length == title.Length;
            foreach (var body in section.Children.Where(child => child.Path is null).Select(child => child.Block!.Body))
            {
                var quoted = AnyQuotes().Match(body.Key);
                var bare = quoted.Success ? Theme(body.Slice(quoted.Groups["theme"])) : alone ? Theme(body) : null;
                if ((Quoted(body) ?? AfterColon(body) ?? bare) is { } theme)
                {
                    return theme;
                }
            }
        }

        return null;
    }

    /// <summary>"với chủ đề Chuyển đổi số … trên địa bàn": no mark but the capital tells where it begins.</summary>
    private static Told<string>? Bare(IEnumerable<Block> blocks) =>
        (from block in blocks
         from found in NoMarks().Matches(block.Whole.Key)
         let theme = block.Whole.Slice(found.Groups["theme"])
         where char.IsUpper(theme.Text[0])
         select Theme(theme)).FirstOrDefault() is { } bare
            ? bare with { Doubt = "Chủ đề không đặt trong ngoặc kép; hãy xem chỗ bắt đầu và kết thúc." }
            : null;

    private static Told<string>? Theme(Passage stated)
    {
        var theme = stated.Trim(" \"“”„«»'‘’.,;:");
        return theme.Length is > 3 and < 300 && !theme.Key.StartsWith("tuan le huong ung", StringComparison.Ordinal) ? new(theme.Text, theme.At) : null;
    }

    [GeneratedRegex(@"chu de( (cua|la|nam|tuan|le|huong|ung|hoc|tap|suot|doi|nay|quoc|gia|chung|\d{4})){0,14} ?(""[^""]{0,80}"" ?)?(la ?)?:? ?[""'](?<theme>[^""]{4,300}?)['""]", Patterns.Bounded)]
    private static partial Regex InQuotes();

    [GeneratedRegex(@"chu de( (cua|la|nam|tuan|le|huong|ung|hoc|tap|suot|doi|nay|quoc|gia|chung|""|\d{4})){0,14} ?(""[^""]{0,80}"" ?)?(: ?|la:? )(?<theme>[^"".;:]{4,300})", Patterns.Bounded)]
    private static partial Regex OpenEnded();

    [GeneratedRegex(@"(voi|theo|mang) chu de (nam \d{4} )?(?<theme>[^"".;:,(]{8,200}?)([.;:(]|, (cu the|voi|nhu)| tren dia ban| cu the| nhu sau| voi cac|$)", Patterns.Bounded)]
    private static partial Regex NoMarks();

    [GeneratedRegex(@"""(?<theme>[^""]{4,300})""", Patterns.Bounded)]
    private static partial Regex AnyQuotes();

    [GeneratedRegex(@"^(ten )?chu de( (cua|tuan|le|huong|ung|hoc|tap|suot|doi|nam|\d{4})){0,12}\b ?:?", Patterns.Bounded)]
    private static partial Regex OwnHeading();
}
