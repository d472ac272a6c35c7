using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>A province asks one row more than the Ministry: written in the editor of forms, filled by a school, added up in the province.</summary>
public sealed class OwnRowJourneyTests(Desk desk) : IClassFixture<Desk>
{
    const string Label = "Số tủ sách ở thôn, bản";

    [Fact]
    public async Task A_province_asks_a_row_of_its_own_a_school_fills_it_and_the_province_sees_the_sum()
    {
        var province = await desk.SitAsync("tinh.dieuphoi");
        await WritesARowAsync(province);
        await province.GetByRole(AriaRole.Button, new() { Name = "Ban hành dòng riêng" }).ClickAsync();
        await Expect(province.GetByRole(AriaRole.Row, new() { Name = Label })).ToBeVisibleAsync();

        var path = await desk.ReportOfAsync("tieuhoc");
        var school = await desk.SitAsync("tieuhoc");
        await school.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        var row = school.Locator("table.sheet tr", new() { HasText = Label });
        await Expect(row).ToContainTextAsync("dòng riêng của tỉnh");
        await row.Locator("input").First.FillAsync("12");
        await school.AssertFitsEverybodyAsync();
        await school.GetByRole(AriaRole.Button, new() { Name = "Nộp báo cáo" }).ClickAsync();
        await Expect(school.GetByText("Đã nộp báo cáo.")).ToBeVisibleAsync();

        var totals = await desk.TotalsOfAsync("tinh.dieuphoi") + "?all=1";
        var sum = province.GetByRole(AriaRole.Row, new() { Name = Label }).Locator("td", new() { HasText = "12" });
        for (var attempt = 0; attempt < 40 && await sum.CountAsync() == 0; attempt++) await province.GotoAsync(totals);
        await Expect(sum.First).ToBeVisibleAsync();
        await province.AssertFitsEverybodyAsync();
        Assert.Empty(desk.Complaints);
    }

    static async Task WritesARowAsync(IPage province)
    {
        await province.GotoAsync("/forms");
        await province.GetByRole(AriaRole.Button, new() { Name = "Thêm dòng riêng cho Tuần lễ 2025" }).ClickAsync();
        await province.GetByRole(AriaRole.Link, new() { Name = "Thêm dòng riêng" }).ClickAsync();
        await province.GetByLabel("Khóa của dòng").FillAsync("shelves");
        await province.GetByLabel("Nội dung in ra").FillAsync(Label);
        await province.GetByLabel("Cột số thứ nhất").SelectOptionAsync("amount");
        await province.GetByLabel("Tên ô thứ nhất").FillAsync("Số tủ sách");
        await province.AssertFitsEverybodyAsync();
        await province.GetByRole(AriaRole.Button, new() { Name = "Lưu dòng" }).ClickAsync();
        await Expect(province.GetByRole(AriaRole.Row, new() { Name = Label })).ToBeVisibleAsync();
    }
}
