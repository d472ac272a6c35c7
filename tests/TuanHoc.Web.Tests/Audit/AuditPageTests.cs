using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Data;
using TuanHoc.Web.Reports;
using TuanHoc.Web.Tests.Reports;

namespace TuanHoc.Web.Tests.Audit;

/// <summary>The audit as people read it: sentences, newest first, for those above and for oneself.</summary>
public sealed class AuditPageTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    const string Row = "openings.schools.amount";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static string Unit(School school) => $"/audit?unit={school.Unit}";

    Task<long> IdAsync(string name) => world.Data.ScalarAsync<long>("select id from person where user_name = $1", name);

    [Fact]
    public async Task A_units_lines_are_sentences_with_their_moment_newest_first()
    {
        var school = await world.SchoolAsync();
        await school.SubmitAsync(("nothing", "1"));
        await school.ReturnAsync("Dòng 3 ghi 1.200 tờ, có phải 120?");
        await school.SubmitAsync(("nothing", "1"));
        await school.AcceptAsync();
        var name = await world.Data.ScalarAsync<string>("select name from unit_version where unit_id = $1", school.Unit);
        var lines = (await world.Receiver.PageAsync(Unit(school))).QuerySelectorAll("ol > li > p:first-child").Select(line => line.Text()).ToList();
        Assert.Equal([$"Hoàng Thị Sen duyệt báo cáo của {name}", $"Lò Văn Phúc nộp báo cáo của {name}", $"Hoàng Thị Sen trả lại báo cáo của {name}: Dòng 3 ghi 1.200 tờ, có phải 120?", $"Lò Văn Phúc nộp báo cáo của {name}"],
            lines.Select(line => line[..line.LastIndexOf(',')]));
        Assert.All(lines, line => Assert.Matches(@", \d\d:\d\d \d\d/\d\d/\d{4}$", line));
    }

    [Fact]
    public async Task A_figure_that_changed_stands_with_before_and_after()
    {
        var school = await world.SchoolAsync();
        await school.SaveAsync((Row, "1"), ("openings.schools.note", "Ở sân trường"));
        await school.SaveAsync((Row, "k"));
        var page = (await world.Receiver.PageAsync(school.Report + "/audit")).Text();
        Assert.Contains("Dòng 7.2, Số trường, trung tâm: 1 → k", page, StringComparison.Ordinal);
        Assert.Contains("Ghi chú dòng 7.2: trống → Ở sân trường", page, StringComparison.Ordinal);
        Assert.Contains("Trạng thái: chưa ai ghi → bản nháp", page, StringComparison.Ordinal);
        Assert.Contains("Từ địa chỉ " + App.Address, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_submission_shows_what_it_wrote_over_and_what_its_snapshot_has_instead()
    {
        var school = await world.SchoolAsync();
        await school.SaveAsync((Row, "0"));
        await school.SubmitAsync((Row, "1"));
        var line = (await world.Receiver.PageAsync(school.Report + "/audit")).QuerySelector("ol > li")!.Text();
        Assert.Contains("nộp báo cáo", line, StringComparison.Ordinal);
        Assert.Contains("Dòng 7.2, Số trường, trung tâm: 0 → 1", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_are_read_from_above_and_by_administrators_but_not_from_beside_or_below()
    {
        var school = await world.SchoolAsync();
        var beside = await world.Data.UnitAsync("commune", "Xã Bên Cạnh", world.Province);
        using var leader = await world.Data.BrowserAsync(await world.Data.PersonAsync("Lãnh đạo tỉnh", (world.Province, "leader")));
        using var viewer = await world.Data.BrowserAsync(await world.Data.PersonAsync("Người xem tỉnh", (world.Province, "viewer")));
        using var neighbour = await world.Data.BrowserAsync(await world.Data.PersonAsync("Điều phối xã bên", (beside, "coordinator")));
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        using var own = await world.Data.BrowserAsync(await world.Data.PersonAsync("Hiệu trưởng", (school.Unit, "leader")));
        foreach (var path in (string[])[Unit(school), school.Report + "/audit"])
        {
            foreach (var (browser, status) in new[] { (leader, 200), (own, 200), (administrator, 200), (viewer, 404), (neighbour, 404), (school.Reporter, 404) })
            {
                using var answer = await browser.GetAsync(path, Cancel);
                Assert.Equal(status, (int)answer.StatusCode);
            }
        }
        using var above = await own.GetAsync($"/audit?unit={world.Commune}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, above.StatusCode);
    }

    [Fact]
    public async Task A_person_reads_own_lines_and_nobody_elses()
    {
        var name = await world.Data.PersonAsync("Quàng Thị Mai", (world.Commune, "coordinator"));
        using var browser = await world.Data.BrowserAsync(name);
        using (var answer = await browser.GetAsync($"/totals/2025/{world.Commune}/report.xlsx", Cancel)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var said = "Quàng Thị Mai tải về tệp Báo cáo Tuần lễ 2025 - Phường Tân Mẫu.xlsx";
        Assert.Contains(said, (await browser.PageAsync("/audit")).Text(), StringComparison.Ordinal);
        Assert.Contains(said, (await browser.PageAsync($"/audit?unit={world.Commune}&what=download")).Text(), StringComparison.Ordinal);
        using (var other = await browser.GetAsync($"/audit?person={await IdAsync(await world.Data.PersonAsync("Ai khác"))}", Cancel)) Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        Assert.Contains(said, (await administrator.PageAsync($"/audit?person={await IdAsync(name)}&what=download")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_done_to_a_year_stands_among_the_lines_of_the_unit_whose_act_it_is()
    {
        using var ministry = await world.Data.BrowserAsync(await world.Data.PersonAsync("Trịnh Quốc Khải", (1, "coordinator")));
        using var province = await world.Data.BrowserAsync(await world.Data.PersonAsync("Vàng Thị Mẩy", (world.Province, "coordinator")));
        var edition = await world.Data.EditionAsync(2035);
        await using (var scope = world.App.Services.CreateAsyncScope())
            await Ledger.OpenBelowAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), edition, world.Province, by: null, DateTimeOffset.UnixEpoch, Cancel);
        Assert.Contains("mở Tuần lễ năm 2035", (await ministry.PageAsync("/audit?unit=1")).Text(), StringComparison.Ordinal);
        var ordered = (await province.PageAsync($"/audit?unit={world.Province}")).Text();
        Assert.Matches(@"giao báo cáo cho \d+ đơn vị", ordered);
        Assert.DoesNotContain("mở Tuần lễ năm 2035", ordered, StringComparison.Ordinal);
        await world.Data.LedgerAsync(edition);
        Assert.Matches(@"giao báo cáo cho \d+ đơn vị", (await ministry.PageAsync("/audit?unit=1")).QuerySelector("ol > li")!.Text());
    }

    [Fact]
    public async Task A_long_audit_goes_on_from_page_to_page_and_shows_each_line_once()
    {
        var unit = await world.Data.UnitAsync("school", "Trường nhiều việc", world.Commune);
        await world.Data.RunAsync("insert into audit (unit_id, what, thing, thing_id) select $1, 'tried', 'test', n::text from generate_series(1, 120) n", unit);
        var (seen, path) = (new List<string>(), $"/audit?unit={unit}");
        for (; path is not null;)
        {
            var page = await world.Receiver.PageAsync(path);
            seen.AddRange(page.QuerySelectorAll("ol > li > p:first-child").Select(line => line.Text()));
            path = page.QuerySelectorAll("a.btn").SingleOrDefault(link => link.Text() == "Xem tiếp")?.GetAttribute("href");
        }
        Assert.Equal(120, seen.Count);
    }

    [Fact]
    public async Task What_an_act_changed_stands_beneath_it_and_what_was_changed_beside_the_pages_is_told_as_such()
    {
        using var administrator = await world.Data.BrowserAsync(await world.Data.AdministratorAsync());
        await world.Data.EditionAsync(2031);
        await world.Data.PersonAsync("Nông Thị Vai", (world.Province, "viewer"));
        var lines = (await administrator.PageAsync("/audit")).QuerySelectorAll("ol > li").Select(line => line.Text()).ToList();
        Assert.Contains(lines, line => line.Contains("mở Tuần lễ năm 2031", StringComparison.Ordinal) && line.Contains("Thêm năm: 2031", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Dữ liệu được sửa ngoài các trang của phần mềm", StringComparison.Ordinal) && line.Contains("Thêm vai trò: Nông Thị Vai, Tỉnh Mẫu", StringComparison.Ordinal) && line.Contains("Vai trò: trống → Người xem", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/audit?what=x")]
    [InlineData("/audit?unit=999999999")]
    [InlineData("/reports/00000000-0000-0000-0000-000000000001/audit")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var answer = await world.Receiver.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
