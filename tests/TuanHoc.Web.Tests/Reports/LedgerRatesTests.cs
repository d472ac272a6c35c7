using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Reports;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>Whatever happens, in whatever order: no rate passes 100 %, nothing owed is lost, nothing is owed twice.</summary>
public sealed class LedgerRatesTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_history_passes_a_hundred_percent(int seed)
    {
        var random = new Random(seed);
        var places = new List<LedgerPlace> { await LedgerPlace.MakeAsync(world, $"Xã Một {seed}"), await LedgerPlace.MakeAsync(world, $"Xã Hai {seed}") };
        var (redirect, plans, left) = (new RedirectReports(world.Data.Source, TimeProvider.System), new List<Guid>(), new List<int>());
        for (var step = 0; step < 40; step++)
        {
            var place = places[random.Next(places.Count)];
            switch (random.Next(9))
            {
                case 0: plans.Add(await AgainAsync(place, random)); break;
                case 1 or 2: using (await SentAsync(place, random)) break;
                case 3: await world.Data.RunAsync("update report set state = 'returned', changed_at = now() where id = $1 and state = 'submitted'", place.School.Id); break;
                case 4: await world.Data.RunAsync("update report set state = 'accepted', changed_at = now() where id = $1 and state = 'submitted'", place.School.Id); break;
                case 5: places.Add(place with { School = await BornAsync(place, $"Trường sinh sau {seed}.{step}") }); break;
                case 6: if (left.Count < 3 && random.Next(2) == 0) { left.Add(step); await ClosedAsync(place); } break;
                case 7: await redirect.ApplyAsync(Cancel); break;
                default: await world.Data.LedgerAsync(world.Edition); break;
            }
            await RatesAsync();
        }
        Assert.NotEmpty(plans);
        var broken = new List<string>();
        foreach (var invariant in Invariants.All.Where(one => one.Name is "Mỗi đơn vị có một báo cáo trong mỗi đợt" or "Báo cáo có biểu thì phải nộp biểu, không có biểu thì phải nộp lời văn" or "Hạn của báo cáo được gia hạn là ngày muộn nhất đã cho" or "Số tổng hợp đang dùng bằng tổng tính lại bằng SQL"))
            broken.AddRange(await invariant.FindAsync(world.App.Services, Cancel));
        Assert.Empty(broken);
    }

    /// <summary>Of every unit with its branch: as many counted as asked, at most; and as many asked as rows stand open to them.</summary>
    async Task RatesAsync()
    {
        var totals = await TotalsReader.LoadAsync(world.Data.Source, world.Edition.Id, default, Cancel);
        for (var unit = 0; unit < totals.Tree.Count; unit++)
        {
            Assert.InRange(totals.Received(unit)[totals.Counted], 0, totals.Received(unit)[totals.Asked]);
            Assert.InRange(totals.Accepted(unit)[totals.Counted], 0, totals.Received(unit)[totals.Counted]);
        }
        Assert.Equal(await world.Data.ScalarAsync<long>("""
            select count(*) from report r join edition e on e.id = r.edition_id join unit_version v on v.unit_id = r.unit_id and v.valid @> (upper(e.week) - 1) where r.edition_id = $1 and r.ended_on is null
            """, world.Edition.Id), totals.Received(0)[totals.Asked]);
    }

    async Task<Guid> AgainAsync(LedgerPlace place, Random random)
    {
        await world.Data.RunAsync("update plan set state = 'replaced' where unit_id = $1 and state = 'saved'", place.Commune);
        return await place.OrderAsync($"Các trường gửi báo cáo kết quả{(random.Next(2) == 0 ? " kèm hình ảnh" : "")} về Ủy ban nhân dân xã trước ngày {random.Next(10, 28)}/10/{(random.Next(2) == 0 ? 2025 : 2099)}.");
    }

    static async Task<HttpResponseMessage?> SentAsync(LedgerPlace place, Random random)
    {
        using var page = await place.School.Reporter.GetAsync(place.School.Report, Cancel);
        if (!(await page.Content.ReadAsStringAsync(Cancel)).Contains("data-submit", StringComparison.Ordinal)) return null;
        return random.Next(3) == 0 ? await place.School.SubmitAsync(("nothing", "1")) : await place.School.SubmitAsync(("classes.professional.sessions", "2"), ("classes.professional.people", "60"));
    }

    async Task<School> BornAsync(LedgerPlace place, string name)
    {
        var unit = await world.Data.UnitAsync("school", name, place.Commune);
        await world.Data.LedgerAsync(world.Edition);
        return new(world, unit, await world.Data.ReportAsync(world.Edition, unit), await world.Data.BrowserAsync(await world.Data.PersonAsync("Lò Thị Sinh", (unit, "reporter"))));
    }

    // It ends today: into another of the commune, or into nothing.
    Task ClosedAsync(LedgerPlace place) => world.Data.RunAsync("update unit_version set valid = daterange(lower(valid), vietnam_day(now())) where unit_id = $1 and upper_inf(valid)", place.School.Unit);
}
