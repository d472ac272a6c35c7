using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace TuanHoc.Web.Data;

/// <summary>
/// The rows of the few questions that every request asks, and every submission. Entity Framework writes the text of such a statement anew at each call, one call
/// after another under a lock, and Npgsql reads it through for its parameters: together a third of what a submission cost the application (docs/decisions/0058).
/// Everything else goes through <c>SqlQuery</c>.
/// </summary>
static class OftenAsked
{
    static readonly ConcurrentDictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>As <c>SqlQuery&lt;T&gt;</c> would answer it: columns by the names of the record's parameters, on the connection and in the transaction of <paramref name="db"/>.</summary>
    /// <typeparam name="T">A record whose parameters are the columns.</typeparam>
    /// <param name="db">The database.</param>
    /// <param name="question">The statement. None of its values is null where its place says no type.</param>
    /// <param name="cancel">Stops the query.</param>
    public static async Task<List<T>> OftenAskedAsync<T>(this AppDb db, FormattableString question, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            var statement = new NpgsqlBatchCommand(texts.GetOrAdd(question.Format, Numbered, question.ArgumentCount));
            foreach (var value in question.GetArguments()) statement.Parameters.Add(new() { Value = value ?? DBNull.Value });
            await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
            var telling = db.GetService<AuditAddress>().Telling(statement.CommandText, db);
            if (telling is not null) batch.BatchCommands.Add(telling);
            batch.BatchCommands.Add(statement);
            await using var reader = await batch.ExecuteReaderAsync(cancel);
            if (telling is not null) await reader.NextResultAsync(cancel);
            var (rows, read) = (new List<T>(), Rows<T>.Of(question.Format, reader));
            while (await reader.ReadAsync(cancel)) rows.Add(read(reader));
            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Its values by their numbers, as PostgreSQL has them: nothing is left to be read through.</summary>
    static string Numbered(string format, int values) => string.Format(CultureInfo.InvariantCulture, format, [.. Enumerable.Range(1, values).Select(number => string.Create(CultureInfo.InvariantCulture, $"${number}"))]);

    static class Rows<T>
    {
        static readonly ConcurrentDictionary<string, Func<DbDataReader, T>> known = new(StringComparer.Ordinal);

        public static Func<DbDataReader, T> Of(string question, DbDataReader reader) => known.GetOrAdd(question, static (_, reader) => Compiled(reader), reader);

        static Func<DbDataReader, T> Compiled(DbDataReader reader)
        {
            var (made, row) = (typeof(T).GetConstructors().Single(), Expression.Parameter(typeof(DbDataReader)));
            var values = made.GetParameters().Select(parameter => Value(row, reader.GetOrdinal(SnakeCase.Of(parameter.Name!)), parameter.ParameterType));
            return Expression.Lambda<Func<DbDataReader, T>>(Expression.New(made, values), row).Compile();
        }

        static Expression Value(ParameterExpression row, int column, Type type)
        {
            var (at, kept) = (Expression.Constant(column), Nullable.GetUnderlyingType(type) ?? type);
            var value = Expression.Convert(Expression.Call(row, nameof(DbDataReader.GetFieldValue), [kept], at), type);
            return type.IsValueType && kept == type ? value : Expression.Condition(Expression.Call(row, nameof(DbDataReader.IsDBNull), null, at), Expression.Default(type), value);
        }
    }
}
