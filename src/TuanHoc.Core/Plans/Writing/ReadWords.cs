using TuanHoc.Plans.Reading;

namespace TuanHoc.Plans.Writing;

/// <summary>The words of a plan that came as a file, as a person would have typed them here.</summary>
public sealed class ReadWords
{
    // What a part is mostly about, where it states several.
    private static readonly SectionKind[] Telling = [SectionKind.Assignments, SectionKind.Reporting, SectionKind.Ceremony, SectionKind.Time];

    private readonly PlanText plan;
    private readonly List<(SectionKind Kind, TextSpan At)> stated;

    public ReadWords(string text)
    {
        plan = new PlanText(text);
        var facts = PlanReader.Read(text);
        stated =
        [
            .. facts.Assignments.SelectMany(body => body.Tasks.Select(task => task.At).Prepend(body.At)).Select(at => (SectionKind.Assignments, at)),
            .. facts.Deadlines.Select(deadline => (SectionKind.Reporting, deadline.At)),
            .. facts.OpeningCeremonies.Select(ceremony => (SectionKind.Ceremony, ceremony.At)),
            .. new[] { facts.Theme?.At, facts.Period?.At, facts.Frame?.At }.OfType<TextSpan>().Select(at => (SectionKind.Time, at)),
        ];
    }

    /// <summary>Its main parts; where they state facts of a kind, the sentences made from these stand in place of theirs.</summary>
    public IReadOnlyList<DraftSection> Sections()
    {
        var printed = new HashSet<SectionKind> { SectionKind.Words };
        return [.. from part in plan.Outline.Children
                   where part.Title is not null
                   let kinds = part.Below().Prepend(part).SelectMany(Stated).ToHashSet()
                   let kind = Telling.Where(kinds.Contains).FirstOrDefault(printed.Add)
                   select new DraftSection(Heading(part.Title!.Text), kind, string.Join('\n', Lines(part, depth: 1)))];
    }

    /// <summary>Its annexes with their words; a table of figures is made from its form, slogans are facts.</summary>
    public IReadOnlyList<DraftAnnex> Annexes() => [.. from annex in plan.Annexes
                                                      where annex.Kind is not (AnnexKind.StatisticsTable or AnnexKind.Slogans)
                                                      let outline = Section.Outline(Block.Of(annex.Lines, plan.Margin))
                                                      select new DraftAnnex(annex.Kind, Heading(annex.Title.Text), string.Join('\n', Lines(outline, depth: 1)))];

    private IEnumerable<string> Lines(Section above, int depth) => above.Children.SelectMany(section => (Stated(section).Any() ? [] : Line(section, depth)).Concat(Lines(section, depth + 1)));

    private static IEnumerable<string> Line(Section section, int depth)
    {
        var block = section.Block!;
        if (section.Title is { } title)
        {
            yield return (depth == 1 ? "# " : "## ") + Heading(title.Text);
            if (section.Inline is { Length: > 0 } inline)
                yield return inline.Text;
            yield break;
        }
        yield return block.Level switch
        {
            Level.Row => $"| {string.Join(" | ", block.Cells.Select(cell => cell.Text.Trim()))} |",
            Level.SubBullet => "+ " + block.Body.Text,
            Level.Plain => block.Body.Text,
            _ => "- " + block.Body.Text,
        };
    }

    private IEnumerable<SectionKind> Stated(Section section) =>
        section.Block is { Whole.At: var at } ? stated.Where(fact => fact.At.From < at.To && at.From < fact.At.To).Select(fact => fact.Kind) : [];

    // Headings of a file are in capitals; here they are typed as they are said.
    private static string Heading(string title) => title.Any(char.IsLower) ? title : Wording.UpperFirst(title.ToLowerInvariant());
}
