using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Plans.Issue;
using TuanHoc.Web.Tests.Messages;
using TuanHoc.Web.Tests.Plans.Issue;
using TuanHoc.Web.Tests.Plans.Writing;
using TuanHoc.Web.Units;

namespace TuanHoc.Web.Tests.Plans.Incoming;

/// <summary>Letters and guidances that come as files count as those written here. Each test has a world of its own: they move its clock.</summary>
public sealed class BroughtInTests(Postgres postgres) : IAsyncLifetime
{
    const string Upper = "upper", Amends = "amends", Type = "type.0.value";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    readonly LaterWorld world = new(postgres);

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    static string Plan(string number = "12/KH-UBND", string more = "") => $"""
        ỦY BAN NHÂN DÂN
        TỈNH NGHE
        Số: {number}
        Nghe, ngày 31 tháng 8 năm 2036

        KẾ HOẠCH
        Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2036

        Căn cứ Quyết định số 1373/QĐ-TTg ngày 30/7/2021 của Thủ tướng Chính phủ;

        I. CHỦ ĐỀ, THỜI GIAN

        1. Chủ đề: “Mỗi ngày một trang sách”.

        2. Thời gian: từ ngày 01/10/2036 đến ngày 07/10/2036.

        3. Tháng khuyến học: từ ngày 02/9/2036 đến ngày 02/10/2036.

        II. TỔ CHỨC THỰC HIỆN

        1. Ủy ban nhân dân các xã, phường

        - Xây dựng kế hoạch tổ chức Tuần lễ, gửi về Sở Giáo dục và Đào tạo trước ngày 20/9/2036.

        - Báo cáo kết quả về Sở Giáo dục và Đào tạo trước ngày 20/10/2036.
        {more}
        Nơi nhận:
        - Sở Giáo dục và Đào tạo;
        - Ủy ban nhân dân các xã, phường;
        - Lưu: VT.

        TM. ỦY BAN NHÂN DÂN
        CHỦ TỊCH
        Nguyễn Văn Mẫu
        """;

    const string
        Words = """
            Thực hiện Kế hoạch số 12/KH-UBND ngày 31/8/2036 của Ủy ban nhân dân tỉnh về Tuần lễ hưởng ứng học tập suốt đời năm 2036, Sở Giáo dục và Đào tạo hướng dẫn như sau:

            1. Ủy ban nhân dân các xã, phường xây dựng kế hoạch, gửi về Sở Giáo dục và Đào tạo trước ngày 25/9/2036.

            2. Ủy ban nhân dân các xã, phường báo cáo kết quả về Sở Giáo dục và Đào tạo chậm nhất ngày 28/10/2036.

            Nơi nhận:
            - Ủy ban nhân dân các xã, phường;
            - Lưu: VT, GDTX.

            GIÁM ĐỐC
            Nguyễn Thị Mẫu
            """,
        Guidance = $"""
            UBND TỈNH NGHE
            SỞ GIÁO DỤC VÀ ĐÀO TẠO
            Số: 27/HD-SGDĐT
            Nghe, ngày 10 tháng 9 năm 2036

            HƯỚNG DẪN
            Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2036

            {Words}
            """,
        Letter = $"""
            UBND TỈNH NGHE
            SỞ GIÁO DỤC VÀ ĐÀO TẠO
            Số: 1234/SGDĐT-GDTX
            V/v điều chỉnh thời hạn của Tuần lễ năm 2036
            Nghe, ngày 10 tháng 9 năm 2036

            Kính gửi: Ủy ban nhân dân các xã, phường

            {Words}
            """;

