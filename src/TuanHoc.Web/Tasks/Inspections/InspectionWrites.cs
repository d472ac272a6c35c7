using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Tasks.Inspections;

/// <summary>An inspection as it was typed.</summary>
sealed record NewInspection(Guid Key, InspectedGround Ground, string Title, string[] Questions, string[] Kinds, int Count);

/// <summary>What was seen at a visit, as it was typed.</summary>
sealed record VisitInput(DateOnly OnDay, bool?[] Answers, string? Found, string[] Findings, DateOnly? Due)
{
    /// <summary>It says nothing that is not kept already.</summary>
    public bool IsIn(Visit visit, IEnumerable<string> given) => visit.OnDay == OnDay && Answers.SequenceEqual(visit.Answers ?? []) && visit.Found == Found && !Findings.Except(given, StringComparer.Ordinal).Any();
}

/// <summary>The writes of inspections, each one transaction with its audit line.</summary>
static class InspectionWrites
{
    /// <summary>The happening that the room of messages tells the visited unit of: one for each task.</summary>
    public const string TaskGiven = "task-given";

    // A number that is read out and typed again without slips.
    const int Seeds = 1_000_000_000;

    /// <summary>Draws the lot and keeps it; a form posted twice draws once. False: the key is another's.</summary>
    public static async Task<bool> DrawAsync(this AppDb db, CurrentUser user, Edition edition, NewInspection typed, IReadOnlyCollection<Drawable> from, DateTimeOffset at, CancellationToken cancel)
    {
        var seed = (long)RandomNumberGenerator.GetInt32(1, Seeds);
        long[] drawn = [.. Lot.Draw(seed, from, typed.Count)];
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var made = await db.Database.ExecuteSqlAsync($"""
            insert into inspection (id, edition_id, unit_id, title, questions, seed, below_id, within, kinds, drawn_on, drawn_from, made_at, made_by, write_key)
            values ({typed.Key}, {edition.Id}, {typed.Ground.UnitId}, {typed.Title}, {typed.Questions}, {seed}, {typed.Ground.TerritoryId}, {typed.Ground.Within}, {typed.Kinds}, {user.Today}, {from.Count}, {at}, {user.Id}, {typed.Key})
            on conflict (id) do nothing
            """, cancel);
        if (made == 0) return (await db.Database.SqlQuery<long>($"""select unit_id as "Value" from inspection where id = {typed.Key}""").ToListAsync(cancel)) is [var unit] && unit == typed.Ground.UnitId;
        await db.Database.ExecuteSqlAsync($"insert into inspection_visit (inspection_id, unit_id) select {typed.Key}, u from unnest({drawn}) as u", cancel);
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, what, thing, thing_id, detail) values ({at}, {user.Id}, {typed.Ground.UnitId}, 'drawn', 'inspection', {typed.Key.ToString()}, jsonb_build_object('title', {typed.Title}, 'seed', {seed}, 'units', {drawn.Length}))", cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Keeps what was seen; what is to be put right becomes a task of the unit, once, and the unit is told. False when another was quicker: nothing is written then.</summary>
    public static async Task<bool> RecordAsync(this AppDb db, CurrentUser user, InspectionFound inspection, Visit visit, VisitInput input, DateTimeOffset at, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"""
            update inspection_visit set on_day = {input.OnDay}, answers = {input.Answers}, found = {input.Found}::text, visited_by = {user.Id}, visited_at = {at}, version = version + 1
             where id = {visit.Id} and version = {visit.Version}
            """, cancel) == 0) return false;
        var given = await db.Database.ExecuteSqlAsync($"""
            with given as (
                insert into task (visit_id, position, agency, unit_id, text, due, bound)
                select {visit.Id}, coalesce((select max(position) from task where visit_id = {visit.Id}), 0) + told.place, {visit.UnitName}, {visit.UnitId}, told.text, {input.Due}::date, 'by'
                  from (select text, min(place)::integer as place from unnest({input.Findings}) with ordinality as line (text, place) group by text) told
                 where not exists (select from task t where t.visit_id = {visit.Id} and t.text = told.text)
                returning id, unit_id),
            asked as (insert into unit_task (task_id, unit_id) select id, unit_id from given returning id, unit_id)
            insert into happening (at, unit_id, edition_id, kind, thing, thing_id) select {at}, unit_id, {inspection.EditionId}, {TaskGiven}, 'task', id::text from asked
            """, cancel);
        await db.Database.ExecuteSqlAsync($"""
            insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail)
            values ({at}, {user.Id}, {visit.UnitId}, {inspection.UnitId}, 'visited', 'inspection', {inspection.Id.ToString()}, jsonb_build_object('title', {inspection.Title}, 'tasks', {given}))
            """, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }
}
