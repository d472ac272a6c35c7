using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using TuanHoc.Web.Data;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Commands;

/// <summary>"tuanhoc serve": the web application, with its own PostgreSQL unless a connection string names another.</summary>
public static class Serve
{
    public static Command Verb()
    {
        var folder = Shared.Named(new Option<string?>("--data") { Description = "Thư mục dữ liệu (mặc định data; data/sample với --sample; data/real với --fresh)." });
        var urls = new Option<string?>("--urls") { Description = "Địa chỉ nghe (mặc định http://localhost:8080).", HelpName = "ĐỊA-CHỈ" };
        urls.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => !AreUrls(token.Value))) result.AddError("--urls cần địa chỉ như http://localhost:8080.");
        });
        var sample = new Option<bool>("--sample") { Description = "Nạp dữ liệu mẫu; trang đăng nhập liệt kê người mẫu." };
        var fresh = new Option<bool>("--fresh") { Description = "Dùng thật: không dữ liệu mẫu, in liên kết tạo người quản trị đầu tiên." };
        var verb = new Command("serve", "Chạy ứng dụng web (lệnh mặc định). Cấu hình thêm bằng --khóa=giá-trị hoặc biến môi trường, ví dụ ConnectionStrings__TuanHoc.") { folder, urls, sample, fresh };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.Validators.Add(result =>
        {
            if (result.GetValue(sample) && result.GetValue(fresh)) result.AddError("--sample và --fresh loại trừ nhau.");
        });
        verb.SetAction(async (parsed, cancel) =>
        {
            if (parsed.UnmatchedTokens.FirstOrDefault(t => !t.StartsWith("--", StringComparison.Ordinal) || !t.Contains('=', StringComparison.Ordinal)) is { } stray)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"Không hiểu: {stray}. Xem: tuanhoc serve --help");
                return 2;
            }
            var settings = parsed.UnmatchedTokens.ToList();
            if (parsed.GetValue(sample)) settings.Add("--Sample=true");
            if (parsed.GetValue(urls) is { } address) settings.Add("--urls=" + address);
            var place = parsed.GetValue(folder) ?? (parsed.GetValue(sample) ? "data/sample" : parsed.GetValue(fresh) ? "data/real" : "data");
            return await RunAsync(place, settings, cancel);
        });
        return verb;
    }

    static bool AreUrls(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } all && Array.TrueForAll(all, IsUrl);

    static bool IsUrl(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http" or "https", PathBase.Length: 0, Port: >= 0 and <= 65535 };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    static async Task<int> RunAsync(string folder, IEnumerable<string> settings, CancellationToken cancel)
    {
        var builder = Composition.Builder(settings);
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls("http://localhost:8080");
        else if (!AreUrls(builder.Configuration["urls"]!)) throw new Refusal($"Địa chỉ nghe không đúng: {builder.Configuration["urls"]}. Ví dụ: http://localhost:8080");
        builder.Configuration[Jobs.Setting] ??= "true";
        // Why it does not start is the command line's to say, in one line; what stops it later is the log's.
        var listens = false;
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => listens && level >= LogLevel.Error);
        await using var data = await DataFolder.OpenAsync(folder, Composition.Server(builder));
        await Migrator.MigrateAsync(data.Source);
        if (data.Disk is { } disk) builder.Services.AddSingleton(disk);
        await using var app = Composition.Build(builder, data.Source);
        await Composition.RunAsync(Rooms.Directory, app.Services, cancel);
        if (builder.Configuration.GetValue<bool>("Sample")) await Composition.RunAsync(Rooms.Samples, app.Services, cancel);
        await ListenAsync(app, cancel);
        listens = true;
        try
        {
            await AnnounceAsync(app, cancel);
            await app.WaitForShutdownAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Told to stop before it had finished saying that it runs.
        }
        return 0;
    }

    static async Task ListenAsync(WebApplication app, CancellationToken cancel)
    {
        var urls = app.Configuration["urls"] ?? "http://localhost:8080";
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new Refusal($"Cổng của {urls} đang bị chương trình khác dùng. Hãy dừng nó, hoặc chọn cổng khác: ./start --port 8081, hay --urls http://localhost:8081.", e);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            throw new Refusal($"Không nghe được ở {urls}: {e.Message}", e);
        }
    }

    static async Task AnnounceAsync(WebApplication app, CancellationToken cancel)
    {
        // Under a test host nothing listens.
        if (app.Urls.FirstOrDefault() is not { } address) return;
        var greeting = await GreetAsync(app.Services, address, cancel);
        Console.WriteLine($"TuanHoc đang chạy tại {address}");
        foreach (var line in greeting) Console.WriteLine(line);
    }

    // The application listens already: a database that goes away now is waited for, like in any request.
    static async Task<IReadOnlyList<string>> GreetAsync(IServiceProvider services, string address, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await using var scope = services.CreateAsyncScope();
                return await Rooms.GreetAsync(scope.ServiceProvider, address, cancel);
            }
            catch (Exception e) when (Failures.IsOutage(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancel);
            }
        }
    }
}
