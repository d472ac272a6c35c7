using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>The series of numbers that a unit keeps here for a type of document: the last one given in a year. A unit without any takes its numbers from the register of its office.</summary>
public static class DocumentSeries
{
    /// <summary>Whether the unit keeps its series here, the last number it has used in the year, from the series or from its office, and the one that the series gives next.</summary>
    public sealed record Kept(bool IsHere, int Last, int Next);

    public static Task<Kept> SeriesAsync(this AppDb db, long unitId, string type, int year, CancellationToken cancel) => db.Database.SqlQuery<Kept>($"""
        select exists (select from document_series where unit_id = {unitId} and type = {type}) as is_here,
               greatest((select last from document_series where unit_id = {unitId} and type = {type} and year = {year}),
                        (select max(serial) from plan where unit_id = {unitId} and type = {type} and extract(year from issued_on) = {year} and state in ('saved', 'replaced')), 0) as last,
               free_serial({unitId}, {type}, {year}, coalesce((select last from document_series where unit_id = {unitId} and type = {type} and year = {year}),
                        (select max(serial) from plan where unit_id = {unitId} and type = {type} and extract(year from issued_on) = {year} and state in ('saved', 'replaced')), 0)) as next
        """).SingleAsync(cancel);

    /// <summary>
    /// The next number of the year, or null where the unit keeps no series here. The row stays locked until the transaction ends, so that two who issue at once get
    /// consecutive numbers, and one that comes to nothing leaves no gap. What a document that came as a file has already is passed over.
    /// </summary>
    public static async Task<int?> NextNumberAsync(this AppDb db, long unitId, string type, int year, CancellationToken cancel)
    {
        var next = await db.Database.SqlQuery<int>($"""
            insert into document_series as s (unit_id, type, year, last)
            select {unitId}, {type}, {year}, 1 + coalesce((select max(serial) from plan where unit_id = {unitId} and type = {type} and extract(year from issued_on) = {year} and state in ('saved', 'replaced')), 0)
             where exists (select from document_series where unit_id = {unitId} and type = {type})
            on conflict (unit_id, type, year) do update set last = free_serial(s.unit_id, s.type, s.year, s.last)
            returning last as "Value"
            """).ToListAsync(cancel);
        return next.Count == 1 ? next[0] : null;
    }

    /// <summary>Keeps the series here from a number on; false when a document of the year has a later one.</summary>
    public static async Task<bool> KeepSeriesAsync(this AppDb db, CurrentUser user, DraftToIssue plan, int year, int last, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"""
            insert into document_series (unit_id, type, year, last)
            select {plan.UnitId}, {plan.Type}, {year}, {last}
             where not exists (select from plan where unit_id = {plan.UnitId} and type = {plan.Type} and extract(year from issued_on) = {year} and serial > {last} and state in ('saved', 'replaced'))
            on conflict (unit_id, type, year) do update set last = excluded.last
            """, cancel) == 0) return false;
        await db.Database.ExecuteSqlAsync($"""
            insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
            values ({user.Now}, {user.Id}, {plan.UnitId}, 'kept', 'document-series', {plan.UnitId}::text, jsonb_build_object('type', {plan.Type}::text, 'year', {year}::text, 'last', {last}::text))
            """, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Gives the series back to the register of the office.</summary>
    public static async Task EndSeriesAsync(this AppDb db, CurrentUser user, DraftToIssue plan, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"delete from document_series where unit_id = {plan.UnitId} and type = {plan.Type}", cancel) > 0)
            await db.Database.ExecuteSqlAsync($"""
                insert into audit (at, person_id, unit_id, what, thing, thing_id, detail)
                values ({user.Now}, {user.Id}, {plan.UnitId}, 'ended', 'document-series', {plan.UnitId}::text, jsonb_build_object('type', {plan.Type}::text))
                """, cancel);
        await transaction.CommitAsync(cancel);
    }
}
