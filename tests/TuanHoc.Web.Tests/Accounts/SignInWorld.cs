using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TuanHoc.Web.Accounts;

namespace TuanHoc.Web.Tests.Accounts;

/// <summary>The application over a database of its own, with a clock that can be set, clients at addresses of their own, and a count of the passwords that were hashed.</summary>
public sealed class SignInWorld(Postgres postgres) : IAsyncLifetime
{
    App app = null!;
    WebApplicationFactory<Program> host = null!;

    public TestData Data { get; private set; } = null!;

    public TestClock Clock { get; } = new();

    /// <summary>How many passwords were held against a hash.</summary>
    public int Verified => verified;

    int verified;

    public async ValueTask InitializeAsync()
    {
        app = new App(await postgres.CloneAsync(), sample: IsSample);
        Data = new TestData(app);
        host = app.WithWebHostBuilder(builder => builder.UseSetting("SecondFactor:GraceDays", "14").ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.AddSingleton<IStartupFilter>(new AddressOfHeader());
            // As in earnest.
            services.Configure<PasswordHasherOptions>(o => o.IterationCount = PersonPasswordHasher.Iterations);
            services.AddScoped<IPasswordHasher<Person>>(provider => new CountingHasher(this, provider.GetRequiredService<IOptions<PasswordHasherOptions>>()));
        }));
    }

    public bool IsSample { get; init; }

    public IServiceProvider Services => host.Services;

    /// <summary>A browser nobody has used, at a network address.</summary>
    public HttpClient Visitor(string address = "203.0.113.7", string agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36")
    {
        var browser = host.CreateClient(new() { AllowAutoRedirect = false });
        browser.DefaultRequestHeaders.Add(AddressOfHeader.Name, address);
        browser.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
        return browser;
    }

    public async Task<HttpClient> BrowserAsync(string name, string address = "203.0.113.7")
    {
        var browser = Visitor(address);
        await browser.SignInAsync(name);
        return browser;
    }

    /// <summary>What the sign-in answers to a name and a password.</summary>
    public static async Task<HttpResponseMessage> TryAsync(HttpClient browser, string name, string password)
    {
        var form = (await browser.PageAsync("/signin")).Forms.First(form => form.Elements["password"] is not null);
        return await browser.SendAsync(form, "/signin", ("name", name), ("password", password));
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        await app.DisposeAsync();
    }

    sealed class CountingHasher(SignInWorld world, IOptions<PasswordHasherOptions> options) : IPasswordHasher<Person>
    {
        readonly PersonPasswordHasher hasher = new(options);

        public string HashPassword(Person user, string password) => hasher.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref world.verified);
            return hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    sealed class AddressOfHeader : IStartupFilter
    {
        public const string Name = "Test-Address";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, then) =>
            {
                http.Connection.RemoteIpAddress = IPAddress.Parse(http.Request.Headers[Name].ToString());
                return then(http);
            });
            next(app);
        };
    }
}

/// <summary>The real time, set forward by what a test passes.</summary>
public sealed class TestClock : TimeProvider
{
    TimeSpan ahead;

    public void Pass(TimeSpan time) => ahead += time;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
