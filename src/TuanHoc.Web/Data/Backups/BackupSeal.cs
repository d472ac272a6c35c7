using System.Security.Cryptography;
using System.Text;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Data.Backups;

/// <summary>
/// The last line of a backup: the SHA-256 of everything before it. A file that was cut off has no such line, one in which a single bit turned has a wrong one.
/// The tools that open zip files pass over it.
/// </summary>
static class BackupSeal
{
    const string Word = "\ntuanhoc-sha256 ";
    static readonly int Length = Word.Length + 2 * SHA256.HashSizeInBytes + 1;

    public static async Task WriteAsync(FileStream file, CancellationToken cancel)
    {
        file.Position = 0;
        var hash = await SHA256.HashDataAsync(file, cancel);
        await file.WriteAsync(Encoding.ASCII.GetBytes(Word + Convert.ToHexStringLower(hash) + "\n"), cancel);
    }

    /// <summary>Reads the whole file once.</summary>
    /// <exception cref="Refusal">It is not as it was written.</exception>
    public static async Task CheckAsync(FileStream file, CancellationToken cancel)
    {
        var start = new byte[4];
        if (await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel) < start.Length || !start.AsSpan().SequenceEqual("PK\x3\x4"u8))
            throw new Refusal($"{file.Name} không phải là bản sao lưu của tuanhoc.");
        var said = new byte[Length];
        file.Position = Math.Max(0, file.Length - Length);
        if (await file.ReadAtLeastAsync(said, said.Length, throwOnEndOfStream: false, cancel) < Length || !Encoding.ASCII.GetString(said).StartsWith(Word, StringComparison.Ordinal))
            throw new Refusal($"{file.Name} bị cụt hoặc hỏng ở cuối: chưa thay đổi gì. Hãy dùng một bản sao lưu khác.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (block, left) = (new byte[1 << 20], file.Length - Length);
        file.Position = 0;
        while (left > 0)
        {
            var read = await file.ReadAsync(block.AsMemory(0, (int)Math.Min(block.Length, left)), cancel);
            hash.AppendData(block, 0, read);
            left -= read;
        }
        if (!said.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(Word + Convert.ToHexStringLower(hash.GetHashAndReset()) + "\n")))
            throw new Refusal($"{file.Name} bị hỏng: mã SHA-256 không khớp, chưa thay đổi gì. Hãy dùng một bản sao lưu khác.");
        file.Position = 0;
    }
}
