namespace TuanHoc.Documents;

/// <summary>A document as plain text: for reading without a word processor, and for comparing.</summary>
internal static class DocumentText
{
    public static string Of(AdministrativeDocument document)
    {
        var parts = new List<IEnumerable<string>>
        {
            Head(document),
            Title(document),
            document.AddresseeLines,
            document.BasisLines,
            Lines(document.BodyLines),
            document.RecipientLines,
            Signature(document.Signature),
        };
        foreach (var annex in document.Annexes)
        {
            parts.Add([annex.Title, annex.Name.ToUpperInvariant(), document.AnnexNote]);
            parts.Add(Lines(BodyLines.Of(annex.Blocks)));
        }
        return string.Join("\n\n", parts.Select(part => string.Join('\n', part)).Where(part => part.Length > 0)) + "\n";
    }

    /// <summary>A table's rows; a place covered by a span is empty, so that columns stay in line.</summary>
    public static IEnumerable<string> Rows(DocumentTable table) => table.Grid().Select(row => string.Join('\t', row.Select(slot =>
        (slot.ContinuesAbove ? "" : slot.Cell.Text.ReplaceLineEndings(" ")) + new string('\t', slot.Cell.ColumnSpan - 1))));

    private static IEnumerable<string> Head(AdministrativeDocument document)
    {
        var head = document.Letterhead;
        string[] subject = document.LetterSubject is { } letterSubject ? [letterSubject] : [];
        return [.. head.ParentLines, .. head.IssuerLines, Letterhead.Nation, Letterhead.Motto, head.NumberLine, .. subject, head.PlaceLine];
    }

    private static IEnumerable<string> Title(AdministrativeDocument document) =>
        document.TypeLine is { } type ? [type, document.Subject] : [];

    private static IEnumerable<string> Lines(IEnumerable<BodyLine> lines) =>
        lines.SelectMany(line => line.Table is { } table ? Rows(table) : [line.Text]);

    private static IEnumerable<string> Signature(Signature? signature) =>
        signature is null ? [] : [.. signature.CapitalLines, signature.Name];
}
