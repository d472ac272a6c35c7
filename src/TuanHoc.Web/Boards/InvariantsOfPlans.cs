namespace TuanHoc.Web.Boards;

/// <summary>What a document's columns and tasks say is what was read in it or typed here; a draft has neither number nor tasks yet.</summary>
static class InvariantsOfPlans
{
    public static readonly Invariant[] All =
    [
        Invariant.OfRows("Số, ngày ban hành và tên của kế hoạch đúng như nội dung đã đọc", """
            select p.id as plan, p.unit_id, p.number, p.issued_on::text, p.title
              from plan p
             where p.draft is null
               and (p.number, p.issued_on::text, p.title)
                   is distinct from (p.facts #>> '{header,number,value}', p.facts #>> '{header,issuedOn,value}', p.facts #>> '{header,title,value}')
             order by 1
            """),
        Invariant.OfRows("Tên, số và ngày của văn bản soạn ở đây đúng như đã gõ và đã ban hành", """
            select p.id as plan, p.unit_id, p.state, p.number, p.issued_on::text, p.title
              from plan p
             where p.draft is not null
               and (p.title is distinct from p.draft ->> 'title'
                 or (p.state = 'draft') <> (p.issued_at is null)
                 or p.state = 'draft' and (p.number, p.serial, p.issued_on) is distinct from (null::text, null::integer, null::date)
                 or p.state <> 'draft' and (p.serial::text, p.issued_on::text, split_part(p.number, '/', 1), substr(p.number, strpos(p.number, '/') + 1))
                    is distinct from (p.draft ->> 'number', p.draft ->> 'issuedOn', case when p.serial < 10 then '0' else '' end || p.serial, p.draft ->> 'notation'))
             order by 1
            """),
        // A task that is in no assignment is one of a deadline, and a task without a day has it from a deadline. In force alone: of a plan that was replaced, equal tasks have gone over to the one in its place.
        Invariant.OfRows("Nhiệm vụ của kế hoạch đã lưu đúng như nội dung đã đọc", """
            with told as (
                select p.id as plan_id, row_number() over (partition by p.id order by a.place, t.place) as position, a.value ->> 'agency' as agency, a.value ->> 'mode' as mode,
                       t.value ->> 'text' as text, t.value ->> 'due' as due, t.value ->> 'dueTo' as due_to
                  from plan p
                 cross join lateral jsonb_array_elements(p.facts -> 'assignments') with ordinality as a (value, place)
                 cross join lateral jsonb_array_elements(a.value -> 'tasks') with ordinality as t (value, place)
                 where p.state = 'saved' and p.draft is null),
            stands as (select k.* from task k join plan p on p.id = k.plan_id where p.state = 'saved' and p.draft is null)
            select coalesce(k.plan_id, told.plan_id) as plan, coalesce(k.position, told.position) as position, k.agency as task, told.agency as fact
              from stands k full join told on told.plan_id = k.plan_id and told.position = k.position
              left join plan p on p.id = k.plan_id
             where not (told.plan_id is null and k.visit_id is null and exists (select from jsonb_array_elements(p.facts -> 'deadlines') d where d ->> 'date' = k.due::text and btrim(d ->> 'who') = k.agency))
               and ((k.agency, k.mode, k.text) is distinct from (told.agency, told.mode, told.text)
                 or k.due::text is distinct from told.due and not (told.due is null and exists (select from jsonb_array_elements(p.facts -> 'deadlines') d where d ->> 'date' = k.due::text))
                 or k.due_to is distinct from told.due_to and told.due is not null)
             order by 1, 2
            """),
        Invariant.OfRows("Nhiệm vụ của văn bản ban hành ở đây đúng như đã gõ; bản đang soạn chưa có nhiệm vụ", """
            with told as (
                select p.id as plan_id, row_number() over (partition by p.id order by a.place, t.place) as position, a.value ->> 'agency' as agency,
                       t.value ->> 'text' as text, t.value ->> 'due' as due, t.value ->> 'to' as due_to
                  from plan p
                 cross join lateral jsonb_array_elements(p.draft -> 'assignments') with ordinality as a (value, place)
                 cross join lateral jsonb_array_elements(a.value -> 'tasks') with ordinality as t (value, place)
                 where p.state = 'saved'),
            stands as (select k.* from task k join plan p on p.id = k.plan_id where p.state in ('draft', 'saved') and p.draft is not null)
            select coalesce(k.plan_id, told.plan_id) as plan, coalesce(k.position, told.position) as position, k.agency as task, told.agency as typed
              from stands k full join told on told.plan_id = k.plan_id and told.position = k.position
              left join plan p on p.id = k.plan_id
             where not (told.plan_id is null and k.visit_id is null and exists (select from jsonb_array_elements(p.draft -> 'deadlines') d where d ->> 'date' = k.due::text and btrim(d ->> 'who') = k.agency))
               and ((k.agency, k.text) is distinct from (told.agency, told.text)
                 or k.due::text is distinct from told.due and not (told.due is null and exists (select from jsonb_array_elements(p.draft -> 'deadlines') d where d ->> 'date' = k.due::text))
                 or k.due_to is distinct from told.due_to and told.due is not null)
             order by 1, 2
            """),
        Invariant.OfRows("Kế hoạch đã được thay thế thì có một văn bản ban hành thay thế nó", """
            select p.id as plan, p.unit_id, p.state, count(r.id) as replaced_by
              from plan p left join plan r on r.amends_id = p.id and r.amendment = 'replaces' and r.state in ('saved', 'replaced')
             group by p.id
            having (p.state = 'replaced') <> (count(r.id) = 1)
             order by 1
            """),
        Invariant.OfRows("Việc giao sau kiểm tra là việc của đơn vị đã được kiểm tra", """
            select k.id as task, k.unit_id, v.unit_id as visited, v.visited_at is not null as was_visited
              from task k join inspection_visit v on v.id = k.visit_id
             where k.unit_id is distinct from v.unit_id or v.visited_at is null
                or (select array_agg(t.unit_id) from unit_task t where t.task_id = k.id) is distinct from array[v.unit_id]
             order by 1
            """),
    ];
}
