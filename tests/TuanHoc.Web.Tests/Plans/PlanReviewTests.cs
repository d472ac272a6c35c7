using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace TuanHoc.Web.Tests.Plans;

public sealed class PlanReviewTests(PlanWorld world) : IClassFixture<PlanWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static Guid Id(string path) => Guid.Parse(path[(path.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    async Task<string> Fact(string path, string sql) => await world.Data.ScalarAsync<string>($"select coalesce(({sql})::text, '') from plan where id = $1", Id(path));

    static string Value(IDocument page, string name) => page.GetElementById(name) switch
    {
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement text => text.Value,
        IHtmlSelectElement select => select.Value ?? "",
        _ => throw new InvalidOperationException($"no field {name}"),
    };

    [Fact]
    public async Task A_plan_is_corrected_saved_and_gives_out_its_tasks()
    {
        var (keeper, unit) = await world.FreshAsync();
        var agency = await world.Data.UnitAsync("agency", "Sở Kho bạc Thử", unit);
        var path = await PlanWorld.BringAsync(keeper);
        var page = await keeper.PageAsync(path);
        var tasks = page.QuerySelectorAll("#sheet textarea[name$='.text']").Length;
        Assert.True(tasks > 5);

        using var saved = await PlanWorld.PressAsync(keeper, page, "save", ("theme.0.value", "Học để \"sửa\""), ("assignments.0.agency", "SỞ KHO BẠC THỬ"), ("assignments.0.tasks.0.due", "5/10/2025"));

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal("saved", await Fact(path, "state"));
        Assert.Equal("2025", await Fact(path, "select year from edition where id = edition_id"));
        Assert.Equal(("", "false"), (await Fact(path, "form_key"), await Fact(path, "without_form")));
        Assert.NotEqual("", await Fact(path, "report_due"));
        Assert.Equal("Học để \"sửa\"", await Fact(path, "facts->'theme'->>'value'"));
        Assert.Equal("0", await Fact(path, "facts->'theme'->'at'->>'to'"));
        Assert.NotEqual("0", await Fact(path, "facts->'header'->'number'->'at'->>'to'"));
        Assert.Equal(tasks, await world.Data.ScalarAsync<long>("select count(*) from task where plan_id = $1", Id(path)));
        Assert.Equal(agency, await world.Data.ScalarAsync<long>("select unit_id from task where plan_id = $1 and position = 1", Id(path)));
        Assert.Equal(new DateOnly(2025, 10, 5), await world.Data.ScalarAsync<DateOnly>("select due from task where plan_id = $1 and position = 1", Id(path)));
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from happening where thing = 'plan' and thing_id = $1", $"{Id(path)}"));
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from audit where thing = 'plan' and what = 'saved' and thing_id = $1", $"{Id(path)}"));
        var shown = await keeper.PageAsync(path);
        Assert.Null(shown.QuerySelector("#sheet"));
        Assert.Contains("Học để \"sửa\"", shown.Body!.Said(), StringComparison.Ordinal);
        var board = await keeper.PageAsync($"/tasks?plan={Id(path)}");
        Assert.Equal(tasks, board.QuerySelectorAll(".tasks li").Length);
        Assert.Contains("SỞ KHO BẠC THỬ", board.Body!.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rows_of_the_form_stand_with_their_places_and_a_row_no_known_form_has_is_named()
    {
        var (keeper, _) = await world.FreshAsync();
        var text = Encoding.UTF8.GetString(PlanWorld.Sample("xa-2025"));
        var rows = TuanHoc.Plans.PlanReader.Read(text).StatisticsRows;
        var changed = rows.Last(row => row.Label.Length > 12 && !row.Label.Contains('\n', StringComparison.Ordinal) && text.Split(row.Label).Length == 2);
        var page = await keeper.PageAsync(await PlanWorld.BringAsync(keeper, Encoding.UTF8.GetBytes(text.Replace(changed.Label, "Số cây đã trồng ở nhà trường", StringComparison.Ordinal))));
        var listed = page.QuerySelectorAll("#form-rows li");
        Assert.Equal(rows.Count, listed.Length);
        Assert.All(listed, row => Assert.NotNull(page.GetElementById(row.QuerySelector("a")!.GetAttribute("href")![1..])));
        var other = Assert.Single(listed, row => row.TextContent.Contains("Số cây đã trồng", StringComparison.Ordinal));
        Assert.NotNull(other.QuerySelector(".due-word"));
        Assert.Contains("dòng không có trong mẫu", page.QuerySelector("#form-rows summary")!.TextContent, StringComparison.Ordinal);
        // What is still to be looked at is said beside the button that gives out the tasks.
        var doubts = page.QuerySelectorAll("input[name$='.seen']").Length;
        Assert.True(doubts > 0);
        Assert.Contains($"Còn {doubts} chỗ", page.GetElementById("unseen")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tinh-2025")]
    [InlineData("huyen-2022")]
    [InlineData("xa-2025")]
    [InlineData("bo-2025")]
    [InlineData("ke-hoach-mau")]
    public async Task What_nobody_changed_stays_as_it_was_read(string sample)
    {
        var (keeper, _) = await world.FreshAsync();
        var path = await PlanWorld.BringAsync(keeper, sample);
        var read = await Fact(path, "facts");

        using var kept = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "draft");

        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Equal("read", await Fact(path, "state"));
        Assert.Equal(read, await Fact(path, "facts"));
    }

    [Fact]
    public async Task What_is_said_beside_the_words_of_the_plan_leaves_them_their_place()
    {
        var (keeper, _) = await world.FreshAsync();
        var path = await PlanWorld.BringAsync(keeper);
        var page = await keeper.PageAsync(path);
        string[] named = ["assignments,0,at", "assignments,0,tasks,0,at", "assignments,0,tasks,1,at", "deadlines,0,at", "legalBases,0,at"];
        var read = await PlacesAsync();
        Assert.DoesNotContain("\"to\": 0", read, StringComparison.Ordinal);

        using var saved = await PlanWorld.PressAsync(keeper, page, "save", ("assignments.0.mode", "Đề nghị"), ("assignments.0.tasks.0.due", "5/10/2025"), ("assignments.0.tasks.0.partners", "Hội Khuyến học"), ("assignments.0.tasks.1.output", "Money"),
            ("deadlines.0.via", "Phòng Văn hóa"), ("bases.0.issuer", "Cơ quan khác"), ("assignments.1.tasks.0.text", "Nói khác đi"));

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(read, await PlacesAsync());
        Assert.Equal("2025-10-05|Hội Khuyến học|true", await world.Data.ScalarAsync<string>("select concat_ws('|', due, partners, (from_place is not null)::text) from task where plan_id = $1 and position = 1", Id(path)));
        Assert.Equal("money", await world.Data.ScalarAsync<string>("select output from task where plan_id = $1 and position = 2 and from_place is not null", Id(path)));
        Assert.Equal("0", await Fact(path, "facts #>> '{assignments,1,tasks,0,at,to}'"));

        // That it leaves nothing to hold can be said too, though its words name something.
        using (await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path + "/correction"), "save", ("assignments.0.tasks.1.output", ""))) { }
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from task where plan_id = $1 and position = 2 and output is null and from_place is not null", Id(path)));
        Assert.Equal("", Value(await keeper.PageAsync(path + "/correction"), "assignments.0.tasks.1.output"));

        Task<string> PlacesAsync() => Fact(path, $"concat_ws(' ', {string.Join(", ", named.Select(name => $"facts #> '{{{name}}}'"))})");
    }

    [Fact]
    public async Task Rows_are_added_and_removed_without_scripts_and_everything_typed_is_kept()
    {
        var (keeper, _) = await world.FreshAsync();
        var path = await PlanWorld.BringAsync(keeper);
        var page = await keeper.PageAsync(path);
        var bases = page.QuerySelectorAll("input[name^='bases.'][name$='.number']").Length;
        var first = Value(page, "bases.0.number");

        page = await (await PlanWorld.PressAsync(keeper, page, "add:bases", ("theme.0.value", "đang gõ dở"), ("week.0.start", "sai"))).PageAsync();
        Assert.Equal("đang gõ dở", Value(page, "theme.0.value"));
        Assert.Equal("sai", Value(page, "week.0.start"));
        Assert.Equal("", Value(page, $"bases.{bases}.number"));
        Assert.True(page.GetElementById($"bases.{bases}.number")!.HasAttribute("autofocus"));

        page = await (await PlanWorld.PressAsync(keeper, page, "add:assignments.0.tasks", ($"bases.{bases}.number", "12/CV-THU"))).PageAsync();
        page = await (await PlanWorld.PressAsync(keeper, page, "remove:bases.0")).PageAsync();
        Assert.Null(page.GetElementById("bases.0.number"));
        var added = page.QuerySelectorAll("textarea[name^='assignments.0.tasks.'][name$='.text']").Last().Id!;
        Assert.Equal("read", await Fact(path, "state"));
        Assert.Equal("1", await Fact(path, "version"));

        using var saved = await PlanWorld.PressAsync(keeper, page, "save", (added, "Nhiệm vụ thêm bằng tay"), ("week.0.start", "01/10/2025"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal($"{bases}", await Fact(path, "jsonb_array_length(facts->'legalBases')"));
        Assert.DoesNotContain(first, await Fact(path, "facts->'legalBases'"), StringComparison.Ordinal);
        Assert.Contains("12/CV-THU", await Fact(path, "facts->'legalBases'"), StringComparison.Ordinal);
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from task where plan_id = $1 and text = 'Nhiệm vụ thêm bằng tay'", Id(path)));
    }

    [Fact]
    public async Task What_cannot_be_saved_is_said_and_kept_as_typed()
    {
        var (keeper, _) = await world.FreshAsync();
        var path = await PlanWorld.BringAsync(keeper);

        using var refused = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save",
            ("title.0.value", ""), ("year.0.value", "hai nghìn"), ("week.0.start", "08/10/2025"), ("week.0.end", "01/10/2025"), ("issuedOn.0.value", "32/13/2025"), ("bases.0.number", ""), ("reportDue", "mai"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.All((string[])["title.0.value", "year.0.value", "week.0.end", "issuedOn.0.value", "bases.0.number"], name =>
        {
            Assert.Equal("true", page.GetElementById(name)!.GetAttribute("aria-invalid"));
            Assert.NotNull(page.GetElementById(name + "-error"));
            Assert.True(page.GetElementById(name)!.Closest("details")!.HasAttribute("open"));
        });
        Assert.Equal("hai nghìn", Value(page, "year.0.value"));
        Assert.Equal("32/13/2025", Value(page, "issuedOn.0.value"));
        Assert.Equal("mai", Value(page, "reportDue"));
        Assert.Equal("read", await Fact(path, "state"));
        Assert.Equal("1", await Fact(path, "version"));
    }

    [Fact]
    public async Task Without_number_and_day_nothing_is_given_out_and_a_draft_may_be_kept()
    {
        var (keeper, _) = await world.FreshAsync();
        var path = await PlanWorld.BringAsync(keeper);
        using (var refused = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save", ("number.0.value", ""), ("issuedOn.0.value", "")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            var page = await refused.PageAsync();
            Assert.Contains("Chưa có thì lưu dự thảo", page.GetElementById("number.0.value-error")!.Said(), StringComparison.Ordinal);
            Assert.NotNull(page.GetElementById("issuedOn.0.value-error"));
        }
        Assert.Equal("read", await Fact(path, "state"));
        using (var kept = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "draft", ("number.0.value", ""), ("issuedOn.0.value", ""))) Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        using var saved = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save", ("number.0.value", "7/KH-UBND"), ("issuedOn.0.value", "22/09/2025"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(("7/KH-UBND", "2025-09-22"), (await Fact(path, "number"), await Fact(path, "issued_on")));
    }

    [Fact]
    public async Task Deadlines_before_the_plan_or_after_those_set_from_above_are_said()
    {
        var (keeper, province) = await world.FreshAsync();
        var upper = await PlanWorld.BringAsync(keeper);
        using (var saved = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(upper), "save")) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var commune = await world.Data.UnitAsync("commune", "Xã Nộp Muộn", province);
        var below = await world.KeeperAsync(unit: commune);
        var path = await PlanWorld.BringAsync(below, "xa-2025");
        var page = await below.PageAsync(path);
        Assert.Contains("muộn hơn hạn của kế hoạch trên (26/9/2025).", page.QuerySelector("#sheet .missing")!.Said(), StringComparison.Ordinal);
        // Said of what is typed: the deadline of the schools moved to before the plan itself.
        page = await (await PlanWorld.PressAsync(below, page, "add:bases", ("deadlines.0.date", "20/09/2025"))).PageAsync();
        Assert.Contains("Hạn ngày 20/9/2025 là trước ngày ban hành.", page.QuerySelector("#sheet .missing")!.Said(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tinh-2025", "14/10/2025", "trước ngày 15/10/2025")]
    [InlineData("xa-2025b", "08/10/2025", null)]
    public async Task Before_a_day_means_the_day_before_it_and_is_kept_as_written(string sample, string lastDay, string? written)
    {
        var (keeper, _) = await world.FreshAsync();
        var path = await PlanWorld.BringAsync(keeper, sample);
        var page = await keeper.PageAsync(path);
        Assert.Equal(lastDay, Value(page, "reportDue"));
        using (var saved = await PlanWorld.PressAsync(keeper, page, "save")) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var said = (await keeper.PageAsync(path)).QuerySelector("p.row.small")!.Said();
        Assert.Contains(lastDay, said, StringComparison.Ordinal);
        Assert.Equal(written is not null, said.Contains($"(“{written ?? "trước ngày"}”)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_that_is_older_than_the_plan_is_told_who_saved_and_keeps_what_was_typed()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await PlanWorld.BringAsync(keeper);
        var old = await keeper.PageAsync(path);
        var colleague = await world.Data.BrowserAsync(await world.Data.PersonAsync("Lò Văn Hai", (unit, "leader")));
        using (var first = await PlanWorld.PressAsync(colleague, await colleague.PageAsync(path), "save", ("theme.0.value", "của Hai"))) Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);

        using var stale = await PlanWorld.PressAsync(keeper, old, "save", ("theme.0.value", "của Mẩy"));

        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var page = await stale.PageAsync();
        Assert.Contains("Lò Văn Hai", page.QuerySelector(".note.late")!.Said(), StringComparison.Ordinal);
        Assert.Equal("của Mẩy", Value(page, "theme.0.value"));
        Assert.Equal("của Hai", await Fact(path, "facts->'theme'->>'value'"));
        using var over = await PlanWorld.PressAsync(keeper, page, "save");
        Assert.Equal(HttpStatusCode.Redirect, over.StatusCode);
        Assert.Equal("của Mẩy", await Fact(path, "facts->'theme'->>'value'"));
        Assert.NotEqual("0", await Fact(path, "facts->'header'->'number'->'at'->>'to'"));
    }

    [Fact]
    public async Task A_form_posted_twice_saves_once()
    {
        var (keeper, _) = await world.FreshAsync();
        var path = await PlanWorld.BringAsync(keeper);
        var page = await keeper.PageAsync(path);
        using var first = await PlanWorld.PressAsync(keeper, page, "save");
        using var again = await PlanWorld.PressAsync(keeper, page, "save");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal("2", await Fact(path, "version"));
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from happening where thing_id = $1", $"{Id(path)}"));
    }

    [Fact]
    public async Task A_key_that_served_another_plan_is_refused()
    {
        var (keeper, _) = await world.FreshAsync();
        var first = await PlanWorld.BringAsync(keeper);
        var second = await PlanWorld.BringAsync(keeper);
        using var refused = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(second), "draft", ("key", first["/plans/".Length..]));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_unit_has_one_saved_plan_a_year()
    {
        var (keeper, _) = await world.FreshAsync();
        var first = await PlanWorld.BringAsync(keeper);
        using (var saved = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(first), "save")) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var second = await PlanWorld.BringAsync(keeper, "ke-hoach-mau");

        using var refused = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(second), "save", ("theme.0.value", "bản khác"));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.Equal(first, page.QuerySelector(".note.late a")!.GetAttribute("href"));
        Assert.Equal("bản khác", Value(page, "theme.0.value"));
        using var kept = await PlanWorld.PressAsync(keeper, page, "draft");
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Equal("read", await Fact(second, "state"));
    }

    [Fact]
    public async Task A_forged_token_saves_nothing_and_keeps_what_was_typed()
    {
        var (keeper, _) = await world.FreshAsync();
        var path = await PlanWorld.BringAsync(keeper);
        using var forged = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save", ("__RequestVerificationToken", "giả"), ("theme.0.value", "còn nguyên"));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal("còn nguyên", Value(await forged.PageAsync(), "theme.0.value"));
        Assert.Equal("1", await Fact(path, "version"));
    }

    [Fact]
    public async Task A_read_plan_may_be_dropped_and_a_saved_one_may_not()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await PlanWorld.BringAsync(keeper);
        var page = await keeper.PageAsync(path);
        using (var dropped = await keeper.SendAsync(page.Form(path + "/removal"))) Assert.Equal("/plans", dropped.Headers.Location!.ToString());
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from plan where unit_id = $1", unit));

        path = await PlanWorld.BringAsync(keeper);
        page = await keeper.PageAsync(path);
        using (var saved = await PlanWorld.PressAsync(keeper, page, "save")) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using var refused = await keeper.SendAsync(page.Form(path + "/removal"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("saved", await Fact(path, "state"));
    }

    [Fact]
    public async Task A_saved_plan_is_corrected_and_its_tasks_given_out_again()
    {
        var (keeper, _) = await world.FreshAsync();
        var path = await PlanWorld.BringAsync(keeper);
        using (var saved = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save")) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var before = await world.Data.ScalarAsync<long>("select count(*) from task where plan_id = $1", Id(path));

        var page = await (await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path + "/correction"), "remove:assignments.0.tasks.0")).PageAsync();
        using (var again = await PlanWorld.PressAsync(keeper, page, "save")) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);

        Assert.Equal(before - 1, await world.Data.ScalarAsync<long>("select count(*) from task where plan_id = $1", Id(path)));
    }

    [Fact]
    public async Task A_task_keeps_what_was_said_of_it_when_its_words_are_mended_and_is_not_dropped()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await PlanWorld.BringAsync(keeper);
        using (var saved = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save")) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        await world.Data.RunAsync("with given as (insert into unit_task (task_id, unit_id) select id, $2 from task where plan_id = $1 and position = 1 returning id) insert into task_account (unit_task_id, at, by, sentence, write_key) select given.id, now(), (select min(id) from person), 'Đã làm xong.', gen_random_uuid() from given", Id(path), unit);

        var page = await keeper.PageAsync(path + "/correction");
        var words = Value(page, "assignments.0.tasks.0.text");
        using (var mended = await PlanWorld.PressAsync(keeper, page, "save", ("assignments.0.tasks.0.text", words + " trên địa bàn"))) Assert.Equal(HttpStatusCode.Redirect, mended.StatusCode);
        Assert.Equal(words + " trên địa bàn", await world.Data.ScalarAsync<string>("select t.text from task_account a join unit_task u on u.id = a.unit_task_id join task t on t.id = u.task_id where u.unit_id = $1", unit));

        page = await (await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path + "/correction"), "remove:assignments.0.tasks.0")).PageAsync();
        using var refused = await PlanWorld.PressAsync(keeper, page, "save");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("đơn vị đã báo kết quả của nhiệm vụ", (await refused.PageAsync()).Body!.Said(), StringComparison.Ordinal);
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from task_account a join unit_task u on u.id = a.unit_task_id where u.unit_id = $1", unit));
    }

    [Fact]
    public async Task What_stands_in_a_plan_is_text_and_never_markup()
    {
        var (keeper, _) = await world.FreshAsync();
        var text = Encoding.UTF8.GetString(PlanWorld.Sample("tinh-2025")).Replace("Căn cứ ", "Căn cứ <script>alert(1)</script> & \"<img src=x onerror=alert(2)>\" ", StringComparison.Ordinal);
        var path = await PlanWorld.BringAsync(keeper, Encoding.UTF8.GetBytes(text));

        var html = await keeper.GetStringAsync(path, Cancel);

        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_with_thousands_of_rows_is_saved_through_its_form()
    {
        var (keeper, _) = await world.FreshAsync();
        var text = new StringBuilder(Encoding.UTF8.GetString(PlanWorld.Sample("tinh-2025")));
        var path = await PlanWorld.BringAsync(keeper, Encoding.UTF8.GetBytes(text.ToString()));
        await world.Data.RunAsync("""
            update plan set facts = jsonb_set(facts, '{recipients}', (select jsonb_agg(jsonb_build_object('value', 'Trường số ' || n, 'at', jsonb_build_object('from', n, 'to', n + 5))) from generate_series(1, 1500) n)) where id = $1
            """, Id(path));
        var page = await keeper.PageAsync(path);
        Assert.True(page.QuerySelector<IHtmlFormElement>("#sheet")!.Elements.Length > 1500);
        using var saved = await PlanWorld.PressAsync(keeper, page, "save");
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal("1500", await Fact(path, "jsonb_array_length(facts->'recipients')"));
    }
}
