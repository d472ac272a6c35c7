using System.Data.Common;
using System.Diagnostics;
using Npgsql;

namespace TuanHoc.Web.Platform;

/// <summary>An open database: the server named by a connection string, the running application's, or one started for us and stopped with us.</summary>
public sealed class DataFolder : IAsyncDisposable
{
    const int OldestServer = 15;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly EmbeddedPostgres? own;

    // Of a command: the folder whose server it started, or what says that it uses another's.
    string? sharedFolder;
    IDisposable? use;

    public NpgsqlDataSource Source { get; }

    /// <summary>Where a server started for us keeps its data; null where the server is another's.</summary>
    public DataDisk? Disk => own?.Disk;

    DataFolder(string connectionString, EmbeddedPostgres? own)
    {
        Source = NpgsqlDataSource.Create(Prepared(connectionString));
        this.own = own;
        if (own is not null) own.Restarted = Source.Clear;
    }

    /// <summary>Opens a folder to serve from it: another tuanhoc on the same folder is refused.</summary>
    public static Task<DataFolder> OpenAsync(string folder, string? connectionString) => OpenAsync(folder, connectionString, shared: false);

    /// <summary>Opens a folder for a command: beside a running tuanhoc its server is used, and never stopped.</summary>
    public static Task<DataFolder> OpenSharedAsync(string folder, string? connectionString) => OpenAsync(folder, connectionString, shared: true);

    /// <summary>Why a server of this version cannot be used, or null.</summary>
    public static string? WhyNotServer(Version version, string name) => version.Major >= OldestServer ? null : $"PostgreSQL {name} quá cũ: cần {OldestServer} trở lên.";

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        use?.Dispose();
        // Other commands may have come to our server: it stops when the last of them is done.
        using var alone = sharedFolder is null ? null : await FolderLock.AloneAsync(sharedFolder);
        if (own is not null) await own.DisposeAsync();
    }

    // The same few statements make every page, and planning them costs more than running them; a connection string may say otherwise.
    internal static string Prepared(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new Refusal("Không hiểu chuỗi kết nối ConnectionStrings__TuanHoc. Ví dụ: Host=localhost;Username=tuanhoc;Password=…;Database=tuanhoc");
        }
        // NpgsqlConnectionStringBuilder "contains" every key it knows; what was said is in the plain one.
        var said = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (!said.ContainsKey("Max Auto Prepare")) settings.MaxAutoPrepare = 100;
        // Nothing here leaves anything in a session, and a reset before each statement costs as much as the statement.
        if (!said.ContainsKey("No Reset On Close")) settings.NoResetOnClose = true;
        // Planned once and for all: left to itself the server plans the larger statements anew each time. No statement may lean on the values of its parameters.
        if (!said.ContainsKey("Options")) settings.Options = "-c plan_cache_mode=force_generic_plan";
        return settings.ConnectionString;
    }

    static async Task<DataFolder> OpenAsync(string folder, string? connectionString, bool shared)
    {
        if (!string.IsNullOrEmpty(connectionString)) return await CheckedAsync(new(connectionString, own: null));
        var place = DataPlace.Of(folder);
        if (place.ClosedAt is { } closed) await Console.Error.WriteLineAsync($"Chỉ root vào được {closed}, nên dữ liệu nằm ở {place.Folder}.");
        place.Create();
        if (!shared) return await OwnAsync(place) ?? throw FolderLock.Held(place.Folder);
        // Whoever runs the server may just be starting it, or stopping it and about to free the folder.
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (await OwnAsync(place) is { } own)
            {
                own.sharedFolder = place.Folder;
                return own;
            }
            if (await BesideAsync(place, isLast: clock.Elapsed > Patience) is { } beside) return beside;
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    /// <summary>A server started for us; null while another process owns the folder.</summary>
    static async Task<DataFolder?> OwnAsync(DataPlace place)
    {
        if (FolderLock.TryTake(place.Folder) is not { } held) return null;
        try
        {
            return new(place.ConnectionString, await EmbeddedPostgres.StartAsync(place, held));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The server of whoever owns the folder; null while it cannot be used.</summary>
    static async Task<DataFolder?> BesideAsync(DataPlace place, bool isLast)
    {
        if (FolderLock.TryUse(place.Folder) is not { } use) return null;
        var data = new DataFolder(place.ConnectionString, own: null) { use = use };
        try
        {
            return await CheckedAsync(data);
        }
        catch (Exception e)
        {
            await data.DisposeAsync();
            if (e is NpgsqlException && !isLast) return null;
            throw;
        }
    }

    static async Task<DataFolder> CheckedAsync(DataFolder data)
    {
        await using var connection = await data.Source.OpenConnectionAsync();
        return WhyNotServer(connection.PostgreSqlVersion, connection.ServerVersion) is { } sentence ? throw new Refusal(sentence) : data;
    }
}
