using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using static TuanHoc.Web.Tests.Boards.DecisionForms;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>Changes of units that cannot be, sent through the pages: each is refused with its sentence, looked at or carried out at once, and nothing is written.</summary>
public sealed class UnitRefusalTests(UnitChangesTests.Country country) : IClassFixture<UnitChangesTests.Country>
{
    [Fact]
    public async Task A_unit_does_not_come_to_stand_beneath_itself()
    {
        var office = await country.UnitAsync("agency", "Sở Của Vòng Tròn", country.Province);
        var division = await country.UnitAsync("agency", "Phòng Của Vòng Tròn", office);
        var desk = await country.UnitAsync("agency", "Tổ Của Vòng Tròn", division);
        foreach (var under in (string[])["Sở Của Vòng Tròn", "Phòng Của Vòng Tròn", "Tổ Của Vòng Tròn"])
            await RefusedAsync($"/units/{office}/changes/move", HttpStatusCode.Conflict, "Sở Của Vòng Tròn không thể trực thuộc chính mình hay đơn vị cấp dưới của mình.", office, ("parent", under));
        Assert.Equal((country.Province, office, division), (await ParentAsync(office), await ParentAsync(division), await ParentAsync(desk)));
        await RefusedAsync($"/units/{country.Commune()}/changes/move", HttpStatusCode.Conflict, "không thể trực thuộc Phòng Của Vòng Tròn", division, ("parent", "Phòng Của Vòng Tròn"));
    }

    [Fact]
    public async Task Nothing_is_merged_into_or_with_a_unit_that_is_closed_and_the_refusal_names_it()
    {
        var commune = country.Commune();
        var (open, closed) = (await country.UnitAsync("school", "Trường Còn Mở", commune), await country.UnitAsync("school", "Trường Đã Đóng", commune));
        await country.Administrator.DecideAsync($"/units/{closed}/changes/close", Paper("01/02/2026"));
        var (path, id) = ($"/units/{open}/changes/merge", closed.ToString(CultureInfo.InvariantCulture));
        const string why = "Ngày 01/03/2026 không có Trường Đã Đóng: đã kết thúc hoặc chưa thành lập, nên không sáp nhập được.";

        // On the day before, it was there: the page lists it, and the day is typed over.
        var before = await (await country.Administrator.SubmitChangeAsync(await country.Administrator.PageAsync(path), path, Paper("31/01/2026"), "preview")).PageAsync();
        Assert.NotNull(before.QuerySelector($"[name=with][value='{id}']"));
        using (var late = await country.Administrator.SubmitChangeAsync(before, path, [("onDay", "01/03/2026"), ("with", id), ("into", id)], "preview")) await IsRefusedAsync(late, HttpStatusCode.BadRequest, why);
        using (var late = await country.Administrator.SubmitChangeAsync(before, path, [("onDay", "01/03/2026"), ("with", id), ("new.name", "Trường Chung")], "apply")) await IsRefusedAsync(late, HttpStatusCode.BadRequest, why);
        await RefusedAsync(path, HttpStatusCode.BadRequest, "Ngày 01/03/2026 không có đơn vị nào tên hoặc mã \"Trường Đã Đóng\".", open, ("with.1", "Trường Đã Đóng"), ("new.name", "Trường Chung"));
        Assert.Equal(("Trường Còn Mở", "–"), (await country.NameAsync(open, "2026-03-01"), await country.NameAsync(closed, "2026-03-01")));

        // And the closed one itself changes no more.
        await RefusedAsync($"/units/{commune}/changes/merge", HttpStatusCode.Conflict, "khác loại, không sáp nhập được với nhau", commune, ("with.1", "Trường Còn Mở"), ("new.name", "Khác Loại"), ("new.type", "xã"), ("new.code", "99902"));
    }

