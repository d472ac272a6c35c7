namespace TuanHoc.Plans.Writing;

/// <summary>How a plan is begun: from a blank with the usual parts, from the plan above, from last year's.</summary>
public static class PlanStart
{
    private const string Committee = "Ủy ban nhân dân ";

    /// <summary>The usual parts of such a plan, in words to go on from.</summary>
    public static PlanDraft Blank(DraftIssuer issuer, int year, DraftPeriod? week = null, string? theme = null) => new()
    {
        ParentBody = issuer.ParentBody,
        Issuer = issuer.Name,
        Notation = issuer.Notation,
        Place = issuer.Place,
        Year = year,
        Title = $"Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm {year}{Where(issuer.Name)}",
        Theme = theme,
        Week = week,
        Sections = BlankParts.Sections,
        Assignments = BlankParts.Assignments(issuer),
        Recipients = ["Các cơ quan, đơn vị có tên trong Kế hoạch", "Lưu: VT"],
        Signature = issuer.Signature,
        Annexes = BlankParts.Annexes,
    };

    /// <summary>
    /// A plan under another: its theme, week, longer frame, bases, the tasks given to the issuer (<paramref name="ours"/>: the names by which the upper plan calls it),
    /// what the issuer has to hand up, and the days within which it holds its ceremony.
    /// </summary>
    public static PlanDraft Under(Plan upper, DraftIssuer issuer, int year, IReadOnlyCollection<string> ours)
    {
        var blank = Blank(issuer, year, upper.Period is { } period ? new DraftPeriod(period.Start, period.End) : null, upper.Theme?.Value);
        return blank with
        {
            Frame = upper.Frame is { } frame ? new DraftFrame(frame.Name, frame.Start, frame.End) : null,
            Bases = UpperFacts.Bases(upper),
            Ceremonies = UpperFacts.Ceremonies(upper),
            Assignments = [.. UpperFacts.Tasks(upper, issuer, ours), .. blank.Assignments.Skip(1)],
            Deadlines = UpperFacts.Deadlines(upper, issuer, ours),
            Recipients = upper.Header.Issuer?.Value is { } above ? [$"{UpperFacts.Running(above)} (để báo cáo)", .. blank.Recipients] : blank.Recipients,
        };
    }

    /// <summary>Last year's plan once more: every day as far from the Week as it was, the year in the words renewed, what was cited for that year alone left out.</summary>
    public static PlanDraft Again(PlanDraft last, int year, DraftPeriod? week = null, string? theme = null)
    {
        var move = new YearMove(last.Year, year, last.Week is { } old && week is not null ? week.Start.DayNumber - old.Start.DayNumber : null);
        return last with
        {
            Number = null,
            IssuedOn = null,
            Year = year,
            Title = move.Words(last.Title),
            Theme = theme,
            Week = week ?? move.Period(last.Week),
            Frame = last.Frame is { } frame ? new DraftFrame(frame.Name, move.Day(frame.Start), move.Day(frame.End)) : null,
            Bases = [.. last.Bases.Where(basis => basis.Subject?.Contains($"{last.Year}", StringComparison.Ordinal) != true)],
            Ceremonies = [.. last.Ceremonies.Select(ceremony => ceremony with { Date = move.Day(ceremony.Date), From = move.Day(ceremony.From), To = move.Day(ceremony.To) })],
            Sections = [.. last.Sections.Select(section => section with { Title = move.Words(section.Title), Words = move.Words(section.Words) })],
            Assignments = [.. last.Assignments.Select(body => body with { Tasks = [.. body.Tasks.Select(task => task with { Text = move.Words(task.Text), Due = move.Day(task.Due) })] })],
            Deadlines = [.. last.Deadlines.Select(deadline => deadline with { Date = move.Day(deadline.Date) })],
            Annexes = [.. last.Annexes.Select(annex => annex with { Title = move.Words(annex.Title), Words = move.Words(annex.Words) })],
            FormKey = null,
            PrintedFormKey = null,
        };
    }

    /// <summary>A task of a plan that was read, as it is typed: the order in its words, its day apart.</summary>
    public static DraftTask Task(PlanTask task) => UpperFacts.Task(task);

    private static string Where(string issuer) =>
        issuer.StartsWith(Committee, StringComparison.OrdinalIgnoreCase) ? $" trên địa bàn {issuer[Committee.Length..]}" : "";
}
