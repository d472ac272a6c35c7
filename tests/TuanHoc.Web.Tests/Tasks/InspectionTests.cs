using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using TuanHoc.Web.Tasks.Inspections;

namespace TuanHoc.Web.Tests.Tasks;

public sealed class InspectionTests(TaskWorld world) : IClassFixture<TaskWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_same_number_draws_the_same_units_and_each_kind_gets_its_share()
    {
        List<Drawable> units = [.. Enumerable.Range(1, 60).Select(n => new Drawable(n, "commune")), .. Enumerable.Range(61, 140).Select(n => new Drawable(n, "school"))];
        var drawn = Lot.Draw(2026, units, 10);
        Assert.Equal(drawn, Lot.Draw(2026, [.. units.AsEnumerable().Reverse()], 10));
        Assert.NotEqual(drawn, Lot.Draw(2027, units, 10));
        Assert.Equal((3, 7), (drawn.Count(id => id <= 60), drawn.Count(id => id > 60)));
        Assert.Equal(200, Lot.Draw(1, units, 500).Count);
        Assert.All(Enumerable.Range(1, 50), count => Assert.Equal(count, Lot.Draw(7, units, count).Distinct().Count()));
        // What anybody computes: printf '2026:1' | sha256sum.
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("2026:1"u8)), Lot.Ticket(2026, 1));
    }

    async Task<(HttpClient Browser, string Path)> DrawnAsync(long unit, string count = "2")
    {
        var browser = await world.SomeoneAsync((unit, "leader"));
        var form = (await browser.PageAsync("/inspections/new")).Form("/inspections");
        List<KeyValuePair<string, string>> typed = [.. form.Filled(("count", count)), new("kinds", "commune")];
        string? path = null;
        for (var press = 0; press < 2; press++)
        {
            using var drawn = await browser.PostAsync("/inspections", new FormUrlEncodedContent(typed), Cancel);
            Assert.Equal(HttpStatusCode.Redirect, drawn.StatusCode);
            path ??= drawn.Headers.Location!.ToString();
            Assert.Equal(path, drawn.Headers.Location!.ToString());
        }
        return (browser, path!);
    }

    static IReadOnlyList<string> Visits(IDocument page) => [.. page.QuerySelectorAll<IHtmlAnchorElement>("section[aria-labelledby=visits] li p a").Select(a => new Uri(a.Href).AbsolutePath)];

    [Fact]
    public async Task The_lot_is_drawn_once_however_often_the_form_is_sent_and_can_be_drawn_again()
    {
        var (browser, path) = await DrawnAsync(world.Province);
        using (browser)
        {
            var page = await browser.PageAsync(path);
            Assert.Equal(2, Visits(page).Count);
            Assert.Contains("Vừa rút lại: đúng những đơn vị này", page.Text(), StringComparison.Ordinal);
            Assert.Equal(2, (await browser.PageAsync($"{path}/paper")).QuerySelectorAll(".visit-sheet").Length);
            Assert.Contains("Kiểm tra việc tổ chức Tuần lễ", (await browser.PageAsync("/inspections")).Text(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_found_becomes_a_task_of_the_unit_and_is_followed()
    {
        // An association of the province inspects its communes, though they do not answer to it: a plan names it.
        var front = await world.Data.UnitAsync("association", "Mặt trận Tỉnh", world.Province);
        await world.PlanAsync(new GivenTask("Mặt trận Tỉnh", "Kiểm tra các xã", "inspection"));
        var (inspector, path) = await DrawnAsync(front);
        using var _ = inspector;
        var visit = Visits(await inspector.PageAsync(path))[0];
        var form = (await inspector.PageAsync(visit)).Form(visit);
        using (var undated = await inspector.SendAsync(form, null, ("answer.0", "no"), ("findings", "Lập kế hoạch"), ("due", "")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, undated.StatusCode);
            var again = await undated.PageAsync();
            Assert.Equal("Lập kế hoạch", again.QuerySelector("#findings")!.TextContent);
            Assert.True(again.QuerySelector<IHtmlInputElement>("input[name='answer.0'][value=no]")!.IsChecked);
        }
        for (var press = 0; press < 2; press++)
            using (var saved = await inspector.SendAsync(form, null, ("answer.0", "no"), ("answer.1", "yes"), ("found", "Chưa có kế hoạch"), ("findings", "Lập kế hoạch\nTreo băng rôn\nLập kế hoạch"), ("due", world.Today.AddDays(5).ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture))))
                Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var page = await inspector.PageAsync(visit);
        var tasks = page.QuerySelectorAll<IHtmlAnchorElement>("section[aria-labelledby=given] li a").Select(a => new Uri(a.Href).AbsolutePath).ToList();
        Assert.Equal(2, tasks.Count);
        Assert.Contains("Đến hạn · Còn 5 ngày", page.Text(), StringComparison.Ordinal);

        // The unit says it is put right, the inspector looks.
        var id = long.Parse(tasks[0]["/tasks/".Length..], TuanHoc.Web.Kit.Vn.Culture);
        var unit = await world.Data.ScalarAsync<long>("select unit_id from unit_task where id = $1", id);
        using var doer = await world.SomeoneAsync((unit, "reporter"));
        Assert.Contains("Kiểm tra của Mặt trận Tỉnh", (await doer.PageAsync("/tasks")).Text(), StringComparison.Ordinal);
        await TaskWorld.SaidAsync(doer, id, "Đã lập kế hoạch.");
        using (var seen = await doer.GetAsync(path, Cancel)) Assert.Equal(HttpStatusCode.NotFound, seen.StatusCode);
        var account = (await inspector.PageAsync(tasks[0])).Forms.First(f => f.Action.EndsWith("/acceptance", StringComparison.Ordinal));
        using (var accepted = await inspector.SendAsync(account)) Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
        Assert.Contains("Xong", (await inspector.PageAsync(visit)).QuerySelector("section[aria-labelledby=given] li .st")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_to_inspect_is_done_when_every_visit_is_recorded_and_not_before()
    {
        var front = await world.Data.UnitAsync("association", "Hội Đi Kiểm Tra", world.Province);
        var task = await world.UnitTaskAsync(await world.PlanAsync(new GivenTask("Hội Đi Kiểm Tra", "Kiểm tra hai xã", "inspection", world.Today.AddDays(3), "by")), "Kiểm tra hai xã", front);
        // What another unit inspects is not theirs.
        var (others, theirs) = await DrawnAsync(world.Province, count: "1");
        await RecordAsync(others, Visits(await others.PageAsync(theirs))[0]);
        others.Dispose();
        var (inspector, path) = await DrawnAsync(front);
        using var _ = inspector;
        Assert.Equal("due", await world.StateAsync(task));
        var visits = Visits(await inspector.PageAsync(path));
        await RecordAsync(inspector, visits[0]);
        Assert.Equal("due", await world.StateAsync(task));
        await RecordAsync(inspector, visits[1]);
        Assert.Equal("done", await world.StateAsync(task));
        var page = await inspector.PageAsync($"/tasks/{task}");
        Assert.NotNull(page.QuerySelector($"a[href='{path}']"));
        Assert.Contains("đã xong, không cần báo nữa", page.Text(), StringComparison.Ordinal);

        async Task RecordAsync(HttpClient browser, string visit)
        {
            using var saved = await browser.SendAsync((await browser.PageAsync(visit)).Form(visit), null, ("answer.0", "yes"));
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        }
    }

    [Fact]
    public async Task A_unit_inspects_its_branch_and_more_only_where_a_plan_or_its_committee_says_so()
    {
        var school = await world.Data.UnitAsync("school", "Trường Mầm non Kiểm Tra", world.Communes[0]);
        await world.Data.UnitAsync("school", "Trường Bên Cạnh", world.Communes[0]);
        using var head = await world.SomeoneAsync((school, "leader"), (world.Communes[0], "leader"));
        var page = await head.PageAsync($"/inspections/new?unit={school}");
        Assert.Contains("chưa kế hoạch nào giao cho đơn vị việc kiểm tra", page.Text(), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("form[action='/inspections']"));
        // A form that was made up for the neighbours draws nobody.
        var form = (await head.PageAsync($"/inspections/new?unit={world.Communes[0]}")).Form("/inspections");
        using (var drawn = await head.PostAsync("/inspections", new FormUrlEncodedContent([.. form.Filled(("unit", $"{school}")), new("kinds", "school")]), Cancel)) Assert.Equal(HttpStatusCode.Conflict, drawn.StatusCode);
        using (var own = await head.PostAsync("/inspections", new FormUrlEncodedContent([.. form.Filled(), new("kinds", "school")]), Cancel)) Assert.Equal(HttpStatusCode.Redirect, own.StatusCode);

        // Named by the commune's plan: the schools of that commune, and nobody else's.
        var letter = await world.InForceAsync(world.Communes[0], "HD");
        await world.WriteAsync(letter, new GivenTask("Trường Mầm non Kiểm Tra", "Kiểm tra chéo các trường", "inspection"));
        await world.GiveOutAsync(letter);
        Assert.Equal(["school"], await KindsAsync(head, school));
        Assert.Empty(await KindsAsync(head, world.Communes[1]));

        // The standing agency: whatever answers to its committee.
        using var standing = await world.SomeoneAsync((world.Agency, "coordinator"));
        Assert.Contains("commune", await KindsAsync(standing, world.Agency));
        var other = await world.Data.UnitAsync("agency", "Sở Không Thường Trực", world.Province);
        using var bystander = await world.SomeoneAsync((other, "coordinator"));
        Assert.Empty(await KindsAsync(bystander, other));

        async Task<IEnumerable<string?>> KindsAsync(HttpClient browser, long unit)
        {
            using var answer = await browser.GetAsync($"/inspections/new?unit={unit}", Cancel);
            return answer.StatusCode == HttpStatusCode.NotFound ? [] : (await answer.PageAsync()).QuerySelectorAll("input[name=kinds]").Select(box => box.GetAttribute("value"));
        }
    }

    [Fact]
    public async Task Of_two_who_record_a_visit_the_second_is_told_and_keeps_what_was_typed()
    {
        var (first, path) = await DrawnAsync(world.Province);
        using var _ = first;
        using var second = await world.SomeoneAsync((world.Province, "reporter"));
        var visit = Visits(await first.PageAsync(path))[0];
        var (mine, theirs) = ((await first.PageAsync(visit)).Form(visit), (await second.PageAsync(visit)).Form(visit));
        using (var saved = await first.SendAsync(mine, null, ("answer.0", "yes"), ("found", "Đã treo băng rôn"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        IHtmlFormElement again;
        using (var late = await second.SendAsync(theirs, null, ("answer.0", "no"), ("found", "Chưa thấy băng rôn"), ("findings", "Treo băng rôn"), ("due", "31/9/2025"))) Assert.Equal(HttpStatusCode.BadRequest, late.StatusCode);
        using (var told = await second.SendAsync(theirs, null, ("answer.0", "no"), ("found", "Chưa thấy băng rôn")))
        {
            Assert.Equal(HttpStatusCode.Conflict, told.StatusCode);
            var page = await told.PageAsync();
            Assert.Contains("đã lưu lượt kiểm tra này lúc", page.QuerySelector(".note.late")!.Said(), StringComparison.Ordinal);
            Assert.Equal("Chưa thấy băng rôn", page.QuerySelector("#found")!.TextContent);
            Assert.True(page.QuerySelector<IHtmlInputElement>("input[name='answer.0'][value=no]")!.IsChecked);
            again = page.Form(visit);
        }
        Assert.Equal("Đã treo băng rôn", (await first.PageAsync(visit)).QuerySelector("#found")!.TextContent);
        using (var over = await second.SendAsync(again)) Assert.Equal(HttpStatusCode.Redirect, over.StatusCode);
        Assert.Equal("Chưa thấy băng rôn", (await first.PageAsync(visit)).QuerySelector("#found")!.TextContent);
    }

    [Fact]
    public async Task What_cannot_be_drawn_is_said_and_what_was_typed_is_kept()
    {
        using var leader = await world.SomeoneAsync((world.Province, "coordinator"));
        var form = (await leader.PageAsync("/inspections/new")).Form("/inspections");
        using var refused = await leader.SendAsync(form, null, ("title", ""), ("count", "không"), ("questions", " \n "));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.Equal(4, page.QuerySelectorAll(".err").Length);
        Assert.Equal("không", page.QuerySelector<IHtmlInputElement>("#count")!.Value);
        using var none = await leader.PostAsync("/inspections", new FormUrlEncodedContent([.. form.Filled(), new("kinds", "museum")]), Cancel);
        Assert.Equal(HttpStatusCode.Conflict, none.StatusCode);
        using var forged = await leader.PostAsync("/inspections", new FormUrlEncodedContent([.. form.Filled(("__RequestVerificationToken", null)), new("kinds", "commune")]), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        using var reporter = await world.SomeoneAsync((world.Province, "reporter"));
        using var closed = await reporter.GetAsync("/inspections/new", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
    }
}
