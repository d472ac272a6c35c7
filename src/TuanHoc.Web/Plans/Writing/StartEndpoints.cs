using System.Globalization;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>Beginning a plan: from the plan above, from last year's own, or from a blank.</summary>
static class StartEndpoints
{
    const string Path = "/plans/new";

    public static void MapStart(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, Choose);
        app.MapPost(Path, Start);
    }

    static async Task<IResult> Choose(AppDb db, CurrentUser user, CancellationToken cancel, long? unit = null, string? from = null, string? type = null, int? year = null)
    {
        if (DraftWords.TypeOf(type) is not { } kind || (unit ?? user.KeptUnits().FirstOrDefault()?.UnitId) is not { } of || !user.Holds(of, Roles.Leading)) return PageResults.Missing();
        if (await db.StartChoicesAsync(of, kind, year, user.Today, cancel) is not { } choices) return PageResults.Missing();
        // The page of a plan leads here: it is offered though another stands nearer.
        if (Guid.TryParse(from, CultureInfo.InvariantCulture, out var above) && above != choices.Upper?.Id && await db.PlanAboveAsync(above, of, user.Today, cancel) is { } named && named.Year == choices.Year)
            (choices, from) = (choices with { Upper = named }, $"{named.Id}");
        return Page(user, choices, from, Guid.CreateVersion7());
    }

    static async Task<IResult> Start(IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var form = new FormReader(posted);
        if (!long.TryParse(form["unit"], NumberStyles.None, CultureInfo.InvariantCulture, out var unit) || !user.Holds(unit, Roles.Leading)) return PageResults.Missing();
        if (DraftWords.TypeOf(form["type"]) is not { } type || await db.StartChoicesAsync(unit, type, form.Integer("year"), user.Today, cancel) is not { } choices) return PageResults.Missing();
        var from = form["from"];
        if (form.Key() is not { } key) return Page(user, choices, from, Guid.CreateVersion7(), Forgery.Sentence);
        var under = Guid.TryParse(from, CultureInfo.InvariantCulture, out var above) ? choices.Upper is { } upper && upper.Id == above ? upper : await db.PlanAboveAsync(above, unit, user.Today, cancel) : null;
        if (under is null && from is not (DraftStart.Blank or DraftStart.Last)) return Page(user, choices, from, key, T["Chọn cách bắt đầu."]);
        if (under is not null && under.Year != choices.Year)
            return Page(user, choices, from, key, T["Kế hoạch của {0} là của Tuần lễ {1}, còn đang soạn cho Tuần lễ {2}. Chọn kế hoạch cấp trên cùng năm.", under.UnitName, $"{under.Year}", $"{choices.Year}"]);
        if (from == DraftStart.Last && choices.Last is null) return Page(user, choices, from, key, T["Đơn vị chưa có văn bản năm trước ở đây. Chọn cách khác."]);

        var draft = DraftStart.Begin(choices, under is null ? null : await db.AsAboveAsync(under, unit, user.Today, cancel), again: from == DraftStart.Last,
            from == DraftStart.Last && choices.Last is { Draft: null } file ? await db.TextAsync(file.Id, cancel) : "");
        await db.StartAsync(user, clock, key, unit, draft, under?.Id ?? choices.Upper?.Id, choices.Edition, cancel);
        return TypedResults.LocalRedirect($"/plans/{key}/draft");
    }

    static IResult Page(CurrentUser user, StartChoices choices, string? from, Guid key, string? why = null) => PageResults.Page<StartView>(
        new { Choices = choices, From = from ?? choices.Upper?.Id.ToString() ?? (choices.Last is null ? DraftStart.Blank : DraftStart.Last), Units = user.KeptUnits(), Key = key, Why = why },
        why is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}
