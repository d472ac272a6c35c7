using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.People;

/// <summary>Ends roles, moves people and takes over those of a unit that ended; a role is dated, and what was stays written.</summary>
public sealed class RoleChanges(AppDb db, CurrentUser user, TimeProvider clock)
{
    static readonly string[] Managing = [Roles.Coordinator];

    /// <summary>Why a role cannot end on a day, or null.</summary>
    public string? WhyNotEnd(Member member, DateOnly from) =>
        from < user.Today ? T["Chọn hôm nay hoặc một ngày sau."] : member.LastDay is { } last && from > last ? T["Vai trò này đã hết ngày {0}.", last] : null;

    /// <summary>From that day on the role is no longer held; one that has not begun by then never was.</summary>
    public async Task EndAsync(Member member, DateOnly from, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await EndedAsync(member.Id, from, cancel);
        await RecordAsync("role-ended", member.Id, member.UnitId, member.PersonId, member.Role, from, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Ends a role and gives another in its place, from one day to the next; false when that is held already, and then nothing is changed.</summary>
    public async Task<bool> MoveAsync(Member member, long unit, string role, DateOnly from, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await EndedAsync(member.Id, from, cancel);
        if (!await db.GiveRoleAsync(member.PersonId, unit, role, Period.Of(from, member.LastDay), cancel)) return false;
        await RecordAsync("role-ended", member.Id, member.UnitId, member.PersonId, member.Role, from, cancel);
        await RecordAsync("role-given", member.Id, unit, member.PersonId, role, from, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Gives the chosen people of closed units the same roles here from the day of the change, and ends the old ones.</summary>
    public async Task TakeOverAsync(long unit, IReadOnlyList<FormerMember> chosen, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var former in chosen)
        {
            if (await db.MemberAsync(former.Id, cancel) is not { } member) continue;
            var from = former.OnDay > member.Since ? former.OnDay : member.Since;
            // Of two successors that confirm at once, the second finds the role ended.
            if (!await EndedAsync(member.Id, from, cancel)) continue;
            // Who was invited anew meanwhile holds the role already.
            await db.GiveRoleAsync(member.PersonId, unit, member.Role, Period.Of(from, member.LastDay), cancel);
            await RecordAsync("taken-over", member.Id, unit, member.PersonId, member.Role, from, cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Leaves somebody of a closed unit to its other successors; where there is none left, the old role ends.</summary>
    public async Task LeaveAsync(long unit, FormerMember former, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.MemberAsync(former.Id, cancel) is not { } member) return;
        if (await db.Database.ExecuteSqlAsync($"insert into not_taken_over (membership_id, unit_id) values ({member.Id}, {unit}) on conflict do nothing", cancel) == 0) return;
        if (!await db.Database.SqlQuery<long>($"select f.unit_id as \"Value\" from former_people({user.Today}) f where f.membership_id = {member.Id}").AnyAsync(cancel))
            await EndedAsync(member.Id, former.OnDay, cancel);
        await RecordAsync("not-taken-over", member.Id, unit, member.PersonId, member.Role, former.OnDay, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Ends somebody's administration; false when nobody would be left to administer.</summary>
    public async Task<bool> EndAdministrationAsync(long person, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Two who end each other's at once would leave nobody.
        await db.Database.ExecuteSqlAsync($"select from person where is_administrator order by id for update", cancel);
        if (await db.Database.ExecuteSqlAsync($"update person set is_administrator = false where id = {person} and is_administrator and exists (select from person other where other.is_administrator and other.id <> {person})", cancel) == 0) return false;
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, what, thing, thing_id) values ({clock.GetUtcNow()}, {user.Id}, 'administration-ended', 'person', {person.ToString(CultureInfo.InvariantCulture)})", cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    // False when the role had ended by then.
    async Task<bool> EndedAsync(long membership, DateOnly from, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync($"delete from membership where id = {membership} and lower(valid) >= {from}", cancel)
        + await db.Database.ExecuteSqlAsync($"update membership set valid = daterange(lower(valid), {from}) where id = {membership} and lower(valid) < {from} and (upper_inf(valid) or upper(valid) > {from})", cancel) > 0;

    Task RecordAsync(string what, long membership, long unit, long person, string role, DateOnly from, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail)
        values ({clock.GetUtcNow()}, {user.Id}, {unit}, acting_for({user.Id}, {unit}, {Managing}, {user.Today}), {what}, 'membership', {membership.ToString(CultureInfo.InvariantCulture)},
                jsonb_build_object('person', {person}::bigint, 'role', {role}::text, 'from', {from}::date))
        """, cancel);
}

static class GivenRoles
{
    /// <summary>Gives a role; false when the person holds it already on one of those days.</summary>
    public static async Task<bool> GiveRoleAsync(this AppDb db, long person, long unit, string role, NpgsqlRange<DateOnly> valid, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync($"""
            insert into membership (person_id, unit_id, role, valid)
            select {person}, {unit}, {role}, {valid}
             where not exists (select from membership m where m.person_id = {person} and m.unit_id = {unit} and m.role = {role} and m.valid && {valid})
            """, cancel) == 1;
}
