using TuanHoc.Text;

namespace TuanHoc.Web.Units.Import;

/// <summary>What the check says and asks of rows, and what a person has answered. A row with a fault or an open question goes no further.</summary>
sealed class Dialogue(List<Finding> findings, IReadOnlyDictionary<(int Row, string Question), string> answers)
{
    public static readonly Choice New = new("new", "Đơn vị khác, thêm mới"), Skip = new("skip", "Bỏ dòng này");

    readonly HashSet<int> stopped = [], skipped = [];

    public bool IsStopped(ImportRow row) => row.IsFaulty || stopped.Contains(row.Number);

    public bool IsSkipped(ImportRow row) => skipped.Contains(row.Number);

    public void Fault(ImportRow row, string read, Sentence said)
    {
        stopped.Add(row.Number);
        findings.Add(new(row.Number, Finding.Fault, read.Cut(), said));
    }

    public void Change(ImportRow row, Sentence said) => findings.Add(new(row.Number, Finding.Change, row.Name.Cut(), said));

    /// <summary>The answer; null when it is still open, or when it was to leave the row out.</summary>
    public string? Ask(ImportRow row, string question, string read, Sentence said, params IReadOnlyList<Choice> choices)
    {
        var answer = answers.TryGetValue((row.Number, question), out var given) && choices.Any(c => c.Value == given) ? given : null;
        findings.Add(new(row.Number, Finding.Asked, read.Cut(), said) { Question = question, Choices = choices, Answer = answer });
        if (answer is null) stopped.Add(row.Number);
        if (answer != Skip.Value) return answer;
        stopped.Add(row.Number);
        skipped.Add(row.Number);
        return null;
    }

    /// <summary>The choice that the row is a certain unit; it holds for that unit alone.</summary>
    public static Choice SameAs(KnownUnit unit) => new($"same:{unit.Id}", "Cùng một đơn vị");
}
