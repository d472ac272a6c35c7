using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Units.Import;

/// <summary>An import as its page shows it.</summary>
public sealed record UnitImport(
    Guid Id, long RootId, string RootName, DateOnly Begins, string FileName, string State, string? Said, string[]? SaidValues, int Done, int Total, int Added, int Changed, int Reopened, int Same, int Skipped,
    string MadeBy, DateTimeOffset MadeAt, DateTimeOffset ChangedAt, int Faults, int Questions, int Unanswered)
{
    public const string Checking = "checking", Refused = "refused", Checked = "checked", Applying = "applying", Applied = "applied", Failed = "failed", Removed = "removed";

    public bool IsAtWork => State is Checking or Applying;

    public int Writes => Added + Changed + Reopened;

    /// <summary>Why it cannot be applied now, or null.</summary>
    public string? WhyNotApply() =>
        State != Checked ? T["Tệp này không ở trạng thái chờ ghi."]
        : Faults > 0 ? T["Còn {0} lỗi: sửa trong tệp rồi gửi lại. Chưa ghi gì.", Faults]
        : Unanswered > 0 ? T["Còn {0} câu hỏi chưa trả lời.", Unanswered]
        : Writes == 0 ? T["Không có gì để ghi: mọi đơn vị đã đúng như trong tệp."]
        : null;
}

/// <summary>A finding as its page shows it.</summary>
public sealed record FindingLine(int Place, int RowNumber, string? Question, string Read, string Said, string[] SaidValues, string? Choices, string? Answer)
{
    public IReadOnlyList<Choice> ReadChoices() => Choices is null ? [] : JsonSerializer.Deserialize<List<Choice>>(Choices)!;
}

/// <summary>How many questions of one sort are there, and open; and whether one answer may serve all.</summary>
public sealed record QuestionCount(string Question, int Total, int Unanswered);

/// <summary>What pages and handlers ask of imports. Who may see one: who may make one for the same unit.</summary>
static class ImportQueries
{
    // Those whom files come for: a school's coordinator has one unit to keep, and keeps it on its page.
    static readonly string[] Kinds = ["nation", "province", "commune", "agency"];

    public static bool MayImport(this CurrentUser user) => user.IsAdministrator || user.Memberships.Any(m => m.Role == Roles.Coordinator && Kinds.Contains(m.UnitKind));

    /// <summary>The units the person may import for: all provinces for an administrator, else those coordinated.</summary>
    public static async Task<IReadOnlyList<UnitVersion>> ImportRootsAsync(this AppDb db, CurrentUser user, CancellationToken cancel)
    {
        List<UnitVersion> roots = [];
        if (user.IsAdministrator) roots = await db.On(user.Today).Where(u => u.Kind == UnitKind.Province || u.UnitId == UnitDirectory.Nation).OrderBy(u => u.ParentId == null).ThenBy(u => EF.Functions.Collate(u.ShortName, "vi-x-icu")).ToListAsync(cancel);
        foreach (var held in user.Memberships.Where(m => m.Role == Roles.Coordinator && Kinds.Contains(m.UnitKind)).DistinctBy(m => m.UnitId))
            if (roots.TrueForAll(r => r.UnitId != held.UnitId) && await db.UnitAsync(held.UnitId, user.Today, cancel) is { } unit) roots.Add(unit);
        return roots;
    }

    /// <summary>Whether the person may bring in a file for this unit.</summary>
    public static async Task<bool> MayImportForAsync(this AppDb db, CurrentUser user, long unit, CancellationToken cancel) =>
        user.IsAdministrator ? await db.UnitAsync(unit, user.Today, cancel) is not null : user.Memberships.Any(m => m.UnitId == unit && m.Role == Roles.Coordinator && Kinds.Contains(m.UnitKind));

    const string Columns = """
        i.id, i.root_id, coalesce(v.name, '') as root_name, i.begins, i.file_name, i.state, i.said, i.said_values, i.done, i.total, i.added, i.changed, i.reopened, i.same, i.skipped, p.full_name as made_by, i.made_at, i.changed_at
        """;

    static readonly string One = $"""
        select {Columns}, f.faults, f.questions, f.unanswered
          from unit_import i
          join person p on p.id = i.made_by
          left join unit_version v on v.unit_id = i.root_id and v.valid @> {"{1}"}::date
          cross join lateral (
            select count(*) filter (where kind = 'fault')::int as faults, count(*) filter (where kind = 'question')::int as questions, count(*) filter (where kind = 'question' and answer is null)::int as unanswered
              from unit_import_finding where import_id = i.id) f
         where i.id = {"{0}"} and ({"{2}"} or holds({"{3}"}, i.root_id, array['coordinator'], {"{1}"}))
        """;

    public static Task<UnitImport?> ImportAsync(this AppDb db, CurrentUser user, Guid id, CancellationToken cancel) =>
        db.Database.SqlQueryRaw<UnitImport>(One, id, user.Today, user.IsAdministrator, user.Id).SingleOrDefaultAsync(cancel);

