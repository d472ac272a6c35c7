using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Api;

/// <summary>"Authorization: Bearer …": a program asks in the name of the person who made the key, and may what that person may. No cookie counts here, so no page of another site can ask in anybody's name.</summary>
sealed class TokenScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, AppDb db, CurrentUser user) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "token", ScopeClaim = "scope";

    const string Bearer = "Bearer ";

    static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(15);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var said = Request.Headers.Authorization.ToString();
        if (!said.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || user.IsKnown) return AuthenticateResult.NoResult();
        var found = await db.Database.SqlQuery<Found>($"""
            select t.id, t.person_id, t.scopes, t.used_at from api_token t join person p on p.id = t.person_id and p.security_stamp = t.security_stamp
             where t.token_hash = {LinkSecret.Hash(said[Bearer.Length..].Trim())} and t.expires_at > {user.Now}
            """).ToListAsync(Context.RequestAborted);
        if (found is not [var token]) return AuthenticateResult.NoResult();
        var person = new Claim(ClaimTypes.NameIdentifier, token.PersonId.ToString(CultureInfo.InvariantCulture));
        // No sign-in stands behind a key: the person is loaded as the program acts for somebody.
        await user.LoadAsync(new ClaimsPrincipal(new ClaimsIdentity([person])), Context.RequestAborted);
        if (!user.IsKnown) return AuthenticateResult.NoResult();
        if (!(token.UsedAt > user.Now - UsedEvery)) await db.Database.ExecuteSqlAsync($"update api_token set used_at = {user.Now} where id = {token.Id}", Context.RequestAborted);
        var claims = token.Scopes.Select(scope => new Claim(ScopeClaim, scope)).Append(person).Append(new Claim(AuditAddress.TokenClaim, token.Id.ToString(CultureInfo.InvariantCulture)));
        return AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, Name)), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiAnswers.Problem(StatusCodes.Status401Unauthorized, T["Cần khóa API còn hạn trong Authorization: Bearer …; lập khóa ở trang /me/tokens. Cookie đăng nhập không dùng được ở đây."]).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiAnswers.Problem(StatusCodes.Status403Forbidden, T["Khóa này không được làm việc ấy: cần quyền ghi, hoặc người lập khóa phải thêm xác thực hai bước ở trang /me/two-factor."]).ExecuteAsync(Context);

    sealed record Found(long Id, long PersonId, string[] Scopes, DateTimeOffset? UsedAt);
}
