using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Access;

/// <summary>A unit in which the person holds roles, and how many units they see below it.</summary>
public sealed record HeldUnit(long Id, string Name, IReadOnlyList<string> Roles, int Below);

/// <summary>Whether the person sees a unit, as it stands or as it last stood, and whom to ask about it. Through: the roles in it or above it by which it is seen.</summary>
public sealed record UnitAccess(UnitVersion Unit, IReadOnlyList<UnitVersion> Above, bool Sees, IReadOnlyList<Membership> Through, WhomToAsk Ask);

public static class AccessQueries
{
    public static async Task<IReadOnlyList<HeldUnit>> HeldUnitsAsync(this AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var below = await db.Database.SqlQuery<Count>($"""
            select mine.id, (select count(*)::int - 1 from unit_branch(mine.id, {user.Today})) as below from (select distinct id from units_held({user.Id}, {user.Today}) as held (id)) mine
            """).ToDictionaryAsync(row => row.Id, row => row.Below, cancel);
        return [.. user.Memberships.GroupBy(held => (held.UnitId, held.UnitName)).Select(unit => new HeldUnit(unit.Key.UnitId, unit.Key.UnitName, [.. unit.Select(held => held.Role)], below.GetValueOrDefault(unit.Key.UnitId)))];
    }

    /// <summary>The verdict on a unit, by the same function that every page asks; null when there has never been such a unit.</summary>
    public static async Task<UnitAccess?> UnitAccessAsync(this AppDb db, CurrentUser user, long id, CancellationToken cancel)
    {
        if (await db.UnitHistoryAsync(id, cancel) is not [.., var unit]) return null;
        var onDay = unit.Until < user.Today ? unit.Until.Value : user.Today;
        var above = await db.UnitsAboveAsync(id, onDay, cancel);
        var sees = user.IsAdministrator || await db.Database.SqlQuery<bool>($"select sees({user.Id}, {id}, {user.Today}, {onDay}) as \"Value\"").SingleAsync(cancel);
        return new(unit, above, sees, [.. user.Memberships.Where(held => held.UnitId == id || above.Any(unit => unit.UnitId == held.UnitId))], await db.WhomToAskAboutAsync(user, id, onDay, cancel));
    }

    sealed record Count(long Id, int Below);
}
