using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Activities;
using TuanHoc.Web.Activities;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Portal;

/// <summary>A unit as the portal names it: its commune and province where it stands in one.</summary>
public sealed record PublicPlace(long Id, string Name, string Kind, long? ProvinceId, string? ProvinceName)
{
    /// <summary>A territory: what is reported there is public.</summary>
    public bool HasTotals => Kind is "nation" or "province" or "commune" or "district";

    public bool IsNation => Kind == "nation";
}

/// <summary>A province with its code on the map.</summary>
public sealed record PublicProvince(long Id, string Code, string Name);

/// <summary>A unit by its name of a day.</summary>
public sealed record PublicUnit(long Id, string Name);

/// <summary>An activity with all that its page shows.</summary>
public sealed record Offer(Offered One, int Year, string? About, string? Programme, string? Conditions, string? WhyCancelled, string? Outcome, int? People, IReadOnlyList<string> Partners, IReadOnlyList<ActivityPlace> Places, IReadOnlyList<Offered> Series, IReadOnlyList<ActivityPicture> Pictures)
{
    /// <summary>What its kind has written down beside the programme, as far as everybody may read it.</summary>
    public required IReadOnlyList<(KindList List, string Said)> Lists { get; init; }
}

/// <summary>What the pages of the portal ask beside what is in memory. Everything here is shown to everybody: an activity only as long as it is public.</summary>
static class PortalQueries
{
    /// <summary>The question with what it needs of the tables: the full ones where free seats are asked, and in an earlier year the units whose ground the place is now.</summary>
    public static async Task<Wanted> WantedAsync(this AppDb db, Wanted wanted, Edition edition, FullActivities full, CancellationToken cancel)
    {
        var asked = await full.WithAsync(wanted, edition.Id, cancel);
        return asked is { Place: { } place, Year: not null } ? asked with { Ground = (await db.GroundAsync(place, edition.LastDay, cancel)).Select(unit => unit.Id).ToHashSet() } : asked;
    }

    /// <summary>The units of a day whose ground became a unit's later, by name; none where it had all of its ground already.</summary>
    public static Task<List<PublicUnit>> GroundAsync(this AppDb db, long unit, DateOnly onDay, CancellationToken cancel) => db.Database.SqlQuery<PublicUnit>($"""
        with recursive before (id) as (select s.from_unit from succession s where s.to_unit = {unit} union select s.from_unit from before b join succession s on s.to_unit = b.id)
        select v.unit_id as id, v.name from before b join unit_version v on v.unit_id = b.id and (v.valid @> {onDay}) is true where v.unit_id <> {unit} order by v.name collate "vi-x-icu", v.unit_id
        """).ToListAsync(cancel);

    /// <summary>What a unit became that does not stand on a day any more.</summary>
    public static Task<List<PublicUnit>> SuccessorsAsync(this AppDb db, long unit, DateOnly onDay, CancellationToken cancel) => db.Database.SqlQuery<PublicUnit>($"""
        with recursive after (id) as (select s.to_unit from succession s where s.from_unit = {unit} union select s.to_unit from after b join succession s on s.from_unit = b.id)
        select v.unit_id as id, v.name from after b join unit_version v on v.unit_id = b.id and (v.valid @> {onDay}) is true
         where not exists (select from unit_version o where o.unit_id = {unit} and (o.valid @> {onDay}) is true) order by v.name collate "vi-x-icu", v.unit_id
        """).ToListAsync(cancel);

    /// <summary>The communes of a province on a day, by name.</summary>
    public static Task<List<PublicUnit>> CommunesAsync(this AppDb db, long province, DateOnly onDay, CancellationToken cancel) => db.Database.SqlQuery<PublicUnit>($"""
        select v.unit_id as id, v.name from unit_branch({province}, {onDay}) as b (id) join unit_version v on v.unit_id = b.id and v.kind = 'commune' and (v.valid @> {onDay}) is true order by v.search_key, v.unit_id
        """).ToListAsync(cancel);

    public static Task<PublicPlace?> PlaceNameAsync(this AppDb db, long unit, DateOnly onDay, CancellationToken cancel) => db.Database.SqlQuery<PublicPlace>($"""
        select u.id, v.name, u.kind, p.unit_id as province_id, p.name as province_name
          from unit u
         cross join lateral (
               select n.name, case when lower(n.valid) > {onDay} then lower(n.valid) else least(coalesce(upper(n.valid) - 1, {onDay}), {onDay}) end as day
                 from unit_version n where n.unit_id = u.id order by lower(n.valid) > {onDay}, abs(lower(n.valid) - {onDay}) limit 1) v
          left join lateral (select n.unit_id, n.name from ground_line(u.id, v.day) as l (id) join unit_version n on n.unit_id = l.id and n.kind = 'province' and (n.valid @> v.day) is true limit 1) p on true
         where u.id = {unit}
        """).SingleOrDefaultAsync(cancel);

    public static Task<List<PublicProvince>> ProvincesAsync(this AppDb db, DateOnly onDay, CancellationToken cancel) =>
        db.Database.SqlQuery<PublicProvince>($"select unit_id as id, coalesce(code, '') as code, name from unit_version where kind = 'province' and (valid @> {onDay}) is true order by search_key").ToListAsync(cancel);

    /// <summary>An activity that is shown to everybody; null where it is not, or not any more.</summary>
    public static async Task<Offer?> OfferAsync(this AppDb db, Catalogues catalogues, Guid id, CancellationToken cancel)
    {
        if (await db.Database.SqlQuery<Row>($"""
            select a.edition_id, e.year, a.about, a.programme, a.conditions, a.why_cancelled, a.outcome, case when a.state = 'held' then a.people end as people, a.series, coalesce((select jsonb_object_agg(l.key, l.said) from activity_list l where l.activity_id = a.id), jsonb_build_object())::text as listed,
                   array(select t.name from activity_partner t where t.activity_id = a.id order by t.position) as partners
              from activity a join edition e on e.id = a.edition_id where a.id = {id} and a.showing = 'public'
            """).SingleOrDefaultAsync(cancel) is not { } row) return null;
        var catalogue = await catalogues.OfAsync(row.EditionId, cancel);
        // What was shown a moment ago this process may not have heard of.
        if ((catalogue.Find(id) ?? await catalogues.JustShownAsync(row.EditionId, id, cancel)) is not { } one) return null;
        var listed = JsonSerializer.Deserialize<Dictionary<string, string>>(row.Listed)!;
        var series = row.Series is null ? [] : await db.Database.SqlQuery<Guid>($"""select id as "Value" from activity where (series = {row.Series} or id = {row.Series}) and id <> {id} and showing = 'public' order by from_at limit 30""").ToListAsync(cancel);
        return new(one, row.Year, row.About, row.Programme, row.Conditions, row.WhyCancelled, row.Outcome, row.People, row.Partners, await db.PlacesAsync(id, cancel),
            [.. series.Select(catalogue.Find).OfType<Offered>().Where(other => !other.IsCancelled)], await db.PublicPicturesAsync(id, cancel))
        {
            Lists = [.. (ActivityKinds.Find(one.Kind)?.Lists ?? []).Where(list => list.IsPublic && listed.ContainsKey(list.Key)).Select(list => (list, listed[list.Key]))],
        };
    }

    sealed record Row(int EditionId, int Year, string? About, string? Programme, string? Conditions, string? WhyCancelled, string? Outcome, int? People, Guid? Series, string Listed, string[] Partners);
}
