using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Units;

/// <summary>The page where a unit's people, the coordinators above and administrators enter what the unit carries.</summary>
public static class UnitFactEndpoints
{
    // A change may be entered ahead of its day; later than this it is a slip of the pen.
    const int MostDaysAhead = 366;

    public static void MapUnitFacts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/units/{id:long}/facts", Edit);
        app.MapPost("/units/{id:long}/facts", Save);
    }

    /// <summary>The hidden field beside each: what stood there when the form was shown, so that only what was typed over is entered.</summary>
    public static string Shown(UnitFactKind kind) => "shown-" + kind.Word;

    static async Task<IResult> Edit(long id, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var history = await db.UnitHistoryAsync(id, cancel);
        if (history.Count == 0 || !await db.MayEnterFactsAsync(user, id, history.StandingDay(user.Today), cancel)) return PageResults.Missing();
        return await PageAsync(db, history, user.Today, input: null, cancel);
    }

    static async Task<IResult> Save(long id, IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var history = await db.UnitHistoryAsync(id, cancel);
        if (history.Count == 0 || !await db.MayEnterFactsAsync(user, id, history.StandingDay(user.Today), cancel)) return PageResults.Missing();
        var (unit, form) = (history.OnOrBefore(user.Today), new FormReader(posted));
        var from = ReadFrom(form, history, user.Today);
        var entries = (from kind in UnitFactKind.All.Where(kind => kind.IsOf(unit.Kind))
                       let entry = new FactEntry(id, kind, Read(form, kind))
                       where entry.Value != (form[Shown(kind)] is { Length: > 0 } shown ? shown : null)
                       select entry).ToList();
        if (!form.IsValid) return await PageAsync(db, history, user.Today, form, cancel);
        await db.SaveFactsAsync(user, clock.GetUtcNow(), id, entries, from, cancel);
        return TypedResults.LocalRedirect($"/units/{id}");
    }

    static string? Read(FormReader form, UnitFactKind kind)
    {
        var (value, why) = kind.Read(form[kind.Word] ?? "");
        if (why is not null) form.Refuse(kind.Word, why);
        return value;
    }

    static DateOnly ReadFrom(FormReader form, IReadOnlyList<UnitVersion> history, DateOnly today)
    {
        if (form.Day("from") is not { } from) { form.Refuse("from", T["Ghi ngày theo mẫu 05/10/2025."]); return default; }
        if (from < history[0].From) form.Refuse("from", T["Đơn vị này có từ {0}; ghi ngày đó hoặc một ngày sau.", history[0].From]);
        else if (history[^1].Until is { } last && from > last) form.Refuse("from", T["Đơn vị này đã kết thúc ngày {0}; ghi ngày đó hoặc một ngày trước.", last]);
        else if (from > today.AddDays(MostDaysAhead)) form.Refuse("from", T["Ngày này còn hơn một năm nữa; kiểm tra lại năm."]);
        return from;
    }

    static async Task<IResult> PageAsync(AppDb db, IReadOnlyList<UnitVersion> history, DateOnly today, FormReader? input, CancellationToken cancel)
    {
        var (unit, day) = (history.OnOrBefore(today), history.StandingDay(today));
        return PageResults.Page<UnitFactsView>(new { Unit = unit, Day = day, Facts = await db.UnitFactsAsync(unit.UnitId, day, cancel), History = await db.UnitFactHistoryAsync(unit.UnitId, cancel), Input = input },
            input is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
