using System.Net;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>A unit that a plan sends copies to sees what is handed in, and decides nothing.</summary>
public sealed class CopyTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_is_read_once_it_is_handed_in_and_never_accepted_or_returned()
    {
        var place = await LedgerPlace.MakeAsync(world, "Xã Đồng Gửi");
        var association = await world.Data.UnitAsync("association", "Hội Khuyến học xã Đồng Gửi", place.Commune);
        using var copied = await world.Data.BrowserAsync(await world.Data.PersonAsync("Vì Thị Hội", (association, "coordinator"), (association, "leader")));
        await place.OrderAsync("Các trường gửi báo cáo kết quả về Ủy ban nhân dân xã và Hội Khuyến học xã Đồng Gửi (qua Phòng Văn hóa - Xã hội) trước ngày 15/10/2099.");
        var report = place.School.Report;

        var list = await copied.PageAsync("/reports/copies");
        Assert.Contains(place.Name, list.Text(), StringComparison.Ordinal);
        Assert.Null(list.QuerySelector($"a[href='{report}']"));
        using (var draft = await copied.GetAsync(report, Cancel)) Assert.Equal(HttpStatusCode.NotFound, draft.StatusCode);
        await place.School.SubmitAsync(("nothing", "1"));

        Assert.NotNull((await copied.PageAsync("/reports/copies")).QuerySelector($"a[href='{report}']"));
        var page = await copied.PageAsync(report);
        Assert.DoesNotContain("Duyệt báo cáo này", page.Text(), StringComparison.Ordinal);
        foreach (var act in (string[])["acceptance", "return", "submission", "extensions"])
        {
            using var tried = await copied.PostAsync($"{report}/{act}", new FormUrlEncodedContent(await copied.TokenAsync()), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, tried.StatusCode);
        }
        Assert.Empty((await copied.PageAsync("/reports")).QuerySelectorAll("[aria-labelledby='received'] tbody th a"));
        var route = (await place.School.Reporter.PageAsync(report + "?tab=due")).Text();
        Assert.Contains("Đồng gửi: Hội Khuyến học xã Đồng Gửi", route, StringComparison.Ordinal);
        Assert.Contains("Gửi qua: Phòng Văn hóa - Xã hội", route, StringComparison.Ordinal);
        Assert.Contains("Tỉnh Mẫu", route, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_is_replaced_takes_its_copies_with_it()
    {
        var place = await LedgerPlace.MakeAsync(world, "Xã Thôi Đồng Gửi");
        var association = await world.Data.UnitAsync("association", "Hội Khuyến học xã Thôi Đồng Gửi", place.Commune);
        using var copied = await world.Data.BrowserAsync(await world.Data.PersonAsync("Vì Thị Hội", (association, "viewer")));
        var plan = await place.OrderAsync("Các trường gửi báo cáo kết quả về Ủy ban nhân dân xã và Hội Khuyến học xã Thôi Đồng Gửi trước ngày 15/10/2099.");
        await place.School.SubmitAsync(("nothing", "1"));
        await copied.PageAsync(place.School.Report);

        await world.Data.RunAsync("update plan set state = 'replaced' where id = $1", plan);
        await place.OrderAsync("Các trường gửi báo cáo kết quả về Ủy ban nhân dân xã trước ngày 15/10/2099.");
        using var gone = await copied.GetAsync(place.School.Report, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }
}
