using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Reports;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>A document that gives groups days of their own: each unit sees its day everywhere, and it goes with the document.</summary>
public sealed class GroupDaysTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    const string Schools = "Các trường học gửi báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 15/10/2025.", Centres = "Các trung tâm học tập cộng đồng gửi báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 20/10/2099.",
        Communes = "Ủy ban nhân dân các xã, phường gửi báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 25/10/2099.";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_groups_have_three_days_late_is_counted_by_each_and_only_what_was_granted_is_an_extension()
    {
        var (place, centre, commune) = await ProvinceAsync("Ba Hạn");
        var missing = $"/totals/2025/{place.Commune}/missing?kind=commune";
        // The totals are held before the plan comes, so they have to hear of it.
        Assert.DoesNotContain("24/10/2099", await TextAsync(place, missing), StringComparison.Ordinal);
        await place.OrderAsync(Schools, Centres, Communes);

        Assert.Contains("hạn 14/10/2025", await HeadAsync(place.School), StringComparison.Ordinal);
        Assert.Contains("hạn 19/10/2099", await HeadAsync(centre), StringComparison.Ordinal);
        Assert.Contains("hạn 24/10/2099", await HeadAsync(commune), StringComparison.Ordinal);
        await SoonAsync(place, missing, "24/10/2099");
        using (await place.School.SubmitAsync(("nothing", "1"))) Assert.Equal("submitted", await place.School.StateAsync());
        using (await centre.SubmitAsync(("nothing", "1"))) Assert.Equal("submitted", await centre.StateAsync());
        Assert.Equal(["Trường Ba Hạn"], await place.ListedAsync("mark=late"));
        Assert.Equal(["Trung tâm học tập cộng đồng Ba Hạn"], await place.ListedAsync("mark=on-time"));
        Assert.Empty(await place.ListedAsync("mark=extended"));
        Assert.DoesNotContain("24/10/2099", await TextAsync(place, missing + "&state=extended"), StringComparison.Ordinal);

        using (var early = await ExtendAsync(place, commune, "24/10/2099")) Assert.Contains("Chọn ngày sau hạn hiện nay là 24/10/2099.", (await early.PageAsync()).Text(), StringComparison.Ordinal);
        using (var given = await ExtendAsync(place, commune, "30/10/2099")) Assert.Equal(System.Net.HttpStatusCode.Redirect, given.StatusCode);
        Assert.Contains("hạn 30/10/2099 (đã gia hạn)", await HeadAsync(commune), StringComparison.Ordinal);
        Assert.Equal(["Xã Ba Hạn"], await place.ListedAsync("mark=extended"));
        await SoonAsync(place, missing + "&state=extended", "30/10/2099");
        await HoldsAsync();
    }

    [Fact]
    public async Task A_letter_that_is_replaced_by_one_without_a_day_gives_the_groups_of_the_plan_their_days_back()
    {
        var (place, centre, commune) = await ProvinceAsync("Trả Hạn");
        await place.OrderAsync(Schools, Centres, Communes);
        var letters = place with { Type = "CV" };
        var letter = await letters.OrderAsync("Các trường học gửi báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 05/11/2099.", "Các trung tâm học tập cộng đồng gửi báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 12/11/2099.");
        Assert.Contains("hạn 11/11/2099", await HeadAsync(centre), StringComparison.Ordinal);
        Assert.Contains("hạn 04/11/2099", await HeadAsync(commune), StringComparison.Ordinal);

        await world.Data.RunAsync("update plan set state = 'replaced' where id = $1", letter);
        await letters.OrderAsync("Các đơn vị giữ gìn trật tự trong Tuần lễ.");
        Assert.Contains("hạn 14/10/2025", await HeadAsync(place.School), StringComparison.Ordinal);
        Assert.Contains("hạn 19/10/2099", await HeadAsync(centre), StringComparison.Ordinal);
        Assert.Contains("hạn 24/10/2099", await HeadAsync(commune), StringComparison.Ordinal);
        await HoldsAsync();
    }

    [Fact]
    public async Task Who_joins_or_moves_after_the_document_was_delivered_has_the_day_of_its_group()
    {
        var (place, _, _) = await ProvinceAsync("Đến Sau");
        await place.OrderAsync(Schools, Centres, Communes);
        // Another centre is opened, and asked.
        var (late, lateSchool) = (await world.Data.UnitAsync("clc", "Trung tâm học tập cộng đồng mới mở", place.Commune), await world.Data.UnitAsync("school", "Trường mới mở", place.Commune));
        await world.Data.LedgerAsync(world.Edition);
        Assert.Equal(("2099-10-19", "none"), (await GroupDayAsync(late), await GroupDayAsync(lateSchool)));

        // One that had no such day answers to this province now, and one that had it goes elsewhere.
        var elsewhere = await world.Data.UnitAsync("province", "Tỉnh Đi Nơi Khác");
        var moved = await world.Data.UnitAsync("clc", "Trung tâm học tập cộng đồng chuyển đến", elsewhere);
        await world.Data.LedgerAsync(world.Edition);
        Assert.Equal("none", await GroupDayAsync(moved));
        await world.Data.RunAsync("update unit_version set parent_id = case unit_id when $1 then $3::bigint else $4 end where unit_id in ($1, $2)", moved, late, place.Commune, elsewhere);
        await ActivatorUtilities.CreateInstance<RedirectReports>(world.App.Services).ApplyAsync(Cancel);
        Assert.Equal(("2099-10-19", "none"), (await GroupDayAsync(moved), await GroupDayAsync(late)));
        await HoldsAsync();

        Task<string> GroupDayAsync(long unit) => world.Data.ScalarAsync<string>("select coalesce(group_day::text, 'none') from report where unit_id = $1 and edition_id = $2", unit, world.Edition.Id);
    }

    /// <summary>A province with a school, a learning centre and a commune that report to it.</summary>
    async Task<(LedgerPlace Place, School Centre, School Commune)> ProvinceAsync(string name)
    {
        var province = await world.Data.UnitAsync("province", "Tỉnh " + name);
        long[] units = [await world.Data.UnitAsync("school", "Trường " + name, province), await world.Data.UnitAsync("clc", "Trung tâm học tập cộng đồng " + name, province), await world.Data.UnitAsync("commune", "Xã " + name, province)];
        await world.Data.LedgerAsync(world.Edition);
        var below = new List<School>();
        foreach (var unit in units) below.Add(new(world, unit, await world.Data.ReportAsync(world.Edition, unit), await world.Data.BrowserAsync(await world.Data.PersonAsync("Lò Thị Hạn", (unit, "reporter")))));
        var receiver = await world.Data.BrowserAsync(await world.Data.PersonAsync("Quàng Văn Hạn", (province, "coordinator")));
        return (new(world, province, "Trường " + name, below[0], receiver) { Letterhead = "TỈNH MẪU" }, below[1], below[2]);
    }

    static async Task<string> HeadAsync(School one) => (await one.Reporter.PageAsync(one.Report)).QuerySelector(".head")!.Said();

    static async Task<string> TextAsync(LedgerPlace place, string address) => (await place.Receiver.PageAsync(address)).Text();

    static async Task<HttpResponseMessage> ExtendAsync(LedgerPlace place, School one, string until) =>
        await place.Receiver.SendAsync((await place.Receiver.PageAsync(one.Report + "?tab=due")).Form(one.Report + "/extensions"), to: null, ("until", until), ("reason", "Bão số 10."));

    // Totals follow what happens within a fraction of a second.
    static async Task SoonAsync(LedgerPlace place, string address, string shown)
    {
        for (var attempt = 0; attempt < 40; attempt++, await Task.Delay(250, Cancel))
            if ((await TextAsync(place, address)).Contains(shown, StringComparison.Ordinal)) return;
        Assert.Fail($"{shown} did not come to {address}");
    }

    async Task HoldsAsync()
    {
        foreach (var invariant in Invariants.All.Where(one => one.Name is "Hạn riêng của nhóm sau hạn chung của văn bản đang yêu cầu báo cáo" or "Hạn của báo cáo được gia hạn là ngày muộn nhất đã cho"))
            Assert.Empty(await invariant.FindAsync(world.App.Services, Cancel));
    }
}
