using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace TuanHoc.Web.Tests.Units.Import;

/// <summary>The directory of the country with some bodies in one province, and the people who bring files in.</summary>
public sealed class ImportWorld(Postgres postgres) : IAsyncLifetime
{
    public const string Header = "Mã đơn vị,Tên đơn vị,Loại,Cấp học,Mã xã,Tên xã,Trực thuộc\n";

    int next;

    public App App { get; private set; } = null!;
    public TestData Data { get; private set; } = null!;
    public HttpClient Administrator { get; private set; } = null!;

    /// <summary>Lai Châu, with the communes 03390 and 03408.</summary>
    public long Province { get; private set; }
    public long Commune { get; private set; }
    public long Office { get; private set; }

    public async ValueTask InitializeAsync()
    {
        App = new App(await postgres.CloneAsync());
        Data = new TestData(App);
        Administrator = await Data.BrowserAsync(await Data.AdministratorAsync());
        Province = await PlaceAsync("province", "12");
        Commune = await PlaceAsync("commune", "03390");
        Office = await BodyAsync("agency", "Sở Giáo dục và Đào tạo", null, Province);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    public Task<long> PlaceAsync(string kind, string code) => Data.ScalarAsync<long>("select unit_id from unit_on('2026-11-20') where kind = $1 and code = $2", kind, code);

    /// <summary>A body that has been there since the reform.</summary>
    public async Task<long> BodyAsync(string kind, string name, string? code, long parent, string valid = "[2025-07-01,)")
    {
        var id = await Data.ScalarAsync<long>("insert into unit (kind) values ($1) returning id", kind);
        await Data.RunAsync("insert into unit_version (unit_id, kind, code, name, short_name, parent_id, search_key, short_key, valid) values ($1, $2, nullif($3, ''), $4, $4, $5, $6, $6, $7::daterange)",
            id, kind, code ?? "", name, parent, TuanHoc.Text.SearchKey.Of(name), valid);
        return id;
    }

    /// <summary>A commune of Lai Châu that no other test uses.</summary>
    public Task<(long Id, string Code)> FreshCommuneAsync() => CommuneAsync(2 + Interlocked.Increment(ref next));

    async Task<(long, string)> CommuneAsync(int place)
    {
        var code = await Data.ScalarAsync<string>("select code from unit_on('2026-11-20') where kind = 'commune' and parent_id = $1 order by code offset $2 limit 1", Province, place);
        return (await PlaceAsync("commune", code), code);
    }

    public static byte[] Csv(params IEnumerable<string> rows) => Encoding.UTF8.GetBytes(Header + string.Join('\n', rows));

    public static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, byte[] file, long unit, string name = "don-vi.csv", string? begins = null)
    {
        var form = (await browser.PageAsync("/units/import")).Form("/units/import");
        var content = new MultipartFormDataContent();
        foreach (var (field, value) in form.Filled(("file", null), ("unit", $"{unit}"), ("begins", begins ?? form.Elements["begins"]!.GetAttribute("value")))) content.Add(new StringContent(value), field);
        content.Add(new ByteArrayContent(file), "file", name);
        return await browser.PostAsync("/units/import", content, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a file and waits until it is checked; the page as it then is.</summary>
    public async Task<IDocument> CheckAsync(byte[] file, HttpClient? browser = null, long? unit = null, string name = "don-vi.csv", string? begins = null)
    {
        browser ??= Administrator;
        using var response = await UploadAsync(browser, file, unit ?? Province, name, begins);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return await DoneAsync(browser, response.Headers.Location!.ToString());
    }

    /// <summary>The page once nothing is at work any more: until then it asks to be loaded again.</summary>
    public static async Task<IDocument> DoneAsync(HttpClient browser, string path)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            using var response = await browser.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            if (!response.Headers.Contains("Refresh")) return await response.PageAsync();
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException(path);
    }

    public async Task<IDocument> ApplyAsync(IDocument page, HttpClient? browser = null) => await PressAsync(page, "application", browser);

    public async Task<IDocument> PressAsync(IDocument page, string act, HttpClient? browser = null, params (string, string?)[] typed)
    {
        browser ??= Administrator;
        var path = new Uri(page.Url).AbsolutePath;
        using var response = await browser.PostAsync($"{path}/{act}", new FormUrlEncodedContent([.. page.Form($"{path}/{act}").Filled(), .. typed.Select(t => KeyValuePair.Create(t.Item1, t.Item2!))]), TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Redirect, $"{act} answered {(int)response.StatusCode}");
        return await DoneAsync(browser, path);
    }

    /// <summary>Answers the one open question with the choice of this beginning.</summary>
    public async Task<IDocument> AnswerAsync(IDocument page, string choice)
    {
        var radio = Assert.Single(page.QuerySelectorAll<IHtmlInputElement>("fieldset input[type=radio]"), r => r.Value.StartsWith(choice, StringComparison.Ordinal));
        return await PressAsync(page, "answers", null, (radio.Name!, radio.Value));
    }

    /// <summary>Checks a file that has neither faults nor questions, and writes it.</summary>
    public async Task<IDocument> ImportAsync(byte[] file, string name = "don-vi.csv", string? begins = null)
    {
        var page = await ApplyAsync(await CheckAsync(file, name: name, begins: begins));
        Assert.Equal("Đã ghi", page.QuerySelector("#result")!.Text());
        return page;
    }

    public static IReadOnlyList<string> Faults(IDocument page) => [.. page.QuerySelectorAll("[aria-labelledby=faults] tbody tr").Select(row => string.Join(" | ", row.Children.Select(cell => cell.Text())))];

    public static IReadOnlyList<string> Questions(IDocument page) => [.. page.QuerySelectorAll("[aria-labelledby=questions] fieldset").Select(row => row.Text())];

    public static string Result(IDocument page) => page.QuerySelector("[aria-labelledby=result]")!.Text();
}
