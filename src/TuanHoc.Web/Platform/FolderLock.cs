using System.Globalization;

namespace TuanHoc.Web.Platform;

/// <summary>One tuanhoc at a time owns a data folder; the kernel frees the lock however the process ends.</summary>
public sealed class FolderLock : IDisposable
{
    readonly FileStream file;

    FolderLock(FileStream file) => this.file = file;

    /// <summary>The lock, or null while another process holds it.</summary>
    public static FolderLock? TryTake(string folder)
    {
        var path = Path.Combine(folder, "app.lock");
        try
        {
            var taken = new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            File.WriteAllText(Holder(folder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return taken;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new Refusal($"Không ghi được vào thư mục dữ liệu {folder}: nó thuộc về người dùng khác. Hãy chạy bằng người dùng đó, hoặc chọn thư mục khác bằng --data.", e);
        }
        catch (IOException e) when (DataDisk.SaysFull(e))
        {
            throw new Refusal(new DataDisk(folder).Sentence, e);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Says that a command uses the folder's server, which then is not stopped under it; null while it is being stopped.</summary>
    public static IDisposable? TryUse(string folder)
    {
        try
        {
            return new FileStream(Users(folder), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Waits until no command uses the folder's server; held, none can begin.</summary>
    public static async Task<IDisposable> AloneAsync(string folder)
    {
        while (true)
        {
            try
            {
                return new FileStream(Users(folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (e is not DirectoryNotFoundException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    /// <summary>The sentence for a folder somebody else holds.</summary>
    public static Refusal Held(string folder)
    {
        var holder = File.Exists(Holder(folder)) ? File.ReadAllText(Holder(folder)) : "?";
        return new($"Một tuanhoc khác (tiến trình {holder}) đang dùng thư mục dữ liệu {folder}. Hãy dừng nó, hoặc chọn thư mục khác bằng --data.");
    }

    public void Dispose() => file.Dispose();

    static string Users(string folder) => Path.Combine(folder, "users.lock");

    // A file of its own: .NET's lock also keeps every .NET reader out of the locked file.
    static string Holder(string folder) => Path.Combine(folder, "app.pid");
}
