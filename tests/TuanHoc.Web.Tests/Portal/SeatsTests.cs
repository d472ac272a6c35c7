using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Activities.Seats;
using TuanHoc.Web.Audit;
using TuanHoc.Web.Tests.Activities;

namespace TuanHoc.Web.Tests.Portal;

/// <summary>Registration without an account: exactly the seats are given, the line is strict, and every refusal says why (LESSONS 23).</summary>
public sealed partial class SeatsTests(ActivityWorld world) : IClassFixture<ActivityWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Who reads a form takes at least this long.
    static readonly TimeSpan Reading = TimeSpan.FromSeconds(3.2);

    static int people;

    [GeneratedRegex("/week/registrations/[0-9a-f]{48}")]
    private static partial Regex Link();

    static Guid Id(string path) => Guid.Parse(path.Split('/')[2], CultureInfo.InvariantCulture);

    /// <summary>An activity of a fresh unit that everybody sees and that takes registrations.</summary>
    async Task<(HttpClient Reporter, long Unit, string Path)> OpenAsync(int? seats, params (string Name, string? Value)[] typed)
    {
        var (reporter, unit) = await world.FreshAsync();
        var form = (await reporter.PageAsync($"/activities/new?unit={unit}&year=2090")).Form("/activities");
        List<(string, string?)> all = [("kind", "class.other"), ("title", "Lớp làm đèn"), ("day", "01/10/2090"), ("from", "8:30"), ("to", "10:00"), ("place.0.name", "Nhà văn hóa"), ("forAll", "on"), ("about", "Ai cũng đến được."), ("seats", seats?.ToString(CultureInfo.InvariantCulture) ?? ""), ("takes", "on"), ("queue", "on")];
        foreach (var one in typed)
        {
            all.RemoveAll(known => known.Item1 == one.Name);
            all.Add(one);
        }
        using var made = await reporter.SendAsync(form, null, [.. all]);
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var path = made.Headers.Location!.ToString();
        await world.Data.RunAsync("update activity set showing = 'public', showing_at = now(), showing_by = changed_by where id = $1", Id(path));
        return (reporter, unit, path);
    }

    static (string Name, string? Value)[] Person(int many = 1, string? contact = null, string name = "Nguyễn Thị Hòa") =>
        [("name", name), ("contact", contact ?? $"nguoi{Interlocked.Increment(ref people)}@thu.example"), ("people", many.ToString(CultureInfo.InvariantCulture)), ("children", "0"), ("consent", "1")];

    static async Task<AngleSharp.Html.Dom.IHtmlFormElement> FormAsync(HttpClient visitor, string path) => (await visitor.PageAsync($"/week{path}/registration")).Form($"/week{path}/registration");

    /// <summary>Registers after as long as it takes to read the form; the path of the personal link.</summary>
    static async Task<string> RegisterAsync(HttpClient visitor, string path, params (string Name, string? Value)[] typed)
    {
        var form = await FormAsync(visitor, path);
        await Task.Delay(Reading, Cancel);
        using var answer = await visitor.SendAsync(form, null, typed);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, (await answer.PageAsync()).Text());
        return answer.Headers.Location!.ToString();
    }

    /// <summary>What a registration is refused with, said on the page.</summary>
    static async Task<string> RefusedAsync(HttpClient visitor, AngleSharp.Html.Dom.IHtmlFormElement form, HttpStatusCode status, params (string Name, string? Value)[] typed)
    {
        using var answer = await visitor.SendAsync(form, null, typed);
        var said = (await answer.PageAsync()).Text();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {said}");
        return said;
    }

    static async Task StepAsync(HttpClient visitor, string link, string act, params (string Name, string? Value)[] typed)
    {
        using var answer = await visitor.PostAsync(link, new FormUrlEncodedContent([new("act", act), .. typed.Select(one => KeyValuePair.Create(one.Name, one.Value!))]), Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{act}: {(await answer.PageAsync()).Text()}");
    }

    Task<string> StateAsync(string path) => world.Data.ScalarAsync<string>("select string_agg(g.people || ' ' || g.state, ', ' order by g.place) from registration g where g.activity_id = $1", Id(path));

    Task<string> DoorAsync(string path) => world.Data.ScalarAsync<string>("select concat_ws(' ', taken, waiting) from activity_door where activity_id = $1", Id(path));

    async Task FollowAsync()
    {
        await using var scope = world.App.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<FollowSeats>(scope.ServiceProvider).FollowAsync(Cancel);
    }

    [Fact]
    public async Task Hundreds_at_two_processes_get_exactly_the_seats_there_are()
    {
        const int Seats = 40, Come = 300;
        var (_, _, path) = await OpenAsync(Seats);
        await using var other = new App(world.Connection);
        HttpClient[] doors = [world.App.Visitor(), other.Visitor()];
        var forms = await Task.WhenAll(Enumerable.Range(0, Come).Select(async number => (Door: doors[number % 2], Form: (await FormAsync(doors[number % 2], path)).Filled(Person()))));
        await Task.Delay(Reading, Cancel);
        var links = await Task.WhenAll(forms.Select(async one =>
        {
            using var answer = await one.Door.PostAsync($"/week{path}/registration", new FormUrlEncodedContent(one.Form), Cancel);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            return answer.Headers.Location!.ToString();
        }));
        Assert.Equal(Come, links.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal($"{Seats} {Come - Seats}", await DoorAsync(path));
        Assert.Equal($"seated {Seats} 1-{Seats}, waiting {Come - Seats} {Seats + 1}-{Come}", await world.Data.ScalarAsync<string>(
            "select string_agg(told, ', ' order by told) from (select concat(state, ' ', sum(people), ' ', min(place), '-', max(place)) as told from registration where activity_id = $1 group by state) t", Id(path)));
        Assert.Equal((long)Come, await world.Data.ScalarAsync<long>("select count(*) from audit where thing = 'registration' and what = 'registered' and detail ->> 'activity' = $1 and host(from_address) = $2", Id(path).ToString(), App.Address));
        Assert.Equal((long)Come, await world.Data.ScalarAsync<long>("select count(*) from mail m join registration g on g.contact = m.recipient where g.activity_id = $1 and (m.calendar is not null) = (g.state = 'seated')", Id(path)));
    }

    [Fact]
    public async Task A_group_waits_together_nobody_passes_the_line_and_a_freed_seat_goes_to_the_first_then_to_the_next()
    {
        var (_, _, path) = await OpenAsync(4, ("hold", "2"));
        using var visitor = world.App.Visitor();
        var first = await RegisterAsync(visitor, path, Person(3));
        var family = await RegisterAsync(visitor, path, Person(2));
        var single = await RegisterAsync(visitor, path, Person(1));
        Assert.Equal("3 seated, 2 waiting, 1 waiting", await StateAsync(path));
        var said = (await visitor.PageAsync(single)).Text();
        Assert.Contains("Trước bạn còn 1 nhóm, 2 người", said, StringComparison.Ordinal);
        Assert.Contains("Còn 1 chỗ trống, chưa đủ cho nhóm đứng đầu hàng", said, StringComparison.Ordinal);
        Assert.Contains("Đã kín 4 chỗ; 3 người đang chờ", (await visitor.PageAsync("/week" + path)).Text(), StringComparison.Ordinal);

        await StepAsync(visitor, first, "change", ("people", "2"), ("children", "0"));
        Assert.Equal("2 seated, 2 offered, 1 waiting", await StateAsync(path));
        Assert.Contains("Nhận chỗ", (await visitor.PageAsync(family)).Text(), StringComparison.Ordinal);
        var letter = await world.Data.ScalarAsync<string>("select text from mail where subject like 'Có chỗ cho bạn%' and recipient = (select contact from registration where activity_id = $1 and state = 'offered')", Id(path));
        Assert.Contains("2 chỗ được giữ cho bạn đến", letter, StringComparison.Ordinal);
        // The letter's own link opens the same.
        Assert.Contains("Nhận chỗ", (await visitor.PageAsync(Link().Match(letter).Value)).Text(), StringComparison.Ordinal);

        await world.Data.RunAsync("update registration set offered_until = now() - interval '1 second' where activity_id = $1 and state = 'offered'", Id(path));
        using (var late = await visitor.PostAsync(family, new FormUrlEncodedContent([new("act", "accept")]), Cancel))
        {
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
            Assert.Contains("Đã quá hạn nhận chỗ", (await late.PageAsync()).Text(), StringComparison.Ordinal);
        }
        await FollowAsync();
        Assert.Equal("2 seated, 2 lapsed, 1 offered", await StateAsync(path));
        await StepAsync(visitor, single, "accept");
        Assert.Equal(("2 seated, 2 lapsed, 1 seated", "3 0"), (await StateAsync(path), await DoorAsync(path)));

        await StepAsync(visitor, single, "cancel");
        // Pressed again, nothing more is given back.
        await StepAsync(visitor, single, "cancel");
        Assert.Equal(("2 seated, 2 lapsed, 1 cancelled", "2 0"), (await StateAsync(path), await DoorAsync(path)));
        Assert.Contains("Đăng ký này đã hủy", (await visitor.PageAsync(single)).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_twice_is_one_registration_and_the_link_goes_to_the_address_alone()
    {
        var (_, _, path) = await OpenAsync(10);
        using var visitor = world.App.Visitor();
        var form = (await FormAsync(visitor, path)).Filled(Person(2, "Hai.Lan@thu.example"));
        await Task.Delay(Reading, Cancel);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => visitor.PostAsync($"/week{path}/registration", new FormUrlEncodedContent(form), Cancel)));
        Assert.Single(answers.Select(answer => (answer.StatusCode, answer.Headers.Location!.ToString())).Distinct());
        Assert.Equal("2 0", await DoorAsync(path));

        await world.Data.RunAsync("update registration_link set made_at = made_at - interval '1 hour'");
        var again = await FormAsync(visitor, path);
        await Task.Delay(Reading, Cancel);
        var said = await RefusedAsync(visitor, again, HttpStatusCode.Conflict, Person(1, "hai.lan@THU.example"));
        Assert.Contains("đã đăng ký hoạt động này rồi", said, StringComparison.Ordinal);
        Assert.DoesNotMatch(Link(), said);
        Assert.Equal("2 0", await DoorAsync(path));
        var letter = await world.Data.ScalarAsync<string>("select text from mail where subject like 'Đăng ký của bạn%' and recipient = 'Hai.Lan@thu.example'");
        Assert.Contains("2 người", (await visitor.PageAsync(Link().Match(letter).Value)).Text(), StringComparison.Ordinal);
        // That page has been answered; with another contact it is somebody else's registration, on a page of its own.
        using var elsewhere = await visitor.PostAsync($"/week{path}/registration", new FormUrlEncodedContent([.. form.Where(field => field.Key != "contact"), new("contact", "khac@thu.example")]), Cancel);
        Assert.Contains("cho một người khác", (await elsewhere.PageAsync()).Text(), StringComparison.Ordinal);
        // The same telephone however it is typed.
        await RegisterAsync(visitor, path, Person(1, "0912 345 678"));
        var dialled = await FormAsync(visitor, path);
        await Task.Delay(Reading, Cancel);
        Assert.Contains("đã đăng ký", await RefusedAsync(visitor, dialled, HttpStatusCode.Conflict, Person(1, "+84 912.345.678")), StringComparison.Ordinal);
        Assert.Equal("3 0", await DoorAsync(path));
    }

    [Fact]
    public async Task Every_refusal_says_why()
    {
        using var visitor = world.App.Visitor();
        foreach (var (change, why) in ((string, string)[])
        [
            ("update activity set state = 'cancelled', why_cancelled = 'Mưa bão' where id = $1", "đã hủy hoạt động này"),
            ("update activity set from_at = now() - interval '3 hours', to_at = now() - interval '1 hour' where id = $1", "đã diễn ra"),
            ("update activity set showing = 'own', showing_at = null, showing_by = null where id = $1", "đã được gỡ khỏi cổng"),
            ("update unit_version v set valid = daterange(lower(v.valid), date '2090-01-01') from activity a where a.id = $1 and v.unit_id = a.unit_id", "đã kết thúc trước ngày của hoạt động"),
            ("update activity_door set closed_at = now() where activity_id = $1", "đã đóng đăng ký"),
            ("update activity_door set closes_at = now() - interval '1 minute' where activity_id = $1", "Đã hết hạn đăng ký lúc"),
            ("update activity_door set seats = 2, taken = 2, has_queue = false where activity_id = $1", "không có danh sách chờ"),
            ("update activity_door set seats = 1 where activity_id = $1", "đông hơn số chỗ của cả hoạt động"),
            ("update activity_door set largest = 1 where activity_id = $1", "nhiều nhất 1 người"),
        ])
        {
            var (_, _, path) = await OpenAsync(10);
            var form = (await FormAsync(visitor, path)).Filled(Person(2));
            await world.Data.RunAsync(change, Id(path));
            await Task.Delay(Reading, Cancel);
            using var answer = await visitor.PostAsync($"/week{path}/registration", new FormUrlEncodedContent(form), Cancel);
            var said = (await answer.PageAsync()).Text();
            Assert.True(answer.StatusCode == HttpStatusCode.Conflict && said.Contains(why, StringComparison.Ordinal), $"{why}: {answer.StatusCode} {said}");
            Assert.Equal(0L, await world.Data.ScalarAsync<long>("select count(*) from registration where activity_id = $1", Id(path)));
        }
        var (reporter, unit) = await world.FreshAsync();
        var without = await ActivityWorld.RecordAsync(reporter, unit, "01/10/2090", 2090);
        await world.Data.RunAsync("update activity set showing = 'public', showing_at = now(), showing_by = changed_by where id = $1", Id(without));
        using var none = await visitor.GetAsync($"/week{without}/registration", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Programs_and_pages_of_another_activity_register_nobody()
    {
        var (_, _, path) = await OpenAsync(10);
        var (_, _, elsewhere) = await OpenAsync(10);
        using var visitor = world.App.Visitor();
        var form = await FormAsync(visitor, path);
        Assert.Contains("Gửi nhanh quá", await RefusedAsync(visitor, form, HttpStatusCode.BadRequest, Person()), StringComparison.Ordinal);
        await Task.Delay(Reading, Cancel);
        Assert.Contains("ô không dùng đến", await RefusedAsync(visitor, form, HttpStatusCode.BadRequest, [.. Person(), ("website", "http://ban.example")]), StringComparison.Ordinal);
        using (var replayed = await visitor.SendAsync(form, $"/week{elsewhere}/registration", Person()))
        {
            Assert.Equal(HttpStatusCode.BadRequest, replayed.StatusCode);
            var page = await replayed.PageAsync();
            Assert.Contains("gửi từ nơi khác", page.Text(), StringComparison.Ordinal);
            Assert.Equal("Nguyễn Thị Hòa", page.GetElementById("name")!.GetAttribute("value"));
        }
        Assert.Contains("gửi từ nơi khác", await RefusedAsync(visitor, form, HttpStatusCode.BadRequest, [.. Person(), ("page", "bịa")]), StringComparison.Ordinal);
        var wrong = await RefusedAsync(visitor, form, HttpStatusCode.BadRequest, ("name", ""), ("contact", "không phải địa chỉ"), ("people", "2"), ("children", "3"));
        Assert.All(["có 4 chỗ cần sửa", "Ghi họ và tên", "ten@gmail.com", "không nhiều hơn số người", "Đánh dấu ô này"], said => Assert.Contains(said, wrong, StringComparison.Ordinal));
        Assert.Equal(0L, await world.Data.ScalarAsync<long>("select count(*) from registration where activity_id = any ($1)", new[] { Id(path), Id(elsewhere) }));

        using var few = world.App.WithWebHostBuilder(host => host.UseSetting("Seats:PerMinute", "2"));
        using var hasty = few.CreateClient(new() { AllowAutoRedirect = false });
        var statuses = new List<HttpStatusCode>();
        for (var turn = 0; turn < 3; turn++)
        {
            using var answer = await hasty.PostAsync($"/week{path}/registration", new FormUrlEncodedContent([]), Cancel);
            statuses.Add(answer.StatusCode);
            if (turn == 2) Assert.Contains("Đợi một phút", (await answer.PageAsync()).Text(), StringComparison.Ordinal);
        }
        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task A_made_up_link_opens_one_page_and_a_true_one_is_kept_by_nobody()
    {
        var (_, _, path) = await OpenAsync(10);
        using var visitor = world.App.Visitor();
        var link = await RegisterAsync(visitor, path, Person());
        var pages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var made in new[] { link[..^1] + (link[^1] == '0' ? '1' : '0'), "/week/registrations/x", "/week/registrations/" + new string('a', 48), "/week/registrations/%27%20or%201=1--", "/week/registrations/" + new string('9', 3000) })
        {
            using var answer = await visitor.GetAsync(made, Cancel);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            pages.Add(await answer.Content.ReadAsStringAsync(Cancel));
        }
        Assert.Single(pages);
        foreach (var personal in new[] { link, $"/week{path}/registration" })
        {
            using var answer = await visitor.GetAsync(personal, Cancel);
            Assert.Equal(("no-store", "no-referrer", "noindex, nofollow"), (answer.Headers.CacheControl!.ToString(), answer.Headers.GetValues("Referrer-Policy").Single(), answer.Headers.GetValues("X-Robots-Tag").Single()));
        }
        // Two visitors never get one form: each has its own key and its own link.
        Assert.NotEqual((await FormAsync(visitor, path)).Elements["page"]!.GetAttribute("value"), (await FormAsync(visitor, path)).Elements["page"]!.GetAttribute("value"));
        Assert.Contains("Đã giữ 1 chỗ", (await visitor.PageAsync(link)).Text(), StringComparison.Ordinal);
        await StepAsync(visitor, link, "change", ("people", "3"), ("children", "1"));
        Assert.Contains("3 người, trong đó 1 trẻ em", (await visitor.PageAsync(link)).Text(), StringComparison.Ordinal);
        Assert.Equal(0L, await world.Data.ScalarAsync<long>("select count(*) from audit a where a::text like '%' || $1 || '%'", link.Split('/')[^1]));
    }

    [Fact]
    public async Task Names_stay_text_in_composed_form_and_files_have_no_formulas()
    {
        const string Evil = "<script>alert(1)</script>\"'<img src=x onerror=alert(2)>";
        var (reporter, _, path) = await OpenAsync(10);
        using var visitor = world.App.Visitor();
        var link = await RegisterAsync(visitor, path, Person(1, name: Evil));
        await RegisterAsync(visitor, path, Person(1, "0987654321", "Đỗ Ngọc Ưng".Normalize(NormalizationForm.FormD)));
        await RegisterAsync(visitor, path, Person(1, name: "=HYPERLINK(\"http://x\")"));
        foreach (var page in new[] { await visitor.PageAsync(link), await reporter.PageAsync(path + "/registrations") })
        {
            Assert.Contains(Evil, page.Text(), StringComparison.Ordinal);
            Assert.Equal([], page.QuerySelectorAll("script:not([src^='/dist/']), img[onerror]").Select(found => found.OuterHtml));
        }
        Assert.Equal(1L, await world.Data.ScalarAsync<long>("select count(*) from registration where activity_id = $1 and name = $2", Id(path), "Đỗ Ngọc Ưng".Normalize(NormalizationForm.FormC)));
        using var file = await reporter.GetAsync(path + "/registrations.csv", Cancel);
        var rows = await file.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("'=HYPERLINK", rows, StringComparison.Ordinal);
        Assert.Contains("Đỗ Ngọc Ưng", rows, StringComparison.Ordinal);
        using var book = await reporter.GetAsync(path + "/registrations.xlsx", Cancel);
        Assert.Equal("attachment", book.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(2L, await world.Data.ScalarAsync<long>("select count(*) from audit where what = 'downloaded' and thing_id like $1 || '/registrations.%'", path));
    }

    [Fact]
    public async Task Its_organiser_alone_sees_who_comes_writes_to_them_and_gives_more_seats()
    {
        var (reporter, unit, path) = await OpenAsync(2);
        using var visitor = world.App.Visitor();
        await RegisterAsync(visitor, path, Person(2, "ngoi@thu.example", "Bà Tư Ngồi"));
        await RegisterAsync(visitor, path, Person(1, "cho@thu.example", "Ông Ba Chờ"));
        var list = await reporter.PageAsync(path + "/registrations");
        Assert.All(["Bà Tư Ngồi", "ngoi@thu.example", "Ông Ba Chờ", "Đang chờ"], said => Assert.Contains(said, list.Text(), StringComparison.Ordinal));
        using var above = await world.PersonAsync(world.Province, "coordinator", "Lò Văn Điều");
        var counts = (await above.PageAsync(path)).Text();
        Assert.Contains("1 người đang chờ", counts, StringComparison.Ordinal);
        Assert.DoesNotContain("Bà Tư", counts, StringComparison.Ordinal);
        using (var closed = await above.GetAsync(path + "/registrations", Cancel)) Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);

        using (var shown = await reporter.SendAsync(list.Form(path + "/registrations/message"), null, ("text", "Nhớ mang kéo."), ("act", "show")))
        {
            var message = (await shown.PageAsync()).Form(path + "/registrations/message");
            Assert.Equal(0L, await world.Data.ScalarAsync<long>("select count(*) from mail where text like '%Nhớ mang kéo.%'"));
            using (await reporter.SendAsync(message, null, ("act", "send"))) { }
            using (await reporter.SendAsync(message, null, ("act", "send"))) { }
        }
        Assert.Equal(2L, await world.Data.ScalarAsync<long>("select count(*) from mail where text like '%Nhớ mang kéo.%'"));
        Assert.Equal("Nhớ mang kéo.", await world.Data.ScalarAsync<string>("select detail ->> 'text' from audit where what = 'wrote-to-registered' and unit_id = $1", unit));

        async Task SaveAsync(params (string Name, string? Value)[] typed)
        {
            using var saved = await reporter.SendAsync((await reporter.PageAsync(path + "/correction")).Form(path), null, typed);
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        }
        await SaveAsync(("seats", "1"));
        Assert.Equal("2 seated, 1 waiting", await StateAsync(path));
        Assert.Contains("không ai bị bỏ ra", (await reporter.PageAsync(path)).Text(), StringComparison.Ordinal);
        await SaveAsync(("seats", "3"));
        Assert.Equal("2 seated, 1 offered", await StateAsync(path));
        await SaveAsync(("from", "9:00"));
        Assert.Equal(2L, await world.Data.ScalarAsync<long>("select count(*) from mail where subject = 'Đổi giờ hoặc nơi: Lớp làm đèn' and text like '%09:00%' and recipient in ('ngoi@thu.example', 'cho@thu.example')"));

        using (await reporter.SendAsync((await reporter.PageAsync(path + "/registrations")).Form(path + "/registrations/door"), null, ("act", "close"))) { }
        Assert.Contains("đã đóng đăng ký", (await visitor.PageAsync($"/week{path}/registration")).Text(), StringComparison.Ordinal);
        using (await reporter.SendAsync((await reporter.PageAsync(path + "/registrations")).Form(path + "/registrations/door"), null, ("act", "open"))) { }
        Assert.NotNull((await visitor.PageAsync($"/week{path}/registration")).GetElementById("contact"));
        using (await reporter.SendAsync((await reporter.PageAsync(path)).Form(path + "/cancellation"), null, ("why", "Bão số 9"))) { }
        Assert.Equal(2L, await world.Data.ScalarAsync<long>("select count(*) from mail where subject = 'Đã hủy: Lớp làm đèn' and text like '%Bão số 9%' and recipient in ('ngoi@thu.example', 'cho@thu.example')"));
    }

    [Fact]
    public async Task Who_has_a_seat_is_reminded_once_the_day_before_and_forgotten_in_time()
    {
        var (_, _, path) = await OpenAsync(5);
        using var visitor = world.App.Visitor();
        var link = await RegisterAsync(visitor, path, Person(1, "mai@thu.example"));
        await world.Data.RunAsync("update registration set made_at = made_at - interval '2 days' where activity_id = $1", Id(path));
        await world.Data.RunAsync("update activity set from_at = (vietnam_day(now()) + 1 + time '09:00') at time zone 'Asia/Ho_Chi_Minh', to_at = null where id = $1", Id(path));
        await using (var scope = world.App.Services.CreateAsyncScope())
        {
            // At noon, whenever this runs.
            var job = ActivatorUtilities.CreateInstance<FollowSeats>(scope.ServiceProvider, new Noon());
            await job.FollowAsync(Cancel);
            await job.FollowAsync(Cancel);
        }
        Assert.Equal(1L, await world.Data.ScalarAsync<long>("select count(*) from mail where subject = 'Ngày mai: Lớp làm đèn' and recipient = 'mai@thu.example' and calendar is not null"));

        await world.Data.RunAsync("update activity set from_at = now() - interval '29 days' where id = $1", Id(path));
        var retention = world.App.Services.GetRequiredService<Retention>();
        await retention.ApplyAsync(Cancel);
        Assert.Equal(1L, await world.Data.ScalarAsync<long>("select count(*) from registration where activity_id = $1", Id(path)));
        await world.Data.RunAsync("update activity set from_at = now() - interval '31 days' where id = $1", Id(path));
        await retention.ApplyAsync(Cancel);
        Assert.Equal(0L, await world.Data.ScalarAsync<long>("select count(*) from registration where activity_id = $1", Id(path)));
        using var gone = await visitor.GetAsync(link, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    sealed class Noon : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            var now = System.GetUtcNow();
            return new DateTimeOffset(now.AddHours(7).Date.AddHours(12), TimeSpan.FromHours(7)).ToUniversalTime();
        }
    }
}