    static readonly string Latest = $"""
        select {Columns}, 0 as faults, 0 as questions, 0 as unanswered
          from unit_import i
          join person p on p.id = i.made_by
          left join unit_version v on v.unit_id = i.root_id and v.valid @> {"{0}"}::date
         where i.root_id = any ({"{1}"}) and i.state <> 'removed'
         order by i.made_at desc limit 20
        """;

    public static Task<List<UnitImport>> LatestImportsAsync(this AppDb db, CurrentUser user, IEnumerable<UnitVersion> roots, CancellationToken cancel) =>
        db.Database.SqlQueryRaw<UnitImport>(Latest, user.Today, roots.Select(r => r.UnitId).ToArray()).ToListAsync(cancel);

    /// <summary>Findings of one kind in the order of the file; open questions before those answered.</summary>
    public static Task<List<FindingLine>> FindingsAsync(this AppDb db, Guid id, string kind, int most, CancellationToken cancel) => db.Database.SqlQuery<FindingLine>($"""
        select place, row_number, question, read, said, said_values, choices::text as choices, answer
          from unit_import_finding where import_id = {id} and kind = {kind}
         order by answer is not null, place limit {most}
        """).ToListAsync(cancel);

    public static Task<List<QuestionCount>> QuestionsAsync(this AppDb db, Guid id, CancellationToken cancel) => db.Database.SqlQuery<QuestionCount>($"""
        select question, count(*)::int as total, count(*) filter (where answer is null)::int as unanswered
          from unit_import_finding where import_id = {id} and kind = 'question' group by question order by question
        """).ToListAsync(cancel);
}

/// <summary>What handlers write of imports, each with its audit line.</summary>
static class ImportWrites
{
    /// <summary>Keeps a file to be checked; the same form sent twice keeps one.</summary>
    public static async Task ReceiveAsync(this AppDb db, CurrentUser user, DateTimeOffset now, Guid key, long rootId, DateOnly begins, string fileName, byte[] content, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var made = await db.Database.ExecuteSqlAsync($"""
            insert into unit_import (id, root_id, begins, file_name, content, sha256, state, made_by, made_at, changed_by, changed_at)
            values ({key}, {rootId}, {begins}, {fileName}, {content}, sha256({content}), {UnitImport.Checking}, {user.Id}, {now}, {user.Id}, {now})
            on conflict (id) do nothing
            """, cancel);
        if (made == 1) await AuditAsync(db, user, now, key, rootId, "received", cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Goes from one state to another; false when another was quicker.</summary>
    public static async Task<bool> MoveAsync(this AppDb db, CurrentUser user, DateTimeOffset now, UnitImport import, string to, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"""
            update unit_import set state = {to}, done = 0, said = null, said_values = null, changed_by = {user.Id}, changed_at = {now}, content = case when {to} = 'removed' then null else content end
             where id = {import.Id} and state = {import.State}
            """, cancel) == 0) return false;
        await AuditAsync(db, user, now, import.Id, import.RootId, to, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Keeps answers by the place of their question, and one answer for all open questions of a sort; then the file is checked again.</summary>
    public static async Task<bool> AnswerAsync(this AppDb db, CurrentUser user, DateTimeOffset now, UnitImport import, IReadOnlyCollection<(int Place, string Answer)> answers, (string Question, string Answer)? forAll, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        int[] places = [.. answers.Select(a => a.Place)];
        string[] values = [.. answers.Select(a => a.Answer)];
        // An answer that is none of the question's choices is none.
        await db.Database.ExecuteSqlAsync($"""
            update unit_import_finding f set answer = a.answer
              from unnest({places}, {values}) as a (place, answer)
             where f.import_id = {import.Id} and f.kind = 'question' and f.place = a.place and exists (select from jsonb_array_elements(f.choices) c where c ->> 'Value' = a.answer)
            """, cancel);
        if (forAll is var (question, answer))
        {
            await db.Database.ExecuteSqlAsync($"""
                update unit_import_finding f set answer = c ->> 'Value'
                  from unit_import_finding o cross join jsonb_array_elements(o.choices) c
                 where o.import_id = f.import_id and o.place = f.place and f.import_id = {import.Id} and f.question = {question} and f.answer is null and split_part(c ->> 'Value', ':', 1) = {answer}
                """, cancel);
        }
        if (!await MovedAsync(db, user, now, import, cancel)) return false;
        await AuditAsync(db, user, now, import.Id, import.RootId, "answered", cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    static async Task<bool> MovedAsync(AppDb db, CurrentUser user, DateTimeOffset now, UnitImport import, CancellationToken cancel) => await db.Database.ExecuteSqlAsync($"""
        update unit_import set state = {UnitImport.Checking}, done = 0, changed_by = {user.Id}, changed_at = {now} where id = {import.Id} and state = {UnitImport.Checked}
        """, cancel) == 1;

    static readonly string[] Coordinating = [Roles.Coordinator];

    static Task<int> AuditAsync(AppDb db, CurrentUser user, DateTimeOffset now, Guid id, long rootId, string what, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id)
        values ({now}, {user.Id}, {rootId}, acting_for({user.Id}, {rootId}, {Coordinating}, {user.Today}), {what}, 'unit-import', {id.ToString()})
        """, cancel);
}
