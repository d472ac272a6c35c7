using System.Text;
using TuanHoc.Text;

namespace TuanHoc.Office;

public enum FileCellKind : byte { Text, Number, Formula }

/// <summary>A cell as it was read: its text in composed form, blanks at its ends gone. A number has lost whatever zeros it began with.</summary>
public readonly record struct FileCell(string Text, FileCellKind Kind)
{
    public static readonly FileCell Blank = new("", FileCellKind.Text);
}

/// <summary>A row that is not blank, under the number a spreadsheet shows beside it.</summary>
public sealed record FileRow(int Number, IReadOnlyList<FileCell> Cells)
{
    /// <summary>A cell by its place; blank beyond the last.</summary>
    public FileCell this[int column] => column < Cells.Count ? Cells[column] : FileCell.Blank;
}

/// <summary>The rows of a .csv or .xlsx file that a stranger may have made, handed over one by one.</summary>
public static class TableFile
{
    public const int MostBytes = 20_000_000, MostRows = 100_000, MostColumns = 200, LongestCell = 2_000;

    internal static readonly Sentence
        TooManyRows = new("Tệp có hơn {0} dòng; hãy chia thành nhiều tệp.", "100.000"),
        Damaged = new("Tệp Excel bị hỏng hoặc có nội dung không an toàn; hãy mở bằng Excel và lưu lại thành .xlsx."),
        TooMuch = new("Tệp bung ra quá lớn nên không được nhận."),
        OldFont = new("Chữ Việt trong tệp được gõ bằng phông cũ (TCVN3 như .VnTime, hoặc VNI), hoặc đã bị đổi sai bảng mã. Hãy chuyển sang Unicode (ví dụ bằng công cụ chuyển mã của UniKey) rồi lưu thành .xlsx hoặc \"CSV UTF-8\".");

    private static readonly Sentence
        Empty = new("Tệp không có dòng nào."),
        OldExcel = new("Tệp là bảng tính đời cũ (.xls) hoặc có mật khẩu; hãy mở bằng Excel, bỏ mật khẩu và lưu thành .xlsx."),
        Other = new("Tệp không phải bảng tính .xlsx hay .csv; hãy mở bằng Excel và lưu thành .xlsx."),
        NotUtf8 = new("Tệp CSV không theo bảng mã UTF-8 (thường là Windows-1258 hoặc TCVN3), nên chữ Việt sẽ sai. Trong Excel chọn Lưu thành (Save As), kiểu \"CSV UTF-8\", hoặc gửi tệp .xlsx.");

    /// <summary>Hands over each row; answers with a sentence when the file cannot be read, and rows handed over before it are to be forgotten.</summary>
    /// <param name="sheet">The name of the sheet to read; a workbook without it is read from its first visible sheet.</param>
    public static Sentence? Read(byte[] file, string sheet, Action<FileRow> row)
    {
        var (rows, strange) = (0, 0);
        void Take(FileRow read)
        {
            rows++;
            if (read.Cells.Any(cell => OldVietnamese.IsIn(cell.Text)))
                strange++;
            row(read);
        }
        var refusal = file switch
        {
            [(byte)'P', (byte)'K', 3 or 5 or 7, 4 or 6 or 8, ..] => XlsxTable.Read(file, sheet, Take),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => OldExcel,
            _ => ReadText(file, Take),
        };
        return refusal ?? (rows == 0 ? Empty : OldVietnamese.Fills(strange, rows) ? OldFont : null);
    }

    private static Sentence? ReadText(byte[] file, Action<FileRow> row)
    {
        if (file.AsSpan().TrimStart("\uFEFF \t\r\n"u8) is var start && (start.StartsWith("%PDF-"u8) || start.StartsWith("{\\rtf"u8) || start.StartsWith("<"u8)))
            return Other;
        try
        {
            var text = Decode(file);
            return text.Contains('\0', StringComparison.Ordinal) ? Other : CsvTable.Read(text, row);
        }
        catch (DecoderFallbackException)
        {
            return NotUtf8;
        }
    }

    private static string Decode(byte[] file) => file switch
    {
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true).GetString(file, 2, file.Length - 2),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true).GetString(file, 2, file.Length - 2),
        [0xEF, 0xBB, 0xBF, ..] => Strict.GetString(file, 3, file.Length - 3),
        _ => Strict.GetString(file),
    };

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
