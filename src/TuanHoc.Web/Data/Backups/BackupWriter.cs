using System.Data;
using System.IO.Compression;
using System.Text.Json;
using Npgsql;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Data.Backups;

/// <summary>Writes everything a database holds into one file: a zip of what COPY gives of each table, read in one snapshot while people go on working. It streams; no table is ever held.</summary>
public static class BackupWriter
{
    const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The file appears under its name when it is whole and sealed, never before.</summary>
    /// <exception cref="Refusal">There is such a file already.</exception>
    public static async Task<BackupManifest> WriteAsync(NpgsqlDataSource source, string path, DateTimeOffset at, CancellationToken cancel)
    {
        if (Path.Exists(path)) throw new Refusal($"{path} đã có: hãy chọn tên khác, bản sao lưu cũ không bị ghi đè.");
        var unfinished = path + ".part";
        try
        {
            BackupManifest manifest;
            // It holds the keys of sessions and the hashes of passwords: nobody else may read it.
            await using (var file = new FileStream(unfinished, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, UnixCreateMode = OperatingSystem.IsWindows() ? null : Ours }))
            {
                await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel))
                    manifest = await WriteAsync(source, zip, at, cancel);
                await BackupSeal.WriteAsync(file, cancel);
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path);
            return manifest;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    static async Task<BackupManifest> WriteAsync(NpgsqlDataSource source, ZipArchive zip, DateTimeOffset at, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var tables = new List<BackupTable>();
        foreach (var table in await BackupTables.ReadAsync(connection, cancel))
        {
            await using (var copied = await connection.BeginRawBinaryCopyAsync($"copy {table.Copied} to stdout (format binary)", cancel))
            await using (var entry = await zip.CreateEntry(table.Entry, CompressionLevel.Fastest).OpenAsync(cancel))
                await copied.CopyToAsync(entry, cancel);
            tables.Add(table with { Rows = await BackupTables.CountAsync(connection, table, cancel) });
        }
        // Sequences know no snapshot: read after the rows, none of them stands before a number that was given.
        var manifest = new BackupManifest(at, await Migrator.KnownAsync(connection), tables, await BackupTables.CountersAsync(connection, cancel), await BackupTables.SumsAsync(connection, cancel));
        await using var last = await zip.CreateEntry(BackupManifest.Name).OpenAsync(cancel);
        await JsonSerializer.SerializeAsync(last, manifest, JsonSerializerOptions.Web, cancel);
        return manifest;
    }
}
