using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Editions;

/// <summary>What the rooms to the right ask of editions.</summary>
public static class EditionQueries
{
    public static Task<Edition?> EditionAsync(this AppDb db, int year, CancellationToken cancel) =>
        db.Set<Edition>().AsNoTracking().SingleOrDefaultAsync(e => e.Year == year, cancel);

    public static Task<List<Edition>> EditionsAsync(this AppDb db, CancellationToken cancel) =>
        db.Set<Edition>().AsNoTracking().OrderByDescending(e => e.Year).ToListAsync(cancel);

    /// <summary>The edition that pages open on: the newest.</summary>
    public static Task<Edition?> CurrentEditionAsync(this AppDb db, CancellationToken cancel) =>
        db.Set<Edition>().AsNoTracking().OrderByDescending(e => e.Year).FirstOrDefaultAsync(cancel);

    /// <summary>Row key → the sentence that says why the edition does not ask it.</summary>
    public static Task<Dictionary<string, string>> NotAskedAsync(this AppDb db, int editionId, CancellationToken cancel) =>
        db.Set<EditionRow>().AsNoTracking().Where(r => r.EditionId == editionId).ToDictionaryAsync(r => r.RowKey, r => r.Why, cancel);
}
