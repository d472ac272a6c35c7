using Microsoft.AspNetCore.Antiforgery;
using Npgsql;
using TuanHoc.Units;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Reports;
using TuanHoc.Web.Units;
using TuanHoc.Web.Units.Changes;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards.Changes;

/// <summary>The administrator's tools that change units: written down, looked at with all they touch, and done as a whole. Everybody reads what was decided.</summary>
public static class ChangeEndpoints
{
    const int PageLength = 100;

    // A scanned decision of some tens of pages, and the form around it.
    const long MostFile = 20_000_000, MostBody = MostFile + 1_000_000;

    public static void MapUnitChanges(this IEndpointRouteBuilder app)
    {
        app.MapGet("/decisions", List);
        app.MapGet("/decisions/{id:long}", Show);
        app.MapGet("/decisions/{id:long}/file", Download);
        app.MapGet("/decisions/{id:long}/reversal", NewReversal).AsksAgain();
        app.MapPost("/decisions/{id:long}/reversal", Reverse).DisableAntiforgery();
        app.MapGet("/units/{id:long}/changes", OfUnit);
        app.MapGet("/units/{id:long}/changes/{kind}", New).AsksAgain();
        app.MapPost("/units/{id:long}/changes/{kind}", Change).DisableAntiforgery();
    }

    static async Task<IResult> List(AppDb db, CancellationToken cancel, long? before = null) => await ListedAsync(db, unit: null, canChange: false, before, cancel);

    static async Task<IResult> OfUnit(long id, AppDb db, CurrentUser user, CancellationToken cancel, long? before = null) =>
        await db.UnitHistoryAsync(id, cancel) is [.., var last] ? await ListedAsync(db, last, user.IsAdministrator && last.Until is null, before, cancel) : PageResults.Missing();

    static async Task<IResult> ListedAsync(AppDb db, UnitVersion? unit, bool canChange, long? before, CancellationToken cancel)
    {
        var found = await db.DecisionsAsync(unit?.UnitId, before, PageLength + 1, cancel);
        return PageResults.Page<DecisionsView>(new { Unit = unit, Decisions = found.Take(PageLength).ToList(), Next = found.Count > PageLength ? found[PageLength - 1].Id : (long?)null, CanChange = canChange });
    }

