using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Audit;

/// <summary>The audit as pages, newest first: of a unit, of a report, of a person, of everything; and the export log among each.</summary>
public static class AuditEndpoints
{
    const string OnlyDownloads = "download";

    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        app.MapGet("/audit", Show);
        app.MapGet("/reports/{id:guid}/audit", OfReport);
    }

    static async Task<IResult> Show(AppDb db, CurrentUser user, CancellationToken cancel, long? unit = null, long? person = null, string? what = null, long? before = null)
    {
        if (what is not (null or OnlyDownloads) || (unit is not null && person is not null)) return PageResults.Missing();
        if (unit is { } asked)
            return await db.AuditedUnitAsync(user, asked, cancel) is { } name
                ? await PageAsync(db, user, T["Nhật ký của {0}", name], new(Unit: asked), what, before, cancel) : PageResults.Missing();
        if ((person ?? user.Id) == user.Id && (person is not null || !user.IsAdministrator))
            return await PageAsync(db, user, T["Nhật ký của tôi"], new(Person: user.Id), what, before, cancel);
        if (!user.IsAdministrator) return PageResults.Missing();
        if (person is null) return await PageAsync(db, user, T["Nhật ký toàn hệ thống"], new(), what, before, cancel);
        return await db.NameOfPersonAsync(person.Value, cancel) is { } fullName
            ? await PageAsync(db, user, T["Nhật ký của {0}", fullName], new(Person: person), what, before, cancel) : PageResults.Missing();
    }

    static async Task<IResult> OfReport(Guid id, AppDb db, CurrentUser user, CancellationToken cancel, string? what = null, long? before = null)
    {
        if (what is not (null or OnlyDownloads) || await db.UnitOfReportAsync(id, cancel) is not { } report || await db.AuditedUnitAsync(user, report.Id, cancel) is not { } name) return PageResults.Missing();
        return await PageAsync(db, user, T["Nhật ký báo cáo Tuần lễ {0} của {1}", report.Year.ToString(Vn.Culture), name], new(Unit: report.Id, Report: id), what, before, cancel);
    }

    static async Task<IResult> PageAsync(AppDb db, CurrentUser user, string title, AuditScope scope, string? what, long? before, CancellationToken cancel)
    {
        scope = scope with { OnlyDownloads = what == OnlyDownloads };
        return PageResults.Page<AuditView>(new
        {
            Title = title,
            Scope = scope,
            Acts = await db.AuditActsAsync(scope, before, cancel),
            Units = user.Memberships.Where(held => held.Role is Roles.Coordinator or Roles.Leader).DistinctBy(held => held.UnitId).ToList(),
            user.IsAdministrator,
            UserId = user.Id,
        });
    }
}
