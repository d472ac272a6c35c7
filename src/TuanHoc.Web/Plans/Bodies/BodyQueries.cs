using Microsoft.EntityFrameworkCore;
using TuanHoc.Plans;
using TuanHoc.Plans.Bodies;
using TuanHoc.Web.Data;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Plans.Bodies;

/// <summary>What is asked of the directory about the bodies of a plan.</summary>
static class BodyQueries
{
    /// <summary>The territories of a unit's line, the nearest first.</summary>
    public static async Task<IReadOnlyList<BodyPlace>> BodyLineAsync(this AppDb db, long issuer, DateOnly day, CancellationToken cancel) => [.. (await db.Database.SqlQuery<PlaceRow>($"""
        select v.unit_id, body_key(v.search_key) as key, body_key(v.short_key) as short_key
          from unit_line({issuer}, {day}) as line (id) join unit_version v on v.unit_id = line.id and v.valid @> {day}
         where v.kind in ('nation', 'province', 'district', 'commune') order by array_position(array['commune', 'district', 'province', 'nation'], v.kind)
        """).ToListAsync(cancel)).Select(row => new BodyPlace(row.UnitId, row.Key, row.ShortKey))];

    /// <summary>The units that best answer each name, by the name's index; several when the name leaves it open.</summary>
    public static async Task<ILookup<int, NamedUnit>> FindBodiesAsync(this AppDb db, long issuer, IReadOnlyList<string> names, DateOnly day, CancellationToken cancel)
    {
        var line = await db.BodyLineAsync(issuer, day, cancel);
        var asked = names.SelectMany((name, index) => BodySearch.Of(name, line).Select(candidate => (Index: index, Candidate: candidate))).ToList();
        int[] indexes = [.. asked.Select(a => a.Index)], ranks = [.. asked.Select(a => a.Candidate.Rank)];
        string[] keys = [.. asked.Select(a => a.Candidate.Key)];
        long[] places = [.. asked.Select(a => a.Candidate.PlaceId ?? 0)];
        return (await db.Database.SqlQuery<FoundRow>($"""
            select m.name as index, v.unit_id, v.name from match_bodies({issuer}, {indexes}, {keys}, {places}, {ranks}, {day}) m join unit_version v on v.unit_id = m.unit_id and v.valid @> {day} order by v.name, v.unit_id
            """).ToListAsync(cancel)).ToLookup(row => row.Index, row => new NamedUnit(row.UnitId, row.Name));
    }

    /// <summary>Names of bodies that are no more, with what they went into.</summary>
    public static async Task<ILookup<string, NamedUnit>> FollowedBodiesAsync(this AppDb db, long issuer, IReadOnlyCollection<string> names, DateOnly day, CancellationToken cancel)
    {
        string[] asked = [.. names], keys = [.. names.Select(BodyKey.Of)];
        return (await db.Database.SqlQuery<FollowedRow>($"""
            with recursive line (name, id) as (
                select a.name, v.unit_id from unnest({asked}, {keys}) as a (name, key)
                  join unit_version v on body_key(v.search_key) = a.key and upper(v.valid) <= {day} and v.parent_id in (select * from unit_line({issuer}, {day}))
                union
                select line.name, s.to_unit from line join succession s on s.from_unit = line.id and s.on_day <= {day})
            select distinct line.name as asked, v.unit_id, v.name from line join unit_version v on v.unit_id = line.id and (v.valid @> {day}) is true order by v.name
            """).ToListAsync(cancel)).ToLookup(row => row.Asked, row => new NamedUnit(row.UnitId, row.Name), StringComparer.Ordinal);
    }

    /// <summary>How many units each group is on a day.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> CountGroupsAsync(this AppDb db, long issuer, IEnumerable<UnitGroup> groups, DateOnly day, CancellationToken cancel)
    {
        string[] asked = [.. groups.Select(group => group.ToString()).Distinct()];
        return (await db.Database.SqlQuery<CountRow>($"""
            select g.unit_group, (select count(distinct m.id)::integer from unit_group_members({issuer}, g.unit_group, {day}) as m (id)) as count from unnest({asked}) as g (unit_group)
            """).ToListAsync(cancel)).ToDictionary(row => row.UnitGroup, row => row.Count, StringComparer.Ordinal);
    }

    /// <summary>The named units whom a plan of the issuer may name at all.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> NameableAsync(this AppDb db, long issuer, long[] units, DateOnly day, CancellationToken cancel) => (await db.Database.SqlQuery<NamedUnit>($"""
        select v.unit_id, v.name from unnest({units}) as u (id) join unit_version v on v.unit_id = u.id and v.valid @> {day} where unit_may_name({issuer}, u.id, {day})
        """).ToListAsync(cancel)).DistinctBy(unit => unit.UnitId).ToDictionary(unit => unit.UnitId, unit => unit.Name);

    /// <summary>The units of a group on a day, in the order of their names, a page of them.</summary>
    public static Task<List<NamedUnit>> GroupUnitsAsync(this AppDb db, long issuer, UnitGroup group, DateOnly day, int skip, int limit, CancellationToken cancel) => db.Database.SqlQuery<NamedUnit>($"""
        select v.unit_id, v.name from (select distinct id from unit_group_members({issuer}, {group.ToString()}, {day}) as m (id)) m join unit_version v on v.unit_id = m.id and v.valid @> {day}
         order by v.short_name collate "vi-x-icu", v.unit_id offset {skip} limit {limit}
        """).ToListAsync(cancel);

    /// <summary>What a person said of the bodies of a plan, by name: as <see cref="BodyOption.Value"/>.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ChosenBodiesAsync(this AppDb db, Guid plan, CancellationToken cancel) => (await db.Database.SqlQuery<ChosenRow>($"""
        select name, coalesce('unit:' || unit_id, unit_group, 'text') as value from plan_body where plan_id = {plan} and chosen_by is not null
        """).ToListAsync(cancel)).ToDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal);

    sealed record PlaceRow(long UnitId, string Key, string ShortKey);

    sealed record FoundRow(int Index, long UnitId, string Name);

    sealed record FollowedRow(string Asked, long UnitId, string Name);

    sealed record CountRow(string UnitGroup, int Count);

    sealed record ChosenRow(string Name, string Value);
}
