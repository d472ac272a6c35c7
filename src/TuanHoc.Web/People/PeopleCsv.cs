using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using TuanHoc.Text;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Mail;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.People;

/// <summary>A row of a list of people as it stands in the file, and what is wrong with it.</summary>
public sealed record CsvRow(int Line, string FullName, string Email, string Role, string Code)
{
    public List<string> Faults { get; } = [];
}

/// <summary>Reads a list of people: name;e-mail;role;unit code, in UTF-8, with or without the line of titles.</summary>
public static partial class PeopleCsv
{
    public const int MostRows = 500, MostBytes = 200_000;

    const int Columns = 4;

    public static string Template => $"{Titles}\r\nNguyễn Thị Hà;ha@xa.example;{Roles.Word(Roles.Reporter)};00004\r\nTrần Văn Đông;;{Roles.Word(Roles.Coordinator)};00004\r\n";

    const string Titles = "Họ và tên;Thư điện tử;Vai trò;Mã đơn vị";

    // UTF-8 that was read as Windows-1252 and saved again: no Vietnamese text has these.
    [GeneratedRegex("[ÃÄÅÆ][\u0080-\u00BF\u2018-\u2122]|á[º»]|Æ°|Ä‘", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Broken();

    /// <summary>The text of a file: UTF-8, or UTF-16 with its mark. What is neither stands as a replacement sign, so that its row is told.</summary>
    public static string Decode(byte[] file) => file switch
    {
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(file.AsSpan(2)),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(file.AsSpan(2)),
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(file.AsSpan(3)),
        _ => Encoding.UTF8.GetString(file),
    };

    /// <summary>The rows with what can be seen wrong without looking into the database.</summary>
    public static IReadOnlyList<CsvRow> Read(string text)
    {
        // A quote that is never closed spoils its own line alone.
        using var reader = CsvReader.FromText(text.Replace("\0", "", StringComparison.Ordinal), new CsvReaderOptions { HasHeader = false, Separator = Separator(text), TrimWhitespace = true, TrackLineNumbers = true, AllowLineBreaksInQuotes = false, MaxRecordSize = MostBytes });
        var rows = new List<CsvRow>();
        while (rows.Count <= MostRows && reader.Read())
        {
            var cells = reader.Current.ToArray();
            if (cells.All(cell => cell.Length == 0) || rows.Count == 0 && IsTitle(cells)) continue;
            var row = new CsvRow((int)reader.LineNumber, Cell(cells, 0), Cell(cells, 1), Cell(cells, 2), Cell(cells, 3));
            Check(row, cells);
            rows.Add(row);
        }
        foreach (var twice in rows.GroupBy(r => (SearchKey.Of(r.FullName), r.Email.ToUpperInvariant(), Given.OfWord(r.Role), r.Code)).Where(g => g.Count() > 1))
            foreach (var row in twice.Skip(1)) row.Faults.Add(T["Trùng với dòng {0}.", twice.First().Line]);
        return rows;
    }

    static void Check(CsvRow row, string[] cells)
    {
        if (cells.Any(cell => cell.Contains('\uFFFD', StringComparison.Ordinal) || Broken().IsMatch(cell)))
            row.Faults.Add(T["Chữ bị vỡ: tệp không phải UTF-8. Trong Excel, chọn Lưu thành “CSV UTF-8”."]);
        foreach (var cell in cells.Where(cell => cell.Length > 0 && "=+-@\t".Contains(cell[0], StringComparison.Ordinal)))
            row.Faults.Add(T["Ô “{0}” bắt đầu như một công thức (=, +, -, @); chỉ ghi chữ.", cell.Cut(40)]);
        if (cells.Length != Columns) row.Faults.Add(T["Cần đúng {0} cột: họ và tên; thư điện tử; vai trò; mã đơn vị. Dòng này có {1}.", Columns, cells.Length]);
        if (row.FullName.Length is 0 or > 200) row.Faults.Add(T["Ghi họ và tên."]);
        if (row.Email.Length > 0 && !Outbox.IsAddress(row.Email)) row.Faults.Add(T["Địa chỉ thư chưa đúng; ví dụ ha@xa.gov.vn."]);
        if (Given.OfWord(row.Role) is null) row.Faults.Add(T["Vai trò “{0}” không có; ghi Điều phối, Người nhập, Lãnh đạo hoặc Người xem.", row.Role.Cut(40)]);
        if (row.Code.Length == 0) row.Faults.Add(T["Ghi mã đơn vị."]);
    }

    static bool IsTitle(string[] cells) => SearchKey.Of(Cell(cells, 0)) == SearchKey.Of("Họ và tên");

    static string Cell(string[] cells, int at) => at < cells.Length ? cells[at] : "";

    // Excel writes ; in Vietnam, , elsewhere, and tabs into its "Unicode text".
    static char Separator(string text)
    {
        var first = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
        return first.Contains(';') ? ';' : first.Contains('\t') ? '\t' : ',';
    }
}
