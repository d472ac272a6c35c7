using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Boards;

/// <summary>A province and what it was divided into on a day.</summary>
public sealed record ProvinceOnMap(long UnitId, string Name, string ShortName, string? Code, int Wards, int Communes, int Zones, int Districts)
{
    public int Below => Wards + Communes + Zones + Districts;
}

public static class UnitMap
{
    // "is true" keeps the day from being looked for by its index, which holds nearly every unit.
    /// <summary>The provinces of a day with the counts of what stands directly below, in the order of the alphabet.</summary>
    public static Task<List<ProvinceOnMap>> ProvincesAsync(this AppDb db, DateOnly onDay, CancellationToken cancel) => db.Database.SqlQuery<ProvinceOnMap>($"""
        select p.unit_id, p.name, p.short_name, p.code,
               count(*) filter (where c.kind = 'commune' and c.printed_type = 'phường')::int as wards,
               count(*) filter (where c.kind = 'commune' and c.printed_type not in ('phường', 'đặc khu'))::int as communes,
               count(*) filter (where c.kind = 'commune' and c.printed_type = 'đặc khu')::int as zones,
               count(*) filter (where c.kind = 'district')::int as districts
          from unit_version p left join unit_version c on c.parent_id = p.unit_id and (c.valid @> {onDay}) is true
         where p.kind = 'province' and p.valid @> {onDay}
         group by p.unit_id, p.name, p.short_name, p.code order by p.short_name collate "vi-x-icu"
        """).ToListAsync(cancel);
}
