using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace TuanHoc.Web.Tests.Plans;

/// <summary>A province with a commune and an agency under it, a province beside it, and people of every role.</summary>
public sealed class PlanWorld(Postgres postgres) : IAsyncLifetime
{
    public App App { get; private set; } = null!;
    public TestData Data { get; private set; } = null!;
    public long Province { get; private set; }
    public long Commune { get; private set; }
    public long Agency { get; private set; }
    public long Elsewhere { get; private set; }

    public async ValueTask InitializeAsync()
    {
        App = new App(await postgres.CloneAsync());
        Data = new TestData(App);
        Province = await Data.UnitAsync("province", "Tỉnh Thử");
        Commune = await Data.UnitAsync("commune", "Xã Thử", Province);
        Agency = await Data.UnitAsync("agency", "Sở Giáo dục và Đào tạo", Province);
        Elsewhere = await Data.UnitAsync("province", "Tỉnh Khác");
        await Data.EditionAsync(2025);
    }

    /// <summary>Someone of the province who keeps its plans, signed in.</summary>
    public async Task<HttpClient> KeeperAsync(string role = "coordinator", long? unit = null) => await Data.BrowserAsync(await Data.PersonAsync("Vàng Thị Mẩy", (unit ?? Province, role)));

    /// <summary>A province of its own with its keeper, so that its one plan a year is free.</summary>
    public async Task<(HttpClient Keeper, long Unit)> FreshAsync()
    {
        var unit = await Data.UnitAsync("province", $"Tỉnh {Guid.CreateVersion7():N}");
        return (await KeeperAsync(unit: unit), unit);
    }

    /// <summary>Uploads bytes through the page's own form.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, byte[] bytes, string fileName = "ke-hoach.txt", params (string Name, string? Value)[] typed)
    {
        var form = (await browser.PageAsync("/plans")).Form("/plans");
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in form.Filled([.. typed, ("file", null)])) content.Add(new StringContent(value), name);
        // A file field left empty is sent too, without a name.
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentDisposition = new("form-data") { Name = "file", FileName = $"\"{fileName}\"" };
        content.Add(file);
        return await browser.PostAsync("/plans", content, TestContext.Current.CancellationToken);
    }

    /// <summary>Uploads a plan and returns its path.</summary>
    public static async Task<string> BringAsync(HttpClient browser, byte[] bytes, string fileName = "ke-hoach.txt")
    {
        using var response = await UploadAsync(browser, bytes, fileName);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.ToString();
    }

    public static Task<string> BringAsync(HttpClient browser, string sample = "tinh-2025") => BringAsync(browser, Sample(sample));

    /// <summary>A plan of the project: one of tests/plans, or the one shown in sample mode.</summary>
    public static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(Repository.Root, name == "ke-hoach-mau" ? "src/TuanHoc.Web/Samples" : "tests/plans", name + ".txt"));

    /// <summary>Presses one of the buttons of a review page; who saves has seen that a group has nobody in it here.</summary>
    public static Task<HttpResponseMessage> PressAsync(HttpClient browser, IDocument page, string act, params (string Name, string? Value)[] typed)
    {
        Assert.Contains(page.QuerySelectorAll("button[name=act]"), button => button.GetAttribute("value") == act);
        var seen = act == "save" ? EmptyGroups(page).Select(name => (name, (string?)"on")) : [];
        return browser.SendAsync(page.QuerySelector<IHtmlFormElement>("#sheet")!, null, [.. seen, .. typed, ("act", act)]);
    }

    static IEnumerable<string> EmptyGroups(IDocument page) => from fact in page.QuerySelectorAll(".fact")
                                                              where fact.TextContent.Contains("không có đơn vị nào như vậy", StringComparison.Ordinal)
                                                              select fact.QuerySelector(".more.seen input")!.GetAttribute("name");

    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}
