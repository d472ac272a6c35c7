using TuanHoc.Statistics;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Boards;

/// <summary>What the units of a branch wrote in words in one row of the form, with their names, a page at a time, and in which rows anything was written.</summary>
/// <param name="Units">The units.</param>
/// <param name="Row">The row shown; null where nothing was written in any.</param>
/// <param name="Counts">How many units wrote something, by row.</param>
/// <param name="Shown">This page.</param>
/// <param name="Next">The last unit of this page, when another follows.</param>
/// <param name="IsFirst">Whether it is the first page.</param>
public sealed record NotesBoard(CountedUnits Units, FormRow? Row, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<UnitNote> Shown, long? Next, bool IsFirst)
{
    const int OnePage = 50;

    /// <summary>Null where there is no form, and where it has no such row.</summary>
    public static async Task<NotesBoard?> OfAsync(AppDb db, LiveTotals live, TotalsPlace place, string? row, long? after, CancellationToken cancel)
    {
        if (await CountedUnits.OfAsync(live, place, cancel) is not { } units || row is not null && units.Form.Rows.All(one => one.Key != row)) return null;
        var counts = await db.NoteCountsAsync(place, units, cancel);
        var chosen = row is not null ? units.Form.Row(row) : units.Rows.FirstOrDefault(one => counts.ContainsKey(one.Key));
        // A unit that was sent back meanwhile is not among them: the list begins again.
        var from = after is { } last ? Array.IndexOf(units.Units, last) + 1 : 0;
        var notes = chosen is null ? [] : await db.NotesAsync(place, units, [chosen.Key], acceptedOnly: false, from, OnePage + 1, cancel);
        return new(units, chosen, counts, [.. notes.Take(OnePage)], notes.Count > OnePage ? notes[OnePage - 1].UnitId : null, from == 0);
    }
}
