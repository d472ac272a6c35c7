using System.Buffers;
using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace TuanHoc.Web.Data;

/// <summary>
/// From where audit lines were written, and by which key of a program, those of an act and those that triggers write of its rows. The column takes it from a setting of the
/// transaction, which is set in the same round trip as the first statement of the transaction, so that no writer knows of it and none forgets it.
/// </summary>
public sealed class AuditAddress(IHttpContextAccessor http) : DbCommandInterceptor
{
    /// <summary>The claim that names the key (api_token) by which a program asks.</summary>
    public const string TokenClaim = "token";

    const string Tell = "select set_config('tuanhoc.address', $1, true), set_config('tuanhoc.token', $2, true)";

    // What may write when it stands alone; a question that holds such a word costs a setting nobody reads.
    static readonly SearchValues<string> Writing = SearchValues.Create(["insert into ", "update ", "delete from "], StringComparison.OrdinalIgnoreCase);

    readonly ConditionalWeakTable<DbContext, object> told = [];

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (await WithAddressAsync(command, eventData, cancellationToken) is not { } batch) return result;
        var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return InterceptionResult<DbDataReader>.SuppressWithResult(reader);
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (await WithAddressAsync(command, eventData, cancellationToken) is not { } batch) return result;
        return InterceptionResult<int>.SuppressWithResult(await batch.ExecuteNonQueryAsync(cancellationToken));
    }

    /// <summary>The address of a request as it is kept: IPv4 as such, IPv6 without the name of a network card.</summary>
    public static string? Of(HttpContext? request) => request?.Connection.RemoteIpAddress switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } six => new IPAddress(six.GetAddressBytes()).ToString(),
        var four => four.ToString(),
    };

    async ValueTask<NpgsqlBatch?> WithAddressAsync(DbCommand command, CommandEventData eventData, CancellationToken cancel)
    {
        if (command is not NpgsqlCommand written || Telling(written.CommandText, eventData.Context) is not { } telling) return null;
        var batch = new NpgsqlBatch(written.Connection, written.Transaction) { Timeout = written.CommandTimeout, BatchCommands = { telling } };
        if (eventData.CommandSource == CommandSource.SaveChanges)
        {
            // Entity Framework counts its own statements in what comes back, so the setting goes before them.
            await batch.ExecuteNonQueryAsync(cancel);
            return null;
        }
        var statement = new NpgsqlBatchCommand(written.CommandText);
        foreach (var parameter in written.Parameters) statement.Parameters.Add(((NpgsqlParameter)parameter).Clone());
        batch.BatchCommands.Add(statement);
        return batch;
    }

    /// <summary>What goes before a statement in its own round trip; null where nothing is to be told.</summary>
    internal NpgsqlBatchCommand? Telling(string statement, DbContext? db) => IsFirst(statement, db) && Of(http.HttpContext) is { } address
        ? new NpgsqlBatchCommand(Tell) { Parameters = { new() { Value = address }, new() { Value = http.HttpContext?.User.FindFirst(TokenClaim)?.Value ?? "" } } }
        : null;

    /// <summary>Whether it is the first statement of its transaction, or writes in one of its own.</summary>
    bool IsFirst(string statement, DbContext? db)
    {
        if (db?.Database.CurrentTransaction is not { TransactionId: var id }) return statement.AsSpan().ContainsAny(Writing);
        if (told.TryGetValue(db, out var last) && (Guid)last == id) return false;
        told.AddOrUpdate(db, id);
        return true;
    }
}
