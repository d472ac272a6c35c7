using Npgsql;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Units.Import;

/// <summary>Does the imports that wait.</summary>
sealed class ImportWorker(NpgsqlDataSource source, TimeProvider clock, ILogger<ImportWorker> log) : WaitingWork(source, log)
{
    protected override string Waiting => "select id from unit_import where state in ('checking', 'applying') order by made_at";

    protected override Task RunAsync(Guid id, CancellationToken cancel) => new ImportWork(Source, clock, id).RunAsync(cancel);

    protected override Task FailAsync(Guid id, string why, CancellationToken cancel) => new ImportWork(Source, clock, id).FailAsync(why, cancel);
}
