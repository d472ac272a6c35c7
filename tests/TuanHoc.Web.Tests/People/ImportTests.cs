using System.Net;
using System.Text;
using AngleSharp.Dom;
using TuanHoc.Documents;
using TuanHoc.Office;

namespace TuanHoc.Web.Tests.People;

public sealed class ImportTests(PeopleWorld world) : IClassFixture<PeopleWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_is_checked_then_all_are_invited_and_their_links_printed()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var page = await SendAsync(coordinator, "Họ và tên;Thư điện tử;Vai trò;Mã đơn vị\r\nTếch Một;mot@xa.example;Người nhập;00002\r\nTếch Hai;;điều phối;TH-1\r\n");
        Assert.Contains("2 dòng đều đúng", page.Text(), StringComparison.Ordinal);
        Assert.Equal(0, await world.CountAsync("invitation where full_name in ('Tếch Một', 'Tếch Hai')"));

        using var made = await coordinator.SendAsync(page.Form("/people/import/invitations"));
        var printed = await made.PageAsync();
        Assert.Equal(2, PeopleWorld.Links(printed).Count());
        Assert.Equal(2, printed.QuerySelectorAll("svg.qr").Length);
        Assert.Equal(1, await world.CountAsync("invitation where full_name = 'Tếch Hai' and unit_id = $1 and role = 'coordinator'", world.School));

        // The button pressed twice invites nobody twice.
        using var again = await coordinator.SendAsync(page.Form("/people/import/invitations"));
        Assert.Equal(2, PeopleWorld.Links(await again.PageAsync()).Count());
        Assert.Equal(2, await world.CountAsync("invitation where full_name in ('Tếch Một', 'Tếch Hai')"));
    }

    [Fact]
    public async Task A_unit_without_a_code_is_named_and_two_of_one_name_are_told()
    {
        await world.Data.UnitAsync("library", "Thư viện Tủ Sách", world.Commune);
        foreach (var _ in (int[])[1, 2]) await world.Data.UnitAsync("clc", "Trung tâm học tập cộng đồng", world.Commune);
        // Of one name elsewhere, and not theirs.
        await world.Data.UnitAsync("library", "Thư viện Tủ Sách", world.Neighbour);
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var page = await SendAsync(coordinator, "Sùng Sách;;Người nhập;thu vien tu sach\n");
        Assert.Contains("1 dòng đều đúng", page.Text(), StringComparison.Ordinal);
        using var made = await coordinator.SendAsync(page.Form("/people/import/invitations"));
        Assert.Single(PeopleWorld.Links(await made.PageAsync()));
        Assert.Equal(1, await world.CountAsync("invitation i join unit_version v on v.unit_id = i.unit_id and v.parent_id = $1 where i.full_name = 'Sùng Sách' and v.name = 'Thư viện Tủ Sách'", world.Commune));
        Assert.Contains("Nhiều đơn vị cùng mang mã hoặc tên", (await SendAsync(coordinator, "Sùng Ba;;Người nhập;Trung tâm học tập cộng đồng\n")).QuerySelector("tbody")!.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Một;mot@xa;Người nhập;00002", null)]
    [InlineData("Một;khong-phai-thu;Người nhập;00002", "Địa chỉ thư")]
    [InlineData("Một;;Sếp;00002", "Vai trò “Sếp”")]
    [InlineData("Một;;Người nhập;00003", "mà bạn quản lý")]
    [InlineData("Một;;Người nhập;77777", "mà bạn quản lý")]
    [InlineData("Một;;Người nhập;2", "00002")]
    [InlineData("Một;;Người nhập;", "mã hoặc tên đơn vị")]
    [InlineData("Một;;Người nhập;Xã Hàng Xóm", "mà bạn quản lý")]
    [InlineData(";;Người nhập;00002", "họ và tên")]
    [InlineData("Một;;Người nhập", "4 cột")]
    [InlineData("=cmd|'/c calc'!A1;;Người nhập;00002", "công thức")]
    [InlineData("Một;;@Người nhập;00002", "công thức")]
    [InlineData("Một;;Người nhập;00002\nMột;;reporter;00002", "Trùng với dòng")]
    [InlineData("Một;;Người nhập;00002;01/01/2020", "bắt đầu từ hôm nay")]
    [InlineData("Một;;Người nhập;00002;31/02/2099", "“31/02/2099”")]
    [InlineData("Một;;Người nhập;00002;01/10/2099;30/09/2099", "Ngày cuối")]
    [InlineData("Một;;Người nhập;00002;01/10/2099;;thừa", "4 cột")]
    public async Task Each_fault_is_told_at_its_row_and_nobody_is_invited(string row, string? told)
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var before = await world.CountAsync("invitation");
        var page = await SendAsync(coordinator, "Đúng Hàng;;Người xem;00002\n" + row + "\n");
        if (told is null)
        {
            Assert.NotNull(page.Form("/people/import/invitations"));
            return;
        }
        Assert.Contains(told, page.QuerySelectorAll("tbody tr")[^1].Text(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("có lỗi", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Forms, form => form.Action.EndsWith("/invitations", StringComparison.Ordinal));
        Assert.Equal(before, await world.CountAsync("invitation"));
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_refused_with_the_way_to_save_it()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var latin = await SendAsync(coordinator, [.. Encoding.UTF8.GetBytes("Tốt;;Người nhập;00002\n"), .. Encoding.Latin1.GetBytes("Thân;;viewer;00002\n")]);
        Assert.Contains("CSV UTF-8", latin.QuerySelector("#file-error")!.Text(), StringComparison.Ordinal);
        Assert.Null(latin.QuerySelector("tbody"));
        Assert.Contains("mã", (await SendAsync(coordinator, string.Concat(Enumerable.Repeat("Nguyá»…n VÄƒn;;viewer;00002\n", 3)))).QuerySelector("#file-error")!.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_is_read_and_a_number_that_lost_its_zeros_is_told()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        byte[] Book(SheetCell code)
        {
            var file = new MemoryStream();
            XlsxWriter.Write([new Sheet("Danh sách", [new(20), new(20), new(20), new(20)]) { Header = [new DocumentRow([new("Họ và tên"), new("Thư điện tử"), new("Vai trò"), new("Mã đơn vị")])], Rows = [["Tếch; Bảng", "bang@xa.example", "Người nhập", code]] }], file);
            return file.ToArray();
        }
        var lost = await SendAsync(coordinator, Book(2));
        Assert.Contains("có phải 00002", lost.QuerySelector("tbody")!.Text(), StringComparison.Ordinal);
        var page = await SendAsync(coordinator, Book("00002"));
        Assert.Contains("1 dòng đều đúng", page.Text(), StringComparison.Ordinal);
        using var made = await coordinator.SendAsync(page.Form("/people/import/invitations"));
        Assert.Single(PeopleWorld.Links(await made.PageAsync()));
        Assert.Equal(1, await world.CountAsync("invitation where full_name = 'Tếch; Bảng' and email = 'bang@xa.example' and unit_id = $1", world.Commune));
    }

    [Fact]
    public async Task A_role_has_the_days_of_the_list_also_where_a_spreadsheet_keeps_them_as_numbers()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var file = new MemoryStream();
        var serial = (long)new DateTime(2099, 10, 1, 0, 0, 0, DateTimeKind.Unspecified).ToOADate();
        XlsxWriter.Write([new Sheet("Danh sách", [.. Enumerable.Repeat(new SheetColumn(20), 6)])
        {
            Header = [DocumentRow.Of("Họ và tên", "Thư điện tử", "Vai trò", "Mã hoặc tên đơn vị", "Từ ngày", "Đến hết ngày")],
            Rows = [["Tếch Ngày", SheetCell.Blank, "Người nhập", "00002", serial, "31/12/2099"], ["Tếch Nay", SheetCell.Blank, "Người xem", "00002", SheetCell.Blank, "31/12/2099"]],
        }], file);
        var page = await SendAsync(coordinator, file.ToArray());
        Assert.Contains("từ 01/10/2099 đến 31/12/2099", page.QuerySelector("tbody")!.Text(), StringComparison.Ordinal);
        using var made = await coordinator.SendAsync(page.Form("/people/import/invitations"));
        Assert.Equal(2, PeopleWorld.Links(await made.PageAsync()).Count());
        Assert.Equal(1, await world.CountAsync("invitation where full_name = 'Tếch Ngày' and valid = daterange('2099-10-01', '2100-01-01')"));
        Assert.Equal(1, await world.CountAsync("invitation where full_name = 'Tếch Nay' and valid = daterange(vietnam_day(now()), '2100-01-01')"));
    }

    [Fact]
    public async Task The_rows_are_checked_again_when_they_are_sent()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var page = await SendAsync(coordinator, "Đổi Ý;;viewer;00002\n");
        using var refused = await coordinator.SendAsync(page.Form("/people/import/invitations"), to: null, ("rows", "Đổi Ý;;viewer;00003\n"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(0, await world.CountAsync("invitation where full_name = 'Đổi Ý'"));
    }

    [Fact]
    public async Task The_template_can_be_sent_as_it_is_but_for_its_codes()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        var template = Encoding.UTF8.GetString(await coordinator.GetByteArrayAsync("/people/import/template", Cancel)).Replace("00004", "00002", StringComparison.Ordinal);
        Assert.Contains("2 dòng đều đúng", (await SendAsync(coordinator, template)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_nothing_or_too_much_is_refused_as_a_whole()
    {
        using var coordinator = await world.WithRoleAsync(world.Commune);
        Assert.Contains("ít nhất một dòng", (await SendAsync(coordinator, "Họ và tên;Thư điện tử;Vai trò;Mã đơn vị\n")).Text(), StringComparison.Ordinal);
        Assert.Contains("chia thành", (await SendAsync(coordinator, string.Concat(Enumerable.Range(0, 501).Select(n => $"Người {n};;viewer;00002\n")))).Text(), StringComparison.Ordinal);
        using var reporter = await world.WithRoleAsync(world.Commune, "reporter");
        using var missing = await reporter.GetAsync("/people/import", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    static Task<IDocument> SendAsync(HttpClient browser, string text) => SendAsync(browser, Encoding.UTF8.GetBytes(text));

    static async Task<IDocument> SendAsync(HttpClient browser, byte[] file)
    {
        var form = (await browser.PageAsync("/people/import")).Form("/people/import");
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in form.Filled().Where(field => field.Key != "file")) content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(file), "file", "nguoi.csv");
        using var answer = await browser.PostAsync("/people/import", content, Cancel);
        return await answer.PageAsync();
    }
}
