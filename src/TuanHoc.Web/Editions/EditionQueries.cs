using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Editions;

/// <summary>The letter by which the Ministry announced a year.</summary>
public sealed record EditionLetter(int EditionId, Guid PlanId, string? Number, DateOnly? IssuedOn);

/// <summary>What the rooms to the right ask of editions.</summary>
public static class EditionQueries
{
    /// <summary>Whether the person may open a year: an administrator, and who leads or coordinates the Ministry.</summary>
    public static bool OpensEditions(this CurrentUser user) => user.IsAdministrator || user.Holds(UnitDirectory.Nation, Roles.Leading);

    /// <summary>The Ministry's letters in force, the latest of each year.</summary>
    public static Task<List<EditionLetter>> LettersAsync(this AppDb db, CancellationToken cancel) => db.Database.SqlQuery<EditionLetter>($"""
        select distinct on (edition_id) edition_id, id as plan_id, number, issued_on from plan
         where unit_id = {UnitDirectory.Nation} and type = 'CV' and state = 'saved' and edition_id is not null order by edition_id, issued_on desc nulls last, id desc
        """).ToListAsync(cancel);

    /// <summary>Whether any unit has sent its report of an edition, even one that was returned.</summary>
    public static async Task<bool> HasSentReportsAsync(this AppDb db, int editionId, CancellationToken cancel) =>
        (await db.Database.SqlQuery<bool>($"""select exists (select from report r join report_step s on s.report_id = r.id where r.edition_id = {editionId}) as "Value" """).ToListAsync(cancel)).Single();

    public static Task<Edition?> EditionAsync(this AppDb db, int year, CancellationToken cancel) =>
        db.Set<Edition>().AsNoTracking().SingleOrDefaultAsync(e => e.Year == year, cancel);

    public static Task<List<Edition>> EditionsAsync(this AppDb db, CancellationToken cancel) =>
        db.Set<Edition>().AsNoTracking().OrderByDescending(e => e.Year).ToListAsync(cancel);

    /// <summary>The edition that pages open on: the newest.</summary>
    public static Task<Edition?> CurrentEditionAsync(this AppDb db, CancellationToken cancel) =>
        db.Set<Edition>().AsNoTracking().OrderByDescending(e => e.Year).FirstOrDefaultAsync(cancel);

    public static Task<bool> HasEditionAsync(this AppDb db, CancellationToken cancel) => db.Set<Edition>().AnyAsync(cancel);

    /// <summary>Row key → the sentence that says why the edition does not ask it.</summary>
    public static Task<Dictionary<string, string>> NotAskedAsync(this AppDb db, int editionId, CancellationToken cancel) =>
        db.Set<EditionRow>().AsNoTracking().Where(r => r.EditionId == editionId).ToDictionaryAsync(r => r.RowKey, r => r.Why, cancel);
}
