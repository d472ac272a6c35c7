using System.Globalization;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Tests.Boards;
using static TuanHoc.Web.Tests.Boards.DecisionForms;

namespace TuanHoc.Web.Tests.Units.Import;

/// <summary>Between the entry of a coming merger or division and its day the units of it go on: files, new schools, names, numbers of learners.</summary>
public sealed class ImportAheadTests(ImportWorld world) : IClassFixture<ImportWorld>
{
    static readonly string[] OfUnits = ["Đơn vị cấp trên", "Không đơn vị nào", "Thay đổi đơn vị", "Từ ngày của quyết định"];

    [Fact]
    public async Task Schools_of_communes_that_are_to_be_merged_are_renamed_added_and_counted_until_then_and_go_along()
    {
        var ((one, code), (other, _)) = (await world.FreshCommuneAsync(), await world.FreshCommuneAsync());
        var school = await world.BodyAsync("school", "Trường Đổi Mã Trước", null, one);
        var merged = await world.Administrator.DecideAsync($"/units/{one}/changes/merge", Paper("01/07/2027", ("with", other.ToString(CultureInfo.InvariantCulture)), ("new.name", "Sẽ Hợp Nhất"), ("new.type", "xã"), ("new.code", "99921")));
        await world.ImportAsync(ImportWorld.Csv($"12{code}01,Trường Đổi Mã Trước,Trường,Tiểu học,{code},,", $"12{code}02,Trường Mới Thêm,Trường,Tiểu học,{code},,"));
        await world.Administrator.DecideAsync($"/units/{school}/changes/rename", Paper("15/12/2026", ("shortName", "Trường Tên Mới"), ("code", $"12{code}01")));
        await world.Administrator.DecideAsync($"/units/{other}/changes/open", Paper("01/02/2027", ("kind", "library"), ("new.name", "Thư Viện Ghi Sau")));

        var otherCode = await world.Data.ScalarAsync<string>("select code from unit_on('2026-12-31') where unit_id = $1", other);
        await world.Administrator.DecideAsync($"/units/{other}/changes/rename", Paper("01/01/2027", ("shortName", "Tên Cuối"), ("code", otherCode)));
        var renamed = await world.Data.ScalarAsync<string>("select name from unit_on('2027-06-30') where unit_id = $1", other);
        // What a unit carries is entered as ever.
        var form = (await world.Administrator.PageAsync($"/units/{one}/facts")).Form($"/units/{one}/facts");
        using (var saved = await world.Administrator.SendAsync(form, typed: [("contact", "Lò Thị Mai"), ("from", "01/12/2026")])) Assert.Equal(System.Net.HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal("Lò Thị Mai", await world.Data.ScalarAsync<string>("select value from unit_fact where unit_id = $1 and kind = 'contact'", one));

        var into = await world.Data.ScalarAsync<long>("select unit_id from unit_version where name = 'Xã Sẽ Hợp Nhất'");
        async Task<string> UnderAsync(long unit, DateOnly day) => await world.Data.ScalarAsync<string>("select string_agg(name || ' ' || coalesce(code, '–'), ', ' order by name) from unit_on($2) where parent_id = $1", unit, day) ?? "";
        var (eve, first) = (new DateOnly(2027, 6, 30), new DateOnly(2027, 7, 1));
        Assert.Equal($"Trường Mới Thêm 12{code}02, Trường Tên Mới 12{code}01", await UnderAsync(one, eve));
        Assert.Equal("Thư Viện Ghi Sau –", await UnderAsync(other, eve));
        Assert.Equal($"Thư Viện Ghi Sau –, Trường Mới Thêm 12{code}02, Trường Tên Mới 12{code}01", await UnderAsync(into, first));
        await HoldsAsync();

        // And all of it goes back with the merger, on its own day: what came meanwhile stays under the commune it came to.
        await world.Administrator.DecideAsync(merged.QuerySelector("a[href$=reversal]")!.GetAttribute("href")!, Paper("01/07/2027"));
        Assert.Equal($"Trường Mới Thêm 12{code}02, Trường Tên Mới 12{code}01", await UnderAsync(one, first));
        Assert.Equal("Thư Viện Ghi Sau –", await UnderAsync(other, first));
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from unit_version where unit_id = $1", into));
        Assert.Equal((renamed, "Tên Cuối"), (await world.Data.ScalarAsync<string>("select name from unit_on('2027-07-01') where unit_id = $1", other), renamed[^8..]));
        await HoldsAsync();
    }

    [Fact]
    public async Task A_file_is_asked_to_which_part_a_new_school_goes_of_a_commune_that_is_to_be_divided()
    {
        var (commune, code) = await world.FreshCommuneAsync();
        await world.Administrator.DecideAsync($"/units/{commune}/changes/split", Paper("01/07/2027", ("parts", "2"), ("p0.type", "xã"), ("p0.name", "Sẽ Trên"), ("p0.code", "99922"), ("p1.type", "xã"), ("p1.name", "Sẽ Dưới"), ("p1.code", "99923")));
        var page = await world.CheckAsync(ImportWorld.Csv($",Trường Chờ Phần,Trường,Tiểu học,{code},,"));
        Assert.Contains("chia ra từ ngày 01/07/2027. Từ ngày ấy đơn vị này thuộc về phần nào?", Assert.Single(ImportWorld.Questions(page)), StringComparison.Ordinal);
        var lower = await world.Data.ScalarAsync<long>("select unit_id from unit_version where name = 'Xã Sẽ Dưới'");
        await world.ApplyAsync(await world.AnswerAsync(page, $"unit:{lower}"));
        var school = await world.Data.ScalarAsync<long>("select unit_id from unit_version where name = 'Trường Chờ Phần' limit 1");
        Assert.Equal([commune, lower], await world.Data.ScalarAsync<long[]>("select array_agg(parent_id order by valid) from unit_version where unit_id = $1", school));

        // A decision asks the same in its own form.
        var path = $"/units/{commune}/changes/open";
        var asked = await (await world.Administrator.SubmitChangeAsync(await world.Administrator.PageAsync(path), path, Paper("01/02/2027", ("kind", "library"), ("new.name", "Thư Viện Chờ Phần")), "preview")).PageAsync();
        var field = Assert.Single(asked.QuerySelectorAll($"select[name^='of{commune}.']")).GetAttribute("name")!;
        var looked = await (await world.Administrator.SubmitChangeAsync(asked, path, [(field, "1")], "preview")).PageAsync();
        Assert.Contains("Những ngày sau, theo thay đổi đã ghi trước", looked.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await world.Administrator.SubmitChangeAsync(looked, path, [], "apply");
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from unit_on('2027-07-01') where parent_id in (select unit_id from unit_version where name in ('Xã Sẽ Trên', 'Xã Sẽ Dưới'))"));
        await HoldsAsync();
    }

    async Task HoldsAsync()
    {
        foreach (var invariant in Invariants.All.Where(one => OfUnits.Any(start => one.Name.StartsWith(start, StringComparison.Ordinal))))
            Assert.Empty(await invariant.FindAsync(world.App.Services, TestContext.Current.CancellationToken));
    }
}
