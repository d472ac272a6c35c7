using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports.Expected;
using TuanHoc.Web.Tasks;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Reviewing;

/// <summary>A report that came on paper or by mail: its receiver keeps the scan and enters it, and its unit says that it is right.</summary>
static class BehalfEndpoints
{
    public const string ChannelField = "channel", ReceivedField = "received", FileField = "file";

    /// <summary>What happened when it is sent in the unit's name: its people are asked whether it is right.</summary>
    public const string Entered = "report-on-behalf";

    // The form around the file.
    const long MostBody = EvidenceFile.MostBytes + 100_000;

    public static void MapBehalf(this IEndpointRouteBuilder report)
    {
        // Who may not enter is told so before ten megabytes are read; the token is asked for when they have been.
        report.MapPost("/behalf", Enter).DisableAntiforgery();
        report.MapGet("/behalf/file", File);
        report.MapPost("/confirmation", Confirm);
    }

    static async Task<IResult> Enter(Guid id, HttpContext http, AppDb db, CurrentUser user, IAntiforgery antiforgery, TimeProvider clock, CancellationToken cancel)
    {
        if (await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is not { MayEnter: true } report) return PageResults.Missing();
        if (await LargeForm.ReadAsync(http, MostBody, cancel) is not { } posted) return await AgainAsync(null, T[EvidenceFile.TooLarge], StatusCodes.Status413PayloadTooLarge);
        var form = new FormReader(posted);
        if (!await antiforgery.IsRequestValidAsync(http) || form.Key() is not { } key) return await AgainAsync(form, Forgery.Sentence, StatusCodes.Status400BadRequest);
        if (report.Behalf is not null && !report.MayComeAgain) return ReportEndpoints.Done(report, "entering");
        if (ReportRules.WhyNotSave(report.State) is { } closed) return await AgainAsync(form, closed, StatusCodes.Status409Conflict);
        var channel = form[ChannelField] is Behalf.Paper or Behalf.Mail ? form[ChannelField] : null;
        if (channel is null) form.Refuse(ChannelField, T["Chọn bản giấy hay thư điện tử."]);
        var received = form.Day(ReceivedField);
        if (received is null) form.Refuse(ReceivedField, T["Ghi ngày nhận, theo mẫu 05/10/2025."]);
        else if (received > user.Today) form.Refuse(ReceivedField, T["Ngày nhận không thể sau hôm nay."]);
        else if (received < user.Today.AddYears(-1)) form.Refuse(ReceivedField, T["Ngày nhận đã quá một năm: xem lại năm."]);
        var file = await EvidenceFile.OfAsync(posted, FileField, form, cancel);
        if (file is null && form.Error(FileField) is null) form.Refuse(FileField, T["Kèm ảnh chụp, bản quét hoặc tệp đã nhận."]);
        if (!form.IsValid) return await AgainAsync(form, null, StatusCodes.Status400BadRequest);
        var sha256 = SHA256.HashData(file!.Content);
        // What came before it was returned stays, with the version that was made of it; the unit is asked again whether what is entered now is right.
        await db.Database.ExecuteSqlAsync($"""
            with stood as (
                select b.*, t.version from report_behalf b
                 cross join lateral (select s.version, s.at from report_step s where s.report_id = b.report_id and s.kind = 'returned' order by s.id desc limit 1) t
                 where b.report_id = {id} and b.at < t.at and b.write_key <> {key}
                   for update of b),
            kept as (
                insert into report_behalf_before (report_id, version, channel, received_on, file_name, file_sha256, file_content, at, by, write_key, confirmed_at, confirmed_by)
                select report_id, version, channel, received_on, file_name, file_sha256, file_content, at, by, write_key, confirmed_at, confirmed_by from stood
                returning report_id),
            written as (
                insert into report_behalf as b (report_id, channel, received_on, file_name, file_sha256, file_content, at, by, write_key)
                values ({id}, {channel!}, {received!.Value}, {file.Name}, {sha256}, {file.Content}, {clock.GetUtcNow()}, {user.Id}, {key})
                on conflict (report_id) do update set channel = excluded.channel, received_on = excluded.received_on, file_name = excluded.file_name, file_sha256 = excluded.file_sha256, file_content = excluded.file_content,
                       at = excluded.at, by = excluded.by, write_key = excluded.write_key, confirmed_at = null, confirmed_by = null
                 where exists (select from kept)
                returning report_id, at, by, channel, received_on, write_key)
            insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail)
            select at, by, {report.UnitId}, {report.ReceiverId}::bigint, 'on-behalf', 'report', report_id::text, jsonb_build_object('key', write_key, 'channel', channel, 'received', received_on) from written
            """, cancel);
        return ReportEndpoints.Done(report, "entering");

        async Task<IResult> AgainAsync(FormReader? typed, string? why, int status) => PageResults.Page<ReportView>(new
        {
            Page = new ReportPage(report, user.Today, Guid.CreateVersion7()) { Tab = ReportPage.DueTab, Route = await ReportRoute.OfAsync(db, report, user, cancel), BehalfForm = typed, Refusal = why },
        }, status);
    }

    /// <summary>What came, or what had come for an earlier version.</summary>
    static async Task<IResult> File(Guid id, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel, int? version = null)
    {
        if (await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is not { Behalf: not null } report
            || await db.Database.SqlQuery<EvidenceFile>($"""
                select file_name as name, file_content as content from report_behalf where report_id = {id} and {version}::int is null
                union all select file_name, file_content from report_behalf_before where report_id = {id} and version = {version}::int
                """).ToListAsync(cancel) is not [var file]) return PageResults.Missing();
        return file.Download(http, report.UnitId);
    }

    static async Task<IResult> Confirm(Guid id, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await ReportSeen.FindAsync(db, id, user, what: null, key: null, cancel) is not { IsOwn: true, Behalf: not null } report) return PageResults.Missing();
        if (ReportRules.WhyNotSave(report.State) is null) return PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa xác nhận được"], T["Nơi nhận chưa nhập xong báo cáo này."], $"/reports/{id}");
        await ConfirmAsync(db, report, user, clock.GetUtcNow(), cancel);
        return ReportEndpoints.Done(report, "confirmed");
    }

    /// <summary>The unit says that what was entered for it is right, once; also by sending the report itself.</summary>
    public static Task ConfirmAsync(AppDb db, ReportSeen report, CurrentUser user, DateTimeOffset at, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with written as (
            update report_behalf set confirmed_at = {at}, confirmed_by = {user.Id} where report_id = {report.Id} and confirmed_at is null returning *)
        insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail)
        select confirmed_at, confirmed_by, {report.UnitId}, {report.ActingId}::bigint, 'confirmed', 'report', report_id::text, jsonb_build_object('key', write_key) from written
        """, cancel);
}
