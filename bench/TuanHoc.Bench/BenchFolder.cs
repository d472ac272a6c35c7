using Npgsql;
using TuanHoc.Web.Platform;

namespace TuanHoc.Bench;

/// <summary>A data folder of the bench's own under the temporary folder, with a durable PostgreSQL; gone afterwards.</summary>
sealed class BenchFolder : IAsyncDisposable
{
    readonly string top;
    DataFolder? data;

    BenchFolder(string top) => this.top = top;

    public string Path => System.IO.Path.Combine(top, "data");

    /// <summary>Connections to the folder's server, whoever runs it now.</summary>
    public NpgsqlDataSource Source { get; private set; } = null!;

    public static async Task<BenchFolder> OpenAsync()
    {
        var folder = new BenchFolder(Directory.CreateTempSubdirectory("tuanhoc-bench-").FullName);
        // Root's server runs as another user, who must be able to pass.
        File.SetUnixFileMode(folder.top, (UnixFileMode)0b111_101_101);
        folder.data = await DataFolder.OpenAsync(folder.Path, connectionString: null);
        folder.Source = NpgsqlDataSource.Create(DataPlace.Of(folder.Path).ConnectionString);
        return folder;
    }

    /// <summary>Stops our server, so that the application can take the folder.</summary>
    public async Task CloseAsync()
    {
        Source.Clear();
        if (data is not null) await data.DisposeAsync();
        data = null;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await Source.DisposeAsync();
        Directory.Delete(top, recursive: true);
    }
}
