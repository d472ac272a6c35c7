using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Tasks;

/// <summary>What a unit said and that waits for the person's look.</summary>
public sealed record WaitingAccount(long UnitTaskId, string UnitName, string Text, string Sentence, DateTimeOffset At);

/// <summary>How many units have a task of a plan, and how far they are.</summary>
public sealed record TaskCount(long TaskId, int Units, int Done, int Said, int Overdue);

/// <summary>What is asked of the tasks of units. Each is seen by those in whose branch the unit is, and by the people of who gives it and of its standing agency.</summary>
public static class UnitTaskQueries
{
    // Names stand in the list of columns, where they are looked up for the rows that are shown.
    static string Lines(string edition, string units, string today) => $"""
        select u.unit_task_id as id, u.unit_id, unit_name(u.unit_id, {today}) as unit_name, u.plan_id, u.visit_id,
               coalesce(unit_name(p.unit_id, p.issued_on), unit_name(coalesce(p.unit_id, i.unit_id), {today})) as giver_name,
               t.agency, t.mode, t.partners, t.text, t.output, t.due, t.bound, u.last_day, t.due_to, u.state, u.late, u.done_on, u.shown_by, u.shown_id, u.by_account,
               case u.state when 'overdue' then 0 when 'returned' then case when u.late then 0 else 1 end when 'due' then 2 when 'said' then 3 when 'not-due' then 4 else 5 end as rank, t.position
          from task_progress_if_any({edition}, array({units}), {today}) u
          join task t on t.id = u.task_id
          left join plan p on p.id = u.plan_id
          left join inspection_visit v on v.id = u.visit_id
          left join inspection i on i.id = v.inspection_id
        """;

    // Whoever's units have no task is not asked how far they are.
    static string OwnUnits(string person, string today) => $"select distinct held from units_held({person}, {today}) as held where exists (select from unit_task x where x.unit_id = held)";

    static string OneUnit(string person, string today, string unit, string seesAll) => $"select {unit}::bigint where {seesAll} or sees({person}, {unit}, {today})";

    static string UnitsOfPlan(string person, string today, string plan, string seesAll) => $"""
        select distinct x.unit_id from task k join unit_task x on x.task_id = k.id
         where k.plan_id = {plan} and ({seesAll} or x.unit_id in (select * from units_held({person}, {today})) or (select g.unit_id from plan g where g.id = {plan}) in (select * from units_seen({person}, {today})))
        """;

    /// <summary>
    /// Tasks of the units that the filter names (of a unit, of a plan), else of the person's own: what needs an act first, overdue on top; of one state where it is named,
    /// and how many of all stand in each state. Of the plan's edition, else of the newest.
    /// </summary>
    public static async Task<(IReadOnlyList<UnitTaskLine> Shown, IReadOnlyList<StateCount> States)> UnitTasksAsync(this AppDb db, CurrentUser user, TaskFilter filter, int limit, CancellationToken cancel)
    {
        var asked = new Asked();
        var tasks = TasksAsked(user, filter, asked);
        var order = $"order by rank, last_day, plan_id, position, id limit {asked.Value(limit + 1)}";
        var first = await asked.ListAsync<UnitTaskLine>(db, $"{tasks} {order}", cancel);
        // A list that is there as a whole is counted and narrowed as it is: to ask again would be to work out again how far each is.
        if (first.Count <= limit) return ([.. first.Where(t => filter.State is null || t.State == filter.State)], [.. first.CountBy(t => t.State).Select(one => new StateCount(one.Key, one.Value))]);
        var states = await asked.ListAsync<StateCount>(db, $"select state, count(*)::integer as count from ({tasks}) t group by state", cancel);
        if (filter.State is { } state) first = await asked.ListAsync<UnitTaskLine>(db, $"select * from ({tasks}) t where state = {asked.Value(state)} {order}", cancel);
        return ([.. first.Take(limit)], states);
    }

    static string TasksAsked(CurrentUser user, TaskFilter filter, Asked asked)
    {
        var (person, today) = (asked.Value(user.Id), asked.Value(user.Today));
        var plan = filter.Plan is { } ofPlan ? asked.Value(ofPlan) : null;
        var edition = plan is null ? "newest_edition()" : $"(select edition_id from plan where id = {plan})";
        var units = filter.Unit is { } unit ? OneUnit(person, today, asked.Value(unit), asked.Value(user.SeesAll()))
            : plan is not null ? UnitsOfPlan(person, today, plan, asked.Value(user.SeesAll()))
            : OwnUnits(person, today);
        List<string> conditions = [];
        if (plan is not null) conditions.Add("u.plan_id = " + plan);
        if (filter.Agency is { } agency) conditions.Add("t.agency = " + asked.Value(agency));
        if (filter.Output is { } output) conditions.Add("t.output = " + asked.Value(output));
        var tasks = Lines(edition, units, today);
        return conditions.Count == 0 ? tasks : $"{tasks} where {string.Join(" and ", conditions)}";
    }

