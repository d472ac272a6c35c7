using TuanHoc.Plans;

namespace TuanHoc.Web.Plans;

/// <summary>A numbered place in the text.</summary>
public readonly record struct Place(int Number, TextSpan At, bool IsDoubtful);

/// <summary>A stretch of the text over which nothing changes: the places it lies in, those that begin or end with it, and whether it is a heading.</summary>
public sealed record Piece(string Text, bool IsHeading, IReadOnlyList<Place> Within, IReadOnlyList<Place> Begins, IReadOnlyList<Place> Ends);

/// <summary>Cuts a text at the borders of places, which may overlap, so that each stretch is marked once.</summary>
public static class Highlight
{
    public static IEnumerable<Piece> Cut(string text, IReadOnlyList<Place> places, IEnumerable<TextSpan> headings)
    {
        var marked = places.Select(p => p with { At = Within(text, p.At) }).Where(p => p.At.To > p.At.From).OrderBy(p => p.At.From).ThenBy(p => p.Number).ToList();
        var bold = headings.Select(h => Within(text, h)).Where(h => h.To > h.From).OrderBy(h => h.From).ToList();
        var borders = new SortedSet<int>(marked.SelectMany(p => (int[])[p.At.From, p.At.To]).Concat(bold.SelectMany(h => (int[])[h.From, h.To]))) { 0, text.Length };
        var (open, next, heading, from) = (new List<Place>(), 0, 0, -1);
        foreach (var to in borders)
        {
            if (from >= 0)
            {
                while (next < marked.Count && marked[next].At.From <= from) open.Add(marked[next++]);
                while (heading < bold.Count && bold[heading].To <= from) heading++;
                yield return new(text[from..to], heading < bold.Count && bold[heading].From <= from, [.. open], [.. open.Where(p => p.At.From == from)], [.. open.Where(p => p.At.To == to)]);
                open.RemoveAll(p => p.At.To <= to);
            }
            from = to;
        }
    }

    static TextSpan Within(string text, TextSpan at) => new(Math.Clamp(at.From, 0, text.Length), Math.Clamp(at.To, 0, text.Length));
}
