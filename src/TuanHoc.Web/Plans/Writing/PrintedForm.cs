using Microsoft.EntityFrameworkCore;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Forms;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>The form in a plan's annex: what those below are asked, so with the rows that the province asks behind the nation's.</summary>
static class PrintedForm
{
    /// <summary>The draft as it is printed on a day; one that annexes no form, or for whose province none has rows of its own, as it is.</summary>
    public static async Task<PlanDraft> AsPrintedAsync(this AppDb db, PlanDraft draft, long unit, DateOnly day, CancellationToken cancel)
    {
        if ((draft.FormKey ?? (draft.Annexes.Any(annex => annex.Kind == AnnexKind.StatisticsTable) ? StatisticsForm.Newest.Key : null)) is not { } ordered) return draft with { PrintedFormKey = null };
        var own = await db.Database.SqlQuery<string>($"""
            with recursive line (id, step) as (
                select {unit}, 0
                union all
                select v.parent_id, line.step + 1 from line join unit_version v on v.unit_id = line.id and v.valid @> {day} where v.parent_id is not null and line.step < 10)
            select f.key as "Value" from line join statistics_form f on f.owner_id = line.id where f.base_key = {ordered} and f.year = {draft.Year} order by line.step limit 1
            """).ToListAsync(cancel);
        if (own is [var key]) await db.KnowFormAsync(key, cancel);
        return draft with { PrintedFormKey = own is [var printed] ? printed : null };
    }
}
