using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace TuanHoc.Web.Tests;

/// <summary>Pages and forms as a browser without scripts has them: a form is filled from the page's own HTML, so that a broken form fails its test.</summary>
public static class Browse
{
    public static async Task<IDocument> PageAsync(this HttpClient browser, string url)
    {
        using var response = await browser.GetAsync(url, TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"GET {url} answered {(int)response.StatusCode}");
        return await response.PageAsync();
    }

    public static async Task<IDocument> PageAsync(this HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return await BrowsingContext.New().OpenAsync(page => page.Content(html).Address(response.RequestMessage!.RequestUri!.ToString()), TestContext.Current.CancellationToken);
    }

    /// <summary>The form of a page that posts to this path.</summary>
    public static IHtmlFormElement Form(this IDocument page, string path) =>
        page.Forms.FirstOrDefault(form => form.Method == "post" && new Uri(form.Action).AbsolutePath == path) ?? throw new InvalidOperationException($"no form on {page.Url} posts to {path}");

    /// <summary>What the form would send, with some fields typed over; a null takes the field out.</summary>
    public static List<KeyValuePair<string, string>> Filled(this IHtmlFormElement form, params (string Name, string? Value)[] typed)
    {
        foreach (var (name, value) in typed.Where(field => field.Value is not null))
            Assert.True(form.Elements.Any(element => element.GetAttribute("name") == name), $"the form has no field {name}");
        return [.. from element in form.Elements
                   let name = element.GetAttribute("name")
                   where name is not null && typed.All(field => field.Name != name)
                   let value = Value(element)
                   where value is not null
                   select KeyValuePair.Create(name, value),
                .. from field in typed where field.Value is not null select KeyValuePair.Create(field.Name, field.Value)];
    }

    /// <summary>Presses the form's first button, or the one that posts to <paramref name="to"/>.</summary>
    public static Task<HttpResponseMessage> SendAsync(this HttpClient browser, IHtmlFormElement form, string? to = null, params (string Name, string? Value)[] typed) =>
        browser.PostAsync(to ?? new Uri(form.Action).PathAndQuery, new FormUrlEncodedContent(form.Filled(typed)), TestContext.Current.CancellationToken);

    /// <summary>The token alone, as a form with it would send it, for a post that no form on the person's pages makes. "/signin" has it for whoever has not signed in.</summary>
    public static async Task<List<KeyValuePair<string, string>>> TokenAsync(this HttpClient browser, string from = "/me") =>
        (await browser.PageAsync(from)).Form(from == "/me" ? "/signout" : from).Filled().FindAll(field => field.Key.StartsWith("__", StringComparison.Ordinal));

    public static async Task SignInAsync(this HttpClient browser, string name)
    {
        var form = (await browser.PageAsync("/signin")).Forms.First(form => form.Elements["password"] is not null);
        using var response = await browser.SendAsync(form, "/signin", ("name", name), ("password", TestData.Password));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    /// <summary>All that a reader reads, blanks collapsed.</summary>
    public static string Text(this INode node) => string.Join(' ', ((node as IDocument)?.DocumentElement ?? node).TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    static string? Value(IElement element) => element switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? box.Value : null,
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement text => text.Value,
        IHtmlSelectElement select => select.Value,
        _ => null,
    };
}
