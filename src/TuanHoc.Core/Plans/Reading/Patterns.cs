using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

[assembly: SuppressMessage("Security", "MA0009:Add regex evaluation timeout", Scope = "namespaceanddescendants", Target = "~N:TuanHoc.Plans",
    Justification = "Every repetition is bounded and no paragraph is longer than 20,000 letters; a timeout would make the reading depend on the machine.")]

namespace TuanHoc.Plans.Reading;

/// <summary>
/// Options of every pattern run over a user's text. Patterns repeat a bounded number of times and run over single paragraphs,
/// so that no text can make them slow (the tests compare the time of a hostile text with that of its double).
/// </summary>
internal static class Patterns
{
    public const RegexOptions Bounded = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
}
