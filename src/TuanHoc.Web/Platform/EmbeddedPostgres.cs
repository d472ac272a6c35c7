using System.Diagnostics;
using Npgsql;

namespace TuanHoc.Web.Platform;

/// <summary>A PostgreSQL of our own: programs from npm, data under one folder, a Unix socket and no TCP port. It is started again whenever it dies, and stops with us.</summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly DataPlace place;
    readonly FolderLock held;
    readonly bool durable;
    readonly string programs;
    readonly PostgresProcesses processes;
    readonly CancellationTokenSource stopping = new();
    Task watch = Task.CompletedTask;

    /// <summary>Called when the server died and answers again: connections from before are dead.</summary>
    public Action Restarted { get; set; } = () => { };

    public string ConnectionString => place.ConnectionString;

    /// <summary>Where its data lie.</summary>
    public DataDisk Disk { get; }

    EmbeddedPostgres(DataPlace place, FolderLock held, bool durable)
    {
        (this.place, this.held, this.durable) = (place, held, durable);
        programs = PostgresPackage.CopyTo(place.Folder, PostgresPackage.Find());
        processes = new(place.Cluster);
        Disk = new(place.Folder);
    }

    /// <summary>Starts the server of a place whose lock we hold (adopting one that outlived its application), with the database "tuanhoc" in it. Not durable: for tests alone, a crash of the machine may lose everything.</summary>
    public static async Task<EmbeddedPostgres> StartAsync(DataPlace place, FolderLock held, bool durable = true)
    {
        var server = new EmbeddedPostgres(place, held, durable);
        await server.PrepareAsync();
        await server.EnsureRunningAsync();
        await server.CreateDatabaseAsync();
        server.watch = server.WatchAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watch;
        if (processes.Any) await RunAsync("pg_ctl", "stop", "-m", "fast", "-w", "-s", "-D", place.Cluster);
        stopping.Dispose();
        held.Dispose();
    }

    async Task PrepareAsync()
    {
        await OwnAsync(place.Sockets);
        await OwnAsync(place.Cluster);
        if (File.Exists(Path.Combine(place.Cluster, "PG_VERSION"))) return;
        await RunAsync("initdb", "-D", place.Cluster, "-U", "tuanhoc", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--auth=trust", durable ? "--sync-method=fsync" : "--no-sync");
    }

    // Trust is safe here: only the owner of the socket's folder (and root) can reach the server.
    async Task OwnAsync(string folder)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (place.User is not null) await Tool.RunAsync(user: null, "chown", "-R", place.User, folder);
        try
        {
            Directory.GetFiles(folder);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new Refusal($"Không mở được {folder}: nó thuộc về người dùng khác. Hãy chạy bằng người dùng đó, hoặc chọn thư mục khác bằng --data.", e);
        }
    }

    async Task EnsureRunningAsync()
    {
        var clock = Stopwatch.StartNew();
        while (processes.Any)
        {
            if (await AnswersAsync()) return;
            processes.EndOrphans();
            if (clock.Elapsed > Patience) throw new Refusal($"Một PostgreSQL đang giữ {place.Cluster} mà không trả lời. Hãy xem {Log}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
        // No process works on the cluster, and its lock is ours: both lock files that may be left are stale.
        File.Delete(Path.Combine(place.Cluster, "postmaster.pid"));
        foreach (var stale in Directory.GetFiles(place.Sockets, ".s.PGSQL.*")) File.Delete(stale);
        try
        {
            await RunAsync("pg_ctl", "start", "-w", "-t", "60", "-s", "-D", place.Cluster, "-l", Log, "-o", Settings());
        }
        catch (Refusal e)
        {
            if (Disk.IsFull) throw new Refusal($"PostgreSQL không khởi động được. {Disk.Sentence}", e);
            var why = File.Exists(Log) ? File.ReadLines(Log).LastOrDefault(line => line.Contains("FATAL", StringComparison.Ordinal)) : null;
            throw new Refusal($"PostgreSQL không khởi động được: {why ?? e.Message} (xem {Log})", e);
        }
    }

    string Log => Path.Combine(place.Cluster, "server.log");

    string Settings()
    {
        string[] always =
        [
            "listen_addresses=", $"unix_socket_directories=\"{place.Sockets}\"", "unix_socket_permissions=0700",
            "timezone=UTC", "log_timezone=UTC", "log_checkpoints=off", "jit=off", "client_connection_check_interval=2s", "shared_buffers=128MB", "work_mem=16MB", "maintenance_work_mem=128MB", "random_page_cost=1.1",
        ];
        string[] mode = durable ? ["max_connections=100"] : ["max_connections=300", "fsync=off", "synchronous_commit=off", "full_page_writes=off"];
        return string.Join(' ', always.Concat(mode).Select(setting => "-c " + Quoted(setting)));
    }

    // pg_ctl hands the text to a shell, and a folder's name may hold anything.
    static string Quoted(string setting) => "'" + setting.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    async Task CreateDatabaseAsync()
    {
        await using var connection = new NpgsqlConnection(place.To("postgres"));
        await connection.OpenAsync();
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = 'tuanhoc'", connection);
        if (await exists.ExecuteScalarAsync() is not null) return;
        await using var create = new NpgsqlCommand("create database tuanhoc", connection);
        await create.ExecuteNonQueryAsync();
    }

    async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        // What keeps the server down may last: each thing is said once.
        var said = "";
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                if (processes.Master is not null) continue;
                if (said.Length == 0) Say("PostgreSQL đã dừng, đang khởi động lại.");
                try
                {
                    await EnsureRunningAsync();
                    Restarted();
                    said = "";
                }
                // Whatever it was, the next tick tries again: nobody else watches.
                catch (Exception e)
                {
                    if (said != e.Message) Say(said = e.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // We are stopping.
        }
    }

    static void Say(string line)
    {
        try
        {
            Console.Error.WriteLine(line);
        }
        catch (IOException)
        {
            // The log may lie on the very disk that is full.
        }
    }

    async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(place.To("postgres"));
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    Task RunAsync(string program, params string[] arguments) => Tool.RunAsync(place.User, Path.Combine(programs, "bin", program), arguments);
}
