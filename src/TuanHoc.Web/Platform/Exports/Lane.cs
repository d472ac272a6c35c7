using System.Security.Cryptography;

namespace TuanHoc.Web.Platform.Exports;

/// <summary>
/// The one lane in which files are made that read much: a few at once, some waiting, the rest told to come back; so pages and submissions never wait for them.
/// Whoever asks for the same is served by the same making, and what is ready is kept until something changes.
/// </summary>
public sealed class Lane(LaneSource source, IServiceProvider services, IHostApplicationLifetime lifetime)
{
    /// <summary>How many are made at once: half of the processors are left to everybody else.</summary>
    public static readonly int Places = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>How many may wait or be made; who comes then is told to come back.</summary>
    public const int MostAtOnce = 12;

    /// <summary>How many files and how many bytes are kept.</summary>
    const int MostKept = 40;
    const long LargestKept = 1_000_000_000;

    /// <summary>No file takes as long; what does, has gone wrong.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    readonly SemaphoreSlim places = new(Places);
    readonly Lock gate = new();
    // The one asked for last stands first.
    readonly List<(object Key, Making Making)> known = [];

    /// <summary>The file of a key as it is made of <paramref name="stamp"/>, ready or on the way; null when the lane is full.</summary>
    /// <param name="key">Names the file with everything it depends on.</param>
    /// <param name="stamp">Equal as long as the file would come out the same.</param>
    /// <param name="make">Makes it. It outlives the request that asked, so it uses nothing of that, and tells the work of what it is made.</param>
    public Making? Ask(object key, object stamp, Func<LaneWork, Task> make)
    {
        lock (gate)
        {
            var at = known.FindIndex(one => one.Key.Equals(key) && one.Making.Serves(stamp));
            if (at >= 0)
            {
                var found = known[at];
                known.RemoveAt(at);
                known.Insert(0, found);
                return found.Making;
            }
            // What is ready and no longer true is let go; what is still being made goes on for those who wait for it.
            known.RemoveAll(one => one.Making.File.IsCompleted && (one.Key.Equals(key) || !one.Making.File.IsCompletedSuccessfully));
            if (known.Count(one => !one.Making.File.IsCompleted) >= MostAtOnce) return null;
            var making = new Making();
            making.File = Task.Run(() => MakeAsync(making, make));
            known.Insert(0, (key, making));
            ForgetWhatIsTooMuch();
            return making;
        }
    }

    async Task<ReadyFile> MakeAsync(Making making, Func<LaneWork, Task> make)
    {
        await places.WaitAsync(lifetime.ApplicationStopping);
        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
            ending.CancelAfter(Longest);
            var path = Path.Combine(Path.GetTempPath(), $"tuanhoc-{Guid.CreateVersion7()}");
            var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.Asynchronous);
            File.Delete(path);
            // Not disposed: the handle is the file's, and the file's alone.
            var output = new FileStream(handle, FileAccess.ReadWrite);
            await using (var work = new LaneWork(making, output, source, services, ending.Token)) await make(work);
            await output.FlushAsync(ending.Token);
            output.Position = 0;
            var hash = await SHA256.HashDataAsync(output, ending.Token);
            GC.SuppressFinalize(output);
            making.Percent = 100;
            return new(handle, Convert.ToHexStringLower(hash)[..32]);
        }
        finally
        {
            places.Release();
        }
    }

    void ForgetWhatIsTooMuch()
    {
        var (count, bytes) = (0, 0L);
        known.RemoveAll(one => one.Making.File.IsCompletedSuccessfully && (++count > MostKept || (bytes += one.Making.File.Result.Length) > LargestKept));
    }
}
