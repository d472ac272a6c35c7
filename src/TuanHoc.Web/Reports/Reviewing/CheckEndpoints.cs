using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Tasks.Inspections;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Reviewing;

/// <summary>A report that was drawn to be checked, and what was found.</summary>
/// <param name="Version">The version that was drawn.</param>
/// <param name="Now">The version that stands.</param>
/// <param name="Result">"agrees" or "differs"; null while it is to be checked.</param>
public sealed record Check(long Id, Guid ReportId, string UnitName, int Version, int Now, long Seed, DateTimeOffset DrawnAt, string DrawnBy, string? Result, string? Found, DateTimeOffset? CheckedAt, string? CheckedBy)
{
    public const string Agrees = "agrees", Differs = "differs";
}

/// <summary>How many of the reports drawn agree, differ, and are still to be checked.</summary>
public sealed record CheckTally(int Agree, int Differ, int Open)
{
    public int All => Agree + Differ + Open;
}

/// <summary>A unit that receives reports: how many there are to draw from.</summary>
public sealed record Drawn(long ReceiverId, string Name, int HandedIn, int Left);

/// <summary>Reports drawn by lot and checked against what shows them true; a number that is shown lets anybody draw the same again.</summary>
static class CheckEndpoints
{
    public const string CountField = "count", ReceiverField = "receiver", ResultField = "result", FoundField = "found";

    public const int Most = 200;

    const int LongestFound = 2000;

    public static void MapChecks(this IEndpointRouteBuilder app)
    {
        app.MapGet("/reports/checks", Show);
        app.MapPost("/reports/checks", Draw).WithMetadata(new Forgery.ShowsTypedAgain());
        app.MapPost("/reports/checks/{id:long}", Record).WithMetadata(new Forgery.ShowsTypedAgain());
    }

    static Task<IResult> Show(AppDb db, CurrentUser user, CancellationToken cancel, long? after = null) => ViewAsync(db, user, typed: null, of: null, StatusCodes.Status200OK, cancel, after: after);

    static async Task<IResult> Draw(HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var forged = http.IsForged();
        if (await ReportEndpoints.PostedAsync(http, cancel) is not { } posted) return PageResults.Missing();
        var form = new FormReader(posted);
        if (!long.TryParse(form[ReceiverField], NumberStyles.None, CultureInfo.InvariantCulture, out var receiver) || !user.UnitsAs(Roles.Leading).Contains(receiver) || await db.CurrentEditionAsync(cancel) is not { } edition) return PageResults.Missing();
        if (forged || form.Key() is not { } key) return await ViewAsync(db, user, form, of: null, StatusCodes.Status400BadRequest, cancel, Forgery.Sentence);
        var count = form.Integer(CountField);
        if (count is null or < 1 or > Most) form.Refuse(CountField, T["Ghi số báo cáo muốn rút, từ 1 đến {0}.", Most]);
        if (!form.IsValid) return await ViewAsync(db, user, form, of: null, StatusCodes.Status400BadRequest, cancel);
        var candidates = await db.Database.SqlQuery<Candidate>($"""
            select r.id as report_id, r.unit_id, u.kind
              from report r join unit u on u.id = r.unit_id
             where r.edition_id = {edition.Id} and r.receiver_id = {receiver} and r.state in ('submitted', 'accepted')
               and not exists (select from report_check c where c.report_id = r.id and c.version = r.version)
            """).ToListAsync(cancel);
        var seed = (long)RandomNumberGenerator.GetInt32(int.MaxValue);
        var units = Lot.Draw(seed, [.. candidates.Select(one => new Drawable(one.UnitId, one.Kind))], count!.Value).ToHashSet();
        var reports = candidates.Where(one => units.Contains(one.UnitId)).Select(one => one.ReportId).ToArray();
        await db.Database.ExecuteSqlAsync($"""
            with written as (
                insert into report_check (report_id, version, receiver_id, seed, drawn_at, drawn_by, write_key)
                select r.id, r.version, r.receiver_id, {seed}, {clock.GetUtcNow()}, {user.Id}, {key} from report r
                 where r.id = any ({reports}) and r.state in ('submitted', 'accepted') and not exists (select from report_check c where c.write_key = {key})
                on conflict do nothing
                returning *)
            insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail)
            select w.drawn_at, w.drawn_by, r.unit_id, w.receiver_id, 'check-drawn', 'report', r.id::text, jsonb_build_object('key', w.write_key, 'version', w.version, 'seed', w.seed) from written w join report r on r.id = w.report_id
            """, cancel);
        return TypedResults.LocalRedirect("/reports/checks");
    }

