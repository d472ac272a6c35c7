using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Reports.Expected;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Reports;

/// <summary>Who is asked: one open report for each unit that reports in an edition, so that a missing report is a row and never a guess.</summary>
public static class Ledger
{
    /// <summary>The kinds of units that report; the nation receives, and the Ministry begins its report when it writes it; bodies and neighbourhoods are asked nothing.</summary>
    public static readonly string[] Kinds =
    [
        "province", "district", "commune", "agency", "association", "school", "clc", "library", "museum", "culture-house", "centre", "press", "enterprise",
    ];

    /// <summary>Asks every unit that stood on the edition's last day and is not asked yet, each by the unit above it; returns how many that were.</summary>
    public static Task<int> OpenAsync(AppDb db, Edition edition, long? by, DateTimeOffset at, CancellationToken cancel) => OpenBelowAsync(db, edition, UnitDirectory.Nation, by, at, cancel);

    /// <summary>The nation's own report, begun by the Ministry when it writes it; who begins it a second time finds the first.</summary>
    public static async Task<Guid> OpenNationAsync(AppDb db, Edition edition, long by, DateTimeOffset at, CancellationToken cancel)
    {
        await AskAsync(db, edition, UnitDirectory.Nation, ["nation"], isAll: false, by, at, cancel);
        return await db.Set<Report>().Where(report => report.EditionId == edition.Id && report.UnitId == UnitDirectory.Nation).Select(report => report.Id).SingleAsync(cancel);
    }

    /// <summary>The same for the units below one: its plan orders their reports, whether or not the whole country has been asked.</summary>
    public static Task<int> OpenBelowAsync(AppDb db, Edition edition, long top, long? by, DateTimeOffset at, CancellationToken cancel) => AskAsync(db, edition, top, Kinds, isAll: top == UnitDirectory.Nation, by, at, cancel);

    static async Task<int> AskAsync(AppDb db, Edition edition, long top, string[] kinds, bool isAll, long? by, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancel) : null;
        // A random id with the time in front and its version digit set is a UUIDv7, as Guid.CreateVersion7 makes them.
        var asked = await db.Database.SqlQuery<Asked>($"""
            with asked as (
                insert into report (id, edition_id, unit_id, receiver_id, form_key)
                select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing substring(int8send((extract(epoch from {at}) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid,
                       e.id, v.unit_id, v.parent_id, e.form_key
                  from edition e
                  join unit_version v on v.valid @> (upper(e.week) - 1)
                 where e.id = {edition.Id} and v.kind = any ({kinds}) and v.unit_id <> {UnitDirectory.Ministry}
                   and ({top == UnitDirectory.Nation} or v.unit_id <> {top} and v.unit_id in (select * from unit_branch({top}, upper(e.week) - 1)))
                 order by v.code, v.unit_id
                on conflict (edition_id, unit_id) do nothing
                returning 1),
            counted as (select count(*)::int as count from asked),
            audited as (
                insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
                select {at}, {by}::bigint, {top}, 'asked', 'edition', {edition.Id}::text, jsonb_build_object('reports', count) from counted where count > 0 or {isAll}),
            told as (
                insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
                select {at}, {UnitDirectory.Nation}, {edition.Id}, {Change.ReportsAsked}, 'edition', {edition.Id}::text from counted where count > 0 or {isAll})
            select count from counted
            """).ToListAsync(cancel);
        if (asked[0].Count > 0) await GroupDays.SettleAsync(db, at, cancel);
        if (transaction is not null) await transaction.CommitAsync(cancel);
        return asked[0].Count;
    }

    /// <summary>
    /// A corrected week ends on another day: units that stand then and were not asked are asked, and the blank reports of those that do not are taken back.
    /// Nothing where nobody was asked yet. To whom a report goes follows its unit anyway (<see cref="RedirectReports"/>), and a blank one has no form yet.
    /// </summary>
    public static async Task CorrectAsync(AppDb db, Edition edition, long by, DateTimeOffset at, CancellationToken cancel)
    {
        if (!await db.Set<Report>().AnyAsync(report => report.EditionId == edition.Id, cancel)) return;
        await db.Database.ExecuteSqlAsync($"""
            delete from report r
             where r.edition_id = {edition.Id} and r.state = 'open' and not exists (select from unit_version v where v.unit_id = r.unit_id and v.valid @> {edition.LastDay})
               and not exists (select from report_picture p where p.report_id = r.id)
            """, cancel);
        await OpenAsync(db, edition, by, at, cancel);
    }

    sealed record Asked(int Count);
}
