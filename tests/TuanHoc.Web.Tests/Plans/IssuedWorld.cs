using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TuanHoc.Web.Editions;
using TuanHoc.Web.Plans.Issue;
using TuanHoc.Web.Tests.Messages;
using TuanHoc.Plans;
using TuanHoc.Plans.Bodies;
using TuanHoc.Text;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Tests.Plans;

/// <summary>The country on the day of an issued plan: the directory as it was, the bodies that the plan names, and a clock that stands where the test sets it.</summary>
sealed class IssuedWorld : IAsyncDisposable
{
    readonly App app;
    readonly WebApplicationFactory<Program> host;
    readonly StoppedClock clock;
    readonly IssuedPlan plan;

    IssuedWorld(App app, IssuedPlan plan)
    {
        (this.app, this.plan) = (app, plan);
        clock = new(At(plan.Day, 9));
        host = app.WithWebHostBuilder(builder => builder.UseSetting("SecondFactor:GraceDays", "400").ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock))));
        Data = new(app);
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public TestData Data { get; }
    public Edition Edition { get; private set; } = null!;
    public long Issuer { get; private set; }
    public IReadOnlyDictionary<string, long> Bodies { get; private set; } = new Dictionary<string, long>();

    /// <summary>The Sở above a district; none above a province.</summary>
    public long? Above { get; private set; }

    /// <summary>The address of the plan here.</summary>
    public string Path { get; private set; } = "";

    static DateTimeOffset At(DateOnly day, int hour) => new(day, new(hour, 0), TimeSpan.FromHours(7));

    public void Go(DateOnly day, int hour = 9) => clock.Now = At(day, hour);

    public static async Task<IssuedWorld> MakeAsync(Postgres postgres, IssuedPlan plan)
    {
        var world = new IssuedWorld(new App(await postgres.CloneAsync()), plan);
        await world.FillAsync();
        return world;
    }

    async Task FillAsync()
    {
        // The directory that comes with the program begins in 2021; before, two wards more stood in Phú Nhuận (they went into wards 11 and 13 on 01/01/2021).
        if (plan.Day.Year < 2021) await BeforeTheDirectoryAsync();
        Issuer = await Data.ScalarAsync<long>("select unit_id from unit_version where name = $1 and valid @> $2::date and kind in ('province', 'district')", plan.Issuer, plan.Day);
        var bodies = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var body in plan.Bodies) bodies[body.Name] = await UnitAsync(body.Kind, body.Name, Issuer);
        Bodies = bodies;
        // Above the issuer, where reports go as well; and a school, which the plans name by their heads.
        if (plan.Issuer.StartsWith("Quận", StringComparison.Ordinal))
        {
            var city = await Data.ScalarAsync<long>("select parent_id from unit_version where unit_id = $1 and valid @> $2::date", Issuer, plan.Day);
            Above = await UnitAsync("agency", "Sở Giáo dục và Đào tạo", city);
            await UnitAsync("association", "Hội Khuyến học", city);
        }
        var school = await UnitAsync("school", "Trường Tiểu học Kết Đoàn", Issuer);
        await Data.RunAsync("update unit_version set level = 'primary' where unit_id = $1", school);
        Edition = await Data.EditionAsync(plan.Day.Year, plan.Form);
        await Data.RunAsync("update edition set week = daterange($2, $3, '[]') where id = $1", Edition.Id, plan.Week.First, plan.Week.Last);
        await Data.RunAsync("insert into standing_agency (edition_id, unit_id, agency_id) values ($1, $2, $3)", Edition.Id, Issuer, bodies[plan.Bodies.Single(body => body.IsStanding).Name]);
    }

    async Task BeforeTheDirectoryAsync()
    {
        await Data.RunAsync("update unit_version set valid = daterange('2016-01-01', upper(valid)) where lower(valid) = '2021-01-01'");
        var ward = await Data.ScalarAsync<long>("select unit_id from unit_version where name = 'Quận Phú Nhuận' and valid @> '2020-10-01'::date");
        foreach (var (name, into) in ((string, string)[])[("Phường 12", "Phường 11"), ("Phường 14", "Phường 13")])
        {
            var gone = await UnitAsync("commune", name, ward, "2021-01-01");
            await Data.RunAsync("insert into succession (from_unit, to_unit, on_day, whole) select $1, unit_id, '2021-01-01', true from unit_version where name = $2 and parent_id = $3 and valid @> '2021-01-01'::date", gone, into, ward);
        }
    }

    public async Task<long> UnitAsync(string kind, string name, long parent, string? until = null)
    {
        var id = await Data.UnitAsync(kind, name, parent);
        await Data.RunAsync("update unit_version set valid = daterange('2016-01-01', $2::date) where unit_id = $1", id, until is null ? null : DateOnly.Parse(until, CultureInfo.InvariantCulture));
        return id;
    }

    /// <summary>Somebody of that time, signed in.</summary>
    public async Task<HttpClient> SomeoneAsync(long unit, string role)
    {
        var name = await Data.PersonAsync("Người Thời Ấy", (unit, role));
        await Data.RunAsync("update membership set valid = '[2016-01-01,)' where person_id = (select id from person where user_name = $1)", name);
        var browser = host.CreateDefaultClient(new TimelessCookies());
        await browser.SignInAsync(name);
        return browser;
    }

    /// <summary>Brings the plan in as its issuer does, confirms what is doubtful, and lets it be told.</summary>
    public async Task BringAsync(byte[] file)
    {
        using var keeper = await SomeoneAsync(Issuer, "coordinator");
        Path = await PlanWorld.BringAsync(keeper, file, plan.File + ".txt");
        var page = await keeper.PageAsync(Path);
        var doubtful = page.QuerySelectorAll<IHtmlInputElement>("#sheet input[type=checkbox][name$='.seen']").Select(box => (box.Name!, (string?)"on"));
        using (var saved = await PlanWorld.PressAsync(keeper, page, "save", [.. doubtful.DistinctBy(field => field.Item1), .. plan.Blank]))
            if (saved.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException(string.Join("\n", (await saved.PageAsync()).QuerySelectorAll(".note.late, .err, .field.bad").Select(one => one.Id + " " + one.Text() + " << " + one.ParentElement!.ParentElement!.Text().Cut(400))));
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DeliverPlans>().DeliverAsync(Cancel);
    }

    /// <summary>The territories directly below the issuer, on the day of the plan.</summary>
    public async Task<long[]> BelowAsync() => await Data.ScalarAsync<long[]>("select array_agg(unit_id order by name, unit_id) from unit_version where parent_id = $1 and kind in ('district', 'commune') and valid @> $2::date", Issuer, plan.Day);

    Guid Id => Guid.Parse(Path[(Path.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture);

    /// <summary>What the plan gives to do and no unit of the time was found for.</summary>
    public async Task<string[]> NobodyAsync() => await Data.ScalarAsync<string[]>("select coalesce(array_agg(distinct t.agency), '{}') from task t where t.plan_id = $1 and not exists (select from unit_task u where u.task_id = t.id)", Id);

    /// <summary>The lines of "Nơi nhận" that reached no unit here; the copy that is kept is nobody's.</summary>
    public async Task<string[]> UnsentAsync() => await Data.ScalarAsync<string[]>("""
        select coalesce(array_agg(r ->> 'value' order by place), '{}') from plan p cross join lateral jsonb_array_elements(p.facts -> 'recipients') with ordinality as l (r, place)
         where p.id = $1 and r ->> 'value' not like 'Lưu%' and not exists (select from plan_delivery d where d.plan_id = p.id and d.recipient = r ->> 'value')
        """, Id);

    /// <summary>Days by which something other than a report is asked, and that no task has.</summary>
    public async Task<string[]> UnaskedAsync() => await Data.ScalarAsync<string[]>("""
        select coalesce(array_agg(concat_ws(', ', d ->> 'what', to_char((d ->> 'date')::date, 'DD/MM/YYYY'), d ->> 'who')), '{}') from plan p cross join lateral jsonb_array_elements(p.facts -> 'deadlines') d
         where p.id = $1 and d ->> 'what' not ilike 'report' and not exists (select from task t where t.plan_id = p.id and t.due = (d ->> 'date')::date)
        """, Id);

    /// <summary>Tasks of several bodies named one by one, of which not all were found: how many were, of how many, and their names.</summary>
    public async Task<List<string>> PartlyAsync()
    {
        var partly = new List<string>();
        await using var command = Data.Source.CreateCommand("select t.agency, (select count(*) from unit_task u where u.task_id = min(t.id)) from task t where t.plan_id = $1 group by t.agency order by min(t.position)");
        command.Parameters.Add(new() { Value = Id });
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
        {
            var (agency, given) = (reader.GetString(0), reader.GetInt64(1));
            var parts = BodyNames.Read(agency, plan.Issuer.StartsWith("Tỉnh", StringComparison.Ordinal) ? IssuerLevel.Province : IssuerLevel.District).Parts;
            if (given > 0 && given < parts.Count && parts.All(part => part.Group is null)) partly.Add($"{given}/{parts.Count}: {agency}");
        }
        return partly;
    }

    /// <summary>How many tasks of the plan each of these units was given.</summary>
    public async Task<long> FewestTasksAsync(long[] units) => await Data.ScalarAsync<long>("select min(n) from (select count(u.id) as n from unnest($2::bigint[]) as given (unit) left join (unit_task u join task t on t.id = u.task_id and t.plan_id = $1) on u.unit_id = given.unit group by given.unit) x", Id, units);

    /// <summary>What the ledger says of a unit's report: receiver, last day, parts; and whether somebody reads it on its way.</summary>
    public async Task<string> OwesAsync(long unit) => await Data.ScalarAsync<string>("""
        select concat_ws(' ', r.receiver_id, greatest(report_due(r.edition_id, r.receiver_id, u.kind), r.extended_to), array_to_string(report_parts(r.edition_id, r.receiver_id, report_form(r.edition_id, r.receiver_id, r.state, r.form_key)), '+'))
          from report r join unit u on u.id = r.unit_id where r.edition_id = $1 and r.unit_id = $2
        """, Edition.Id, unit);

    /// <summary>To whom reports go, or through whom: the units that the words of the plan were found to be.</summary>
    public async Task<long[]> GoToAsync(bool via) => await Data.ScalarAsync<long[]>("select coalesce(array_agg(unit_id order by unit_id), '{}') from report_order_to where plan_id = $1 and via = $2 and unit_id is not null", Id, via);

    /// <summary>Sends a form of a page and follows nothing.</summary>
    public static async Task<string> DoAsync(HttpClient browser, string page, string form, string? to, params (string, string?)[] typed)
    {
        using var answer = await browser.SendAsync((await browser.PageAsync(page)).Form(form), to, typed);
        return answer.StatusCode == HttpStatusCode.Redirect ? answer.Headers.Location!.ToString()
            : throw new InvalidOperationException($"{page}: " + string.Join("\n", (await answer.PageAsync()).QuerySelectorAll(".note.late, .err").Select(one => one.Text())));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await app.DisposeAsync();
    }

    // A browser of our time drops cookies that ended before it.
    sealed class TimelessCookies : DelegatingHandler
    {
        readonly Dictionary<string, string> kept = new(StringComparer.Ordinal);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (kept.Count > 0) request.Headers.Add("Cookie", string.Join("; ", kept.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            var answer = await base.SendAsync(request, cancellationToken);
            foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
                if (set.Split(';')[0].Split('=', 2) is [var name, var value]) kept[name] = value;
            return answer;
        }
    }
}
