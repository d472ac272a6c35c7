using Microsoft.EntityFrameworkCore;
using TuanHoc.Text;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Units;

/// <summary>A unit that answers a search, with the name of the unit above it: many units share a name.</summary>
public sealed record UnitFound(UnitVersion Unit, string? ParentName);

/// <summary>A name that was, where it lay then, and the units of the asked day that its ground belongs to; none when that is unknown.</summary>
public sealed record FormerUnit(UnitVersion Unit, string Place, IReadOnlyList<NamedUnit> Now);

/// <summary>A unit by id and name.</summary>
public sealed record NamedUnit(long UnitId, string Name);

/// <summary>Units by what is typed of their name, with or without marks, as of a day.</summary>
public static class UnitSearch
{
    static readonly UnitFilter Any = new(Kind: null, Difficulty: null);

    // Below this length a text stands in too many names to be looked for inside them.
    const int ShortestInside = 3;

    // While somebody types, so many names that begin with it are answer enough.
    const int SuggestedEnough = 5;

    // Of more names that hold a text nobody reads the rest; sorting them all would cost more than finding them.
    const int MostInside = 150;

    public static Task<IReadOnlyList<UnitFound>> SearchUnitsAsync(this AppDb db, string text, DateOnly onDay, int limit, CancellationToken cancel) => db.SearchUnitsAsync(text, Any, onDay, limit, cancel);

    /// <summary>
    /// Units of a day whose name answers a text: the name itself first, then names that begin with it, then, while there is room, names that hold it
    /// (a whole word's beginning before the rest), then, when there is none, names that resemble it.
    /// </summary>
    public static async Task<IReadOnlyList<UnitFound>> SearchUnitsAsync(this AppDb db, string text, UnitFilter filter, DateOnly onDay, int limit, CancellationToken cancel)
    {
        var found = await db.NamedAsync(text, filter, onDay, limit, enough: limit, cancel);
        if (found.Count == 0 && filter.IsAny && Key(text) is { Length: >= ShortestInside } key) found = await SimilarAsync(db, key, onDay, limit, cancel);
        return await db.WithParentsAsync(found, onDay, cancel);
    }

    /// <summary>
    /// The same while somebody types. Names that hold the text are looked for when few begin with it and none of before is offered; what resembles it, when the
    /// search is sent: for each letter that would cost too much.
    /// </summary>
    public static async Task<IReadOnlyList<UnitFound>> SuggestUnitsAsync(this AppDb db, string text, DateOnly onDay, int limit, bool hasFormer, CancellationToken cancel) =>
        await db.WithParentsAsync(await db.NamedAsync(text, Any, onDay, limit, hasFormer ? 0 : SuggestedEnough, cancel), onDay, cancel);

    static async Task<List<UnitVersion>> NamedAsync(this AppDb db, string text, UnitFilter filter, DateOnly onDay, int limit, int enough, CancellationToken cancel)
    {
        var key = Key(text);
        if (key == "") return [];
        var (kinds, difficulties) = (filter.Kinds, filter.Difficulties);
        var (beyond, inside, word) = (Beyond(key), $"%{Escaped(key)}%", $"% {Escaped(key)}%");
        // "is true" keeps the day from being looked for by its index, which holds nearly every unit, beside that of the names. Each beginning is read in the order of its
        // index until there are enough; where it ends is asked afterwards, or the planner would gather and sort all names that begin so.
        var found = await db.Set<UnitVersion>().FromSql($"""
            with unit_of_day as not materialized (
                select * from unit_version where (valid @> {onDay}) is true and kind = any ({kinds})
                   and (cardinality({difficulties}) = 0 or unit_id in (select f.unit_id from unit_fact f where f.kind = 'difficulty' and f.value = any ({difficulties}) and f.valid @> {onDay} and f.replaced_at is null))),
            hit as (
                select *, 0 as tier from unit_of_day where short_key = {key} or search_key = {key}
                union all select *, 1 from (select * from unit_of_day where short_key > {key} order by short_key limit {limit}) short where short_key < {beyond} and search_key <> {key}
                union all select *, case when starts_with(short_key, {key}) then 1 else 2 end from (select * from unit_of_day where search_key > {key} order by search_key limit {2 * limit}) long where search_key < {beyond} and short_key <> {key})
            select * from (select distinct on (id) * from hit order by id, tier) one order by tier, case tier when 2 then search_key else short_key end, code limit {limit}
            """).AsNoTracking().ToListAsync(cancel);
        if (found.Count >= enough || key.Length < ShortestInside) return found;
        found.AddRange(await db.Set<UnitVersion>().FromSql($"""
            select * from (
                select * from unit_version
                 where search_key like {inside} and not starts_with(search_key, {key}) and not starts_with(short_key, {key}) and (valid @> {onDay}) is true and kind = any ({kinds})
                   and (cardinality({difficulties}) = 0 or unit_id in (select f.unit_id from unit_fact f where f.kind = 'difficulty' and f.value = any ({difficulties}) and f.valid @> {onDay} and f.replaced_at is null))
                 limit {MostInside}) hit
             order by search_key not like {word}, short_key, code limit {limit - found.Count}
            """).AsNoTracking().ToListAsync(cancel));
        return found;
    }

    /// <summary>Whether names of before are looked for: with too few letters or by a class of today they are not.</summary>
    public static bool KnowsFormer(string text, UnitFilter filter) => Key(text).Length >= ShortestInside && filter.Difficulty is null;

