using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>A sheet of a workbook as it was read.</summary>
public sealed record FileSheet(string Name, IReadOnlyList<FileRow> Rows)
{
    /// <summary>Why its Vietnamese cannot be read: written in a script before Unicode, or decoded wrongly; null where it can.</summary>
    public Sentence? OldFont => OldVietnamese.Fills(Rows.Count(row => row.Cells.Any(cell => OldVietnamese.IsIn(cell.Text))), Rows.Count) ? TableFile.OldFont : null;
}

/// <summary>All sheets of an .xlsx that a stranger may have made.</summary>
public static class WorkbookFile
{
    public const int MostBytes = 20_000_000, MostRows = 2_000;

    private const long MostInflated = 100_000_000;

    private static readonly Sentence
        OldExcel = new("Tệp là bảng tính đời cũ (.xls) hoặc có mật khẩu; hãy mở bằng Excel, bỏ mật khẩu và lưu thành .xlsx."),
        NoWorkbook = new("Tệp không phải bảng tính Excel (.xlsx); hãy mở bằng Excel và lưu thành .xlsx.");

    /// <summary>The sheets that are shown, or why the file cannot be read.</summary>
    /// <param name="mostRows">How many rows a sheet may have.</param>
    public static (IReadOnlyList<FileSheet> Sheets, Sentence? Refusal) Read(byte[] file, int mostRows = MostRows)
    {
        if (file is [0xD0, 0xCF, 0x11, 0xE0, ..])
            return ([], OldExcel);
        if (!IsZip(file))
            return ([], NoWorkbook);
        var sheets = new List<FileSheet>();
        var refusal = XlsxBook.Read(file, MostInflated, book =>
        {
            foreach (var (name, cells) in book.Sheets)
            {
                var rows = new List<FileRow>();
                if (!XlsxTable.Rows(book, cells, mostRows, rows.Add))
                    return new("Trang “{0}” có hơn {1} dòng nên không được nhận; hãy chia thành nhiều tệp.", name, mostRows);
                sheets.Add(new(name, rows));
            }
            return null;
        });
        return (refusal is null ? sheets : [], refusal);
    }

    internal static bool IsZip(byte[] file) => file is [(byte)'P', (byte)'K', 3 or 5 or 7, 4 or 6 or 8, ..];
}
