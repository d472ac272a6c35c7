namespace TuanHoc.Plans.Writing;

using TuanHoc.Documents;

/// <summary>What is typed line by line, as blocks of a document; the grammar is that of <see cref="DraftSection"/>.</summary>
internal static class TypedLines
{
    // A column is as wide as its longest text, within reason.
    private const int NarrowestColumn = 5;
    private const int WidestColumn = 40;

    public static List<Block> Blocks(string words)
    {
        var blocks = new List<Block>();
        var (point, at) = (blocks, blocks);
        var rows = new List<string[]>();
        foreach (var line in words.Split('\n').Select(line => line.Trim()).Append(""))
        {
            if (line.StartsWith('|'))
            {
                rows.Add([.. line.Trim('|').Split('|').Select(cell => cell.Trim())]);
                continue;
            }

            if (rows.Count > 0)
            {
                at.Add(Table(rows));
                rows = [];
            }

            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                point = at = [];
                blocks.Add(Point(line[2..], at));
            }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                at = [];
                point.Add(Point(line[3..], at));
            }
            else if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                at.Add(new Bullet(line[2..]));
            }
            else if (line.StartsWith("+ ", StringComparison.Ordinal))
            {
                at.Add(new Bullet(line[2..], Level: 2));
            }
            else if (line.Length > 0)
            {
                at.Add(new Paragraph(line));
            }
        }

        return blocks;
    }

    /// <summary>The lines that say something, without the marks that stand before them.</summary>
    public static IEnumerable<string> Plain(string words) =>
        words.Split('\n').Select(line => line.Trim().TrimStart('-', '+', '#').Trim()).Where(line => line.Length > 0);

    // A point that ends as a sentence does is one, not a title.
    private static Block Point(string text, List<Block> under) =>
        text.Trim() is var point && point.Length > 0 && point[^1] is '.' or ';' or ':' ? new Clause(point, under) : new Section(point, under);

    private static TableBlock Table(List<string[]> rows)
    {
        var columns = rows.Max(row => row.Length);
        var even = rows.Select(row => DocumentRow.Of([.. row, .. Enumerable.Repeat("", columns - row.Length)])).ToList();
        return new TableBlock(new DocumentTable(
            [.. Enumerable.Range(0, columns).Select(column => Column(even.Select(row => row.Cells[column].Text).ToList()))], even[..1], even[1..]));
    }

    private static DocumentColumn Column(List<string> texts) =>
        new(Math.Clamp(texts.Max(text => text.Length), NarrowestColumn, WidestColumn),
            texts.Skip(1).All(text => text.Length <= NarrowestColumn) ? Alignment.Center : Alignment.Left);
}
