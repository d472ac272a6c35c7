namespace TuanHoc.Plans.Reading;

/// <summary>A paragraph with what stands under it; the root has none of its own.</summary>
internal sealed class Section(Block? block, Section? parent, string? path)
{
    // A title is a short phrase; a paragraph that happens to lead a list is longer.
    private const int LongestTitle = 30;

    // What stands before a colon in one line with the text, a body's name apart.
    private const int LongestLabel = 13;

    // "Các hoạt động cụ thể như sau:" is a heading still.
    private const int LongestLeadingTitle = 7;

    public Block? Block { get; } = block;

    public Section? Parent { get; } = parent;

    /// <summary>"II.2.1", "V#2", "1.1.a"; null for bullets and plain paragraphs.</summary>
    public string? Path { get; } = path;

    public List<Section> Children { get; } = [];

    public Level Level => Block?.Level ?? Level.Roman;

    public string Key => Block?.Key ?? "";

    /// <summary>The heading's words: the whole of a short numbered paragraph, or its part before a colon.</summary>
    public Passage? Title { get; private set; }

    /// <summary>What follows the colon of a heading in the same paragraph.</summary>
    public Passage? Inline { get; private set; }

    public IEnumerable<Section> Below() => Children.SelectMany(child => child.Below().Prepend(child));

    /// <summary>The nearest paragraph at or above that has a number.</summary>
    public Section? Numbered => Path is not null ? this : Parent?.Numbered;

    public static Section Outline(IEnumerable<Block> blocks)
    {
        var root = new Section(block: null, parent: null, path: null);
        var taken = new Dictionary<string, int>();
        var at = root;
        foreach (var read in blocks)
        {
            var block = Nested(read, at);
            var parent = ParentOf(block, at, root);
            var child = new Section(block, parent, block.Marker.IsNumbered ? PathOf(block.Marker, parent, taken) : null);
            parent.Children.Add(child);
            if (block.Level < Level.Row)
            {
                at = child;
            }
        }

        foreach (var section in root.Below().Where(section => section.Block!.Marker.MayHead))
        {
            section.FindTitle();
        }

        return root;
    }

    /// <summary>"1)" under "1.", or "1." under "I.1.", counts one level deeper.</summary>
    private static Block Nested(Block block, Section at)
    {
        var above = at.AtOrAbove(Level.Number);
        return block.Level == Level.Number && above is not null && block.Marker.Style != above.Block!.Marker.Style
            && (block.Marker.Style == NumberStyle.Bracket || above.Block.Marker.Style == NumberStyle.UnderRoman)
            ? block with { Marker = block.Marker with { Level = Level.SubNumber, Number = $"{above.Block.Marker.Number}.{block.Marker.Number}" } }
            : block;
    }

    private Section? AtOrAbove(Level level) => Block is null || Level < level ? null : Level == level ? this : Parent!.AtOrAbove(level);

    private static Section ParentOf(Block block, Section at, Section root)
    {
        // A plain paragraph closes the list of bullets before it.
        var level = block.Level >= Level.Row ? Level.Bullet : block.Level;
        while (at != root && at.Level >= level)
        {
            at = at.Parent!;
        }

        return at;
    }

    private static string PathOf(Marker marker, Section parent, Dictionary<string, int> taken)
    {
        var above = marker.Level is Level.Letter ? parent.Numbered : MainAbove(parent);
        var path = above?.Path is { } prefix ? $"{prefix}.{marker.Number}" : marker.Number;
        taken[path] = taken.GetValueOrDefault(path) + 1;
        return taken[path] == 1 ? path : $"{path}#{taken[path]}";
    }

    /// <summary>The nearest section with a Roman numeral or a part's letter.</summary>
    private static Section? MainAbove(Section section) =>
        section.Block is null ? null : section.Level <= Level.Roman ? section : MainAbove(section.Parent!);

    private void FindTitle()
    {
        var body = Block!.Body;
        var colon = Colon(body.Text);
        if (colon > 0 && IsTitle(body.Slice(0, colon)) && IsLabel(body.Slice(0, colon)))
        {
            (Title, Inline) = (body.Slice(0, colon).Trim(), body.After(colon + 1).Trim());
        }
        else if (!LeadsIn(body) && (IsTitle(body) || (Words(body.Text) <= LongestTitle && Children.Count > 0 && Bodies.AreOnlyNamed(body))) && !body.Text.EndsWith('.') && !body.Text.EndsWith(';'))
        {
            Title = body.Trim(":");
        }
    }

    /// <summary>"3. Mở rộng cơ hội học tập cho mọi đối tượng, cụ thể:" is a paragraph that leads a list; a main heading is one whatever it ends with.</summary>
    private bool LeadsIn(Passage body) =>
        Parent!.Path is not null && Words(body.Text) > LongestLeadingTitle && Headings.LeadIn().IsMatch(body.Key);

    /// <summary>The first colon outside quotes and brackets.</summary>
    private static int Colon(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length - 1; i++)
        {
            depth += text[i] switch { '“' or '(' => 1, '”' or ')' => -1, _ => 0 };
            if (depth <= 0 && text[i] == ':' && text[i + 1] == ' ')
            {
                return i;
            }
        }

        return -1;
    }

    private static int Words(string text) => text.Count(letter => letter == ' ') + 1;

    private static bool IsLabel(Passage words) =>
        Bodies.IsName(words.Key) ? Bodies.AreOnlyNamed(words) : Words(words.Text) <= LongestLabel || Bodies.AreOnlyNamed(words);

    private static bool IsTitle(Passage text) =>
        Words(text.Text) <= LongestTitle && !text.Text.Contains(". ", StringComparison.Ordinal) && !text.Text.Contains(';');
}
