using TuanHoc.Web.Data;

namespace TuanHoc.Web.Plans;

/// <summary>A plan that has come into force, with who put it so.</summary>
public sealed record PlanInForce(Guid Id, long UnitId, int? EditionId, string Type, long By, DateTimeOffset At, DateOnly Today);

/// <summary>
/// What a room does when a plan comes into force: its bodies are matched, its units told, its tasks given out. The steps run in the order of
/// the rooms, in the background, in one transaction that also marks the plan as delivered; each is sets of SQL, so that thousands of units are one statement.
/// </summary>
/// <param name="Name">What is being done, in Vietnamese, as the page of the plan shows it.</param>
public sealed record DeliveryStep(string Name, Func<IServiceProvider, AppDb, PlanInForce, CancellationToken, Task> RunAsync);

public static class DeliverySteps
{
    /// <summary>Adds a room's step; rooms are added left to right.</summary>
    public static IServiceCollection AddDeliveryStep(this IServiceCollection services, string name, Func<IServiceProvider, AppDb, PlanInForce, CancellationToken, Task> run) =>
        services.AddSingleton(new DeliveryStep(name, run));
}