    static async Task<IResult> Record(long id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var forged = http.IsForged();
        if (await ReportEndpoints.PostedAsync(http, cancel) is not { } posted || await ChecksAsync(db, user, only: id, after: null, cancel) is not [var check]) return PageResults.Missing();
        var form = new FormReader(posted);
        if (forged) return await ViewAsync(db, user, form, of: id, StatusCodes.Status400BadRequest, cancel, Forgery.Sentence);
        var result = form[ResultField] is Check.Agrees or Check.Differs ? form[ResultField] : null;
        if (result is null) form.Refuse(ResultField, T["Chọn khớp hay lệch."]);
        var found = result == Check.Differs ? form.Required(FoundField, T["Ghi lệch ở đâu: báo cáo ghi gì, giấy tờ ghi gì."], LongestFound) : form.Text(FoundField, LongestFound);
        if (!form.IsValid) return await ViewAsync(db, user, form, of: id, StatusCodes.Status400BadRequest, cancel);
        var (at, code) = (clock.GetUtcNow(), id.ToString(CultureInfo.InvariantCulture));
        var written = await db.Database.ExecuteSqlAsync($"""
            with written as (
                update report_check set result = {result}, found = {found}::text, checked_at = {at}, checked_by = {user.Id} where id = {id} and result is null returning *)
            insert into audit (at, person_id, unit_id, acting_unit_id, what, thing, thing_id, detail)
            select w.checked_at, w.checked_by, r.unit_id, w.receiver_id, 'checked', 'report', r.id::text, jsonb_strip_nulls(jsonb_build_object('check', {code}::text, 'version', w.version, 'result', w.result, 'found', w.found)) from written w join report r on r.id = w.report_id
            """, cancel);
        return written == 1 || check.Result == result ? TypedResults.LocalRedirect($"/reports/checks#c{code}")
            : await ViewAsync(db, user, form, of: id, StatusCodes.Status409Conflict, cancel, T["{0} đã ghi kết quả này lúc {1}.", check.CheckedBy, check.CheckedAt]);
    }

    static async Task<IResult> ViewAsync(AppDb db, CurrentUser user, FormReader? typed, long? of, int status, CancellationToken cancel, string? refusal = null, long? after = null) => PageResults.Page<ChecksView>(new
    {
        // What was typed stands at its own, wherever that is in the list.
        Checks = await ChecksAsync(db, user, only: of, after, cancel),
        Tally = await TallyAsync(db, user, cancel),
        Receivers = await ReceiversAsync(db, user, cancel),
        Key = Guid.CreateVersion7(),
        Typed = typed,
        Of = of,
        Refusal = refusal,
    }, status);

    /// <summary>How many were drawn that agree, that differ, that are still to be checked.</summary>
    static Task<CheckTally> TallyAsync(AppDb db, CurrentUser user, CancellationToken cancel) => db.Database.SqlQuery<CheckTally>($"""
        select (count(*) filter (where result = {Check.Agrees}))::int as agree, (count(*) filter (where result = {Check.Differs}))::int as differ, (count(*) filter (where result is null))::int as open
          from report_check where receiver_id = any ({user.UnitsAs(Roles.Leading)})
        """).SingleAsync(cancel);

    static Task<List<Check>> ChecksAsync(AppDb db, CurrentUser user, long? only, long? after, CancellationToken cancel) => db.Database.SqlQuery<Check>($"""
        select c.id, c.report_id, unit_name(r.unit_id, upper(e.week) - 1) as unit_name, c.version, r.version as now, c.seed, c.drawn_at, d.full_name as drawn_by, c.result, c.found, c.checked_at, p.full_name as checked_by
          from report_check c
          join report r on r.id = c.report_id
          join edition e on e.id = r.edition_id
          join person d on d.id = c.drawn_by
          left join person p on p.id = c.checked_by
         where c.receiver_id = any ({user.UnitsAs(Roles.Leading)}) and ({only}::bigint is null or c.id = {only}::bigint)
           and ({after}::bigint is null or (c.result is not null, -c.id) > (select o.result is not null, -o.id from report_check o where o.id = {after}::bigint))
         order by c.result is not null, c.id desc
         limit {Most}
        """).ToListAsync(cancel);

    static Task<List<Drawn>> ReceiversAsync(AppDb db, CurrentUser user, CancellationToken cancel) => db.Database.SqlQuery<Drawn>($"""
        select r.receiver_id, unit_name(r.receiver_id, {user.Today}) as name, count(*)::int as handed_in, (count(*) filter (where c.id is null))::int as left
          from report r
          join (select id from edition order by year desc limit 1) e on e.id = r.edition_id
          left join report_check c on c.report_id = r.id and c.version = r.version
         where r.receiver_id = any ({user.UnitsAs(Roles.Leading)}) and r.state in ('submitted', 'accepted')
         group by r.receiver_id order by name
        """).ToListAsync(cancel);

    sealed record Candidate(Guid ReportId, long UnitId, string Kind);
}