    /// <summary>How far the units of a plan are, by task; for those in whose branch the plan was issued.</summary>
    public static async Task<IReadOnlyDictionary<long, TaskCount>> TaskCountsAsync(this AppDb db, CurrentUser user, Guid plan, CancellationToken cancel) =>
        await db.Database.SqlQuery<TaskCount>($"""
            select u.task_id, count(*)::integer as units, (count(*) filter (where u.state = 'done'))::integer as done, (count(*) filter (where u.state = 'said'))::integer as said, (count(*) filter (where u.state = 'overdue'))::integer as overdue
              from plan p
             cross join lateral task_progress(p.edition_id, array(select distinct x.unit_id from task k join unit_task x on x.task_id = k.id where k.plan_id = {plan}), {user.Today}) u
             where p.id = {plan} and u.plan_id = {plan} and ({user.SeesAll()} or sees({user.Id}, p.unit_id, {user.Today}))
             group by u.task_id
            """).ToDictionaryAsync(count => count.TaskId, cancel);

    /// <summary>What waits for the person to accept or return, the oldest first; never what they said themselves.</summary>
    public static Task<List<WaitingAccount>> WaitingAccountsAsync(this AppDb db, CurrentUser user, int limit, CancellationToken cancel) => db.Database.SqlQuery<WaitingAccount>($"""
        select u.id as unit_task_id, unit_name(u.unit_id, {user.Today}) as unit_name, t.text, a.sentence, a.at
          from task_account a
          join unit_task u on u.id = a.unit_task_id
          join task t on t.id = u.task_id
          left join plan p on p.id = t.plan_id
          left join inspection_visit v on v.id = t.visit_id
          left join inspection i on i.id = v.inspection_id
         where a.verdict is null and a.by <> {user.Id} and (p.id is null or p.state = 'saved')
           and answers(coalesce(p.edition_id, i.edition_id), coalesce(p.unit_id, i.unit_id), u.unit_id, {user.UnitsAs(Roles.Leading)})
         order by a.at limit {limit}
        """).ToListAsync(cancel);

    /// <summary>One task of a unit, if the person may see it.</summary>
    public static async Task<UnitTaskFound?> UnitTaskAsync(this AppDb db, CurrentUser user, long id, CancellationToken cancel) => (await db.Database.SqlQuery<UnitTaskFound>($"""
        select x.id, x.unit_id, unit_name(x.unit_id, {user.Today}) as unit_name,
               t.plan_id, p.title as plan_title, substring(p.text from lower(t.from_place) + 1 for upper(t.from_place) - lower(t.from_place)) as quote,
               t.visit_id, i.id as inspection_id, i.title as inspection_title,
               {user.SeesAll()} or sees({user.Id}, coalesce(p.unit_id, i.unit_id), {user.Today}) or p.id is not null and (t.unit_id in (select * from units_held({user.Id}, {user.Today}))
                   or exists (select from plan_delivery d where d.plan_id = p.id and d.unit_id in (select * from units_held({user.Id}, {user.Today})))) as may_see_source, coalesce(p.edition_id, i.edition_id) as edition_id,
               g.id as giver_id, coalesce(unit_name(p.unit_id, p.issued_on), unit_name(g.id, {user.Today})) as giver_name,
               t.agency, t.mode, t.partners, t.text, t.output, t.activity_kind, t.due, t.bound, coalesce(u.last_day, last_day(t.due, t.bound)) as last_day, t.due_to, u.state, u.late, u.done_on, u.shown_by, u.shown_id, u.by_account,
               x.unit_id = any ({user.UnitsAs(AccountRules.Saying)}) as may_say,
               answers(coalesce(p.edition_id, i.edition_id), g.id, x.unit_id, {user.UnitsAs(Roles.Leading)}) as may_verify
          from unit_task x
          join task t on t.id = x.task_id
          left join plan p on p.id = t.plan_id
          left join inspection_visit v on v.id = t.visit_id
          left join inspection i on i.id = v.inspection_id
         cross join lateral (
               select coalesce(p.unit_id, i.unit_id) as id,
                      (select s.agency_id from standing_agency s where s.edition_id = coalesce(p.edition_id, i.edition_id) and s.unit_id = coalesce(p.unit_id, i.unit_id)) as agency_id) g
          left join lateral task_progress(coalesce(p.edition_id, i.edition_id), array[x.unit_id], {user.Today}) u on u.unit_task_id = x.id
         where x.id = {id} and ({user.SeesAll()} or sees({user.Id}, x.unit_id, {user.Today})
               or g.id in (select * from units_held({user.Id}, {user.Today})) or g.agency_id in (select * from units_held({user.Id}, {user.Today})))
        """).ToListAsync(cancel)).SingleOrDefault();

    /// <summary>What was said of the task, the newest first.</summary>
    public static Task<List<Account>> AccountsAsync(this AppDb db, long unitTaskId, CancellationToken cancel) => db.Database.SqlQuery<Account>($"""
        select a.id, a.at, a.by, s.full_name as by_name, a.sentence, a.file_name, encode(a.file_sha256, 'hex') as file_sha256, octet_length(a.file_content) as file_bytes, a.link,
               a.verdict, a.verdict_at, a.verdict_by, d.full_name as verdict_by_name, a.reason
          from task_account a join person s on s.id = a.by left join person d on d.id = a.verdict_by
         where a.unit_task_id = {unitTaskId} order by a.id desc
        """).ToListAsync(cancel);
}
