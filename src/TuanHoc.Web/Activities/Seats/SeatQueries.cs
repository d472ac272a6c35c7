using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Activities.Seats;

/// <summary>A registration as those who organise see it.</summary>
/// <param name="Arrived">How many of the group came; null while nobody has said it.</param>
public sealed record Registered(Guid Id, long Place, string Name, string Contact, bool ByMail, int People, int Children, string State, DateTimeOffset? OfferedUntil, DateTimeOffset MadeAt, int? Arrived)
{
    public bool IsValid => State is SeatStates.Seated or SeatStates.Waiting or SeatStates.Offered;
}

/// <summary>What the doors are asked.</summary>
public static class SeatQueries
{
    /// <summary>The door of an activity; null where it takes no registrations.</summary>
    public static Task<Door?> DoorAsync(this AppDb db, Guid activity, DateTimeOffset now, CancellationToken cancel) => db.Database.SqlQuery<Door>($"""
        select activity_id, seats, taken, waiting, opens_at, closes_at, closed_at, has_queue, hold_hours, largest, why_closed(activity_id, {now}) as why from activity_door where activity_id = {activity}
        """).SingleOrDefaultAsync(cancel);

    /// <summary>The registration that a secret opens. Whatever is asked costs one hash and one look into an index, so that an answer tells nothing about what was almost right.</summary>
    public static Task<Registration?> RegistrationAsync(this AppDb db, string secret, CancellationToken cancel)
    {
        var hash = LinkSecret.Hash(secret);
        return db.Database.SqlQuery<Registration>($"""
            select g.id, g.activity_id, g.place, g.name, g.contact, g.by_mail, g.people, g.children, g.state, g.offered_until, g.language, g.made_at, g.arrived, coalesce(b.groups, 0)::int as groups_before, coalesce(b.people, 0)::int as people_before
              from registration_link l
              join registration g on g.id = l.registration_id
              left join lateral (select count(*) as groups, sum(o.people) as people from registration o where o.activity_id = g.activity_id and o.state = 'waiting' and g.state = 'waiting' and o.place < g.place) b on true
             where l.hash = {hash}
            """).SingleOrDefaultAsync(cancel);
    }

    /// <summary>The list of who registered, for those who fill for the activity's unit: seats first, then the line, each in its order; what was cancelled last.</summary>
    public static Task<List<Registered>> RegisteredAsync(this AppDb db, CurrentUser user, Guid activity, CancellationToken cancel) => db.Database.SqlQuery<Registered>($"""
        select g.id, g.place, g.name, g.contact, g.by_mail, g.people, g.children, g.state, g.offered_until, g.made_at, g.arrived
          from registration g join activity a on a.id = g.activity_id
         where g.activity_id = {activity} and coalesce(whole_heir(a.unit_id, {user.Today}), a.unit_id) = any ({user.UnitsAs(Roles.Filling)})
         order by array_position(array['seated', 'offered', 'waiting', 'lapsed', 'cancelled'], g.state), g.place
        """).ToListAsync(cancel);
}
