namespace TuanHoc.Web.Tasks;

/// <summary>The place of a task in the text of its plan.</summary>
static class PlanPlace
{
    // As much as finds the sentence; a longer one may be broken over lines.
    const int Words = 6;

    /// <summary>The page of the plan, opened at the words by the browser's own search for text.</summary>
    public static string Of(Guid plan, string words) =>
        $"/plans/{plan}#:~:text={Uri.EscapeDataString(string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(Words)).TrimEnd('.', ',', ';')).Replace("-", "%2D", StringComparison.Ordinal)}";
}
