using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Activities;
using TuanHoc.Web.Activities;
using TuanHoc.Web.Data;
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

/// <summary>An activity with all that its page shows.</summary>
public sealed record Offer(Offered One, int Year, string? About, string? Programme, string? Conditions, string? WhyCancelled, string? Outcome, int? People, IReadOnlyList<string> Partners, IReadOnlyList<ActivityPlace> Places, IReadOnlyList<Offered> Series, IReadOnlyList<ActivityPicture> Pictures)
{
    /// <summary>What its kind has written down beside the programme, as far as everybody may read it.</summary>
    public required IReadOnlyList<(KindList List, string Said)> Lists { get; init; }
}

/// <summary>What the pages of the portal ask beside what is in memory. Everything here is shown to everybody: an activity only as long as it is public.</summary>
static class PortalQueries
{
    public static Task<PublicPlace?> PlaceNameAsync(this AppDb db, long unit, DateOnly onDay, CancellationToken cancel) => db.Database.SqlQuery<PublicPlace>($"""
        select u.id, v.name, u.kind, p.unit_id as province_id, p.name as province_name
          from unit u
         cross join lateral (select n.name, coalesce(upper(n.valid) - 1, {onDay}) as last from unit_version n where n.unit_id = u.id and lower(n.valid) <= {onDay} order by n.valid desc limit 1) v
          left join lateral (select n.unit_id, n.name from ground_line(u.id, least(v.last, {onDay})) as l (id) join unit_version n on n.unit_id = l.id and n.kind = 'province' and (n.valid @> least(v.last, {onDay})) is true limit 1) p on true
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
