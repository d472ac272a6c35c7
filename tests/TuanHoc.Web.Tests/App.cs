using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace TuanHoc.Web.Tests;

/// <summary>The application over one database, as a client over HTTP meets it.</summary>
public sealed class App(string connectionString, bool sample = false) : WebApplicationFactory<Program>
{
    /// <summary>A client that follows no redirect, so that a test sees each answer.</summary>
    public HttpClient Visitor() => CreateClient(new() { AllowAutoRedirect = false });

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseEnvironment("Development")
        .UseSetting("ConnectionStrings:TuanHoc", connectionString)
        .UseSetting("Sample", sample ? "true" : "false")
        // The test server has no limit of the size of a post to set, and would say so at each.
        .ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Routing.EndpointRoutingMiddleware", LogLevel.Error));
}
