using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.WebEncoders;
using Npgsql;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform;
using TuanHoc.Web.Platform.Mail;
using TuanHoc.Web.Portal;

namespace TuanHoc.Web.Commands;

/// <summary>The application put together: the same for the server, for every verb and for the tests.</summary>
public static class Composition
{
    /// <summary>A builder that reads environment variables and "--key=value" settings; logs go to standard error, since standard output carries results alone.</summary>
    public static WebApplicationBuilder Builder(IEnumerable<string> settings)
    {
        string[] args = [.. settings];
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // The program's own folder, wherever it is started from, unless a test host names another.
            ContentRootPath = args.Any(a => a.StartsWith("--contentRoot=", StringComparison.OrdinalIgnoreCase)) ? null : AppContext.BaseDirectory,
        });
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);
        // Built but not published, the program has no folder of assets beside it: a manifest leads to them.
        builder.Logging.AddFilter("Microsoft.AspNetCore.StaticFiles", LogLevel.Error);
        // What fails in a request is told once, by the one handler of failures.
        foreach (var told in (string[])["Query", "Database", "Update"]) builder.Logging.AddFilter("Microsoft.EntityFrameworkCore." + told, LogLevel.Critical);
        // The keys lie in the database as they are: whoever reads it reads everything they protect.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        return builder;
    }

    /// <summary>The application over an open, migrated database, with its requests mapped; not yet listening.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, NpgsqlDataSource source)
    {
        var services = builder.Services;
        services.AddSingleton(source);
        services.AddSingleton(TimeProvider.System);
        services.AddDataProtection().SetApplicationName("tuanhoc");
        services.Configure<KeyManagementOptions>(o => o.XmlRepository = new DatabaseKeys(source));
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        // Pages are made anew each time: gzip makes them as small as brotli in a quarter of its time. Assets are compressed once, when published.
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.AddRequestLocalization(Languages.Offer);
        services.AddAntiforgery(o => o.Cookie.Name = "tuanhoc.form");
        services.AddSingleton(Smtp.Of(builder.Configuration));
        services.AddRooms();
        if (builder.Configuration.GetValue<bool>(Jobs.Setting)) services.AddScheduler();

        var app = builder.Build();
        app.UseMiddleware<Failures>();
        app.UsePortalCache();
        app.UseResponseCompression();
        app.UseSecurityHeaders();
        app.UseBlankAnswers();
        app.UseRouting();
        app.UseRequestLocalization();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseCurrentUser();
        app.UseDownloadLog();
        app.UseAntiforgery();
        app.UseForgeryRefusal();
        app.MapStaticAssets().ShortCircuit();
        app.MapGet("/health", Health.Show);
        app.MapRooms();
        return app;
    }

    /// <summary>Runs a verb over the data of a folder: beside a running tuanhoc on its server, else on one started for it and stopped again.</summary>
    /// <param name="folder">Null: the only one with data.</param>
    /// <param name="mustExist">What has no data is refused, not made.</param>
    public static async Task<int> WithDataAsync(string? folder, Func<IServiceProvider, IReadOnlyList<string>, Task<int>> run, CancellationToken cancel, bool mustExist = false)
    {
        var builder = Builder([]);
        var server = Server(builder);
        if (string.IsNullOrEmpty(server))
        {
            folder ??= Shared.Found();
            if (mustExist && !DataPlace.Of(folder).HasData) throw new Refusal($"Không có dữ liệu của TuanHoc trong {folder}.");
        }
        await using var data = await DataFolder.OpenSharedAsync(folder ?? "", server);
        var applied = await Migrator.MigrateAsync(data.Source);
        await using var app = Build(builder, data.Source);
        await RunAsync(Rooms.Directory, app.Services, cancel);
        return await run(app.Services, applied);
    }

    /// <summary>Whether the settings name a server, so that no folder is asked for data.</summary>
    public static bool NamesServer => !string.IsNullOrEmpty(Server(Builder([])));

    /// <summary>The server that the settings name; null or empty where ours is started.</summary>
    public static string? Server(WebApplicationBuilder builder) => builder.Configuration.GetConnectionString("TuanHoc");

    /// <summary>Runs steps in order, each with services of its own.</summary>
    public static async Task RunAsync(IEnumerable<Rooms.Step> steps, IServiceProvider services, CancellationToken cancel)
    {
        foreach (var step in steps)
        {
            cancel.ThrowIfCancellationRequested();
            await using var scope = services.CreateAsyncScope();
            await step(scope.ServiceProvider, cancel);
        }
    }
}
