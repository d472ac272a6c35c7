using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Npgsql;
using TuanHoc.Web.Messages;
using TuanHoc.Web.Plans.Issue;

namespace TuanHoc.Browser.Tests;

/// <summary>The application over sample data of its own, listening on the sample's last day, and the people who sit down before it.</summary>
public sealed class Desk(House house) : IAsyncLifetime
{
    readonly List<IBrowserContext> contexts = [];
    readonly ConcurrentQueue<string> complaints = [];
    readonly SampleClock clock = new();
    Application app = null!;

    /// <summary>What the pages wrote to the browser's console, threw, were forbidden to do or could not load.</summary>
    public IEnumerable<string> Complaints => complaints;

    public async ValueTask InitializeAsync()
    {
        app = new Application(await house.CopyAsync(), clock);
        app.UseKestrel(0);
        app.StartServer();
    }

    /// <summary>Goes to eight o'clock of a day after the sample's last; everybody signs in after that.</summary>
    public void GoTo(DateOnly day) => clock.GoTo(day);

    /// <summary>What else runs by itself in the background: plans in force are sent to those they concern, and people are told what happened.</summary>
    public async Task RunJobsAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DeliverPlans>().DeliverAsync(TestContext.Current.CancellationToken);
        await scope.ServiceProvider.GetRequiredService<FollowHappenings>().FollowAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A page of a new visitor, without a word of who it is.</summary>
    public async Task<IPage> VisitAsync(bool scripts = true, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await house.Browser.NewContextAsync(new()
        {
            BaseURL = app.ClientOptions.BaseAddress.ToString(),
            Locale = "vi-VN",
            TimezoneId = "Asia/Ho_Chi_Minh",
            JavaScriptEnabled = scripts,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = 900 },
        });
        contexts.Add(context);
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        Listen(page);
        return page;
    }

    /// <summary>A page of one of the sample people, signed in by the button that the sign-in page offers.</summary>
    public async Task<IPage> SitAsync(string person, bool scripts = true, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await VisitAsync(scripts, width, scheme);
        await page.GotoAsync("/signin");
        await page.Locator($"button[name=sample][value='{person}']").ClickAsync();
        await Assertions.Expect(page.Locator(".who")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>A service of the application.</summary>
    public T Service<T>() where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>One value out of the database.</summary>
    public async Task<T> AskAsync<T>(string sql)
    {
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>The path of the report that a sample person fills.</summary>
    public async Task<string> ReportOfAsync(string person) => "/reports/" + await AskAsync<Guid>(
        $"select r.id from report r join membership m on m.unit_id = r.unit_id and upper_inf(m.valid) join person p on p.id = m.person_id where p.user_name = '{person}'");

    /// <summary>The path of the sums of the unit that a sample person works for.</summary>
    public async Task<string> TotalsOfAsync(string person) => "/totals/2025/" + await AskAsync<long>(
        $"select m.unit_id from membership m join person p on p.id = m.person_id where p.user_name = '{person}' and upper_inf(m.valid)");

    sealed class Application(string connectionString, TimeProvider clock) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
            .UseEnvironment("Development")
            .UseSetting("ConnectionStrings:TuanHoc", connectionString)
            .UseSetting("Sample", "true")
            .UseSetting("Jobs", "false")
            .ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Routing.EndpointRoutingMiddleware", LogLevel.Error))
            .ConfigureTestServices(services =>
            {
                services.AddSingleton(clock);
                // The browser has the real time, and would throw away a cookie of last year.
                services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, cookie => cookie.TimeProvider = TimeProvider.System);
            });
    }

    /// <summary>Goes on from the moment where the sample data end: some have finished, some are late.</summary>
    sealed class SampleClock : TimeProvider
    {
        TimeSpan ago = Since(new(2025, 10, 22), new(17, 0));

        public void GoTo(DateOnly day) => ago = Since(day, new(8, 0));

        static TimeSpan Since(DateOnly day, TimeOnly time) => System.GetUtcNow() - new DateTimeOffset(day, time, TimeSpan.FromHours(7));

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - ago;
    }

    void Listen(IPage page)
    {
        // A page that answers 404 is told by the browser as well; only what pages load by themselves counts.
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) complaints.Enqueue($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Enqueue($"{page.Url}: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !response.Request.IsNavigationRequest) complaints.Enqueue($"{page.Url}: {response.Url} answered {response.Status}");
        };
    }

    public async ValueTask DisposeAsync()
    {
        // Pages first: an open stream keeps the application from stopping.
        foreach (var context in contexts) await context.DisposeAsync();
        if (app is not null) await app.DisposeAsync();
    }
}
