using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Activities;

/// <summary>How much there is on a day.</summary>
public sealed record DayCount(DateOnly Day, int Planned, int Held)
{
    public int All => Planned + Held;
}

/// <summary>One of the first of a day.</summary>
public sealed record DayEntry(DateOnly Day, Guid Id, DateTimeOffset FromAt, string State, string UnitName);

/// <summary>A unit directly below with what there is in its branch, and the first of its own.</summary>
public sealed record UnitCount(long UnitId, string Name, string Kind, int Planned, int Held, DateTimeOffset? OwnFrom)
{
    public int All => Planned + Held;
}

/// <summary>The ceremonies of a unit and of all below it on one calendar: a month of whole weeks, and beneath it the units directly below, those without any first.</summary>
public sealed record CalendarBoard(ActivityScope Scope, DateOnly Month, IReadOnlyDictionary<DateOnly, DayCount> Days, ILookup<DateOnly, DayEntry> First, IReadOnlyList<UnitCount> Below)
{
    /// <summary>The Monday with which the sheet begins.</summary>
    public DateOnly From => Month.AddDays(-(((int)Month.DayOfWeek + 6) % 7));

    /// <summary>The day after the sheet's last Sunday.</summary>
    public DateOnly Until => Month.AddMonths(1) is var next && next.DayOfWeek == DayOfWeek.Monday ? next : next.AddDays((8 - (int)next.DayOfWeek) % 7);

    public IEnumerable<DateOnly[]> Weeks
    {
        get
        {
            for (var monday = From; monday < Until; monday = monday.AddDays(7)) yield return [.. Enumerable.Range(0, 7).Select(monday.AddDays)];
        }
    }

    public int All => Days.Values.Sum(day => day.All);

    public int CountOf(DateOnly month) => Days.Values.Where(day => day.Day.Year == month.Year && day.Day.Month == month.Month).Sum(day => day.All);

    /// <summary>The other months in which there is something.</summary>
    public IEnumerable<DateOnly> Months => Days.Keys.Select(MonthOf).Append(MonthOf(Scope.Edition.FirstDay)).Append(Month).Distinct().Order();

    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}

public static class ActivityCalendar
{
    /// <summary>How many of a day stand in the sheet by name; the others are behind its number.</summary>
    public const int Named = 3;

    // What stands in the calendar; it follows the condition of the branch.
    const string Standing = " and a.kind = 'ceremony' and a.state <> 'cancelled'";

    public static async Task<IResult> Show(AppDb db, CurrentUser user, CancellationToken cancel, int? year = null, long? unit = null, string month = "")
    {
        if (await db.EditionOfAsync(year, cancel) is not { } edition || await ActivityScope.FindAsync(db, user, edition, unit, cancel) is not { } scope) return PageResults.Missing();
        var shown = DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked.Year == edition.Year ? asked : CalendarBoard.MonthOf(edition.FirstDay);
        var board = new CalendarBoard(scope, shown, await DaysAsync(db, scope, cancel), Enumerable.Empty<DayEntry>().ToLookup(entry => entry.Day), await BelowAsync(db, scope, cancel));
        return PageResults.Page<ActivityCalendarView>(new
        {
            Board = board with { First = (await FirstAsync(db, board, cancel)).ToLookup(entry => entry.Day) },
            Editions = await db.EditionsAsync(cancel),
            Units = user.Memberships.DistinctBy(held => held.UnitId).ToList(),
            user.Today,
        });
    }

    /// <summary>What there is on each day of the year; one of several days counts on the first.</summary>
    static Task<Dictionary<DateOnly, DayCount>> DaysAsync(AppDb db, ActivityScope scope, CancellationToken cancel)
    {
        var statement = $$"""
            select vietnam_day(a.from_at) as day, count(*) filter (where a.state = 'planned')::int as planned, count(*) filter (where a.state = 'held')::int as held
              from activity a where {{scope.InBranch}} {{Standing}} group by 1
            """;
        return db.Database.SqlQueryRaw<DayCount>(statement, scope.Values).ToDictionaryAsync(day => day.Day, cancel);
    }

    static Task<List<DayEntry>> FirstAsync(AppDb db, CalendarBoard board, CancellationToken cancel)
    {
        var statement = $$"""
            with ranked as (
                select a.id, a.unit_id, a.from_at, a.state, vietnam_day(a.from_at) as day, row_number() over (partition by vietnam_day(a.from_at) order by a.from_at, a.id) as place
                  from activity a where {{board.Scope.InBranch}} {{Standing}} and a.from_at >= {3} and a.from_at < {4})
            select r.day, r.id, r.from_at, r.state, (select short_name from unit_version where unit_id = r.unit_id and lower(valid) <= greatest(r.day, {2}) order by valid desc limit 1) as unit_name
              from ranked r where r.place <= {5} order by r.from_at, r.id
            """;
        return db.Database.SqlQueryRaw<DayEntry>(statement, [.. board.Scope.Values, ActivityTime.StartOf(board.From), ActivityTime.StartOf(board.Until), Named]).ToListAsync(cancel);
    }

    // From each unit that holds something up to the unit directly below the one looked at: as many steps as there are levels, not as many units as there are.
    static Task<List<UnitCount>> BelowAsync(AppDb db, ActivityScope scope, CancellationToken cancel)
    {
        var statement = $$"""
            with recursive held as (
                select a.unit_id, count(*) filter (where a.state = 'planned')::int as planned, count(*) filter (where a.state = 'held')::int as held, min(a.from_at) as from_at
                  from activity a where {{scope.InBranch}} {{Standing}} group by 1),
            up (unit_id, at, above) as (
                select h.unit_id, h.unit_id, v.parent_id from held h join unit_version v on v.unit_id = h.unit_id and (v.valid @> {2}) is true
                union all
                select up.unit_id, up.above, v.parent_id from up join unit_version v on v.unit_id = up.above and (v.valid @> {2}) is true where up.above <> {1}),
            sums as (
                select up.at, sum(h.planned)::int as planned, sum(h.held)::int as held, min(h.from_at) filter (where h.unit_id = up.at) as own_from
                  from up join held h on h.unit_id = up.unit_id where up.above = {1} group by up.at)
            select c.unit_id, c.name, c.kind, coalesce(s.planned, 0) as planned, coalesce(s.held, 0) as held, s.own_from
              from unit_version c left join sums s on s.at = c.unit_id
             where c.parent_id = {1} and (c.valid @> {2}) is true and (s.at is not null or c.kind in ('province', 'district', 'commune') or {3} not in ('nation', 'province', 'district'))
             order by s.at is not null, c.kind, c.short_name collate "vi-x-icu", c.unit_id
            """;
        return db.Database.SqlQueryRaw<UnitCount>(statement, [.. scope.Values, scope.UnitKind]).ToListAsync(cancel);
    }
}
