using System.Text.RegularExpressions;
using TuanHoc.Text;

namespace TuanHoc.Statistics;

/// <summary>What is said of a typed text that is no figure, as data: a device without a connection says the same.</summary>
/// <param name="Said">The sentence; {0} stands for the text, {1} for the most digits of a figure.</param>
/// <param name="Pattern">What the text looks like, for any kind of regular expressions; empty for any text.</param>
/// <param name="OfPeople">Said of attendances alone.</param>
public sealed record NoFigure(Sentence Said, string Pattern, bool OfPeople = false)
{
    readonly Regex pattern = new(Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    internal bool Fits(string text, Measure measure) => (!OfPeople || measure == Measure.People) && pattern.IsMatch(text);

    internal Sentence Of(string text) => Said with { Arguments = [text.Length <= 40 ? text : text[..40] + "…", Figure.MaxDigits] };
}
