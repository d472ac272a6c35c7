using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>What a unit may begin a document from in a year, and the years it may begin one for.</summary>
public sealed record StartChoices(DraftUnit Unit, DocumentType Type, int Year, IReadOnlyList<int> Years, Edition? Edition, PlanSource? Upper, PlanSource? Last);

/// <summary>How a draft is begun.</summary>
static class DraftStart
{
    public const string Blank = "blank", Last = "last";

    public static async Task<StartChoices?> StartChoicesAsync(this AppDb db, long unitId, DocumentType type, int? asked, DateOnly today, CancellationToken cancel)
    {
        var newest = await db.CurrentEditionAsync(cancel);
        var years = await YearsAsync(db, unitId, type, newest?.Year ?? today.Year, today, cancel);
        // Once its Week is over, a year has nothing left to begin.
        var year = asked is { } chosen && years.Contains(chosen) ? chosen : newest?.LastDay < today ? years[^1] : years[0];
        var edition = year == newest?.Year ? newest : null;
        if (await db.DraftUnitAsync(unitId, edition?.Id, today, cancel) is not { } unit) return null;
        return new(unit, type, year, years, edition, await db.UpperPlanAsync(unitId, year, today, cancel), await db.LastPlanAsync(unitId, DraftWords.Stored(type), year, cancel));
    }

    // The newest edition's; the next one for the letter that opens it, and for those to whom a document of it has come.
    static async Task<IReadOnlyList<int>> YearsAsync(AppDb db, long unitId, DocumentType type, int newest, DateOnly today, CancellationToken cancel) =>
        unitId == UnitDirectory.Nation ? type == DocumentType.Letter ? [newest, newest + 1] : [newest] : [newest, .. (await db.YearsAheadAsync(unitId, newest, today, cancel)).Order()];

    /// <summary>A new draft with what it begins from.</summary>
    /// <param name="lastText">The text of last year's, where that came as a file.</param>
    public static PlanDraft Begin(StartChoices choices, PlanAbove? under, bool again, string lastText)
    {
        var (issuer, edition) = (choices.Unit.AsIssuer(choices.Type), choices.Edition);
        var week = edition is null ? null : new DraftPeriod(edition.FirstDay, edition.LastDay);
        var draft = under is not null ? PlanStart.Under(under.Facts, issuer, choices.Year, under.Ours) with { StandingPlans = Standing(under, choices.Last) }
            : again && choices.Last is { } last ? PlanStart.Again(last.Draft is { } typed ? DraftJson.Read(typed) : OfFile(PlanFacts.Read(last.Facts), lastText, last.Year!.Value, issuer), choices.Year, week, edition?.Theme)
            : PlanStart.Blank(issuer, choices.Year, week, edition?.Theme);
        return choices.Type == DocumentType.Plan ? draft with { Type = choices.Type } : draft with { Type = choices.Type, Notation = issuer.Notation, Annexes = again ? draft.Annexes : [], Assignments = again ? draft.Assignments : [] };
    }

    // What the plan above links the Week to holds for those below; the unit's own programmes last longer than a year.
    static IReadOnlyList<DraftStandingPlan> Standing(PlanAbove above, PlanSource? last) =>
        [.. above.Standing.Concat(last?.Draft is { } typed ? DraftJson.Read(typed).StandingPlans : []).DistinctBy(standing => standing.Document.Number)];

    /// <summary>A document that came as a file has facts and no fields: what it states is taken over, and its words beside that.</summary>
    /// <param name="year">Of the Week, where the document names none.</param>
    public static PlanDraft OfFile(Plan facts, string text, int year, DraftIssuer issuer)
    {
        year = facts.Header.Year?.Value ?? year;
        var words = new ReadWords(text);
        var (annexes, slogans) = (words.Annexes(), facts.Slogans.Select(s => s.Value).ToList());
        var blank = PlanStart.Blank(issuer, year, facts.Period is { } week ? new(week.Start, week.End) : null, facts.Theme?.Value);
        return blank with
        {
            Title = facts.Header.Title?.Value ?? blank.Title,
            Notation = facts.Header.Number?.Value is { } number && number.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? number[(slash + 1)..] : blank.Notation,
            IssuedOn = facts.Header.IssuedOn?.Value,
            Frame = facts.Frame is { } frame ? new(frame.Name, frame.Start, frame.End) : null,
            Bases = [.. facts.LegalBases.Where(b => b.Where == BasisPlace.Basis).Select(b => new DraftBasis(b.Kind ?? "", b.Number, b.Date, b.Issuer, Subject: null))],
            Ceremonies = [.. facts.OpeningCeremonies.Select(c => new DraftCeremony(c.Date, c.DateFrom, c.DateTo, c.Time, c.Venue, c.Online == true))],
            Assignments = [.. facts.Assignments.Select(a => new DraftAssignment(a.Agency, a.Mode?.StartsWith("Đề nghị", StringComparison.OrdinalIgnoreCase) == true, [.. a.Tasks.Select(PlanStart.Task)]))],
            Deadlines = [.. facts.Deadlines.Select(d => new DraftDeadline(d.What, d.Date, d.Time, d.Bound, d.Who ?? issuer.Below ?? "", d.To, d.Via, d.Email) { WithPictures = d.WithPictures })],
            Recipients = facts.Recipients.Count > 0 ? [.. facts.Recipients.Select(r => r.Value)] : blank.Recipients,
            Signature = facts.Signature is { } s ? new(s.Authority, s.Position ?? "", s.Name ?? "") : blank.Signature,
            Sections = words.Sections() is { Count: > 0 } sections ? sections : blank.Sections,
            // Those that it has, and of the usual ones those that it lacks.
            Annexes = [.. slogans.Count == 0 ? blank.Annexes.Where(a => a.Kind == AnnexKind.Slogans) : [new(AnnexKind.Slogans, "Khẩu hiệu tuyên truyền", string.Join('\n', slogans))], .. annexes, .. blank.Annexes.Where(a => a.Kind != AnnexKind.Slogans && annexes.All(own => own.Kind != a.Kind))],
        };
    }
}
