using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Api;

/// <summary>A unit as it stood on a day; validTo is the day after its version's last, null while it lasts.</summary>
public sealed record UnitOut(long Id, string Kind, string? Code, string Name, long? ParentId, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>The directory of units, open to everybody who has a key, as its page is to everybody signed in.</summary>
static class UnitCalls
{
    public static async Task<IResult> List(HttpContext http, AppDb db, CurrentUser user, CancellationToken cancel, string on = "", string? changed_since = null, long after = 0, int? limit = null)
    {
        var asOf = AsOf.Read(on, user.Today);
        if (asOf.IsWrong || ApiAnswers.Since(changed_since) is not { } since) return ApiAnswers.Problem(StatusCodes.Status400BadRequest, T["Ghi ngày theo mẫu 2025-10-05."]);
        var (take, sinceDay, all) = (ApiAnswers.Limit(limit), DateOnly.FromDateTime(since.UtcDateTime), changed_since is null);
        var units = await db.Database.SqlQuery<UnitOut>($"""
            select v.unit_id as id, v.kind, v.code, v.name, v.parent_id, lower(v.valid) as valid_from, upper(v.valid) as valid_to
              from unit_version v
             where v.unit_id > {after} and case when {all} then v.valid @> {asOf.Day} else lower(v.valid) >= {sinceDay} or upper(v.valid) >= {sinceDay} end
               and not exists (select from unit_version w where w.unit_id = v.unit_id and lower(w.valid) > lower(v.valid) and not {all})
             order by v.unit_id limit {take}
            """).ToListAsync(cancel);
        return ApiAnswers.Tagged(http, new ApiPage<UnitOut>(units, units.Count == take ? units[^1].Id : null));
    }
}
