using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Units;

/// <summary>A unit that another came from or went into, as it was called on the day before or on the day of the change; whether only its name in its old district says so.</summary>
public sealed record Relative(UnitVersion Unit, DateOnly OnDay, bool Whole, decimal? Share, bool ByName);

/// <summary>What the other rooms ask of units; every question has its day.</summary>
public static class UnitQueries
{
    internal static IQueryable<UnitVersion> On(this AppDb db, DateOnly day) => db.Set<UnitVersion>().AsNoTracking().Where(v => v.Valid.Contains(day));

    /// <summary>The unit as it was on a day; null when it was not there.</summary>
    public static Task<UnitVersion?> UnitAsync(this AppDb db, long id, DateOnly onDay, CancellationToken cancel) =>
        db.On(onDay).SingleOrDefaultAsync(v => v.UnitId == id, cancel);

    /// <summary>Whether the unit is in the person's branch: as it stands, as it last stood, or as what it has become.</summary>
    public static async Task<bool> SeesAsync(this AppDb db, CurrentUser user, long unit, CancellationToken cancel) =>
        user.IsAdministrator || await db.Database.SqlQuery<bool>($"select sees({user.Id}, {unit}, {user.Today}) as \"Value\"").SingleAsync(cancel);

    /// <summary>Everything the unit ever was, oldest first.</summary>
    public static async Task<IReadOnlyList<UnitVersion>> UnitHistoryAsync(this AppDb db, long id, CancellationToken cancel) =>
        await db.Set<UnitVersion>().AsNoTracking().Where(v => v.UnitId == id).OrderBy(v => v.Valid).ToListAsync(cancel);

    /// <summary>What it was on a day, or last before it; before its time, what it first was.</summary>
    public static UnitVersion OnOrBefore(this IReadOnlyList<UnitVersion> history, DateOnly day) => history.LastOrDefault(version => version.From <= day) ?? history[0];

    /// <summary>The day of a unit's life on which a day finds it: that day itself while it lasts, the last one before when it has ended or has not begun again.</summary>
    public static DateOnly StandingDay(this IReadOnlyList<UnitVersion> history, DateOnly day)
    {
        var version = history.OnOrBefore(day);
        return day < version.From ? version.From : version.Until is { } last && last < day ? last : day;
    }

    /// <summary>The units above, the nation first; the unit itself is not among them.</summary>
    public static async Task<IReadOnlyList<UnitVersion>> UnitsAboveAsync(this AppDb db, long id, DateOnly onDay, CancellationToken cancel)
    {
        var line = await db.Set<UnitVersion>().FromSql($"select v.* from unit_line({id}, {onDay}) as line (id) join unit_version v on v.unit_id = line.id and v.valid @> {onDay}")
            .AsNoTracking().ToDictionaryAsync(v => v.UnitId, cancel);
        var above = new List<UnitVersion>();
        for (var unit = line.GetValueOrDefault(id); unit?.ParentId is { } parent; above.Insert(0, unit))
            if ((unit = line.GetValueOrDefault(parent)) is null) break;
        return above;
    }

    /// <summary>The units it came from, as they last were.</summary>
    public static async Task<IReadOnlyList<Relative>> PredecessorsAsync(this AppDb db, long id, CancellationToken cancel) => Sorted(await (
        from s in db.Set<Succession>().AsNoTracking()
        join v in db.Set<UnitVersion>() on s.FromUnit equals v.UnitId
        where s.ToUnit == id && v.Valid.Contains(s.OnDay.AddDays(-1))
        select new Relative(v, s.OnDay, s.Whole, s.Share, s.ByName)).ToListAsync(cancel));

    /// <summary>The units it went into, as they first were.</summary>
    public static async Task<IReadOnlyList<Relative>> SuccessorsAsync(this AppDb db, long id, CancellationToken cancel) => Sorted(await (
        from s in db.Set<Succession>().AsNoTracking()
        join v in db.Set<UnitVersion>() on s.ToUnit equals v.UnitId
        where s.FromUnit == id && v.Valid.Contains(s.OnDay)
        select new Relative(v, s.OnDay, s.Whole, s.Share, s.ByName)).ToListAsync(cancel));

    static IReadOnlyList<Relative> Sorted(IEnumerable<Relative> relatives) =>
        [.. relatives.OrderBy(r => r.OnDay).ThenByDescending(r => r.Unit.Kind).ThenBy(r => r.Unit.Code, StringComparer.Ordinal)];
}
