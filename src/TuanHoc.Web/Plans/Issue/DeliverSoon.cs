using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>
/// Begins to tell a plan in this process as soon as it is issued: while thousands read, the job that looks for it each second comes seconds late. What is left undone when the process
/// is stopped or killed meanwhile, that job does.
/// </summary>
public sealed class DeliverSoon(IServiceProvider services, IConfiguration settings, IHostApplicationLifetime lifetime, ILogger<DeliverSoon> log)
{
    /// <summary>Returns at once. A process that runs no jobs tells nothing.</summary>
    public void Begin()
    {
        if (settings.GetValue<bool>(Jobs.Setting)) _ = Task.Run(DeliverAsync);
    }

    async Task DeliverAsync()
    {
        try
        {
            await services.GetRequiredService<DeliverPlans>().DeliverAsync(lifetime.ApplicationStopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("Chưa gửi được kế hoạch vừa ban hành, việc định kỳ sẽ gửi: {Why}", e.Message);
        }
    }
}
