using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Activities;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Activities;

/// <summary>One activity in a list, with its main place and how many others there are.</summary>
public sealed record ActivityLine(Guid Id, string Title, long UnitId, string UnitName, string Kind, DateTimeOffset FromAt, DateTimeOffset? ToAt, string State, int? People, string? Place, bool IsOnline, int Others);

/// <summary>How many activities of a list are in a state.</summary>
public sealed record StateCount(string State, int Count);

/// <summary>What is looked for in the list: of whom (own, below, the whole branch), beginning on which day, in which state, of which category; without a state all but the cancelled.</summary>
public sealed record ActivityFilter(string Whose, DateOnly? Day, string? State, string? Category = null)
{
    public const string Own = "own", Below = "below", Branch = "branch";

    public string Query(string? whose = null, DateOnly? day = null, string? state = null, Guid? after = null)
    {
        var query = $"whose={whose ?? Whose}";
        if (day is { } on) query += "&day=" + on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (state is not null) query += "&state=" + state;
        if (Category is not null) query += "&category=" + Category;
        return after is { } last ? $"{query}&after={last}" : query;
    }
}

/// <summary>The list of activities of a year, the earliest first, a page at a time.</summary>
public static class ActivityList
{
    public const int PageSize = 50;

    // Names and places are looked up for the rows that are shown, after the limit.
    const string Lines = """
        select a.id, a.title, a.unit_id, v.name as unit_name, a.kind, a.from_at, a.to_at, a.state, a.people, p.name as place, coalesce(p.is_online, false) as is_online, coalesce(p.others, 0) as others
          from shown a
          cross join lateral (select name from unit_version where unit_id = a.unit_id and lower(valid) <= greatest(vietnam_day(a.from_at), vietnam_day(a.made_at)) order by valid desc limit 1) v
          left join lateral (select min(name) filter (where position = 1) as name, bool_or(link is not null) as is_online, count(*)::int - 1 as others from activity_place where activity_id = a.id having count(*) > 0) p on true
         order by a.from_at, a.id
        """;

    public static async Task<IResult> Show(AppDb db, CurrentUser user, CancellationToken cancel, int? year = null, long? unit = null, string whose = ActivityFilter.Branch, string day = "", string? state = null, string? category = null, Guid? after = null)
    {
        if (await db.EditionOfAsync(year, cancel) is not { } edition) return year is null ? PageResults.Page<ActivitiesView>(new { }) : PageResults.Missing();
        if (await ActivityScope.FindAsync(db, user, edition, unit, cancel) is not { } scope) return unit is null ? PageResults.Page<ActivitiesView>(new { }) : PageResults.Missing();
        var filter = new ActivityFilter(whose is ActivityFilter.Own or ActivityFilter.Below ? whose : ActivityFilter.Branch, FormReader.ReadDay(day), ActivityStates.Known.FirstOrDefault(known => known == state), ActivityKinds.Groups.FirstOrDefault(group => group.Key == category)?.Key);
        return PageResults.Page<ActivitiesView>(new
        {
            Scope = scope,
            Editions = await db.EditionsAsync(cancel),
            Units = user.Memberships.DistinctBy(held => held.UnitId).ToList(),
            Filled = user.FilledUnits(),
            Offers = await db.CeremonyOffersAsync(user, edition.Id, cancel),
            Answers = user.UnitsAs(Roles.Leading).Length > 0,
            Asked = user.UnitsAs(Roles.Leading).Length == 0 ? 0 : (await db.AskedAsync(user, ShowingEndpoints.MostAsked, cancel)).Count,
            Flagged = user.UnitsAs(Roles.Leading).Length == 0 ? 0 : (await db.FlagsAsync(user, FlagEndpoints.MostShown, cancel)).Count,
            Filter = filter,
            Typed = day,
            IsWrongDay = day.Trim() != "" && filter.Day is null,
            Counts = await CountAsync(db, scope, filter, cancel),
            Lines = await LinesAsync(db, scope, filter, after, PageSize + 1, cancel),
            Feedback = await db.FeedbackAsync(scope, cancel),
            IsFirst = after is null,
            Now = user.Now,
        });
    }

    /// <summary>Activities in the order of their hours, after the one named.</summary>
    public static Task<List<ActivityLine>> LinesAsync(AppDb db, ActivityScope scope, ActivityFilter filter, Guid? after, int limit, CancellationToken cancel)
    {
        var (where, values) = Where(scope, filter);
        where += filter.State is { } state ? And(" and a.state = {0}", values, state) : " and a.state <> 'cancelled'";
        if (after is { } last) where += And(" and (a.from_at, a.id) > (select l.from_at, l.id from activity l where l.id = {0})", values, last);
        var statement = $"with shown as (select a.* from activity a where {where} order by a.from_at, a.id {And("limit {0}", values, limit)}) {Lines}";
        return db.Database.SqlQueryRaw<ActivityLine>(statement, [.. values]).ToListAsync(cancel);
    }

    /// <summary>How many there are of each state, whichever state is chosen.</summary>
    public static Task<List<StateCount>> CountAsync(AppDb db, ActivityScope scope, ActivityFilter filter, CancellationToken cancel)
    {
        var (where, values) = Where(scope, filter);
        var statement = $"select a.state, count(*)::int as count from activity a where {where} group by a.state";
        return db.Database.SqlQueryRaw<StateCount>(statement, [.. values]).ToListAsync(cancel);
    }

    // Conditions that are not asked are left out: a statement is planned once for all its values.
    static (string Where, List<object> Values) Where(ActivityScope scope, ActivityFilter filter)
    {
        List<object> values = [.. scope.Values];
        var where = filter.Whose switch
        {
            ActivityFilter.Own => "a.edition_id = {0} and a.unit_id = {1}",
            ActivityFilter.Below => scope.InBranch + " and a.unit_id <> {1}",
            _ => scope.InBranch,
        };
        if (filter.Day is { } day) where += And(" and a.from_at >= {0}", values, ActivityTime.StartOf(day)) + And(" and a.from_at < {0}", values, ActivityTime.StartOf(day.AddDays(1)));
        if (filter.Category is { } category) where += And(" and split_part(a.kind, '.', 1) = {0}", values, category);
        return (where, values);
    }

    static string And(string condition, List<object> values, object value)
    {
        values.Add(value);
        return string.Format(CultureInfo.InvariantCulture, condition, string.Create(CultureInfo.InvariantCulture, $"{{{values.Count - 1}}}"));
    }
}
