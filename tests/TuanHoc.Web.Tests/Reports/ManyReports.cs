using Npgsql;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>Reports for tests of the program as a process: all of one person, in the folder of its data.</summary>
static class ManyReports
{
    /// <summary>Who reports for all of them.</summary>
    public const string Reporter = "nguoi1";

    /// <summary>Schools of a commune, each with its open report; the paths of the reports.</summary>
    public static async Task<IReadOnlyList<string>> MakeAsync(DataPlace place, int count)
    {
        await using var app = new App(place.ConnectionString);
        var data = new TestData(app);
        var commune = await data.UnitAsync("commune", "Phường Tân Mẫu", await data.UnitAsync("province", "Tỉnh Mẫu"));
        var schools = new List<long>();
        for (var i = 0; i < count; i++) schools.Add(await data.UnitAsync("school", $"Trường số {i}", commune));
        var edition = await data.EditionAsync(2025);
        await data.LedgerAsync(edition);
        await data.PersonAsync("Lò Văn Phúc", [.. schools.Select(school => (school, "reporter"))]);
        var reports = new List<string>();
        foreach (var school in schools) reports.Add(await data.ReportAsync(edition, school));
        return reports;
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
