namespace TuanHoc.Web.Platform;

/// <summary>Whether a program asks, or a person.</summary>
static class ProgramRequests
{
    /// <summary>True where the answer is read by no person: under /api, and where a page is not among what is accepted.</summary>
    public static bool IsOfProgram(this HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        || request.GetTypedHeaders().Accept is { Count: > 0 } accept && !accept.Any(type => type.MatchesMediaType("text/html"));
}
