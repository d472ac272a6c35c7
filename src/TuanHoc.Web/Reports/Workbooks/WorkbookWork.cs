using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TuanHoc.Office;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Forms;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>One upload at work, in the name of who sent it: what they may not do by hand, they may not do by file.</summary>
sealed class WorkbookWork(AppDb db, CurrentUser user, BelowStep below, NpgsqlDataSource source, TimeProvider clock, Guid id)
{
    // Telling how far it is costs a round trip.
    const int Between = 20;

    sealed record Job(int EditionId, int Year, Guid? ReportId, string FileName, byte[]? Content, string State, long MadeBy);

    sealed record KeptSheet(int Place, string File, string Name, string Reading, string? Answer, string State, int? Version);

    sealed record FileState(string File, bool IsWritable);

    /// <summary>Does what the upload waits for: its file is read, its sheets are checked, or they are written.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (await db.Database.SqlQuery<Job>($"""
            select w.edition_id, e.year, w.report_id, w.file_name, w.content, w.state, w.made_by from workbook_upload w join edition e on e.id = w.edition_id where w.id = {id} and w.state in ('reading', 'writing')
            """).SingleOrDefaultAsync(cancel) is not { } job) return;
        await user.LoadAsync(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, job.MadeBy.ToString(CultureInfo.InvariantCulture))])), cancel);
        if (job.State == WorkbookUpload.Writing) await WriteAsync(job, cancel);
        else if (job.Content is not { } content || await ReadAsync(job, content, cancel)) await CheckAsync(job, unwritten: null, cancel);
    }

    /// <summary>After a failure: nothing of what was under way was written, and the page says so.</summary>
    public Task FailAsync(string why, CancellationToken cancel) => SayAsync(WorkbookUpload.Failed, new("Chưa ghi hết: phần mềm gặp lỗi ({0}). Bấm kiểm tra lại; nếu vẫn vậy, báo người quản trị.", why), cancel);

    /// <summary>Takes the sheets out of the file and forgets it; false when it was refused as a whole.</summary>
    async Task<bool> ReadAsync(Job job, byte[] content, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (files, place) = (0, 0);
        var refusal = await WorkbookBundle.ReadAsync(content, job.FileName, async (file, total) =>
        {
            if (files++ % Between == 0) await ProgressAsync(files, total, cancel);
            var (sheets, why) = file.Refusal is { } told ? ([], told) : WorkbookFile.Read(file.Content);
            List<(string Name, SheetReading Reading)> forms = [.. from sheet in sheets let reading = SheetReading.Of(sheet) where reading is not null select (sheet.Name, reading)];
            foreach (var (name, reading) in forms) await KeepAsync(place++, file.Name, name, reading, cancel);
            if (forms.Count > 0) return;
            await KeepAsync(place, file.Name, "", reading: null, cancel);
            await FindAsync(place++, [new(SheetFinding.Fault, "", "", why ?? new Sentence("Không thấy biểu số liệu nào trong tệp: tải biểu ở trang báo cáo, hoặc giữ nguyên tên các dòng của Phụ lục II."))], cancel);
        });
        if (refusal is { } sentence)
        {
            await transaction.RollbackAsync(cancel);
            await SayAsync(WorkbookUpload.Refused, sentence, cancel);
            return false;
        }
        await db.Database.ExecuteSqlAsync($"update workbook_upload set content = null where id = {id}", cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    Task<int> KeepAsync(int place, string file, string name, SheetReading? reading, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into workbook_sheet (upload_id, place, file, name, reading, state)
        values ({id}, {place}, {Vn.Cut(file, 300)}, {name}, {(reading is null ? null : JsonSerializer.Serialize(reading))}::jsonb, 'faulty')
        """, cancel);

    /// <summary>Holds every sheet beside its report as it stands now, and says how it ended: nobody meets the one without the other.</summary>
    /// <param name="unwritten">The files that could not be written before; null when none was to be.</param>
    async Task CheckAsync(Job job, int? unwritten, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var sheets = await db.Database.SqlQuery<KeptSheet>($"""
            select place, file, name, reading::text as reading, answer::text as answer, state, version from workbook_sheet where upload_id = {id} and reading is not null and state <> 'written' order by place
            """).ToListAsync(cancel);
        var owners = new SheetOwner(db, user, job.EditionId, job.Year, job.ReportId);
        for (var at = 0; at < sheets.Count; at++)
        {
            if (at % Between == 0) await ProgressAsync(at, sheets.Count, cancel);
            var sheet = sheets[at];
            var seen = await SeeAsync(owners, sheet, cancel);
            var version = seen.Check is null ? null : seen.Report?.Version;
            await db.Database.ExecuteSqlAsync($"""
                update workbook_sheet set report_id = {seen.Report?.Id}::uuid, asks = {seen.Asks}::text, state = {seen.State}, version = {version}::int, changes = {seen.Check?.Changes ?? 0}
                 where upload_id = {id} and place = {sheet.Place}
                """, cancel);
            await FindAsync(sheet.Place, seen.Findings, cancel);
        }
        await SayAsync(WorkbookUpload.Read, unwritten > 0 ? new("{0} tệp chưa ghi: báo cáo đã đổi từ lần kiểm tra trước nên đã kiểm tra lại. Xem lại rồi bấm ghi.", unwritten.Value) : null, cancel);
        if (unwritten == 0) await db.Database.ExecuteSqlAsync($"update workbook_upload set state = 'written' where id = {id} and not exists (select from workbook_sheet where upload_id = {id} and state in ('asking', 'ready'))", cancel);
        await transaction.CommitAsync(cancel);
    }

    sealed record Seen(ReportSeen? Report, SheetCheck? Check, string State, string? Asks, IReadOnlyList<SheetFinding> Findings);

    async Task<Seen> SeeAsync(SheetOwner owners, KeptSheet sheet, CancellationToken cancel)
    {
        var (reading, answer) = (JsonSerializer.Deserialize<SheetReading>(sheet.Reading)!, sheet.Answer is null ? SheetAnswer.None : JsonSerializer.Deserialize<SheetAnswer>(sheet.Answer)!);
        if (reading.Stamp is { } stamp) await db.KnowFormAsync(stamp.Form, cancel);
        var isBlank = SheetCells.AreUntouched(reading);
        var (report, why) = await owners.OfAsync(reading, answer, isBlank, sheet.File, sheet.Name, cancel);
        if (why is { } fault && report is not null) return new(report, null, WorkbookSheet.Faulty, null, [new(SheetFinding.Fault, "", "", fault)]);
        if (isBlank) return new(report, null, WorkbookSheet.Blank, null, []);
        if ((why ?? (report is null ? null : SheetRefusal.Of(report))) is { } refusal) return new(report, null, WorkbookSheet.Aside, null, [new(SheetFinding.Aside, "", "", refusal)]);
        if (report is null) return new(null, null, WorkbookSheet.Asking, WorkbookSheet.AsksReport, []);
        if ((reading.Layout ?? answer.Layout) is not { } layout) return new(report, null, WorkbookSheet.Asking, WorkbookSheet.AsksMatch, []);
        await below.LookAsync(report, cancel);
        var check = SheetCheck.Of(reading, layout, report, answer.TakesFile);
        return check.IsFaulty ? new(report, check, WorkbookSheet.Faulty, null, check.Findings)
            : check.AsksWhose ? new(report, check, WorkbookSheet.Asking, WorkbookSheet.AsksConflict, check.Findings)
            : new(report, check, check.Changes > 0 ? WorkbookSheet.Ready : WorkbookSheet.Same, null, check.Findings);
    }

    /// <summary>Writes file after file, each as a whole or not at all; then what could not be written is checked again.</summary>
    async Task WriteAsync(Job job, CancellationToken cancel)
    {
        var files = await db.Database.SqlQuery<FileState>($"""
            select file, bool_and(state not in ('faulty', 'asking')) and bool_or(state = 'ready') as is_writable from workbook_sheet where upload_id = {id} group by file order by min(place)
            """).ToListAsync(cancel);
        List<string> writable = [.. from file in files where file.IsWritable select file.File];
        var passed = 0;
        for (var at = 0; at < writable.Count; at++)
        {
            if (at % Between == 0) await ProgressAsync(at, writable.Count, cancel);
            if (!await WriteAsync(job, writable[at], cancel)) passed++;
        }
        await CheckAsync(job, passed, cancel);
    }

    async Task<bool> WriteAsync(Job job, string file, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"""
            select set_config('tuanhoc.address', coalesce((select host(from_address) from audit where thing = 'workbook' and thing_id = {id.ToString()} and what = 'writing' order by id desc limit 1), ''), true)
            """, cancel);
        var owners = new SheetOwner(db, user, job.EditionId, job.Year, job.ReportId);
        foreach (var sheet in await db.Database.SqlQuery<KeptSheet>($"""
            select place, file, name, reading::text as reading, answer::text as answer, state, version from workbook_sheet where upload_id = {id} and file = {file} and state = 'ready' order by place
            """).ToListAsync(cancel))
        {
            // What was compared is what is written over.
            if (await SeeAsync(owners, sheet, cancel) is not { State: WorkbookSheet.Ready, Report: { } report, Check.Input: { } input } || report.Version != sheet.Version
                || !await ReportWrites.FillAsync(db, report, input, submit: false, user, clock.GetUtcNow(), cancel)) return false;
            await db.Database.ExecuteSqlAsync($"update workbook_sheet set state = 'written', reading = null, answer = null where upload_id = {id} and place = {sheet.Place}", cancel);
        }
        await transaction.CommitAsync(cancel);
        return true;
    }

    async Task FindAsync(int sheet, IReadOnlyList<SheetFinding> findings, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"delete from workbook_finding where upload_id = {id} and sheet_place = {sheet}", cancel);
        if (findings.Count == 0) return;
        await db.Database.ExecuteSqlAsync($"""
            insert into workbook_finding (upload_id, sheet_place, place, kind, cell, read, said, said_values)
            select {id}, {sheet}, f.place, f.kind, f.cell, f.read, f.said, array(select jsonb_array_elements_text(f.said_values::jsonb))
              from unnest({findings.Select((_, place) => place).ToArray()}, {findings.Select(f => f.Kind).ToArray()}, {findings.Select(f => f.Cell).ToArray()}, {findings.Select(f => Vn.Cut(f.Read, 120)).ToArray()},
                          {findings.Select(f => f.Said.Text).ToArray()}, {findings.Select(f => JsonSerializer.Serialize(Values(f.Said))).ToArray()}) as f (place, kind, cell, read, said, said_values)
            """, cancel);
    }

    Task<int> SayAsync(string state, Sentence? said, CancellationToken cancel)
    {
        var values = said is { } sentence ? Values(sentence) : null;
        return db.Database.ExecuteSqlAsync($"""
            update workbook_upload set state = {state}, said = {said?.Text}::text, said_values = {values}::text[], changed_at = {clock.GetUtcNow()}, content = case when {state} = 'failed' then content end where id = {id}
            """, cancel);
    }

    // On a connection of its own: everybody sees how far it is, while the transaction is nobody's business yet.
    async Task ProgressAsync(int done, int total, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("update workbook_upload set done = $2, total = $3 where id = $1");
        foreach (var value in new object[] { id, done, total }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }

    static string[] Values(Sentence said) => [.. said.Arguments.Select(value => value switch { int number => Vn.Number(number), long number => Vn.Number(number), _ => value.ToString() ?? "" })];
}
