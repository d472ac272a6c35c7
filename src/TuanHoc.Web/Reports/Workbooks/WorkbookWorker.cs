using Npgsql;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Reports.Workbooks;

/// <summary>Reads, checks and writes the workbooks that wait.</summary>
sealed class WorkbookWorker(NpgsqlDataSource source, IServiceScopeFactory scopes, ILogger<WorkbookWorker> log) : WaitingWork(source, log)
{
    protected override string Waiting => "select id from workbook_upload where state in ('reading', 'writing') order by made_at";

    protected override async Task RunAsync(Guid id, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<WorkbookWork>(scope.ServiceProvider, id).RunAsync(cancel);
    }

    protected override async Task FailAsync(Guid id, string why, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<WorkbookWork>(scope.ServiceProvider, id).FailAsync(why, cancel);
    }
}
