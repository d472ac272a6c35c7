using System.Globalization;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using TuanHoc.Statistics;
using TuanHoc.Text;

namespace TuanHoc.Core.Tests.Plans.Writing;

/// <summary>What a draft states and the reading of its text does not.</summary>
internal static class ReadAgain
{
    /// <summary>Each fact lost, in words; none when the text gives every one back.</summary>
    public static IReadOnlyList<string> Lost(PlanDraft draft, Plan read) =>
        [.. Facts(draft).Except(Facts(read, draft)), .. Added(draft, read), .. Ceremonies(draft, read), .. Statistics(draft, read), .. Outlines.Lost(draft, read), .. Invented(draft, read)];

    /// <summary>What the text was read to state and the draft does not. A ceremony without a day is one that a task or a title speaks of, and said to be doubtful.</summary>
    private static IEnumerable<string> Invented(PlanDraft draft, Plan read)
    {
        (string What, int Written, int Read)[] counts =
        [
            ("bases", draft.Bases.Count + draft.StandingPlans.Count, read.LegalBases.Count),
            ("ceremonies", draft.Ceremonies.Count, read.OpeningCeremonies.Count(ceremony => (ceremony.Date ?? ceremony.DateFrom) is not null)),
            ("assignments", draft.Assignments.Count, read.Assignments.Count),
            ("recipients", draft.Recipients.Count, read.Recipients.Count),
            ("annexes", PlanWriter.Write(draft).Annexes.Count, read.Annexes.Count),
            ("slogans", draft.Annexes.Where(annex => annex.Kind == AnnexKind.Slogans).Sum(annex => annex.Words.Split('\n').Length), read.Slogans.Count),
        ];
        return
        [
            .. counts.Where(count => count.Written != count.Read).Select(count => $"{count.What}: {count.Written} written, {count.Read} read"),
            // A task that asks for a plan by a day is a deadline too.
            .. read.Deadlines.Where(due => !draft.Deadlines.Any(own => (own.What, own.Date) == (due.What, due.Date)) && !draft.Assignments.SelectMany(body => body.Tasks).Any(task => task.Due == due.Date)).Select(due => $"deadline added: {due.What} {due.Date:yyyy-MM-dd}"),
            .. read.Counts.Select(count => $"count {count.Count} {count.What}"),
            .. Doubts(read).OfType<string>().Select(doubt => $"doubted without need: {doubt}"),
        ];
    }

    // What the draft states in full leaves nothing to look at again.
    private static IEnumerable<string?> Doubts(Plan read) =>
    [
        .. read.Doubts.Select(doubt => doubt.Value), read.Header.Issuer?.Doubt, read.Header.IssuerLevel?.Doubt, read.Header.Number?.Doubt, read.Header.Place?.Doubt, read.Header.IssuedOn?.Doubt, read.Header.Title?.Doubt, read.Header.Year?.Doubt,
        read.Header.Type?.Doubt, read.Theme?.Doubt, read.Period?.Doubt, read.Frame?.Doubt, read.Signature?.Doubt,
        .. read.LegalBases.Where(basis => basis.Date is not null).Select(basis => basis.Doubt), .. read.OpeningCeremonies.Where(ceremony => (ceremony.Date ?? ceremony.DateFrom) is not null).Select(ceremony => ceremony.Doubt),
        .. read.Assignments.SelectMany(body => body.Tasks.Select(task => task.Doubt).Prepend(body.Doubt)), .. read.Deadlines.Where(deadline => deadline.To is not null).Select(deadline => deadline.Doubt), .. read.Recipients.Select(recipient => recipient.Doubt),
        .. read.Slogans.Select(slogan => slogan.Doubt), .. read.Annexes.Where(annex => annex.Kind != AnnexKind.Other).Select(annex => annex.Doubt),
    ];

    private static IEnumerable<string> Facts(PlanDraft draft) =>
    [
        $"issuer {SearchKey.Of(draft.Issuer)}", $"number {draft.Number:00}/{draft.Notation}", $"place {draft.Place}", $"issued {draft.IssuedOn:d}", $"title {draft.Title}", $"year {draft.Year}", $"theme {draft.Theme}",
        $"week {draft.Week!.Start:d} {draft.Week.End:d}", $"frame {draft.Frame?.Name} {draft.Frame?.Start:d} {draft.Frame?.End:d}", $"type {draft.Type}", $"level {Level(draft)}",
        .. draft.Bases.Select(basis => Basis("basis", basis)), .. draft.StandingPlans.Select(standing => Basis("cited", standing.Document)),
        .. draft.Assignments.Select(body => $"charged {Mode(body)} {SearchKey.Of(body.Agency)} {body.Tasks.Count}"),
        .. draft.Assignments.SelectMany(body => body.Tasks.Select((task, place) => $"task {SearchKey.Of(body.Agency)} {place} {SearchKey.Of(task.Partners ?? "")} {SearchKey.Of(task.Text)}")),
        .. draft.Assignments.SelectMany(body => body.Tasks.Select((task, place) => $"due {SearchKey.Of(body.Agency)} {place} {task.Due:d} {(task.Due is null ? null : task.Bound)} {task.Time:HH:mm} {(task.Due is null ? "" : SearchKey.Of(task.To ?? ""))}")),
        .. draft.Deadlines.Select(due => Deadline(due.What, due.Date, due.Time, due.Bound, due.Who, due.To, due.Via, due.Email) + (due.WithPictures ? " with pictures" : "")),
        .. draft.Recipients.Select(recipient => $"recipient {recipient}"),
        .. draft.Signature!.Authority.Select(line => $"authority {line}"), $"signed {draft.Signature.Position} {draft.Signature.Name}",
        .. draft.Annexes.Select((annex, place) => $"annex {annex.Kind} {PlanWriter.Write(draft).Annexes[place].Title} {SearchKey.Of(annex.Title)}"),
        .. draft.Annexes.Where(annex => annex.Kind == AnnexKind.Slogans).SelectMany(annex => annex.Words.Split('\n')).Select(slogan => $"slogan {slogan.TrimStart('-', ' ')}"),
    ];

