namespace TuanHoc.Web.Boards;

/// <summary>What a plan's columns and tasks say is what its facts say.</summary>
static class InvariantsOfPlans
{
    public static readonly Invariant[] All =
    [
        Invariant.OfRows("Số, ngày ban hành và tên của kế hoạch đúng như nội dung đã đọc", """
            select p.id as plan, p.unit_id, p.number, p.issued_on::text, p.title
              from plan p
             where (p.number, p.issued_on::text, p.title)
                   is distinct from (p.facts #>> '{header,number,value}', p.facts #>> '{header,issuedOn,value}', p.facts #>> '{header,title,value}')
             order by 1
            """),
        Invariant.OfRows("Nhiệm vụ của kế hoạch đã lưu đúng như nội dung đã đọc", """
            with told as (
                select p.id as plan_id, row_number() over (partition by p.id order by a.place, t.place) as position, a.value ->> 'agency' as agency, a.value ->> 'mode' as mode,
                       t.value ->> 'text' as text, t.value ->> 'due' as due, t.value ->> 'dueTo' as due_to
                  from plan p
                 cross join lateral jsonb_array_elements(p.facts -> 'assignments') with ordinality as a (value, place)
                 cross join lateral jsonb_array_elements(a.value -> 'tasks') with ordinality as t (value, place)
                 where p.state = 'saved')
            select coalesce(k.plan_id, told.plan_id) as plan, coalesce(k.position, told.position) as position, k.agency as task, told.agency as fact
              from task k full join told on told.plan_id = k.plan_id and told.position = k.position
             where (k.agency, k.mode, k.text, k.due::text, k.due_to) is distinct from (told.agency, told.mode, told.text, told.due, told.due_to)
             order by 1, 2
            """),
    ];
}
