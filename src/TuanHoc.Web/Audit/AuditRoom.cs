using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Audit;

/// <summary>The room of what was done and what is kept about people: the audit, its seals, personal data.</summary>
public static class AuditRoom
{
    public static IServiceCollection AddAudit(this IServiceCollection services) =>
        services.AddSingleton<Retention>().AddJob<SealAudit>(SealAudit.Every).AddJob<Retention>(Retention.Every);

    public static void MapAuditRoom(this IEndpointRouteBuilder app)
    {
        app.MapAudit();
        app.MapPersonalData();
    }
}
