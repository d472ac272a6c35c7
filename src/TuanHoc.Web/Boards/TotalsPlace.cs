using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Boards;

/// <summary>
/// Where a page of totals stands: an edition, and a unit as it was on the map's day, or as it last was before it;
/// <paramref name="StoodThen"/> when it was there on the last day of the edition's week.
/// </summary>
public sealed record TotalsPlace(
    int EditionId, int Year, DateOnly LastDay, string? FormKey, DateOnly DueUnits, DateOnly DueCommunes, DateOnly DueProvinces,
    long UnitId, string Kind, string Name, string ShortName, string? PrintedType, long? ParentId, bool StoodThen)
{
    /// <summary>The figures and names are made up for trying out.</summary>
    public bool IsSample { get; init; }

    /// <summary>The units that the page adds up over.</summary>
    [NotMapped]
    public TotalsMap Map { get; init; }

    /// <summary>Whether the person sees the unit because it stands on their ground, and by nothing else: where it answers to is not theirs.</summary>
    [NotMapped]
    public bool IsOnGroundAlone { get; init; }

    /// <summary>Whether what units wrote in words is listed: on the edition's own map, where who sees the unit sees every report beneath it.</summary>
    public bool HasNotes => Map == default;

    /// <summary>The day whose units the page shows.</summary>
    public DateOnly OnDay => Map.Day ?? LastDay;

    /// <summary>The address of a page of this edition and map: of a unit, with what follows its number and what is asked.</summary>
    public string To(long unit, string page = "", string query = "")
    {
        var asked = string.Join('&', new[] { query, MapQuery }.Where(part => part.Length > 0));
        return $"/totals/{Year.ToString(Vn.Culture)}/{unit.ToString(Vn.Culture)}{page}{(asked.Length == 0 ? "" : "?" + asked)}";
    }

    /// <summary>The address of a page of this very unit.</summary>
    public string Here(string page = "", string query = "") => To(UnitId, page, query);

    string MapQuery => string.Join('&', new[] { Map.Day is { } day ? "on=" + Vn.Date(day) : "", Map.OnGround ? "ground=1" : "" }.Where(part => part.Length > 0));

    /// <summary>What a document says of its map, after its other sentences; nothing of the edition's own day.</summary>
    public string MapWords => (Map.Day is null ? "" : $" Địa bàn theo đơn vị hành chính ngày {Vn.Date(OnDay)}; số của đơn vị đã chia tách chỉ cộng ở cấp chứa đủ các phần.")
        + (IsAcrossReform ? " " + SuccessorsSaid : "")
        + (Map.OnGround ? " Đơn vị được tính theo địa bàn nơi đứng, không theo nơi trực thuộc." : "");

    /// <summary>Whether figures of communes and districts from before July 2025 are shown over the communes of after it.</summary>
    public bool IsAcrossReform => LastDay < UnitNames.TwoTiers && OnDay >= UnitNames.TwoTiers;

    /// <summary>How far the successors of old communes are known, for every place that shows figures by them.</summary>
    public const string SuccessorsSaid = "Đơn vị kế tục của xã cũ lấy theo nguồn công khai; nơi nguồn không ghi mã thì nối theo tên trong huyện cũ. Nguồn nêu ít xã bị chia hơn văn bản: xã mà nguồn ghi nhập trọn vào một nơi thì cả số được tính ở nơi ấy, dù một phần có thể đã về nơi khác.";

    public DateOnly DueFor(string kind) => kind switch
    {
        // As edition_due says in SQL.
        "nation" => DueProvinces.AddDays(30),
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
    /// <summary>The edition and unit on a map, when there are such and the person sees the unit: by the units of the edition's own day, or by those of the map.</summary>
    public static async Task<TotalsPlace?> PlaceAsync(this AppDb db, LiveTotals live, CurrentUser user, int year, long unitId, MapAsked asked, CancellationToken cancel) =>
        asked.Map is { } map && !(map.Day > user.Today.AddYears(Changes.ChangeForm.MostYears)) ? await db.PlaceAsync(live, user, year, unitId, map, cancel) : null;

    public static async Task<TotalsPlace?> PlaceAsync(this AppDb db, LiveTotals live, CurrentUser user, int year, long unitId, TotalsMap map, CancellationToken cancel)
    {
        if (map == default) return await db.PlaceAsync(user, year, unitId, cancel);
        if (await db.PlaceOnMapAsync(year, unitId, map.Day, cancel) is not { } place) return null;
        place = place with { Map = map };
        var path = await live.ReadAsync(place.EditionId, map, (nameof(PlaceAsync), unitId), totals => totals.Tree.TryIndexOf(unitId, out var unit) ? totals.Tree.PathTo(unit).Select(totals.Tree.Id).ToList() : [], cancel);
        if (path.Count == 0) return null;
        var isOnPath = user.IsAdministrator || path.Exists(above => user.Memberships.Any(held => held.UnitId == above));
        var isInBranch = user.IsAdministrator || isOnPath && !map.OnGround || await db.PlaceAsync(user, year, unitId, cancel) is not null;
        return isOnPath || isInBranch ? place with { IsOnGroundAlone = !isInBranch } : null;
    }

    // A unit that is not there on the day is shown as it last was.
    static Task<TotalsPlace?> PlaceOnMapAsync(this AppDb db, int year, long unitId, DateOnly? day, CancellationToken cancel)
    {
        var (hasDay, onDay) = (day is not null, day ?? default);
        return db.Database.SqlQuery<TotalsPlace>($"""
            select e.id as edition_id, e.year, upper(e.week) - 1 as last_day, e.form_key, e.due_units, e.due_communes, e.due_provinces,
                   v.unit_id, v.kind, v.name, v.short_name, v.printed_type, v.parent_id,
                   exists (select from unit_version w where w.unit_id = v.unit_id and w.valid @> (upper(e.week) - 1)) as stood_then,
                   exists (select from person where is_sample) as is_sample
              from edition e
             cross join lateral (select case when {hasDay} then {onDay} else upper(e.week) - 1 end as day) d
             cross join lateral (select * from unit_version v where v.unit_id = {unitId} and lower(v.valid) <= d.day order by v.valid desc limit 1) v
             where e.year = {year} and d.day >= upper(e.week) - 1
            """).SingleOrDefaultAsync(cancel);
    }

    static Task<TotalsPlace?> PlaceAsync(this AppDb db, CurrentUser user, int year, long unitId, CancellationToken cancel) =>
        db.Database.SqlQuery<TotalsPlace>($"""
            select e.id as edition_id, e.year, upper(e.week) - 1 as last_day, e.form_key, e.due_units, e.due_communes, e.due_provinces,
                   v.unit_id, v.kind, v.name, v.short_name, v.printed_type, v.parent_id, true as stood_then, exists (select from person where is_sample) as is_sample
              from edition e join unit_version v on v.unit_id = {unitId} and v.valid @> (upper(e.week) - 1)
             where e.year = {year} and ({user.IsOf(unitId)} or sees({user.Id}, {unitId}, {user.Today}, upper(e.week) - 1))
            """).SingleOrDefaultAsync(cancel);

    /// <summary>The unit at the top of the country; null before the directory is loaded.</summary>
    public static Task<long?> NationAsync(this AppDb db, CancellationToken cancel) =>
        db.Database.SqlQuery<long?>($"select min(id) as \"Value\" from unit where kind = 'nation'").SingleAsync(cancel);
}
