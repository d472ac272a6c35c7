using System.Net.Sockets;
using Npgsql;

namespace TuanHoc.Web.Platform;

/// <summary>The one place where exceptions become answers: a database that is away is 503 and a moment's patience, a full disk 503 and a word to the administrator; everything else is a fault of ours, 500.</summary>
public sealed class Failures(RequestDelegate next, ILogger<Failures> log, IHostEnvironment environment, DataDisk? disk = null)
{
    const int SecondsToWait = 2, SecondsToMakeRoom = 30;

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The reader has left; nobody waits for an answer.
        }
        // Our server goes down with a full disk, and then only the disk itself can say why.
        catch (Exception e) when (!http.Response.HasStarted && (IsDiskFull(e) || IsOutage(e) && disk is { IsFull: true }))
        {
            log.LogError("Hết chỗ trên đĩa khi đáp {Method} {Path}: {Why}", http.Request.Method, Place(http), e.GetBaseException().Message);
            await FailurePage.NoRoom(SecondsToMakeRoom).WriteAsync(http);
        }
        catch (Exception e) when (!http.Response.HasStarted && IsOutage(e))
        {
            log.LogWarning("Cơ sở dữ liệu chưa sẵn sàng khi đáp {Method} {Path}: {Why}", http.Request.Method, Place(http), e.GetBaseException().Message);
            await FailurePage.Away(SecondsToWait).WriteAsync(http);
        }
        // A developer sees the exception itself, from the framework's page.
        catch (Exception e) when (!http.Response.HasStarted && !environment.IsDevelopment() && e is not BadHttpRequestException)
        {
            log.LogError(e, "Lỗi khi đáp {Method} {Path}", http.Request.Method, Place(http));
            await FailurePage.Fault.WriteAsync(http);
        }
    }

    /// <summary>Whether the database cannot be reached, or is stopping, starting or full: it is worth asking again soon.</summary>
    public static bool IsOutage(Exception e) => IsDiskFull(e) || Causes(e).Any(cause => cause switch
    {
        // Class 08: connection; 57P: shutdown, crash, starting up, database dropped; 53300: no connection left.
        PostgresException p => p.SqlState.StartsWith("08", StringComparison.Ordinal) || p.SqlState is "57P01" or "57P02" or "57P03" or "53300",
        NpgsqlException n => n.InnerException is SocketException or IOException or TimeoutException || n.InnerException is null && n.IsTransient,
        _ => false,
    });

    static bool IsDiskFull(Exception e) => Causes(e).Any(DataDisk.SaysFull);

    // Whoever has the token of a link may use it, so it stands in no log.
    static string Place(HttpContext http) => http.Request.RouteValues["token"] is string token ? http.Request.Path.Value!.Replace(token, "…", StringComparison.Ordinal) : http.Request.Path;

    static IEnumerable<Exception> Causes(Exception? e)
    {
        for (; e is not null; e = e.InnerException) yield return e;
    }
}
