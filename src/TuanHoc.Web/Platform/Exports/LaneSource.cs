using Npgsql;

namespace TuanHoc.Web.Platform.Exports;

/// <summary>Connections of the lane's own, a few: however many files are asked for, they take none from those that write.</summary>
public sealed class LaneSource : IAsyncDisposable
{
    public NpgsqlDataSource Source { get; }

    public LaneSource(NpgsqlDataSource everybodys, IConfiguration configuration)
    {
        // A data source does not give away the password it was made with; a server of our own has none.
        var text = configuration.GetConnectionString("TuanHoc") is { Length: > 0 } said ? said : everybodys.ConnectionString;
        Source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(DataFolder.Prepared(text)) { MaxPoolSize = Lane.Places + 1, MinPoolSize = 0, ConnectionIdleLifetime = 5, ConnectionPruningInterval = 2, ApplicationName = "tuanhoc-lane" });
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
