using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Reports.Reviewing;

/// <summary>A report that waits to be accepted, and what is worth a look before.</summary>
/// <param name="Line">As the lists show it.</param>
/// <param name="Version">What would be accepted.</param>
/// <param name="Filled">How many fields of its form have a figure, of how many.</param>
/// <param name="Notes">How many rows carry a note: what was unusual is explained there.</param>
/// <param name="IsAgain">It was returned before.</param>
/// <param name="Unconfirmed">The receiver entered it, and its unit has not said that it is right.</param>
/// <param name="WhyNot">Why it is not accepted from here; null when it is.</param>
public sealed record Waiting(ReportLine Line, int Version, int Filled, int Of, int Notes, bool IsAgain, bool Unconfirmed, string? WhyNot)
{
    /// <summary>Nothing about it asks for a look of its own.</summary>
    public bool IsPlain => WhyNot is null && Notes == 0 && !IsAgain && !Unconfirmed && !Line.NothingOccurred && Line.Missing is not { Length: > 0 };

    /// <summary>Names the version in a form.</summary>
    public string Value => string.Create(CultureInfo.InvariantCulture, $"{Line.Id}:{Version}");
}

/// <summary>Accepts many reports at once, after a list that says of each what is worth a look.</summary>
static class AcceptanceEndpoints
{
    public const string ReportField = "report";

    const int PageSize = 100;

    public static void MapAcceptance(this IEndpointRouteBuilder app)
    {
        app.MapGet("/reports/acceptance", Show);
        app.MapPost("/reports/acceptance", Accept);
    }

    static async Task<IResult> Show(AppDb db, CurrentUser user, CancellationToken cancel, int? done = null, int? left = null, Guid? after = null)
    {
        var waiting = await WaitingAsync(db, user, after, cancel);
        return PageResults.Page<AcceptanceView>(new { user.Today, Waiting = waiting, HasMore = waiting.Count == PageSize, Key = Guid.CreateVersion7(), Accepted = done, Left = left });
    }

    static async Task<IResult> Accept(IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var form = new FormReader(posted);
        if (form.Key() is not { } key) return PageResults.Refused(StatusCodes.Status400BadRequest, T["Chưa duyệt"], Forgery.Sentence, "/reports/acceptance");
        Chosen[] chosen = [.. posted[ReportField].Select(value => Read(value, key)).OfType<Chosen>().DistinctBy(one => one.Id).Take(PageSize)];
        var ids = chosen.Select(one => one.Id).ToArray();
        var known = (await DetailsAsync(db, ids, user, cancel)).Where(detail => detail.WhyNot(user) is null).ToDictionary(detail => detail.Id, detail => detail.Version);
        var accepted = await ReviewWrites.AcceptAsync(db, [.. chosen.Where(one => known.TryGetValue(one.Id, out var version) && version == one.Version)], user, clock.GetUtcNow(), cancel);
        // Sent twice, the second time finds what the first has done.
        var keys = chosen.Select(one => one.Key).ToArray();
        var done = accepted.Count > 0 ? accepted.Count
            : await db.Database.SqlQuery<int>($"""select count(*)::int as "Value" from report_step where write_key = any ({keys}) and by = {user.Id}""").SingleAsync(cancel);
        return TypedResults.LocalRedirect(string.Create(CultureInfo.InvariantCulture, $"/reports/acceptance?done={done}&left={chosen.Length - done}"));
    }

    static async Task<IReadOnlyList<Waiting>> WaitingAsync(AppDb db, CurrentUser user, Guid? after, CancellationToken cancel)
    {
        if (await db.CurrentEditionAsync(cancel) is not { } edition || user.UnitsAs(Roles.Leading) is not { Length: > 0 } receivers) return [];
        var lines = await ReportList.ReceivedAsync(db, edition.Id, receivers, new(Rank: 0), after, PageSize, user.Today, cancel);
        var ids = lines.Select(line => line.Id).ToArray();
        var details = (await DetailsAsync(db, ids, user, cancel)).ToDictionary(detail => detail.Id);
        return [.. from line in lines where details.ContainsKey(line.Id) select details[line.Id].Of(line, user)];
    }

    static Task<List<Detail>> DetailsAsync(AppDb db, Guid[] ids, CurrentUser user, CancellationToken cancel) => db.Database.SqlQuery<Detail>($"""
        select r.id, u.kind, r.version, r.form_key, r.figures, (select count(*)::int from jsonb_object_keys(r.notes)) as notes, r.nothing_occurred, r.changed_by as submitted_by,
               exists (select from report_step s where s.report_id = r.id and s.kind = 'returned') as is_again,
               exists (select from report_behalf q where q.report_id = r.id and q.confirmed_at is null) as unconfirmed,
               exists (select from report_look l where l.report_id = r.id and l.version = r.version and l.by not in ({user.Id}, r.changed_by)) as is_looked_at
          from report r join unit u on u.id = r.unit_id
         where r.id = any ({ids}) and r.state = 'submitted' and r.receiver_id = any ({user.UnitsAs(Roles.Leading)})
        """).ToListAsync(cancel);

    /// <summary>A version of a report out of a form; its key is of the form and the report, so that the form counts once.</summary>
    static Chosen? Read(string? value, Guid key) => value?.Split(':') is [var id, var version] && Guid.TryParse(id, CultureInfo.InvariantCulture, out var report) && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? new(report, number, new Guid(SHA256.HashData([.. key.ToByteArray(), .. report.ToByteArray()]).AsSpan(..16))) : null;

    sealed record Detail(Guid Id, string Kind, int Version, string? FormKey, long?[]? Figures, int Notes, bool NothingOccurred, long SubmittedBy, bool IsAgain, bool Unconfirmed, bool IsLookedAt)
    {
        FilledForm? Filled => FormKey is null || Figures is null ? null : new(StatisticsForm.Load(FormKey), new HashSet<int>(), Figures, Beside.Nothing);

        public Waiting Of(ReportLine line, CurrentUser user) =>
            new(line, Version, Filled?.Typed.Count(column => !Filled[column].IsBlank) ?? 0, Filled?.Typed.Count() ?? 0, Notes, IsAgain, Unconfirmed, WhyNot(user));

        public string? WhyNot(CurrentUser user) =>
            Unconfirmed && SubmittedBy == user.Id ? T["Bạn đã nhập thay báo cáo này: chờ đơn vị xác nhận, hoặc nhờ người khác của nơi nhận duyệt."]
            : !NothingOccurred && !IsLookedAt && Filled is { } filled && Checks.NeedSecondLook(filled, UnitKinds.Parse(Kind)) is { Count: > 0 } large ? T["Số rất lớn, cần thêm một người xem: {0}.", ReviewRules.Cells(large)] : null;
    }
}
