using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Mail;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.People;

/// <summary>Inviting one person to a unit; an unused link, this or an administrator's, is made anew or withdrawn.</summary>
static class InvitationEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/units/{id:long}/people", Invite);
        app.MapPost("/invitations/{id:long}/renew", Renew).AsksAgain();
        app.MapPost("/invitations/{id:long}/withdraw", Withdraw);
    }

    static async Task<IResult> Invite(long id, IFormCollection posted, HttpContext http, AppDb db, CurrentUser user, Smtp smtp, Invitations invitations, CancellationToken cancel)
    {
        if (await db.UnitAsync(id, user.Today, cancel) is not { } unit || !await db.ManagesPeopleAsync(user.Id, id, user.Today, cancel)) return PageResults.Missing();
        var form = new FormReader(posted);
        var (name, email) = ReadPerson(form);
        var role = form.Text("role");
        if (role is null || !Given.InUnit.Contains(role)) form.Refuse("role", T["Chọn một vai trò."]);
        var (since, last) = Period.Read(form, user.Today);
        if (form.IsValid && Given.NeedsProof(role) && !user.ProvedLately()) form.Refuse(Given.Proof, T["Xác nhận lại mật khẩu hoặc lớp thứ hai."]);
        if (!form.IsValid) return PageResults.Page<UnitPeopleView>((await PeopleEndpoints.UnitPageAsync(db, user, smtp, id, form, cancel))!, StatusCodes.Status400BadRequest);
        var links = await invitations.MakeAsync([new(name, email, role!, id, unit.Name, since, last)], form.Key() ?? Guid.CreateVersion7(), http.Site(), cancel);
        return Handed(links, $"/units/{id}/people");
    }

    static async Task<IResult> Renew(long id, IFormCollection _, HttpContext http, AppDb db, CurrentUser user, Invitations invitations, CancellationToken cancel)
    {
        if (await PlaceAsync(db, user, id, cancel) is not { } back) return PageResults.Missing();
        return await invitations.RenewAsync(id, http.Site(), cancel) is { } link ? Handed([link], back) : PageResults.Missing();
    }

    static async Task<IResult> Withdraw(long id, IFormCollection _, AppDb db, CurrentUser user, Invitations invitations, CancellationToken cancel)
    {
        if (await PlaceAsync(db, user, id, cancel) is not { } back || !await invitations.WithdrawAsync(id, cancel)) return PageResults.Missing();
        return TypedResults.LocalRedirect(back);
    }

    /// <summary>The page with the links, to print or to hand out; they cannot be shown again.</summary>
    public static IResult Handed(IReadOnlyList<MadeLink> links, string back) => PageResults.Page<LinksView>(new { Links = links, Back = back });

    /// <summary>The fields that every invitation has.</summary>
    public static (string Name, string? Email) ReadPerson(FormReader form)
    {
        var name = form.Required("fullName", T["Ghi họ và tên."], 200);
        var email = form.Text("email", 256);
        if (email is not null && !Outbox.IsAddress(email)) form.Refuse("email", T["Địa chỉ thư chưa đúng; ví dụ ha@xa.gov.vn."]);
        return (name, email);
    }

    // The page an invitation stands on, when it is this person's to manage.
    static async Task<string?> PlaceAsync(AppDb db, CurrentUser user, long id, CancellationToken cancel)
    {
        var units = await db.Database.SqlQuery<long>($"select coalesce(unit_id, 0) as \"Value\" from invitation where id = {id} and purpose = 'person'").ToListAsync(cancel);
        if (units.Count == 0) return null;
        if (units[0] == 0) return user.IsAdministrator ? "/people/administrators" : null;
        return await db.ManagesPeopleAsync(user.Id, units[0], user.Today, cancel) ? $"/units/{units[0]}/people" : null;
    }
}
