using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using DocumentFormat.OpenXml.Packaging;
using TuanHoc.Core.Tests.Pictures;
using static TuanHoc.Web.Tests.Plans.IssuedWorld;

namespace TuanHoc.Web.Tests.Plans;

/// <summary>The plans that were really issued, each run from end to end as of its own date on the units of its time. What of them could not be run stands in docs/plans.md, in these words.</summary>
public sealed class IssuedPlansTests(Postgres postgres)
{
    readonly List<string> notRun = [];

    [Fact]
    public async Task Each_plan_is_run_from_end_to_end_on_the_units_of_its_time()
    {
        var shared = System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, "..", "shared", "plans"));
        Assert.SkipWhen(!Directory.Exists(shared), $"The issued plans are not in {shared}.");
        foreach (var plan in IssuedPlan.All)
        {
            await using var world = await MakeAsync(postgres, plan);
            await world.BringAsync(await File.ReadAllBytesAsync(System.IO.Path.Combine(shared, plan.File + ".txt"), Cancel));
            await RunAsync(world, plan);
        }
        var output = TestContext.Current.TestOutputHelper!;
        foreach (var line in notRun) output.WriteLine(line);
        var listed = (await File.ReadAllLinesAsync(System.IO.Path.Combine(Repository.Root, "docs", "plans.md"), Cancel)).Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line[2..]);
        Assert.Equal(notRun, listed);
    }

    async Task RunAsync(IssuedWorld world, IssuedPlan plan)
    {
        // Tasks are with units of the time.
        var below = await world.BelowAsync();
        Assert.Equal(plan.Below, below.Length);
        Assert.True(await world.FewestTasksAsync(below) > 0, "everybody below has something to do");
        var standing = world.Bodies[plan.Bodies.Single(body => body.IsStanding).Name];
        Assert.True(await world.FewestTasksAsync([standing]) > 0, "the standing agency has something to do");
        notRun.AddRange((await world.NobodyAsync()).Select(name => $"{plan.File}: không giao được cho đơn vị nào: {name}"));
        notRun.AddRange((await world.PartlyAsync()).Select(said => $"{plan.File}: chỉ giao được cho {said}"));
        notRun.AddRange((await world.UnaskedAsync()).Select(said => $"{plan.File}: ngày hẹn không thành nhiệm vụ của ai: {said}"));
        notRun.AddRange((await world.UnsentAsync()).Select(line => $"{plan.File}: nơi nhận gửi bằng cách khác: {line}"));

        // Reports are owed as the plan orders them.
        var parts = string.Join('+', (string[])[.. plan.Form is null ? Array.Empty<string>() : ["figures"], "narrative", .. plan.Pictures ? ["pictures"] : Array.Empty<string>()]);
        foreach (var asked in below.Concat(world.Bodies.Values.Where(body => body != standing))) Assert.Equal($"{world.Issuer} {plan.Due:yyyy-MM-dd} {parts}", await world.OwesAsync(asked));
        Assert.Equal([standing], await world.GoToAsync(via: true));
        Assert.Equal(plan.IsSentAbove ? [world.Issuer, world.Above!.Value] : [world.Issuer], (await world.GoToAsync(via: false)).OrderBy(unit => unit != world.Issuer));

        await CeremonyAsync(world, plan);
        var (unit, sessions, people) = (below[0], 3, 90);
        using var reporter = await world.SomeoneAsync(unit, "reporter");
        await HeldAsync(world, plan, reporter, unit, "class.informatics", "Lớp tin học cho cán bộ xã, phường", ("sessions", sessions.ToString(CultureInfo.InvariantCulture)), ("people", people.ToString(CultureInfo.InvariantCulture)));
        await ReportAsync(world, plan, reporter, unit, sessions, people);
        await ConsolidatedAsync(world, plan, unit, people);
    }

    static async Task CeremonyAsync(IssuedWorld world, IssuedPlan plan)
    {
        using var keeper = await world.SomeoneAsync(world.Issuer, "coordinator");
        var offered = (await keeper.PageAsync($"/activities?year={plan.Day.Year}")).QuerySelector(".note.offer a")?.GetAttribute("href");
        Assert.True(offered is not null, $"{plan.File}: the ceremony of the plan is offered");
        var at = plan.Ceremony;
        // Told by the plan; only where it says none is the hour or the place typed.
        var form = await keeper.PageAsync(offered);
        Assert.Equal(DateOnly.FromDateTime(at).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), form.GetElementById("day")!.GetAttribute("value"));
        (string, string?)[] typed = [.. at.Hour == 0 ? [("from", "8h00")] : Array.Empty<(string, string?)>(), .. form.GetElementById("place.0.name")!.GetAttribute("value") is { Length: > 0 } ? [] : ((string, string?)[])[("place.0.name", "Hội trường")]];
        var path = await DoAsync(keeper, offered, "/activities", null, typed);
        world.Go(DateOnly.FromDateTime(at), 18);
        using var later = await world.SomeoneAsync(world.Issuer, "coordinator");
        Assert.Equal(path, await DoAsync(later, path, path + "/results", null, ("people", "250")));
    }

    static async Task HeldAsync(IssuedWorld world, IssuedPlan plan, HttpClient browser, long unit, string kind, string title, params (string, string?)[] results)
    {
        var day = plan.Week.First.AddDays(5);
        var path = await DoAsync(browser, $"/activities/new?unit={unit}&year={plan.Day.Year}&kind={kind}", "/activities", null, ("title", title), ("day", day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)), ("from", "8h00"), ("place.0.name", "Trung tâm học tập cộng đồng"));
        world.Go(day, 18);
        await DoAsync(browser, path, path + "/results", null, results);
    }

    static async Task ReportAsync(IssuedWorld world, IssuedPlan plan, HttpClient reporter, long unit, int sessions, int people)
    {
        world.Go(plan.Week.Last);
        using var later = await world.SomeoneAsync(unit, "reporter");
        var report = await world.Data.ReportAsync(world.Edition, unit);
        var page = await later.PageAsync(report);
        (string, string?)[] figures = [];
        if (plan.Form is not null)
        {
            // The class fills its cells.
            Assert.Equal($"{people}", page.QuerySelector("button[name=take][value='classes.informatics.people']")?.TextContent);
            figures = [("classes.informatics.sessions", $"{sessions}"), ("classes.informatics.people", $"{people}")];
            await DoAsync(later, report, report, null, figures);
        }
        await DoAsync(later, report + "?tab=narrative", report, null, ("leadership", "Đã ban hành kế hoạch, giao các đơn vị thực hiện."));
        if (plan.Pictures) await PictureAsync(later, report);
        await DoAsync(later, report + "?tab=narrative", report, report + "/submission");
        using var receiver = await world.SomeoneAsync(world.Issuer, "coordinator");
        // Who stands on the way reads it, who asked for it accepts it.
        using var via = await world.SomeoneAsync(world.Bodies[plan.Bodies.Single(body => body.IsStanding).Name], "coordinator");
        using (var read = await via.GetAsync(report, Cancel)) Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        await DoAsync(receiver, report, report + "/acceptance", null);
        Assert.Equal("accepted", await world.Data.ScalarAsync<string>("select state from report where edition_id = $1 and unit_id = $2", world.Edition.Id, unit));
    }

    static async Task PictureAsync(HttpClient browser, string report)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in (await browser.PageAsync(report + "?tab=pictures")).Form(report + "/pictures").Filled(("picture", null), ("caption", "Lớp tin học"))) content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(DrawnPictures.Png()), "picture", "anh.png");
        using var added = await browser.PostAsync(report + "/pictures", content, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
    }

    static async Task ConsolidatedAsync(IssuedWorld world, IssuedPlan plan, long unit, int people)
    {
        using var receiver = await world.SomeoneAsync(world.Issuer, "coordinator");
        var name = await world.Data.ScalarAsync<string>("select name from unit_version where unit_id = $1 and valid @> $2::date", unit, plan.Day);
        for (var wait = 0; ; wait++)
        {
            using var answer = await receiver.GetAsync($"/totals/{plan.Day.Year}/{world.Issuer}/report.docx", Cancel);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                using var word = WordprocessingDocument.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Cancel)), isEditable: false);
                var text = word.MainDocumentPart!.Document!.Body!.InnerText;
                Assert.Contains($"năm {plan.Day.Year}", text, StringComparison.Ordinal);
                if (plan.Form is not null ? text.Contains($"{people} lượt người", StringComparison.Ordinal) : text.Contains("1 trong", StringComparison.Ordinal) || text.Contains("1/", StringComparison.Ordinal)) return;
                Assert.True(wait < 100, $"{name}: {text}");
            }
            Assert.True(wait < 200, answer.StatusCode.ToString());
            await Task.Delay(100, Cancel);
        }
    }
}