    /// <summary>Names of before the day that are the text, or begin with it: of units that have ended, and of units that are called otherwise now; each with what it is now.</summary>
    public static async Task<IReadOnlyList<FormerUnit>> FormerUnitsAsync(this AppDb db, string text, UnitFilter filter, DateOnly onDay, int limit, CancellationToken cancel)
    {
        if (!KnowsFormer(text, filter)) return [];
        var key = Key(text);
        var (kinds, beyond) = (filter.Kinds, Beyond(key));
        var former = await db.Set<UnitVersion>().FromSql($"""
            with ended as not materialized (select * from unit_version where not upper_inf(valid) and upper(valid) <= {onDay}),
            hit as (
                select * from ended where (short_key = {key} or search_key = {key}) and kind = any ({kinds})
                union all (select * from ended where short_key > {key} and short_key < {beyond} and search_key <> {key} and kind = any ({kinds}) order by short_key limit {limit})
                union all (select * from ended where search_key > {key} and search_key < {beyond} and not starts_with(short_key, {key}) and kind = any ({kinds}) order by search_key limit {limit}))
            select h.* from hit h
             where not exists (select from unit_version n where n.unit_id = h.unit_id and n.search_key = h.search_key and n.valid > h.valid)
             order by h.search_key = {key} desc, h.short_key = {key} desc, h.short_key, h.code limit {limit}
            """).AsNoTracking().ToListAsync(cancel);
        if (former.Count == 0) return [];
        var now = await db.NowAsync([.. former.Select(f => f.UnitId)], onDay, cancel);
        var places = await db.PlacesAsync([.. former.Select(f => (f.UnitId, f.Until ?? onDay))], cancel);
        return [.. former.Select(f => new FormerUnit(f, places.GetValueOrDefault(f.UnitId, ""), [.. now[f.UnitId]]))];
    }

    /// <summary>What units' ground belongs to on a day, however many changes lie between; a unit that is still there answers for itself.</summary>
    public static async Task<ILookup<long, NamedUnit>> NowAsync(this AppDb db, long[] units, DateOnly onDay, CancellationToken cancel) => (await db.Database.SqlQuery<NowRow>($"""
        with recursive line (root, id) as (
            select u, u from unnest({units}) as u
            union
            select line.root, s.to_unit from line join succession s on s.from_unit = line.id and s.on_day <= {onDay})
        select line.root, v.unit_id, v.name from line join unit_version v on v.unit_id = line.id and (v.valid @> {onDay}) is true order by v.short_name collate "vi-x-icu", v.unit_id
        """).ToListAsync(cancel)).ToLookup(row => row.Root, row => new NamedUnit(row.UnitId, row.Name));

    /// <summary>Where units lay, each on a day of its own: the two names above, without the nation.</summary>
    public static async Task<Dictionary<long, string>> PlacesAsync(this AppDb db, IReadOnlyList<(long UnitId, DateOnly OnDay)> units, CancellationToken cancel)
    {
        var (ids, days) = (units.Select(u => u.UnitId).ToArray(), units.Select(u => u.OnDay).ToArray());
        var rows = await db.Database.SqlQuery<PlaceRow>($"""
            select u.id as unit_id, concat_ws(', ', p.name, case when g.kind <> 'nation' then g.name end) as place
              from unnest({ids}, {days}) as u (id, day)
              join unit_version v on v.unit_id = u.id and v.valid @> u.day
              join unit_version p on p.unit_id = v.parent_id and p.valid @> u.day and p.kind <> 'nation'
              left join unit_version g on g.unit_id = p.parent_id and g.valid @> u.day
            """).ToListAsync(cancel);
        return rows.DistinctBy(row => row.UnitId).ToDictionary(row => row.UnitId, row => row.Place);
    }

    /// <summary>Units with the names of those above them on a day.</summary>
    public static async Task<IReadOnlyList<UnitFound>> WithParentsAsync(this AppDb db, IReadOnlyList<UnitVersion> units, DateOnly onDay, CancellationToken cancel)
    {
        var ids = units.Select(u => u.ParentId).Distinct().ToList();
        var parents = await db.On(onDay).Where(v => ids.Contains(v.UnitId)).ToDictionaryAsync(v => v.UnitId, v => v.Name, cancel);
        return [.. units.Select(u => new UnitFound(u, u.ParentId is { } parent ? parents.GetValueOrDefault(parent) : null))];
    }

    static Task<List<UnitVersion>> SimilarAsync(AppDb db, string key, DateOnly onDay, int limit, CancellationToken cancel) =>
        db.On(onDay).Where(v => EF.Functions.TrigramsAreWordSimilar(key, v.SearchKey))
            .OrderByDescending(v => EF.Functions.TrigramsWordSimilarity(key, v.SearchKey)).ThenBy(v => v.ShortKey).ThenBy(v => v.Code).Take(limit).ToListAsync(cancel);

    // "Tỉnh Hà Giang cũ" is how people say that they mean the one of before.
    static string Key(string text)
    {
        text = text.Trim().Normalize();
        return SearchKey.Of(text.EndsWith(" cũ", StringComparison.OrdinalIgnoreCase) ? text[..^3] : text);
    }

    // Names that begin with the key lie between it and the key followed by the last of letters.
    static string Beyond(string key) => key + '\uFFFF';

    static string Escaped(string key) => key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    sealed record PlaceRow(long UnitId, string Place);

    sealed record NowRow(long Root, long UnitId, string Name);
}
