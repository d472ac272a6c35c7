using TuanHoc.Documents;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using TuanHoc.Text;

namespace TuanHoc.Core.Tests.Plans.Writing;

/// <summary>The numbered parts and points of a draft, as they are printed and as they are read back.</summary>
internal static class Outlines
{
    /// <summary>Each point that is lost, or read where none is printed, in words.</summary>
    public static IEnumerable<string> Lost(PlanDraft draft, Plan read)
    {
        var (written, found) = (Printed(draft), read.Outline.ToDictionary(entry => entry.Path, entry => SearchKey.Of(entry.Title ?? entry.StartsWith ?? ""), StringComparer.Ordinal));
        foreach (var (path, words) in written)
            if (!found.TryGetValue(path, out var key) || key.Length == 0 || !words.StartsWith(key, StringComparison.Ordinal)) yield return $"point {path} {words}, read {key}";
        foreach (var path in found.Keys.Except(written.Keys)) yield return $"no point is printed: {path} {found[path]}";
        foreach (var body in read.Assignments)
            if (body.OutlinePath is not { } path || !written.TryGetValue(path, out var title) || !title.EndsWith(SearchKey.Of(body.Agency), StringComparison.Ordinal)) yield return $"assigned at {body.OutlinePath}: {body.Agency}";
        foreach (var activity in read.Activities)
            if (activity.OutlinePath is { } path && !written.ContainsKey(path)) yield return $"activity at {path}: {activity.Text}";
    }

    // "I.2.a": by the number of each line and of those above it.
    private static Dictionary<string, string> Printed(PlanDraft draft)
    {
        var points = new Dictionary<string, string>(StringComparer.Ordinal);
        var (part, number) = ("", "");
        foreach (var line in BodyLines.Of(PlanWriter.Write(draft).Body).Where(line => line.Role is LineRole.PartTitle or LineRole.ClauseTitle or LineRole.Clause))
        {
            var (mark, words) = (line.Text[..line.Text.IndexOf(' ', StringComparison.Ordinal)], line.Text[(line.Text.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            if (line.Role == LineRole.PartTitle) (part, number) = (mark.TrimEnd('.'), "");
            else if (mark.EndsWith('.')) number = mark.TrimEnd('.');
            string[] path = mark.EndsWith(')') ? [part, number, mark.TrimEnd(')')] : [part, number];
            points.Add(string.Join('.', path.Where(step => step.Length > 0)), SearchKey.Of(words));
        }
        return points;
    }
}
