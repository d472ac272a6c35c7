using System.Globalization;
using Microsoft.Playwright;
using TuanHoc.Web.Kit;
using static Microsoft.Playwright.Assertions;

namespace TuanHoc.Browser.Tests;

/// <summary>Communes are merged and divided through the pages; then the Week of the year before is asked by the units of then and by those of now.</summary>
public sealed class UnitChangesTests(Desk desk) : IClassFixture<Desk>
{
    const string Learners = "learners:r";

    [Fact]
    public async Task Two_communes_merged_by_keyboard_are_each_apart_on_the_units_of_then_and_one_sum_on_those_of_now()
    {
        var page = await SitInTheNewYearAsync();
        var (first, second) = (await CommuneAsync("Phong Thổ"), await CommuneAsync("Sì Lở Lầu"));
        var (ofFirst, ofSecond, ofAll) = (await LearnersAsync(page, first), await LearnersAsync(page, second), await LearnersAsync(page, await ProvinceAsync()));
        Assert.True(ofFirst > 0 && ofSecond > 0);

        await page.GotoAsync($"/units/{first}/changes");
        await OpenAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Sáp nhập" }));
        await TypeAsync(page, page.GetByLabel("Số, ký hiệu"), "27/NQ-UBTVQH");
        await TypeAsync(page, page.GetByLabel("Cơ quan ban hành"), "Ủy ban Thường vụ Quốc hội");
        await TypeAsync(page, page.GetByLabel("Ngày ký"), "20/12/2025");
        await TypeAsync(page, page.GetByLabel("Có hiệu lực từ ngày"), "01/01/2026");
        await KeyboardTests.TabToAsync(page, page.GetByRole(AriaRole.Checkbox, new() { Name = "Xã Sì Lở Lầu" }));
        await page.Keyboard.PressAsync("Space");
        await TypeAsync(page, page.GetByLabel("Tên, không kèm loại"), "Biên Thùy");
        await TypeAsync(page, page.GetByLabel("Mã", new() { Exact = true }), "99001");
        await OpenAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Xem trước" }));

        await Expect(Line(page, "Xã Biên Thùy")).ToContainTextAsync("chưa có");
        await Expect(Line(page, "Xã Phong Thổ")).ToContainTextAsync("kết thúc");
        await Expect(Line(page, "Xã Sì Lở Lầu")).ToContainTextAsync("kết thúc");
        await Expect(Line(page, "Trường Tiểu học Sì Lở Lầu")).ToContainTextAsync("trực thuộc Xã Biên Thùy");
        await page.AssertFitsEverybodyAsync();
        await OpenAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Thực hiện từ ngày 01/01/2026" }));
        await Expect(Heading(page)).ToHaveTextAsync("Sáp nhập: 27/NQ-UBTVQH");
        await page.AssertFitsEverybodyAsync();
        await page.GotoAsync(page.Url + "/reversal");
        await page.AssertFitsEverybodyAsync();

        Assert.Equal(ofFirst, await LearnersAsync(page, first));
        Assert.Equal(ofSecond, await LearnersAsync(page, second));
        await page.GotoAsync($"/totals/2025/{await ProvinceAsync()}?units=all");
        await Expect(Row(page, "Biên Thùy")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Địa bàn ngày nay" }).ClickAsync();
        Assert.Equal(ofAll, await NumberAsync(page, Learners));
        await Expect(Row(page, "Phong Thổ")).ToHaveCountAsync(0);
        await Row(page, "Biên Thùy").GetByRole(AriaRole.Link, new() { Name = "Biên Thùy" }).ClickAsync();
        await Expect(Heading(page)).ToHaveTextAsync("Số liệu xã Biên Thùy");
        Assert.Equal(ofFirst + ofSecond, await NumberAsync(page, Learners));
        await Expect(page.Locator(".map-bar")).ToContainTextAsync("Chưa có đơn vị này ngày 07/10/2025");
        await Expect(Row(page, "Sì Lở Lầu")).ToContainTextAsync("đơn vị cũ");
        await page.AssertFitsEverybodyAsync();
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task The_report_of_a_divided_commune_is_given_to_neither_part_and_what_stands_in_a_part_is_counted_there()
    {
        var page = await SitInTheNewYearAsync();
        var commune = await CommuneAsync("Nậm Hàng");
        var (whole, ofAll) = (await LearnersAsync(page, commune), await LearnersAsync(page, await ProvinceAsync()));
        var own = await NumberAsync(page, "classes/people:o", $"/totals/2025/{commune}");
        var school = await NumberAsync(page, Learners, $"/totals/2025/{await UnitAsync("Trường Tiểu học Nậm Hàng")}");
        Assert.True(own > 0 && school > 0 && whole > own + school);

        await page.GotoAsync($"/units/{commune}/changes");
        await page.GetByRole(AriaRole.Link, new() { Name = "Chia tách" }).ClickAsync();
        await page.GetByLabel("Số, ký hiệu").FillAsync("28/NQ-UBTVQH");
        await page.GetByLabel("Cơ quan ban hành").FillAsync("Ủy ban Thường vụ Quốc hội");
        await page.GetByLabel("Ngày ký").FillAsync("20/12/2025");
        await page.GetByLabel("Có hiệu lực từ ngày").FillAsync("01/01/2026");
        foreach (var (part, name, code) in new[] { ("Phần 1", "Hàng Thượng", "99002"), ("Phần 2", "Hàng Hạ", "99003") })
        {
            var fields = page.GetByRole(AriaRole.Group, new() { Name = part });
            await fields.GetByLabel("Tên, không kèm loại").FillAsync(name);
            await fields.GetByLabel("Mã", new() { Exact = true }).FillAsync(code);
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "Xem trước" }).ClickAsync();
        // No school has its part yet.
        await Expect(page.Locator(".note.late").First).ToContainTextAsync("Chưa chọn phần cho");
        await page.GetByLabel("Trường Tiểu học Nậm Hàng").SelectOptionAsync("Xã Hàng Hạ");
        await page.GetByLabel("Đơn vị không chọn riêng").SelectOptionAsync("Xã Hàng Thượng");
        await page.AssertFitsEverybodyAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Xem trước" }).ClickAsync();
        await Expect(Line(page, "Trường Tiểu học Nậm Hàng")).ToContainTextAsync("trực thuộc Xã Hàng Hạ");
        await Expect(Line(page, "Trường THCS Nậm Hàng")).ToContainTextAsync("trực thuộc Xã Hàng Thượng");
        await page.GetByRole(AriaRole.Button, new() { Name = "Thực hiện từ ngày 01/01/2026" }).ClickAsync();
        await Expect(Heading(page)).ToHaveTextAsync("Chia tách: 28/NQ-UBTVQH");

        Assert.Equal(whole, await LearnersAsync(page, commune));
        await page.GotoAsync($"/totals/2025/{await ProvinceAsync()}?units=all");
        await page.GetByRole(AriaRole.Link, new() { Name = "Địa bàn ngày nay" }).ClickAsync();
        Assert.Equal(ofAll, await NumberAsync(page, Learners));
        var divided = Row(page, "Nậm Hàng");
        await Expect(divided).ToContainTextAsync("đơn vị cũ, nay chia về");
        Assert.Equal(own, Number(await divided.Locator("[data-key$=':r']").InnerTextAsync()));
        var parts = new Dictionary<string, long>();
        foreach (var part in new[] { "Hàng Thượng", "Hàng Hạ" })
        {
            await Row(page, part).GetByRole(AriaRole.Link, new() { Name = part }).ClickAsync();
            await Expect(Heading(page)).ToHaveTextAsync($"Số liệu xã {part}");
            await Expect(page.Locator(".note.due", new() { HasText = "Chưa tính ở đây: 1 đơn vị cũ chỉ có một phần thuộc địa bàn này" })).ToContainTextAsync("Nậm Hàng");
            parts[part] = await NumberAsync(page, Learners);
            await page.AssertFitsEverybodyAsync();
            await page.GoBackAsync();
        }
        Assert.Equal(school, parts["Hàng Hạ"]);
        Assert.Equal(whole - own - school, parts["Hàng Thượng"]);
        Assert.Empty(desk.Complaints);
    }

    [Fact]
    public async Task A_resolution_of_two_steps_is_written_by_keyboard_and_every_school_on_divided_ground_is_given_its_part()
    {
        var page = await SitInTheNewYearAsync();
        var (from, into, third) = (await CommuneAsync("Bum Tở"), await CommuneAsync("Bum Nưa"), await CommuneAsync("Mường Tè"));
        var (ofFrom, ofInto, ofThird, ofAll) = (await LearnersAsync(page, from), await LearnersAsync(page, into), await LearnersAsync(page, third), await LearnersAsync(page, await ProvinceAsync()));
        var school = await NumberAsync(page, Learners, $"/totals/2025/{await UnitAsync("Trường Tiểu học Bum Tở")}");
        var own = await NumberAsync(page, "classes/people:o", $"/totals/2025/{from}");
        Assert.True(school > 0 && own > 0);

        await page.GotoAsync($"/units/{into}/changes/merge");
        await TypeAsync(page, page.GetByLabel("Số, ký hiệu"), "29/NQ-UBTVQH");
        await TypeAsync(page, page.GetByLabel("Cơ quan ban hành"), "Ủy ban Thường vụ Quốc hội");
        await TypeAsync(page, page.GetByLabel("Ngày ký"), "20/12/2025");
        await TypeAsync(page, page.GetByLabel("Có hiệu lực từ ngày"), "01/01/2026");
        await TypeAsync(page, page.GetByLabel("Một phần của").First, "Xã Bum Tở");
        await TypeAsync(page, page.GetByLabel("Đơn vị của bước sau"), "Xã Mường Tè");
        await page.GetByLabel("Thay đổi của bước sau").SelectOptionAsync("Sáp nhập");
        await page.AssertFitsEverybodyAsync();
        await OpenAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Ghi thêm bước" }), again: true);

        await Expect(Heading(page)).ToHaveTextAsync("Sáp nhập: Xã Mường Tè");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sửa bước này Sáp nhập: Xã Bum Nưa" })).ToBeVisibleAsync();
        await TypeAsync(page, page.GetByLabel("Một phần của").First, "Xã Bum Tở");
        await page.Locator("[id='part.1.extent']").SelectOptionAsync("phần còn lại");
        await TypeAsync(page, page.GetByLabel("Tên, không kèm loại"), "Mường Lớn");
        await TypeAsync(page, page.GetByLabel("Mã", new() { Exact = true }), "99005");
        await OpenAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Xem trước" }), again: true);
        await Expect(page.Locator(".note.late")).ToContainTextAsync("Chưa chọn phần cho");
        await page.GetByLabel("Trường Tiểu học Bum Tở").SelectOptionAsync("Xã Bum Nưa");
        await page.GetByLabel("Đơn vị không chọn riêng").SelectOptionAsync("Xã Mường Lớn");
        await page.AssertFitsEverybodyAsync();
        await OpenAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Xem trước" }));
        await Expect(Line(page, "Trường Tiểu học Bum Tở")).ToContainTextAsync("trực thuộc Xã Bum Nưa");
        await page.AssertFitsEverybodyAsync();
        await OpenAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Thực hiện từ ngày 01/01/2026" }));
        await Expect(Heading(page)).ToHaveTextAsync("Sắp xếp đơn vị: 29/NQ-UBTVQH");
        await page.AssertFitsEverybodyAsync();

        // On the map of then each is as it was; on that of now the one school counts in the one commune, the others in the other, and the divided commune's own figures above both.
        Assert.Equal((ofFrom, ofInto, ofThird), (await LearnersAsync(page, from), await LearnersAsync(page, into), await LearnersAsync(page, third)));
        var (grown, large) = (await HeirAsync(into), await HeirAsync(third));
        Assert.Equal(ofInto + school, await NumberAsync(page, Learners, $"/totals/2025/{grown}?on=01/01/2026"));
        Assert.Equal(ofThird + ofFrom - own - school, await NumberAsync(page, Learners, $"/totals/2025/{large}?on=01/01/2026"));
        Assert.Equal(ofAll, await NumberAsync(page, Learners, $"/totals/2025/{await ProvinceAsync()}?on=01/01/2026"));
        Assert.Empty(desk.Complaints);
    }

    Task<long> HeirAsync(long unit) => desk.AskAsync<long>($"select to_unit from succession where from_unit = {unit} and whole and decision_id is not null");

    /// <summary>The administrator, in a year of which the Week of the sample is the one before.</summary>
    async Task<IPage> SitInTheNewYearAsync()
    {
        desk.GoTo(new(2026, 1, 15));
        return await desk.SitAsync("quantri");
    }

    static ILocator Heading(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>The line of a preview that begins with a unit's name.</summary>
    static ILocator Line(IPage page, string unit) => page.Locator("table.data tr", new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = unit, Exact = true }) });

    /// <summary>The line of a table of totals whose unit is called so.</summary>
    static ILocator Row(IPage page, string unit) => page.Locator("#units tbody tr", new() { Has = page.GetByRole(AriaRole.Rowheader).GetByRole(AriaRole.Link, new() { Name = unit, Exact = true }) });

    static async Task TypeAsync(IPage page, ILocator field, string text)
    {
        await KeyboardTests.TabToAsync(page, field);
        await page.Keyboard.PressAsync("ControlOrMeta+a");
        await page.Keyboard.TypeAsync(text);
    }

    /// <param name="page">The page.</param>
    /// <param name="what">A link or a button.</param>
    /// <param name="again">Whether the next page has it too.</param>
    static async Task OpenAsync(IPage page, ILocator what, bool again = false)
    {
        await KeyboardTests.TabToAsync(page, what);
        if (again)
        {
            await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Enter"), answer => answer.Request.IsNavigationRequest);
            await page.WaitForLoadStateAsync();
            return;
        }
        await page.Keyboard.PressAsync("Enter");
        // The next page has it no more.
        await Expect(what).ToHaveCountAsync(0);
    }

    /// <summary>How many learned in the Week of 2025, by the units of then.</summary>
    static Task<long> LearnersAsync(IPage page, long unit) => NumberAsync(page, Learners, $"/totals/2025/{unit}");

    static async Task<long> NumberAsync(IPage page, string key, string? address = null)
    {
        if (address is not null) await page.GotoAsync(address);
        return Number(await page.Locator($"[data-key='{key}']").InnerTextAsync());
    }

    static long Number(string written) => long.Parse(written, NumberStyles.AllowThousands, Vn.Culture);

    Task<long> ProvinceAsync() => UnitAsync("Tỉnh Lai Châu");

    Task<long> CommuneAsync(string name) => UnitAsync("Xã " + name);

    /// <summary>A unit of the sample province, where names are unique, or that province.</summary>
    Task<long> UnitAsync(string name) => desk.AskAsync<long>($"""
        select u.unit_id from unit_on('2025-10-07') u left join unit_on('2025-10-07') p on p.unit_id = u.parent_id
         where u.name = '{name}' and '12' in (u.code, p.code, (select g.code from unit_on('2025-10-07') g where g.unit_id = p.parent_id))
        """);
}
