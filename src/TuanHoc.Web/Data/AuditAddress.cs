using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace TuanHoc.Web.Data;

/// <summary>
/// From where an audit line was written. The column takes it from a setting of the transaction, which is set in the same round trip as
/// the line itself, so that no writer knows of it and none forgets it.
/// </summary>
public sealed class AuditAddress(IHttpContextAccessor http) : DbCommandInterceptor
{
    const string Line = "insert into audit";

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (WithAddress(command) is not { } batch) return result;
        var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return InterceptionResult<DbDataReader>.SuppressWithResult(reader);
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (WithAddress(command) is not { } batch) return result;
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

    NpgsqlBatch? WithAddress(DbCommand command)
    {
        if (command is not NpgsqlCommand written || !written.CommandText.Contains(Line, StringComparison.Ordinal) || Of(http.HttpContext) is not { } address) return null;
        var statement = new NpgsqlBatchCommand(written.CommandText);
        foreach (var parameter in written.Parameters) statement.Parameters.Add(((NpgsqlParameter)parameter).Clone());
        return new NpgsqlBatch(written.Connection, written.Transaction)
        {
            Timeout = written.CommandTimeout,
            BatchCommands = { new("select set_config('tuanhoc.address', $1, true)") { Parameters = { new() { Value = address } } }, statement },
        };
    }
}
