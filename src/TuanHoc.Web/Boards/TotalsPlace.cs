using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards;

/// <summary>Where a page of totals stands: an edition and a unit, as the unit was on the last day of the week.</summary>
public sealed record TotalsPlace(
    int EditionId, int Year, DateOnly LastDay, string? FormKey, DateOnly DueUnits, DateOnly DueCommunes, DateOnly DueProvinces,
    long UnitId, string Kind, string Name, string ShortName, string? PrintedType, long? ParentId)
{
    public string Path => $"/totals/{Year.ToString(Vn.Culture)}/{UnitId.ToString(Vn.Culture)}";

    public DateOnly DueFor(string kind) => kind switch
    {
        "province" => DueProvinces,
        "commune" or "district" => DueCommunes,
        _ => DueUnits,
    };
}

/// <summary>What a page calls a unit.</summary>
public sealed record UnitName(string Name, string ShortName, string? Code)
{
    /// <summary>In lists: a territory without its type; anything else in full, since "Nội vụ" is no name.</summary>
    public string Listed => Issuer.IsTerritory(Name) ? ShortName : Name;
}

public static class PlaceQueries
{
    /// <summary>The edition and unit, when there are such and the person sees the unit.</summary>
    public static Task<TotalsPlace?> PlaceAsync(this AppDb db, CurrentUser user, int year, long unitId, CancellationToken cancel) =>
        db.Database.SqlQuery<TotalsPlace>($"""
            select e.id as edition_id, e.year, upper(e.week) - 1 as last_day, e.form_key, e.due_units, e.due_communes, e.due_provinces,
                   v.unit_id, v.kind, v.name, v.short_name, v.printed_type, v.parent_id
              from edition e join unit_version v on v.unit_id = {unitId} and v.valid @> (upper(e.week) - 1)
             where e.year = {year} and ({user.IsAdministrator} or sees({user.Id}, {unitId}, {user.Today}, upper(e.week) - 1))
            """).SingleOrDefaultAsync(cancel);

    /// <summary>The unit at the top of the country; null before the directory is loaded.</summary>
    public static Task<long?> NationAsync(this AppDb db, CancellationToken cancel) =>
        db.Database.SqlQuery<long?>($"select min(id) as \"Value\" from unit where kind = 'nation'").SingleAsync(cancel);
}
