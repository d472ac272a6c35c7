using TuanHoc.Plans.Writing;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>A line that one draft has and another has not.</summary>
public readonly record struct DifferentLine(bool IsAdded, string Text);

/// <summary>What differs under one heading.</summary>
public sealed record DifferentGroup(string Title, IReadOnlyList<DifferentLine> Lines);

/// <summary>Two drafts compared as they are read: facts and lines taken out and put in, heading by heading.</summary>
public static class DraftDifference
{
    // Longer stretches than this are told whole: looking for the shortest difference takes their product.
    const int MostSteps = 4_000_000;

    public static IReadOnlyList<DifferentGroup> Between(PlanDraft was, PlanDraft became)
    {
        var (before, after) = (Lines(was), Lines(became));
        return [.. from title in before.Keys.Union(after.Keys)
                   let lines = Between(before.GetValueOrDefault(title) ?? [], after.GetValueOrDefault(title) ?? [])
                   where lines.Count > 0
                   select new DifferentGroup(title, lines)];
    }

    static Dictionary<string, List<string>> Lines(PlanDraft draft)
    {
        var sheet = new DraftSheet(DraftSheet.Typed(draft, new OrderedForm(draft.FormKey, IsNone: false), lateReason: null), draft.Type);
        return sheet.Groups.ToDictionary(group => group.Title, group => group.Rows.SelectMany(row => row.Tasks.Prepend(row)).Where(row => !row.IsBlank).SelectMany(LinesOf).ToList(), StringComparer.Ordinal);
    }

    static IEnumerable<string> LinesOf(SheetRow row)
    {
        var typed = row.Fields.Where(f => f.Value.Length > 0).ToList();
        if (row.Fields.Count == 1) return typed.Select(f => f.Value);
        var text = typed.Where(f => f.Field.Kind == FieldKind.Lines).SelectMany(f => f.Value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var facts = string.Join(" · ", typed.Where(f => f.Field.Kind != FieldKind.Lines).Select(f => $"{f.Field.Label}: {f.Shown}"));
        return facts.Length > 0 ? text.Prepend(facts) : text;
    }

    static List<DifferentLine> Between(List<string> was, List<string> became)
    {
        var (first, last) = (0, 0);
        while (first < was.Count && first < became.Count && was[first] == became[first]) first++;
        while (last < was.Count - first && last < became.Count - first && was[^(last + 1)] == became[^(last + 1)]) last++;
        return Within(was[first..^last], became[first..^last]);
    }

    // The longest common lines, as a table filled from the end; what is not among them was taken out or put in.
    static List<DifferentLine> Within(List<string> was, List<string> became)
    {
        if ((long)was.Count * became.Count > MostSteps) return [.. was.Select(line => new DifferentLine(false, line)), .. became.Select(line => new DifferentLine(true, line))];
        var common = new int[was.Count + 1, became.Count + 1];
        for (var i = was.Count - 1; i >= 0; i--)
            for (var j = became.Count - 1; j >= 0; j--)
                common[i, j] = was[i] == became[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        var (lines, from, to) = (new List<DifferentLine>(), 0, 0);
        while (from < was.Count || to < became.Count)
        {
            if (from < was.Count && to < became.Count && was[from] == became[to]) (from, to) = (from + 1, to + 1);
            else if (to == became.Count || (from < was.Count && common[from + 1, to] >= common[from, to + 1])) lines.Add(new(false, was[from++]));
            else lines.Add(new(true, became[to++]));
        }
        return lines;
    }
}
