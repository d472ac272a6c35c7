using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using TuanHoc.Text;
using TuanHoc.Units;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Units;

/// <summary>A unit that answers a search, with the name of the unit above it: many units share a name.</summary>
public sealed record UnitFound(UnitVersion Unit, string? ParentName);

/// <summary>A name that was until a day, where it lay then, and the units of the asked day that its ground belongs to; none when that is unknown.</summary>
public sealed record FormerUnit(long UnitId, string Name, string? Code, DateOnly Until, string Place, IReadOnlyList<NamedUnit> Now);

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
    /// Units of a day whose code or name answers a text: the code or the name itself first, then names that begin with it, then, while there is room, names that hold it
    /// (a whole word's beginning before the rest), then, when there is none, names that resemble it.
    /// </summary>
    public static async Task<IReadOnlyList<UnitFound>> SearchUnitsAsync(this AppDb db, string text, UnitFilter filter, DateOnly onDay, int limit, CancellationToken cancel)
    {
        var found = await db.NamedAsync(text, filter, onDay, limit, enough: limit, cancel);
        if (found.Count == 0 && filter.IsAny && Key(text) is { Length: >= ShortestInside } key) return await db.WithParentsAsync(await SimilarAsync(db, key, onDay, limit, cancel), onDay, cancel);
        return found;
    }

    /// <summary>
    /// The same while somebody types. Names that hold the text are looked for when few begin with it and none of before is offered; what resembles it, when the
    /// search is sent: for each letter that would cost too much.
    /// </summary>
    public static Task<IReadOnlyList<UnitFound>> SuggestUnitsAsync(this AppDb db, string text, DateOnly onDay, int limit, bool hasFormer, CancellationToken cancel) =>
        db.NamedAsync(text, Any, onDay, limit, hasFormer ? 0 : SuggestedEnough, cancel);

    // "is true" keeps the day from being looked for by its index, which holds nearly every unit, beside that of the names. Each beginning is read in the order of its
    // index until there are enough or it ends; the end is compared as a row, or the planner would take the range for a short one, gather it all and sort it.
    // Names that hold the text are looked for in the same statement, and not at all once those that begin with it are enough.
    static async Task<IReadOnlyList<UnitFound>> NamedAsync(this AppDb db, string text, UnitFilter filter, DateOnly onDay, int limit, int enough, CancellationToken cancel)
    {
        var key = Key(text);
        if (key == "") return [];
        if (key.Length < ShortestInside) enough = 0;
        var (kinds, difficulties) = (filter.Kinds, filter.Difficulties);
        // A single digit is part of many names, and nobody's code.
        var code = key.Length > 1 && key.All(char.IsAsciiDigit) ? key : null;
        var (beyond, inside, word) = (Beyond(key), $"%{Escaped(key)}%", $"% {Escaped(key)}%");
        var rows = await db.Database.SqlQuery<FoundRow>($"""
            with unit_of_day as not materialized (
                select * from unit_version where (valid @> {onDay}) is true and kind = any ({kinds})
                   and (cardinality({difficulties}) = 0 or unit_id in (select f.unit_id from unit_fact f where f.kind = 'difficulty' and f.value = any ({difficulties}) and f.valid @> {onDay} and f.replaced_at is null))),
            hit as (
                select *, 0 as tier from unit_of_day where short_key = {key} or search_key = {key}
                union all select *, 0 from unit_of_day where code = {code}::text
                union all select *, 1 from (select * from unit_of_day where short_key > {key} and (short_key, 0) < ({beyond}, 0) order by short_key limit {limit}) short where search_key <> {key}
                union all select *, case when starts_with(short_key, {key}) then 1 else 2 end from (select * from unit_of_day where search_key > {key} and (search_key, 0) < ({beyond}, 0) order by search_key limit {2 * limit}) long where short_key <> {key}),
            beginning as materialized (select distinct on (id) * from hit order by id, tier)
            select found.*, (select p.name from unit_version p where p.unit_id = found.parent_id and (p.valid @> {onDay}) is true) as parent_name from (
                select * from beginning
                union all (
                select *, case when search_key like {word} then 3 else 4 end from unit_of_day
                 where (select count(*) from beginning) < {enough} and search_key like {inside} and not starts_with(search_key, {key}) and not starts_with(short_key, {key})
                 limit {MostInside})) found
             order by tier, case tier when 2 then search_key else short_key end, code limit {limit}
            """).ToListAsync(cancel);
        return [.. rows.Select(row => row.Found())];
    }

    /// <summary>Whether names of before are looked for: with too few letters or by a class of today they are not.</summary>
    public static bool KnowsFormer(string text, UnitFilter filter) => Key(text).Length >= ShortestInside && filter.Difficulty is null;

    /// <summary>Names of before the day that are the text, or begin with it: of units that have ended, and of units that are called otherwise now; each with what it is now.</summary>
    public static async Task<IReadOnlyList<FormerUnit>> FormerUnitsAsync(this AppDb db, string text, UnitFilter filter, DateOnly onDay, int limit, CancellationToken cancel)
    {
        if (!KnowsFormer(text, filter)) return [];
        var key = Key(text);
        var (kinds, beyond) = (filter.Kinds, Beyond(key));
        var former = await db.Database.SqlQuery<FormerRow>($"""
            with ended as not materialized (select * from unit_version where not upper_inf(valid) and upper(valid) <= {onDay}),
            hit as (
                select * from ended where (short_key = {key} or search_key = {key}) and kind = any ({kinds})
                union all (select * from ended where short_key > {key} and short_key < {beyond} and search_key <> {key} and kind = any ({kinds}) order by short_key limit {limit})
                union all (select * from ended where search_key > {key} and search_key < {beyond} and not starts_with(short_key, {key}) and kind = any ({kinds}) order by search_key limit {limit})),
            found as (
                select h.* from hit h
                 where not exists (select from unit_version n where n.unit_id = h.unit_id and n.search_key = h.search_key and n.valid > h.valid)
                 order by h.search_key = {key} desc, h.short_key = {key} desc, h.short_key, h.code limit {limit})
            select f.unit_id, f.name, f.code, upper(f.valid) - 1 as until, coalesce(p.place, '') as place, coalesce(n.ids, array[]::bigint[]) as now_ids, coalesce(n.names, array[]::text[]) as now_names
              from found f
              left join lateral unit_place(f.unit_id, upper(f.valid) - 1) p on true
              left join lateral (select array_agg(now.unit_id order by now.short_name collate "vi-x-icu", now.unit_id) as ids, array_agg(now.name order by now.short_name collate "vi-x-icu", now.unit_id) as names
                                   from unit_now(f.unit_id, {onDay}) now) n on true
             order by f.search_key = {key} desc, f.short_key = {key} desc, f.short_key, f.code
            """).ToListAsync(cancel);
        return [.. former.Select(f => new FormerUnit(f.UnitId, f.Name, f.Code, f.Until, f.Place, [.. f.NowIds.Zip(f.NowNames, (id, name) => new NamedUnit(id, name))]))];
    }

    /// <summary>What a unit's ground belongs to on a day, however many changes lie between; a unit that is still there answers for itself.</summary>
    public static Task<List<NamedUnit>> NowAsync(this AppDb db, long unit, DateOnly onDay, CancellationToken cancel) =>
        db.Database.SqlQuery<NamedUnit>($"""select unit_id, name from unit_now({unit}, {onDay}) order by short_name collate "vi-x-icu", unit_id""").ToListAsync(cancel);

    /// <summary>Where units lay, each on a day of its own: the two names above, without the nation.</summary>
    public static async Task<Dictionary<long, string>> PlacesAsync(this AppDb db, IReadOnlyList<(long UnitId, DateOnly OnDay)> units, CancellationToken cancel)
    {
        var (ids, days) = (units.Select(u => u.UnitId).ToArray(), units.Select(u => u.OnDay).ToArray());
        var rows = await db.Database.SqlQuery<PlaceRow>($"select u.id as unit_id, p.place from unnest({ids}, {days}) as u (id, day) cross join lateral unit_place(u.id, u.day) p").ToListAsync(cancel);
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

    sealed record FoundRow(
        long UnitId, string Kind, string? Code, string Name, string ShortName, string? PrintedType, long? ParentId, long? TerritoryId, string? Level,
        string SearchKey, string ShortKey, NpgsqlRange<DateOnly> Valid, string? ParentName)
    {
        public UnitFound Found() => new(new()
        {
            UnitId = UnitId,
            Kind = UnitKinds.Parse(Kind),
            Code = Code,
            Name = Name,
            ShortName = ShortName,
            PrintedType = PrintedType,
            ParentId = ParentId,
            TerritoryId = TerritoryId,
            Level = Level,
            SearchKey = SearchKey,
            ShortKey = ShortKey,
            Valid = Valid,
        }, ParentName);
    }

    sealed record FormerRow(long UnitId, string Name, string? Code, DateOnly Until, string Place, long[] NowIds, string[] NowNames);
}
