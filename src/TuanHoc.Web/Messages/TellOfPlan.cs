using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Messages;

/// <summary>The last step of a plan in force: those who lead and coordinate the units that it went to are told (of a unit without such, who reports for it), with how much it asks of theirs. One statement for whatever number of units.</summary>
static class TellOfPlan
{
    public const string Name = "Báo cho người của đơn vị";

    public static async Task TellAsync(IServiceProvider services, AppDb db, PlanInForce plan, CancellationToken cancel)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await db.Database.ExecuteSqlAsync($"""
            with asked as materialized (
                select ut.unit_id, count(*) as tasks, min(last_day(k.due, k.bound)) as nearest
                  from task k join unit_task ut on ut.task_id = k.id where k.plan_id = {plan.Id} group by ut.unit_id)
            insert into message (person_id, unit_id, kind, once, subject, text, href, at)
            select distinct on (m.person_id) m.person_id, m.unit_id, 'plan', 'plan:' || {plan.Id.ToString()},
                   w.issuer || ': ' || first_words(w.title, 160),
                   w.issuer || ' gửi ' || unit_name(m.unit_id, {plan.Today}) || ' văn bản' || coalesce(' số ' || w.number, '') || ': ' || w.title || '.'
                   || case when a.tasks is null then '' else E'\nĐơn vị có ' || a.tasks || ' nhiệm vụ trong đó' || coalesce('; hạn gần nhất ' || to_char(a.nearest, 'DD/MM/YYYY'), '') || '.' end,
                   '/plans/' || {plan.Id.ToString()}, {now}
              from plan_delivery d
             cross join lateral (select d.unit_id, t.id as person_id from told_of(d.unit_id, {Roles.Leading}, array['reporter'], {plan.Today}) as t (id)) m
             cross join (select coalesce(p.title, p.file_name) as title, p.number, who_speaks(p.unit_id, {plan.Today}) as issuer from plan p where p.id = {plan.Id}) w
              left join asked a on a.unit_id = d.unit_id
             where d.plan_id = {plan.Id}
             order by m.person_id, a.tasks desc nulls last, m.unit_id
            on conflict on constraint message_once do nothing
            """, cancel);
    }
}
