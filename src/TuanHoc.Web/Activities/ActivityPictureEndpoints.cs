using Microsoft.AspNetCore.Antiforgery;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Activities;

/// <summary>The pictures of an activity: its unit adds them and says what is on them, and takes them off the portal in one step, as does who answers for the unit.</summary>
static class ActivityPictureEndpoints
{
    public static void MapActivityPictures(this IEndpointRouteBuilder activity)
    {
        activity.MapGet("/pictures", List);
        // Who may not add is told so before twenty megabytes are read; the token is asked for when they have been.
        activity.MapPost("/pictures", Add).DisableAntiforgery();
        activity.MapGet("/pictures/{picture:guid}", Show);
        activity.MapPost("/pictures/{picture:guid}", Say).WithMetadata(new Forgery.ShowsTypedAgain());
        activity.MapPost("/pictures/{picture:guid}/removal", Remove);
        activity.MapPost("/pictures/{picture:guid}/takedown", TakeDown);
    }

    static async Task<IResult> List(Guid id, AppDb db, CurrentUser user, CancellationToken cancel, string? done = null) =>
        await db.ActivityAsync(user, id, cancel) is { } activity ? await ViewAsync(db, activity, cancel, done: done) : PageResults.Missing();

    static async Task<IResult> Add(Guid id, HttpContext http, AppDb db, CurrentUser user, IAntiforgery antiforgery, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.ActivityAsync(user, id, cancel) is not { MayFill: true } activity) return PageResults.Missing();
        var posted = await PicturePost.ReadAsync(http, antiforgery, cancel);
        if (posted.Refusal is { } wrong) return await ViewAsync(db, activity, cancel, posted.Form, wrong.Why, wrong.Status);
        if (activity.WhyNotChange is { } closed) return await ViewAsync(db, activity, cancel, posted.Form, closed, StatusCodes.Status409Conflict);
        return await db.AddPicturesAsync(user, activity, posted, clock.GetUtcNow(), cancel) switch
        {
            (false, _) => PageResults.Missing(),
            (_, { } why) => await ViewAsync(db, activity, cancel, posted.Form, why, StatusCodes.Status409Conflict),
            _ => Done(activity, "pictured"),
        };
    }

    static async Task<IResult> Show(Guid id, Guid picture, HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.PictureAsync(user, id, picture, cancel) is not { } file) return PageResults.Missing();
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.Bytes(file.Content, file.Type);
    }

    static async Task<IResult> Say(Guid id, Guid picture, HttpContext http, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var (isForged, form) = (http.IsForged(), new FormReader(await ActivityEndpoints.PostedAsync(http, cancel)));
        if (await db.ActivityAsync(user, id, cancel) is not { MayFill: true } activity || await FindAsync(db, activity, picture, cancel) is not { } stands) return PageResults.Missing();
        var said = PictureSaid.Read(form);
        if ((isForged ? Forgery.Sentence : form.Errors.Values.FirstOrDefault()) is { } wrong) return await ViewAsync(db, activity, cancel, typed: null, wrong, StatusCodes.Status400BadRequest, (picture, said));
        if (stands.Said == said) return Done(activity, "captioned");
        return await db.SayAsync(user, activity, stands, said, clock.GetUtcNow(), cancel) is { } why ? await ViewAsync(db, activity, cancel, typed: null, why, StatusCodes.Status409Conflict, (picture, said)) : Done(activity, "captioned");
    }

    static async Task<IResult> Remove(Guid id, Guid picture, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.ActivityAsync(user, id, cancel) is not { MayFill: true } activity) return PageResults.Missing();
        // What is gone already is as it was wished.
        if (await FindAsync(db, activity, picture, cancel) is { } stands) await db.RemoveAsync(user, activity, stands, clock.GetUtcNow(), cancel);
        return Done(activity, "unpictured");
    }

    static async Task<IResult> TakeDown(Guid id, Guid picture, IFormCollection _, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.ActivityAsync(user, id, cancel) is not { } activity || !activity.MayFill && !activity.MayShow || await FindAsync(db, activity, picture, cancel) is not { } stands) return PageResults.Missing();
        await db.TakeDownAsync(user, activity, stands, clock.GetUtcNow(), cancel);
        return Done(activity, "taken-down");
    }

    static async Task<ActivityPicture?> FindAsync(AppDb db, Activity activity, Guid picture, CancellationToken cancel) => (await db.PicturesAsync(activity.Id, cancel)).Find(one => one.Id == picture);

    static IResult Done(Activity activity, string done) => TypedResults.LocalRedirect($"{activity.Path}/pictures?done={done}");

    static async Task<IResult> ViewAsync(AppDb db, Activity activity, CancellationToken cancel, FormReader? typed = null, string? why = null, int status = StatusCodes.Status200OK, (Guid Picture, PictureSaid Said)? kept = null, string? done = null) =>
        PageResults.Page<ActivityPicturesView>(new
        {
            Activity = activity,
            Pictures = (await db.PicturesAsync(activity.Id, cancel)).ConvertAll(one => kept is { } typedOf && typedOf.Picture == one.Id ? one with { Caption = typedOf.Said.Caption, Consent = typedOf.Said.Consent, IsPublic = typedOf.Said.Audience == PictureSaid.Public } : one),
            Typed = typed,
            Refusal = why,
            Done = done,
        }, status);
}
