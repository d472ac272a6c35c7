using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Access;

/// <summary>A unit whose branch the person reads, and how many units are below it: by roles in it, or because one of the own units is its standing agency (without roles then).</summary>
public sealed record HeldUnit(long Id, string Name, IReadOnlyList<string> Roles, string? Agency, int Below);

/// <summary>By what somebody sees a unit: the unit whose branch it is in, the own unit that is its standing agency where no role is held in it, and what the asked one has become where it is seen by that.</summary>
public sealed record SeenThrough(long UnitId, string UnitName, string? Agency, string? Heir);

/// <summary>Whether the person sees a unit, as it stands or as it last stood, by what, and whom to ask about it. An administrator sees it by nothing.</summary>
public sealed record UnitAccess(UnitVersion Unit, IReadOnlyList<UnitVersion> Above, bool Sees, SeenThrough? Through, WhomToAsk Ask);

public static class AccessQueries
{
    public static async Task<IReadOnlyList<HeldUnit>> HeldUnitsAsync(this AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var (roles, own) = (user.Memberships.ToLookup(held => held.UnitId, held => held.Role), Own(user));
        return [.. from read in await db.Database.SqlQuery<ReadUnit>($"""
            select r.id, unit_name(r.id, {user.Today}) as name, follows.agency, (select count(*)::int - 1 from unit_branch(r.id, {user.Today})) as below
              from units_read({user.Id}, {user.Today}) as r (id)
              left join lateral (select unit_name(s.agency_id, {user.Today}) as agency from standing_agency s join edition e on e.id = s.edition_id
                                  where s.unit_id = r.id and s.agency_id = any ({own}) and r.id <> all ({own}) order by e.year desc limit 1) follows on true
            """).ToListAsync(cancel)
            orderby read.Agency is not null, read.Name
            select new HeldUnit(read.Id, read.Name, [.. roles[read.Id]], read.Agency, read.Below)];
    }

    /// <summary>The verdict on a unit, by the same function that every page asks; null when there has never been such a unit.</summary>
    public static async Task<UnitAccess?> UnitAccessAsync(this AppDb db, CurrentUser user, long id, CancellationToken cancel)
    {
        if (await db.UnitHistoryAsync(id, cancel) is not [.., var unit]) return null;
        var onDay = unit.Until < user.Today ? unit.Until.Value : user.Today;
        return new(unit, await db.UnitsAboveAsync(id, onDay, cancel), await db.SeesAsync(user, id, cancel), await db.SeenThroughAsync(user, id, onDay, cancel), await db.WhomToAskAboutAsync(user, id, onDay, cancel));
    }

    // The nearest: by its own line before by what it became, by a role before by what a standing agency follows.
    static async Task<SeenThrough?> SeenThroughAsync(this AppDb db, CurrentUser user, long id, DateOnly onDay, CancellationToken cancel)
    {
        var own = Own(user);
        return (await db.Database.SqlQuery<SeenThrough>($"""
            select r.id as unit_id, unit_name(r.id, {user.Today}) as unit_name, follows.agency, unit_name(line.heir, {user.Today}) as heir
              from units_read({user.Id}, {user.Today}) as r (id)
              join (select above.id, null::bigint as heir, above.step from unit_line({id}, {onDay}) with ordinality as above (id, step)
                    union all
                    select above.id, heir.id, above.step from heirs({id}, {onDay}, {user.Today}) as heir (id) cross join unit_line(heir.id, {user.Today}) with ordinality as above (id, step) where heir.id <> {id}) line on line.id = r.id
              left join lateral (select unit_name(s.agency_id, {user.Today}) as agency from standing_agency s join edition e on e.id = s.edition_id
                                  where s.unit_id = r.id and s.agency_id = any ({own}) and r.id <> all ({own}) order by e.year desc limit 1) follows on true
             order by line.heir is not null, follows.agency is not null, line.step limit 1
            """).ToListAsync(cancel)).SingleOrDefault();
    }

    static long[] Own(CurrentUser user) => [.. user.Memberships.Select(held => held.UnitId).Distinct()];

    sealed record ReadUnit(long Id, string Name, string? Agency, int Below);
}
