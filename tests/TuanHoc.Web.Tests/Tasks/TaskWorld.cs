using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Data;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Tests.Tasks;

/// <summary>A task as a test gives it.</summary>
public sealed record GivenTask(string Agency, string Text, string? Output = null, DateOnly? Due = null, string? Bound = null);

/// <summary>A province that gives tasks, with its standing agency, three communes and a school; and whoever acts for them.</summary>
public sealed class TaskWorld(Postgres postgres) : IAsyncLifetime
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public App App { get; private set; } = null!;
    public TestData Data { get; private set; } = null!;
    public Edition Edition { get; private set; } = null!;
    public long Province { get; private set; }
    public long Agency { get; private set; }
    public IReadOnlyList<long> Communes { get; private set; } = [];
    public DateOnly Today { get; private set; }

    long maker;

    public async ValueTask InitializeAsync()
    {
        App = new App(await postgres.CloneAsync());
        Data = new TestData(App);
        Today = App.Services.GetRequiredService<TimeProvider>().Today();
        Edition = await Data.EditionAsync(2025);
        Province = await Data.UnitAsync("province", "Tỉnh Giao Việc");
        Agency = await Data.UnitAsync("agency", "Sở Thường Trực", Province);
        Communes = [await CommuneAsync("Xã Thứ Nhất"), await CommuneAsync("Xã Thứ Hai"), await CommuneAsync("Xã Thứ Ba")];
        await Data.RunAsync("insert into standing_agency (edition_id, unit_id, agency_id) values ($1, $2, $3)", Edition.Id, Province, Agency);
        await Data.PersonAsync("Người Lập", (Province, "coordinator"));
        maker = await Data.ScalarAsync<long>("select id from person where full_name = 'Người Lập'");
    }

    public Task<long> CommuneAsync(string name) => Data.UnitAsync("commune", name, Province);

    /// <summary>Someone signed in with these roles.</summary>
    public async Task<HttpClient> SomeoneAsync(params (long Unit, string Role)[] roles) => await Data.BrowserAsync(await Data.PersonAsync("Lò Văn Việc", roles));

    /// <summary>A guidance of the province in force with these tasks, given out; letters are as many as one likes, a plan is one a year.</summary>
    public async Task<Guid> PlanAsync(params GivenTask[] tasks)
    {
        var plan = await InForceAsync(Province, "HD");
        await WriteAsync(plan, tasks);
        await GiveOutAsync(plan);
        return plan;
    }

    public async Task<Guid> InForceAsync(long unit, string type, DateOnly? issuedOn = null, Guid? amends = null)
    {
        var id = Guid.CreateVersion7();
        await Data.RunAsync("""
            insert into plan (id, unit_id, edition_id, state, type, file_name, text, facts, title, issued_on, amends_id, amendment, write_key, made_at, made_by, changed_at, changed_by)
            values ($1, $2, $3, 'saved', $4, 'x', 'Văn bản', '{}', 'Kế hoạch thử', $5::date, $6::uuid, case when $6::uuid is null then null else 'replaces' end, $1, now(), $7, now(), $7)
            """, id, unit, Edition.Id, type, issuedOn, amends, maker);
        return id;
    }

    public async Task WriteAsync(Guid plan, params GivenTask[] tasks)
    {
        await Data.RunAsync("""
            insert into task (plan_id, position, agency, unit_id, text, output, due, bound)
            select $1, t.n, t.agency, (select min(unit_id) from unit_version where name = t.agency), t.text, t.output, t.due, t.bound
              from unnest($2::text[], $3::text[], $4::text[], $5::date[], $6::text[]) with ordinality as t (agency, text, output, due, bound, n)
            """, plan, tasks.Select(t => t.Agency).ToArray(), tasks.Select(t => t.Text).ToArray(), tasks.Select(t => t.Output).ToArray(), tasks.Select(t => t.Due).ToArray(), tasks.Select(t => t.Bound).ToArray());
    }

    /// <summary>Runs the room's step of the delivery, as the job does.</summary>
    public async Task GiveOutAsync(Guid plan)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var step = scope.ServiceProvider.GetServices<DeliveryStep>().Single(s => s.Name == "Giao nhiệm vụ");
        await step.RunAsync(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<AppDb>(), new PlanInForce(plan, Province, Edition.Id, "HD", maker, DateTimeOffset.UnixEpoch, Today), Cancel);
    }

    public Task<long> UnitTaskAsync(Guid plan, string text, long unit) =>
        Data.ScalarAsync<long>("select u.id from unit_task u join task t on t.id = u.task_id where t.plan_id = $1 and t.text = $2 and u.unit_id = $3", plan, text, unit);

    public Task<long> CountAsync(Guid plan) => Data.ScalarAsync<long>("select count(*) from unit_task u join task t on t.id = u.task_id where t.plan_id = $1", plan);

    /// <summary>"done late", "overdue late", "due": state and whether late, as the program derives them.</summary>
    public Task<string> StateAsync(long unitTask) => Data.ScalarAsync<string>("""
        select p.state || case when p.late then ' late' else '' end
          from unit_task u cross join lateral task_progress($2, array[u.unit_id], $3) p where u.id = $1 and p.unit_task_id = u.id
        """, unitTask, Edition.Id, Today);

    public async Task CeremonyAsync(long unit, string state, DateTimeOffset from) => await Data.RunAsync("""
        insert into activity (id, edition_id, unit_id, kind, title, from_at, state, people, why_cancelled, write_key, made_at, made_by, changed_at, changed_by)
        values ($1, $2, $3, 'ceremony', 'Lễ khai mạc', $4, $5, case $5 when 'held' then 10 end, case $5 when 'cancelled' then 'Mưa bão' end, $1, now(), $6, now(), $6)
        """, Guid.CreateVersion7(), Edition.Id, unit, from, state, maker);

    /// <summary>Says a task done through the page's own form; returns the answer.</summary>
    public static async Task<HttpResponseMessage> SayAsync(HttpClient browser, long unitTask, string sentence, byte[]? file = null, string name = "minh-chung.pdf", Guid? key = null, string? link = null)
    {
        var form = (await browser.PageAsync($"/tasks/{unitTask}")).Form($"/tasks/{unitTask}/accounts");
        var content = new MultipartFormDataContent();
        foreach (var (field, value) in form.Filled([("sentence", sentence), ("file", null), .. link is null ? [] : ((string, string?)[])[("link", null)], ("key", (key ?? Guid.CreateVersion7()).ToString())])) content.Add(new StringContent(value), field);
        if (link is not null) content.Add(new StringContent(link), "link");
        var sent = new ByteArrayContent(file ?? []);
        sent.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileName = file is null ? "\"\"" : $"\"{name}\"" };
        content.Add(sent);
        return await browser.PostAsync($"/tasks/{unitTask}/accounts", content, Cancel);
    }

    public static async Task SaidAsync(HttpClient browser, long unitTask, string sentence = "Đã treo băng rôn ở nhà văn hóa ngày 28/9.")
    {
        using var said = await SayAsync(browser, unitTask, sentence, "%PDF-1.7\nminh chứng"u8.ToArray());
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}
