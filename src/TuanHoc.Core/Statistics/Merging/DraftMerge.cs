namespace TuanHoc.Statistics;

/// <summary>A field that two people changed to different values: neither is thrown away, and a person decides.</summary>
/// <param name="Field">The cell, note or section.</param>
/// <param name="Was">What both began from.</param>
/// <param name="Mine">What the one who comes now typed.</param>
/// <param name="Theirs">What stands.</param>
public sealed record MergeConflict(string Field, string Was, string Mine, string Theirs);

/// <summary>What comes of two people's changes: the values as they now stand, theirs where the two differ, and where that is.</summary>
public sealed record DraftMerge(IReadOnlyDictionary<string, string> Values, IReadOnlyList<MergeConflict> Conflicts)
{
    /// <summary>
    /// Merges field by field. A field is a cell (a figure as <see cref="Figure.ToString"/> writes it), a row's note or a section of the narrative; one that is missing is blank.
    /// Who changed nothing in a field leaves it to the other; the same change by both is one change.
    /// </summary>
    /// <param name="was">What both began from.</param>
    /// <param name="mine">As the one who comes now has it.</param>
    /// <param name="theirs">As it stands.</param>
    public static DraftMerge Of(IReadOnlyDictionary<string, string> was, IReadOnlyDictionary<string, string> mine, IReadOnlyDictionary<string, string> theirs)
    {
        var (values, conflicts) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<MergeConflict>());
        foreach (var field in was.Keys.Union(mine.Keys).Union(theirs.Keys).Order(StringComparer.Ordinal))
        {
            var (before, typed, stands) = (At(was, field), At(mine, field), At(theirs, field));
            if (typed != before && stands != before && typed != stands) conflicts.Add(new(field, before, typed, stands));
            var value = stands == before ? typed : stands;
            if (value.Length > 0) values[field] = value;
        }
        return new(values, conflicts);
    }

    static string At(IReadOnlyDictionary<string, string> values, string field) => values.TryGetValue(field, out var value) ? value : "";
}
