using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using TuanHoc.Documents;
using TuanHoc.Office;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities.Seats;

/// <summary>What is typed to those who registered, before it goes out.</summary>
/// <param name="IsShown">Whether it is shown as it will go out, to be sent by the next press.</param>
public sealed record TypedMessage(string? Text, string? Refusal, bool IsShown);

/// <summary>Who registered for an activity: for those who record its unit's activities alone. Others of the branch see counts on its page.</summary>
static class RegisteredEndpoints
{
    const int LongestMessage = 4000;

    public static void MapRegistered(this IEndpointRouteBuilder app)
    {
        app.MapGet("/activities/{id:guid}/registrations", Show);
        app.MapGet("/activities/{id:guid}/registrations.csv", Csv);
        app.MapGet("/activities/{id:guid}/registrations.xlsx", Xlsx);
        app.MapTickets();
        app.MapRoom();
        app.MapHeadCount();
        app.MapPost("/activities/{id:guid}/registrations/door", Door);
        app.MapPost("/activities/{id:guid}/registrations/arrivals", Arrivals.Write);
        app.MapPost("/activities/{id:guid}/registrations/message", Write).WithMetadata(new Forgery.ShowsTypedAgain());
    }

    static async Task<IResult> Show(Guid id, AppDb db, CurrentUser user, CancellationToken cancel, string? sent = null) =>
        await FindAsync(id, db, user, cancel) is { } found ? await PageAsync(found, db, user, message: null, sent is not null, StatusCodes.Status200OK, cancel) : PageResults.Missing();

    static async Task<IResult> Csv(Guid id, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await FindAsync(id, db, user, cancel) is not { } found) return PageResults.Missing();
        http.FileOfUnit(found.Activity.UnitId);
        var text = new StringWriter(CultureInfo.InvariantCulture);
        await using (var csv = new CsvWriter(text))
        {
            await csv.RowAsync(Titles);
            foreach (var row in await db.RegisteredAsync(user, id, cancel)) await csv.RowAsync(Cells(row));
        }
        // With the mark by which spreadsheets know UTF-8.
        return TypedResults.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())], CsvWriter.ContentType, Name(found.Activity) + ".csv");
    }

    static async Task<IResult> Xlsx(Guid id, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await FindAsync(id, db, user, cancel) is not { } found) return PageResults.Missing();
        http.FileOfUnit(found.Activity.UnitId);
        var rows = await db.RegisteredAsync(user, id, cancel);
        using var file = new MemoryStream();
        XlsxWriter.Write(
        [
            new(T["Đăng ký"], [new(8), new(32), new(32), new(10), new(10), new(20), new(20), new(10)])
            {
                Titles = [found.Activity.Title, ActivityTime.Span(found.Activity.FromAt, found.Activity.ToAt)],
                Header = [new DocumentRow([.. Titles.Select(title => new DocumentCell(title))])],
                Rows = rows.Select(row => (IReadOnlyList<SheetCell>)[.. Cells(row).Select(cell => SheetCell.Of(cell))]),
            },
        ], file);
        return TypedResults.File(file.ToArray(), XlsxWriter.ContentType, Name(found.Activity) + ".xlsx");
    }

    static async Task<IResult> Door(Guid id, IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await FindAsync(id, db, user, cancel) is not { } found) return PageResults.Missing();
        if (new FormReader(posted)["act"] is not ("close" or "open") and not null) return PageResults.Refused(StatusCodes.Status400BadRequest, T["Chưa thực hiện được"], T["Không hiểu yêu cầu này. Mở lại trang rồi bấm lại."], found.Activity.Path);
        await db.CloseAsync(user, id, posted["act"] != "open", clock.GetUtcNow(), cancel);
        return TypedResults.LocalRedirect(found.Activity.Path + "/registrations");
    }

    static async Task<IResult> Write(Guid id, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var (isForged, form) = (http.IsForged(), new FormReader(await ActivityEndpoints.PostedAsync(http, cancel)));
        if (await FindAsync(id, db, user, cancel) is not { } found) return PageResults.Missing();
        var text = form.Required("text", T["Viết điều cần báo cho người đăng ký."], LongestMessage);
        if (isForged || form.Key() is not { } key) return await PageAsync(found, db, user, new(form["text"], Forgery.Sentence, IsShown: false), isSent: false, StatusCodes.Status400BadRequest, cancel);
        if (!form.IsValid) return await PageAsync(found, db, user, new(form["text"], form.Error("text"), IsShown: false), isSent: false, StatusCodes.Status400BadRequest, cancel);
        if (form["act"] != "send") return await PageAsync(found, db, user, new(text, Refusal: null, IsShown: true), isSent: false, StatusCodes.Status200OK, cancel);
        await db.WriteToAllAsync(user, id, key, text, http.LetterSite(), clock.GetUtcNow(), cancel);
        return TypedResults.LocalRedirect(found.Activity.Path + "/registrations?sent=1");
    }

    internal static async Task<(Activity Activity, Door Door)?> FindAsync(Guid id, AppDb db, CurrentUser user, CancellationToken cancel) =>
        await db.ActivityAsync(user, id, cancel) is { MayFill: true } activity && await db.DoorAsync(id, user.Now, cancel) is { } door ? (activity, door) : null;

    static async Task<IResult> PageAsync((Activity Activity, Door Door) found, AppDb db, CurrentUser user, TypedMessage? message, bool isSent, int status, CancellationToken cancel) => PageResults.Page<RegisteredView>(new
    {
        found.Activity,
        found.Door,
        All = await db.RegisteredAsync(user, found.Activity.Id, cancel),
        Message = message,
        IsSent = isSent,
        Awaited = Arrivals.Awaited(found.Activity, user),
        IsOver = Arrivals.IsOver(found.Activity, user),
        Key = Guid.CreateVersion7(),
    }, status);

    static string[] Titles => [T["Thứ tự"], T["Họ và tên"], T["Liên hệ"], T["Số người"], T["Trẻ em"], T["Trạng thái"], T["Đăng ký lúc"], T["Đã đến"]];

    static string[] Cells(Registered row) =>
        [row.Place.ToString(CultureInfo.InvariantCulture), row.Name, row.Contact, row.People.ToString(CultureInfo.InvariantCulture), row.Children.ToString(CultureInfo.InvariantCulture), SeatStates.Word(row.State), Vn.Moment(row.MadeAt), Arrivals.Value(row)];

    static string Name(Activity activity) => "dang-ky-" + activity.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
