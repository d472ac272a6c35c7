using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>A person has looked at a signed file that a machine doubted: it is the signed copy of the document, and takes the place of the one before; or it is not, and is put away.</summary>
static class DoubtedFile
{
    public static Task<IResult> Confirm(Guid id, IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel) => DecideAsync(id, posted["hash"].ToString(), isSigned: true, db, user, cancel);

    public static Task<IResult> Refuse(Guid id, IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel) => DecideAsync(id, posted["hash"].ToString(), isSigned: false, db, user, cancel);

    static async Task<IResult> DecideAsync(Guid id, string hash, bool isSigned, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (await db.IssuedTextAsync(user, id, cancel) is not { CanLead: true } issued) return PageResults.Missing();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select from plan where id = {id} for no key update", cancel);
        // The file that was looked at, not one that came meanwhile; a second time changes nothing.
        if (await db.Database.SqlQuery<string>($"""select name as "Value" from plan_signed_file where plan_id = {id} and waits and encode(sha256, 'hex') = {hash}""").SingleOrDefaultAsync(cancel) is { } name)
        {
            await db.Database.ExecuteSqlAsync($"delete from plan_signed_file where plan_id = {id} and waits <> {isSigned}", cancel);
            if (isSigned) await db.Database.ExecuteSqlAsync($"update plan_signed_file set confirmed_at = {user.Now}, confirmed_by = {user.Id} where plan_id = {id} and waits", cancel);
            var detail = JsonSerializer.Serialize(new { name, sha256 = hash });
            await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, what, thing, thing_id, detail) values ({user.Now}, {user.Id}, {issued.UnitId}, case when {isSigned} then 'signed-file-confirmed' else 'signed-file-refused' end, 'plan', {issued.Id.ToString()}, {detail}::jsonb)", cancel);
            await transaction.CommitAsync(cancel);
        }
        return TypedResults.LocalRedirect($"/plans/{id}");
    }
}
