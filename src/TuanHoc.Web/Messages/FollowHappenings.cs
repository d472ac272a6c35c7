using Microsoft.EntityFrameworkCore;
using Quartz;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports.Reviewing;

namespace TuanHoc.Web.Messages;

/// <summary>
/// Makes messages of what happened: results of tasks said, accepted and returned, reports accepted and returned, a longer time asked for, given and refused, reports entered for their unit, reminders of plans and of what units are late with, tasks that an inspection gives, activities that wait to be shown to everybody and what became of them. It reads from the oldest
/// transaction that was open when it read last; what it meets twice has its key already, so each is told once.
/// </summary>
public sealed class FollowHappenings(AppDb db, TimeProvider clock) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    // After a long halt nobody needs to hear what is older. On a database restored to another server, where transactions are numbered anew, it bounds what is read again.
    static readonly TimeSpan TooOld = TimeSpan.FromDays(7);

    static readonly string[] Kinds = ["task-said", "task-accepted", "task-returned", "report-accepted", "report-returned", "report-extension-asked", "report-extended", "report-extension-refused", BehalfEndpoints.Entered, "plan-reminder", "task-reminder", "task-given", "activity-asked-to-show", "activity-changed-shown", "activity-flagged", "activity-shown", "activity-taken-down"];

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await FollowAsync(cancellationToken);

    public async Task FollowAsync(CancellationToken cancel)
    {
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Another process may be at it.
        var position = await db.Database.SqlQuery<string>($"""select tx::text as "Value" from message_position where follower = 'happening' for update skip locked""").ToListAsync(cancel);
        if (position is not [var since]) return;
        var news = await db.Database.SqlQuery<News>($"""
            select s.upto::text as upto, h.id
              from (select pg_snapshot_xmin(pg_current_snapshot()) as upto) s
              left join happening h on h.tx >= case when {since}::xid8 > s.upto then '0'::xid8 else {since}::xid8 end and h.kind = any ({Kinds}) and h.at > {now - TooOld}
            """).ToListAsync(cancel);
        long[] ids = [.. news.Select(one => one.Id).OfType<long>()];
        if (ids.Length > 0)
        {
            await TellResultsSaidAsync(ids, now, today, cancel);
            await TellAnswersAsync(ids, now, today, cancel);
            await TellReportsAsync(ids, now, today, cancel);
            await TellExtensionsAskedAsync(ids, now, today, cancel);
            await TellExtensionsAsync(ids, now, today, cancel);
            await TellEnteredAsync(ids, now, today, cancel);
            await TellPlansAsync(ids, now, today, cancel);
            await TellLateUnitsAsync(ids, now, today, cancel);
            await TellFindingsAsync(ids, now, today, cancel);
            await TellAskedAsync(ids, now, today, cancel);
            await TellChangedAsync(ids, now, today, cancel);
            await TellFlaggedAsync(ids, now, today, cancel);
            await TellShownAsync(ids, now, today, cancel);
        }
        await db.Database.ExecuteSqlAsync($"update message_position set tx = {news[0].Upto}::xid8 where follower = 'happening'", cancel);
        await transaction.CommitAsync(cancel);
    }

    // Of a task that many units have, one message a day: the page of tasks shows all that wait.
    Task<int> TellResultsSaidAsync(long[] ids, DateTimeOffset now, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into message (person_id, unit_id, kind, once, subject, text, href, at)
        select distinct on (m.person_id, k.id) m.person_id, m.unit_id, 'task', 'said:' || k.id || ':' || {today}::text,
               'Kết quả chờ xác nhận: ' || first_words(k.text, 160),
               unit_name(ut.unit_id, {today}) || ' báo kết quả nhiệm vụ “' || k.text || E'”:\n' || a.sentence || E'\nMở ra để xác nhận, hoặc trả lại kèm lý do. Hôm nay đơn vị khác báo cùng việc này thì chỉ hiện ở trang Nhiệm vụ.',
               '/tasks/' || ut.id, {now}
          from happening h
          join unit_task ut on ut.id = h.thing_id::bigint
          join task k on k.id = ut.task_id
          join task_account a on a.unit_task_id = ut.id and a.verdict is null
          left join plan p on p.id = k.plan_id
          left join inspection_visit v on v.id = k.visit_id
          left join inspection i on i.id = v.inspection_id
         cross join lateral (
               select coalesce(p.unit_id, i.unit_id) as unit_id
               union select s.agency_id from standing_agency s where s.edition_id = h.edition_id and s.unit_id = coalesce(p.unit_id, i.unit_id) and s.agency_id <> ut.unit_id) giver
         cross join lateral (select giver.unit_id, t.id as person_id from told_of(giver.unit_id, array['coordinator'], array['leader'], {today}) as t (id)) m
         where h.id = any ({ids}) and h.kind = 'task-said' and m.person_id <> a.by
         order by m.person_id, k.id, h.id
        on conflict on constraint message_once do nothing
        """, cancel);

    // To who said it, and to who coordinates the unit.
    Task<int> TellAnswersAsync(long[] ids, DateTimeOffset now, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into message (person_id, unit_id, kind, once, subject, text, href, at)
        select t.person_id, ut.unit_id, 'task', 'happening:' || h.id,
               case h.kind when 'task-accepted' then 'Đã được xác nhận: ' else 'Bị trả lại: ' end || first_words(k.text, 160),
               case h.kind when 'task-accepted' then 'Kết quả nhiệm vụ “' || k.text || '” của ' || unit_name(ut.unit_id, {today}) || ' đã được xác nhận.'
                    else 'Kết quả nhiệm vụ “' || k.text || '” của ' || unit_name(ut.unit_id, {today}) || ' bị trả lại: ' || coalesce(a.reason, '') || E'\nLàm thêm rồi báo lại.' end,
               '/tasks/' || ut.id, {now}
          from happening h
          join unit_task ut on ut.id = h.thing_id::bigint
          join task k on k.id = ut.task_id
         cross join lateral (select a.by, a.reason from task_account a where a.unit_task_id = ut.id and a.verdict is not null order by a.id desc limit 1) a
         cross join lateral (
               select a.by as person_id
               union select * from told_of(ut.unit_id, array['coordinator'], array['leader'], {today})) t
         where h.id = any ({ids}) and h.kind in ('task-accepted', 'task-returned')
        on conflict on constraint message_once do nothing
        """, cancel);

    Task<int> TellReportsAsync(long[] ids, DateTimeOffset now, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into message (person_id, unit_id, kind, once, subject, text, href, at)
        select distinct on (m.person_id, h.id) m.person_id, r.unit_id, 'report', 'happening:' || h.id,
               case h.kind when 'report-accepted' then 'Báo cáo đã được duyệt: ' else 'Báo cáo bị trả lại: ' end || unit_name(r.unit_id, {today}),
               case h.kind when 'report-accepted' then 'Báo cáo Tuần lễ năm ' || e.year || ' của ' || unit_name(r.unit_id, {today}) || ' đã được ' || coalesce(who_speaks(r.receiver_id, {today}), 'nơi nhận') || ' duyệt.'
                    else 'Báo cáo Tuần lễ năm ' || e.year || ' của ' || unit_name(r.unit_id, {today}) || ' bị trả lại: ' || coalesce(s.reason, '') || E'\nSửa rồi nộp lại.' end,
               '/reports/' || r.id, {now}
          from happening h
          join report r on r.id = h.thing_id::uuid
          join edition e on e.id = r.edition_id
          left join lateral (select s.reason from report_step s where s.report_id = r.id and s.kind = 'returned' order by s.id desc limit 1) s on true
         cross join lateral (select t.id as person_id from told_of(coalesce(whole_heir(r.unit_id, {today}), r.unit_id), {Roles.Filling}, array['leader'], {today}) as t (id)) m
         where h.id = any ({ids}) and h.kind in ('report-accepted', 'report-returned')
         order by m.person_id, h.id
        on conflict on constraint message_once do nothing
        """, cancel);

    // To who answers for the unit; of an activity one message a day, the page shows all that wait.
    Task<int> TellFlaggedAsync(long[] ids, DateTimeOffset now, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into message (person_id, unit_id, kind, once, subject, text, href, at)
        select distinct on (m.person_id, a.id) m.person_id, r.id, 'activity', 'flagged:' || a.id || ':' || {today}::text,
               'Người dân báo nội dung không phù hợp: ' || first_words(a.title, 160),
               E'Có người báo nội dung không phù hợp ở hoạt động “' || a.title || '” của ' || unit_name(a.unit_id, {today}) || E'.\nMở ra để ẩn khỏi cổng công khai, hoặc để nguyên kèm một câu.',
               '/activities/flags', {now}
          from happening h
          join activity a on a.id = h.thing_id::uuid
         cross join lateral (select showing_reviewer(a.unit_id, {today}) as id offset 0) r
         cross join lateral (select t.id as person_id from told_of(r.id, array['coordinator'], array['leader'], {today}) as t (id)) m
         where h.id = any ({ids}) and h.kind = 'activity-flagged' and exists (select from activity_flag f where f.activity_id = a.id and f.answered_at is null)
         order by m.person_id, a.id, h.id
        on conflict on constraint message_once do nothing
        """, cancel);

    // To who answers for the unit; one message a day, the page shows all that wait.
    Task<int> TellAskedAsync(long[] ids, DateTimeOffset now, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into message (person_id, unit_id, kind, once, subject, text, href, at)
        select distinct on (m.person_id, r.id) m.person_id, r.id, 'activity', 'asked-to-show:' || r.id || ':' || {today}::text,
               'Chờ duyệt để người dân xem: ' || first_words(a.title, 160),
               unit_name(a.unit_id, {today}) || ' đề nghị hiển thị hoạt động “' || a.title || E'” trên cổng công khai.\nMở ra để cho hiển thị, hoặc trả lời kèm lý do. Hôm nay có thêm hoạt động chờ duyệt thì chỉ hiện ở trang Hoạt động.',
               '/activities/asked', {now}
          from happening h
          join activity a on a.id = h.thing_id::uuid and a.showing = 'asked'
         cross join lateral (select showing_reviewer(a.unit_id, {today}) as id offset 0) r
         cross join lateral (select t.id as person_id from told_of(r.id, array['coordinator'], array['leader'], {today}) as t (id)) m
         where h.id = any ({ids}) and h.kind = 'activity-asked-to-show' and m.person_id <> a.showing_by
         order by m.person_id, r.id, h.id
        on conflict on constraint message_once do nothing
        """, cancel);

    // To who answers for the unit; of an activity one message a day, however often it is changed.
    Task<int> TellChangedAsync(long[] ids, DateTimeOffset now, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into message (person_id, unit_id, kind, once, subject, text, href, at)
        select distinct on (m.person_id, a.id) m.person_id, r.id, 'activity', 'changed-shown:' || a.id || ':' || {today}::text,
               'Đã sửa sau khi duyệt: ' || first_words(a.title, 160),
               unit_name(a.unit_id, {today}) || ' đã sửa hoạt động “' || a.title || E'” đang hiện trên cổng công khai.\nMở ra xem còn phù hợp không; không thì gỡ kèm lý do.',
               '/activities/' || a.id, {now}
          from happening h
          join activity a on a.id = h.thing_id::uuid and a.showing = 'public'
         cross join lateral (select showing_reviewer(a.unit_id, {today}) as id offset 0) r
         cross join lateral (select t.id as person_id from told_of(r.id, array['coordinator'], array['leader'], {today}) as t (id)) m
         where h.id = any ({ids}) and h.kind = 'activity-changed-shown' and m.person_id <> a.changed_by
         order by m.person_id, a.id, h.id
        on conflict on constraint message_once do nothing
        """, cancel);

    // To its unit, but for who did it.
    Task<int> TellShownAsync(long[] ids, DateTimeOffset now, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into message (person_id, unit_id, kind, once, subject, text, href, at)
        select distinct on (m.person_id, h.id) m.person_id, a.unit_id, 'activity', 'happening:' || h.id,
               case h.kind when 'activity-shown' then 'Người dân đã xem được: ' else 'Không hiển thị cho người dân: ' end || first_words(a.title, 160),
               case h.kind when 'activity-shown' then 'Hoạt động “' || a.title || '” đã hiện trên cổng công khai.'
                    else 'Hoạt động “' || a.title || '” không hiện trên cổng công khai: ' || coalesce(a.showing_why, '') || E'\nSửa rồi đề nghị lại.' end,
               '/activities/' || a.id, {now}
          from happening h
          join activity a on a.id = h.thing_id::uuid and a.showing = case h.kind when 'activity-shown' then 'public' else 'refused' end
         cross join lateral (select t.id as person_id from told_of(a.unit_id, {Roles.Filling}, array['leader'], {today}) as t (id)) m
         where h.id = any ({ids}) and h.kind in ('activity-shown', 'activity-taken-down') and m.person_id <> a.showing_by
         order by m.person_id, h.id
        on conflict on constraint message_once do nothing
        """, cancel);

    Task<int> TellExtensionsAskedAsync(long[] ids, DateTimeOffset now, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into message (person_id, unit_id, kind, once, subject, text, href, at)
        select distinct on (m.person_id, h.id) m.person_id, r.receiver_id, 'report', 'happening:' || h.id, 'Xin gia hạn báo cáo: ' || unit_name(r.unit_id, {today}),
               unit_name(r.unit_id, {today}) || ' xin nộp báo cáo Tuần lễ năm ' || e.year || ' đến hết ngày ' || to_char(x.until, 'DD/MM/YYYY') || ': ' || x.reason || E'\nMở ra để đồng ý hoặc không.',
               '/reports/' || r.id || '?tab=due', {now}
          from happening h
          join report r on r.id = h.thing_id::uuid
          join edition e on e.id = r.edition_id
          join report_extension x on x.report_id = r.id and x.verdict is null
         cross join lateral (select t.id as person_id from told_of(r.receiver_id, array['coordinator'], array['leader'], {today}) as t (id)) m
         where h.id = any ({ids}) and h.kind = 'report-extension-asked' and m.person_id <> x.by
         order by m.person_id, h.id
        on conflict on constraint message_once do nothing
        """, cancel);

    // To who fills what the unit reports: somebody else sent it in their name.
    Task<int> TellEnteredAsync(long[] ids, DateTimeOffset now, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into message (person_id, unit_id, kind, once, subject, text, href, at)
        select distinct on (m.person_id, h.id) m.person_id, r.unit_id, 'report', 'happening:' || h.id, 'Báo cáo được nhập thay, cần xác nhận: ' || unit_name(r.unit_id, {today}),
               coalesce(who_speaks(r.receiver_id, {today}), 'Nơi nhận') || ' đã nhập thay báo cáo Tuần lễ năm ' || e.year || ' của ' || unit_name(r.unit_id, {today}) || ' từ bản nhận ngày ' || to_char(q.received_on, 'DD/MM/YYYY') || E'.\nMở ra xem số liệu có đúng không rồi xác nhận.',
               '/reports/' || r.id, {now}
          from happening h
          join report r on r.id = h.thing_id::uuid
          join edition e on e.id = r.edition_id
          join report_behalf q on q.report_id = r.id and q.confirmed_at is null
         cross join lateral (select t.id as person_id from told_of(coalesce(whole_heir(r.unit_id, {today}), r.unit_id), {Roles.Filling}, array['leader'], {today}) as t (id)) m
         where h.id = any ({ids}) and h.kind = {BehalfEndpoints.Entered}
         order by m.person_id, h.id
        on conflict on constraint message_once do nothing
        """, cancel);

    Task<int> TellExtensionsAsync(long[] ids, DateTimeOffset now, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into message (person_id, unit_id, kind, once, subject, text, href, at)
        select distinct on (m.person_id, h.id) m.person_id, r.unit_id, 'report', 'happening:' || h.id,
               case h.kind when 'report-extended' then 'Báo cáo được gia hạn: ' else 'Chưa được gia hạn: ' end || unit_name(r.unit_id, {today}),
               case h.kind when 'report-extended' then 'Báo cáo Tuần lễ năm ' || e.year || ' của ' || unit_name(r.unit_id, {today}) || ' được nộp đến hết ngày ' || to_char(r.extended_to, 'DD/MM/YYYY') || '.'
                    else coalesce(who_speaks(r.receiver_id, {today}), 'Nơi nhận') || ' không đồng ý gia hạn báo cáo Tuần lễ năm ' || e.year || ' của ' || unit_name(r.unit_id, {today}) || ': ' || coalesce(x.answer, '') end,
               '/reports/' || r.id || '?tab=due', {now}
          from happening h
          join report r on r.id = h.thing_id::uuid
          join edition e on e.id = r.edition_id
          left join lateral (select x.answer from report_extension x where x.report_id = r.id and x.verdict is not null order by x.verdict_at desc, x.id desc limit 1) x on true
         cross join lateral (select t.id as person_id from told_of(coalesce(whole_heir(r.unit_id, {today}), r.unit_id), {Roles.Filling}, array['leader'], {today}) as t (id)) m
         where h.id = any ({ids}) and h.kind in ('report-extended', 'report-extension-refused')
         order by m.person_id, h.id
        on conflict on constraint message_once do nothing
        """, cancel);

    Task<int> TellPlansAsync(long[] ids, DateTimeOffset now, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into message (person_id, unit_id, kind, once, subject, text, href, at)
        select distinct on (m.person_id, p.id) m.person_id, h.unit_id, 'reminder', 'remind:' || p.id || ':' || {today}::text,
               'Nhắc mở văn bản: ' || first_words(coalesce(p.title, p.file_name), 160),
               who_speaks(p.unit_id, {today}) || ' nhắc ' || unit_name(h.unit_id, {today}) || ' mở văn bản' || coalesce(' số ' || p.number, '') || ': ' || coalesce(p.title, p.file_name) || '.',
               '/plans/' || p.id, {now}
          from happening h
          join plan p on p.id = h.thing_id::uuid
          join plan_delivery d on d.plan_id = p.id and d.unit_id = h.unit_id and d.opened_at is null
         cross join lateral (select t.id as person_id from told_of(h.unit_id, {Roles.Leading}, array['reporter'], {today}) as t (id)) m
         where h.id = any ({ids}) and h.kind = 'plan-reminder'
         order by m.person_id, p.id, h.id
        on conflict on constraint message_once do nothing
        """, cancel);

    // Who leads hears it too: somebody above pressed the button. One a day, whoever reminds.
    Task<int> TellLateUnitsAsync(long[] ids, DateTimeOffset now, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into message (person_id, unit_id, kind, once, subject, text, href, at)
        select distinct on (m.person_id, h.unit_id) m.person_id, h.unit_id, 'reminder', 'late:' || h.unit_id || ':' || {today}::text,
               'Cấp trên nhắc: ' || unit_name(h.unit_id, {today}) || ' còn việc trễ hoặc đến hạn',
               unit_name(h.unit_id, {today}) || ' được nhắc các việc của Tuần lễ' || coalesce(' năm ' || e.year, '') || ' đang trễ hoặc đến hạn. Mở ra để xem từng việc.',
               '/', {now}
          from happening h
          left join edition e on e.id = h.edition_id
          join membership m on m.unit_id = h.unit_id and m.role <> 'viewer' and m.valid @> {today}
         where h.id = any ({ids}) and h.kind = 'task-reminder'
         order by m.person_id, h.unit_id, h.id
        on conflict on constraint message_once do nothing
        """, cancel);

    // One message a visit, whatever the number of tasks: all were given in one transaction, so they are all here.
    Task<int> TellFindingsAsync(long[] ids, DateTimeOffset now, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into message (person_id, unit_id, kind, once, subject, text, href, at)
        select t.id, g.unit_id, 'task', 'given:' || g.first_id, 'Việc phải khắc phục sau kiểm tra: ' || first_words(g.title, 160),
               who_speaks(g.giver_id, {today}) || ' kiểm tra ' || unit_name(g.unit_id, {today}) || coalesce(' ngày ' || to_char(g.on_day, 'DD/MM/YYYY'), '') || ' và giao ' || g.tasks || ' việc phải khắc phục'
               || coalesce(', chậm nhất ngày ' || to_char(g.due, 'DD/MM/YYYY'), '') || E':\n' || g.texts || E'\nLàm xong thì mở ra để báo kết quả.',
               case when g.tasks = 1 then '/tasks/' || g.task else '/tasks' end, {now}
          from (select h.unit_id, i.unit_id as giver_id, i.title, v.on_day, min(h.id) as first_id, count(*) as tasks, min(k.due) as due, min(h.thing_id) as task, string_agg('– ' || k.text, E'\n' order by k.position) as texts
                  from happening h
                  join unit_task ut on ut.id = h.thing_id::bigint
                  join task k on k.id = ut.task_id
                  join inspection_visit v on v.id = k.visit_id
                  join inspection i on i.id = v.inspection_id
                 where h.id = any ({ids}) and h.kind = 'task-given'
                 group by h.unit_id, h.at, v.id, v.on_day, i.unit_id, i.title) g
         cross join lateral told_of(g.unit_id, {Roles.Leading}, array['reporter'], {today}) as t (id)
        on conflict on constraint message_once do nothing
        """, cancel);

    sealed record News(string Upto, long? Id);
}
