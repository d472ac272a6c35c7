
namespace TuanHoc.Web.Tests.Reports;

/// <summary>What plans order of reports, and how reports came in by it: on time, late, empty, parts missing.</summary>
public sealed class LedgerTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    [Fact]
    public async Task A_plan_orders_words_and_pictures_and_a_report_without_them_is_told_so()
    {
        var place = await LedgerPlace.MakeAsync(world, "Xã Đòi Ảnh");
        Assert.Contains("Kế hoạch yêu cầu: biểu số liệu trên máy chủ còn thiếu: biểu số liệu", await place.HeadAsync(), StringComparison.Ordinal);

        await place.OrderAsync("Các trường gửi báo cáo kết quả kèm hình ảnh về Ủy ban nhân dân xã trước ngày 15/10/2099.");
        Assert.Contains("Kế hoạch yêu cầu: biểu số liệu, lời văn, ảnh", await place.HeadAsync(), StringComparison.Ordinal);
        await place.School.SubmitAsync(("classes.professional.sessions", "2"), ("classes.professional.people", "60"));

        Assert.Contains("Đúng hạn Thiếu: lời văn, ảnh Chờ duyệt", await place.HeadAsync(), StringComparison.Ordinal);
        Assert.Equal([place.Name], await place.ListedAsync("mark=partial"));
        Assert.Equal([place.Name], await place.ListedAsync("mark=on-time"));
        Assert.Empty(await place.ListedAsync("mark=late"));
    }

    [Fact]
    public async Task A_report_after_its_day_is_late_and_one_that_says_nothing_was_held_is_empty_and_whole()
    {
        var place = await LedgerPlace.MakeAsync(world, "Xã Nộp Trễ");
        await place.OrderAsync("Các trường gửi báo cáo kết quả kèm hình ảnh về Ủy ban nhân dân xã trước ngày 15/10/2025.");
        await place.School.SubmitAsync(("nothing", "1"));

        Assert.Matches("Nộp trễ [0-9.]+ ngày Không tổ chức Chờ duyệt", await place.HeadAsync());
        Assert.Equal([place.Name], await place.ListedAsync("mark=late"));
        Assert.Equal([place.Name], await place.ListedAsync("mark=empty"));
        Assert.Empty(await place.ListedAsync("mark=partial"));
    }

    [Fact]
    public async Task The_day_of_the_first_submission_counts_and_the_parts_of_the_last()
    {
        var place = await LedgerPlace.MakeAsync(world, "Xã Trả Lại");
        await place.OrderAsync("Các trường gửi báo cáo kết quả về Ủy ban nhân dân xã trước ngày 15/10/2099.");
        var school = place.School;
        await school.SubmitAsync(("classes.professional.sessions", "2"), ("classes.professional.people", "60"));
        await world.Data.RunAsync("update report set handed_on = '2025-10-09' where id = $1", school.Id);
        await world.Data.RunAsync("update report set state = 'returned' where id = $1", school.Id);
        Assert.Empty(await place.ListedAsync("mark=partial"));
        var form = (await school.Reporter.PageAsync(school.Report + "?tab=narrative")).Form(school.Report);
        await school.Reporter.SendAsync(form, school.Report + "/submission", ("activities", "Mở hai lớp."));

        Assert.Equal((new DateOnly(2025, 10, 9), 0), (await world.Data.ScalarAsync<DateOnly>("select handed_on from report where id = $1", school.Id), await world.Data.ScalarAsync<int>("select cardinality(missing) from report where id = $1", school.Id)));
    }

    [Fact]
    public async Task A_plan_that_replaces_another_moves_the_day_and_asks_nobody_twice()
    {
        var place = await LedgerPlace.MakeAsync(world, "Xã Thay Kế Hoạch");
        var first = await place.OrderAsync("Các trường gửi báo cáo kết quả về Ủy ban nhân dân xã trước ngày 15/10/2099.");
        const string owed = "select count(*) from report where edition_id = $1 and receiver_id = $2";
        Assert.Equal(1, await world.Data.ScalarAsync<long>(owed, world.Edition.Id, place.Commune));

        await world.Data.RunAsync("update plan set state = 'replaced' where id = $1", first);
        await place.OrderAsync("Các trường gửi báo cáo kết quả kèm hình ảnh về Ủy ban nhân dân xã trước ngày 20/10/2099.");

        Assert.Contains("hạn 19/10/2099", await place.HeadAsync(), StringComparison.Ordinal);
        Assert.Contains("biểu số liệu, lời văn, ảnh", await place.HeadAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await world.Data.ScalarAsync<long>(owed, world.Edition.Id, place.Commune));
    }

    [Fact]
    public async Task Each_group_of_a_plan_has_its_own_day_and_a_later_plan_of_one_day_takes_it_back()
    {
        var place = await LedgerPlace.MakeAsync(world, "Xã Nhiều Hạn");
        var centre = await world.Data.UnitAsync("clc", "Trung tâm học tập cộng đồng Xã Nhiều Hạn", place.Commune);
        await world.Data.LedgerAsync(world.Edition);
        var first = await place.OrderAsync(
            "Các trường học gửi báo cáo kết quả về Ủy ban nhân dân xã trước ngày 15/10/2099.", "Trung tâm học tập cộng đồng gửi báo cáo kết quả về Ủy ban nhân dân xã trước ngày 20/10/2099.");
        Assert.Equal((new(2099, 10, 14), new(2099, 10, 19)), (await DueAsync(place.School.Unit), await DueAsync(centre)));
        Assert.Contains("hạn 14/10/2099", await place.HeadAsync(), StringComparison.Ordinal);
        var report = await world.Data.ReportAsync(world.Edition, centre);
        var head = (await place.Receiver.PageAsync(report)).QuerySelector(".head")!.Said();
        // Its own day, and not one that was granted.
        Assert.Contains("hạn 19/10/2099", head, StringComparison.Ordinal);
        Assert.DoesNotContain("gia hạn", head, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await place.ListedAsync("mark=extended"));

        await world.Data.RunAsync("update plan set state = 'replaced' where id = $1", first);
        await place.OrderAsync("Các đơn vị gửi báo cáo kết quả về Ủy ban nhân dân xã trước ngày 18/10/2099.");
        Assert.Equal((new(2099, 10, 17), new(2099, 10, 17)), (await DueAsync(place.School.Unit), await DueAsync(centre)));

        Task<DateOnly> DueAsync(long unit) => world.Data.ScalarAsync<DateOnly>(
            "select greatest(report_due(r.edition_id, r.receiver_id, u.kind), r.extended_to) from report r join unit u on u.id = r.unit_id where r.edition_id = $1 and r.unit_id = $2", world.Edition.Id, unit);
    }

    [Fact]
    public async Task A_plan_asks_the_units_below_it_that_nobody_asked_yet_once_and_one_of_long_ago_asks_nobody()
    {
        var place = await LedgerPlace.MakeAsync(world, "Xã Chưa Có Sổ");
        await world.Data.RunAsync("delete from report where unit_id = $1 or receiver_id = $1", place.Commune);
        const string owed = "select count(*) from report where edition_id = $1 and receiver_id = $2";

        var old = await place.OrderAsync("Các trường gửi báo cáo kết quả về Ủy ban nhân dân xã trước ngày 15/10/2025.");
        Assert.Equal(0, await world.Data.ScalarAsync<long>(owed, world.Edition.Id, place.Commune));
        await world.Data.RunAsync("update plan set state = 'replaced' where id = $1", old);
        var plan = await place.OrderAsync("Các trường gửi báo cáo kết quả về Ủy ban nhân dân xã trước ngày 15/10/2099.");
        Assert.Equal(1, await world.Data.ScalarAsync<long>(owed, world.Edition.Id, place.Commune));
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from report where edition_id = $1 and unit_id = $2", world.Edition.Id, place.Commune));

        await world.Data.RunAsync("update plan set delivered_at = null where id = $1", plan);
        await place.DeliverAsync();
        Assert.Equal(1, await world.Data.ScalarAsync<long>(owed, world.Edition.Id, place.Commune));
    }
}
