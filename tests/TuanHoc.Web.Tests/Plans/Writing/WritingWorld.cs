using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using TuanHoc.Plans;

namespace TuanHoc.Web.Tests.Plans.Writing;

/// <summary>A province whose plan of the year stands, communes under it, and the hands to write plans through the pages.</summary>
public sealed class WritingWorld(Postgres postgres) : IAsyncLifetime
{
    public const int Year = 2025;

    public App App { get; private set; } = null!;
    public TestData Data { get; private set; } = null!;
    public long Province { get; private set; }
    public Guid UpperPlan { get; private set; }

    public async ValueTask InitializeAsync()
    {
        App = new App(await postgres.CloneAsync());
        Data = new TestData(App);
        Province = await Data.UnitAsync("province", "Tỉnh Thử");
        await Data.PersonAsync("Người đưa kế hoạch vào");
        await Data.EditionAsync(Year - 1);
        await Data.EditionAsync(Year);
        UpperPlan = await InForceAsync(Province, Year, PlanWorld.Sample("tinh-2025"));
    }

    /// <summary>A commune of its own with its coordinator.</summary>
    public async Task<(HttpClient Keeper, long Unit)> CommuneAsync()
    {
        var unit = await Data.UnitAsync("commune", $"Xã Thử {Guid.CreateVersion7():N}"[..20], Province);
        return (await KeeperAsync(unit), unit);
    }

    public async Task<HttpClient> KeeperAsync(long unit, string role = "coordinator", string name = "Vàng Thị Mẩy") => await Data.BrowserAsync(await Data.PersonAsync(name, (unit, role)));

    /// <summary>A plan in force as if it had been read from a file and saved.</summary>
    public async Task<Guid> InForceAsync(long unit, int year, byte[] text)
    {
        var (id, words) = (Guid.CreateVersion7(), System.Text.Encoding.UTF8.GetString(text));
        var facts = PlanReader.Read(words);
        await Data.RunAsync("""
            insert into plan (id, unit_id, edition_id, state, file_name, text, facts, number, issued_on, title, write_key, made_at, made_by, changed_at, changed_by)
            select $1, $2, e.id, 'saved', 'ke-hoach.txt', $3, $4::jsonb, $5, $6, $7, $1, now(), p.id, now(), p.id
              from edition e, (select min(id) as id from person) p where e.year = $8
            """, id, unit, words, TuanHoc.Web.Plans.PlanFacts.Write(facts), facts.Header.Number?.Value ?? "1/KH-UBND", facts.Header.IssuedOn?.Value ?? new DateOnly(year, 9, 1), facts.Header.Title?.Value ?? "Kế hoạch", year);
        return id;
    }

    /// <summary>Begins a draft through the page and returns its path.</summary>
    public static async Task<string> BeginAsync(HttpClient keeper, long unit, string from = "blank", string type = "KH")
    {
        var page = await keeper.PageAsync($"/plans/new?unit={unit}&type={type}");
        using var begun = await keeper.SendAsync(page.Form("/plans/new"), null, ("from", from));
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        return begun.Headers.Location!.ToString();
    }

    public static Task<HttpResponseMessage> PressAsync(HttpClient browser, IDocument page, string act, params (string Name, string? Value)[] typed)
    {
        Assert.Contains(page.QuerySelectorAll("button[name=act]"), button => button.GetAttribute("value") == act);
        return browser.SendAsync(page.QuerySelector<IHtmlFormElement>("#draft")!, null, [.. typed, ("act", act)]);
    }

    /// <summary>What the script sends while one types.</summary>
    public static Task<HttpResponseMessage> KeepItselfAsync(HttpClient browser, IDocument page, Guid key, params (string Name, string? Value)[] typed) =>
        browser.SendAsync(page.QuerySelector<IHtmlFormElement>("#draft")!, new Uri(page.Url).AbsolutePath + "/autosave", [.. typed, ("key", $"{key}")]);

    public static Guid Id(string path) => Guid.Parse(path.Split('/')[2], CultureInfo.InvariantCulture);

    public async Task<string> StoredAsync(string path, string sql) => await Data.ScalarAsync<string>($"select coalesce(({sql})::text, '') from plan where id = $1", Id(path));

    public static string Value(IDocument page, string name) => page.GetElementById(name) switch
    {
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement text => text.Value,
        IHtmlSelectElement select => select.Value ?? "",
        _ => throw new InvalidOperationException($"no field {name}"),
    };

    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}
