using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Forms;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Editions;

/// <summary>What a room to the right does when a year's week or form is corrected, in the transaction of the correction.</summary>
public sealed record CorrectionStep(Func<AppDb, Edition, long, DateTimeOffset, CancellationToken, Task> RunAsync);

/// <summary>"Sửa năm": a typo in the theme, or a letter that moves the week or the days of reports.</summary>
static class EditionCorrection
{
    public static void MapEditionCorrection(this IEndpointRouteBuilder app)
    {
        app.MapGet("/editions/{year:int}/correction", Show);
        app.MapPost("/editions/{year:int}/correction", Correct);
    }

    static async Task<IResult> Show(int year, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await FindAsync(db, user, year, cancel) is { } edition ? Page(edition, await db.FormKeysAsync(cancel), await db.HasSentReportsAsync(edition.Id, cancel), Filled(edition), why: null, StatusCodes.Status200OK) : PageResults.Missing();

    static async Task<IResult> Correct(int year, IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, IEnumerable<CorrectionStep> steps, CancellationToken cancel)
    {
        if (await FindAsync(db, user, year, cancel) is not { } edition) return PageResults.Missing();
        var (form, standing) = (new FormReader(posted), EditionInput.Of(edition));
        var (isSettled, forms) = (await db.HasSentReportsAsync(edition.Id, cancel), await db.FormKeysAsync(cancel));
        // Where a page opened before the first report still has them, they are read, to be refused below.
        if (EditionInput.Read(form, year, forms, isSettled && !form.Has("first") ? standing : null) is not { } input) return Page(edition, forms, isSettled, form, why: null, StatusCodes.Status400BadRequest);
        // The same form again has nothing to add.
        if (input == standing) return TypedResults.LocalRedirect("/editions");
        if (isSettled && input.AsksOtherwise(standing)) return Page(edition, forms, isSettled, form, Settled, StatusCodes.Status409Conflict);
        if (form.Integer("version") == edition.Version && await db.CorrectAsync(edition, input, steps, user.Id, clock.GetUtcNow(), cancel)) return TypedResults.LocalRedirect("/editions");
        edition = (await db.EditionAsync(year, cancel))!;
        isSettled = await db.HasSentReportsAsync(edition.Id, cancel);
        return Page(edition, forms, isSettled, form, isSettled && input.AsksOtherwise(EditionInput.Of(edition)) ? Settled
            : T["Người khác vừa sửa năm này, sau khi bạn mở trang. Những gì bạn gõ còn nguyên ở đây; xem bản vừa lưu, rồi lưu lần nữa nếu muốn thay bằng bản của bạn."], StatusCodes.Status409Conflict);
    }

    static string Settled => T["Đã có đơn vị nộp báo cáo của năm này, nên ngày của Tuần lễ và mẫu số liệu không đổi được nữa. Chủ đề và hạn báo cáo vẫn sửa được."];

    /// <summary>Writes a correction with its audit line. False when another was quicker, or a first report came that settles the week: nothing is written then.</summary>
    static async Task<bool> CorrectAsync(this AppDb db, Edition edition, EditionInput input, IEnumerable<CorrectionStep> steps, long by, DateTimeOffset at, CancellationToken cancel)
    {
        var asksOtherwise = input.AsksOtherwise(EditionInput.Of(edition));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Database.ExecuteSqlAsync($"""
            update edition set theme = {input.Theme}::text, week = {input.Week}, form_key = {input.FormKey}::text, due_units = {input.DueUnits}, due_communes = {input.DueCommunes}, due_provinces = {input.DueProvinces}, version = version + 1
             where id = {edition.Id} and version = {edition.Version}
               and (not {asksOtherwise} or not exists (select from report r join report_step s on s.report_id = r.id where r.edition_id = {edition.Id}))
            """, cancel) == 0) return false;
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, what, thing, thing_id) values ({at}, {by}, {UnitDirectory.Nation}, 'corrected', 'edition', {edition.Year.ToString(Vn.Culture)})", cancel);
        // Totals that are held in memory were added up by the week, the form and the days of before.
        await db.Database.ExecuteSqlAsync($"insert into happening (at, unit_id, edition_id, kind, thing, thing_id) values ({at}, {UnitDirectory.Nation}, {edition.Id}, {Change.EditionCorrected}, 'edition', {edition.Id.ToString(Vn.Culture)})", cancel);
        if (asksOtherwise)
        {
            var corrected = (await db.EditionAsync(edition.Year, cancel))!;
            if (edition.HasDistricts != corrected.HasDistricts)
            {
                await db.Set<EditionRow>().Where(row => row.EditionId == edition.Id).ExecuteDeleteAsync(cancel);
                db.AddRange(EditionEndpoints.RowsNotAsked(corrected));
                await db.SaveChangesAsync(cancel);
            }
            foreach (var step in steps) await step.RunAsync(db, corrected, by, at, cancel);
        }
        await transaction.CommitAsync(cancel);
        return true;
    }

    static async Task<Edition?> FindAsync(AppDb db, CurrentUser user, int year, CancellationToken cancel) => user.OpensEditions() ? await db.EditionAsync(year, cancel) : null;

    static FormReader Filled(Edition edition) => EditionEndpoints.Filled(edition.Year, edition.Theme, edition.FirstDay, edition.LastDay, edition.FormKey ?? "", edition.DueProvinces, edition.DueUnits, edition.DueCommunes);

    static IResult Page(Edition edition, IReadOnlyList<string> forms, bool isSettled, FormReader input, string? why, int status) =>
        PageResults.Page<EditionCorrectionView>(new { Edition = edition, IsSettled = isSettled, Settled, Forms = forms, Input = input, Why = why }, status);
}
