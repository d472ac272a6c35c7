using System.Net;
using TuanHoc.Web.Editions;

namespace TuanHoc.Web.Tests.Activities;

/// <summary>A province with two communes and one beside it, a Week that is over and one that has not come.</summary>
public sealed class ActivityWorld(Postgres postgres) : IAsyncLifetime
{
    int communes;

    public App App { get; private set; } = null!;
    public string Connection { get; private set; } = "";
    public TestData Data { get; private set; } = null!;
    public long Province { get; private set; }
    public long Elsewhere { get; private set; }
    public Edition Past { get; private set; } = null!;
    public Edition Next { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Connection = await postgres.CloneAsync();
        App = new App(Connection);
        Data = new TestData(App);
        Province = await Data.UnitAsync("province", "Tỉnh Thử");
        Elsewhere = await Data.UnitAsync("province", "Tỉnh Khác");
        await Data.PersonAsync("Người ghi trước");
        Past = await Data.EditionAsync(2025);
        Next = await Data.EditionAsync(2090);
    }

    /// <summary>A commune of its own and its reporter, so that tests do not meet.</summary>
    public async Task<(HttpClient Reporter, long Unit)> FreshAsync(long? province = null)
    {
        var unit = await Data.UnitAsync("commune", $"Xã Thử {Interlocked.Increment(ref communes)}", province ?? Province);
        return (await PersonAsync(unit), unit);
    }

    public async Task<HttpClient> PersonAsync(long unit, string role = "reporter", string name = "Vàng Thị Mẩy") => await Data.BrowserAsync(await Data.PersonAsync(name, (unit, role)));

    /// <summary>Records a ceremony through the form and returns its path.</summary>
    public static async Task<string> RecordAsync(HttpClient browser, long unit, string day = "01/10/2025", int year = 2025, string title = "Lễ khai mạc Tuần lễ")
    {
        using var response = await SendNewAsync(browser, unit, year, ("title", title), ("day", day), ("from", "8h30"), ("place.0.name", "Nhà văn hóa xã"));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.ToString();
    }

    public static async Task<HttpResponseMessage> SendNewAsync(HttpClient browser, long unit, int year, params (string Name, string? Value)[] typed) =>
        await browser.SendAsync((await browser.PageAsync($"/activities/new?unit={unit}&year={year}")).Form("/activities"), null, typed);

    /// <summary>A plan in force that says no more than this of ceremonies and time.</summary>
    public async Task<Guid> PlanAsync(long unit, string facts, string type = "KH", Guid? upper = null)
    {
        var id = Guid.CreateVersion7();
        await Data.RunAsync("""
            insert into plan (id, unit_id, edition_id, state, type, upper_id, file_name, text, facts, write_key, made_at, made_by, changed_at, changed_by)
            select $1, $2, $3, 'saved', $5, $6::uuid, 'ke-hoach.txt', '', $4::jsonb, $1, now(), min(id), now(), min(id) from person
            """, id, unit, Past.Id, facts, type, upper);
        return id;
    }

    /// <summary>Ceremonies of a unit written past the form, where many are wanted.</summary>
    public Task ManyAsync(long unit, int count, string from, string state = "planned") => Data.RunAsync("""
        insert into activity (id, edition_id, unit_id, kind, title, from_at, state, people, why_cancelled, write_key, made_at, made_by, changed_at, changed_by)
        select k, $1, $2, 'ceremony', 'Lễ khai mạc ' || n, $4::text::timestamptz + n * interval '1 minute', $5, case $5 when 'held' then 10 end, case $5 when 'cancelled' then 'Mưa bão' end, k, now(), p, now(), p
          from (select n, gen_random_uuid() as k from generate_series(0, $3 - 1) as n) one cross join (select min(id) as p from person) who
        """, Past.Id, unit, count, from, state);

    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}
