using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Accounts;

/// <summary>Whom the provider has named, and the account of ours that belongs to it once its owner has confirmed that.</summary>
public sealed class OpenIdLink(AppDb db, OpenId openId, IHttpContextAccessor http, TimeProvider clock)
{
    public const string Subject = "sub", Email = "email", EmailVerified = "email_verified";

    /// <summary>Who came back from the provider a few minutes ago.</summary>
    public async Task<OpenIdVisitor?> VisitorAsync()
    {
        var result = await http.HttpContext!.AuthenticateAsync(IdentityConstants.ExternalScheme);
        if (result.Principal?.FindFirstValue(Subject) is not { Length: > 0 } subject) return null;
        return new(subject, result.Principal.FindFirstValue(Email) ?? "", string.Equals(result.Principal.FindFirstValue(EmailVerified), "true", StringComparison.OrdinalIgnoreCase));
    }

    public Task ForgetVisitorAsync() => http.HttpContext!.SignOutAsync(IdentityConstants.ExternalScheme);

    public Task<Person?> PersonAsync(OpenIdVisitor visitor, CancellationToken cancel) => db.Users.AsNoTracking()
        .SingleOrDefaultAsync(p => db.UserLogins.Any(l => l.UserId == p.Id && l.LoginProvider == openId.Authority && l.ProviderKey == visitor.Subject), cancel);

    public Task<bool> IsLinkedAsync(long person, CancellationToken cancel) => db.UserLogins.AnyAsync(l => l.UserId == person && l.LoginProvider == openId.Authority, cancel);

    /// <summary>Whether the provider vouches for the very address that this account has, as its e-mail or as its name.</summary>
    public Task<bool> IsSameAddressAsync(OpenIdVisitor visitor, long person, CancellationToken cancel)
    {
        var address = visitor.Email.Normalize().ToUpperInvariant();
        return visitor.IsVerified && address.Length > 0 ? db.Users.AnyAsync(p => p.Id == person && (p.NormalizedEmail == address || p.NormalizedUserName == address), cancel) : Task.FromResult(false);
    }

    /// <summary>Links; nothing happens when the provider's account belongs to somebody already.</summary>
    public Task LinkAsync(OpenIdVisitor visitor, long person, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with made as (
            insert into person_login (login_provider, provider_key, provider_display_name, user_id) values ({openId.Authority}, {visitor.Subject}, {openId.Name}, {person}) on conflict do nothing returning user_id)
        insert into audit (at, person_id, what, thing, thing_id, detail) select {clock.GetUtcNow()}, user_id, 'openid-linked', 'person', user_id::text, jsonb_build_object('authority', {openId.Authority}::text) from made
        """, cancel);

    public Task UnlinkAsync(long person, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with gone as (delete from person_login where user_id = {person} and login_provider = {openId.Authority} returning user_id)
        insert into audit (at, person_id, what, thing, thing_id, detail) select {clock.GetUtcNow()}, user_id, 'openid-unlinked', 'person', user_id::text, jsonb_build_object('authority', {openId.Authority}::text) from gone
        """, cancel);
}

/// <summary>Somebody as the provider names them.</summary>
public sealed record OpenIdVisitor(string Subject, string Email, bool IsVerified);
