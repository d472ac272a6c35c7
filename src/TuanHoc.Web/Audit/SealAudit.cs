using Npgsql;
using Quartz;
using TuanHoc.Web.Data;

namespace TuanHoc.Web.Audit;

/// <summary>Seals what was written since the last block, twice a minute.</summary>
public sealed class SealAudit(NpgsqlDataSource source) : IJob
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await AuditSeals.SealAsync(source, cancellationToken);
}
