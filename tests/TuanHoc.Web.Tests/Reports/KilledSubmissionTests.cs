using System.Net;
using TuanHoc.Web.Platform;
using TuanHoc.Web.Tests.Platform;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>
/// kill -9 of the application, and of its server, at every step of a submission; then the same form is sent again, as a browser does that got no answer: exactly one effect.
/// The program has no hooks for this: the database holds it at the step, and the kill comes when it is seen waiting there.
/// </summary>
[Collection(Processes.Name)]
public sealed class KilledSubmissionTests(ReadyFolder ready) : IDisposable
{
    readonly string folder = ready.Copy();
    readonly CookieContainer cookies = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    DataPlace Place => DataPlace.Of(folder);

    [Fact]
    public async Task Killed_at_any_step_and_sent_again_a_submission_has_exactly_one_effect()
    {
        var (child, browser) = await Child.ServeAsync(folder, cookies);
        var (kills, effects) = (0, 0);
        try
        {
            var reports = new Queue<string>(await ManyReports.MakeAsync(Place, HeldStep.All.Count * 2, withBelow: 2));
            await browser.SignInAsync(ManyReports.Reporter);
            // The last sends up with what came from below it, which is written by the same statement.
            foreach (var step in (HeldStep[])[.. HeldStep.All, HeldStep.Below])
            {
                foreach (var server in new[] { false, true })
                {
                    var report = reports.Dequeue();
                    var form = (await browser.PageAsync(report)).Form(report).Filled(("news.amount", "14"), ("publications.amount", "120"));
                    await using var held = await step.HoldAsync(Place);
                    var first = AnswerAsync(browser, report, form);
                    await held.ReachedAsync(first, Cancel);
                    if (server) Child.KillServer(Place);
                    else await child.KillAsync();
                    kills++;
                    await held.LetGoAsync();
                    if (await first is { } answer) Assert.True(answer == HttpStatusCode.Redirect || server && answer == HttpStatusCode.ServiceUnavailable, $"{step.Name}: {answer}");
                    if (!server)
                    {
                        browser.Dispose();
                        child.Dispose();
                        (child, browser) = await Child.ServeAsync(folder, cookies);
                    }
                    await AgainAsync(browser, report, form);
                    var effect = await ManyReports.EffectAsync(Place, report);
                    effects += effect == "submitted 1 1 1 1 1" && await ManyReports.BelowAsync(Place, report) == (step == HeldStep.Below ? 1 : 0) ? 1 : 0;
                    TestContext.Current.TestOutputHelper?.WriteLine($"killed {(server ? "server" : "application")} at {step.Name}: {effect}");
                }
            }
            Assert.Equal(((HeldStep.All.Count + 1) * 2, (HeldStep.All.Count + 1) * 2), (kills, effects));
            var (code, output, errors) = await Child.RunAsync(["verify", "--data", folder]);
            Assert.True(code == 0, output + errors);
            Assert.Equal(0, await child.StopAsync());
        }
        finally
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"kills {kills}, effects {effects}");
            browser.Dispose();
            child.Dispose();
        }
    }

    /// <summary>What the post was answered; null when it never was.</summary>
    static async Task<HttpStatusCode?> AnswerAsync(HttpClient browser, string report, List<KeyValuePair<string, string>> form)
    {
        try
        {
            using var answer = await browser.PostAsync(report + "/submission", new FormUrlEncodedContent(form), Cancel);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    // As the page of an outage tells the browser: again in a moment.
    static async Task AgainAsync(HttpClient browser, string report, List<KeyValuePair<string, string>> form)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await AnswerAsync(browser, report, form);
            if (answer == HttpStatusCode.Redirect) return;
            Assert.True(answer is null or HttpStatusCode.ServiceUnavailable && tries < 300, $"sent again it answered {answer}");
            await Task.Delay(100, Cancel);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
