using Microsoft.EntityFrameworkCore;
using TuanHoc.Text;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.People;

/// <summary>A role of a person in a unit, with its days; the last one is included, none means for good. Bounced: letters to the person come back.</summary>
public sealed record Member(long Id, long PersonId, string FullName, string? UserName, long UnitId, string Role, DateOnly Since, DateOnly? LastDay, bool IsBounced);

/// <summary>An invitation that nobody has used yet.</summary>
public sealed record Invited(long Id, string FullName, string? Email, string Role, DateOnly Since, DateOnly? LastDay, DateTimeOffset ExpiresAt, string MadeBy);

/// <summary>Somebody whose role is in a unit that ended, to be taken over by its successor.</summary>
public sealed record FormerMember(long Id, string FullName, string? UserName, string Role, string UnitName, DateOnly OnDay, bool Whole);

/// <summary>A unit whose people somebody manages, with how many it has, and how many of closed units wait for it to take them over.</summary>
public sealed record Managed(long UnitId, string Name, bool Own, long People, long Invitations, long Former);

/// <summary>A person found by a search, with one of the roles held today; none when the role is empty.</summary>
public sealed record Found(long Id, string FullName, string? UserName, bool IsAdministrator, long? UnitId, string? UnitName, string? Role);

/// <summary>Somebody who administers the whole.</summary>
public sealed record Administrator(long Id, string FullName, string? UserName);

/// <summary>What the pages of people show; who may see them is asked by manages_people in the schema.</summary>
public static class PeopleQueries
{
    /// <summary>How many rows a list shows.</summary>
    public const int Shown = 500;

    /// <summary>Whether a person manages the people of a unit: an administrator, or a coordinator of the unit or of the one directly above.</summary>
    public static Task<bool> ManagesPeopleAsync(this AppDb db, long person, long unit, DateOnly onDay, CancellationToken cancel) =>
        db.Database.SqlQuery<bool>($"select manages_people({person}, {unit}, {onDay}) as \"Value\"").SingleAsync(cancel);

    /// <summary>All roles anybody ever had in a unit, the present ones first.</summary>
    public static Task<List<Member>> MembersAsync(this AppDb db, long unit, DateOnly onDay, CancellationToken cancel) => db.Database.SqlQuery<Member>($"""
        select m.id, m.person_id, p.full_name, p.user_name, m.unit_id, m.role, lower(m.valid) as since, upper(m.valid) - 1 as last_day, exists (select from bounced_address b where b.email = lower(p.email)) as is_bounced
          from membership m join person p on p.id = m.person_id
         where m.unit_id = {unit}
         order by coalesce(upper(m.valid) <= {onDay}, false), array_position(array['coordinator', 'leader', 'reporter', 'viewer'], m.role), p.full_name collate "vi-x-icu", m.id limit {Shown}
        """).ToListAsync(cancel);

    public static async Task<Member?> MemberAsync(this AppDb db, long id, CancellationToken cancel) => (await db.Database.SqlQuery<Member>($"""
        select m.id, m.person_id, p.full_name, p.user_name, m.unit_id, m.role, lower(m.valid) as since, upper(m.valid) - 1 as last_day, exists (select from bounced_address b where b.email = lower(p.email)) as is_bounced
          from membership m join person p on p.id = m.person_id where m.id = {id}
        """).ToListAsync(cancel)).FirstOrDefault();

    public static Task<List<Invited>> InvitedAsync(this AppDb db, long unit, CancellationToken cancel) => db.Database.SqlQuery<Invited>($"""
        select i.id, i.full_name, i.email, i.role, lower(i.valid) as since, upper(i.valid) - 1 as last_day, i.expires_at, maker.full_name as made_by
          from invitation i join person maker on maker.id = i.made_by
         where i.unit_id = {unit} and i.used_at is null and i.withdrawn_at is null
         order by i.made_at desc, i.id desc limit {Shown}
        """).ToListAsync(cancel);

    public static Task<List<Administrator>> AdministratorsAsync(this AppDb db, CancellationToken cancel) =>
        db.Database.SqlQuery<Administrator>($"select id, full_name, user_name from person where is_administrator order by full_name collate \"vi-x-icu\", id limit {Shown}").ToListAsync(cancel);

