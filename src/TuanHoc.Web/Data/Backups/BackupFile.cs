using System.IO.Compression;
using System.Text.Json;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Data.Backups;

/// <summary>A backup whose every byte was found as it was written, open to be read.</summary>
public sealed class BackupFile : IAsyncDisposable
{
    readonly FileStream file;
    readonly ZipArchive zip;

    BackupFile(FileStream file, ZipArchive zip, BackupManifest manifest) => (this.file, this.zip, Manifest) = (file, zip, manifest);

    public BackupManifest Manifest { get; }

    /// <exception cref="Refusal">There is no such file, or it is not as it was written; one sentence says which.</exception>
    public static async Task<BackupFile> OpenAsync(string path, CancellationToken cancel)
    {
        if (!File.Exists(path)) throw new Refusal($"Không thấy tệp {path}.");
        var opened = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            await BackupSeal.CheckAsync(opened, cancel);
            var tables = await ZipArchive.CreateAsync(opened, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancel);
            await using var manifest = await (tables.GetEntry(BackupManifest.Name) ?? throw new Refusal($"{path} không phải là bản sao lưu của tuanhoc.")).OpenAsync(cancel);
            return new(opened, tables, (await JsonSerializer.DeserializeAsync<BackupManifest>(manifest, JsonSerializerOptions.Web, cancel))!);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>What COPY gave of a table.</summary>
    public Task<Stream> OpenAsync(BackupTable table, CancellationToken cancel) => zip.GetEntry(table.Entry)!.OpenAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await zip.DisposeAsync();
        await file.DisposeAsync();
    }
}
