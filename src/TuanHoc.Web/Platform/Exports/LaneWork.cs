using Microsoft.EntityFrameworkCore;
using Npgsql;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Platform.Exports;

/// <summary>What a file is made with: where it is written, the lane's own database, and how far it is.</summary>
public sealed class LaneWork(Making making, Stream output, LaneSource source, IServiceProvider services, CancellationToken cancel) : IAsyncDisposable
{
    AppDb? db;

    public Stream Output => output;

    public CancellationToken Cancel => cancel;

    /// <summary>Connections that no page waits for.</summary>
    public NpgsqlDataSource Source => source.Source;

    /// <summary>The database over them.</summary>
    public AppDb Db => db ??= new((DbContextOptions<AppDb>)new DbContextOptionsBuilder<AppDb>().UseDatabase(Source).UseApplicationServiceProvider(services).Options);

    /// <summary>Of what it is made, told before anything is read: as long as that is so, the file is not made again.</summary>
    public void MadeOf(object stamp) => making.Stamp = stamp;

    public void At(long done, long of) => making.Percent = of == 0 ? 0 : (int)(100 * done / of);

    public ValueTask DisposeAsync() => db?.DisposeAsync() ?? ValueTask.CompletedTask;
}
