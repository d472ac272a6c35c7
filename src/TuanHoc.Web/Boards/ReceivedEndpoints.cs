using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Boards;

/// <summary>Tells the lists of reports received that one of them stands elsewhere now; the page then asks for the list again, by its own rules.</summary>
static class ReceivedEndpoints
{
    public static void MapReceived(this IEndpointRouteBuilder app) => app.MapGet("/reports/live", Live);

    static async Task<IResult> Live(int year, long[] unit, AppDb db, CurrentUser user, LiveStream stream, CancellationToken cancel)
    {
        if (unit.Length is 0 or > MostReceivers || await db.EditionAsync(year, cancel) is not { } edition) return PageResults.Missing();
        foreach (var one in unit) if (!await db.SeesAsync(user, one, cancel)) return PageResults.Missing();
        return stream.Of(edition.Id, default, (nameof(ReceivedEndpoints), string.Join(',', unit)), totals => [new("part:" + ReceivedLive.Part, string.Join('/', unit.Select(one => Standings(totals, one))))], cancel);
    }

    // Nobody holds roles in more.
    const int MostReceivers = 50;

    static string Standings(EditionTotals totals, long receiver)
    {
        var tree = totals.Tree;
        return tree.TryIndexOf(receiver, out var at) ? string.Concat(Enumerable.Range(at, tree.End(at) - at).Where(unit => tree.Parent(unit) == at).Select(unit => (int)totals.StandingOf(unit))) : "";
    }
}
