using Microsoft.EntityFrameworkCore;
using Npgsql;
using TuanHoc.Statistics;
using TuanHoc.Web.Data;
using TuanHoc.Web.Forms;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Editions;

public static class EditionEndpoints
{
    public static void MapEditions(this IEndpointRouteBuilder app)
    {
        app.MapGet("/editions", List);
        app.MapPost("/editions", Open);
        app.MapEditionCorrection();
        app.MapStandingAgencies();
    }

    static Task<IResult> List(AppDb db, CurrentUser user, CancellationToken cancel) => PageAsync(db, user, input: null, cancel);

    /// <summary>The years, with what was typed or filled in of a new one.</summary>
    public static async Task<IResult> PageAsync(AppDb db, CurrentUser user, FormReader? input, CancellationToken cancel) => PageResults.Page<EditionsView>(new
    {
        Editions = await db.EditionsAsync(cancel),
        Letters = (await db.LettersAsync(cancel)).ToDictionary(letter => letter.EditionId),
        CanOpen = user.OpensEditions(),
        SeesTotals = user.IsAdministrator || user.Home is not null,
        Forms = await db.FormKeysAsync(cancel),
        Input = input,
    }, input is null or { IsValid: true } ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    /// <summary>The form of a year, filled in with what a document says of it, or with what stands.</summary>
    public static FormReader Filled(int? year, string? theme, DateOnly? first, DateOnly? last, string? form, DateOnly? dueProvinces, DateOnly? dueUnits = null, DateOnly? dueCommunes = null) => new(new FormCollection(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>(StringComparer.Ordinal)
    {
        ["year"] = year?.ToString(Vn.Culture),
        ["theme"] = theme,
        ["first"] = first is { } from ? Vn.Date(from) : null,
        ["last"] = last is { } to ? Vn.Date(to) : null,
        ["form"] = form,
        ["dueUnits"] = dueUnits is { } ownDay ? Vn.Date(ownDay) : null,
        ["dueCommunes"] = dueCommunes is { } communeDay ? Vn.Date(communeDay) : null,
        ["dueProvinces"] = dueProvinces is { } due ? Vn.Date(due) : null,
    }));

    static async Task<IResult> Open(IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (!user.OpensEditions()) return PageResults.Missing();
        var form = new FormReader(posted);
        var edition = await ReadAsync(form, db, user, clock, cancel);
        if (edition is not null && !await OpenAsync(db, edition, cancel))
        {
            form.Refuse("year", T["Năm này đã mở."]);
            edition = null;
        }
        return edition is null ? await PageAsync(db, user, form, cancel) : TypedResults.LocalRedirect("/editions");
    }

    /// <summary>
    /// Opens an edition with its audit line and the rows that its time no longer asks, on whichever form a plan orders.
    /// False when another opened the year meanwhile: nothing is written then.
    /// </summary>
    public static async Task<bool> OpenAsync(AppDb db, Edition edition, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.Add(edition);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
        db.AddRange(RowsNotAsked(edition));
        await db.SaveChangesAsync(cancel);
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, unit_id, what, thing, thing_id) values ({edition.OpenedAt}, {edition.OpenedBy}, {UnitDirectory.Nation}, 'opened', 'edition', {edition.Year.ToString(Vn.Culture)})", cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>The rows that the time of an edition no longer asks: forms printed before the districts ended still ask for them.</summary>
    internal static IEnumerable<EditionRow> RowsNotAsked(Edition edition) => edition.HasDistricts ? [] :
        from key in StatisticsForm.Known.SelectMany(form => StatisticsForm.Load(form).Rows).Where(row => row.DistrictOnly).Select(row => row.Key).Distinct(StringComparer.Ordinal)
        select new EditionRow { EditionId = edition.Id, RowKey = key, Why = "Không áp dụng: từ 01/07/2025 không còn cấp huyện." };

    static async Task<Edition?> ReadAsync(FormReader form, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var year = form.Integer("year");
        if (year is null or < 2005 or > 2100) form.Refuse("year", T["Ghi năm, ví dụ 2025."]);
        else if (await db.EditionAsync(year.Value, cancel) is not null) form.Refuse("year", T["Năm này đã mở."]);
        return EditionInput.Read(form, year, await db.FormKeysAsync(cancel)) is not { } input ? null : new Edition
        {
            Year = year!.Value,
            Theme = input.Theme,
            Week = input.Week,
            FormKey = input.FormKey,
            DueUnits = input.DueUnits,
            DueCommunes = input.DueCommunes,
            DueProvinces = input.DueProvinces,
            OpenedAt = clock.GetUtcNow(),
            OpenedBy = user.Id,
        };
    }
}
