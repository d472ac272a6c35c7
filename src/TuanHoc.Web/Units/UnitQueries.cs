using Microsoft.EntityFrameworkCore;
using TuanHoc.Text;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Units;

/// <summary>A unit that answers a search, with the name of the unit above it: many units share a name.</summary>
public sealed record UnitFound(UnitVersion Unit, string? ParentName);

/// <summary>A unit that another came from or went into, as it was called on the day before or on the day of the change.</summary>
public sealed record Relative(UnitVersion Unit, DateOnly OnDay, bool Whole, decimal? Share);

/// <summary>What the other rooms ask of units; every question has its day.</summary>
public static class UnitQueries
{
    // Below this length a text stands in too many names to be looked for inside them.
    const int ShortestInside = 3;

    static IQueryable<UnitVersion> On(this AppDb db, DateOnly day) => db.Set<UnitVersion>().AsNoTracking().Where(v => v.Valid.Contains(day));

    /// <summary>The unit as it was on a day; null when it was not there.</summary>
    public static Task<UnitVersion?> UnitAsync(this AppDb db, long id, DateOnly onDay, CancellationToken cancel) =>
        db.On(onDay).SingleOrDefaultAsync(v => v.UnitId == id, cancel);

    /// <summary>Everything the unit ever was, oldest first.</summary>
    public static async Task<IReadOnlyList<UnitVersion>> UnitHistoryAsync(this AppDb db, long id, CancellationToken cancel) =>
        await db.Set<UnitVersion>().AsNoTracking().Where(v => v.UnitId == id).OrderBy(v => v.Valid).ToListAsync(cancel);

    /// <summary>The units directly below, in the order of the Vietnamese alphabet.</summary>
    public static async Task<IReadOnlyList<UnitVersion>> UnitChildrenAsync(this AppDb db, long id, DateOnly onDay, CancellationToken cancel) =>
        await db.On(onDay).Where(v => v.ParentId == id).OrderBy(v => EF.Functions.Collate(v.ShortName, "vi-x-icu")).ThenBy(v => v.Code).ToListAsync(cancel);

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
        select new Relative(v, s.OnDay, s.Whole, s.Share)).ToListAsync(cancel));

    /// <summary>The units it went into, as they first were.</summary>
    public static async Task<IReadOnlyList<Relative>> SuccessorsAsync(this AppDb db, long id, CancellationToken cancel) => Sorted(await (
        from s in db.Set<Succession>().AsNoTracking()
        join v in db.Set<UnitVersion>() on s.ToUnit equals v.UnitId
        where s.FromUnit == id && v.Valid.Contains(s.OnDay)
        select new Relative(v, s.OnDay, s.Whole, s.Share)).ToListAsync(cancel));

    static IReadOnlyList<Relative> Sorted(IEnumerable<Relative> relatives) =>
        [.. relatives.OrderBy(r => r.OnDay).ThenByDescending(r => r.Unit.Kind).ThenBy(r => r.Unit.Code, StringComparer.Ordinal)];

    /// <summary>
    /// Units of a day whose name answers a text, typed with or without marks: the name itself first, then names that begin with it,
    /// then names that hold it (a whole word's beginning before the rest), then, when there is none, names that resemble it.
    /// </summary>
    public static async Task<IReadOnlyList<UnitFound>> SearchUnitsAsync(this AppDb db, string text, DateOnly onDay, int limit, CancellationToken cancel)
    {
        var key = SearchKey.Of(text);
        if (key == "") return [];
        // Names that begin with the key lie between it and the key followed by the last of letters.
        var (beyond, inside, word) = (key + '\uFFFF', $"%{Escaped(key)}%", $"% {Escaped(key)}%");
        // "is true" keeps the day from being looked for by its index, which holds nearly every unit, beside that of the names.
        var found = await db.Set<UnitVersion>().FromSql($"""
            with unit_of_day as not materialized (select * from unit_version where (valid @> {onDay}) is true),
            hit as (
                select *, 0 as tier from unit_of_day where short_key = {key} or search_key = {key}
                union all (select *, 1 from unit_of_day where short_key > {key} and short_key < {beyond} and search_key <> {key} order by short_key, code limit {limit})
                union all (select *, 2 from unit_of_day where search_key > {key} and search_key < {beyond} and not starts_with(short_key, {key}) order by short_key, code limit {limit})
                union all (select *, case when search_key like {word} then 3 else 4 end from unit_of_day
                            where {key.Length >= ShortestInside} and search_key like {inside} and not starts_with(search_key, {key}) and not starts_with(short_key, {key}) order by search_key not like {word}, short_key, code limit {limit}))
            select * from hit order by tier, short_key, code limit {limit}
            """).AsNoTracking().ToListAsync(cancel);
        if (found.Count == 0 && key.Length >= ShortestInside)
            found = await SimilarAsync(db, key, onDay, limit, cancel);
        return await WithParentsAsync(db, found, onDay, cancel);
    }

    static Task<List<UnitVersion>> SimilarAsync(AppDb db, string key, DateOnly onDay, int limit, CancellationToken cancel) =>
        db.On(onDay).Where(v => EF.Functions.TrigramsAreWordSimilar(key, v.SearchKey))
            .OrderByDescending(v => EF.Functions.TrigramsWordSimilarity(key, v.SearchKey)).ThenBy(v => v.ShortKey).ThenBy(v => v.Code).Take(limit).ToListAsync(cancel);

    static string Escaped(string key) => key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    static async Task<IReadOnlyList<UnitFound>> WithParentsAsync(AppDb db, List<UnitVersion> units, DateOnly onDay, CancellationToken cancel)
    {
        var ids = units.Select(u => u.ParentId).Distinct().ToList();
        var parents = await db.On(onDay).Where(v => ids.Contains(v.UnitId)).ToDictionaryAsync(v => v.UnitId, v => v.Name, cancel);
        return [.. units.Select(u => new UnitFound(u, u.ParentId is { } parent ? parents.GetValueOrDefault(parent) : null))];
    }
}
