using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Forms;

/// <summary>What is written of forms: drafts begun, changed and put away, and a form issued, each with its line.</summary>
static class FormWrites
{
    /// <summary>Begins a draft; of a province's rows, the one that is there already stays. Returns the draft.</summary>
    public static async Task<Guid> BeginAsync(this AppDb db, CurrentUser user, Guid id, string from, FormDefinition form, OwnRowsAsked? own, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"""
            insert into form_draft (id, owner_id, year, from_key, definition, write_key, made_at, made_by, changed_at, changed_by)
            values ({id}, {own?.UnitId}::bigint, {own?.Year}::integer, {from}, {form.ToJson()}::jsonb, {id}, {user.Now}, {user.Id}, {user.Now}, {user.Id}) on conflict do nothing
            """, cancel) > 0)
            await LineAsync(db, user, own?.UnitId, "begun", id.ToString(), form.Key, cancel);
        var begun = own is null ? id : await db.Database.SqlQuery<Guid>($"""select id as "Value" from form_draft where owner_id = {own.UnitId} and year = {own.Year}""").SingleAsync(cancel);
        await transaction.CommitAsync(cancel);
        return begun;
    }

    /// <summary>Keeps another state of a draft. False when somebody changed it since the page was opened; the same post again is done already.</summary>
    public static async Task<bool> KeepAsync(this AppDb db, CurrentUser user, FormDraft draft, Guid key, int version, FormDefinition form, CancellationToken cancel)
    {
        if (draft.WriteKey == key) return true;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"""
            update form_draft set definition = {form.ToJson()}::jsonb, version = version + 1, write_key = {key}, changed_at = {user.Now}, changed_by = {user.Id} where id = {draft.Id} and version = {version}
            """, cancel) == 0) return false;
        await LineAsync(db, user, draft.OwnerId, "changed", draft.Id.ToString(), form.Key, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    public static async Task PutAwayAsync(this AppDb db, CurrentUser user, FormDraft draft, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"delete from form_draft where id = {draft.Id}", cancel) > 0) await LineAsync(db, user, draft.OwnerId, "put-away", draft.Id.ToString(), draft.Definition.Key, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Issues the form of a draft as it stands in this version; from then on it never changes. False when the draft changed meanwhile or the key was taken: nothing is written then.</summary>
    public static async Task<bool> IssueAsync(this AppDb db, CurrentUser user, FormDraft draft, int version, CancellationToken cancel)
    {
        var definition = draft.Definition;
        var form = StatisticsForm.Of(definition);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"""
            with issued as (delete from form_draft where id = {draft.Id} and version = {version} returning from_key, owner_id, year)
            insert into statistics_form (key, name, definition, former_key, base_key, owner_id, year, issued_at, issued_by)
            select {definition.Key}, {definition.Title}, {definition.ToJson()}::jsonb, case when owner_id is null then from_key end, case when owner_id is not null then from_key end, owner_id, year, {user.Now}, {user.Id} from issued
            on conflict do nothing
            """, cancel) == 0) return false;
        await using (var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction()))
        {
            foreach (var line in FormTables.Lines(form)) batch.BatchCommands.Add(line);
            await batch.ExecuteNonQueryAsync(cancel);
        }
        await LineAsync(db, user, draft.OwnerId, "issued", definition.Key, definition.Key, cancel);
        // Of a province's form the sums of its Week hear, too.
        await db.Database.ExecuteSqlAsync($"""
            insert into happening (at, unit_id, edition_id, kind, thing, thing_id)
            values ({user.Now}, {draft.OwnerId ?? UnitDirectory.Nation}, (select id from edition where year = {draft.Year}::integer), {Change.FormIssued}, 'form', {definition.Key})
            """, cancel);
        await transaction.CommitAsync(cancel);
        StatisticsForm.Learn([definition]);
        return true;
    }

    static Task<int> LineAsync(AppDb db, CurrentUser user, long? owner, string what, string thing, string key, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"insert into audit (at, person_id, unit_id, what, thing, thing_id, detail) values ({user.Now}, {user.Id}, {owner ?? UnitDirectory.Nation}, {what}, 'form', {thing}, jsonb_build_object('key', {key}))", cancel);
}
