using System.Net;
using System.Text;

namespace TuanHoc.Web.Tests.Units.Import;

/// <summary>From a file to the directory: checked, applied, and not applied.</summary>
public sealed class ImportTests(ImportWorld world) : IClassFixture<ImportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    Task<long> CountAsync(string name) => world.Data.ScalarAsync<long>("select count(*) from unit_version where name = $1", name);

    [Fact]
    public async Task A_file_is_checked_first_then_written_as_a_whole_and_sent_again_changes_nothing()
    {
        var file = ImportWorld.Csv(
            "12001001,Trường Tiểu học Nậm Hàng Mới,Trường,Tiểu học,03390,,",
            ",TTHTCĐ xã thử,TTHTCĐ,,03390,,",
            "12001002,Trường THPT Nậm Hàng Mới,Trường,THPT,03390,,Sở GD&ĐT",
            ",Thư viện thử tỉnh,Thư viện,,,,Tỉnh Lai Châu");

        var page = await world.CheckAsync(file);
        Assert.Contains("4 đơn vị mới", ImportWorld.Result(page), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("Trường Tiểu học Nậm Hàng Mới"));

        page = await world.ApplyAsync(page);
        Assert.Equal("Đã ghi", page.QuerySelector("#result")!.Text());
        Assert.Equal($"school primary {world.Commune}  Nậm Hàng Mới trường tiểu học", await StandingAsync("12001001"));
        Assert.Equal($"school upper-secondary {world.Office} {world.Commune} Nậm Hàng Mới trường thpt", await StandingAsync("12001002"));
        Assert.Equal(world.Province, await world.Data.ScalarAsync<long>("select parent_id from unit_version where name = 'Thư viện thử tỉnh'"));
        Assert.Equal(4, await world.Data.ScalarAsync<long>("select count(*) from audit where what = 'opened' and thing = 'unit' and detail ->> 'import' = $1", new Uri(page.Url).Segments[^1]));
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from audit where what = 'applied' and thing = 'unit-import' and thing_id = $1", new Uri(page.Url).Segments[^1]));

        page = await world.CheckAsync(file);
        Assert.Contains("mọi đơn vị đã đúng như trong tệp", ImportWorld.Result(page), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Forms, form => form.Action.EndsWith("/application", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Totals_that_are_held_know_the_units_of_a_file()
    {
        var edition = await world.Data.EditionAsync(2026);
        var (commune, code) = await world.FreshCommuneAsync();
        await world.Administrator.PageAsync($"/totals/{edition.Year}/{commune}");
        await world.ImportAsync(ImportWorld.Csv($",Trường Tiểu học Vừa Nhập,Trường,Tiểu học,{code},,"), begins: "01/09/2026");
        var school = await world.Data.ScalarAsync<long>("select unit_id from unit_version where name = 'Trường Tiểu học Vừa Nhập'");
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); await StatusAsync() != HttpStatusCode.OK; await Task.Delay(100, Cancel))
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), "the totals hear of it");

        async Task<HttpStatusCode> StatusAsync()
        {
            using var answer = await world.Administrator.GetAsync($"/totals/{edition.Year}/{school}", Cancel);
            return answer.StatusCode;
        }
    }

    Task<string> StandingAsync(string code) => world.Data.ScalarAsync<string>("select concat_ws(' ', kind, level, parent_id, coalesce(territory_id::text, ''), short_name, printed_type) from unit_version where code = $1 and upper_inf(valid)", code);

    [Fact]
    public async Task One_fault_keeps_every_row_out()
    {
        var page = await world.CheckAsync(ImportWorld.Csv("12002001,Trường Tiểu học Lẻ,Trường,Tiểu học,03390,,", "12002002,Trường Tiểu học Sai,Trường,Tiểu học,99999,,"));
        Assert.Contains("3", Assert.Single(ImportWorld.Faults(page)), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Forms, form => form.Action.EndsWith("/application", StringComparison.Ordinal));
        var path = new Uri(page.Url).AbsolutePath;
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var forced = await world.Administrator.PostAsync($"{path}/application", new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]), Cancel);
        Assert.Equal(HttpStatusCode.Conflict, forced.StatusCode);
        Assert.Equal(0, await CountAsync("Trường Tiểu học Lẻ"));
        Assert.Contains("99999", await world.Administrator.GetStringAsync($"{path}/faults.csv", Cancel), StringComparison.Ordinal);
    }

    /// <summary>A row, and what is said of it.</summary>
    public static TheoryData<string, string> Faulty => new()
    {
        { ",,Trường,,03390,,", "Thiếu tên đơn vị" },
        { ",Trường X,,,03390,,", "Thiếu loại đơn vị" },
        { ",Trường X,Siêu thị,,03390,,", "Không có loại đơn vị này" },
        { ",Trường X,Trường,Lớp 5,03390,,", "Không có cấp học này" },
        { ",Thư viện X,Thư viện,THCS,03390,,", "Chỉ trường có cấp học" },
        { ",Trường X,Trường,,,,", "Thiếu nơi đặt" },
        { ",Trường X,Trường,,99999,,", "Không có xã, phường nào có mã này" },
        { ",Trường X,Trường,,,Xã Không Đâu,", "Không có xã, phường nào tên này" },
        { ",Trường X,Trường,,03390,Xã Khác,", "không phải Xã Khác" },
        { ",Trường X,Trường,,27043,,", "Phường Đức Nhuận thuộc Thành phố Hồ Chí Minh, ngoài phạm vi" },
        { ",Trường X,Trường,,03390,,Sở Không Có", "Không tìm thấy đơn vị trực thuộc" },
        { ",=1+1,Trường,,03390,,", "Ô B2 là công thức" },
        { ",Xã Mới,commune,,03390,,", "chỉ đổi bằng quyết định" },
        { "1,Trường X,Trường,,03390,,\n1,Trường Y,Trường,,03390,,", "Mã này có ở nhiều dòng: 2, 3" },
        { ",Sở Tự Dưới,Cơ quan,,,,Phòng Tự Trên\n,Phòng Tự Trên,Cơ quan,,,,Sở Tự Dưới", "đứng trên chính nó" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task A_fault_is_told_by_row_with_what_was_read(string rows, string says)
    {
        var faults = ImportWorld.Faults(await world.CheckAsync(ImportWorld.Csv(rows.Split('\n'))));
        Assert.Contains(faults, fault => fault.StartsWith("2 ", StringComparison.Ordinal) && fault.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_refused_with_the_way_out()
    {
        var page = await world.CheckAsync([.. Encoding.ASCII.GetBytes("Ma don vi,Ten don vi,Loai\n1,Tr"), 0xFD, (byte)'o', 0xCC, .. "ng,Truong\n"u8]);
        Assert.Contains("CSV UTF-8", page.QuerySelector(".note.late")!.Text(), StringComparison.Ordinal);
        page = await world.CheckAsync(Encoding.UTF8.GetBytes("Cột,Khác\n1,2\n"));
        Assert.Contains("Không thấy dòng tiêu đề", page.QuerySelector(".note.late")!.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_proved_to_be_there_long_ago_proves_it_again_before_a_file_is_written()
    {
        var account = await world.Data.AdministratorAsync("Lò Thị Lâu");
        using var browser = await world.Data.BrowserAsync(account);
        var page = await world.CheckAsync(ImportWorld.Csv(",Trường Tiểu học Chờ Hỏi,Trường,Tiểu học,03390,,"), browser);
        await world.Data.RunAsync("update session set proved_at = now() - interval '11 minutes' where person_id = (select id from person where user_name = $1)", account);
        var path = new Uri(page.Url).AbsolutePath;
        using (var asked = await browser.SendAsync(page.Form($"{path}/application"))) Assert.StartsWith("/signin/again", asked.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("checked", await world.Data.ScalarAsync<string>("select state from unit_import where id::text = $1", path.Split('/')[^1]));
    }

    [Fact]
    public async Task A_change_ends_the_version_the_day_before_and_begins_another()
    {
        var id = await world.BodyAsync("school", "Trường Tiểu học Tên Cũ", "12003001", world.Commune);
        var page = await world.CheckAsync(ImportWorld.Csv("12003001,Trường Tiểu học Tên Mới,Trường,Tiểu học,03390,,"), begins: "01/09/2026");
        Assert.Contains("Tên: Trường Tiểu học Tên Cũ → Trường Tiểu học Tên Mới", page.QuerySelector("[aria-labelledby=changes]")!.Text(), StringComparison.Ordinal);
        await world.ApplyAsync(page);
        Assert.Equal("Trường Tiểu học Tên Cũ [2025-07-01,2026-09-01); Trường Tiểu học Tên Mới [2026-09-01,)", await world.Data.ScalarAsync<string>("select string_agg(name || ' ' || valid::text, '; ' order by valid) from unit_version where unit_id = $1", id));
        Assert.Equal("Trường Tiểu học Tên Cũ", await world.Data.ScalarAsync<string>("select before ->> 'name' from audit where thing = 'unit' and thing_id = $1 and what = 'changed'", $"{id}"));

        var line = (await world.Administrator.PageAsync($"/audit?unit={id}")).QuerySelector("ol > li")!.Text();
        Assert.Contains("Tên: Trường Tiểu học Tên Cũ → Trường Tiểu học Tên Mới", line, StringComparison.Ordinal);
        Assert.Contains("Cấp học: trống → ", line, StringComparison.Ordinal);
        Assert.Contains("Từ địa chỉ " + App.Address, line, StringComparison.Ordinal);
        // Also what was changed beside the lines: the version that ended.
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from audit where from_address is null and tx = (select tx from audit where thing = 'unit' and thing_id = $1 and what = 'changed')", $"{id}"));

        page = await world.CheckAsync(ImportWorld.Csv("12003001,Trường Tiểu học Tên Khác,Trường,Tiểu học,03390,,"), begins: "01/09/2026");
        Assert.Contains("chọn ngày bắt đầu sau ngày ấy", Assert.Single(ImportWorld.Faults(page)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_unit_carries_comes_with_it_and_blanks_leave_what_stands()
    {
        var id = await world.BodyAsync("school", "Trường Tiểu học Có Sẵn", "12006001", world.Commune);
        byte[] File(string learners) => Encoding.UTF8.GetBytes($"Mã đơn vị;Tên đơn vị;Loại;Mã xã;Số người học;Vùng khó khăn;Điện thoại\n12006001;Trường Tiểu học Có Sẵn;Trường;03390;{learners};;\n12006002;Trường Tiểu học Mới Tinh;Trường;03390;87;ĐBKK;0213 3876 543");
        Task<string> CarriedAsync(string code) => world.Data.ScalarAsync<string>("select string_agg(f.kind || '=' || f.value, ' ' order by f.kind) from unit_fact f join unit_version v on v.unit_id = f.unit_id where v.code = $1 and f.replaced_at is null and upper_inf(f.valid)", code);

        await world.ImportAsync(File("1.204"));
        Assert.Equal("learners=1204", await CarriedAsync("12006001"));
        Assert.Equal("difficulty=special learners=87 phone=0213 3876 543", await CarriedAsync("12006002"));
        var page = await world.CheckAsync(File("1.300"));
        Assert.Contains("Số người học: 1204 → 1300", page.QuerySelector("[aria-labelledby=changes]")!.Text(), StringComparison.Ordinal);
        await world.ApplyAsync(page);
        Assert.Equal("learners=1300", await CarriedAsync("12006001"));
        Assert.Equal("1204 1300", await world.Data.ScalarAsync<string>("select (before ->> 'learners') || ' ' || (after ->> 'learners') from audit where thing = 'unit-fact' and thing_id = $1 order by id desc limit 1", $"{id}"));
        Assert.Contains("mọi đơn vị đã đúng", ImportWorld.Result(await world.CheckAsync(File(""))), StringComparison.Ordinal);
        Assert.Contains("Ghi một số nguyên", Assert.Single(ImportWorld.Faults(await world.CheckAsync(File("nhiều")))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_and_what_answers_to_it_come_in_one_file()
    {
        var (commune, code) = await world.FreshCommuneAsync();
        await world.ImportAsync(ImportWorld.Csv($",Trường MN Theo Phòng,Trường,MN,{code},,Phòng Văn hóa - Xã hội Thử", $",Phòng Văn hóa - Xã hội Thử,Cơ quan,,{code},,"));
        Assert.Equal($"Phòng Văn hóa - Xã hội Thử {commune} ", await world.Data.ScalarAsync<string>("select p.name || ' ' || p.parent_id || ' ' || coalesce(v.territory_id::text, '') from unit_version v join unit_version p on p.unit_id = v.parent_id where v.name = 'Trường MN Theo Phòng'"));
    }

    [Fact]
    public async Task A_directory_that_changed_since_the_check_is_checked_again_instead_of_written()
    {
        var (commune, code) = await world.FreshCommuneAsync();
        var page = await world.CheckAsync(ImportWorld.Csv($"12004001,Trường Tiểu học Vừa Thêm,Trường,Tiểu học,{code},,"));
        await world.BodyAsync("school", "Trường Tiểu học Vừa Thêm", "12004001", commune);
        page = await world.ApplyAsync(page);
        Assert.Contains("Danh mục đã đổi từ lần kiểm tra trước", ImportWorld.Result(page), StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("Trường Tiểu học Vừa Thêm"));
    }

    [Fact]
    public async Task A_coordinator_writes_within_the_own_branch_alone()
    {
        var (commune, code) = await world.FreshCommuneAsync();
        var other = await world.FreshCommuneAsync();
        var elsewhere = await world.BodyAsync("school", "Trường Tiểu học Xã Bên", "12005009", other.Id);
        var coordinator = await world.Data.BrowserAsync(await world.Data.PersonAsync("Điều phối xã", (commune, "coordinator")));

        var page = await world.CheckAsync(ImportWorld.Csv($",Trường Tiểu học Của Xã,Trường,Tiểu học,,,", $",Trường Tiểu học Lấn Sang,Trường,Tiểu học,{other.Code},,", "12005009,Trường Tiểu học Đổi Tên,Trường,Tiểu học,,,"), coordinator, commune);
        Assert.Collection(ImportWorld.Faults(page), fault => Assert.Contains("ngoài phạm vi", fault, StringComparison.Ordinal), fault => Assert.Contains("không thuộc phạm vi", fault, StringComparison.Ordinal));

        page = await world.ApplyAsync(await world.CheckAsync(ImportWorld.Csv(",Trường Tiểu học Của Xã,Trường,Tiểu học,,,"), coordinator, commune), coordinator);
        Assert.Equal(commune, await world.Data.ScalarAsync<long>("select parent_id from unit_version where name = 'Trường Tiểu học Của Xã'"));
        Assert.Equal("Trường Tiểu học Xã Bên", await world.Data.ScalarAsync<string>("select name from unit_version where unit_id = $1", elsewhere));

        Assert.Equal(commune, await world.Data.ScalarAsync<long>("select acting_unit_id from audit where what = 'opened' and after ->> 'name' = 'Trường Tiểu học Của Xã'"));
        using var forged = await ImportWorld.UploadAsync(coordinator, ImportWorld.Csv("x"), other.Id);
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
        var stranger = await world.Data.BrowserAsync(await world.Data.PersonAsync("Điều phối nơi khác", (other.Id, "coordinator")));
        using var foreign = await stranger.GetAsync(new Uri(page.Url).AbsolutePath, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        foreach (var role in (string[])["viewer", "reporter", "leader"])
        {
            var viewer = await world.Data.BrowserAsync(await world.Data.PersonAsync("Người khác", (commune, role)));
            using var refused = await viewer.GetAsync("/units/import", Cancel);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
            using var own = await viewer.GetAsync(new Uri(page.Url).AbsolutePath, Cancel);
            Assert.Equal(HttpStatusCode.NotFound, own.StatusCode);
        }
    }

    [Fact]
    public async Task What_another_process_left_undone_is_done()
    {
        var id = Guid.CreateVersion7();
        await world.Data.RunAsync("""
            insert into unit_import (id, root_id, begins, file_name, content, sha256, state, made_by, made_at, changed_by, changed_at)
            select $1, $2, '2026-09-01', 'bo-do.csv', $3, sha256($3), 'checking', min(id), now(), min(id), now() from person
            """, id, world.Province, ImportWorld.Csv(",Thư viện Bỏ Dở,Thư viện,,03390,,"));
        Assert.Contains("1 đơn vị mới", ImportWorld.Result(await ImportWorld.DoneAsync(world.Administrator, $"/units/import/{id}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_no_longer_wanted_is_dropped()
    {
        var page = await world.CheckAsync(ImportWorld.Csv(",Thư viện Không Cần,Thư viện,,03390,,"));
        var path = new Uri(page.Url).AbsolutePath;
        using var response = await world.Administrator.SendAsync(page.Form(path + "/removal"));
        Assert.Equal("/units/import", response.Headers.Location!.ToString());
        Assert.DoesNotContain(path, (await world.Administrator.PageAsync("/units/import")).QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task A_day_before_the_directory_begins_is_refused_and_stays_typed()
    {
        using var response = await ImportWorld.UploadAsync(world.Administrator, ImportWorld.Csv("x"), world.Province, begins: "01/01/1999");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("01/01/1999", (await response.PageAsync()).QuerySelector("#begins")!.GetAttribute("value"));
    }
}
