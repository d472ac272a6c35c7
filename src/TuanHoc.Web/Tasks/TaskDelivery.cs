using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Tasks;

/// <summary>Gives each task of a plan in force to its units: one statement for whatever number of them, and once however often it runs.</summary>
static class TaskDelivery
{
    public const string Name = "Giao nhiệm vụ";

    public static async Task GiveOutAsync(IServiceProvider services, AppDb db, PlanInForce plan, CancellationToken cancel)
    {
        // Of the plan that this one replaces, equal tasks come over with what was said of them.
        await db.Database.ExecuteSqlAsync($"""
            update unit_task u set task_id = again.id
              from (select agency, text, id, row_number() over (partition by agency, text order by position) as nth from task where plan_id = {plan.Id}) again
              join (select t.agency, t.text, t.id as was, row_number() over (partition by t.agency, t.text order by t.position) as nth
                      from plan p join plan old on old.id = p.amends_id and old.state = 'replaced' join task t on t.plan_id = old.id where p.id = {plan.Id}) replaced
                using (agency, text, nth)
             where u.task_id = replaced.was and not exists (select from unit_task x where x.task_id = again.id and x.unit_id = u.unit_id)
            """, cancel);
        // Units as the plan means them, those of its own day (or of today, where its issuer was not there yet); of one that has ended since, what it has become.
        // A unit that is no longer among those named loses a task of which nothing was said.
        await db.Database.ExecuteSqlAsync($"""
            with named as (
                select coalesce(min(p.issued_on), {plan.Today}) as on_day from plan p join unit_version v on v.unit_id = p.unit_id and v.valid @> p.issued_on where p.id = {plan.Id}),
            meant as materialized (
                select distinct t.task_id, n.id as unit_id from named cross join lateral task_units({plan.Id}, named.on_day) t cross join lateral living(t.unit_id, {plan.Today}) as n (id)),
            taken as (
                delete from unit_task u using task t
                 where t.id = u.task_id and t.plan_id = {plan.Id} and not exists (select from meant m where m.task_id = u.task_id and m.unit_id = u.unit_id)
                   and not exists (select from task_account a where a.unit_task_id = u.id))
            insert into unit_task (task_id, unit_id) select task_id, unit_id from meant on conflict on constraint unit_task_once do nothing
            """, cancel);
    }
}
