using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans.Writing;

/// <summary>Two versions and what differs between them.</summary>
public sealed record ComparedVersions(DraftVersion From, DraftVersion To, IReadOnlyList<DifferentGroup> Differences);

/// <summary>What a draft was before: its versions, compared two by two, and one put back.</summary>
static class VersionEndpoints
{
    public static void MapVersions(this IEndpointRouteBuilder app)
    {
        app.MapGet("/plans/{id:guid}/versions", List);
        app.MapPost("/plans/{id:guid}/versions/{version:int}/restoration", Restore);
    }

    static async Task<IResult> List(Guid id, AppDb db, CurrentUser user, CancellationToken cancel, int? from = null, int? to = null)
    {
        if (await db.DraftAsync(user, id, cancel) is not { } found) return PageResults.Missing();
        var versions = await db.VersionsAsync(id, cancel);
        var (newest, before) = (to ?? versions[0].Version, from ?? versions.Select(v => v.Version).FirstOrDefault(v => v < (to ?? versions[0].Version)));
        var compared = await db.VersionAsync(id, before, cancel) is { } was && await db.VersionAsync(id, newest, cancel) is { } became
            ? new ComparedVersions(was, became, DraftDifference.Between(DraftJson.Read(was.Draft), DraftJson.Read(became.Draft))) : null;
        return PageResults.Page<VersionsView>(new { Draft = found, Versions = versions, Compared = compared, Key = Guid.CreateVersion7() });
    }

    static async Task<IResult> Restore(Guid id, int version, IFormCollection posted, AppDb db, CurrentUser user, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.DraftAsync(user, id, cancel) is not { } found || await db.VersionAsync(id, version, cancel) is not { } earlier) return PageResults.Missing();
        var form = new FormReader(posted);
        if (form.Key() is not { } key || form.Integer("version") is not { } seen) return PageResults.Refused(StatusCodes.Status400BadRequest, T["Chưa ghi được"], Forgery.Sentence, $"/plans/{id}/versions");
        if (found.WriteKey == key) return TypedResults.LocalRedirect($"/plans/{id}/draft");
        var draft = DraftJson.Read(earlier.Draft);
        var kept = new DraftKept(draft, Typed: null, new OrderedForm(draft.FormKey, IsNone: draft.FormKey is null && found.WithoutForm), found.LateReason, await db.EditionAsync(draft.Year, cancel), key, ByHand: true);
        return seen == found.Version && !await db.IsKeyUsedAsync(key, cancel) && await db.RestoreAsync(user, clock, found, kept, cancel)
            ? TypedResults.LocalRedirect($"/plans/{id}/draft")
            : PageResults.Refused(StatusCodes.Status409Conflict, T["Chưa lấy lại được"], T["{0} đã lưu bản soạn này lúc {1}, sau khi bạn mở trang. Xem lại các bản rồi chọn lần nữa.", found.ChangedBy, found.ChangedAt], $"/plans/{id}/versions");
    }
}
