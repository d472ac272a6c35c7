using Npgsql;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>Reports for tests of the program as a process: all of one person, in the folder of its data.</summary>
static class ManyReports
{
    /// <summary>Who reports for all of them.</summary>
    public const string Reporter = "nguoi1";

    /// <summary>Schools of a commune, each with its open report, then communes with a school below each; the paths of the reports.</summary>
    public static async Task<IReadOnlyList<string>> MakeAsync(DataPlace place, int count, int withBelow = 0)
    {
        await using var app = new App(place.ConnectionString);
        var data = new TestData(app);
        var province = await data.UnitAsync("province", "Tỉnh Mẫu");
        var commune = await data.UnitAsync("commune", "Phường Tân Mẫu", province);
        var units = new List<long>();
        for (var i = 0; i < count; i++) units.Add(await data.UnitAsync("school", $"Trường số {i}", commune));
        for (var i = 0; i < withBelow; i++)
        {
            units.Add(await data.UnitAsync("commune", $"Xã số {i}", province));
            await data.UnitAsync("school", $"Trường của xã số {i}", units[^1]);
        }
        var edition = await data.EditionAsync(2025);
        await data.LedgerAsync(edition);
        await data.PersonAsync("Lò Văn Phúc", [.. units.Select(unit => (unit, "reporter"))]);
        var reports = new List<string>();
        foreach (var unit in units) reports.Add(await data.ReportAsync(edition, unit));
        return reports;
    }

    /// <summary>How often what stood below it was kept with a submission of a report.</summary>
    public static async Task<long> BelowAsync(DataPlace place, string report)
    {
        await using var source = NpgsqlDataSource.Create(place.ConnectionString);
        await using var command = source.CreateCommand("select count(*) from report_below where report_id = $1");
        command.Parameters.Add(new() { Value = Guid.Parse(report["/reports/".Length..]) });
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>State and version of a report, and how many snapshots, steps, audit lines and happenings its submission left.</summary>
    public static async Task<string> EffectAsync(DataPlace place, string report)
    {
        await using var source = NpgsqlDataSource.Create(place.ConnectionString);
        await using var command = source.CreateCommand("""
            select concat_ws(' ', r.state, r.version,
                   (select count(*) from report_snapshot s where s.report_id = r.id), (select count(*) from report_step s where s.report_id = r.id and s.kind = 'submitted'),
                   (select count(*) from audit a where a.thing = 'report' and a.thing_id = r.id::text and a.what = 'submitted'),
                   (select count(*) from happening h where h.thing = 'report' and h.thing_id = r.id::text and h.kind = 'report-submitted'))
              from report r where r.id = $1
            """);
        command.Parameters.Add(new() { Value = Guid.Parse(report["/reports/".Length..]) });
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
