using System.Diagnostics;
using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using TuanHoc.Core.Tests.Pictures;

namespace TuanHoc.Web.Tests.Activities;

/// <summary>The pictures of an activity: added by its unit, shown to everybody only with consent said, gone from the portal in one step.</summary>
public sealed class ActivityPictureTests(ActivityWorld world) : IClassFixture<ActivityWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static byte[] Telephone => DrawnPictures.Jpeg(24, 16, DrawnPictures.Exif(6, little: true));

    static Guid Id(string path) => Guid.Parse(path.Split('/')[2], CultureInfo.InvariantCulture);

    static async Task<HttpResponseMessage> AddAsync(HttpClient reporter, string path, byte[][] files, string consent = "nobody", string audience = "public", byte[]? small = null, HttpClient? by = null)
    {
        var form = (await reporter.PageAsync(path + "/pictures")).Form(path + "/pictures");
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in form.Filled(("picture", null), ("caption", "Các em đọc sách"), ("consent", consent), ("audience", audience))) content.Add(new StringContent(value), name);
        foreach (var file in files) content.Add(new ByteArrayContent(file), "picture", "anh.jpg");
        if (small is not null) content.Add(new ByteArrayContent(small), "small", "anh.jpg");
        return await (by ?? reporter).PostAsync(path + "/pictures", content, Cancel);
    }

    Task<long> CountAsync(string path) => world.Data.ScalarAsync<long>("select count(*) from activity_picture where activity_id = $1", Id(path));

    Task<string> StepsAsync(string path) => world.Data.ScalarAsync<string>("select coalesce(string_agg(what, ' ' order by id), '') from audit where thing = 'activity-picture' and detail ->> 'activity' = $1::text", Id(path));

    async Task<(HttpClient Reporter, long Unit, string Path)> ShownAsync()
    {
        var (reporter, unit) = await world.FreshAsync();
        var path = await ActivityWorld.RecordAsync(reporter, unit);
        await world.Data.RunAsync("update activity set about = 'Ai cũng đến được.', showing = 'public', showing_at = now(), showing_by = changed_by where id = $1", Id(path));
        return (reporter, unit, path);
    }

    static async Task PressAsync(HttpClient browser, string path, string to, params (string Name, string? Value)[] typed)
    {
        using var done = await browser.PostAsync(to, new FormUrlEncodedContent([.. await browser.TokenAsync(path + "/pictures"), .. typed.Select(one => KeyValuePair.Create(one.Name, one.Value ?? ""))]), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
    }

    [Fact]
    public async Task A_public_picture_stands_small_on_the_portal_without_its_place_and_is_gone_in_one_step()
    {
        var (reporter, _, path) = await ShownAsync();
        using var coordinator = await world.PersonAsync(world.Province, "coordinator", "Lò Văn Điều");
        using var visitor = world.App.Visitor();
        using (var added = await AddAsync(reporter, path, [Telephone], small: DrawnPictures.Png(6, 4))) Assert.Equal(path + "/pictures?done=pictured", added.Headers.Location!.ToString());

        var shown = (await visitor.PageAsync("/week" + path)).QuerySelector(".shots img")!;
        Assert.Equal(("Các em đọc sách", "lazy", "16", "24"), (shown.GetAttribute("alt"), shown.GetAttribute("loading"), shown.GetAttribute("width"), shown.GetAttribute("height")));
        using (var small = await visitor.GetAsync(shown.GetAttribute("src"), Cancel))
        {
            Assert.Equal("image/png", small.Content.Headers.ContentType!.ToString());
            Assert.True(small.Headers.CacheControl!.NoCache);
        }
        var whole = shown.ParentElement!.GetAttribute("href")!;
        using (var file = await visitor.GetAsync(whole, Cancel))
        {
            Assert.Equal("image/jpeg", file.Content.Headers.ContentType!.ToString());
            Assert.True((await file.Content.ReadAsByteArrayAsync(Cancel)).AsSpan().IndexOf("GPS"u8) < 0, "the place is gone");
        }

        // Who answers for the unit takes it down with one button; pages that are kept show it five seconds more at most.
        var press = (await coordinator.PageAsync(path + "/pictures")).QuerySelectorAll("form").Single(form => form.GetAttribute("action")!.EndsWith("/takedown", StringComparison.Ordinal));
        var began = Stopwatch.GetTimestamp();
        using (var down = await coordinator.SendAsync((AngleSharp.Html.Dom.IHtmlFormElement)press)) Assert.Equal(path + "/pictures?done=taken-down", down.Headers.Location!.ToString());
        while (true)
        {
            using var file = await visitor.GetAsync(whole, Cancel);
            using var small = await visitor.GetAsync(whole + "/small", Cancel);
            var page = await visitor.PageAsync("/week" + path);
            if (file.StatusCode == HttpStatusCode.NotFound && small.StatusCode == HttpStatusCode.NotFound && page.QuerySelector(".shots") is null) break;
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(5), "it still stands after five seconds");
            await Task.Delay(100, Cancel);
        }

        // The unit does not show it again by itself.
        var picture = whole["/week".Length..];
        using (var again = await reporter.SendAsync((await reporter.PageAsync(path + "/pictures")).Form(picture), null, ("consent", "given"), ("audience", "public")))
        {
            Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
            Assert.Contains("Cấp trên đã gỡ ảnh này", (await again.PageAsync()).Text(), StringComparison.Ordinal);
        }
        Assert.Contains("Lò Văn Điều đã gỡ khỏi cổng công khai", (await reporter.PageAsync(path + "/pictures")).Text(), StringComparison.Ordinal);
        await PressAsync(reporter, path, picture + "/removal");
        Assert.Equal((0L, "added taken-down removed"), (await CountAsync(path), await StepsAsync(path)));
    }

    [Fact]
    public async Task The_unit_takes_its_own_picture_down_and_shows_it_again_with_consent_said()
    {
        var (reporter, _, path) = await ShownAsync();
        using var added = await AddAsync(reporter, path, [Telephone], consent: "guardian");
        var picture = (await reporter.PageAsync(path + "/pictures")).QuerySelector(".pictures img")!.GetAttribute("src")!;
        await PressAsync(reporter, path, picture + "/takedown");
        Assert.False(await world.Data.ScalarAsync<bool>("select is_public from activity_picture where activity_id = $1", Id(path)));
        await PressAsync(reporter, path, picture, ("caption", "Lễ khai mạc"), ("consent", "given"), ("audience", "public"));
        Assert.Equal("Lễ khai mạc given true", await world.Data.ScalarAsync<string>("select concat_ws(' ', caption, consent, is_public::text) from activity_picture where activity_id = $1", Id(path)));
        Assert.Equal("added taken-down captioned", await StepsAsync(path));
    }

    [Fact]
    public async Task A_picture_of_whom_nobody_was_asked_is_not_for_everybody_and_one_for_the_branch_is_not_on_the_portal()
    {
        var (reporter, _, path) = await ShownAsync();
        using (var refused = await AddAsync(reporter, path, [Telephone], consent: "not-asked"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("Ảnh cho mọi người xem thì phải ghi rõ", (await refused.PageAsync()).Text(), StringComparison.Ordinal);
        }
        Assert.Equal(0, await CountAsync(path));
        using (var own = await AddAsync(reporter, path, [Telephone], consent: "not-asked", audience: "report")) Assert.Equal(HttpStatusCode.Redirect, own.StatusCode);
        using var visitor = world.App.Visitor();
        Assert.Null((await visitor.PageAsync("/week" + path)).QuerySelector(".shots"));
        var picture = (await reporter.PageAsync(path + "/pictures")).QuerySelector(".pictures img")!.GetAttribute("src")!;
        using var hidden = await visitor.GetAsync("/week" + picture, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Fact]
    public async Task What_is_no_picture_or_too_much_is_refused_and_the_same_twice_is_one()
    {
        var (reporter, _, path) = await ShownAsync();
        foreach (var (file, status, says) in ((byte[], HttpStatusCode, string)[])
        [
            ("GIF89a"u8.ToArray(), HttpStatusCode.BadRequest, "không phải ảnh JPEG hoặc PNG"),
            (DrawnPictures.Png(DrawnPictures.Header(50_000, 50_000, depth: 8, colour: 6), [0]), HttpStatusCode.BadRequest, "40 triệu điểm"),
            (new byte[100_000_000], HttpStatusCode.RequestEntityTooLarge, "lớn hơn 20 MB"),
        ])
        {
            using var refused = await AddAsync(reporter, path, [file]);
            Assert.Equal(status, refused.StatusCode);
            Assert.Contains(says, (await refused.PageAsync()).QuerySelector(".note.late")!.Text(), StringComparison.Ordinal);
        }
        Assert.Equal(0, await CountAsync(path));
        using (var twice = await AddAsync(reporter, path, [Telephone, Telephone])) Assert.Equal(HttpStatusCode.Redirect, twice.StatusCode);
        using (var again = await AddAsync(reporter, path, [Telephone])) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal((1L, "added"), (await CountAsync(path), await StepsAsync(path)));
    }

    [Fact]
    public async Task A_very_large_count_asks_for_a_picture_or_an_address_and_is_kept_all_the_same()
    {
        var (reporter, unit) = await world.FreshAsync();
        var path = await ActivityWorld.RecordAsync(reporter, unit);
        async Task<string> HoldAsync(string people, string? evidence = null)
        {
            using var held = await reporter.SendAsync((await reporter.PageAsync(path)).Form(path + "/results"), null, ("sessions", "1"), ("people", people), ("evidence", evidence ?? ""));
            return held.StatusCode == HttpStatusCode.Redirect ? (await reporter.PageAsync(path)).Text() : (await held.PageAsync()).Text();
        }

        Assert.DoesNotContain("là số rất lớn", await HoldAsync("20000"), StringComparison.Ordinal);
        Assert.Contains("20.001 lượt người dự là số rất lớn", await HoldAsync("20001"), StringComparison.Ordinal);
        Assert.Equal(20001, await world.Data.ScalarAsync<int>("select people from activity where id = $1", Id(path)));
        Assert.Contains("bắt đầu bằng https://", await HoldAsync("20001", "javascript:alert(1)"), StringComparison.Ordinal);
        Assert.DoesNotContain("là số rất lớn", await HoldAsync("20001", "https://bao.example/ngay-hoi"), StringComparison.Ordinal);
        Assert.Contains("là số rất lớn", await HoldAsync("20001"), StringComparison.Ordinal);
        using (var added = await AddAsync(reporter, path, [Telephone])) Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        Assert.DoesNotContain("là số rất lớn", (await reporter.PageAsync(path)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_sent_to_an_activity_is_taken_into_the_report_with_what_was_said_of_it_and_once()
    {
        var (reporter, unit) = await world.FreshAsync();
        var path = await ActivityWorld.RecordAsync(reporter, unit);
        using (var added = await AddAsync(reporter, path, [Telephone, DrawnPictures.Png(6, 4)], consent: "guardian")) Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var (strangers, elsewhere) = await world.FreshAsync();
        var other = await ActivityWorld.RecordAsync(strangers, elsewhere);
        using (var added = await AddAsync(strangers, other, [DrawnPictures.Png(8, 8)])) Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        await world.Data.LedgerAsync(world.Past);
        var (report, tab) = (await world.Data.ReportAsync(world.Past, unit), "?tab=pictures");

        var offered = (await reporter.PageAsync(report + tab)).QuerySelectorAll(".shots li").OrderBy(one => one.QuerySelector("img")!.GetAttribute("width"), StringComparer.Ordinal).Select(one => one.QuerySelector("input[name=take]")!.GetAttribute("value")).ToList();
        Assert.Equal(2, offered.Count);
        var taken = report + "/pictures/taken";
        using (var none = await reporter.SendAsync((await reporter.PageAsync(report + tab)).Form(taken), null))
        {
            Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
            Assert.Contains("Chưa chọn ảnh nào", (await none.PageAsync()).Text(), StringComparison.Ordinal);
        }
        // Another unit's picture is not there to be taken, whatever is sent.
        var foreign = await world.Data.ScalarAsync<Guid>("select id from activity_picture where activity_id = $1", Id(other));
        foreach (var chosen in new[] { offered[0], offered[0], foreign.ToString() })
        {
            using var done = await reporter.SendAsync((await reporter.PageAsync(report + tab)).Form(taken), null, ("take", chosen));
            Assert.Equal(report + "?tab=pictures&done=pictured", done.Headers.Location!.ToString());
        }
        var page = await reporter.PageAsync(report + tab);
        var shown = Assert.Single(page.QuerySelectorAll(".pictures img"));
        Assert.Equal(("Các em đọc sách", "16", "24"), (shown.GetAttribute("alt"), shown.GetAttribute("width"), shown.GetAttribute("height")));
        Assert.Equal([offered[1]], page.QuerySelectorAll("input[name=take]").Select(box => box.GetAttribute("value")));
        Assert.Equal("guardian public", await world.Data.ScalarAsync<string>("select concat_ws(' ', pictures #>> '{0,consent}', pictures #>> '{0,audience}') from report where unit_id = $1", unit));
        Assert.Equal("added", await world.Data.ScalarAsync<string>("select string_agg(what, ' ' order by id) from audit where thing = 'picture' and unit_id = $1", unit));

        // Removed from the activity, it stays in the report, which has a copy of its own.
        await PressAsync(reporter, path, $"{path}/pictures/{offered[0]}/removal");
        Assert.Single((await reporter.PageAsync(report + tab)).QuerySelectorAll(".pictures img"));
    }
}
