using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Boards.Control;

/// <summary>The control board: every unit below by every output of the Week, what needs an act first, and the reminder that helps.</summary>
public static class ControlEndpoints
{
    public static void MapControl(this IEndpointRouteBuilder app)
    {
        app.MapGet("/control", Show);
        app.MapPost("/control/reminders", Remind);
    }

    static async Task<IResult> Show(AppDb db, CurrentUser user, ControlMemory memory, CancellationToken cancel, int? year = null, long? unit = null, string? kind = null, string? output = null, string? state = null, string? name = null, long? after = null)
    {
        if (await ControlScope.FindAsync(db, user, year, unit, cancel) is not { } scope) return PageResults.Missing();
        var filter = new ControlFilter(scope.Edition.Year, scope.UnitId, kind, ControlFilter.Outputs.Contains(output) ? output : null, ControlFilter.States.Contains(state) ? state : null, string.IsNullOrWhiteSpace(name) ? null : name.Trim().Cut(200), after);
        var lines = await memory.OfAsync(scope, kind, user.Today, cancel);
        if (filter.Words is { } words && await db.ControlNamedAsync(lines.Lines, words, scope.UnitsDay, cancel) is { } named) lines = lines with { Lines = [.. lines.Lines.Where(line => named.Contains(line.UnitId))] };
        var board = new ControlBoard(filter, lines);
        return PageResults.Page<ControlView>(new
        {
            Scope = scope,
            Board = board,
            Names = await lines.NamesAsync(db, scope, board.Shown, cancel),
            Reminded = await db.ControlRemindersAsync(scope, board.Shown, cancel),
            user.Today,
        });
    }

    static async Task<IResult> Remind(IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var form = new FormReader(posted);
        var asked = form["only"] is { } only ? [only] : form.All("units").ToArray();
        if (await ControlScope.FindAsync(db, user, (int?)Number(form["year"]), Number(form["unit"]), cancel) is not { Reminds: true } scope) return PageResults.Missing();
        var chosen = asked.Select(Number).OfType<long>().ToHashSet();
        var back = new ControlFilter(scope.Edition.Year, scope.UnitId, form["kind"], form["output"], form["state"], form.Text("name", 200), Number(form["after"])).Path;
        var below = (await db.ControlGroupsAsync(scope, cancel)).SelectMany(group => group.Units).Where(chosen.Contains).ToArray();
        var late = (await db.ControlRowsAsync(scope, below, user.Today, cancel)).Select(row => new ControlLine(row, user.Today)).Where(line => line is { NeedsReminder: true, HasPeople: true }).Select(line => line.UnitId).ToArray();
        if (late.Length == 0)
            return PageResults.Refused(StatusCodes.Status409Conflict, T["Không có ai để nhắc"], T["Chưa chọn đơn vị nào, hoặc các đơn vị đã chọn không còn việc trễ hay đến hạn, hoặc chưa có người dùng trên phần mềm: nên gọi điện, gửi thư."], back);
        if (await db.RemindAsync(user, scope, late, user.Now, cancel) == 0)
            return PageResults.Refused(StatusCodes.Status409Conflict, T["Đã nhắc rồi"], T["Hôm nay đã nhắc. Mỗi đơn vị được nhắc một lần mỗi ngày, để lời nhắc còn được đọc; cần gấp thì nên gọi điện."], back);
        return TypedResults.LocalRedirect(back);
    }

    static long? Number(string? typed) => long.TryParse(typed, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
