using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Kit;

/// <summary>Who can help somebody on: the coordinators of a unit of theirs or above it, else the administrators (no unit).</summary>
public sealed record WhomToAsk(string? UnitName, IReadOnlyList<string> Names);

public static class WhomToAskQueries
{
    // Enough to find one of them at work.
    const int Most = 5;

    /// <summary>The coordinators nearest to the person: of the own unit, or of the first above it that has another.</summary>
    public static Task<WhomToAsk> WhomToAskAsync(this AppDb db, CurrentUser user, CancellationToken cancel) =>
        db.NearestAsync(user, db.Database.SqlQuery<Helper>($"""
            select distinct line.step, v.name as unit_name, p.full_name
              from units_held({user.Id}, {user.Today}) as mine (id)
             cross join unit_line(mine.id, {user.Today}) with ordinality as line (id, step)
              join membership m on m.unit_id = line.id and m.role = {Roles.Coordinator} and m.valid @> {user.Today} and m.person_id <> {user.Id}
              join person p on p.id = m.person_id
              join unit_version v on v.unit_id = line.id and v.valid @> {user.Today}
             order by line.step, unit_name, p.full_name limit {Most}
            """), cancel);

    /// <summary>The coordinators nearest to the person who see this unit, as it stood on a day: those of a unit above both.</summary>
    public static Task<WhomToAsk> WhomToAskAboutAsync(this AppDb db, CurrentUser user, long unit, DateOnly onDay, CancellationToken cancel) =>
        db.NearestAsync(user, db.Database.SqlQuery<Helper>($"""
            select distinct line.step, v.name as unit_name, p.full_name
              from units_held({user.Id}, {user.Today}) as mine (id)
             cross join unit_line(mine.id, {user.Today}) with ordinality as line (id, step)
              join unit_line({unit}, {onDay}) as theirs (id) on theirs.id = line.id
              join membership m on m.unit_id = line.id and m.role = {Roles.Coordinator} and m.valid @> {user.Today} and m.person_id <> {user.Id}
              join person p on p.id = m.person_id
              join unit_version v on v.unit_id = line.id and v.valid @> {user.Today}
             order by line.step, unit_name, p.full_name limit {Most}
            """), cancel);

    static async Task<WhomToAsk> NearestAsync(this AppDb db, CurrentUser user, IQueryable<Helper> coordinators, CancellationToken cancel)
    {
        var near = await coordinators.ToListAsync(cancel);
        if (near.Count > 0) return new(near[0].UnitName, [.. near.TakeWhile(h => h.UnitName == near[0].UnitName).Select(h => h.FullName)]);
        return new(null, await db.Users.Where(p => p.IsAdministrator && p.Id != user.Id).OrderBy(p => p.Id).Select(p => p.FullName).Take(Most).ToListAsync(cancel));
    }

    sealed record Helper(long Step, string UnitName, string FullName);
}