    public static Task<List<Invited>> InvitedAdministratorsAsync(this AppDb db, CancellationToken cancel) => db.Database.SqlQuery<Invited>($"""
        select i.id, i.full_name, i.email, i.role, lower(i.valid) as since, upper(i.valid) - 1 as last_day, i.expires_at, maker.full_name as made_by
          from invitation i join person maker on maker.id = i.made_by
         where i.role = {Given.Administrator} and i.used_at is null and i.withdrawn_at is null
         order by i.made_at desc, i.id desc limit {Shown}
        """).ToListAsync(cancel);

    /// <summary>Who holds a role in a closed unit that went into this one, and was not yet taken over or left.</summary>
    public static Task<List<FormerMember>> FormerMembersAsync(this AppDb db, long unit, DateOnly onDay, CancellationToken cancel) => db.Database.SqlQuery<FormerMember>($"""
        select m.id, p.full_name, p.user_name, m.role, closed.name as unit_name, f.day as on_day, f.whole
          from former_people({onDay}) f
          join membership m on m.id = f.membership_id
          join person p on p.id = m.person_id
         cross join lateral (select v.name from unit_version v where v.unit_id = m.unit_id order by v.valid desc limit 1) closed
         where f.unit_id = {unit}
         order by closed.name collate "vi-x-icu", p.full_name collate "vi-x-icu", m.id limit {Shown}
        """).ToListAsync(cancel);

    /// <summary>The units somebody coordinates and those directly below them; first those that people of closed units wait for, and those without any person.</summary>
    public static Task<List<Managed>> ManagedAsync(this AppDb db, long person, string text, DateOnly onDay, CancellationToken cancel)
    {
        var like = Inside(text);
        return db.Database.SqlQuery<Managed>($"""
            with own as (
                select distinct m.unit_id from membership m join unit_version v on v.unit_id = m.unit_id and v.valid @> {onDay}
                 where m.person_id = {person} and m.role = 'coordinator' and m.valid @> {onDay}),
            managed as (
                select unit_id from own union select v.unit_id from unit_version v where v.parent_id in (select unit_id from own) and v.valid @> {onDay})
            select v.unit_id, v.name, v.unit_id in (select unit_id from own) as own, held.people, waiting.invitations, coalesce(former.people, 0) as former
              from managed join unit_version v on v.unit_id = managed.unit_id and v.valid @> {onDay}
              cross join lateral (select count(distinct m.person_id) as people from membership m where m.unit_id = v.unit_id and m.valid @> {onDay}) held
              cross join lateral (select count(*) as invitations from invitation i where i.unit_id = v.unit_id and i.used_at is null and i.withdrawn_at is null) waiting
              left join (select f.unit_id, count(*) as people from former_people({onDay}) f group by f.unit_id) former on former.unit_id = v.unit_id
             where v.search_key like {like}
             order by own desc, former.people is null, held.people > 0, waiting.invitations > 0, v.short_name collate "vi-x-icu", v.unit_id limit {Shown}
            """).ToListAsync(cancel);
    }

    /// <summary>People whose name, user name or unit holds a text; without one, the administrators and the newest.</summary>
    public static Task<List<Found>> FindPeopleAsync(this AppDb db, string text, DateOnly onDay, int most, CancellationToken cancel)
    {
        var like = Inside(text);
        return db.Database.SqlQuery<Found>($"""
            with hit as (
                select p.id, p.full_name, p.user_name, p.is_administrator from person p
                 where unaccent(lower(p.full_name)) like {like} or lower(p.user_name) like {like}
                    or exists (select from membership m join unit_version v on v.unit_id = m.unit_id and v.valid @> {onDay}
                                where m.person_id = p.id and m.valid @> {onDay} and v.search_key like {like})
                 order by p.is_administrator desc, p.id desc limit {most})
            select hit.id, hit.full_name, hit.user_name, hit.is_administrator, held.unit_id, held.unit_name, held.role
              from hit left join lateral (
                select m.unit_id, v.name as unit_name, m.role from membership m join unit_version v on v.unit_id = m.unit_id and v.valid @> {onDay}
                 where m.person_id = hit.id and m.valid @> {onDay}) held on true
             order by hit.is_administrator desc, hit.id desc, held.unit_name collate "vi-x-icu"
            """).ToListAsync(cancel);
    }

    static string Inside(string text) =>
        $"%{SearchKey.Of(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
