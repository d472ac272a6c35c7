using System.Net;

namespace TuanHoc.Web.Tests.Platform;

public sealed class FailuresTests(Postgres postgres)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_forbids_scripts_from_elsewhere()
    {
        await using var app = new App(await postgres.CloneAsync());
        using var answer = await app.Visitor().GetAsync("/no-such-page", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.StartsWith("default-src 'self';", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
