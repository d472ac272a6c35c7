using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Plans.Bodies;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Plans;
using TuanHoc.Web.Plans.Bodies;

namespace TuanHoc.Web.Tests.Plans;

/// <summary>Who the bodies of a plan are: on the review page, in its tasks, and among those it goes to.</summary>
public sealed class BodiesTests(PlanWorld world) : IClassFixture<PlanWorld>
{
    static readonly DateOnly Day = new(2025, 9, 15);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static Guid Id(string path) => Guid.Parse(path[(path.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture);

    static string Text(string bodies, string recipients = "- Như trên;") => $"""
        ỦY BAN NHÂN DÂN
        TỈNH MẪU
        Số: 77/KH-UBND

        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Độc lập - Tự do - Hạnh phúc
        Mẫu, ngày 15 tháng 9 năm 2025

        KẾ HOẠCH
        Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025

        I. THỜI GIAN
        Tuần lễ diễn ra từ ngày 01/10/2025 đến ngày 07/10/2025.

        II. TỔ CHỨC THỰC HIỆN
        {bodies}

        Nơi nhận:
        {recipients}
        - Lưu: VT, VX.

        TM. ỦY BAN NHÂN DÂN
        CHỦ TỊCH

        Nguyễn Văn Mẫu
        """;

    async Task<(HttpClient Keeper, long Province, long Office, long[] Communes)> CountryAsync()
    {
        var (keeper, province) = await world.FreshAsync();
        var office = await world.Data.UnitAsync("agency", "Sở Giáo dục và Đào tạo", province);
        long[] communes = [await world.Data.UnitAsync("commune", "Xã Một", province), await world.Data.UnitAsync("commune", "Xã Hai", province), await world.Data.UnitAsync("commune", "Phường Ba", province)];
        return (keeper, province, office, communes);
    }

    static Task<string> BringAsync(HttpClient keeper, string text) => PlanWorld.BringAsync(keeper, System.Text.Encoding.UTF8.GetBytes(text));

    static IElement Fact(IDocument page, string agency) => page.QuerySelectorAll(".fact").Single(f => f.QuerySelector("input[name$='.agency'], input[name^='recipients.'][name$='.value']") is IHtmlInputElement input && input.Value == agency);

    async Task<string?> BodyAsync(string path, string name) =>
        await world.Data.ScalarAsync<string>("select concat(coalesce('unit:' || unit_id, unit_group, 'text'), case when chosen_by is not null then ' chosen' end) from plan_body where plan_id = $1 and name = $2", Id(path), name);

    async Task DeliverAsync(string path, long unit)
    {
        await using var scope = world.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var by = await world.Data.ScalarAsync<long>("select made_by from plan where id = $1", Id(path));
        var plan = new PlanInForce(Id(path), unit, null, "KH", by, DateTimeOffset.UnixEpoch, Day);
        await BodyDelivery.ResolveAsync(db, plan, Cancel);
        await BodyDelivery.SendAsync(db, plan, Cancel);
    }

    Task<long> MembersAsync(long issuer, string group) => world.Data.ScalarAsync<long>("select count(distinct m) from unit_group_members($1, $2, $3) m", issuer, group, Day);

    [Fact]
    public async Task A_group_is_all_its_units_of_the_day_and_one_body_is_its_unit()
    {
        var (keeper, province, office, communes) = await CountryAsync();
        var society = await world.Data.UnitAsync("association", "Hội Khuyến học", province);
        await world.Data.UnitAsync("association", "Hội Khuyến học", communes[0]);
        var path = await BringAsync(keeper, Text("1. Sở GD&ĐT\n- Tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 30/10/2025.\n2. Đề nghị Hội Khuyến học tỉnh\n- Vận động tủ sách.\n3. Ủy ban nhân dân các xã, phường\n- Xây dựng kế hoạch, gửi về Sở Giáo dục và Đào tạo trước ngày 22/9/2025."));

        var page = await keeper.PageAsync(path);
        Assert.Contains("= 3 xã, phường", Fact(page, "Ủy ban nhân dân các xã, phường").Said(), StringComparison.Ordinal);
        Assert.Contains("= Hội Khuyến học · đề nghị", Fact(page, "Hội Khuyến học tỉnh").Said(), StringComparison.Ordinal);
        Assert.Contains("= Sở Giáo dục và Đào tạo", Fact(page, "Sở GD&ĐT").Said(), StringComparison.Ordinal);
        var list = await keeper.PageAsync(Fact(page, "Ủy ban nhân dân các xã, phường").QuerySelector(".body-is a")!.GetAttribute("href")!);
        Assert.Equal(["Phường Ba", "Xã Hai", "Xã Một"], list.QuerySelectorAll(".named-units a").Select(a => a.Said()).Order(StringComparer.Ordinal));

        using (var saved = await PlanWorld.PressAsync(keeper, page, "save")) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal($"unit:{office}", await BodyAsync(path, "Sở GD&ĐT"));
        Assert.Equal($"unit:{society}", await BodyAsync(path, "Hội Khuyến học tỉnh"));
        Assert.Equal("xa+phuong", await BodyAsync(path, "Ủy ban nhân dân các xã, phường"));
        Assert.Equal(office, await world.Data.ScalarAsync<long>("select unit_id from task where plan_id = $1 and position = 1", Id(path)));
        Assert.Equal("report before 30", await world.Data.ScalarAsync<string>("select concat_ws(' ', output, bound, extract(day from due)) from task where plan_id = $1 and position = 1", Id(path)));
        Assert.Equal("plan", await world.Data.ScalarAsync<string>("select output from task where plan_id = $1 and position = 3", Id(path)));
        Assert.True(await world.Data.ScalarAsync<bool>("select substr(text, lower(from_place) + 1, 8) = 'Xây dựng' from (select p.text, t.from_place from task t join plan p on p.id = t.plan_id where p.id = $1 and t.position = 3) x", Id(path)));
    }

    [Fact]
    public async Task What_is_doubtful_stands_first_and_is_taken_or_chosen_by_a_person()
    {
        var (keeper, _, _, communes) = await CountryAsync();
        var path = await BringAsync(keeper, Text("1. Sở Thời tiết và Gió mùa\n- Báo cáo kết quả.\n2. Sở Giáo dục và Đào tạo\n- Báo cáo kết quả.\n3. UBND 15 xã, phường\n- Tổ chức Lễ khai mạc."));
        var page = await keeper.PageAsync(path);
        var first = page.QuerySelectorAll("#sheet h3.sect").First(h => h.Said() == "Cần xem trước");
        Assert.NotNull(first);
        Assert.Contains("q", Fact(page, "Sở Thời tiết và Gió mùa").ClassList);
        Assert.Contains("danh bạ ngày 15/09/2025 có 3", Fact(page, "UBND 15 xã, phường").Said(), StringComparison.Ordinal);
        Assert.DoesNotContain("q", Fact(page, "Sở Giáo dục và Đào tạo").ClassList);

        // Without scripts: the name is sent, and what was found stands to be chosen.
        page = await (await PlanWorld.PressAsync(keeper, page, "find:assignments.0", ("assignments.0.find", "phường ba"), ("theme.0.value", "còn nguyên"))).PageAsync();
        Assert.Equal("còn nguyên", ((IHtmlTextAreaElement)page.GetElementById("theme.0.value")!).Value);
        Assert.Contains(page.QuerySelectorAll("input[name='assignments.0.body']"), radio => radio.GetAttribute("value") == $"unit:{communes[2]}");
        using (var saved = await PlanWorld.PressAsync(keeper, page, "save", ("assignments.0.body", $"unit:{communes[2]}"), ("assignments.2.seen", "on"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal($"unit:{communes[2]} chosen", await BodyAsync(path, "Sở Thời tiết và Gió mùa"));
        Assert.Equal("xa+phuong chosen", await BodyAsync(path, "UBND 15 xã, phường"));

        page = await keeper.PageAsync(path + "/correction");
        Assert.DoesNotContain("q", Fact(page, "UBND 15 xã, phường").ClassList);
        using (var again = await PlanWorld.PressAsync(keeper, page, "save", ("assignments.0.body", "text"))) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal("text chosen", await BodyAsync(path, "Sở Thời tiết và Gió mùa"));
        Assert.Equal("xa+phuong chosen", await BodyAsync(path, "UBND 15 xã, phường"));
    }

    [Fact]
    public async Task A_doubtful_body_that_is_charged_and_receives_is_taken_with_one_mark()
    {
        var (keeper, _, _, _) = await CountryAsync();
        var path = await BringAsync(keeper, Text("1. UBND 15 xã, phường\n- Tổ chức Lễ khai mạc.", "- UBND 15 xã, phường;"));
        using var saved = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save", ("assignments.0.seen", "on"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal("xa+phuong chosen", await BodyAsync(path, "UBND 15 xã, phường"));
    }

    [Fact]
    public async Task An_agency_that_is_no_more_is_offered_those_who_took_over_its_work()
    {
        var (keeper, province, office, _) = await CountryAsync();
        var gone = await world.Data.UnitAsync("agency", "Sở Thông tin và Truyền thông", province);
        await world.Data.RunAsync("update unit_version set valid = '[2021-01-01,2025-07-01)' where unit_id = $1", gone);
        await world.Data.RunAsync("insert into succession (from_unit, to_unit, on_day, whole) values ($1, $2, '2025-07-01', true)", gone, office);
        var path = await BringAsync(keeper, Text("1. Sở Thông tin và Truyền thông\n- Đưa tin, bài về Tuần lễ."));
        var fact = Fact(await keeper.PageAsync(path), "Sở Thông tin và Truyền thông");
        Assert.Contains("không còn trong danh bạ ngày 15/09/2025", fact.Said(), StringComparison.Ordinal);
        Assert.Contains("= Sở Giáo dục và Đào tạo", fact.Said(), StringComparison.Ordinal);
        Assert.Contains("q", fact.ClassList);
    }

    [Fact]
    public async Task Two_units_of_one_name_are_a_persons_choice()
    {
        var (keeper, province, _, _) = await CountryAsync();
        long[] both = [await world.Data.UnitAsync("centre", "Trung tâm Văn hóa", province), await world.Data.UnitAsync("centre", "Trung tâm Văn hóa", province)];
        var path = await BringAsync(keeper, Text("1. Trung tâm Văn hóa tỉnh\n- Trưng bày sách."));
        var page = await keeper.PageAsync(path);
        Assert.Contains("Có 2 đơn vị cùng tên này", Fact(page, "Trung tâm Văn hóa tỉnh").Said(), StringComparison.Ordinal);
        using var saved = await PlanWorld.PressAsync(keeper, page, "save", ("assignments.0.body", $"unit:{both[1]}"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(both[1], await world.Data.ScalarAsync<long>("select unit_id from task where plan_id = $1", Id(path)));
    }

    [Fact]
    public async Task A_unit_beyond_the_reach_of_the_plan_is_refused()
    {
        var (keeper, _, _, _) = await CountryAsync();
        var far = await world.Data.UnitAsync("commune", "Xã Xa", world.Elsewhere);
        var path = await BringAsync(keeper, Text("1. Sở Giáo dục và Đào tạo\n- Báo cáo kết quả."));
        using var refused = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save", ("assignments.0.body", $"unit:{far}"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.PageAsync();
        Assert.NotNull(page.GetElementById("assignments.0.body-error"));
        Assert.True(page.GetElementById("assignments.0.body-error")!.Closest("details")!.HasAttribute("open"));
    }

    [Fact]
    public async Task The_certain_is_taken_at_once_and_the_doubtful_stays_in_sight()
    {
        var (keeper, _, _, _) = await CountryAsync();
        var path = await BringAsync(keeper, Text("1. Sở Thời tiết và Gió mùa\n- Báo cáo kết quả.\n2. Sở Giáo dục và Đào tạo\n- Báo cáo kết quả."));
        var page = await (await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "accept")).PageAsync();
        Assert.Null(Fact(page, "Sở Thời tiết và Gió mùa").Closest("details.accepted"));
        Assert.NotNull(Fact(page, "Sở Giáo dục và Đào tạo").Closest("details.accepted"));
        using var saved = await PlanWorld.PressAsync(keeper, page, "save");
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from task where plan_id = $1", Id(path)));
    }

    [Fact]
    public async Task A_doubtful_fact_that_a_person_took_is_doubtful_no_more()
    {
        var (keeper, _, _, _) = await CountryAsync();
        var path = await BringAsync(keeper, Text("1. Sở Giáo dục và Đào tạo\n- Báo cáo kết quả."));
        await world.Data.RunAsync("update plan set facts = jsonb_set(facts, '{theme}', '{\"value\": \"Học mãi\", \"at\": {\"from\": 3, \"to\": 9}, \"doubt\": \"Xem lại\"}') where id = $1", Id(path));
        var page = await keeper.PageAsync(path);
        using var saved = await PlanWorld.PressAsync(keeper, page, "draft", ("theme.0.seen", "on"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal("9 Học mãi", await world.Data.ScalarAsync<string>("select concat_ws(' ', facts->'theme'->'at'->>'to', facts->'theme'->>'value', facts->'theme'->>'doubt') from plan where id = $1", Id(path)));
    }

    [Fact]
    public async Task A_plan_goes_to_every_unit_of_its_lines_and_to_who_has_a_task()
    {
        var (keeper, province, office, communes) = await CountryAsync();
        var society = await world.Data.UnitAsync("association", "Hội Khuyến học", province);
        var path = await BringAsync(keeper, Text("1. Sở Giáo dục và Đào tạo\n- Báo cáo kết quả.\n2. Đề nghị Hội Khuyến học tỉnh\n- Vận động tủ sách.", "- UBND các xã, phường;\n- Các sở, ban, ngành;\n- TT/TU, TT HĐND tỉnh;"));
        using (var saved = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save")) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);

        await DeliverAsync(path, province);
        await world.Data.RunAsync("update plan_delivery set opened_at = now() where plan_id = $1 and unit_id = $2", Id(path), office);
        await DeliverAsync(path, province);

        Assert.Equal("UBND các xã, phường", await world.Data.ScalarAsync<string>("select recipient from plan_delivery where plan_id = $1 and unit_id = $2", Id(path), communes[0]));
        Assert.Equal("Các sở, ban, ngành", await world.Data.ScalarAsync<string>("select recipient from plan_delivery where plan_id = $1 and unit_id = $2 and opened_at is not null", Id(path), office));
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from plan_delivery where plan_id = $1 and unit_id = $2 and recipient is null", Id(path), society));
        Assert.Equal(5, await world.Data.ScalarAsync<long>("select count(*) from plan_delivery where plan_id = $1", Id(path)));
        // What is no unit stays text, sent by other means.
        Assert.Equal(["Lưu: VT, VX", "TT/TU, TT HĐND tỉnh"], await world.Data.ScalarAsync<string[]>("select array_agg(name order by name collate \"C\") from plan_body where plan_id = $1 and unit_id is null and unit_group is null", Id(path)));
    }

    [Fact]
    public async Task A_group_that_is_empty_keeps_a_plan_from_being_issued_until_it_is_kept_as_text()
    {
        var (keeper, province, _, _) = await CountryAsync();
        var path = await BringAsync(keeper, Text("1. UBND các đặc khu\n- Tổ chức Lễ khai mạc."));
        Assert.Contains("không có đơn vị nào như vậy", Fact(await keeper.PageAsync(path), "UBND các đặc khu").Said(), StringComparison.Ordinal);
        await using var scope = world.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var facts = PlanFacts.Read(await world.Data.ScalarAsync<string>("select facts::text from plan where id = $1", Id(path)));
        Assert.Equal("UBND các đặc khu", Assert.Single(await db.ChargedAsync(Id(path), province, facts, Day, Cancel), body => body.IsEmpty).Name);
        // Brought in, it is saved once a person has said what becomes of it.
        var page = await keeper.PageAsync(path);
        (string, string?)[] known = [("number.0.value", "12/KH-UBND"), ("issuedOn.0.value", "01/09/2025"), ("year.0.value", "2025"), ("week.0.start", "01/10/2025"), ("week.0.end", "07/10/2025"), ("title.0.value", "Tổ chức Tuần lễ"), ("type.0.value", "Plan"), ("act", "save")];
        using (var refused = await keeper.SendAsync(page.QuerySelector<AngleSharp.Html.Dom.IHtmlFormElement>("#sheet")!, null, known))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("giữ là chữ, hoặc đánh dấu “Đã xem”", (await refused.PageAsync()).GetElementById("assignments.0.body-error")!.Said(), StringComparison.Ordinal);
        }
        using (var kept = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "draft", ("assignments.0.body", "text"))) Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.DoesNotContain(await db.ChargedAsync(Id(path), province, facts, Day, Cancel), body => body.IsEmpty);
        using var saved = await keeper.SendAsync((await keeper.PageAsync(path)).QuerySelector<AngleSharp.Html.Dom.IHtmlFormElement>("#sheet")!, null, known);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
    }

    [Fact]
    public async Task Schools_on_the_ground_of_a_commune_are_those_that_stand_there_too()
    {
        var (_, province, office, communes) = await CountryAsync();
        await world.Data.RunAsync("update unit_version set level = 'primary' where unit_id = $1", await world.Data.UnitAsync("school", "Trường Tiểu học Một", communes[0]));
        var high = await world.Data.UnitAsync("school", "Trường THPT Một", office);
        await world.Data.RunAsync("update unit_version set level = 'upper-secondary', territory_id = $2 where unit_id = $1", high, communes[0]);
        await world.Data.RunAsync("update unit_version set level = 'mixed' where unit_id = $1", await world.Data.UnitAsync("school", "Trường TH và THCS Hai", communes[1]));

        Assert.Equal(2, await MembersAsync(communes[0], "school"));
        Assert.Equal(1, await MembersAsync(communes[0], "school:upper-secondary"));
        Assert.Equal(2, await MembersAsync(province, "school:primary"));
        Assert.Equal(1, await MembersAsync(province, "school:lower-secondary"));
        Assert.Equal(3, await MembersAsync(province, "school:primary+school:upper-secondary"));
        Assert.Equal(1, await MembersAsync(office, "below"));
        Assert.Equal(3, await MembersAsync(office, "commune"));
        Assert.Equal(1, await MembersAsync(province, "agency"));
        Assert.Equal(0, await MembersAsync(office, "agency"));
        Assert.Equal(4, await MembersAsync(province, $"phuong+xa+unit:{office}"));
        Assert.Equal(0, await MembersAsync(communes[0], "commune"));
    }

    [Fact]
    public async Task A_task_whose_words_stay_keeps_its_row_and_what_was_said_of_it()
    {
        var (keeper, _, office, _) = await CountryAsync();
        var path = await BringAsync(keeper, Text("1. Sở Giáo dục và Đào tạo\n- Báo cáo kết quả.\n- Kiểm tra cơ sở."));
        using (var saved = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save")) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var second = await world.Data.ScalarAsync<long>("select id from task where plan_id = $1 and position = 2", Id(path));
        await world.Data.RunAsync("insert into unit_task (task_id, unit_id) values ($1, $2)", second, office);

        var page = await (await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path + "/correction"), "remove:assignments.0.tasks.0")).PageAsync();
        using (var again = await PlanWorld.PressAsync(keeper, page, "save", ("assignments.0.tasks.1.due", "05/10/2025"), ("assignments.0.tasks.1.output", "Document"))) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);

        Assert.Equal(second, await world.Data.ScalarAsync<long>("select id from task where plan_id = $1 and position = 1 and due = '2025-10-05' and output = 'document'", Id(path)));
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from unit_task where task_id = $1", second));
    }

    [Theory]
    [InlineData("Sở Văn hoá, Thể thao và Du lịch")]
    [InlineData("Uỷ ban Mặt trận - Việt Nam  (tỉnh)")]
    [InlineData("Báo, Đài và Cổng")]
    public async Task The_database_makes_the_same_key_of_a_name(string name) => Assert.Equal(BodyKey.Of(name), await world.Data.ScalarAsync<string>("select body_key($1)", SearchKey.Of(name)));

    [Fact]
    public async Task All_communes_of_the_nation_are_sent_to()
    {
        var nation = await world.Data.ScalarAsync<long>("select unit_id from unit_version where kind = 'nation' limit 1");
        var communes = await MembersAsync(nation, "commune");
        Assert.True(communes > 3000);
        var keeper = await world.KeeperAsync(unit: nation);
        var path = await BringAsync(keeper, Text("1. UBND các xã, phường, đặc khu\n- Tổ chức Lễ khai mạc.", "- UBND các xã, phường, đặc khu;"));
        using (var saved = await PlanWorld.PressAsync(keeper, await keeper.PageAsync(path), "save")) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        await DeliverAsync(path, nation);
        Assert.Equal(communes, await world.Data.ScalarAsync<long>("select count(*) from plan_delivery where plan_id = $1", Id(path)));
    }
}
