using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TuanHoc.Web.Access;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Activities;
using TuanHoc.Web.Api;
using TuanHoc.Web.Audit;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Boards.Samples;
using TuanHoc.Web.Commands;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Forms;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Materials;
using TuanHoc.Web.Messages;
using TuanHoc.Web.People;
using TuanHoc.Web.Plans;
using TuanHoc.Web.Platform;
using TuanHoc.Web.Platform.Exports;
using TuanHoc.Web.Plans.Issue;
using TuanHoc.Web.Plans.Writing;
using TuanHoc.Web.Plans.Bodies;
using TuanHoc.Web.Platform.Mail;
using TuanHoc.Web.Portal;
using TuanHoc.Web.Reports;
using TuanHoc.Web.Reports.Drafts;
using TuanHoc.Web.Reports.Expected;
using TuanHoc.Web.Reports.Workbooks;
using TuanHoc.Web.Tasks;
using TuanHoc.Web.Units;
using TuanHoc.Web.Units.Import;

namespace TuanHoc.Web;

/// <summary>The rooms of the house, left to right, and what each brings to the program.</summary>
public static class Rooms
{
    /// <summary>Fills a fresh database with what every edition needs, and sample mode with its samples; run in order after the migration, each step safe to repeat.</summary>
    public delegate Task Step(IServiceProvider services, CancellationToken cancel);

    public static IReadOnlyList<Step> Directory =>
    [
        (services, cancel) => UnitDirectory.LoadAsync(services.GetRequiredService<NpgsqlDataSource>(), cancel),
        (services, cancel) => FormTables.LoadAsync(services.GetRequiredService<NpgsqlDataSource>(), cancel),
    ];

    public static IReadOnlyList<Step> Samples => [SampleData.WriteProvinceAsync, SampleData.OpenEditionAsync, SampleData.WritePlanAsync, SampleData.WriteReportsAsync, SampleData.WriteActivitiesAsync];

    public static IServiceCollection AddRooms(this IServiceCollection services)
    {
        services.AddDbContextPool<AppDb>((provider, options) => options.UseDatabase(provider.GetRequiredService<NpgsqlDataSource>()).AddInterceptors(provider.GetRequiredService<AuditAddress>()));
        services.AddHttpContextAccessor();
        services.AddSingleton<AuditAddress>();
        services.AddSingleton(provider => new Mode(IsSample: provider.GetRequiredService<IConfiguration>().GetValue<bool>("Sample")));
        services.AddScoped<CurrentUser>();
        services.AddRazorComponents();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = false);
        services.AddUnitImport();
        services.AddPeople();
        services.AddMail();
        services.AddPeopleRoom();
        services.AddSingleton<PlanPages>();
        services.AddIssue();
        services.AddPlanBodies();
        services.AddSingleton<LaneSource>().AddSingleton<Lane>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton(new CorrectionStep(Ledger.CorrectAsync));
        services.AddJob<RedirectReports>(RedirectReports.Every);
        services.AddJob<CloseSittings>(CloseSittings.Every);
        services.AddJob<LearnNorms>(LearnNorms.Every);
        services.AddWorkbooks();
        services.AddTasks();
        services.AddDeliveryStep(ReportOrders.Step, (_, db, plan, cancel) => ReportOrders.WriteAsync(db, plan, cancel));
        services.AddMessages();
        services.AddBoards();
        services.AddPortal();
        services.AddAudit();
        services.AddApi();
        return services;
    }

    public static void MapRooms(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").RequireAuthorization().WithMetadata(app.Assets(), new RequireAntiforgeryTokenAttribute(required: true));
        pages.MapUnits();
        pages.MapAccounts();
        pages.MapPeople();
        pages.MapAccess();
        pages.MapForms();
        pages.MapEditions();
        pages.MapPlans();
        pages.MapIssue();
        pages.MapPlanWriting();
        pages.MapPlanBodies();
        pages.MapTasks();
        pages.MapActivities();
        pages.MapMaterials();
        pages.MapReports();
        pages.MapMessages();
        pages.MapBoards();
        pages.MapPortal();
        pages.MapAuditRoom();
        pages.MapTokens();
        app.MapApi();
        pages.MapMail();
        pages.MapSelectOne();
        pages.Map("{**path}", () => PageResults.Missing()).WithOrder(int.MaxValue).AllowAnonymous();
    }

    /// <summary>What the console says once the application listens, beside its address.</summary>
    public static async Task<IReadOnlyList<string>> GreetAsync(IServiceProvider services, string address, CancellationToken cancel) =>
        !services.GetRequiredService<Mode>().IsSample && await services.GetRequiredService<FirstAdministrator>().InviteAsync(cancel) is { } path
            ? [$"Tạo người quản trị đầu tiên (liên kết dùng một lần, trong 2 ngày): {address}{path}"] : [];
}
