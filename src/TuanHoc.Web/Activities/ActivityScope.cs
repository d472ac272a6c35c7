using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Activities;

/// <summary>A unit of an earlier Week.</summary>
public sealed record EarlierUnit(long UnitId, string Name);

/// <summary>Whose activities of which year are looked at: a unit with those below it, as they stood on the last day of the Week.</summary>
public sealed record ActivityScope(Edition Edition, long UnitId, string UnitName, string UnitKind)
{
    /// <summary>Where the unit began after the Week: those of the Week's units that its ground was, with their activities of that year.</summary>
    public IReadOnlyList<EarlierUnit> Before { get; private init; } = [];

    /// <summary>Not beyond a unit's life: the directory of a Week to come is that of today.</summary>
    public DateOnly Day => Edition.LastDay;

    public bool IsNation => UnitId == UnitDirectory.Nation;

    /// <summary>The condition on an activity "a" of the edition {0} that its unit is the unit {1} or below it on the day {2}; of the nation all are.</summary>
    public string InBranch => IsNation ? "a.edition_id = {0}" : "a.edition_id = {0} and a.unit_id in (select * from unit_branch({1}, {2}))";

    public object[] Values => [Edition.Id, UnitId, Day];

    public string Year => Edition.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A page of this room about a unit of this year.</summary>
    public string Link(string path, long unit, string query = "") => $"{path}?year={Year}&unit={unit.ToString(System.Globalization.CultureInfo.InvariantCulture)}{(query == "" ? "" : "&" + query)}";

    public string Link(string path, string query = "") => Link(path, UnitId, query);

    /// <summary>The scope asked for, if the person may see it; without a unit their own, of an administrator the nation.</summary>
    public static async Task<ActivityScope?> FindAsync(AppDb db, CurrentUser user, Edition edition, long? unit, CancellationToken cancel)
    {
        if ((unit ?? user.Home?.UnitId ?? (user.IsAdministrator ? UnitDirectory.Nation : null)) is not { } id) return null;
        var found = await db.Database.SqlQuery<Row>($"""
            select v.unit_id, v.name, v.kind, v.valid @> {edition.LastDay} as was_there from unit_version v
             where v.unit_id = {id} and ({user.IsAdministrator} or sees({user.Id}, {id}, {user.Today}) or sees({user.Id}, {id}, {user.Today}, {edition.LastDay}))
             order by v.valid @> {edition.LastDay} desc, v.valid desc limit 1
            """).ToListAsync(cancel);
        if (found is not [var row]) return null;
        return new(edition, row.UnitId, row.Name, row.Kind) { Before = row.WasThere ? [] : await BeforeAsync(db, id, edition.LastDay, cancel) };
    }

    static Task<List<EarlierUnit>> BeforeAsync(AppDb db, long unit, DateOnly day, CancellationToken cancel) => db.Database.SqlQuery<EarlierUnit>($"""
        with recursive before (id) as (select s.from_unit from succession s where s.to_unit = {unit} union select s.from_unit from before b join succession s on s.to_unit = b.id)
        select v.unit_id, v.name from before b join unit_version v on v.unit_id = b.id and (v.valid @> {day}) is true order by v.name collate "vi-x-icu", v.unit_id
        """).ToListAsync(cancel);

    sealed record Row(long UnitId, string Name, string Kind, bool WasThere);
}
