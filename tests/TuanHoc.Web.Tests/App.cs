using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TuanHoc.Web.Tests;

/// <summary>The application over one database, as a client over HTTP meets it.</summary>
public sealed class App(string connectionString, bool sample = false, bool jobs = false) : WebApplicationFactory<Program>
{
    /// <summary>From where every client comes.</summary>
    public const string Address = "203.0.113.7";

    /// <summary>Hashing is slow on purpose, and thousands sign in here; how slow is seen by the tests of passwords.</summary>
    public const int Iterations = 1000;

    /// <summary>A client that follows no redirect, so that a test sees each answer.</summary>
    public HttpClient Visitor() => CreateClient(new() { AllowAutoRedirect = false });

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseEnvironment("Development")
        .UseSetting("ConnectionStrings:TuanHoc", connectionString)
        .UseSetting("Sample", sample ? "true" : "false")
        .UseSetting("Jobs", jobs ? "true" : "false")
        // All of them come from one address.
        .UseSetting("Seats:PerMinute", "100000")
        .ConfigureServices(services => services.AddSingleton<IStartupFilter, FromAddress>())
        .ConfigureTestServices(services => services.Configure<PasswordHasherOptions>(o => o.IterationCount = Iterations))
        // The test server has no limit of the size of a post to set, and would say so at each.
        .ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Routing.EndpointRoutingMiddleware", LogLevel.Error));

    // The test server has no network beneath it.
    sealed class FromAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, go) =>
            {
                http.Connection.RemoteIpAddress ??= IPAddress.Parse(Address);
                return go(http);
            });
            next(app);
        };
    }
}
