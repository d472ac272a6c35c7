using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>A document that came to the person's units, with what it asks of them.</summary>
public sealed record ReceivedLine(Guid Id, string? Title, string? Number, DateOnly? IssuedOn, string FileName, string Issuer, bool IsReplaced, string Units, int Tasks, DateTimeOffset At, DateTimeOffset? OpenedAt);

/// <summary>What was sent to the person's units, the newest first: also to who came after it was sent, and whose letter was lost.</summary>
static class ReceivedEndpoints
{
    const int PageLength = 50;

    public static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel, Guid? before = null)
    {
        var received = await db.Database.SqlQuery<ReceivedLine>($"""
            select p.id, p.title, p.number, p.issued_on, p.file_name, coalesce(unit_name(p.unit_id, p.issued_on), unit_name(p.unit_id, {user.Today})) as issuer, p.state = 'replaced' as is_replaced, d.units,
                   (select count(*)::int from task t join unit_task u on u.task_id = t.id where t.plan_id = p.id and u.unit_id = any (d.ids)) as tasks, d.at, d.opened_at
              from (select d.plan_id, string_agg(unit_name(d.unit_id, {user.Today}), ', ' order by d.unit_id) as units, array_agg(d.unit_id) as ids, min(d.at) as at, case when bool_and(d.opened_at is not null) then max(d.opened_at) end as opened_at
                      from plan_delivery d
                     where d.unit_id in (select * from units_held({user.Id}, {user.Today})) and ({before}::uuid is null or d.plan_id < {before})
                     group by d.plan_id order by d.plan_id desc limit {PageLength}) d
              join plan p on p.id = d.plan_id
             order by p.id desc
            """).ToListAsync(cancel);
        return PageResults.Page<ReceivedView>(new { Received = received, Next = received.Count == PageLength ? received[^1].Id : (Guid?)null });
    }
}
