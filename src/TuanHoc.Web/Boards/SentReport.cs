using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Office;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Reports;

namespace TuanHoc.Web.Boards;

/// <summary>
/// A unit's consolidated report as it was sent up: its own figures and words from the snapshot of the version, and what stood below it at that moment. Nothing of what changed since is in it.
/// </summary>
/// <param name="Place">Whose it is.</param>
/// <param name="Version">The version sent last.</param>
/// <param name="At">When.</param>
/// <param name="Report">The document of it.</param>
/// <param name="Units">All units that are asked below it, and itself; null without a form.</param>
/// <param name="Tables">The form filled with the whole, with the unit's own part and with what is below it, each with its name; none without a form.</param>
public sealed record SentReport(TotalsPlace Place, Guid ReportId, int Version, DateTimeOffset At, ConsolidatedReport Report, CountedUnits? Units, IReadOnlyList<(string Name, ConsolidatedTable Table)> Tables)
{
    /// <summary>The subject of the document.</summary>
    public string Title => Report.Document(ListedNotes.None).Subject!;

    /// <summary>Null where the unit has sent none; and none whose sums from below were kept, though there are reports below it.</summary>
    internal static async Task<SentReport?> OfAsync(AppDb db, LiveTotals live, TotalsPlace place, CancellationToken cancel)
    {
        var sent = await db.Database.SqlQuery<Row>($"""
            select r.id as report_id, s.version, t.at, coalesce(b.received, array[]::bigint[]) as received, coalesce(b.asked, 0) as asked, coalesce(b.counted, 0) as counted, coalesce(b.counted_accepted, 0) as counted_accepted,
                   b.facts::text as facts, r.form_key, s.figures, s.narrative::text as narrative, s.nothing_occurred, b.report_id is not null or not exists (select from report c where c.edition_id = r.edition_id and c.receiver_id = r.unit_id) as is_whole
              from report r join report_snapshot s on s.report_id = r.id join report_step t on t.report_id = r.id and t.version = s.version and t.kind = 'submitted'
              left join report_below b on b.report_id = s.report_id and b.version = s.version
             where r.edition_id = {place.EditionId} and r.unit_id = {place.UnitId}
             order by s.version desc limit 1
            """).ToListAsync(cancel);
        if (sent is not [{ IsWhole: true } row] || await live.ReadAsync(place.EditionId, default, (nameof(ReportFacts), place.UnitId), totals => ReportFacts.Of(totals, place.UnitId), cancel) is not { } now) return null;
        var below = row.Facts is null ? null : JsonSerializer.Deserialize<BelowFacts>(row.Facts, JsonSerializerOptions.Web);
        // Names, the form and who stands where are the edition's; every number is of that moment.
        var facts = now with
        {
            // With the report itself.
            Reporting = new(row.Asked + 1, row.Counted + 1, row.CountedAccepted),
            Kinds = [.. below?.Kinds.Select(kind => new KindCount(UnitKinds.Parse(kind.Kind), kind.Asked, kind.Counted)) ?? []],
            Missing = below?.Missing ?? [],
        };
        IReadOnlyList<(string Name, ConsolidatedTable Table)> tables = now.Form is { } form ? [.. Filled(form, now.NotAsked, UnitKinds.Parse(place.Kind), row, below)] : [];
        var own = new OwnWords(JsonSerializer.Deserialize<Dictionary<string, string>>(row.Narrative) ?? []);
        return new(place, row.ReportId, row.Version, row.At, new ConsolidatedReport(place, facts, tables.Count == 0 ? null : tables[0].Table, own, acceptedOnly: false, row.At), await CountedUnits.AskedAsync(live, place, cancel), tables);
    }

    /// <summary>What the units had written in words when it was sent; as many as asked for.</summary>
    async Task<ListedNotes> NotesAsync(AppDb db, int most, CancellationToken cancel) => Units is null ? ListedNotes.None : new(Units, await db.NotesAtAsync(Place, Units, At, most, cancel));

    public async Task<byte[]> DocxAsync(AppDb db, CancellationToken cancel)
    {
        var notes = await NotesAsync(db, ListedNotes.MostInDocument + 1, cancel);
        using var file = new MemoryStream();
        DocxWriter.Write(Report.Document(notes), file);
        return file.ToArray();
    }

    public async Task<byte[]> XlsxAsync(AppDb db, CancellationToken cancel)
    {
        var notes = await NotesAsync(db, int.MaxValue, cancel);
        var title = $"Báo cáo Tuần lễ hưởng ứng học tập suốt đời năm {Place.Year.ToString(Kit.Vn.Culture)} như đã gửi: {Place.Name}";
        using var file = new MemoryStream();
        XlsxWriter.Write([.. Tables.Select(one => one.Table.Sheet(title, Report.AsOf) with { Name = one.Name }), .. notes.IsEmpty ? Array.Empty<Sheet>() : [notes.Sheet(title, Report.AsOf)]], file);
        return file.ToArray();
    }

    static IEnumerable<(string, ConsolidatedTable)> Filled(StatisticsForm form, IReadOnlySet<int> notAsked, UnitKind kind, Row row, BelowFacts? below)
    {
        var columns = form.Columns.Count;
        var (own, sums, ownSaid, belowSaid) = (new long[columns], new long[columns], new Said[columns], new Said[columns]);
        var report = new ReportedFigures(0, Standing.Received, row.FormKey, row.Figures, row.NothingOccurred);
        if (report.On(form) is { } figures) Contribution.Of(form, notAsked, kind, figures, own);
        SaidMatrix.Read(form, notAsked, report, ownSaid);
        // Rows that a province added since stand behind what it had when it sent.
        row.Received.AsSpan(0, Math.Min(columns, row.Received.Length)).CopyTo(sums);
        for (var column = 0; column < columns; column++)
            belowSaid[column] = below is not null && column < below.Said.Length ? (Said)below.Said[column] : sums[column] > 0 ? Said.Number : Said.None;
        yield return ("Phụ lục II", Table([.. own.Zip(sums, (one, other) => one + other)], [.. ownSaid.Zip(belowSaid, (one, other) => one | other)]));
        yield return ("Tự tổ chức", Table(own, ownSaid));
        yield return ("Từ bên dưới", Table(sums, belowSaid));

        ConsolidatedTable Table(long[] of, Said[] said) => new(form, of, notAsked, ReportFacts.AnsweredIn(said));
    }

    sealed record Row(Guid ReportId, int Version, DateTimeOffset At, long[] Received, int Asked, int Counted, int CountedAccepted, string? Facts, string? FormKey, long?[]? Figures, string Narrative, bool NothingOccurred, bool IsWhole);
}
