using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>Options for every pattern run over a user's text: no backtracking, so no text can make a pattern slow.</summary>
internal static class Patterns
{
    public const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
}
