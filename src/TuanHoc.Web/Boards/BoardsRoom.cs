using TuanHoc.Web.Boards.Changes;
using TuanHoc.Web.Boards.Control;
using TuanHoc.Web.Reports;

namespace TuanHoc.Web.Boards;

/// <summary>The room that gathers many: the home page, the control board, the totals, the consolidated report, the page of a unit.</summary>
public static class BoardsRoom
{
    public static IServiceCollection AddBoards(this IServiceCollection services)
    {
        services.AddSingleton<LiveTotals>().AddHostedService(provider => provider.GetRequiredService<LiveTotals>());
        services.AddSingleton(provider => new BelowStep((report, cancel) => SentBoard.BelowAsync(provider.GetRequiredService<LiveTotals>(), report.EditionId, report.UnitId, cancel)));
        return services.AddSingleton<LiveStream>().AddSingleton<ControlMemory>();
    }

    public static void MapBoards(this IEndpointRouteBuilder app)
    {
        app.MapHome();
        app.MapControl();
        app.MapTotals();
        app.MapReceived();
        app.MapCompare();
        app.MapUnitPages();
        app.MapUnitChanges();
    }
}
