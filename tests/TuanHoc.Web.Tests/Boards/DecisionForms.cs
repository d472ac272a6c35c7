using System.Net;
using AngleSharp.Dom;
using TuanHoc.Web.Boards.Changes;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>How an administrator enters a decision that changes units: the form written, looked at, and carried out.</summary>
static class DecisionForms
{
    public static (string, string)[] Paper(string onDay, params (string, string)[] more) =>
        [("number", "12/NQ-HĐND"), ("issuer", "Hội đồng nhân dân tỉnh"), ("signedOn", "20/12/2025"), ("onDay", onDay), .. more];

    /// <summary>Fills the form of a page and presses one of its buttons; where the answer leads elsewhere, that page.</summary>
    public static async Task<HttpResponseMessage> SubmitChangeAsync(this HttpClient by, IDocument page, string path, (string Field, string Value)[] typed, string step, (string Name, byte[] Content)? file = null)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in page.Form(path).Filled([.. typed.Select(field => (field.Field, (string?)field.Value))]).Where(field => field.Key is not ("step" or "file"))) content.Add(new StringContent(value), name);
        content.Add(new StringContent(step), "step");
        if (file is { } chosen) content.Add(new ByteArrayContent(chosen.Content), "file", chosen.Name);
        var answer = await by.PostAsync(path, content, TestContext.Current.CancellationToken);
        return answer.StatusCode == HttpStatusCode.Redirect ? await by.GetAsync(answer.Headers.Location, TestContext.Current.CancellationToken) : answer;
    }

    /// <summary>The page that shows what a decision would do.</summary>
    public static async Task<IDocument> PreviewAsync(this HttpClient by, string path, params (string Field, string Value)[] typed)
    {
        // The parts of units below are asked for once it is known what is divided.
        var choices = Array.FindAll(typed, field => ChangeSteps.IsChoice(field.Field));
        var looked = await (await by.SubmitChangeAsync(await by.PageAsync(path), path, [.. typed.Except(choices)], "preview")).PageAsync();
        if (choices.Length > 0) looked = await (await by.SubmitChangeAsync(looked, path, choices, "preview")).PageAsync();
        Assert.True(looked.QuerySelector("[name=seen]") is not null, looked.QuerySelector("main")!.TextContent);
        return looked;
    }

    /// <summary>Writes the form, looks at it and carries it out; returns the page of the decision.</summary>
    public static async Task<IDocument> DecideAsync(this HttpClient by, string path, params (string Field, string Value)[] typed) =>
        await (await by.SubmitChangeAsync(await by.PreviewAsync(path, typed), path, [], "apply")).PageAsync();
}
