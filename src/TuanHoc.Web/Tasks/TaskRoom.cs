using TuanHoc.Web.Platform;
using TuanHoc.Web.Plans;
using TuanHoc.Web.Tasks.Inspections;

namespace TuanHoc.Web.Tasks;

public static class TaskRoom
{
    /// <summary>The room's step of a plan that comes into force, and what becomes of tasks when units end.</summary>
    public static void AddTasks(this IServiceCollection services) => services.AddDeliveryStep(TaskDelivery.Name, TaskDelivery.GiveOutAsync).AddJob<RedirectTasks>(RedirectTasks.Every);

    public static void MapTasks(this IEndpointRouteBuilder app)
    {
        app.MapGet("/tasks", TaskEndpoints.List);
        UnitTaskEndpoints.Map(app);
        InspectionEndpoints.Map(app);
    }
}
