using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Platform;
using TuanHoc.Web.Reports;

namespace TuanHoc.Web.Boards.Samples;

/// <summary>
/// The sample data: the Week of 2025 in a province with its schools, in the middle of reporting. Always the same, to the byte; every part is written once,
/// so that a second run, or one after an interruption, goes on where the data end.
/// </summary>
static class SampleData
{
    const int Year = 2025;
    const string Theme = "Học để phát triển bản thân, làm chủ tri thức và công nghệ, góp phần xây dựng đất nước hùng cường, thịnh vượng";

    /// <summary>Units and people of the sample province.</summary>
    /// <exception cref="Refusal">The folder holds data for real use.</exception>
    public static async Task WriteProvinceAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await AloneAsync(connection, cancel);
        if (await IsAsync(connection, "exists (select from person where is_sample)", cancel)) return;
        if (await IsAsync(connection, "exists (select from person) or exists (select from edition)", cancel))
            throw new Refusal("Thư mục dữ liệu này đang dùng thật, nên không nạp dữ liệu mẫu vào. Hãy chọn thư mục khác bằng --data.");
        await SampleUnits.WriteAsync(connection, cancel);
        await SamplePeople.WriteAsync(connection, cancel);
        await transaction.CommitAsync(cancel);
        await using var analyze = new NpgsqlCommand("analyze unit, unit_version, person, membership", connection);
        await analyze.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The edition, on the form of 2024, with an open report for every unit of the nation.</summary>
    public static async Task OpenEditionAsync(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<AppDb>();
        var administrator = db.Users.Single(person => person.IsSample && person.IsAdministrator).Id;
        if (await db.EditionAsync(Year, cancel) is not { } edition)
        {
            edition = new Edition
            {
                Year = Year,
                Theme = Theme,
                Week = new NpgsqlRange<DateOnly>(new(Year, 10, 1), lowerBoundIsInclusive: true, new(Year, 10, 8), upperBoundIsInclusive: false),
                FormKey = "2024",
                DueUnits = new(Year, 10, 10),
                DueCommunes = new(Year, 10, 15),
                DueProvinces = new(Year, 10, 30),
                OpenedAt = SampleDays.EditionOpened,
                OpenedBy = administrator,
            };
            await EditionEndpoints.OpenAsync(db, edition, cancel);
        }
        if (await db.Set<Report>().AnyAsync(report => report.EditionId == edition.Id, cancel)) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await Ledger.OpenAsync(db, edition, administrator, SampleDays.EditionOpened, cancel);
        await SampleReports.FixIdsAsync((NpgsqlConnection)db.Database.GetDbConnection(), edition.Id, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The province's plan and the tasks it orders.</summary>
    public static async Task WritePlanAsync(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<AppDb>();
        await SamplePlan.WriteAsync(db, (await db.EditionAsync(Year, cancel))!, cancel);
    }

    /// <summary>The reports of the sample province, in every state.</summary>
    public static async Task WriteReportsAsync(IServiceProvider services, CancellationToken cancel)
    {
        var db = services.GetRequiredService<AppDb>();
        var edition = (await db.EditionAsync(Year, cancel))!;
        var notAsked = await db.NotAskedAsync(edition.Id, cancel);
        await using var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await AloneAsync(connection, cancel);
        if (await IsAsync(connection, "exists (select from report_step)", cancel)) return;
        await SampleReports.WriteAsync(connection, edition, notAsked.Keys.ToHashSet(), cancel);
        await SamplePictures.WriteAsync(connection, edition.Id, cancel);
        await transaction.CommitAsync(cancel);
        await using var analyze = new NpgsqlCommand("analyze report, report_snapshot, report_step, audit, happening", connection);
        await analyze.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>What was held there, for everybody to see.</summary>
    public static async Task WriteActivitiesAsync(IServiceProvider services, CancellationToken cancel)
    {
        var edition = (await services.GetRequiredService<AppDb>().EditionAsync(Year, cancel))!;
        await using var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await AloneAsync(connection, cancel);
        if (await IsAsync(connection, "exists (select from activity)", cancel)) return;
        await SampleActivities.WriteAsync(connection, edition.Id, cancel);
        await transaction.CommitAsync(cancel);
    }

    // Two programs may fill one database at the same moment.
    static async Task AloneAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext('tuanhoc sample'))", connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    static async Task<bool> IsAsync(NpgsqlConnection connection, string condition, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"select {condition}", connection);
        return await command.ExecuteScalarAsync(cancel) is true;
    }
}
