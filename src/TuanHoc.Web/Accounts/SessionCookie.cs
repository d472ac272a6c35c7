using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Accounts;

/// <summary>
/// Every sign-in, whoever makes it, leaves a row in <c>session</c>, and the cookie holds as long as the row does.
/// The row is read by the query that loads the current user, so the check costs no other.
/// </summary>
public sealed class SessionCookie(AppDb db, CurrentUser user, SecondFactorRule rule, KnownDevice device, TimeProvider clock) : CookieAuthenticationEvents
{
    /// <summary>The key in the authentication properties under which a sign-in says how it was made.</summary>
    public const string How = "how";

    /// <summary>An unused sign-in ends.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(14);

    static readonly TimeSpan seenEvery = TimeSpan.FromMinutes(15);

    public override async Task SigningIn(CookieSigningInContext context)
    {
        var (http, identity) = (context.HttpContext, (ClaimsIdentity)context.Principal!.Identity!);
        var person = long.Parse(identity.FindFirst(ClaimTypes.NameIdentifier)!.Value, CultureInfo.InvariantCulture);
        var how = context.Properties.Items.TryGetValue(How, out var said) ? said! : "link";
        var (id, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        await db.Database.ExecuteSqlAsync($"""
            with gone as (delete from session where id = {user.SessionId} or (person_id = {person} and seen_at < {now - Idle})),
            made as (
                insert into session (id, person_id, security_stamp, how, device, address, begun_at, seen_at, proved_at)
                select {id}, p.id, p.security_stamp, {how}, {DeviceWords.Of(http.Request.Headers.UserAgent.ToString())}, {Attempts.AddressOf(http.Connection.RemoteIpAddress)}, {now}, {now}, {now} from person p where p.id = {person})
            insert into audit (at, person_id, what, thing, thing_id, detail) values ({now}, {person}, 'signed-in', 'session', {id}::text, jsonb_build_object('how', {how}::text))
            """, http.RequestAborted);
        identity.AddClaim(new Claim(CurrentUser.SessionClaim, id.ToString()));
        device.Remember(identity.Name!);
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var cancel = context.HttpContext.RequestAborted;
        await user.LoadAsync(context.Principal!, cancel);
        if (!user.IsKnown || user.SessionId == Guid.Empty)
        {
            context.RejectPrincipal();
            return;
        }
        await rule.NoteAsync(cancel);
        if (clock.GetUtcNow() is var now && user.SeenAt < now - seenEvery)
            await db.Database.ExecuteSqlAsync($"update session set seen_at = {now}, address = {Attempts.AddressOf(context.HttpContext.Connection.RemoteIpAddress)} where id = {user.SessionId}", cancel);
    }

    // The one thing that is refused to who is signed in, before any handler is asked: see SecondFactorInTime.
    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect("/me/two-factor");
        return Task.CompletedTask;
    }

    public override Task SigningOut(CookieSigningOutContext context) => db.Database.ExecuteSqlAsync($"""
        with gone as (delete from session where id = {user.SessionId} returning id, person_id)
        insert into audit (at, person_id, what, thing, thing_id) select {clock.GetUtcNow()}, person_id, 'signed-out', 'session', id::text from gone
        """, context.HttpContext.RequestAborted);
}
