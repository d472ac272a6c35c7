using TuanHoc.Web.Boards;
using TuanHoc.Web.Editions;

namespace TuanHoc.Web.Portal;

/// <summary>A figure of the report form as the portal shows it.</summary>
public sealed record PublicFigure(string Label, long Amount, string Unit, bool IsUpperBound);

/// <summary>What a unit and those below it came to, of accepted reports alone, with the moment at which they stood so and from how many reports of how many.</summary>
public sealed record NationFigures(DateTimeOffset At, long Accepted, long Asked, IReadOnlyList<PublicFigure> Figures)
{
    const int Shown = 4;

    /// <summary>The figures of a unit, of the nation where none is named; null before any report is accepted, and where the year has no form.</summary>
    public static Task<NationFigures?> OfAsync(LiveTotals live, Edition edition, DateTimeOffset at, CancellationToken cancel, long? unit = null) =>
        live.ReadAsync(edition.Id, new TotalsMap(Day: null, OnGround: false), (nameof(NationFigures), unit), totals => Of(totals, unit, at), cancel);

    static NationFigures? Of(EditionTotals totals, long? unit, DateTimeOffset at)
    {
        if (TotalsBoard.Of(totals, unit ?? totals.TopId, row: null, measure: null, all: false, everyUnit: false) is not { Form: not null } board || board.Units.Accepted == 0) return null;
        var figures = board.Lines.Where(line => line.Sums is { Accepted.IsNumber: true, Accepted.NumberOrZero: > 0 })
            .Select(line => new PublicFigure(line.Indicator.Label, line.Sums!.Value.Accepted.NumberOrZero, line.Indicator.Unit, line.Indicator.IsUpperBound)).Take(Shown).ToList();
        return figures.Count == 0 ? null : new(at, board.Units.Accepted, board.Units.Asked, figures);
    }
}
