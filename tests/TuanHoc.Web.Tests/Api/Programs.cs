using System.Text.RegularExpressions;

namespace TuanHoc.Web.Tests.Api;

/// <summary>Programs with a key of somebody, made on the page where that person makes it.</summary>
public static partial class Programs
{
    /// <summary>Makes a key, to read or also to write, and reads it off the page that shows it once.</summary>
    public static async Task<string> KeyAsync(this HttpClient browser, bool writes = false)
    {
        using var made = await browser.SendAsync((await browser.PageAsync("/me/tokens")).Form("/me/tokens"), to: null, ("name", "Phần mềm"), ("days", "30"), ("write", writes ? "1" : null));
        return Shown().Match(await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups["key"].Value;
    }

    /// <summary>A client that has no cookie, and the key.</summary>
    public static HttpClient Program(this App app, string key)
    {
        var program = app.Visitor();
        program.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return program;
    }

    [GeneratedRegex("data-token[^>]*>(?<key>[0-9a-f]+)<", RegexOptions.ExplicitCapture)]
    private static partial Regex Shown();
}
