namespace TuanHoc.Documents;

/// <summary>A piece of a document's body; knows nothing of files or pages.</summary>
public abstract record Block;

/// <summary>A titled part. Its number comes from its place: "I. MỤC ĐÍCH", "1. Ưu điểm", "a) …".</summary>
public sealed record Section(string Title, IReadOnlyList<Block> Blocks) : Block;

/// <summary>A numbered sentence without a title, "1. …" or "a) …", and what stands under it.</summary>
public sealed record Clause(string Text, IReadOnlyList<Block> Blocks) : Block
{
    public Clause(string text) : this(text, []) { }
}

public sealed record Paragraph(string Text) : Block
{
    public bool Bold { get; init; }

    public bool Italic { get; init; }
}

/// <summary>"- …", and under it (level 2) "+ …".</summary>
public sealed record Bullet(string Text, int Level = 1) : Block;

/// <summary>A table with ruled cells; its header rows repeat on every page.</summary>
public sealed record TableBlock(DocumentTable Table) : Block;
