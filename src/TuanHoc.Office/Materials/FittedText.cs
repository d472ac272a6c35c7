using System.Text;

namespace TuanHoc.Office.Materials;

/// <summary>A text divided into lines at the size at which all of them stand in their box.</summary>
internal sealed record FittedText(Typeface Face, double Size, IReadOnlyList<string> Lines, double Leading)
{
    // Between the marks of a line and the tails of that above, in parts of the size
    private const double Air = 0.04, LeastLeading = 1.2;

    /// <summary>From the top of the first line's letters to the foot of the last one's.</summary>
    public double Height => Size * (Face.Ascent + (Lines.Count - 1) * Leading + Face.Descent);

    /// <summary>As large as it goes in a box, in lines broken where a slogan wants to be: for what is read from afar.</summary>
    public static FittedText Display(string text, Typeface face, double width, double height, double largest, int mostLines)
    {
        var words = LineBreaks.Parts(Clean(text));
        if (words.Count == 0)
            return new(face, 0, [], LeastLeading);
        var (best, score, leading) = (default(FittedText), double.NegativeInfinity, LeadingOf(face));
        for (var count = 1; count <= Math.Min(mostLines, words.Count); count++)
        {
            var (lines, cost) = LineBreaks.Into(count, words, line => face.Width(line));
            var size = Math.Min(largest, Math.Min(width / lines.Max(line => face.Width(line)), height / (face.Ascent + (count - 1) * leading + face.Descent)));
            var worth = Math.Log(size) - 0.045 * cost - 0.02 * count;
            if (worth > score)
                (best, score) = (new(face, size, lines, leading), worth);
        }
        return best!;
    }

    /// <summary>At the size wanted, or smaller where it must be, in full lines: for what is read from near. A line break in the text is kept.</summary>
    public static FittedText Running(string text, Typeface face, double width, double height, double wanted)
    {
        var paragraphs = text.Normalize(NormalizationForm.FormC).Split('\n').Select(Clean).Where(paragraph => paragraph.Length > 0).ToList();
        for (var size = wanted; ; size *= 0.97)
        {
            var lines = paragraphs.SelectMany(paragraph => Wrapped(paragraph, face, width / size)).ToList();
            var fitted = new FittedText(face, size, lines, LeadingOf(face));
            if (lines.Count == 0 || fitted.Height <= height && lines.All(line => face.Width(line) * size <= width))
                return fitted;
        }
    }

    /// <summary>One composed form of every letter, and single spaces.</summary>
    public static string Clean(string text) => string.Join(' ', text.Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static double LeadingOf(Typeface face) => Math.Max(LeastLeading, face.Ascent + face.Descent + Air);

    private static IEnumerable<string> Wrapped(string paragraph, Typeface face, double width)
    {
        var line = "";
        foreach (var word in LineBreaks.Parts(paragraph))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && face.Width(longer) > width)
            {
                yield return line;
                longer = word;
            }
            line = longer;
        }
        yield return line;
    }
}
