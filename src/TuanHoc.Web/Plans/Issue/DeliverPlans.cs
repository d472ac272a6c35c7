using Microsoft.EntityFrameworkCore;
using Npgsql;
using Quartz;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>
/// Tells the plans that have come into force to those they concern: the steps of the rooms in one transaction with the mark that it is done. Killed in the middle it has
/// done nothing, and begins again; how far it is, and what stopped it, is written beside it for the page of the plan.
/// </summary>
public sealed class DeliverPlans(IServiceScopeFactory scopes, NpgsqlDataSource source, TimeProvider clock, IEnumerable<DeliveryStep> steps, ILogger<DeliverPlans> log) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5), LongestWait = TimeSpan.FromMinutes(10);

    readonly DeliveryStep[] steps = [.. steps];

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await DeliverAsync(cancellationToken);

    /// <summary>Delivers every plan that waits and is not put off; one that fails does not hold up the others.</summary>
    public async Task DeliverAsync(CancellationToken cancel)
    {
        foreach (var plan in await WaitingAsync(cancel))
        {
            var name = "";
            try
            {
                await DeliverAsync(plan, step => name = step, cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                log.LogError(e, "Chưa gửi được kế hoạch {Plan} ở bước {Step}, sẽ thử lại", plan.Id, name);
                await PutOffAsync(plan.Id, cancel);
            }
        }
    }

    async Task DeliverAsync(PlanInForce plan, Action<string> began, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        // The steps are sets of thousands of rows.
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Another process may be at it, or have done it. The weaker lock leaves the plan to be named by rows beside it, such as its progress.
        if ((await db.Database.SqlQuery<Guid>($"select id as \"Value\" from plan where id = {plan.Id} and state = {StoredPlan.Saved} and delivered_at is null for no key update skip locked").ToListAsync(cancel)).Count == 0) return;
        for (var i = 0; i < steps.Length; i++)
        {
            began(steps[i].Name);
            var units = await db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from plan_delivery where plan_id = {plan.Id}").SingleAsync(cancel);
            await TellAsync(plan.Id, i + 1, steps[i].Name, units, cancel);
            await steps[i].RunAsync(scope.ServiceProvider, db, plan, cancel);
        }
        await db.Database.ExecuteSqlAsync($"update plan set delivered_at = {clock.GetUtcNow()} where id = {plan.Id}", cancel);
        await db.Database.ExecuteSqlAsync($"delete from plan_delivery_progress where plan_id = {plan.Id}", cancel);
        await transaction.CommitAsync(cancel);
    }

    async Task<List<PlanInForce>> WaitingAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select p.id, p.unit_id, p.edition_id, p.type, coalesce(p.issued_by, p.changed_by), coalesce(p.issued_at, p.changed_at)
              from plan p left join plan_delivery_progress d on d.plan_id = p.id
             where p.state = 'saved' and p.delivered_at is null and (d.next_at is null or d.next_at <= $1)
             order by p.id limit 100
            """);
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var waiting = new List<PlanInForce>();
        while (await reader.ReadAsync(cancel))
            waiting.Add(new(reader.GetGuid(0), reader.GetInt64(1), await reader.IsDBNullAsync(2, cancel) ? null : reader.GetInt32(2), reader.GetString(3), reader.GetInt64(4), reader.GetFieldValue<DateTimeOffset>(5), clock.Today()));
        return waiting;
    }

    // On a connection of its own: the page sees it while the transaction runs.
    async Task TellAsync(Guid plan, int step, string name, int units, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            insert into plan_delivery_progress (plan_id, step, steps, name, units, at) values ($1, $2, $3, $4, $5, $6)
            on conflict (plan_id) do update set step = excluded.step, steps = excluded.steps, name = excluded.name, units = excluded.units, at = excluded.at, next_at = null
            """);
        foreach (var value in (object[])[plan, step, steps.Length, name, units, clock.GetUtcNow()]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }

    // Each time it fails it waits twice as long.
    async Task PutOffAsync(Guid plan, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("update plan_delivery_progress set tries = tries + 1, next_at = $2 + least($3 * power(2, least(tries, 20) - 1), $4) where plan_id = $1");
        foreach (var value in (object[])[plan, clock.GetUtcNow(), FirstWait, LongestWait]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
