using System.Text;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.People;

/// <summary>Inviting many by a list: read, checked row by row and shown; then all are invited, or none.</summary>
static class ImportEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/people/import", Show);
        app.MapGet("/people/import/template", Template);
        app.MapPost("/people/import", Check);
        app.MapPost("/people/import/invitations", Invite);
    }

    static IResult Show(CurrentUser user) => MayInvite(user) ? PageResults.Page<ImportView>(new { }) : PageResults.Missing();

    // The mark at the beginning makes Excel read it as UTF-8.
    static IResult Template(CurrentUser user) => MayInvite(user)
        ? TypedResults.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(PeopleCsv.Template)], "text/csv; charset=utf-8", "danh-sach-moi.csv") : PageResults.Missing();

    static async Task<IResult> Check(IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (!MayInvite(user)) return PageResults.Missing();
        if (posted.Files.GetFile("file") is not { Length: > 0 } file) return Refused(T["Chọn một tệp .csv có ít nhất một dòng."]);
        if (file.Length > PeopleCsv.MostBytes) return Refused(TooMany);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        var text = PeopleCsv.Decode(bytes.ToArray());
        return await ReadAsync(text, db, user, cancel) is { } rows ? Checked(text, rows) : Refused(WhyNot(text));
    }

    static async Task<IResult> Invite(IFormCollection posted, HttpContext http, AppDb db, CurrentUser user, Invitations invitations, CancellationToken cancel)
    {
        if (!MayInvite(user)) return PageResults.Missing();
        var form = new FormReader(posted);
        var text = form["rows"] ?? "";
        if (text.Length > PeopleCsv.MostBytes || await ReadAsync(text, db, user, cancel) is not { } rows) return Refused(WhyNot(text));
        if (rows.Any(row => row.Invitee is null) || form.Key() is not { } key) return Checked(text, rows);
        return InvitationEndpoints.Handed(await invitations.MakeAsync([.. rows.Select(row => row.Invitee!)], key, http.Site(), cancel), "/people");
    }

    static bool MayInvite(CurrentUser user) => user.IsAdministrator || user.Memberships.Any(held => held.Role == Roles.Coordinator);

    static string TooMany => T["Tệp có nhiều hơn {0} dòng; chia thành nhiều tệp.", PeopleCsv.MostRows];

    static string WhyNot(string text) => text.Length > PeopleCsv.MostBytes || PeopleCsv.Read(text).Count > PeopleCsv.MostRows ? TooMany : T["Chọn một tệp .csv có ít nhất một dòng."];

    static IResult Refused(string why) => PageResults.Page<ImportView>(new { Why = why }, StatusCodes.Status400BadRequest);

    static IResult Checked(string text, IReadOnlyList<CheckedRow> rows) =>
        PageResults.Page<ImportView>(new { Text = text, Rows = rows }, rows.Any(row => row.Invitee is null) ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);

    // Null when there is nothing to read, or too much.
    static async Task<IReadOnlyList<CheckedRow>?> ReadAsync(string text, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var rows = PeopleCsv.Read(text);
        if (rows.Count is 0 or > PeopleCsv.MostRows) return null;
        // A spreadsheet drops the zeros a code begins with; which unit was meant is for a person to say.
        var codes = rows.SelectMany(row => (string[])[row.Code, row.Code.PadLeft(2, '0'), row.Code.PadLeft(5, '0')]).Distinct(StringComparer.Ordinal).ToArray();
        var units = (await db.Database.SqlQuery<CodedUnit>($"""
            select v.unit_id, v.code, v.name, manages_people({user.Id}, v.unit_id, {user.Today}) as is_managed
              from unit_version v where v.code = any ({codes}) and v.valid @> {user.Today}
            """).ToListAsync(cancel)).ToLookup(unit => unit.Code, StringComparer.Ordinal);
        return [.. rows.Select(row => Checked(row, units, user.Today))];
    }

    static CheckedRow Checked(CsvRow row, ILookup<string, CodedUnit> units, DateOnly today)
    {
        var managed = units[row.Code].Where(unit => unit.IsManaged).ToList();
        if (managed.Count != 1 && row.Code.Length > 0)
            row.Faults.Add(managed.Count > 1 ? T["Nhiều đơn vị cùng mang mã {0}; mời từng người ở trang của đơn vị.", row.Code]
                : Zeros(row.Code, units) is { } meant ? T["Không có đơn vị mã {0}; có phải {1} ({2})? Bảng tính làm mất số 0 ở đầu: ghi đủ.", row.Code, meant.Code, meant.Name]
                : T["Không có đơn vị mã {0} mà bạn quản lý người.", row.Code.Cut(40)]);
        return row.Faults.Count > 0 ? new(row, managed.FirstOrDefault()?.Name, Invitee: null)
            : new(row, managed[0].Name, new(row.FullName, row.Email.Length == 0 ? null : row.Email, Given.OfWord(row.Role)!, managed[0].UnitId, managed[0].Name, today, LastDay: null));
    }

    static CodedUnit? Zeros(string code, ILookup<string, CodedUnit> units) =>
        units[code.PadLeft(5, '0')].Concat(units[code.PadLeft(2, '0')]).FirstOrDefault(unit => unit.IsManaged && unit.Code != code);

    sealed record CodedUnit(long UnitId, string Code, string Name, bool IsManaged);
}

/// <summary>A row that was checked: its unit, and whom it invites when nothing is wrong with it.</summary>
public sealed record CheckedRow(CsvRow Row, string? UnitName, Invitee? Invitee);
