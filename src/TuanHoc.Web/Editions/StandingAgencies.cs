using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Editions;

/// <summary>The standing agency that a committee has named for a year; nobody when <paramref name="AgencyId"/> is null. Names are those of the Week's last day.</summary>
public sealed record StandingAgency(int Year, long? AgencyId, string? AgencyName);

/// <summary>An agency that may be named.</summary>
public sealed record OwnAgency(int Year, long UnitId, string Name);

/// <summary>Cơ quan thường trực: which of its own agencies answers for the Week, year by year.</summary>
public static class StandingAgencies
{
    /// <summary>Each edition, the newest first, with whom the unit has named in it.</summary>
    public static Task<List<StandingAgency>> StandingAgenciesAsync(this AppDb db, long unit, CancellationToken cancel) => db.Database.SqlQuery<StandingAgency>($"""
        select e.year, s.agency_id, v.name as agency_name
          from edition e
          left join standing_agency s on s.edition_id = e.id and s.unit_id = {unit}
          left join unit_version v on v.unit_id = s.agency_id and v.valid @> (upper(e.week) - 1)
         order by e.year desc
        """).ToListAsync(cancel);

    /// <summary>The years in which an agency stands for the unit above it.</summary>
    public static Task<List<int>> StandsInAsync(this AppDb db, long agency, CancellationToken cancel) => db.Database.SqlQuery<int>(
        $"""select e.year as "Value" from standing_agency s join edition e on e.id = s.edition_id where s.agency_id = {agency} order by e.year desc""").ToListAsync(cancel);

    /// <summary>The unit's own agencies on the last day of each Week.</summary>
    public static Task<List<OwnAgency>> OwnAgenciesAsync(this AppDb db, long unit, CancellationToken cancel) => db.Database.SqlQuery<OwnAgency>($"""
        select e.year, v.unit_id, v.name
          from edition e join unit_version v on v.parent_id = {unit} and v.kind = 'agency' and (v.valid @> (upper(e.week) - 1)) is true
         order by e.year desc, v.short_name collate "vi-x-icu", v.unit_id
        """).ToListAsync(cancel);

    /// <summary>Names the standing agency of a year, or nobody, with its audit line; the same one named twice changes nothing. False when it is not the unit's own agency in that Week.</summary>
    public static async Task<bool> NameStandingAgencyAsync(this AppDb db, CurrentUser user, Edition edition, long unit, long? agency, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var changed = agency is { } named
            ? await db.Database.ExecuteSqlAsync($"""
                insert into standing_agency (edition_id, unit_id, agency_id)
                select {edition.Id}, {unit}, v.unit_id from unit_version v where v.unit_id = {named} and v.parent_id = {unit} and v.kind = 'agency' and v.valid @> {edition.LastDay}
                on conflict (edition_id, unit_id) do update set agency_id = excluded.agency_id where standing_agency.agency_id <> excluded.agency_id
                """, cancel)
            : await db.Database.ExecuteSqlAsync($"delete from standing_agency where edition_id = {edition.Id} and unit_id = {unit}", cancel);
        if (changed == 0)
            return agency is null || await db.Database.SqlQuery<bool>($"select exists (select from standing_agency where edition_id = {edition.Id} and unit_id = {unit} and agency_id = {agency}) as \"Value\"").SingleAsync(cancel);
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, what, thing, thing_id) values ({now}, {user.Id}, {unit}, 'named', 'standing-agency', {edition.Year.ToString(Vn.Culture)})", cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
