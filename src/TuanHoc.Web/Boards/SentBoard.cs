using Microsoft.EntityFrameworkCore;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Reports;

namespace TuanHoc.Web.Boards;

/// <summary>A number over the reports below a unit: when it sent its report up, and now.</summary>
public sealed record SentLine(FormColumn Column, long Then, long Now)
{
    public long Difference => Now - Then;
}

/// <summary>A step of a report below since then: "submitted", "returned" or "accepted".</summary>
public sealed record StepSince(Guid ReportId, string UnitName, string Kind, DateTimeOffset At, string By);

/// <summary>What stood below a unit when it sent its report up, beside what stands there now.</summary>
public sealed record SentBoard
{
    // More than anybody reads; the numbers above them are of all.
    const int MostSteps = 100;

    public required IReadOnlyList<long> Path { get; init; }
    public required IReadOnlyDictionary<long, UnitName> Names { get; init; }
    public required Guid ReportId { get; init; }
    public required int Version { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required BelowSums Then { get; init; }
    public required BelowSums Now { get; init; }
    public required IReadOnlyList<SentLine> Lines { get; init; }
    /// <summary>Where a unit below says something else in words than it did then.</summary>
    public required IReadOnlyList<ChangedNote> Notes { get; init; }
    public required IReadOnlyList<StepSince> Steps { get; init; }
    public required StatisticsForm? Form { get; init; }

    public bool HasMoreNotes => Notes.Count == MostSteps;

    public bool HasMoreSteps => Steps.Count == MostSteps;

    /// <summary>The sums below a unit on the edition's own map; null where nothing is below it.</summary>
    public static Task<BelowSums?> BelowAsync(LiveTotals live, int editionId, long unitId, CancellationToken cancel) =>
        live.ReadAsync(editionId, default, (nameof(BelowSums), unitId), totals => Below(totals, unitId), cancel);

    static BelowSums? Below(EditionTotals edition, long unitId)
    {
        if (edition.Around(unitId, out var unit) is not { } totals || !TotalsBoard.HasBelow(totals, unit)) return null;
        var own = new long[totals.Columns];
        totals.Own(unit, own);
        var (received, accepted) = (totals.Received(unit).ToArray(), totals.Accepted(unit).ToArray());
        var isAccepted = totals.StandingOf(unit) == Standing.Accepted;
        for (var column = 0; column < own.Length; column++)
        {
            received[column] -= own[column];
            if (isAccepted || column == totals.Asked) accepted[column] -= own[column];
        }
        return new(received[..totals.FormColumns], accepted[..totals.FormColumns], (int)received[totals.Asked], (int)received[totals.Counted], (int)accepted[totals.Counted]) { Facts = FactsBelow(ReportFacts.Of(edition, unitId)!) };
    }

    static BelowFacts FactsBelow(ReportFacts facts) => new(
        [.. facts.Said.Select((_, column) => facts.Children.Aggregate(0, (said, child) => said | (int)child.Said[column]))],
        [.. facts.Kinds.Select(kind => new BelowKind(UnitKinds.Word(kind.Kind), kind.Asked, kind.Counted))], [.. facts.Missing]);

    /// <summary>The version sent last with what stood below it; null where the unit has sent none since reports below it are kept with it.</summary>
    internal static async Task<SentBoard?> OfAsync(AppDb db, LiveTotals live, TotalsPlace place, CancellationToken cancel)
    {
        var sent = await db.Database.SqlQuery<Row>($"""
            select b.report_id, b.version, b.at, p.full_name as by, b.received, b.accepted, b.asked, b.counted, b.counted_accepted
              from report r
              join report_below b on b.report_id = r.id
              join report_step s on s.report_id = r.id and s.kind = 'submitted' and s.version = b.version
              join person p on p.id = s.by
             where r.edition_id = {place.EditionId} and r.unit_id = {place.UnitId}
             order by b.version desc limit 1
            """).ToListAsync(cancel);
        if (sent is not [var row] || place.FormKey is null || await BelowAsync(live, place.EditionId, place.UnitId, cancel) is not { } now) return null;
        var then = new BelowSums(row.Received, row.Accepted, row.Asked, row.Counted, row.CountedAccepted);
        var (path, names, form) = await live.ReadAsync(place.EditionId, default, (nameof(SentBoard), place.UnitId), totals => (PathTo(totals, place.UnitId), totals.Names, totals.Around(place.UnitId, out _)?.Form), cancel);
        return new()
        {
            Path = path,
            Names = names,
            ReportId = row.ReportId,
            Version = row.Version,
            At = row.At,
            By = row.By,
            Then = then,
            Now = now,
            // Rows that the province added since stand behind what it had when it sent.
            Lines = [.. from column in form?.Columns.Take(Math.Min(then.Received.Length, now.Received.Length)) ?? [] where then.Received[column.Index] != now.Received[column.Index] select new SentLine(column, then.Received[column.Index], now.Received[column.Index])],
            Form = form,
            Notes = await CountedUnits.AskedAsync(live, place, cancel) is { } units ? await db.NotesSinceAsync(place, units, row.At, MostSteps, cancel) : [],
            Steps = await db.Database.SqlQuery<StepSince>($"""
                with recursive below (id, unit_id) as (
                    select r.id, r.unit_id from report r where r.edition_id = {place.EditionId} and r.receiver_id = {place.UnitId}
                    union all
                    select c.id, c.unit_id from below b join report c on c.edition_id = {place.EditionId} and c.receiver_id = b.unit_id)
                select b.id as report_id, unit_name(b.unit_id, {place.LastDay}) as unit_name, s.kind, s.at, p.full_name as by
                  from below b join report_step s on s.report_id = b.id join person p on p.id = s.by
                 where s.at > {row.At}
                 order by s.at desc, s.id desc
                 limit {MostSteps}
                """).ToListAsync(cancel),
        };
    }

    static IReadOnlyList<long> PathTo(EditionTotals totals, long unitId) => totals.Tree.TryIndexOf(unitId, out var unit) ? [.. totals.Tree.PathTo(unit).Select(totals.Tree.Id)] : [];

    sealed record Row(Guid ReportId, int Version, DateTimeOffset At, string By, long[] Received, long[] Accepted, int Asked, int Counted, int CountedAccepted);
}
