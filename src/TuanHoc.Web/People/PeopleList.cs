using TuanHoc.Office;
using TuanHoc.Text;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform.Mail;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.People;

/// <summary>A row of a list of people as it stands in the file, and what is wrong with it.</summary>
public sealed record ListedPerson(int Line, string FullName, string Email, string Role, string Unit)
{
    public List<string> Faults { get; } = [];
}

/// <summary>Reads a list of people from a table: name, e-mail, role, the code or the name of a unit; with or without the row of titles.</summary>
public static class PeopleList
{
    public const int MostRows = 500, MostBytes = 1_000_000;

    const int Columns = 4;

    public static string Template => $"{Titles}\r\nNguyễn Thị Hà;ha@xa.example;{Roles.Word(Roles.Reporter)};00004\r\nTrần Văn Đông;;{Roles.Word(Roles.Coordinator)};00004\r\n";

    const string Titles = "Họ và tên;Thư điện tử;Vai trò;Mã hoặc tên đơn vị";

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
            foreach (var row in rows) await csv.RowAsync([row.FullName, row.Email, row.Role, row.Unit]);
        return "sep=,\n" + text;
    }

    public static string Nothing => T["Chọn một tệp .xlsx hoặc .csv có ít nhất một dòng."];

    public static string TooMany => T["Tệp có nhiều hơn {0} dòng; chia thành nhiều tệp.", MostRows];

    static ListedPerson Read(FileRow cells)
    {
        var row = new ListedPerson(cells.Number, cells[0].Text, cells[1].Text, cells[2].Text, cells[3].Text);
        foreach (var cell in cells.Cells.Where(cell => cell.Kind == FileCellKind.Formula))
            row.Faults.Add(T["Ô “{0}” là công thức (=, +, -, @) hoặc ô lỗi; chỉ ghi chữ.", cell.Text.Cut(40)]);
        // A spreadsheet may keep blank cells beyond those that are filled.
        var count = Math.Max(Math.Min(cells.Cells.Count, Columns), cells.Cells.Index().LastOrDefault(cell => cell.Item.Text.Length > 0).Index + 1);
        if (count != Columns) row.Faults.Add(T["Cần đúng {0} cột: họ và tên; thư điện tử; vai trò; mã hoặc tên đơn vị. Dòng này có {1}.", Columns, count]);
        if (row.FullName.Length is 0 or > 200) row.Faults.Add(T["Ghi họ và tên."]);
        if (row.Email.Length > 0 && !Outbox.IsAddress(row.Email)) row.Faults.Add(T["Địa chỉ thư chưa đúng; ví dụ ha@xa.gov.vn."]);
        if (Given.OfWord(row.Role) is null) row.Faults.Add(T["Vai trò “{0}” không có; ghi Điều phối, Người nhập, Lãnh đạo hoặc Người xem.", row.Role.Cut(40)]);
        if (row.Unit.Length == 0) row.Faults.Add(T["Ghi mã hoặc tên đơn vị."]);
        return row;
    }

    static bool IsTitle(FileRow row) => SearchKey.Of(row[0].Text) == SearchKey.Of("Họ và tên");
}
