using Microsoft.EntityFrameworkCore;
using TuanHoc.Statistics;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Boards;

/// <summary>What a unit wrote in a row of the form, in words: its answer to a row of text, or its note on another.</summary>
public sealed record UnitNote(long UnitId, long ParentId, Guid ReportId, string Row, string Text);

/// <summary>What a unit wrote in a row when a report above it was sent up, and what stands there now; null where nothing did.</summary>
public sealed record ChangedNote(long UnitId, Guid ReportId, string Row, string? Then, string? Now);

/// <summary>The units of a branch whose reports count, in the order of the tree, each with the one it stands under (0 for the topmost), and what is asked of them.</summary>
public sealed record CountedUnits(IReadOnlyList<long> Path, IReadOnlyDictionary<long, UnitName> Names, StatisticsForm Form, long[] Units, long[] Parents)
{
    /// <summary>Null without a form, and where there is no such unit.</summary>
    public static CountedUnits? Of(EditionTotals edition, long unitId) => Of(edition, unitId, standing => standing is Standing.Received or Standing.Accepted);

    /// <summary>The same of all that are asked: which of them counted on an earlier day is another question.</summary>
    public static Task<CountedUnits?> AskedAsync(LiveTotals live, TotalsPlace place, CancellationToken cancel) =>
        live.ReadAsync(place.EditionId, place.Map, (nameof(AskedAsync), place.UnitId), totals => Of(totals, place.UnitId, standing => standing != Standing.NotAsked), cancel);

    static CountedUnits? Of(EditionTotals edition, long unitId, Func<Standing, bool> counts)
    {
        if (edition.Around(unitId, out var top) is not { Form: { } form } totals) return null;
        var tree = totals.Tree;
        var counted = Enumerable.Range(top, tree.End(top) - top).Where(unit => counts(totals.StandingOf(unit))).ToList();
        return new([.. tree.PathTo(top).Select(tree.Id)], totals.Names, form, [.. counted.Select(tree.Id)], [.. counted.Select(unit => tree.Parent(unit) < 0 ? 0 : tree.Id(tree.Parent(unit)))]);
    }

    public static Task<CountedUnits?> OfAsync(LiveTotals live, TotalsPlace place, CancellationToken cancel) =>
        live.ReadAsync(place.EditionId, place.Map, (nameof(CountedUnits), place.UnitId), totals => Of(totals, place.UnitId), cancel);

    /// <summary>The rows as they are listed: those answered in words come before those that a note may explain.</summary>
    public IEnumerable<FormRow> Rows => Form.Rows.OrderBy(row => !row.IsText);

    /// <summary>What a unit is called where units of several are listed: with the one it stands under, unless that is the one looked at.</summary>
    public string Called(UnitNote note) =>
        NameOf(note.UnitId) + (note.ParentId == Path[^1] || note.UnitId == Path[^1] ? "" : $" ({NameOf(note.ParentId)})");

    public string NameOf(long unit) => Names.TryGetValue(unit, out var name) ? name.Name : "";
}

public static class NoteQueries
{
    static readonly string[] Received = ["submitted", "accepted"], Accepted = ["accepted"];

    /// <summary>How many units wrote something, by row.</summary>
    public static Task<Dictionary<string, int>> NoteCountsAsync(this AppDb db, TotalsPlace place, CountedUnits units, CancellationToken cancel)
    {
        string[] rows = [.. units.Rows.Select(row => row.Key)];
        return db.Database.SqlQuery<Count>($"""
            select n.key as row_key, count(*)::int as units
              from report r cross join lateral jsonb_each_text(r.notes) as n (key, text)
             where r.edition_id = {place.EditionId} and r.unit_id = any ({units.Units}) and r.state = any ({Received}) and n.key = any ({rows}) and btrim(n.text) <> ''
             group by n.key
            """).ToDictionaryAsync(one => one.RowKey, one => one.Units, cancel);
    }

