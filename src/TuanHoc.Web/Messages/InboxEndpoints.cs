using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Messages;

/// <summary>A message as its reader sees it.</summary>
public sealed record InboxLine(long Id, string Kind, string? UnitName, string Subject, string Text, string? Href, DateTimeOffset At, DateTimeOffset? ReadAt);

/// <summary>What a person was told, newest first; each opens what it is about and is then read.</summary>
static class InboxEndpoints
{
    const int PageLength = 50;

    public static void MapInbox(this IEndpointRouteBuilder app)
    {
        app.MapGet("/messages", List);
        app.MapPost("/messages/{id:long}/open", Open);
        app.MapPost("/messages/read", ReadAll);
    }

    static async Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel, long before = long.MaxValue)
    {
        var lines = await db.Database.SqlQuery<InboxLine>($"""
            select id, kind, unit_name(unit_id, {user.Today}) as unit_name, subject, text, href, at, read_at from message
             where person_id = {user.Id} and id < {before} order by id desc limit {PageLength + 1}
            """).ToListAsync(cancel);
        return PageResults.Page<InboxView>(new { Lines = lines.Take(PageLength).ToList(), IsFirst = before == long.MaxValue, Next = lines.Count > PageLength ? lines[PageLength - 1].Id : (long?)null });
    }

    static async Task<IResult> Open(long id, IFormCollection _, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var opened = await db.Database.SqlQuery<string>($"""
            update message set read_at = coalesce(read_at, {user.Now}) where id = {id} and person_id = {user.Id} returning coalesce(href, '/messages') as "Value"
            """).ToListAsync(cancel);
        return opened is [var path] ? TypedResults.LocalRedirect(path) : PageResults.Missing();
    }

    static async Task<IResult> ReadAll(IFormCollection _, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"update message set read_at = {user.Now} where person_id = {user.Id} and read_at is null", cancel);
        return TypedResults.LocalRedirect("/messages");
    }
}
