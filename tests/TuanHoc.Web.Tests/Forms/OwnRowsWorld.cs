using System.Net;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Statistics;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Commands;
using TuanHoc.Web.Editions;

namespace TuanHoc.Web.Tests.Forms;

/// <summary>Two provinces and what stands below them. A process knows all forms ever issued in it, and a province's is called by its year: each test has a year of its own.</summary>
public sealed class OwnRowsWorld : IAsyncDisposable
{
    int schools;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public App App { get; private set; } = null!;
    public TestData Data { get; private set; } = null!;
    public long Province { get; private set; }
    public long Elsewhere { get; private set; }
    public IReadOnlyList<long> Communes { get; private set; } = [];
    public long CommuneElsewhere { get; private set; }

    /// <summary>Coordinates the province.</summary>
    public HttpClient Keeper { get; private set; } = null!;

    /// <summary>Reads at the Ministry.</summary>
    public HttpClient Nation { get; private set; } = null!;

    /// <summary>The key of a row of the province.</summary>
    public string Row(string name) => OwnRows.Prefix(Province) + name;

    public static async Task<OwnRowsWorld> MakeAsync(Postgres postgres)
    {
        var world = new OwnRowsWorld();
        world.App = new App(await postgres.CloneAsync());
        var data = world.Data = new TestData(world.App);
        (world.Province, world.Elsewhere) = (await data.UnitAsync("province", "Tỉnh Riêng"), await data.UnitAsync("province", "Tỉnh Khác"));
        world.Communes = [await data.UnitAsync("commune", "Xã Một", world.Province), await data.UnitAsync("commune", "Xã Hai", world.Province)];
        world.CommuneElsewhere = await data.UnitAsync("commune", "Xã Xa", world.Elsewhere);
        world.Keeper = await data.BrowserAsync(await data.PersonAsync("Tòng Văn Tỉnh", (world.Province, "coordinator")));
        world.Nation = await data.BrowserAsync(await data.PersonAsync("Vũ Thị Bộ", (1, "viewer")));
        return world;
    }

    public async Task<Edition> YearAsync(int year)
    {
        var edition = await Data.EditionAsync(year);
        await Data.LedgerAsync(edition);
        return edition;
    }

    /// <summary>A new school of a commune, the address of its report, and its reporter.</summary>
    public async Task<(string Report, HttpClient Reporter, long Unit)> SchoolAsync(Edition edition, long commune)
    {
        var unit = await Data.UnitAsync("school", $"Trường số {++schools}", commune);
        await Data.LedgerAsync(edition);
        return (await Data.ReportAsync(edition, unit), await Data.BrowserAsync(await Data.PersonAsync("Lò Văn Phúc", (unit, "reporter"))), unit);
    }

    public async Task<string> BeginAsync(HttpClient? who = null)
    {
        using var begun = await (who ?? Keeper).SendAsync((await (who ?? Keeper).PageAsync("/forms")).Form($"/forms/own/{Province}"));
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        return begun.Headers.Location!.ToString();
    }

    public async Task<HttpResponseMessage> RowAsync(string draft, params (string Name, string? Value)[] typed) => await Keeper.SendAsync((await Keeper.PageAsync($"{draft}/row")).Form($"{draft}/row"), to: null, typed);

    /// <summary>A row of family bookcases, counted and with the people who read there.</summary>
    public async Task BookcasesAsync(string draft)
    {
        using var saved = await RowAsync(draft, ("rowKey", "bookcases"), ("label", "Tủ sách gia đình"), ("code", "12"), ("unit", "Tủ/người"), ("first", "amount"), ("firstTitle", "Số tủ"), ("second", "people"), ("secondTitle", "Lượt người"));
        Assert.True(saved.StatusCode == HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync(Cancel));
    }

    public async Task<HttpResponseMessage> IssueAsync(string draft) => await Keeper.SendAsync((await Keeper.PageAsync(draft)).Form($"{draft}/issue"));

    /// <summary>The province's rows of this year, issued; returns the key of its form.</summary>
    public async Task<string> IssuedAsync()
    {
        var draft = await BeginAsync();
        await BookcasesAsync(draft);
        using var issued = await IssueAsync(draft);
        Assert.True(issued.StatusCode == HttpStatusCode.Redirect, (await issued.PageAsync()).QuerySelector("main")?.Text());
        return issued.Headers.Location!.ToString()["/forms/".Length..];
    }

    public static async Task SubmitAsync((string Report, HttpClient Reporter, long Unit) school, params (string Name, string? Value)[] typed)
    {
        using var sent = await school.Reporter.SendAsync((await school.Reporter.PageAsync(school.Report)).Form(school.Report), school.Report + "/submission", typed);
        Assert.True(sent.StatusCode == HttpStatusCode.Redirect, (await sent.PageAsync()).QuerySelector("main")?.Text());
    }

    public static async Task<bool> AsksAsync((string Report, HttpClient Reporter, long Unit) school, string field) =>
        (await school.Reporter.PageAsync(school.Report)).QuerySelector($"input[name='{field}']") is not null;

    /// <summary>A number of a page of totals as soon as it is this one: a step of a report is heard of a moment later.</summary>
    public async Task AssertSumAsync(HttpClient browser, string page, string key, string? number)
    {
        for (var tries = 0; ; tries++)
        {
            var shown = (await browser.PageAsync(page)).QuerySelector($"[data-key='{key}']")?.TextContent;
            if (shown == number) return;
            Assert.True(tries < 40, $"{page}: {key} is {shown}, not {number}");
            await Task.Delay(250, Cancel);
        }
    }

    /// <summary>All that verify checks holds, and the sums held are those of the tables.</summary>
    public async Task AssertSoundAsync()
    {
        await using var output = new StringWriter();
        Assert.True(await Verify.RunAsync(Invariants.All, App.Services, output, Cancel) == 0, output.ToString());
        Assert.Equal(0, await App.Services.GetRequiredService<LiveTotals>().CheckAsync(Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        Keeper.Dispose();
        Nation.Dispose();
        await App.DisposeAsync();
    }
}
