using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Api;

/// <summary>A key as its owner's list shows it; never the key itself.</summary>
public sealed record TokenSeen(long Id, string Name, string[] Scopes, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt);

/// <summary>The keys of one's own programs: made here, shown once, revoked here.</summary>
static class TokenEndpoints
{
    /// <summary>For how many days a key may be made.</summary>
    public static readonly int[] Days = [30, 90, 365];

    // More than anybody's programs need; a forgotten key is a danger.
    const int MostKeys = 20;

    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        app.MapGet("/me/tokens", List).AsksAgain();
        app.MapPost("/me/tokens", Make).AsksAgain();
        app.MapPost("/me/tokens/{id:long}/revocation", Revoke);
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel) => PageResults.Page<TokensView>(new { Tokens = await OfAsync(db, user, cancel) });

    static async Task<IResult> Make(IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var form = new FormReader(posted);
        var name = form.Required("name", T["Ghi tên để nhớ khóa này cho chương trình nào."], 100);
        var days = form.Integer("days") ?? 0;
        if (form.IsValid && !Days.Contains(days)) form.Refuse("days", T["Chọn thời hạn của khóa."]);
        string[] scopes = form.Has("write") ? ["read", "write"] : ["read"];
        var tokens = await OfAsync(db, user, cancel);
        if (tokens.Count >= MostKeys) form.Refuse("name", T["Mỗi người có nhiều nhất {0} khóa: thu lại khóa không dùng nữa trước.", MostKeys]);
        if (!form.IsValid) return PageResults.Page<TokensView>(new { Tokens = tokens, Input = form }, StatusCodes.Status400BadRequest);
        var token = LinkSecret.New();
        await db.Database.ExecuteSqlAsync($"""
            with made as (
                insert into api_token (person_id, security_stamp, name, token_hash, scopes, made_at, expires_at)
                select p.id, p.security_stamp, {name}, {LinkSecret.Hash(token)}, {scopes}, {user.Now}, {user.Now.AddDays(days)} from person p where p.id = {user.Id}
                returning id, scopes)
            insert into audit (at, person_id, what, thing, thing_id, detail) select {user.Now}, {user.Id}, 'made', 'api-token', id::text, jsonb_build_object('scopes', scopes) from made
            """, cancel);
        return PageResults.Page<TokensView>(new { Tokens = await OfAsync(db, user, cancel), Made = token });
    }

    static async Task<IResult> Revoke(long id, IFormCollection _, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var gone = await db.Database.ExecuteSqlAsync($"""
            with gone as (delete from api_token where id = {id} and person_id = {user.Id} returning id)
            insert into audit (at, person_id, what, thing, thing_id) select {user.Now}, {user.Id}, 'revoked', 'api-token', id::text from gone
            """, cancel);
        return gone == 0 ? PageResults.Missing() : TypedResults.LocalRedirect("/me/tokens");
    }

    // A key made under an earlier password opens nothing any more.
    static Task<List<TokenSeen>> OfAsync(AppDb db, CurrentUser user, CancellationToken cancel) => db.Database.SqlQuery<TokenSeen>($"""
        select t.id, t.name, t.scopes, t.made_at, t.expires_at, t.used_at from api_token t join person p on p.id = t.person_id and p.security_stamp = t.security_stamp
         where t.person_id = {user.Id} order by t.made_at desc
        """).ToListAsync(cancel);
}
