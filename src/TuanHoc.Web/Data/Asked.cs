using Microsoft.EntityFrameworkCore;

namespace TuanHoc.Web.Data;

/// <summary>The values of a statement that is put together from what is asked: conditions that are not asked do not stand in it, so that its plan follows the others.</summary>
public sealed class Asked
{
    readonly List<object> values = [];

    /// <summary>Keeps a value, and answers the place that stands for it in the text.</summary>
    public string Value(object value)
    {
        values.Add(value);
        return $"{{{values.Count - 1}}}";
    }

    /// <summary>The rows of a statement in which only places of values stand, never a value.</summary>
    public Task<List<T>> ListAsync<T>(AppDb db, string sql, CancellationToken cancel) => db.Database.SqlQueryRaw<T>(sql, [.. values]).ToListAsync(cancel);
}
