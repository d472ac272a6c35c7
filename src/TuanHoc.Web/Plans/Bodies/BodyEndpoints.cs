using TuanHoc.Plans;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Plans.Bodies;

/// <summary>The units of a group that a plan names, as of the plan's day; for whoever sees the plan.</summary>
public static class BodyEndpoints
{
    const int Listed = 200;

    public static void MapPlanBodies(this IEndpointRouteBuilder app) => app.MapGet("/plans/{id:guid}/bodies", List);

    static async Task<IResult> List(Guid id, AppDb db, CurrentUser user, CancellationToken cancel, string group = "", string name = "", int from = 0)
    {
        if (await db.PlanAsync(user, id, cancel) is not { } plan || UnitGroup.Parse(group.Cut(2000)) is not { } asked) return PageResults.Missing();
        var day = await db.DayOfAsync(plan.UnitId, PlanFacts.Read(plan.Facts), user.Today, cancel);
        var units = await db.GroupUnitsAsync(plan.UnitId, asked, day, Math.Max(from, 0), Listed + 1, cancel);
        return PageResults.Page<BodyUnitsView>(new
        {
            Plan = plan,
            Name = name.Cut(1000),
            Group = asked,
            Count = (await db.CountGroupsAsync(plan.UnitId, [asked], day, cancel))[asked.ToString()],
            Units = units.Take(Listed).ToList(),
            AsOf = AsOf.Read(Vn.Date(day), user.Today),
            From = Math.Max(from, 0),
            Next = units.Count > Listed ? from + Listed : (int?)null,
        });
    }
}
