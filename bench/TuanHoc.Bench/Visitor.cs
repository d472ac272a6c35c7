using System.Net;
using System.Text.RegularExpressions;

namespace TuanHoc.Bench;

/// <summary>Someone at a browser: cookies, forms filled from the page's own fields, redirects seen.</summary>
sealed partial class Visitor : IDisposable
{
    // The most clients that ask as one person.
    const int MostConnections = 16;

    const int SignInsAtOnce = 4;

    readonly HttpClient client;

    Visitor(Uri address, int connections = MostConnections) => client = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false, MaxConnectionsPerServer = connections }) { BaseAddress = address };

    /// <summary>Visitors without an account, as many at once as this.</summary>
    public static Visitor Unknown(Uri address, int connections) => new(address, connections);

    /// <summary>Signs in through the form, with the token it carries.</summary>
    public static async Task<Visitor> SignInAsync(Uri address, string name)
    {
        var visitor = new Visitor(address);
        var token = Hidden(await visitor.client.GetStringAsync("/signin"))["__RequestVerificationToken"];
        using var answer = await visitor.PostAsync("/signin", new Dictionary<string, string>(StringComparer.Ordinal) { ["__RequestVerificationToken"] = token, ["back"] = "/", ["name"] = name, ["password"] = NationalData.Password });
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"{name} could not sign in: {answer.StatusCode}");
        return visitor;
    }

    /// <summary>Signs in many, a few at once: what a password's hash costs would keep all else waiting, other sign-ins too.</summary>
    public static async Task<Visitor[]> SignInAllAsync(Uri address, IReadOnlyList<string> names)
    {
        var visitors = new Visitor[names.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, names.Count), new ParallelOptions { MaxDegreeOfParallelism = SignInsAtOnce }, async (number, _) => visitors[number] = await SignInAsync(address, names[number]));
        return visitors;
    }

    public Task<string> ReadAsync(string path) => client.GetStringAsync(path);

    public Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> fields) => PostAsync(path, new FormUrlEncodedContent(fields));

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent content) => client.PostAsync(path, content);

    /// <summary>How a page or a file is answered, read to its last byte.</summary>
    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await client.GetAsync(path);
        return answer.StatusCode;
    }

    /// <summary>How many bytes a page is, and with everything it names: stylesheet, scripts, icons.</summary>
    public async Task<(double Alone, double All)> SizeAsync(string path)
    {
        double alone = (await BytesAsync(path)).Length;
        var all = alone;
        foreach (var asset in Asset().Matches(await ReadAsync(path)).Select(match => match.Groups["path"].Value).Distinct(StringComparer.Ordinal)) all += (await BytesAsync(asset)).Length;
        return (alone, all);
    }

    /// <summary>The answer as it comes over the wire: compressed, to the last byte.</summary>
    public async Task<byte[]> BytesAsync(string path)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { AcceptEncoding = { new("br"), new("gzip") } } };
        using var answer = await client.SendAsync(ask);
        return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsByteArrayAsync() : throw new InvalidOperationException($"{path}: {answer.StatusCode}");
    }

    /// <summary>The hidden fields of a page; of several forms, the last one's.</summary>
    public static Dictionary<string, string> Hidden(string page)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match input in Input().Matches(page))
            if (Name().Match(input.Value) is { Success: true } name) fields[name.Groups["name"].Value] = WebUtility.HtmlDecode(Value().Match(input.Value).Groups["value"].Value);
        return fields;
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Input();

    [GeneratedRegex(" name=\"(?<name>[^\"]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();

    [GeneratedRegex(" value=\"(?<value>[^\"]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Value();

    [GeneratedRegex("(href|src)=\"(?<path>/[^\"#]*\\.(css|js|svg|woff2|png|ico))(#[^\"]*)?\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Asset();
}
