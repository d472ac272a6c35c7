using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>The lines of Nơi nhận, wherever the page put them beside the signature.</summary>
internal static partial class RecipientReader
{
    public static IReadOnlyList<Told<string>> Read(PlanText plan)
    {
        var items = new List<List<Passage>>();
        var (begun, done) = (false, false);
        foreach (var piece in SignatureReader.Pieces(plan.Tail))
        {
            if (Heading().Match(piece.Key) is { Success: true } heading)
            {
                begun = true;
                AddInline(piece.After(heading.Length).Trim(), items);
            }
            else if (begun && !done && !SignatureReader.IsPartOfSignature(piece))
            {
                Add(piece, items);
            }

            done = items.Count > 0 && Filed().IsMatch(items[^1][0].Key) && !Hanging(items[^1][^1].Text);
        }

        // "Như trên": those whom the letter addresses.
        return [.. plan.Addressees.Select(named => new Told<string>(named.Text, named.At)), .. items.Select(Passage.Join).Select(item => item.Trim(" -–—+•;")).Select(WithoutStop).Where(item => item.Length > 1 && !(plan.Addressees.Count > 0 && AsAddressed().IsMatch(item.Key))).Select(item => new Told<string>(item.Text, item.At))];
    }

    private static void Add(Passage piece, List<List<Passage>> items)
    {
        var marked = Marker.Of(piece) is { Level: not Level.Plain } marker ? marker.Length : 0;
        if (marked > 0 || items.Count == 0 || items[^1][^1].Text[^1] is ';' or '.')
        {
            AddInline(piece, items);
        }
        else if (char.IsLower(piece.Text[0]) || piece.Text[0] == '(' || Hanging(items[^1][^1].Text))
        {
            items[^1].Add(piece);
        }
    }

    /// <summary>Several recipients may share a line: "- Như trên; - Lưu: VT."</summary>
    private static void AddInline(Passage piece, List<List<Passage>> items)
    {
        var begin = 0;
        foreach (Match next in NextItem().Matches(piece.Key))
        {
            items.Add([piece.Slice(begin, next.Index + 1 - begin)]);
            begin = next.Index + 1;
        }

        if (piece.Length > begin)
        {
            items.Add([piece.After(begin)]);
        }
    }

    private static bool Hanging(string text) => text[^1] is ',' or '-' or '&' || text.EndsWith(" và", StringComparison.Ordinal);

    private static Passage WithoutStop(Passage item) => item.Trim(item.Text.EndsWith("./.", StringComparison.Ordinal) ? " ./" : " .,");

    [GeneratedRegex(@"^[-+ ]*noi nhan ?:? ?", Patterns.Bounded)]
    private static partial Regex Heading();

    [GeneratedRegex(@"; ?[-+] ?[a-z]", Patterns.Bounded)]
    private static partial Regex NextItem();

    [GeneratedRegex(@"^nhu (tren|kinh gui)$", Patterns.Bounded)]
    private static partial Regex AsAddressed();

    [GeneratedRegex(@"^[-+ ]*luu\b", Patterns.Bounded)]
    private static partial Regex Filed();
}
