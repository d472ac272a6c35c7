using System.Globalization;
using TuanHoc.Office;
using TuanHoc.Text;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Mail;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.People;

/// <summary>A row of a list of people as it stands in the file, and what is wrong with it.</summary>
public sealed record ListedPerson(int Line, string FullName, string Email, string Role, string Unit, string Since, string Last)
{
    public List<string> Faults { get; } = [];
}

/// <summary>Reads a list of people from a table: name, e-mail, role, the code or the name of a unit and, where the list has them, the days of the role; with or without the row of titles.</summary>
public static class PeopleList
{
    public const int MostRows = 500, MostBytes = 1_000_000;

    const int Columns = 4, WithDays = 6;

    public static string Template => $"{Titles}\r\nNguyễn Thị Hà;ha@xa.example;{Roles.Word(Roles.Reporter)};00004;;\r\nTrần Văn Đông;;{Roles.Word(Roles.Coordinator)};00004;;\r\n";

    const string Titles = "Họ và tên;Thư điện tử;Vai trò;Mã hoặc tên đơn vị;Từ ngày;Đến hết ngày";

    /// <summary>The rows with what can be seen wrong without looking into the database; or why the file as a whole is refused.</summary>
    public static (IReadOnlyList<ListedPerson> Rows, string? Refusal) Read(byte[] file)
    {
        var rows = new List<ListedPerson>();
        var refusal = TableFile.Read(file, T["Người dùng"], row =>
        {
            if (rows.Count <= MostRows && !(rows.Count == 0 && IsTitle(row))) rows.Add(Read(row));
        });
        if (refusal is { } why) return ([], T[why]);
        if (rows.Count is 0 or > MostRows) return ([], rows.Count == 0 ? Nothing : TooMany);
        foreach (var twice in rows.GroupBy(r => (SearchKey.Of(r.FullName), r.Email.ToUpperInvariant(), Given.OfWord(r.Role), r.Unit)).Where(g => g.Count() > 1))
            foreach (var row in twice.Skip(1)) row.Faults.Add(T["Trùng với dòng {0}.", twice.First().Line]);
        return (rows, null);
    }

    /// <summary>The rows as a file that reads as the same people again: what a page carries to its next step.</summary>
    public static async Task<string> WriteAsync(IEnumerable<ListedPerson> rows)
    {
        var text = new StringWriter();
        await using (var csv = new CsvWriter(text))
            foreach (var row in rows) await csv.RowAsync([row.FullName, row.Email, row.Role, row.Unit, row.Since, row.Last]);
        return "sep=,\n" + text;
    }

    public static string Nothing => T["Chọn một tệp .xlsx hoặc .csv có ít nhất một dòng."];

    public static string TooMany => T["Tệp có nhiều hơn {0} dòng; chia thành nhiều tệp.", MostRows];

    static ListedPerson Read(FileRow cells)
    {
        var row = new ListedPerson(cells.Number, cells[0].Text, cells[1].Text, cells[2].Text, cells[3].Text, Day(cells[4]), Day(cells[5]));
        foreach (var cell in cells.Cells.Where(cell => cell.Kind == FileCellKind.Formula))
            row.Faults.Add(T["Ô “{0}” là công thức (=, +, -, @) hoặc ô lỗi; chỉ ghi chữ.", cell.Text.Cut(40)]);
        // A spreadsheet may keep blank cells beyond those that are filled.
        var count = Math.Max(Math.Min(cells.Cells.Count, WithDays), cells.Cells.Index().LastOrDefault(cell => cell.Item.Text.Length > 0).Index + 1);
        if (count is < Columns or > WithDays) row.Faults.Add(T["Cần {0} cột: họ và tên; thư điện tử; vai trò; mã hoặc tên đơn vị; có thể thêm từ ngày; đến hết ngày. Dòng này có {1}.", Columns, count]);
        if (row.FullName.Length is 0 or > 200) row.Faults.Add(T["Ghi họ và tên."]);
        if (row.Email.Length > 0 && !Outbox.IsAddress(row.Email)) row.Faults.Add(T["Địa chỉ thư chưa đúng; ví dụ ha@xa.gov.vn."]);
        if (Given.OfWord(row.Role) is null) row.Faults.Add(T["Vai trò “{0}” không có; ghi Điều phối, Người nhập, Lãnh đạo hoặc Người xem.", row.Role.Cut(40)]);
        if (row.Unit.Length == 0) row.Faults.Add(T["Ghi mã hoặc tên đơn vị."]);
        foreach (var typed in (string[])[row.Since, row.Last])
            if (typed.Length > 0 && FormReader.ReadDay(typed) is null) row.Faults.Add(T["Ngày “{0}” chưa đúng; ghi theo mẫu 05/10/2025.", typed.Cut(40)]);
        return row;
    }

    // A spreadsheet keeps a day as the number of days since 1900; of this century, which a role lies in, they have five digits.
    static string Day(FileCell cell) => cell is { Kind: FileCellKind.Number, Text.Length: 5 } && int.TryParse(cell.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
        ? Vn.Date(DateOnly.FromDateTime(DateTime.FromOADate(days))) : cell.Text;

    static bool IsTitle(FileRow row) => SearchKey.Of(row[0].Text) == SearchKey.Of("Họ và tên");
}
