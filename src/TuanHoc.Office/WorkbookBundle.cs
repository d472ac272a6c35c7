using System.IO.Compression;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>A file of a bundle: its name with the folders it lies in, and what is in it or why that is not read.</summary>
public sealed record BundledFile(string Name, byte[] Content, Sentence? Refusal);

/// <summary>Workbooks sent in one file: a workbook alone, or a zip of many. A zip within it is not opened.</summary>
public static class WorkbookBundle
{
    public const int MostFiles = 5_000;

    private const long MostInflated = 400_000_000;

    private static readonly Sentence
        TooLarge = new("Tệp lớn hơn {0} MB nên không phải biểu số liệu.", WorkbookFile.MostBytes / 1_000_000),
        ZipInZip = new("Tệp nén nằm trong tệp nén không được mở; hãy giải nén rồi nén chung các bảng tính vào một tệp .zip."),
        Damaged = new("Tệp nén bị hỏng; hãy nén lại thành .zip rồi gửi lại."),
        Empty = new("Tệp nén không có bảng tính nào.");

    /// <summary>Hands over the files one after another; answers with how many there are, or with a sentence when none can be read.</summary>
    /// <param name="file">What was sent.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="take">Told the file, and of how many it is one.</param>
    public static async Task<Sentence?> ReadAsync(byte[] file, string name, Func<BundledFile, int, Task> take)
    {
        if (!WorkbookFile.IsZip(file))
        {
            await take(new(name, file, Refusal: null), 1);
            return null;
        }
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            if (IsWorkbook(zip))
            {
                await take(new(name, file, file.Length > WorkbookFile.MostBytes ? TooLarge : null), 1);
                return null;
            }
            var entries = zip.Entries.Where(entry => !IsLitter(entry)).ToList();
            if (entries.Count > MostFiles)
                return new Sentence("Tệp nén có hơn {0} tệp; hãy chia thành nhiều tệp nén.", MostFiles);
            if (entries.Sum(entry => (decimal)entry.Length) > MostInflated)
                return TableFile.TooMuch;
            var budget = new Inflated.Budget(MostInflated);
            foreach (var entry in entries)
                await take(Read(entry, budget), entries.Count);
            return entries.Count == 0 ? Empty : null;
        }
        catch (TooMuchException)
        {
            return TableFile.TooMuch;
        }
        catch (Exception fault) when (fault is InvalidDataException or NotSupportedException or EndOfStreamException or IOException)
        {
            return Damaged;
        }
    }

    private static BundledFile Read(ZipArchiveEntry entry, Inflated.Budget budget)
    {
        var name = PrintableText.Clean(entry.FullName);
        if (entry.Length > WorkbookFile.MostBytes)
            return new(name, [], TooLarge);
        using var content = new MemoryStream();
        using (var source = new Inflated(entry.Open(), budget))
            source.CopyTo(content);
        if (content.Length > WorkbookFile.MostBytes)
            return new(name, [], TooLarge);
        var bytes = content.ToArray();
        return new(name, bytes, WorkbookFile.IsZip(bytes) && IsOtherZip(bytes) ? ZipInZip : null);
    }

    // What is damaged inside is said by whoever reads it as a workbook
    private static bool IsOtherZip(byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            return !IsWorkbook(zip);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    // Any Office package: one that is no workbook is told so when it is read
    private static bool IsWorkbook(ZipArchive zip) => zip.Entries.Any(entry => entry.FullName.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase));

    // Folders, and what systems leave in zips beside the files
    private static bool IsLitter(ZipArchiveEntry entry) =>
        entry.Name.Length == 0 || entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal) || entry.Name.StartsWith("~$", StringComparison.Ordinal)
        || entry.Name is ".DS_Store" or "Thumbs.db" or "desktop.ini";
}
