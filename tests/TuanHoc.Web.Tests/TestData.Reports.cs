using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Reports;

namespace TuanHoc.Web.Tests;

public sealed partial class TestData
{
    /// <summary>Asks every unit that is not asked yet for its report; returns how many that were.</summary>
    public async Task<int> LedgerAsync(Edition edition)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var at = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        return await Ledger.OpenAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), edition, by: null, at, TestContext.Current.CancellationToken);
    }

    /// <summary>The address of a unit's report.</summary>
    public async Task<string> ReportAsync(Edition edition, long unit) =>
        "/reports/" + await ScalarAsync<Guid>("select id from report where edition_id = $1 and unit_id = $2", edition.Id, unit);
}