    [Fact]
    public async Task A_split_covers_the_whole_ground_and_every_unit_on_it()
    {
        var commune = country.Commune();
        var (left, right) = (await country.UnitAsync("school", "Trường Có Phần", commune), await country.UnitAsync("school", "Trường Chưa Có Phần", commune));
        var code = await country.AskAsync<string>("select code from unit_on('2026-01-01') where unit_id = $1", commune);
        (string, string)[] parts = [("parts", "2"), ("p0.type", "xã"), ("p0.name", "Phủ Trên"), ("p0.code", code), ("p1.type", "xã"), ("p1.name", "Phủ Dưới"), ("p1.code", "99903")];
        var path = $"/units/{commune}/changes/split";
        await RefusedAsync(path, HttpStatusCode.Conflict, "Chưa chọn phần cho 2 đơn vị:", commune, parts);
        var asked = await (await country.Administrator.SubmitChangeAsync(await country.Administrator.PageAsync(path), path, Paper("01/03/2026", parts), "preview")).PageAsync();
        foreach (var step in (string[])["preview", "apply"])
        {
            using var half = await country.Administrator.SubmitChangeAsync(asked, path, [($"of{commune}.{left}", "0")], step);
            await IsRefusedAsync(half, HttpStatusCode.Conflict, "Chưa chọn phần cho 1 đơn vị: Trường Chưa Có Phần.");
            using var lost = await country.Administrator.SubmitChangeAsync(asked, path, [($"of{commune}.{left}", "0"), ($"of{commune}.{right}", "2")], step);
            await IsRefusedAsync(lost, HttpStatusCode.Conflict, "Chưa chọn phần cho 1 đơn vị: Trường Chưa Có Phần.");
            // What was chosen among other parts is chosen no more.
            using var stale = await country.Administrator.SubmitChangeAsync(asked, path, [($"of{commune}.{left}", "0"), ($"of{commune}.{right}", "1"), ("p1.name", "Phủ Khác")], step);
            await IsRefusedAsync(stale, HttpStatusCode.Conflict, "Chưa chọn phần cho 2 đơn vị:");
        }
        await RefusedAsync(path, HttpStatusCode.Conflict, "các phần cộng lại bằng 90 %, phải đủ 100 %.", commune, [.. parts, ("p0.share", "62,5"), ("p1.share", "27,5")]);
        await RefusedAsync(path, HttpStatusCode.Conflict, "Ghi tỷ lệ cho mọi phần, hoặc để trống tất cả.", commune, [.. parts, ("p0.share", "62,5")]);
        await RefusedAsync(path, HttpStatusCode.BadRequest, "Ghi phần trăm, ví dụ 62,5.", commune, [.. parts, ("p0.share", "140"), ("p1.share", "-40")]);
        Assert.Equal(0, await country.AskAsync<long>("select count(*) from unit_version where name in ('Xã Phủ Trên', 'Xã Phủ Dưới')"));
    }

    /// <summary>The change is refused when it is looked at, and when it is sent to be carried out without a look; what was typed stays.</summary>
    async Task RefusedAsync(string path, HttpStatusCode status, string why, long unit, params (string Field, string Value)[] typed)
    {
        var before = await CountAsync();
        foreach (var step in (string[])["preview", "apply"])
        {
            using var refused = await country.Administrator.SubmitChangeAsync(await country.Administrator.PageAsync(path), path, Paper("01/03/2026", typed), step);
            await IsRefusedAsync(refused, status, why);
        }
        Assert.Equal(before, await CountAsync());

        Task<long> CountAsync() => country.AskAsync<long>("select count(*) from unit_decision_line where unit_id = $1", unit);
    }

    static async Task IsRefusedAsync(HttpResponseMessage refused, HttpStatusCode status, string why)
    {
        var page = await refused.PageAsync();
        Assert.Equal(status, refused.StatusCode);
        Assert.Contains(why, string.Join(' ', page.QuerySelectorAll(".note.late, .err").Select(note => note.Text())), StringComparison.Ordinal);
        Assert.Equal("12/NQ-HĐND", page.QuerySelector<IHtmlInputElement>("[name=number]")!.Value);
    }

    Task<long> ParentAsync(long unit) => country.AskAsync<long>("select parent_id from unit_on('2026-03-01') where unit_id = $1", unit);
}
