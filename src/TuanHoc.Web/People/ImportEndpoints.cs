using System.Text;
using Microsoft.EntityFrameworkCore;
using TuanHoc.Text;
using TuanHoc.Web.Accounts;
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
        ? TypedResults.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(PeopleList.Template)], "text/csv; charset=utf-8", "danh-sach-moi.csv") : PageResults.Missing();

    static async Task<IResult> Check(IFormCollection posted, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        if (!MayInvite(user)) return PageResults.Missing();
        if (posted.Files.GetFile("file") is not { Length: > 0 } file) return Refused(PeopleList.Nothing);
        if (file.Length > PeopleList.MostBytes) return Refused(PeopleList.TooMany);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        var (rows, why) = await ReadAsync(bytes.ToArray(), db, user, cancel);
        return why is null ? await CheckedAsync(rows) : Refused(why);
    }

    static async Task<IResult> Invite(IFormCollection posted, HttpContext http, AppDb db, CurrentUser user, Invitations invitations, CancellationToken cancel)
    {
        if (!MayInvite(user)) return PageResults.Missing();
        var form = new FormReader(posted);
        var (rows, why) = await ReadAsync(Encoding.UTF8.GetBytes(form["rows"] ?? ""), db, user, cancel);
        if (why is not null) return Refused(why);
        if (rows.Any(row => row.Invitee is null) || form.Key() is not { } key) return await CheckedAsync(rows);
        if (rows.Any(row => Given.NeedsProof(row.Invitee!.Role)) && !user.ProvedLately()) return await CheckedAsync(rows, mustProve: true);
        return InvitationEndpoints.Handed(await invitations.MakeAsync([.. rows.Select(row => row.Invitee!)], key, http.Site(), cancel), "/people");
    }

    static bool MayInvite(CurrentUser user) => user.IsAdministrator || user.Memberships.Any(held => held.Role == Roles.Coordinator);

    static IResult Refused(string why) => PageResults.Page<ImportView>(new { Why = why }, StatusCodes.Status400BadRequest);

    static async Task<IResult> CheckedAsync(IReadOnlyList<CheckedRow> rows, bool mustProve = false) =>
        PageResults.Page<ImportView>(new { Text = await PeopleList.WriteAsync(rows.Select(row => row.Row)), Rows = rows, MustProve = mustProve }, mustProve ? StatusCodes.Status403Forbidden : rows.Any(row => row.Invitee is null) ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);

    static async Task<(IReadOnlyList<CheckedRow> Rows, string? Why)> ReadAsync(byte[] file, AppDb db, CurrentUser user, CancellationToken cancel)
    {
        var (rows, why) = PeopleList.Read(file);
        // A spreadsheet drops the zeros a code begins with; which unit was meant is for a person to say.
        var codes = rows.SelectMany(row => (string[])[row.Unit, row.Unit.PadLeft(2, '0'), row.Unit.PadLeft(5, '0')]).Distinct(StringComparer.Ordinal).ToArray();
        var names = rows.Select(row => SearchKey.Of(row.Unit)).Distinct(StringComparer.Ordinal).ToArray();
        var units = await db.Database.SqlQuery<ListedUnit>($"""
            select v.unit_id, coalesce(v.code, '') as code, v.search_key, v.name, manages_people({user.Id}, v.unit_id, {user.Today}) as is_managed
              from unit_version v where (v.code = any ({codes}) or v.search_key = any ({names})) and (v.valid @> {user.Today}) is true
            """).ToListAsync(cancel);
        var (byCode, byName) = (units.ToLookup(unit => unit.Code, StringComparer.Ordinal), units.ToLookup(unit => unit.SearchKey, StringComparer.Ordinal));
        return ([.. rows.Select(row => Checked(row, byCode, byName, user.Today))], why);
    }

    // Many bodies have no code: their names are taken, where only one of those that the person manages has it.
    static CheckedRow Checked(ListedPerson row, ILookup<string, ListedUnit> byCode, ILookup<string, ListedUnit> byName, DateOnly today)
    {
        var managed = byCode[row.Unit].Where(unit => unit.IsManaged).ToList();
        if (managed.Count == 0) managed = [.. byName[SearchKey.Of(row.Unit)].Where(unit => unit.IsManaged)];
        if (managed.Count != 1 && row.Unit.Length > 0)
            row.Faults.Add(managed.Count > 1 ? T["Nhiều đơn vị cùng mang mã hoặc tên {0}; mời từng người ở trang của đơn vị.", row.Unit.Cut(100)]
                : Zeros(row.Unit, byCode) is { } meant ? T["Không có đơn vị mã {0}; có phải {1} ({2})? Bảng tính làm mất số 0 ở đầu: ghi đủ.", row.Unit, meant.Code, meant.Name]
                : T["Không có đơn vị mã hoặc tên {0} mà bạn quản lý người.", row.Unit.Cut(100)]);
        var (since, last) = (FormReader.ReadDay(row.Since) ?? today, FormReader.ReadDay(row.Last));
        row.Faults.AddRange(new[] { Period.WhyNotSince(since, today), Period.WhyNotLast(since, last) }.OfType<string>());
        return row.Faults.Count > 0 ? new(row, managed.FirstOrDefault()?.Name, Invitee: null)
            : new(row, managed[0].Name, new(row.FullName, row.Email.Length == 0 ? null : row.Email, Given.OfWord(row.Role)!, managed[0].UnitId, managed[0].Name, since, last));
    }

    static ListedUnit? Zeros(string code, ILookup<string, ListedUnit> units) =>
        units[code.PadLeft(5, '0')].Concat(units[code.PadLeft(2, '0')]).FirstOrDefault(unit => unit.IsManaged && unit.Code != code);

    sealed record ListedUnit(long UnitId, string Code, string SearchKey, string Name, bool IsManaged);
}

/// <summary>A row that was checked: its unit, and whom it invites when nothing is wrong with it.</summary>
public sealed record CheckedRow(ListedPerson Row, string? UnitName, Invitee? Invitee);