    static async Task<IResult> Show(long id, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.DecisionAsync(id, cancel) is not { } decision) return PageResults.Missing();
        var (lines, edges) = await db.DecisionContentAsync(id, cancel);
        return PageResults.Page<DecisionView>(new { Decision = decision, Steps = await db.DecisionStepsAsync(decision, cancel), Outcome = new UnitOutcome(lines, edges, []), Names = await NamesAsync(db, lines, edges, decision.OnDay, cancel), CanReverse = user.IsAdministrator && decision.ReversedBy is null });
    }

    static async Task<IResult> Download(long id, HttpContext http, AppDb db, CancellationToken cancel)
    {
        if (await db.DecisionFileAsync(id, cancel) is not { } file) return PageResults.Missing();
        http.FileOfUnit(UnitDirectory.Nation);
        return TypedResults.File(file.Content, "application/pdf", file.Name);
    }

    static async Task<IResult> New(long id, string kind, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (!user.IsAdministrator) return PageResults.Missing();
        var units = await db.UnitsOfDayAsync(user.Today, cancel);
        return units.Find(id) is { } unit && ChangeKinds.Of(unit.Kind).Contains(kind) ? PageResults.Page<ChangeView>(new { Page = PageOf(kind, unit, units, user.Today) }) : PageResults.Missing();
    }

    static async Task<IResult> Change(long id, string kind, HttpContext http, AppDb db, CurrentUser user, IAntiforgery antiforgery, TimeProvider clock, CancellationToken cancel)
    {
        if (!user.IsAdministrator) return PageResults.Missing();
        if (await LargeForm.ReadAsync(http, MostBody, cancel) is not { } posted) return TooLarge($"/units/{id}/changes/{kind}");
        var form = new FormReader(posted);
        var day = FormReader.ReadDay(form["onDay"] ?? "") ?? user.Today;
        var units = await db.UnitsOfDayAsync(day, cancel);
        if (units.Find(id) is not { } unit)
        {
            // Not there on the day typed: the form says so, with the unit as it last was.
            if ((await db.UnitHistoryAsync(id, cancel)) is not [.., var last]) return PageResults.Missing();
            form.Refuse("onDay", T["Ngày {0} không có đơn vị này.", day]);
            units = await db.UnitsOfDayAsync(last.From, cancel);
            unit = units.Find(id)!;
        }
        if (!ChangeKinds.Of(unit.Kind).Contains(kind)) return PageResults.Missing();
        var (earlier, again) = (ChangeSteps.Earlier(posted), Again(form["step"]));
        if (again is { } turned) return await antiforgery.IsRequestValidAsync(http) ? await ShowAsync(posted, [.. earlier, ChangeSteps.Shown(posted, kind, id)], turned, units, db, cancel) : Forged(await PageOfAsync(kind, unit, units, earlier, form, db, cancel));
        var page = await PageOfAsync(kind, unit, units, earlier, form, db, cancel);
        var reader = new ChangeForm(form, units);
        var change = reader.Read(kind, unit);
        if (change is UnitChange.Merge merge) await RefuseAbsentAsync(form, merge, units, db, cancel);
        var (before, refusals) = ReadEarlier(page, units);
        var next = form["step"] == "more" && form.IsValid ? NextStep(form, units, reader.Offered) : null;
        page = page with { Offered = reader.Offered, Refusals = refusals };
        if (!await antiforgery.IsRequestValidAsync(http)) return Forged(page);
        if (next is { } step) return await ShowAsync(posted, [.. earlier, ChangeSteps.Shown(posted, kind, id), step], (earlier.Count + 1, false), units, db, cancel);
        var head = form["step"] is "edit" or "more" ? null : ChangeForm.Head(form, earlier.Count == 0 ? kind : ChangeKinds.Rearrange, user.Today);
        UnitOutcome Work(UnitsOfDay at) => change is null ? UnitOutcome.Refused() : ChangeSteps.Chosen(form, chosen => UnitChanges.Of([.. before, change], chosen, at));
        if (form["step"] == "edit") return PageResults.Page<ChangeView>(new { Page = page with { Divisions = Work(units).Divisions } });
        return head is null || change is null || !form.IsValid || refusals.Count > 0 ? PageResults.Page<ChangeView>(new { Page = page with { Divisions = Work(units).Divisions } }, StatusCodes.Status400BadRequest)
            : await LookOrWriteAsync(page, head, Work, posted, db, user, clock, cancel);
    }

    /// <summary>Which step is to be shown, or left out: "turn.0", "drop.1", the last being the one that the page shows.</summary>
    static (int Step, bool Drop)? Again(string? pressed) =>
        pressed?.Split('.') is [("turn" or "drop") and var what, var number] && int.TryParse(number, System.Globalization.NumberStyles.None, Vn.Culture, out var step) ? (step, what == "drop") : null;

    /// <summary>The form with another of its steps shown.</summary>
    static async Task<IResult> ShowAsync(IFormCollection posted, List<WrittenStep> steps, (int Step, bool Drop) turned, UnitsOfDay units, AppDb db, CancellationToken cancel)
    {
        if (turned.Step >= steps.Count || steps.Count > ChangeSteps.Most) return PageResults.Missing();
        var shown = steps[turned.Step];
        // The order of the steps says nothing; the one shown stands last.
        steps.RemoveAt(turned.Step);
        if (turned.Drop && steps.Count > 0) (shown, steps) = (steps[^1], steps[..^1]);
        if (units.Find(shown.UnitId) is not { } unit || !ChangeKinds.Of(unit.Kind).Contains(shown.Kind)) return PageResults.Missing();
        var page = await PageOfAsync(shown.Kind, unit, units, steps, ChangeSteps.Showing(posted, shown, forget: turned.Drop), db, cancel);
        return PageResults.Page<ChangeView>(new { Page = page });
    }

    /// <summary>What the earlier steps order; a sentence for each that can no longer be read, as when another day was typed.</summary>
    static (IReadOnlyList<UnitChange> Changes, IReadOnlyList<Refusal> Refusals) ReadEarlier(ChangePage page, UnitsOfDay units)
    {
        var (changes, refusals) = (new List<UnitChange>(), new List<Refusal>());
        foreach (var (step, title) in page.Earlier.Zip(page.StepTitles))
        {
            var form = step.Reader();
            var change = units.Find(step.UnitId) is { } unit && ChangeKinds.Of(unit.Kind).Contains(step.Kind) ? new ChangeForm(form, units).Read(step.Kind, unit) : null;
            if (change is not null) changes.Add(change);
            else refusals.Add(new Text.Sentence("Bước \"{0}\" không còn đúng: {1} Sửa hoặc bỏ bước ấy.", title, form.Errors.Values.FirstOrDefault() ?? T["ngày {0} không có đơn vị này.", units.Day]));
        }
        return (changes, refusals);
    }

    /// <summary>The unit and the change of a step to be added; null where a field was refused.</summary>
    static WrittenStep? NextStep(FormReader form, UnitsOfDay units, Dictionary<string, IReadOnlyList<UnitOfDay>> offered)
    {
        var unit = UnitPick.Read(form, "next.unit", units, offered);
        if (form.Text("next.unit") is null) form.Refuse("next.unit", T["Ghi tên hoặc mã đơn vị của bước sau."]);
        if (unit is not null && (form["next.kind"] is not { } kind || !ChangeKinds.Of(unit.Kind).Contains(kind))) form.Refuse("next.kind", T["Chọn thay đổi của bước sau; {0} chỉ có: {1}.", unit.State.Name, string.Join(", ", ChangeKinds.Of(unit.Kind).Select(ChangeKinds.Word))]);
        return form.IsValid && unit is not null ? new(form["next.kind"]!, unit.Id, new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>()) : null;
    }

    // Partners are ticked on a page that was opened for another day: by the day typed, one may have ended.
    static async Task RefuseAbsentAsync(FormReader form, UnitChange.Merge merge, UnitsOfDay units, AppDb db, CancellationToken cancel)
    {
        long[] absent = [.. merge.From.Concat(merge.Into is { } into ? [into] : []).Distinct().Where(id => units.Find(id) is null)];
        var names = absent.Length == 0 ? null : await db.UnitNamesAsync(absent, units.Day, cancel);
        if (names is { Count: > 0 }) form.Refuse("with", T["Ngày {0} không có {1}: đã kết thúc hoặc chưa thành lập, nên không sáp nhập được. Chọn đơn vị khác, hoặc đơn vị kế tục.", units.Day, string.Join(", ", names.Values)]);
    }

    static async Task<IResult> NewReversal(long id, AppDb db, CurrentUser user, CancellationToken cancel) =>
        user.IsAdministrator && await db.DecisionAsync(id, cancel) is { ReversedBy: null } decision
            ? PageResults.Page<ChangeView>(new { Page = PageOf(decision) }) : PageResults.Missing();

    static async Task<IResult> Reverse(long id, HttpContext http, AppDb db, CurrentUser user, IAntiforgery antiforgery, TimeProvider clock, CancellationToken cancel)
    {
        if (!user.IsAdministrator || await db.DecisionAsync(id, cancel) is not { } decision) return PageResults.Missing();
        if (await LargeForm.ReadAsync(http, MostBody, cancel) is not { } posted) return TooLarge($"/decisions/{id}/reversal");
        var form = new FormReader(posted);
        var head = ChangeForm.Head(form, ChangeKinds.Reversal, user.Today, reverses: id);
        if (head is not null && head.OnDay < decision.OnDay) form.Refuse("onDay", T["Ngày có hiệu lực không thể trước ngày {0} của quyết định bị hủy.", decision.OnDay]);
        var page = PageOf(decision) with { Input = form, OnDay = head?.OnDay ?? decision.OnDay };
        if (!await antiforgery.IsRequestValidAsync(http)) return Forged(page);
        var (lines, edges) = await db.DecisionContentAsync(id, cancel);
        var (later, sameDay) = (await db.LaterDecisionsAsync(id, cancel), page.OnDay == decision.OnDay);
        // On the same day what the decision opened will never have been: nothing may hang on it.
        var leanedOn = sameDay ? await db.LeanedOnAsync([.. lines.Where(line => line.Before is null).Select(line => line.UnitId)], cancel) : [];
        var refusals = lines.Where(line => leanedOn.Contains(line.UnitId)).Select(line =>
            new Refusal(new("{0} đã có báo cáo, kế hoạch, người dùng, lời mời hoặc thông tin riêng nên không thể coi như chưa từng có; chọn một ngày sau ngày {1}.", line.After!.Name, decision.OnDay), line.UnitId)).ToList();
        UnitOutcome Work(UnitsOfDay at) => refusals.Count > 0 ? UnitOutcome.Refused(refusals) : ChangeSteps.Chosen(form, chosen => UnitReversal.Of(lines, edges, sameDay, later, chosen, at));
        if (form["step"] == "edit") return PageResults.Page<ChangeView>(new { Page = page with { Divisions = Work(await db.UnitsOfDayAsync(page.OnDay, cancel)).Divisions } });
        if (head is null || !form.IsValid) return PageResults.Page<ChangeView>(new { Page = page }, StatusCodes.Status400BadRequest);
        if (decision.ReversedBy is not null && decision.ReversedBy != (await db.DecisionOfKeyAsync(head.Key, cancel)))
            return PageResults.Page<ChangeView>(new { Page = page with { Refusals = [new Text.Sentence("Quyết định này đã bị hủy rồi.")] } }, StatusCodes.Status409Conflict);
        return await LookOrWriteAsync(page, head, Work, posted, db, user, clock, cancel);
    }

    /// <summary>Shows what the change does; or does it, when that is what was looked at.</summary>
    static async Task<IResult> LookOrWriteAsync(ChangePage page, DecisionHead head, Func<UnitsOfDay, UnitOutcome> work, IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (posted["step"] != "apply")
            return await LookAsync(page, work(await db.UnitsOfDayAsync(head.OnDay, cancel)), db, clock.GetUtcNow(), cancel);
        // Who looked at it for long confirms in another window, and what was written stays in this one.
        if (!user.ProvedLately()) return await LookAsync(page with { MustProve = true }, work(await db.UnitsOfDayAsync(head.OnDay, cancel)), db, clock.GetUtcNow(), cancel, StatusCodes.Status403Forbidden);
        var (file, why) = await FileAsync(posted, cancel);
        if (why is not null)
        {
            page.Input!.Refuse("file", why);
            return await LookAsync(page, work(await db.UnitsOfDayAsync(head.OnDay, cancel)), db, clock.GetUtcNow(), cancel, StatusCodes.Status400BadRequest);
        }
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var at = clock.GetUtcNow();
            var written = await db.WriteDecisionAsync(user, head, page.Steps, file, work, posted["seen"].ToString(), at, cancel);
            if (written.Id is not { } id)
                return await LookAsync(page with { Refusals = written.Outcome.IsPossible ? [new Text.Sentence("Danh mục đơn vị vừa thay đổi nên chưa làm gì. Xem lại bên dưới rồi thực hiện lần nữa.")] : [] }, written.Outcome, db, clock.GetUtcNow(), cancel, StatusCodes.Status409Conflict);
            // Of a change still to come nothing is due before its day.
            await RedirectReports.OfAsync(db, [.. written.Lines.Select(line => line.UnitId)], user, at, cancel);
            await transaction.CommitAsync(cancel);
            return TypedResults.LocalRedirect($"/decisions/{id}");
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ExclusionViolation)
        {
            return await LookAsync(page, UnitOutcome.Refused(new Text.Sentence("Một mã trong thay đổi này đã dành cho đơn vị khác từ một ngày sau ngày {0}.", Vn.Date(head.OnDay))), db, clock.GetUtcNow(), cancel, StatusCodes.Status409Conflict);
        }
    }

    static async Task<IResult> LookAsync(ChangePage page, UnitOutcome outcome, AppDb db, DateTimeOffset now, CancellationToken cancel, int status = StatusCodes.Status200OK)
    {
        if (!outcome.IsPossible) return PageResults.Page<ChangeView>(new { Page = page with { Refusals = [.. page.Refusals, .. outcome.Refusals], Divisions = outcome.Divisions } }, status == StatusCodes.Status200OK ? StatusCodes.Status409Conflict : status);
        return PageResults.Page<ChangeView>(new
        {
            Page = page with
            {
                Outcome = outcome,
                Seen = DecisionWrites.Fingerprint(outcome),
                Impact = await db.ImpactAsync(outcome, page.OnDay, now, cancel),
                Names = await NamesAsync(db, [.. outcome.Coming.Select(line => new UnitLine(line.UnitId, line.Kind, line.Before, line.Becomes)), .. outcome.Lines], outcome.Edges, page.OnDay, cancel),
            },
        }, status);
    }

    static async Task<IReadOnlyDictionary<long, string>> NamesAsync(AppDb db, IReadOnlyList<UnitLine> lines, IReadOnlyList<UnitEdge> edges, DateOnly day, CancellationToken cancel)
    {
        long?[] named = [.. lines.SelectMany(line => new[] { line.UnitId, line.Before?.ParentId, line.After?.ParentId, line.Before?.TerritoryId, line.After?.TerritoryId }), .. edges.SelectMany(edge => new long?[] { edge.From, edge.To })];
        var names = new Dictionary<long, string>(await db.UnitNamesAsync([.. named.OfType<long>().Where(id => id > 0).Distinct()], day, cancel));
        foreach (var line in lines) names[line.UnitId] = (line.After ?? line.Before)!.Name;
        // Whatever takes over the name of a unit that ends is told apart from it.
        foreach (var made in lines.Where(line => line is { Before: null, After: not null } && lines.Any(other => other.After is null && other.Before!.Name == line.After!.Name)))
            names[made.UnitId] = T["{0} (mới)", made.After!.Name];
        return names;
    }

    /// <summary>The paper, a PDF by its content; none is needed.</summary>
    static async Task<(DecisionFile? File, string? Why)> FileAsync(IFormCollection posted, CancellationToken cancel)
    {
        if (posted.Files.GetFile("file") is not { Length: > 0 } file) return (null, null);
        if (file.Length > MostFile) return (null, T["Tệp lớn hơn {0} MB.", MostFile / 1_000_000]);
        var content = new byte[file.Length];
        await using (var stream = file.OpenReadStream()) await stream.ReadExactlyAsync(content, cancel);
        if (!content.AsSpan().StartsWith("%PDF-"u8)) return (null, T["Chỉ nhận tệp PDF: bản quét hoặc bản ký số của quyết định."]);
        var name = Path.GetFileName(file.FileName.Replace('\\', '/')).Cut(200);
        return (new(string.IsNullOrWhiteSpace(name) ? "quyet-dinh.pdf" : name, content), null);
    }

    static async Task<ChangePage> PageOfAsync(string kind, UnitOfDay unit, UnitsOfDay units, IReadOnlyList<WrittenStep> earlier, FormReader form, AppDb db, CancellationToken cancel)
    {
        var names = earlier.Count == 0 ? null : await db.UnitNamesAsync([.. earlier.Select(step => step.UnitId).Distinct()], units.Day.AddDays(-1), cancel);
        return PageOf(kind, unit, units, units.Day) with { Input = form, Earlier = earlier, EarlierNames = [.. earlier.Select(step => names!.GetValueOrDefault(step.UnitId, ""))] };
    }

    static ChangePage PageOf(string kind, UnitOfDay unit, UnitsOfDay units, DateOnly day) => new()
    {
        Kind = kind,
        Path = $"/units/{unit.Id.ToString(Vn.Culture)}/changes/{kind}",
        Unit = unit,
        Title = $"{ChangeKinds.Word(kind)}: {unit.State.Name}",
        OnDay = day,
        Siblings = kind != ChangeKinds.Merge ? [] : [.. units.Below(unit.State.ParentId ?? 0).Where(one => one.Kind == unit.Kind && one.Id != unit.Id).OrderBy(one => one.State.ShortName, StringComparer.Create(Vn.Culture, ignoreCase: true))],
        Below = kind != ChangeKinds.Close ? [] : [.. units.Below(unit.Id).Concat(units.StandingOn(unit.Id)).DistinctBy(one => one.Id).OrderBy(one => one.Kind).ThenBy(one => one.State.Name, StringComparer.Create(Vn.Culture, ignoreCase: true))],
    };

    static ChangePage PageOf(UnitDecision decision) => new()
    {
        Kind = ChangeKinds.Reversal,
        Path = $"/decisions/{decision.Id.ToString(Vn.Culture)}/reversal",
        Title = T["Hủy quyết định {0}", decision.Number],
        OnDay = decision.OnDay,
    };

    static IResult Forged(ChangePage page) => PageResults.Page<ChangeView>(new { Page = page with { Refusals = [new Text.Sentence(Forgery.Sentence)] } }, StatusCodes.Status400BadRequest);

    static IResult TooLarge(string back) => PageResults.Refused(StatusCodes.Status413PayloadTooLarge, T["Tệp quá lớn"], T["Tệp lớn hơn {0} MB nên chưa làm gì. Giảm độ phân giải bản quét rồi gửi lại.", MostFile / 1_000_000], back);
}
