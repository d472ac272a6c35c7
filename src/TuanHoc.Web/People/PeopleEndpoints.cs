using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Mail;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.People;

/// <summary>Who is where: the people of a unit, of the units somebody manages, and of all for an administrator.</summary>
static class PeopleEndpoints
{
    const int MostFound = 100;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/people", List);
        app.MapGet("/units/{id:long}/people", Show);
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel, string q = "")
    {
        var text = q.Cut(100).Trim();
        if (user.IsAdministrator) return PageResults.Page<PeopleView>(new
        {
            Text = text,
            Found = await db.FindPeopleAsync(text, user.Today, MostFound, cancel),
            Most = MostFound,
            Units = text == "" ? [] : await db.SearchUnitsAsync(text, user.Today, 10, cancel),
        });
        var managed = await db.ManagedAsync(user.Id, text, user.Today, cancel);
        return managed.Count == 0 && text == "" ? PageResults.Missing() : PageResults.Page<ManagedView>(new { Text = text, Managed = managed });
    }

    static async Task<IResult> Show(long id, AppDb db, CurrentUser user, Smtp smtp, CancellationToken cancel) =>
        await UnitPageAsync(db, user, smtp, id, input: null, cancel) is { } page ? PageResults.Page<UnitPeopleView>(page) : PageResults.Missing();

    /// <summary>What the page of a unit's people shows; null when it is not there or not theirs. A closed unit is an administrator's alone.</summary>
    public static async Task<object?> UnitPageAsync(AppDb db, CurrentUser user, Smtp smtp, long id, FormReader? input, CancellationToken cancel)
    {
        var unit = await db.UnitAsync(id, user.Today, cancel);
        var last = unit ?? (user.IsAdministrator ? (await db.UnitHistoryAsync(id, cancel)).LastOrDefault() : null);
        if (last is null || !await db.ManagesPeopleAsync(user.Id, id, user.Today, cancel)) return null;
        return new
        {
            Unit = last,
            IsClosed = unit is null,
            user.Today,
            Members = await db.MembersAsync(id, user.Today, cancel),
            Invited = await db.InvitedAsync(id, cancel),
            Former = await db.FormerMembersAsync(id, user.Today, cancel),
            Mails = smtp.IsThere,
            Input = input,
        };
    }
}
