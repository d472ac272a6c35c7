using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Plans.Issue;
using TuanHoc.Web.Tests.Messages;
using static TuanHoc.Web.Tests.Plans.Writing.WritingWorld;

namespace TuanHoc.Web.Tests.Plans.Issue;

/// <summary>What an official does from "Soạn kế hoạch" to the plan that is in force, through the pages alone.</summary>
static class PlanHands
{
    public const string Communes = "Ủy ban nhân dân các xã, phường";

    public static async Task<string> BeginAsync(HttpClient writer, IDocument choices, string? from = null)
    {
        using var begun = await writer.SendAsync(choices.Form("/plans/new"), null, from is null ? [] : [("from", from)]);
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        return begun.Headers.Location!.ToString();
    }

    public static Task WriteAsync(HttpClient writer, IDocument page, (string, string?)[] typed, params (string What, string Bound, string Date)[] deadlines) => WriteAsync(writer, page, typed, Communes, deadlines);

    /// <summary>Types what every document needs, and rows of deadlines of one body after those that are there.</summary>
    public static async Task WriteAsync(HttpClient writer, IDocument page, (string, string?)[] typed, string who, params (string What, string Bound, string Date)[] deadlines)
    {
        var first = Deadlines(page).Count();
        foreach (var _ in deadlines) page = await (await PressAsync(writer, page, "add:deadlines")).PageAsync();
        (string, string?)[] all = [("signature.0.name", "Nguyễn Văn Mẫu"), .. typed, .. deadlines.SelectMany((d, i) =>
            ((string, string?)[])[($"deadlines.{first + i}.what", d.What), ($"deadlines.{first + i}.bound", d.Bound), ($"deadlines.{first + i}.date", d.Date), ($"deadlines.{first + i}.who", who)])];
        using var saved = await PressAsync(writer, page, "save", all);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
    }

    /// <summary>Issues it, and has it told to the units it goes to, as the job does.</summary>
    public static async Task IssueAsync(this MessageWorld world, HttpClient writer, string path, string number, string day)
    {
        using (var issued = await writer.IssueAsync(path, number, day))
            Assert.True(issued.StatusCode == HttpStatusCode.Redirect, issued.StatusCode == HttpStatusCode.Redirect ? "" : (await issued.PageAsync()).QuerySelector("main")!.Said());
        await using var scope = world.Serving.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DeliverPlans>().DeliverAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The deadlines of a draft as its fields have them: "Plan 15/09/2036 By".</summary>
    public static IEnumerable<string> Deadlines(IDocument page) => page.QuerySelectorAll<IHtmlSelectElement>("select[name^='deadlines.'][name$='.what']").Select((what, i) => $"{what.Value} {Value(page, $"deadlines.{i}.date")} {(Value(page, $"deadlines.{i}.bound") is { Length: > 0 } bound ? bound : "By")}");
}
