using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports.Expected;

/// <summary>The reports of which a person's units get a copy: they are read once they are handed in, and accepted by their receiver alone.</summary>
static class CopyList
{
    public static async Task<IResult> Show(AppDb db, CurrentUser user, CancellationToken cancel, string? search = null, Guid? after = null)
    {
        var filter = new ReportFilter(Search: string.IsNullOrWhiteSpace(search) ? null : search.Trim());
        var copies = await db.CurrentEditionAsync(cancel) is { } edition ? await OfAsync(db, edition.Id, user, filter, after, cancel) : [];
        return PageResults.Page<CopyListView>(new { user.Today, Filter = filter, Copies = copies });
    }

    static async Task<IReadOnlyList<ReportLine>> OfAsync(AppDb db, int edition, CurrentUser user, ReportFilter filter, Guid? after, CancellationToken cancel)
    {
        var mine = user.Memberships.Select(held => held.UnitId).Distinct().ToArray();
        long[] receivers = [.. await db.Database.SqlQuery<long>($"""
            select distinct o.receiver_id as "Value" from report_order_to t join report_ordered o on o.plan_id = t.plan_id
             where o.edition_id = {edition} and t.unit_id = any ({mine}) and o.receiver_id <> t.unit_id
            """).ToListAsync(cancel)];
        return receivers.Length == 0 ? [] : await ReportList.ReceivedAsync(db, edition, receivers, filter, after, ReportList.PageSize + 1, user.Today, cancel);
    }
}