    /// <summary>What the units wrote, row by row and within a row in the order of the tree.</summary>
    /// <param name="db">The database.</param>
    /// <param name="place">The edition.</param>
    /// <param name="units">Whose words.</param>
    /// <param name="rows">The keys of the rows, in the order wanted.</param>
    /// <param name="acceptedOnly">Of accepted reports alone.</param>
    /// <param name="from">The place among the units where the list begins.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">Stops the query.</param>
    public static async Task<IReadOnlyList<UnitNote>> NotesAsync(this AppDb db, TotalsPlace place, CountedUnits units, string[] rows, bool acceptedOnly, int from, int limit, CancellationToken cancel)
    {
        var states = acceptedOnly ? Accepted : Received;
        var found = await db.Database.SqlQuery<Written>($"""
            select u.place::int as place, r.id as report_id, n.key as row_key, btrim(n.text) as text
              from unnest({units.Units[from..]}) with ordinality as u (id, place)
              join report r on r.edition_id = {place.EditionId} and r.unit_id = u.id and r.state = any ({states})
             cross join lateral jsonb_each_text(r.notes) as n (key, text)
             where n.key = any ({rows}) and btrim(n.text) <> ''
             order by array_position({rows}, n.key), u.place limit {limit}
            """).ToListAsync(cancel);
        return found.ConvertAll(row => new UnitNote(units.Units[from + row.Place - 1], units.Parents[from + row.Place - 1], row.ReportId, row.RowKey, row.Text));
    }

    /// <summary>
    /// What the units had written at a moment: of every report that was handed in then and not sent back, the words of the version sent last. Versions are never written over, so it is the same whenever it is asked.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="place">The edition.</param>
    /// <param name="units">All units that are asked there.</param>
    /// <param name="at">The moment.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">Stops the query.</param>
    public static async Task<IReadOnlyList<UnitNote>> NotesAtAsync(this AppDb db, TotalsPlace place, CountedUnits units, DateTimeOffset at, int limit, CancellationToken cancel)
    {
        string[] rows = [.. units.Rows.Select(row => row.Key)];
        var found = await db.Database.SqlQuery<Written>($"""
            select u.place::int as place, r.id as report_id, n.key as row_key, btrim(n.text) as text
              from unnest({units.Units}) with ordinality as u (id, place)
              join report r on r.edition_id = {place.EditionId} and r.unit_id = u.id
             cross join lateral notes_at(r.id, {at}) as a (notes) cross join lateral jsonb_each_text(a.notes) as n (key, text)
             where n.key = any ({rows}) and btrim(n.text) <> ''
             order by array_position({rows}, n.key), u.place limit {limit}
            """).ToListAsync(cancel);
        return found.ConvertAll(row => new UnitNote(units.Units[row.Place - 1], units.Parents[row.Place - 1], row.ReportId, row.RowKey, row.Text));
    }

    /// <summary>Where the words below a unit are others than they were at a moment, in the order of the rows.</summary>
    /// <inheritdoc cref="NotesAtAsync"/>
    public static async Task<IReadOnlyList<ChangedNote>> NotesSinceAsync(this AppDb db, TotalsPlace place, CountedUnits units, DateTimeOffset at, int limit, CancellationToken cancel)
    {
        string[] rows = [.. units.Rows.Select(row => row.Key)];
        // Only reports that took a step since can say something else.
        return await db.Database.SqlQuery<ChangedNote>($"""
            select r.unit_id, r.id as report_id, k.key as row, nullif(btrim(a.notes ->> k.key), '') as then, nullif(btrim(b.notes ->> k.key), '') as now
              from report r
             cross join lateral (select coalesce((select n from notes_at(r.id, {at}) n), jsonb_build_object()) as notes offset 0) a
             cross join lateral (select case when r.state in ('submitted', 'accepted') then r.notes else jsonb_build_object() end as notes) b
             cross join lateral jsonb_object_keys(a.notes || b.notes) as k (key)
             where r.edition_id = {place.EditionId} and r.unit_id = any ({units.Units}) and r.unit_id <> {place.UnitId} and exists (select from report_step t where t.report_id = r.id and t.at > {at})
               and k.key = any ({rows}) and nullif(btrim(a.notes ->> k.key), '') is distinct from nullif(btrim(b.notes ->> k.key), '')
             order by array_position({rows}, k.key), array_position({units.Units}, r.unit_id) limit {limit}
            """).ToListAsync(cancel);
    }

    sealed record Count(string RowKey, int Units);

    sealed record Written(int Place, Guid ReportId, string RowKey, string Text);
}
