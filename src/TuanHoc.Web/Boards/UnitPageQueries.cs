using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Boards;

/// <summary>What the page of a unit asks of the rooms. Who sees the unit is asked before; a report is asked for as the units stood in its year.</summary>
public static class UnitPageQueries
{
    const int MostPeople = 50, MostPlans = 20, MostReports = 20;

    /// <summary>More names than this help nobody; the page says how many there are.</summary>
    public const int MostStanding = 100;

    /// <summary>What somebody may do on the page of a unit that stands, or last stood, on a day.</summary>
    public static async Task<UnitRights> UnitRightsAsync(this AppDb db, CurrentUser user, long unitId, DateOnly standing, CancellationToken cancel)
    {
        if (user.IsAdministrator) return new(Sees: true, EntersFacts: true, ManagesPeople: true, NamesAgency: true, ReadsAudit: true);
        return await db.Database.SqlQuery<UnitRights>($"""
            select sees({user.Id}, {unitId}, {user.Today}) as sees, {await db.MayEnterFactsAsync(user, unitId, standing, cancel)} as enters_facts, manages_people({user.Id}, {unitId}, {user.Today}) as manages_people,
                   {user.Holds(unitId, Roles.Leading)} as names_agency, sees({user.Id}, {unitId}, {Roles.Leading}, {user.Today}) as reads_audit
            """).SingleAsync(cancel);
    }

    public static Task<List<UnitPerson>> PeopleHereAsync(this AppDb db, long unitId, DateOnly onDay, CancellationToken cancel) => db.Database.SqlQuery<UnitPerson>($"""
        select p.full_name, m.role, lower(m.valid) as since
          from membership m join person p on p.id = m.person_id
         where m.unit_id = {unitId} and m.valid @> {onDay}
         order by array_position(array['coordinator', 'leader', 'reporter', 'viewer'], m.role), p.full_name collate "vi-x-icu", m.id limit {MostPeople}
        """).ToListAsync(cancel);

    /// <summary>The decision by which a unit ended; null where none is known: the changes of 2025 came with the directory.</summary>
    public static async Task<UnitEnding?> EndingAsync(this AppDb db, long unitId, DateOnly last, CancellationToken cancel) => (await db.Database.SqlQuery<UnitEnding>($"""
        select d.id, d.number from unit_decision d join unit_decision_line l on l.decision_id = d.id
         where l.unit_id = {unitId} and l.after is null and d.on_day = {last.AddDays(1)} order by d.id desc limit 1
        """).ToListAsync(cancel)).SingleOrDefault();

    public static Task<List<UnitPlan>> PlansHereAsync(this AppDb db, long unitId, CancellationToken cancel) => db.Database.SqlQuery<UnitPlan>($"""
        select p.id, p.number, p.issued_on, p.title, e.year
          from plan p left join edition e on e.id = p.edition_id
         where p.unit_id = {unitId} and p.state = 'saved' order by e.year desc nulls last, p.id desc limit {MostPlans}
        """).ToListAsync(cancel);

    public static Task<List<UnitReport>> ReportsHereAsync(this AppDb db, CurrentUser user, long unitId, CancellationToken cancel) => db.Database.SqlQuery<UnitReport>($"""
        select r.id, e.year, case when r.ended_on is null then r.state else 'ended' end as state, v.name, r.changed_at
          from report r
          join edition e on e.id = r.edition_id
          join unit_version v on v.unit_id = r.unit_id and v.valid @> stood_on(r.unit_id, upper(e.week) - 1)
         where r.unit_id = {unitId} and ({user.IsAdministrator} or sees({user.Id}, r.unit_id, {user.Today}, stood_on(r.unit_id, upper(e.week) - 1)))
         order by e.year desc limit {MostReports}
        """).ToListAsync(cancel);

    /// <summary>Units that stand on a territory and answer elsewhere, one more than are shown.</summary>
    public static Task<List<StandingHere>> StandingHereAsync(this AppDb db, long territoryId, DateOnly onDay, CancellationToken cancel) => db.Database.SqlQuery<StandingHere>($"""
        select v.unit_id, v.name, p.name as parent_name, v.parent_id
          from unit_version v join unit_version p on p.unit_id = v.parent_id and p.valid @> {onDay}
         where v.territory_id = {territoryId} and (v.valid @> {onDay}) is true
         order by v.kind, v.short_name collate "vi-x-icu", v.unit_id limit {MostStanding + 1}
        """).ToListAsync(cancel);
}
