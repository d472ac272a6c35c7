using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>A unit of the person's that a plan in force concerns, and what they can do there by it. <c>OwnId</c>: its plan of the same Week, a draft or in force; null: none is begun.</summary>
public sealed record PlanActs(long UnitId, string UnitName, int Year, bool MayStart, bool MayRecord, bool IsIssuer, Guid? OwnId, string? OwnState);

static class PlanActsQueries
{
    static readonly string[] All = [Roles.Coordinator, Roles.Reporter, Roles.Leader, Roles.Viewer];

    /// <summary>The person's units to which a plan in force went, and the one that issued it; of letters the Ministry's alone; nothing of Weeks that are over for another.</summary>
    public static async Task<IReadOnlyList<PlanActs>> ActsAsync(this AppDb db, CurrentUser user, PlanFound plan, CancellationToken cancel) =>
        plan is not ({ Type: StoredPlan.PlanType } or { UnitId: UnitDirectory.Nation }) || plan is not { State: StoredPlan.Saved, EditionId: { } edition } || !plan.IsSentHere && user.Memberships.All(held => held.UnitId != plan.UnitId) ? []
        : await db.Database.SqlQuery<PlanActs>($"""
            select u.id as unit_id, v.name as unit_name, e.year, u.id = any ({user.UnitsAs(Roles.Leading)}) as may_start, u.id = any ({user.UnitsAs(Roles.Filling)}) as may_record,
                   u.id = {plan.UnitId} as is_issuer, own.id as own_id, own.state as own_state
              from unnest({user.UnitsAs(All)}) as u (id)
              join unit_version v on v.unit_id = u.id and v.valid @> {user.Today}
              join edition e on e.id = {edition} and e.year = (select max(year) from edition)
              left join lateral (
                  select p.id, p.state from plan p where p.unit_id = u.id and p.edition_id = {edition} and p.type = 'KH' and p.state in ('saved', 'draft') order by p.state = 'saved' desc, p.id desc limit 1) own on true
             where u.id = {plan.UnitId} or exists (select from plan_delivery d where d.plan_id = {plan.Id} and d.unit_id = u.id)
             group by u.id, v.name, e.year, own.id, own.state order by u.id
            """).ToListAsync(cancel);
}