    private static IEnumerable<string> Facts(Plan read, PlanDraft draft) =>
    [
        $"issuer {SearchKey.Of(read.Header.Issuer?.Value ?? "")}", $"number {read.Header.Number?.Value}", $"place {read.Header.Place?.Value}", $"issued {read.Header.IssuedOn?.Value:d}", $"title {read.Header.Title?.Value}",
        $"year {read.Header.Year?.Value}", $"theme {read.Theme?.Value}", $"week {read.Period?.Start:d} {read.Period?.End:d}",
        $"frame {read.Frame?.Name} {read.Frame?.Start:d} {read.Frame?.End:d}", $"type {read.Header.Type?.Value}", $"level {read.Header.IssuerLevel?.Value}",
        .. read.LegalBases.Select(basis => $"{(basis.Where == BasisPlace.Basis ? "basis" : "cited")} {basis.Kind} {basis.Number} {basis.Date:d} {basis.Issuer}"),
        .. read.Assignments.Select(body => $"charged {body.Mode} {SearchKey.Of(body.Agency)} {body.Tasks.Count}"),
        .. read.Assignments.Zip(draft.Assignments).SelectMany(pair => pair.First.Tasks.Zip(pair.Second.Tasks).SelectMany((task, place) => Task(pair.First, task.First, task.Second, place))),
        .. read.Deadlines.Select(due => Deadline(due.What, due.Date, due.Time, due.Bound, due.Who ?? "", due.To, due.Via, due.Email) + (due.WithPictures ? " with pictures" : "")),
        .. read.Recipients.Select(recipient => $"recipient {recipient.Value}"),
        .. read.Signature?.Authority.Select(line => $"authority {line}") ?? [], $"signed {read.Signature?.Position} {read.Signature?.Name}",
        .. read.Annexes.Select(annex => $"annex {annex.Kind} {annex.PrintedNumber} {SearchKey.Of(annex.Title)}"),
        .. read.Slogans.Select(slogan => $"slogan {slogan.Value}"),
    ];

    // A body that has its name from plans is none that hands one in.
    private static IEnumerable<string> Added(PlanDraft draft, Plan read)
    {
        var lines = PlanWriter.Write(draft).ToText();
        return from due in read.Deadlines
               where due.What == Deliverable.Plan
               let line = lines[due.At.From..due.At.To]
               where !line.Contains("kế hoạch", StringComparison.Ordinal)
               select $"no plan is asked: {line}";
    }

    private static IEnumerable<string> Task(Assignment body, PlanTask read, DraftTask written, int place)
    {
        var (text, agency) = (SearchKey.Of(read.Text), SearchKey.Of(body.Agency));
        bool Holds(string? words) => text.Contains(SearchKey.Of(words ?? ""), StringComparison.Ordinal);
        yield return $"task {agency} {place} {(Holds(written.Partners) ? SearchKey.Of(written.Partners ?? "") : text)} {(Holds(written.Text) ? SearchKey.Of(written.Text) : text)}";
        yield return $"due {agency} {place} {read.Due:d} {read.Bound} {read.Time:HH:mm} {SearchKey.Of(read.DueTo ?? "")}";
    }

    private static IEnumerable<string> Ceremonies(PlanDraft draft, Plan read) => draft.Ceremonies
        .Where(told => !read.OpeningCeremonies.Any(found => (found.Date, found.DateFrom, found.DateTo, found.Time, found.Venue) == (told.Date, told.From, told.To, told.Time, told.Venue) && (found.Online ?? false) == told.Online))
        .Select(told => $"ceremony {told}");

    private static IEnumerable<string> Statistics(PlanDraft draft, Plan read)
    {
        if (draft.FormKey is null && draft.Annexes.All(annex => annex.Kind != AnnexKind.StatisticsTable))
            return [];
        var form = draft.FormKey is { } key ? StatisticsForm.Load(key) : StatisticsForm.Newest;
        return form.Rows.Where(row => !row.DistrictOnly).Select(row => $"row {row.Code} {row.Label} {row.Unit} {(row.IsText ? "Text" : string.Join('+', row.Columns.Select(column => column.Measure)))}").Except(read.StatisticsRows.Select(row => $"row {row.Code} {row.Label} {row.Unit} {string.Join('+', row.Measures)}"));
    }

    // The name says it; an office that has none of these words is as high as the body above it.
    private static IssuerLevel Level(PlanDraft draft) =>
        draft.Issuer.StartsWith("Trường", StringComparison.Ordinal) ? IssuerLevel.School
        : draft.Issuer.Contains("tỉnh", StringComparison.Ordinal) || draft.Issuer.StartsWith("Sở", StringComparison.Ordinal) ? IssuerLevel.Province : IssuerLevel.Commune;

    private static string Mode(DraftAssignment body) => body.IsAsked ? "Đề nghị" : "Giao";

    private static string Basis(string where, DraftBasis basis) => $"{where} {basis.Kind.ToLowerInvariant()} {basis.Number} {basis.Date:d} {basis.Issuer}";

    private static string Deadline(Deliverable what, DateOnly date, TimeOnly? time, DeadlineBound bound, string who, string? to, string? via, string? email) => string.Create(CultureInfo.InvariantCulture,
        $"deadline {what} {date:d} {time:t} {bound} {SearchKey.Of(who)} {SearchKey.Of(to ?? "")} {SearchKey.Of(via ?? "")} {email}");
}
