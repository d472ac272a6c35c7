using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;

namespace TuanHoc.Web.Tests;

/// <summary>A letter as it arrived.</summary>
public sealed record Arrived(string To, string Text, string MessageId);

/// <summary>A mail server in this process, that takes letters over SMTP or refuses them.</summary>
public sealed partial class PostOffice : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource ended = new();
    readonly Task serving;

    public PostOffice()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public ConcurrentQueue<Arrived> Letters { get; } = [];

    /// <summary>What the server answers to an address; null takes the letter.</summary>
    public Func<string, string?> Refuses { get; set; } = _ => null;

    /// <summary>Whether it hangs up on whoever comes.</summary>
    public bool IsAway { get; set; }

    /// <summary>The application set to send through this office.</summary>
    public WebApplicationFactory<Program> Serve(App app) => app.WithWebHostBuilder(host => host
        .UseSetting("Smtp:Host", "127.0.0.1").UseSetting("Smtp:Port", ((IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture))
        .UseSetting("Smtp:Tls", "false").UseSetting("Smtp:From", "TuanHoc <tuanhoc@bo.example>"));

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Stop();
        await serving;
        ended.Dispose();
    }

    async Task ServeAsync()
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(ended.Token);
                if (!IsAway) await TalkAsync(client);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The other side went away, or the test is over.
            }
        }
    }

    async Task TalkAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 post office");
        var to = "";
        while (await reader.ReadLineAsync(ended.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "RCPT")
            {
                to = Bracketed().Match(line).Groups["address"].Value;
                await writer.WriteLineAsync(Refuses(to) ?? "250 ok");
            }
            else if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                Letters.Enqueue(Read(to, await UntilDotAsync(reader)));
                await writer.WriteLineAsync("250 taken");
            }
            else if (verb == "QUIT")
            {
                await writer.WriteLineAsync("221 bye");
                return;
            }
            else await writer.WriteLineAsync("250 ok");
        }
    }

    async Task<string> UntilDotAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(ended.Token) is { } line and not ".") text.AppendLine(line);
        return text.ToString();
    }

    static Arrived Read(string to, string raw)
    {
        var parts = raw.ReplaceLineEndings("\n").Split("\n\n", 2);
        var text = parts[0].Contains("base64", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(Convert.FromBase64String(parts[1])) : parts[1];
        return new(to, text, parts[0].Split('\n').Single(line => line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)).Split(':', 2)[1].Trim());
    }

    [GeneratedRegex("<(?<address>[^>]*)>", RegexOptions.ExplicitCapture)]
    private static partial Regex Bracketed();
}
