using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using TuanHoc.Statistics;
using TuanHoc.Units;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Editions;

public static class EditionEndpoints
{
    // A province may wrap the Week in a month of its own; nobody holds it longer.
    const int LongestWeek = 60;

    public static void MapEditions(this IEndpointRouteBuilder app)
    {
        app.MapGet("/editions", List);
        app.MapPost("/editions", Open);
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
        Forms = StatisticsForm.Known,
        Input = input,
    }, input is null or { IsValid: true } ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    /// <summary>The form of a new year, filled in with what a document says of it.</summary>
    public static FormReader Filled(int? year, string? theme, DateOnly? first, DateOnly? last, string? form, DateOnly? dueProvinces) => new(new FormCollection(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>(StringComparer.Ordinal)
    {
        ["year"] = year?.ToString(Vn.Culture),
        ["theme"] = theme,
        ["first"] = first is { } from ? Vn.Date(from) : null,
        ["last"] = last is { } to ? Vn.Date(to) : null,
        ["form"] = form ?? StatisticsForm.Known[^1],
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
        // Forms printed before the districts ended still ask for them.
        if (edition.FirstDay >= UnitNames.TwoTiers)
            db.AddRange(from key in StatisticsForm.Known.SelectMany(form => StatisticsForm.Load(form).Rows).Where(row => row.DistrictOnly).Select(row => row.Key).Distinct(StringComparer.Ordinal)
                        select new EditionRow { EditionId = edition.Id, RowKey = key, Why = "Không áp dụng: từ 01/07/2025 không còn cấp huyện." });
        await db.SaveChangesAsync(cancel);
        await db.Database.ExecuteSqlAsync($"insert into audit (at, person_id, what, thing, thing_id) values ({edition.OpenedAt}, {edition.OpenedBy}, 'opened', 'edition', {edition.Year.ToString(Vn.Culture)})", cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    static async Task<Edition?> ReadAsync(FormReader form, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        var (year, theme) = (form.Integer("year"), form.Text("theme"));
        var (first, last) = (Needed(form, "first"), Needed(form, "last"));
        var (units, communes, provinces) = (Needed(form, "dueUnits"), Needed(form, "dueCommunes"), Needed(form, "dueProvinces"));
        var key = form.Text("form");
        if (year is null or < 2005 or > 2100) form.Refuse("year", T["Ghi năm, ví dụ 2025."]);
        else if (await db.EditionAsync(year.Value, cancel) is not null) form.Refuse("year", T["Năm này đã mở."]);
        if (year is not null && first.Year != year) form.Refuse("first", T["Ngày đầu phải trong năm đã ghi."]);
        if (first > last) form.Refuse("last", T["Ngày cuối phải sau ngày đầu."]);
        if (last.DayNumber - first.DayNumber > LongestWeek) form.Refuse("last", T["Tuần lễ dài nhất {0} ngày.", LongestWeek]);
        if (units > communes || communes > provinces) form.Refuse("dueProvinces", T["Hạn của cấp trên phải sau hạn của cấp dưới."]);
        if (key is not null && !StatisticsForm.Known.Contains(key)) form.Refuse("form", T["Chọn một mẫu trong danh sách."]);
        return !form.IsValid ? null : new Edition
        {
            Year = year!.Value,
            Theme = theme,
            Week = new NpgsqlRange<DateOnly>(first, lowerBoundIsInclusive: true, last.AddDays(1), upperBoundIsInclusive: false),
            FormKey = key,
            DueUnits = units,
            DueCommunes = communes,
            DueProvinces = provinces,
            OpenedAt = clock.GetUtcNow(),
            OpenedBy = user.Id,
        };
    }

    static DateOnly Needed(FormReader form, string field)
    {
        if (form.Day(field) is { } day) return day;
        form.Refuse(field, T["Ghi ngày theo mẫu 05/10/2025."]);
        return default;
    }
}
