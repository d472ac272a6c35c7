using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using TuanHoc.Web.Tests.Activities;

namespace TuanHoc.Web.Tests.Portal;

/// <summary>Who is there without anybody at the door with a list: by the code of the room, and by counting heads (LESSONS 31).</summary>
public sealed partial class RoomTests(ActivityWorld world) : IClassFixture<ActivityWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Who reads a form takes at least this long.
    static readonly TimeSpan Reading = TimeSpan.FromSeconds(3.2);

    [GeneratedRegex("/week/registrations/[0-9a-f]{48}")]
    private static partial Regex Link();

    static Guid Id(string path) => Guid.Parse(path.Split('/')[2], CultureInfo.InvariantCulture);

    /// <summary>An activity of a fresh unit that takes registrations, in the Week of 2090; its organiser and its path.</summary>
    async Task<(HttpClient Reporter, string Path)> OpenAsync()
    {
        var (reporter, unit) = await world.FreshAsync();
        using var made = await reporter.SendAsync((await reporter.PageAsync($"/activities/new?unit={unit}&year=2090")).Form("/activities"), null,
            ("kind", "class.other"), ("title", "Lớp làm đèn"), ("day", "01/10/2090"), ("from", "8:30"), ("to", "10:00"), ("place.0.name", "Nhà văn hóa"), ("forAll", "on"), ("about", "Ai cũng đến được."), ("seats", "50"), ("takes", "on"));
        var path = made.Headers.Location!.ToString();
        await world.Data.RunAsync("update activity set showing = 'public', showing_at = now(), showing_by = changed_by where id = $1", Id(path));
        return (reporter, path);
    }

    Task BeginAsync(string path) => world.Data.RunAsync("update activity set from_at = now() - interval '5 minutes', to_at = now() + interval '1 hour' where id = $1", Id(path));

    static async Task<string> RegisterAsync(HttpClient visitor, string path, int people)
    {
        var page = (await visitor.PageAsync($"/week{path}/registration")).Form($"/week{path}/registration");
        await Task.Delay(Reading, Cancel);
        using var done = await visitor.SendAsync(page, null, ("name", "Lò Thị Đến"), ("contact", $"{Guid.CreateVersion7():N}@thu.example"), ("people", people.ToString(CultureInfo.InvariantCulture)), ("children", "0"), ("consent", "1"));
        return Link().Match(done.Headers.Location!.ToString()).Value;
    }

    [Fact]
    public async Task Who_types_the_code_of_the_room_has_come_and_nobody_guesses_it()
    {
        var (organiser, path) = await OpenAsync();
        using var visitor = world.App.Visitor();
        var link = await RegisterAsync(visitor, path, 3);
        Assert.Null((await organiser.PageAsync(path + "/registrations/room")).QuerySelector(".code"));
        Assert.DoesNotContain((await visitor.PageAsync(link)).Forms, form => form.Action.EndsWith("/arrival", StringComparison.Ordinal));
        await BeginAsync(path);

        using (var shown = await organiser.GetAsync(path + "/registrations/room", Cancel)) Assert.InRange(int.Parse(shown.Headers.GetValues("Refresh").Single(), CultureInfo.InvariantCulture), 1, 30);
        var code = (await organiser.PageAsync(path + "/registrations/room")).QuerySelector(".code")!.TextContent;
        Assert.Matches("^[0-9]{6}$", code);
        // Another activity's room has another code.
        var (other, elsewhere) = await OpenAsync();
        await BeginAsync(elsewhere);
        var otherCode = (await other.PageAsync(elsewhere + "/registrations/room")).QuerySelector(".code")!.TextContent;
        Assert.NotEqual(code, otherCode);

        using (var wrong = await SayAsync(otherCode))
        {
            Assert.Equal(HttpStatusCode.Conflict, wrong.StatusCode);
            Assert.Contains("Mã chưa đúng hoặc đã đổi", await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
        using (var many = await SayAsync(code, "4")) Assert.Equal(HttpStatusCode.Conflict, many.StatusCode);
        using (var said = await SayAsync($"{code[..3]} {code[3..]}", "2")) Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        Assert.Contains("Đã ghi 2 người của bạn đến.", (await visitor.PageAsync(link)).Text(), StringComparison.Ordinal);
        // Said again, it stays as it was.
        using (var again = await SayAsync(code, "3")) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal((2, 1L), (await world.Data.ScalarAsync<int>("select arrived from registration where activity_id = $1", Id(path)), await world.Data.ScalarAsync<long>("select count(*) from audit where what = 'arrived' and detail ->> 'activity' = $1", Id(path).ToString())));
        Assert.Contains("2 đã vào", (await organiser.PageAsync(path + "/registrations/ticket")).Text(), StringComparison.Ordinal);

        for (var tries = 0; tries < 6; tries++) (await SayAsync("000000")).Dispose();
        using (var guessed = await SayAsync("000000")) Assert.Equal(HttpStatusCode.TooManyRequests, guessed.StatusCode);

        Task<HttpResponseMessage> SayAsync(string typed, string came = "3") => visitor.PostAsync(link + "/arrival", new FormUrlEncodedContent([new("code", typed), new("came", came)]), Cancel);
    }

    [Fact]
    public async Task Heads_are_counted_on_several_telephones_once_a_press_and_stand_in_the_results()
    {
        var (organiser, path) = await OpenAsync();
        Assert.Contains("từ ngày ấy mới đếm người đến", (await organiser.PageAsync(path + "/headcount")).Text(), StringComparison.Ordinal);
        using (var early = await PressAsync(Guid.CreateVersion7(), "1")) Assert.Equal(HttpStatusCode.BadRequest, early.StatusCode);
        await BeginAsync(path);

        var key = Guid.CreateVersion7();
        using (var one = await PressAsync(key, "1")) Assert.Equal("1", await one.Content.ReadAsStringAsync(Cancel));
        using (var twice = await PressAsync(key, "1")) Assert.Equal("1", await twice.Content.ReadAsStringAsync(Cancel));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await PressAsync(Guid.CreateVersion7(), "5")).Dispose()));
        using (var back = await PressAsync(Guid.CreateVersion7(), "-1")) Assert.Equal("40", await back.Content.ReadAsStringAsync(Cancel));
        foreach (var slip in (string[])["0", "5000", "nhiều"]) using (var refused = await PressAsync(Guid.CreateVersion7(), slip)) Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        // Without scripts the page is asked for again.
        var page = await organiser.PageAsync(path + "/headcount");
        using (var typed = await organiser.SendAsync(page.Forms.Single(form => form.QuerySelector("[name=typed]") is not null), null, ("typed", "12"))) Assert.Equal(path + "/headcount", typed.Headers.Location!.ToString());
        Assert.Equal("52", (await organiser.PageAsync(path + "/headcount")).QuerySelector("[data-count]")!.TextContent);

        using var visitor = world.App.Visitor();
        var results = await organiser.PageAsync(path);
        Assert.Equal("52", results.QuerySelector("input[name=people]")!.GetAttribute("value"));
        Assert.Contains("Đã đếm ở cửa 52 người", results.Text(), StringComparison.Ordinal);
        Assert.Equal(11L, await world.Data.ScalarAsync<long>("select count(*) from audit where what = 'headcount' and thing_id = $1", Id(path).ToString()));

        Task<HttpResponseMessage> PressAsync(Guid key, string people) => SendAsync(key, people);

        async Task<HttpResponseMessage> SendAsync(Guid press, string people)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path + "/headcount") { Content = new FormUrlEncodedContent([.. await organiser.TokenAsync(), new("key", press.ToString()), new("people", people)]) };
            request.Headers.Accept.ParseAdd("application/json");
            return await organiser.SendAsync(request, Cancel);
        }
    }
}
