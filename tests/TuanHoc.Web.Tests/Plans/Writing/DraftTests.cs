using System.Net;
using System.Net.Http.Json;
using static TuanHoc.Web.Tests.Plans.Writing.WritingWorld;

namespace TuanHoc.Web.Tests.Plans.Writing;

public sealed class DraftTests(WritingWorld world) : IClassFixture<WritingWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Facts_typed_are_kept_and_stated_in_the_document()
    {
        var (keeper, unit) = await world.CommuneAsync();
        var path = await BeginAsync(keeper, unit);
        var page = await (await PressAsync(keeper, await keeper.PageAsync(path), "add:deadlines")).PageAsync();
        page = await (await PressAsync(keeper, page, "add:ceremonies", ("deadlines.0.what", "Report"), ("deadlines.0.bound", "Before"), ("deadlines.0.date", "9/10/2025"), ("deadlines.0.who", "Các trường học"))).PageAsync();
        Assert.True(page.GetElementById("ceremonies.0.date")!.HasAttribute("autofocus"));

        using var saved = await PressAsync(keeper, page, "save", ("head.0.title", "Tổ chức Tuần lễ năm 2025"), ("ceremonies.0.date", "01/10/2025"), ("ceremonies.0.time", "7:30"), ("ceremonies.0.venue", "Nhà văn hóa xã"));

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal("Tổ chức Tuần lễ năm 2025", await world.StoredAsync(path, "title"));
        // "trước ngày 9/10" is the 8th at the latest.
        Assert.Equal("2025-10-08", await world.StoredAsync(path, "report_due"));
        var draft = await keeper.PageAsync(path);
        using (var later = await PressAsync(keeper, draft, "save", ("deadlines.0.bound", ""))) Assert.Equal(HttpStatusCode.Redirect, later.StatusCode);
        Assert.Equal("2025-10-09", await world.StoredAsync(path, "report_due"));
        using (var back = await PressAsync(keeper, await keeper.PageAsync(path), "save", ("deadlines.0.bound", "Before"))) Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Equal("before", await world.StoredAsync(path, "draft->'deadlines'->0->>'bound'"));
        Assert.Equal("4", await world.StoredAsync(path, "version"));
        var document = (await keeper.PageAsync($"/plans/{Id(path)}/preview")).QuerySelector("#preview")!.Said();
        Assert.Contains("Nhà văn hóa xã", document, StringComparison.Ordinal);
        Assert.Contains("Các trường học", document, StringComparison.Ordinal);
        Assert.Contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", document, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("h1"), h => h.Said().StartsWith("Kế hoạch của", StringComparison.Ordinal));
        Assert.Contains("Tổ chức Tuần lễ năm 2025", (await keeper.PageAsync("/plans")).QuerySelector("section[aria-labelledby=drafts]")!.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_are_added_removed_and_moved_without_scripts_and_everything_typed_is_kept()
    {
        var (keeper, unit) = await world.CommuneAsync();
        var path = await BeginAsync(keeper, unit);
        var page = await keeper.PageAsync(path);
        var (first, second) = (Value(page, "sections.0.title"), Value(page, "sections.1.title"));
        page = await (await PressAsync(keeper, page, "add:assignments.0.tasks", ("week.0.start", "31/9/2025"), ("sections.0.words", "đang gõ dở"))).PageAsync();
        var added = page.QuerySelectorAll("textarea[name^='assignments.0.tasks.'][name$='.text']").Last().Id!;
        Assert.True(page.GetElementById(added)!.HasAttribute("autofocus"));
        Assert.Equal("31/9/2025", Value(page, "week.0.start"));
        page = await (await PressAsync(keeper, page, "up:sections.1", (added, "Nhiệm vụ thêm"))).PageAsync();
        Assert.Equal((second, first), (Value(page, "sections.0.title"), Value(page, "sections.1.title")));
        Assert.Equal("đang gõ dở", Value(page, "sections.1.words"));
        page = await (await PressAsync(keeper, page, "remove:sections.0")).PageAsync();
        Assert.Null(page.GetElementById("sections.0.title"));
        Assert.Equal("Nhiệm vụ thêm", Value(page, added));
        Assert.Equal("1", await world.StoredAsync(path, "version"));

        using var saved = await PressAsync(keeper, page, "save", ("week.0.start", "30/9/2025"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("Nhiệm vụ thêm", await world.StoredAsync(path, "draft->'assignments'"), StringComparison.Ordinal);
        Assert.Equal(first, await world.StoredAsync(path, "draft->'sections'->0->>'title'"));
    }

    [Fact]
    public async Task What_cannot_be_is_said_and_kept_as_typed()
    {
        var (keeper, unit) = await world.CommuneAsync();
        var path = await BeginAsync(keeper, unit);
        var page = await (await PressAsync(keeper, await keeper.PageAsync(path), "add:deadlines")).PageAsync();
        using var refused = await PressAsync(keeper, page, "save", ("week.0.end", "31/9/2025"), ("week.0.year", "hai nghìn"), ("deadlines.0.who", "Các trường"), ("deadlines.0.date", "mai"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        page = await refused.PageAsync();
        Assert.Contains("Không có ngày 31/9/2025", page.GetElementById("week.0.end-error")!.Said(), StringComparison.Ordinal);
        Assert.All((string[])["week.0.end", "week.0.year", "deadlines.0.date", "deadlines.0.what"], name => Assert.Equal("true", page.GetElementById(name)!.GetAttribute("aria-invalid")));
        Assert.Equal(("31/9/2025", "mai"), (Value(page, "week.0.end"), Value(page, "deadlines.0.date")));
        Assert.Equal("1", await world.StoredAsync(path, "version"));
    }

    [Fact]
    public async Task What_keeps_itself_keeps_even_what_does_not_read_yet()
    {
        var (keeper, unit) = await world.CommuneAsync();
        var path = await BeginAsync(keeper, unit);
        var page = await keeper.PageAsync(path);
        var key = Guid.CreateVersion7();
        using (var kept = await KeepItselfAsync(keeper, page, key, ("head.0.place", "Xã Thử Mới"), ("week.0.end", "31/9/2025")))
        {
            Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
            var said = await kept.Content.ReadFromJsonAsync<TuanHoc.Web.Plans.Writing.Autosaved>(Cancel);
            Assert.Equal((2, 1), (said!.Version, said.Faults));
            Assert.StartsWith("Đã lưu trên máy chủ ", said.Said, StringComparison.Ordinal);
        }
        // The answer was lost and the try repeated: it counts once.
        using (var again = await KeepItselfAsync(keeper, page, key, ("head.0.place", "Xã Thử Mới"), ("week.0.end", "31/9/2025"))) Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal("2", await world.StoredAsync(path, "version"));
        Assert.Equal("Xã Thử Mới", await world.StoredAsync(path, "draft->>'place'"));
        Assert.Equal("2025-10-07", await world.StoredAsync(path, "draft->'week'->>'end'"));

        page = await keeper.PageAsync(path);
        Assert.Equal("31/9/2025", Value(page, "week.0.end"));
        Assert.Equal("true", page.GetElementById("week.0.end")!.GetAttribute("aria-invalid"));
        using var mended = await KeepItselfAsync(keeper, page, Guid.CreateVersion7(), ("week.0.end", "30/9/2025"), ("week.0.start", "25/9/2025"));
        Assert.Equal("", await world.StoredAsync(path, "typed"));
        // One stretch of typing is one version beside the one it began from.
        Assert.Equal("1", await world.StoredAsync(path, "select count(*) from plan_version where plan_id = plan.id and not by_hand"));
        Assert.Equal("3", await world.StoredAsync(path, "select max(version) from plan_version where plan_id = plan.id"));
    }

    [Fact]
    public async Task Two_people_are_told_of_each_other_and_nothing_typed_is_lost()
    {
        var (keeper, unit) = await world.CommuneAsync();
        var path = await BeginAsync(keeper, unit);
        var old = await keeper.PageAsync(path);
        var colleague = await world.KeeperAsync(unit, "leader", "Lò Văn Hai");
        var theirs = await colleague.PageAsync(path);
        Assert.Contains("Vàng Thị Mẩy cũng đang sửa", theirs.QuerySelector("[data-others]")!.Said(), StringComparison.Ordinal);
        using (var first = await PressAsync(colleague, theirs, "save", ("week.0.theme", "của Hai"))) Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);

        using (var itself = await KeepItselfAsync(keeper, old, Guid.CreateVersion7(), ("week.0.theme", "của Mẩy"))) Assert.Equal(HttpStatusCode.Conflict, itself.StatusCode);
        using var stale = await PressAsync(keeper, old, "save", ("week.0.theme", "của Mẩy"));

        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var page = await stale.PageAsync();
        Assert.Contains("Lò Văn Hai", page.QuerySelector(".note.late")!.Said(), StringComparison.Ordinal);
        Assert.Equal("của Mẩy", Value(page, "week.0.theme"));
        Assert.Contains(page.QuerySelectorAll(".difference ins"), line => line.Said() == "của Hai");
        Assert.Contains(page.QuerySelectorAll(".difference del"), line => line.Said() == "của Mẩy");
        Assert.Equal("của Hai", await world.StoredAsync(path, "draft->>'theme'"));
        using var over = await PressAsync(keeper, page, "save");
        Assert.Equal(HttpStatusCode.Redirect, over.StatusCode);
        Assert.Equal("của Mẩy", await world.StoredAsync(path, "draft->>'theme'"));
    }

    [Fact]
    public async Task Where_it_differs_from_above_is_said_beside_the_field()
    {
        var (keeper, unit) = await world.CommuneAsync();
        var path = await BeginAsync(keeper, unit, $"{world.UpperPlan}");
        var page = await (await PressAsync(keeper, await keeper.PageAsync(path), "add:deadlines")).PageAsync();
        var row = page.QuerySelectorAll("select[name^='deadlines.'][name$='.what']").Last().Id![..^".what".Length];
        using var saved = await PressAsync(keeper, page, "save", ("week.0.theme", "Chủ đề của xã"), ("week.0.start", "02/10/2025"), ("week.0.end", "08/10/2025"),
            (row + ".what", "Report"), (row + ".date", "30/12/2025"), (row + ".who", "Các trường học"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        page = await keeper.PageAsync(path);
        Assert.Contains("Khác Bộ: Chủ đề thử", page.GetElementById("week.0.theme-note")!.Said(), StringComparison.Ordinal);
        Assert.Contains("Khác Bộ: 01–07/10/2025", page.GetElementById("week.0.start-note")!.Said(), StringComparison.Ordinal);
        Assert.Contains("Khác hạn chung của năm: 10/10/2025", page.GetElementById(row + ".date-note")!.Said(), StringComparison.Ordinal);
        Assert.Contains("Sau hạn mà Tỉnh Thử giao", page.GetElementById(row + ".date-note")!.Said(), StringComparison.Ordinal);
        using (var reasoned = await PressAsync(keeper, page, "save", ("lateReason", "Trường nội trú về muộn"))) Assert.Equal(HttpStatusCode.Redirect, reasoned.StatusCode);
        Assert.Equal("Trường nội trú về muộn", await world.StoredAsync(path, "late_reason"));
        using var otherYear = await PressAsync(keeper, await keeper.PageAsync(path), "save", ("week.0.year", "2024"));
        Assert.Equal(HttpStatusCode.BadRequest, otherYear.StatusCode);
        Assert.Contains("Tuần lễ 2025", (await otherYear.PageAsync()).GetElementById("week.0.year-error")!.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_are_compared_and_an_earlier_one_is_put_back_as_a_new_one()
    {
        var (keeper, unit) = await world.CommuneAsync();
        var path = await BeginAsync(keeper, unit);
        var place = Value(await keeper.PageAsync(path), "head.0.place");
        using (var saved = await PressAsync(keeper, await keeper.PageAsync(path), "save", ("head.0.place", "Nơi khác"), ("sections.0.words", "Một dòng mới"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        var versions = await keeper.PageAsync($"/plans/{Id(path)}/versions?from=1&to=2");
        Assert.Contains(versions.QuerySelectorAll(".difference ins"), line => line.Said() == "Một dòng mới");
        Assert.Contains(versions.QuerySelectorAll(".difference ins"), line => line.Said().Contains("Nơi khác", StringComparison.Ordinal));
        Assert.Contains(versions.QuerySelectorAll(".difference del"), line => line.Said().Contains(place, StringComparison.Ordinal));
        var form = versions.Forms["restore"]!;
        using var restored = await keeper.SendAsync(form, $"/plans/{Id(path)}/versions/1/restoration");
        Assert.Equal(HttpStatusCode.Redirect, restored.StatusCode);
        Assert.Equal(place, await world.StoredAsync(path, "draft->>'place'"));
        Assert.Equal("3", await world.StoredAsync(path, "version"));
        Assert.Equal("3", await world.StoredAsync(path, "select count(*) from plan_version where plan_id = plan.id"));
        using var stale = await keeper.SendAsync(form, $"/plans/{Id(path)}/versions/2/restoration", ("key", $"{Guid.CreateVersion7()}"));
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
    }

    [Fact]
    public async Task A_draft_is_removed_with_its_versions_and_only_while_it_is_one()
    {
        var (keeper, unit) = await world.CommuneAsync();
        var path = await BeginAsync(keeper, unit);
        var form = (await keeper.PageAsync(path)).Form(path + "/removal");
        using (var removed = await keeper.SendAsync(form)) Assert.Equal("/plans", removed.Headers.Location!.ToString());
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from plan where unit_id = $1", unit));
        var issued = await BeginAsync(keeper, unit);
        form = (await keeper.PageAsync(issued)).Form(issued + "/removal");
        await world.Data.RunAsync("update plan set state = 'saved' where id = $1", Id(issued));
        using var refused = await keeper.SendAsync(form);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal("saved", await world.StoredAsync(issued, "state"));
    }

    [Fact]
    public async Task Nobody_else_sees_a_draft()
    {
        var (keeper, unit) = await world.CommuneAsync();
        var path = await BeginAsync(keeper, unit);
        foreach (var stranger in new[] { await world.KeeperAsync(unit, "viewer"), await world.KeeperAsync(unit, "reporter"), await world.KeeperAsync(world.Province), (await world.CommuneAsync()).Keeper })
            foreach (var page in new[] { path, $"/plans/{Id(path)}", $"/plans/{Id(path)}/preview", $"/plans/{Id(path)}/versions" })
            {
                using var response = await stranger.GetAsync(page, Cancel);
                Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            }
    }
}
