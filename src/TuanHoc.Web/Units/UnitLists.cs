using Microsoft.EntityFrameworkCore;
using TuanHoc.Units;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Units;

/// <summary>A unit in the tree: where it hangs, and whether anything hangs beneath it.</summary>
/// <param name="Siblings">How many units stand under the same unit, shown or not.</param>
public sealed record TreeUnit(long UnitId, string Name, string Kind, string? Code, string? Level, long ParentId, bool HasBelow, int Siblings);

/// <summary>How many units of a kind, and of a school's level, stand directly below a unit; the level is "" where there is none.</summary>
public sealed record KindBelow(string Kind, string Level, int Count)
{
    public string Word => Level == "" ? KindWords.Of(UnitKinds.Parse(Kind)) : KindWords.OfLevel(Level);

    /// <summary>What the address of their list asks for.</summary>
    public string Query => QueryOf(Kind, Level);

    /// <summary>Kinds in their order, schools by level.</summary>
    public static IEnumerable<KindBelow> InOrder(IEnumerable<KindBelow> kinds) => kinds.OrderBy(one => UnitKinds.Parse(one.Kind)).ThenBy(one => KindWords.PlaceOf(one.Level));

    public static string QueryOf(string kind, string level) => level == "" ? "kind=" + kind : $"kind={kind}&level={level}";
}

/// <summary>
/// Lists of units as of a day, none longer than it says. "is true" keeps the day from being looked for by its index, which holds nearly every unit,
/// beside that of the unit above.
/// </summary>
public static class UnitLists
{
    /// <summary>The units below each of these, territories first, at most <paramref name="most"/> of each.</summary>
    public static async Task<ILookup<long, TreeUnit>> TreeAsync(this AppDb db, long[] opened, DateOnly onDay, int most, CancellationToken cancel) => (await db.Database.SqlQuery<TreeUnit>($"""
        select t.unit_id, t.name, t.kind, t.code, t.level, t.parent_id, exists (select from unit_version b where b.parent_id = t.unit_id and (b.valid @> {onDay}) is true) as has_below, t.siblings::int as siblings
          from (select v.*, count(*) over (partition by v.parent_id) as siblings,
                       row_number() over (partition by v.parent_id order by v.kind not in ('province', 'district', 'commune'), v.kind, v.short_name collate "vi-x-icu", v.unit_id) as place
                  from unit_version v where v.parent_id = any ({opened}) and (v.valid @> {onDay}) is true) t
         where t.place <= {most}
         order by t.parent_id, t.place
        """).ToListAsync(cancel)).ToLookup(unit => unit.ParentId);

    /// <summary>How many units of each kind and level stand directly below.</summary>
    public static Task<List<KindBelow>> KindsBelowAsync(this AppDb db, long id, DateOnly onDay, CancellationToken cancel) => db.Database.SqlQuery<KindBelow>($"""
        select kind, coalesce(level, '') as level, count(*)::int as count from unit_version where parent_id = {id} and (valid @> {onDay}) is true group by kind, level
        """).ToListAsync(cancel);

    /// <summary>Units directly below of some kinds, in the order of the Vietnamese alphabet, from behind <paramref name="after"/> on.</summary>
    public static Task<List<UnitVersion>> UnitsBelowAsync(this AppDb db, long id, UnitFilter filter, string[] levels, UnitVersion? after, DateOnly onDay, int limit, CancellationToken cancel)
    {
        var (kinds, name, last) = (filter.Kinds, after?.ShortName ?? "", after?.UnitId ?? 0);
        return db.Set<UnitVersion>().FromSql($"""
            select * from unit_version
             where parent_id = {id} and (valid @> {onDay}) is true and kind = any ({kinds}) and coalesce(level, '') = any ({levels})
               and (short_name collate "vi-x-icu", unit_id) > ({name} collate "vi-x-icu", {last})
             order by short_name collate "vi-x-icu", unit_id limit {limit}
            """).AsNoTracking().ToListAsync(cancel);
    }

    /// <summary>Territories that have ended and of which no successor is known, as they last were.</summary>
    public static Task<List<UnitVersion>> LostUnitsAsync(this AppDb db, DateOnly today, CancellationToken cancel) => db.Set<UnitVersion>().FromSql($"""
        select * from unit_version v
         where kind in ('province', 'district', 'commune') and upper(valid) <= {today}
           and not exists (select from unit_version n where n.unit_id = v.unit_id and upper(n.valid) is distinct from upper(v.valid) and n.valid >> v.valid)
           and not exists (select from succession s where s.from_unit = v.unit_id)
         order by code, short_name collate "vi-x-icu"
        """).AsNoTracking().ToListAsync(cancel);

    /// <summary>Units of a kind or a class of difficult area anywhere, by name, from behind <paramref name="after"/> on.</summary>
    public static Task<List<UnitVersion>> UnitsOfAsync(this AppDb db, UnitFilter filter, UnitVersion? after, DateOnly onDay, int limit, CancellationToken cancel)
    {
        var (kinds, difficulties, key, last) = (filter.Kinds, filter.Difficulties, after?.ShortKey ?? "", after?.UnitId ?? 0);
        return db.Set<UnitVersion>().FromSql($"""
            select * from unit_version
             where (valid @> {onDay}) is true and kind = any ({kinds}) and (short_key, unit_id) > ({key}, {last})
               and (cardinality({difficulties}) = 0 or unit_id in (select f.unit_id from unit_fact f where f.kind = 'difficulty' and f.value = any ({difficulties}) and f.valid @> {onDay} and f.replaced_at is null))
             order by short_key, unit_id limit {limit}
            """).AsNoTracking().ToListAsync(cancel);
    }
}
