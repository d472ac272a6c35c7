namespace TuanHoc.Documents;

/// <summary>What a line of the body is, which decides how it looks.</summary>
public enum LineRole { PartTitle, ClauseTitle, Clause, Text, Table }

/// <summary>A line as printed, with its number or dash; or a table.</summary>
public sealed record BodyLine(LineRole Role, string Text)
{
    public DocumentTable? Table { get; init; }

    public bool Bold { get; init; }

    public bool Italic { get; init; }
}

/// <summary>Blocks laid out as lines: numbers given by place, the end mark set.</summary>
public static class BodyLines
{
    public const string EndMark = "./.";

    public static IReadOnlyList<BodyLine> Of(IReadOnlyList<Block> blocks) => [.. Lines(blocks, depth: 1)];

    /// <summary>The same with "./." at the end: it stands for the last full stop, so that nothing can be added.</summary>
    public static IReadOnlyList<BodyLine> Closed(IReadOnlyList<Block> blocks)
    {
        var lines = Lines(blocks, depth: 1).ToList();
        if (lines is [.., { Role: LineRole.Text or LineRole.Clause } last])
            lines[^1] = last with { Text = last.Text.EndsWith(EndMark, StringComparison.Ordinal) ? last.Text : last.Text.TrimEnd(' ', '.', ';', ',') + EndMark };
        else if (lines.Count > 0)
            lines.Add(new BodyLine(LineRole.Text, EndMark));
        return lines;
    }

    private static IEnumerable<BodyLine> Lines(IReadOnlyList<Block> blocks, int depth)
    {
        int titled = 0, numbered = 0;
        foreach (var block in blocks)
        {
            switch (block)
            {
                case Section section:
                    yield return Title(section.Title, depth, depth == 1 ? ++titled : ++numbered);
                    break;
                case Clause clause:
                    // Roman numbers are for titled parts, so a clause outside every part is "1."
                    yield return new BodyLine(LineRole.Clause, $"{Number(Math.Max(depth, 2), ++numbered)} {clause.Text}");
                    break;
                case Bullet bullet:
                    yield return new BodyLine(LineRole.Text, $"{(bullet.Level == 1 ? "-" : "+")} {bullet.Text}");
                    break;
                case Paragraph paragraph:
                    yield return new BodyLine(LineRole.Text, paragraph.Text) { Bold = paragraph.Bold, Italic = paragraph.Italic };
                    break;
                case TableBlock table:
                    yield return new BodyLine(LineRole.Table, "") { Table = table.Table };
                    break;
                default:
                    throw new InvalidOperationException($"Không rõ khối {block.GetType().Name}.");
            }
            foreach (var line in Lines(Under(block), Math.Max(depth, block is Clause ? 2 : 1) + 1))
                yield return line;
        }
    }

    private static IReadOnlyList<Block> Under(Block block) => block switch
    {
        Section section => section.Blocks,
        Clause clause => clause.Blocks,
        _ => [],
    };

    private static BodyLine Title(string title, int depth, int number) => depth switch
    {
        1 => new BodyLine(LineRole.PartTitle, $"{Number(depth, number)} {title.ToUpperInvariant()}"),
        2 => new BodyLine(LineRole.ClauseTitle, $"{Number(depth, number)} {title}"),
        _ => new BodyLine(LineRole.Clause, $"{Number(depth, number)} {title}"),
    };

    private static string Number(int depth, int number) => depth switch
    {
        1 => Numerals.Roman(number) + ".",
        2 => VietnameseNumber.Whole(number) + ".",
        3 => Numerals.Letter(number) + ")",
        _ => "-",
    };
}
