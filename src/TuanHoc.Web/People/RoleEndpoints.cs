using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Mail;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.People;

/// <summary>What became of a role: ended, moved, taken over; and what a person of a closed unit is told.</summary>
static class RoleEndpoints
{
    const int MostUnits = 20;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/memberships/{id:long}", Show);
        app.MapPost("/memberships/{id:long}/end", End);
        app.MapPost("/memberships/{id:long}/move", Move);
        app.MapPost("/units/{id:long}/people/former", TakeOver);
        app.MapGet("/me/former", Former);
    }

    static async Task<IResult> Show(long id, AppDb db, CurrentUser user, CancellationToken cancel, string q = "") =>
        await MemberAsync(db, user, id, cancel) is { } member ? await PageAsync(db, user, member, q, input: null, cancel) : PageResults.Missing();

    static async Task<IResult> End(long id, IFormCollection posted, AppDb db, CurrentUser user, RoleChanges changes, CancellationToken cancel)
    {
        if (await MemberAsync(db, user, id, cancel) is not { } member) return PageResults.Missing();
        var form = new FormReader(posted);
        var from = form.Day("from") ?? user.Today;
        if (form.IsValid && changes.WhyNotEnd(member, from) is { } why) form.Refuse("from", why);
        if (!form.IsValid) return await PageAsync(db, user, member, "", form, cancel);
        await changes.EndAsync(member, from, cancel);
        return TypedResults.LocalRedirect($"/units/{member.UnitId}/people");
    }

    static async Task<IResult> Move(long id, IFormCollection posted, AppDb db, CurrentUser user, RoleChanges changes, CancellationToken cancel)
    {
        if (await MemberAsync(db, user, id, cancel) is not { } member) return PageResults.Missing();
        var form = new FormReader(posted);
        var (from, role, text) = (form.Day("moveFrom") ?? user.Today, form.Text("role"), form.Text("q", 100) ?? "");
        if (role is null || !Given.InUnit.Contains(role)) form.Refuse("role", T["Chọn một vai trò."]);
        if (changes.WhyNotEnd(member, from) is { } why) form.Refuse("moveFrom", why);
        // A unit that is not theirs to manage is as unknown as one that is not there.
        if (!long.TryParse(form["unit"], NumberStyles.None, CultureInfo.InvariantCulture, out var unit)
            || await db.UnitAsync(unit, from > user.Today ? from : user.Today, cancel) is null || !await db.ManagesPeopleAsync(user.Id, unit, user.Today, cancel)) form.Refuse("unit", T["Chọn một đơn vị mà bạn quản lý người."]);
        if (form.IsValid && (unit, role) == (member.UnitId, member.Role)) form.Refuse("unit", T["Người này đang giữ chính vai trò ấy."]);
        if (form.IsValid && Given.NeedsProof(role) && !user.ProvedLately()) form.Refuse(Given.Proof, T["Xác nhận lại mật khẩu hoặc lớp thứ hai."]);
        if (form.IsValid && !await changes.MoveAsync(member, unit, role!, from, cancel)) form.Refuse("unit", T["Người này đã có vai trò ấy ở đơn vị ấy."]);
        return form.IsValid ? TypedResults.LocalRedirect($"/units/{unit}/people") : await PageAsync(db, user, member, text, form, cancel);
    }

    static async Task<IResult> TakeOver(long id, IFormCollection posted, AppDb db, CurrentUser user, Smtp smtp, RoleChanges changes, CancellationToken cancel)
    {
        if (await db.UnitAsync(id, user.Today, cancel) is null || !await db.ManagesPeopleAsync(user.Id, id, user.Today, cancel)) return PageResults.Missing();
        var form = new FormReader(posted);
        var former = await db.FormerMembersAsync(id, user.Today, cancel);
        var (take, leave) = (form.Text("take"), form.Text("leave"));
        // Who of a unit that was divided comes here is said of each person.
        var chosen = take is null ? [] : former.FindAll(f => take == "all" ? f.Whole : Is(f, take));
        if (chosen.Exists(f => Given.NeedsProof(f.Role)) && !user.ProvedLately())
        {
            form.Refuse(Given.Proof, T["Xác nhận lại mật khẩu hoặc lớp thứ hai."]);
            return PageResults.Page<UnitPeopleView>((await PeopleEndpoints.UnitPageAsync(db, user, smtp, id, form, cancel))!, StatusCodes.Status400BadRequest);
        }
        if (take is not null) await changes.TakeOverAsync(id, chosen, cancel);
        else if (former.Find(f => Is(f, leave)) is { } left) await changes.LeaveAsync(id, left, cancel);
        return TypedResults.LocalRedirect($"/units/{id}/people");
    }

    static bool Is(FormerMember former, string? id) => former.Id.ToString(CultureInfo.InvariantCulture) == id;

    static async Task<IResult> Former(AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var closed = await db.Database.SqlQuery<ClosedRole>($"""
            select distinct on (m.unit_id, m.role) m.unit_id, v.name as unit_name, m.role, upper(v.valid) as on_day
              from membership m join unit_version v on v.unit_id = m.unit_id
             where m.person_id = {user.Id} and m.valid @> {user.Today}
               and not exists (select from unit_version still where still.unit_id = m.unit_id and still.valid @> {user.Today})
             order by m.unit_id, m.role, v.valid desc
            """).ToListAsync(cancel);
        var asked = new Dictionary<long, IReadOnlyList<Asked>>();
        foreach (var unit in closed.Select(c => c.UnitId).Distinct()) asked[unit] = await AskedAsync(db, user, unit, cancel);
        return PageResults.Page<FormerView>(new { Closed = closed, Asked = asked });
    }

    // The coordinators of the standing successors, and of the units above them.
    static async Task<IReadOnlyList<Asked>> AskedAsync(AppDb db, CurrentUser user, long unit, CancellationToken cancel) => await db.Database.SqlQuery<Asked>($"""
        with successor as (
            select distinct f.unit_id from former_people({user.Today}) f join membership m on m.id = f.membership_id and m.person_id = {user.Id} and m.unit_id = {unit})
        select v.unit_id, v.name as unit_name, p.full_name as coordinator
          from (select unit_id, 0 as above from successor
                union select next.parent_id, 1 from successor join unit_version next on next.unit_id = successor.unit_id and next.valid @> {user.Today} where next.parent_id is not null) near
          join unit_version v on v.unit_id = near.unit_id and v.valid @> {user.Today}
          left join membership m on m.unit_id = v.unit_id and m.role = 'coordinator' and m.valid @> {user.Today}
          left join person p on p.id = m.person_id
         where near.above = 0 or p.id is not null
         order by near.above, v.name, p.full_name limit 50
        """).ToListAsync(cancel);

    // A role that is over is history.
    static async Task<Member?> MemberAsync(AppDb db, CurrentUser user, long id, CancellationToken cancel) =>
        await db.MemberAsync(id, cancel) is { } member && (member.LastDay is null || member.LastDay >= user.Today) && await db.ManagesPeopleAsync(user.Id, member.UnitId, user.Today, cancel) ? member : null;

    static async Task<IResult> PageAsync(AppDb db, CurrentUser user, Member member, string text, FormReader? input, CancellationToken cancel)
    {
        var unit = (await db.UnitHistoryAsync(member.UnitId, cancel)).OnOrBefore(user.Today);
        var found = text.Trim() == "" ? [new UnitFound(unit, null)] : await db.SearchUnitsAsync(text.Cut(100), user.Today, MostUnits, cancel);
        var ids = found.Select(f => f.Unit.UnitId).ToArray();
        var managed = await db.Database.SqlQuery<long>($"select id as \"Value\" from unnest({ids}) as id where manages_people({user.Id}, id, {user.Today})").ToListAsync(cancel);
        return PageResults.Page<RoleView>(new
        {
            Member = member,
            UnitName = unit.Name,
            user.Today,
            user.IsAdministrator,
            LetsIn = await db.LetsInAsync(user, member.PersonId, cancel),
            Text = text,
            Units = found.Where(f => managed.Contains(f.Unit.UnitId)).ToList(),
            Input = input,
        }, input is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}

/// <summary>A role in a unit that is closed since that day.</summary>
public sealed record ClosedRole(long UnitId, string UnitName, string Role, DateOnly OnDay);

/// <summary>Whom somebody of a closed unit may ask: a coordinator of its successor or of the unit above that; the successor itself when it has none.</summary>
public sealed record Asked(long UnitId, string UnitName, string? Coordinator);
