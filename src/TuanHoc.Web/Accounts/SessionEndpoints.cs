using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Accounts;

/// <summary>Where a person is signed in, and ending that.</summary>
static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        app.MapGet("/me/sessions", List);
        app.MapPost("/me/sessions/{id:guid}/end", End);
        app.MapPost("/me/sessions/end-others", EndOthers);
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel) => PageResults.Page<SessionsView>(new
    {
        Present = user.SessionId,
        Sessions = await db.Database.SqlQuery<SessionSeen>($"""
            select s.id, s.device, s.address, s.begun_at, s.seen_at from session s join person p on p.id = s.person_id and p.security_stamp = s.security_stamp
             where s.person_id = {user.Id} and s.seen_at > {user.Now - SessionCookie.Idle} order by s.id = {user.SessionId} desc, s.seen_at desc limit 100
            """).ToListAsync(cancel),
    });

    static async Task<IResult> End(Guid id, IFormCollection _, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var ended = await db.Database.ExecuteSqlAsync($"""
            with gone as (delete from session where id = {id} and person_id = {user.Id} returning id)
            insert into audit (at, person_id, what, thing, thing_id) select {user.Now}, {user.Id}, 'session-ended', 'session', id::text from gone
            """, cancel);
        return ended == 0 ? PageResults.Missing() : TypedResults.LocalRedirect("/me/sessions");
    }

    static async Task<IResult> EndOthers(IFormCollection _, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"""
            with gone as (delete from session where person_id = {user.Id} and id <> {user.SessionId} returning id)
            insert into audit (at, person_id, what, thing, thing_id) select {user.Now}, {user.Id}, 'session-ended', 'session', id::text from gone
            """, cancel);
        return TypedResults.LocalRedirect("/me/sessions");
    }
}

/// <summary>A sign-in as the person's own list shows it.</summary>
public sealed record SessionSeen(Guid Id, string Device, string Address, DateTimeOffset BegunAt, DateTimeOffset SeenAt);
