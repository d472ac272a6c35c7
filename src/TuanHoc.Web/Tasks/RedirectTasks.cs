using Npgsql;
using Quartz;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Tasks;

/// <summary>
/// What a unit that has ended left undone, its successors go on with: nothing that was ordered is lost by a change of units. With one successor the task moves, and
/// what was said of it comes along; with several, or where the successor has the same task, each has it as its own.
/// </summary>
public sealed class RedirectTasks(NpgsqlDataSource source, TimeProvider clock) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await ApplyAsync(cancellationToken);

    public async Task ApplyAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            with ended as materialized (
                select e.id, array(select distinct u.unit_id from unit_task u join task t on t.id = u.task_id join plan p on p.id = t.plan_id and p.edition_id = e.id and p.state = 'saved'
                                    where not exists (select from unit_version v where v.unit_id = u.unit_id and (v.valid @> $1) is true)) as units
                  from edition e where e.year >= extract(year from $1)::integer - 1),
            undone as materialized (
                select p.unit_task_id, p.task_id, p.unit_id, n.unit_id as heir, count(*) over (partition by p.unit_task_id) as heirs,
                       exists (select from unit_task x where x.task_id = p.task_id and x.unit_id = n.unit_id) as has
                  from ended e
                 cross join lateral task_progress(e.id, e.units, $1) p
                 cross join lateral unit_now(p.unit_id, $1) n
                 where p.state <> 'done'),
            moved as (
                update unit_task u set unit_id = d.heir from undone d where u.id = d.unit_task_id and d.heirs = 1 and not d.has returning u.id, d.unit_id, d.heir),
            given as (
                insert into unit_task (task_id, unit_id) select distinct task_id, heir from undone where heirs > 1 and not has
                on conflict on constraint unit_task_once do nothing returning id, unit_id, task_id),
            dropped as (
                delete from unit_task u where u.id in (select unit_task_id from undone where heirs > 1 or has) and not exists (select from task_account a where a.unit_task_id = u.id))
            insert into audit (at, unit_id, what, thing, thing_id, detail)
            select $2, r.heir, 'redirected', 'task', r.id::text, jsonb_build_object('from', unit_name(r.unit_id, $1), 'to', unit_name(r.heir, $1))
              from (select id, unit_id, heir from moved
                    union all select distinct on (g.id) g.id, d.unit_id, d.heir from given g join undone d on d.task_id = g.task_id and d.heir = g.unit_id) r
            """);
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = clock.Today() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