    [Theory]
    [InlineData(Guidance, "Guidance", "HD", "Hướng dẫn của Sở Giáo dục và Đào tạo Tỉnh Nghe")]
    [InlineData(Letter, "Letter", "CV", "Công văn của Sở Giáo dục và Đào tạo Tỉnh Nghe")]
    public async Task What_an_agency_sends_moves_the_days_of_the_plan(string text, string shown, string type, string heading)
    {
        var upper = await SaveAsync(world.Province, Plan());
        using (var before = await CoordinatorAsync(world.First)) Assert.Contains("trước ngày 20/10/2036 · hạn cuối 19/10/2036", (await before.PageAsync("/tasks?output=report")).Text(), StringComparison.Ordinal);

        world.Clock.Now = MessageWorld.At(2036, 9, 10, 9);
        using var agency = await CoordinatorAsync(world.Agency);
        var path = await PlanWorld.BringAsync(agency, Encoding.UTF8.GetBytes(text));
        var page = await agency.PageAsync(path);
        Assert.Equal((shown, upper["/plans/".Length..]), (WritingWorld.Value(page, Type), WritingWorld.Value(page, Upper)));
        Assert.Contains("kế hoạch của Tỉnh Nghe vẫn còn hiệu lực; ngày gửi kế hoạch, lịch khai mạc, báo cáo ghi ở đây thay cho ngày đã ghi trước đó", page.GetElementById("follows")!.Said(), StringComparison.Ordinal);
        await SavedAsync(agency, page, path);

        Assert.Equal((type, "saved"), (await StoredAsync(path, "type"), await StoredAsync(path, "state")));
        Assert.Equal(heading, (await agency.PageAsync(path)).QuerySelector("h1")!.Said());
        // It is no plan of the Sở, and its reader is told.
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from plan where unit_id = $1 and type = 'KH'", world.Agency));
        using var commune = await CoordinatorAsync(world.First);
        Assert.Contains("hạn cuối 24/09/2036, theo văn bản gửi sau", (await commune.PageAsync("/tasks?output=plan")).Text(), StringComparison.Ordinal);
        Assert.Contains("hạn cuối 28/10/2036, theo văn bản gửi sau", (await commune.PageAsync("/tasks?output=report")).Text(), StringComparison.Ordinal);
        Assert.Contains((await commune.PageAsync("/plans/received")).QuerySelectorAll("main a"), link => link.GetAttribute("href") == path);
        world.Clock.Now = MessageWorld.At(2036, 9, 22, 9);
        using var province = await CoordinatorAsync(world.Province);
        Assert.Equal("Chưa có · Còn 2 ngày", (await province.PageAsync("/control?year=2036")).QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("th a")!.TextContent == "Xã Thứ Nhất").QuerySelector("td")!.Text());
    }

    [Fact]
    public async Task A_ceremony_that_a_guidance_moves_is_reminded_of_by_its_new_day()
    {
        await SaveAsync(world.Province, Plan(more: "\n- Tổ chức Lễ khai mạc Tuần lễ trước ngày 20/9/2036.\n"));
        world.Clock.Now = MessageWorld.At(2036, 9, 10, 9);
        const string moved = """
            UBND TỈNH NGHE
            SỞ GIÁO DỤC VÀ ĐÀO TẠO
            Số: 28/HD-SGDĐT
            Nghe, ngày 10 tháng 9 năm 2036

            HƯỚNG DẪN
            Tổ chức Lễ khai mạc Tuần lễ hưởng ứng học tập suốt đời năm 2036

            Thực hiện Kế hoạch số 12/KH-UBND ngày 31/8/2036 của Ủy ban nhân dân tỉnh về Tuần lễ hưởng ứng học tập suốt đời năm 2036, Sở Giáo dục và Đào tạo hướng dẫn như sau:

            I. TỔ CHỨC THỰC HIỆN

            1. Ủy ban nhân dân các xã, phường

            - Tổ chức Lễ khai mạc Tuần lễ trước ngày 05/10/2036.

            Nơi nhận:
            - Ủy ban nhân dân các xã, phường;
            - Lưu: VT, GDTX.

            GIÁM ĐỐC
            Nguyễn Thị Mẫu
            """;
        using var agency = await CoordinatorAsync(world.Agency);
        var path = await PlanWorld.BringAsync(agency, Encoding.UTF8.GetBytes(moved));
        await SavedAsync(agency, await agency.PageAsync(path), path);
        using var commune = await CoordinatorAsync(world.First);
        Assert.Contains("hạn cuối 04/10/2036", (await commune.PageAsync("/tasks?output=ceremony")).Text(), StringComparison.Ordinal);
        Assert.Equal("2036-10-04", await world.Data.ScalarAsync<string>("select string_agg(distinct last_day::text, ' ') from open_work('2036-09-29', '2036-10-01', '2036-10-10') where unit_id = $1", world.First));
    }

    [Fact]
    public async Task A_plan_that_is_brought_in_takes_the_place_of_the_one_that_stands()
    {
        var old = await SaveAsync(world.Province, Plan());
        using var province = await CoordinatorAsync(world.Province);
        var path = await PlanWorld.BringAsync(province, Encoding.UTF8.GetBytes(Plan("15/KH-UBND", "\n\nKế hoạch này thay thế Kế hoạch số 12/KH-UBND ngày 31/8/2036.\n")));
        var page = await province.PageAsync(path);
        Assert.Equal($"replaces:{Written.Id(old)}", WritingWorld.Value(page, Amends));
        Assert.Contains("văn bản này thay thế Kế hoạch số 12/KH-UBND ngày 31/08/2036", page.GetElementById("follows")!.Said(), StringComparison.Ordinal);
        using (var beside = await PlanWorld.PressAsync(province, page, "save", (Amends, "")))
        {
            Assert.Equal(HttpStatusCode.Conflict, beside.StatusCode);
            Assert.Contains("đã có một kế hoạch được lưu cho Tuần lễ 2036", (await beside.PageAsync()).Text(), StringComparison.Ordinal);
        }
        await SavedAsync(province, page, path);

        Assert.Equal(("replaced", "saved", "replaces"), (await StoredAsync(old, "state"), await StoredAsync(path, "state"), await StoredAsync(path, "amendment")));
        Assert.Contains("Thay thế văn bản số 12/KH-UBND ngày 31/08/2036", (await province.PageAsync(path)).Text(), StringComparison.Ordinal);
        Assert.Contains("Đã được thay thế bằng văn bản số 15/KH-UBND", (await province.PageAsync(old)).Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await province.GetAsync($"{old}/correction", Cancel)).StatusCode);
        // One task of each kind, not those of both.
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from unit_task u join task t on t.id = u.task_id where u.unit_id = $1 and t.plan_id = $2", world.First, Written.Id(path)));
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from task where plan_id = $1", Written.Id(old)));
        // What it replaced stays so when it is corrected.
        await SavedAsync(province, await province.PageAsync($"{path}/correction"), path);
        Assert.Equal(("replaces", "replaced"), (await StoredAsync(path, "amendment"), await StoredAsync(old, "state")));
        foreach (var invariant in Invariants.All) Assert.Empty(await invariant.FindAsync(world.Serving.Services, Cancel));
    }

    [Fact]
    public async Task A_letter_of_correction_leaves_the_plan_in_force()
    {
        var plan = await SaveAsync(world.Province, Plan());
        using var province = await CoordinatorAsync(world.Province);
        var path = await PlanWorld.BringAsync(province, Encoding.UTF8.GetBytes(Letter.Replace("SỞ GIÁO DỤC VÀ ĐÀO TẠO\n", "", StringComparison.Ordinal)));
        var page = await province.PageAsync(path);
        using (var refused = await PlanWorld.PressAsync(province, page, "save", (Amends, $"replaces:{Written.Id(plan)}")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("Chỉ thay thế được văn bản cùng loại.", (await refused.PageAsync()).Text(), StringComparison.Ordinal);
        }
        await SavedAsync(province, page, path, (Amends, $"corrects:{Written.Id(plan)}"));
        Assert.Equal(("saved", "saved"), (await StoredAsync(plan, "state"), await StoredAsync(path, "state")));
        Assert.Contains("Đã được đính chính bằng văn bản số 1234/SGDĐT-GDTX", (await province.PageAsync(plan)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_doubtful_type_is_chosen_by_a_person()
    {
        using var agency = await CoordinatorAsync(world.Agency);
        var path = await PlanWorld.BringAsync(agency, Encoding.UTF8.GetBytes(Guidance.Replace("27/HD-SGDĐT", "27/KH-SGDĐT", StringComparison.Ordinal)));
        var page = await agency.PageAsync(path);
        Assert.Contains(page.QuerySelectorAll(".fact.q"), fact => fact.Said().Contains("Ký hiệu trong số văn bản không phải của loại văn bản này.", StringComparison.Ordinal) && fact.QuerySelector("select[name='type.0.value']") is not null);
        using (var blank = await PlanWorld.PressAsync(agency, page, "save", (Type, ""))) Assert.Equal(HttpStatusCode.BadRequest, blank.StatusCode);
        await SavedAsync(agency, page, path, (Type, "Letter"));
        Assert.Equal("CV", await StoredAsync(path, "type"));
    }

    [Fact]
    public async Task A_document_above_that_does_not_stand_is_refused()
    {
        using var agency = await CoordinatorAsync(world.Agency);
        var path = await PlanWorld.BringAsync(agency, Encoding.UTF8.GetBytes(Guidance));
        using var refused = await PlanWorld.PressAsync(agency, await agency.PageAsync(path), "save", (Upper, $"{Guid.CreateVersion7()}"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("Văn bản cấp trên đã chọn không còn hiệu lực, hoặc không cùng năm.", (await refused.PageAsync()).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_letter_of_the_Ministry_opens_its_year()
    {
        var letter = await SaveAsync(UnitDirectory.Nation, """
            BỘ GIÁO DỤC VÀ ĐÀO TẠO
            Số: 5607/BGDĐT-GDTX
            V/v tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2037
            Hà Nội, ngày 31 tháng 8 năm 2036

            Kính gửi: Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương

            Bộ Giáo dục và Đào tạo đề nghị tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2037 như sau:

            1. Chủ đề: “Mỗi ngày một trang sách”.

            2. Thời gian: từ ngày 01/10/2037 đến ngày 07/10/2037.

            3. Gửi báo cáo về Bộ Giáo dục và Đào tạo trước ngày 31/10/2037.

            Nơi nhận:
            - Như trên;
            - Lưu: VT.

            BỘ TRƯỞNG
            Nguyễn Văn Mẫu
            """);
        Assert.Equal("CV", await StoredAsync(letter, "type"));
        using var ministry = await CoordinatorAsync(UnitDirectory.Nation);
        var opens = (await ministry.PageAsync(letter)).QuerySelector($"main a[href='{letter}/edition']")!;
        var edition = await ministry.PageAsync(opens.GetAttribute("href")!);
        Assert.Equal(("2037", "Mỗi ngày một trang sách", "01/10/2037", "07/10/2037", "30/10/2037"), (WritingWorld.Value(edition, "year"), WritingWorld.Value(edition, "theme"), WritingWorld.Value(edition, "first"), WritingWorld.Value(edition, "last"), WritingWorld.Value(edition, "dueProvinces")));
        // A province begins its plan under it.
        using var province = await CoordinatorAsync(world.Province);
        Assert.Contains("Từ công văn của Bộ Giáo dục và Đào tạo", (await province.PageAsync($"/plans/new?unit={world.Province}&year=2037")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_longer_frame_is_shown_as_a_deviation_and_handed_down()
    {
        var path = await SaveAsync(world.Province, Plan());
        using var province = await CoordinatorAsync(world.Province);
        Assert.Contains("Khung riêng dài hơn Tuần lễ: Tháng khuyến học, 02/09–02/10/2036", (await province.PageAsync(path)).Text(), StringComparison.Ordinal);
        using var ministry = await CoordinatorAsync(UnitDirectory.Nation);
        Assert.Contains("Tháng khuyến học 02/09–02/10", (await ministry.PageAsync("/control?year=2036")).QuerySelectorAll("tbody tr").Single(row => row.QuerySelector("th a")!.TextContent == "Tỉnh Nghe").Said(), StringComparison.Ordinal);

        using var commune = await CoordinatorAsync(world.First);
        var draft = await WritingWorld.BeginAsync(commune, world.First, path["/plans/".Length..]);
        var page = await commune.PageAsync(draft);
        Assert.Equal(("Tháng khuyến học", "02/09/2036", "02/10/2036"), (WritingWorld.Value(page, "frame.0.name"), WritingWorld.Value(page, "frame.0.start"), WritingWorld.Value(page, "frame.0.end")));
        Assert.DoesNotContain("Khác Tỉnh Nghe: Tháng khuyến học", page.Text(), StringComparison.Ordinal);
        using var kept = await WritingWorld.PressAsync(commune, page, "save", ("frame.0.end", "12/10/2036"));
        Assert.Contains("Khác Tỉnh Nghe: Tháng khuyến học, 02/09–02/10/2036", (await commune.PageAsync(draft)).Text(), StringComparison.Ordinal);
        Assert.Contains("Tháng khuyến học: từ ngày 02/9/2036 đến ngày 12/10/2036.", (await commune.PageAsync($"{draft[..^"/draft".Length]}/preview")).Text(), StringComparison.Ordinal);
    }

    // Brings it in and saves it as it was read; delivered at once.
    async Task<string> SaveAsync(long unit, string text)
    {
        using var keeper = await CoordinatorAsync(unit);
        var path = await PlanWorld.BringAsync(keeper, Encoding.UTF8.GetBytes(text));
        await SavedAsync(keeper, await keeper.PageAsync(path), path);
        return path;
    }

    async Task SavedAsync(HttpClient keeper, IDocument page, string path, params (string, string?)[] typed)
    {
        using (var saved = await PlanWorld.PressAsync(keeper, page, "save", typed))
            Assert.True(saved.StatusCode == HttpStatusCode.Redirect && saved.Headers.Location!.ToString() == path, saved.StatusCode == HttpStatusCode.Redirect ? "" : (await saved.PageAsync()).QuerySelector("main")!.Said());
        await using var scope = world.Serving.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DeliverPlans>().DeliverAsync(Cancel);
    }

    Task<string> StoredAsync(string path, string column) => world.Data.ScalarAsync<string>($"select coalesce(({column})::text, '') from plan where id = $1", Written.Id(path));

    // Signed in at the time of the world's clock: a session of days ago has ended.
    async Task<HttpClient> CoordinatorAsync(long unit) => await world.BrowserAsync(await world.PersonAsync("Lò Thị Viết", email: null, (unit, "coordinator")));
}
