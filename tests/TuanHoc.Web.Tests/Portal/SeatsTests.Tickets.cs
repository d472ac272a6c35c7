using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Web.Activities.Seats;

namespace TuanHoc.Web.Tests.Portal;

/// <summary>Tickets: signed, taken once, and refused with the reason.</summary>
public sealed partial class SeatsTests
{
    [Fact]
    public async Task A_ticket_lets_its_group_in_once_and_the_second_is_told_when_and_by_whom()
    {
        var (reporter, unit, path) = await OpenAsync(10);
        using var visitor = world.App.Visitor();
        var link = await RegisterAsync(visitor, path, Person(3, name: "Giàng Thị Mỷ"));
        Assert.Single((await visitor.PageAsync(link)).QuerySelectorAll("#ticket ~ .qr"));
        Assert.Contains("Nhận vé ở cửa", (await reporter.PageAsync(path + "/registrations")).Text(), StringComparison.Ordinal);
        var door = await TicketAsync(path);
        Assert.Contains("từ ngày ấy mới nhận vé", await ShownAsync(reporter, door, HttpStatusCode.BadRequest), StringComparison.Ordinal);

        await world.Data.RunAsync("update activity set from_at = now() - interval '1 hour', to_at = now() + interval '1 hour' where id = $1", Id(path));
        var first = await reporter.PageAsync(door);
        Assert.Contains("Giàng Thị Mỷ", first.Text(), StringComparison.Ordinal);
        using (var many = await reporter.SendAsync(first.Form(path + "/registrations/ticket"), null, ("people", "4"))) Assert.Contains("ghi từ 1 đến 3", (await many.PageAsync()).Text(), StringComparison.Ordinal);
        // Two telephones have the page of one ticket open, and both press.
        var second = await reporter.PageAsync(door);
        HttpResponseMessage[] both = await Task.WhenAll(new[] { first, second }.Select(page => reporter.SendAsync(page.Form(path + "/registrations/ticket"), null, ("people", "2"))));
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Conflict], both.Select(one => one.StatusCode).Order());
        var refused = (await both.Single(one => one.StatusCode == HttpStatusCode.Conflict).PageAsync()).Text();
        Assert.Contains("đã được dùng để vào cửa", refused, StringComparison.Ordinal);
        Assert.Contains("Giàng Thị Mỷ: đã vào 2 người lúc", refused, StringComparison.Ordinal);
        foreach (var one in both) one.Dispose();
        Assert.Contains("vé đã được chép lại", await ShownAsync(reporter, door, HttpStatusCode.OK), StringComparison.Ordinal);
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from audit where what = 'admitted' and unit_id = $1 and person_id is not null", unit));
        Assert.Contains("Đã đến 2 người", (await reporter.PageAsync(path + "/registrations")).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_telephones_took_without_a_line_counts_once_and_of_two_the_second_is_told_who_was_first()
    {
        var (reporter, unit, path) = await OpenAsync(10);
        using var visitor = world.App.Visitor();
        await RegisterAsync(visitor, path, Person(3, name: "Giàng Thị Mỷ"));
        var left = await RegisterAsync(visitor, path, Person(1, name: "Lò Văn Thôi"));
        await world.Data.RunAsync("update activity set from_at = now() - interval '1 hour', to_at = now() + interval '1 hour' where id = $1", Id(path));
        using (var cancelled = await visitor.PostAsync(left, new FormUrlEncodedContent([new("act", "cancel")]), Cancel)) Assert.Equal(HttpStatusCode.Redirect, cancelled.StatusCode);
        using var second = await world.PersonAsync(unit, name: "Sùng A Cửa");
        var (mine, gone) = (await RegistrationAsync("Giàng Thị Mỷ"), await RegistrationAsync("Lò Văn Thôi"));
        var moment = DateTimeOffset.UnixEpoch.AddSeconds(await world.Data.ScalarAsync<long>("select extract(epoch from now())::bigint - 600"));

        var one = Taken(Guid.CreateVersion7(), mine, 2, moment);
        Assert.Equal(["taken"], await BringAsync(reporter, one));
        // The answer was lost: the same comes again, and is the same.
        Assert.Equal(["taken"], await BringAsync(reporter, one));
        var other = Taken(Guid.CreateVersion7(), mine, 3, moment.AddMinutes(-5));
        foreach (var _ in (int[])[1, 2]) Assert.Equal(["before"], await BringAsync(second, other));
        Assert.Equal(["refused", "refused", "refused"], await BringAsync(reporter, Taken(Guid.CreateVersion7(), gone, 1, moment), Taken(Guid.CreateVersion7(), Guid.CreateVersion7(), 1, moment), Taken(Guid.CreateVersion7(), mine, 9, moment)));

        Assert.Equal((2, 1L, 1L), (await world.Data.ScalarAsync<int>("select arrived from registration where id = $1", mine), await CountAsync("admitted"), await CountAsync("shown-again")));
        var door = (await reporter.PageAsync(path + "/registrations/ticket")).QuerySelector("[aria-labelledby=again]")!.Text();
        Assert.Contains("Giàng Thị Mỷ: lần thứ hai lúc", door, StringComparison.Ordinal);
        Assert.Contains("Sùng A Cửa nhận", door, StringComparison.Ordinal);

        using var stranger = (await world.FreshAsync()).Reporter;
        using (var no = await stranger.PostAsync(path + "/registrations/taken", new FormUrlEncodedContent([.. await stranger.TokenAsync(), new("groups", "[]")]), Cancel)) Assert.Equal(HttpStatusCode.NotFound, no.StatusCode);
        foreach (var sent in (string[])["{", "null", "[null]", "[7]"])
        {
            using var nonsense = await reporter.PostAsync(path + "/registrations/taken", new FormUrlEncodedContent([.. await reporter.TokenAsync(), new("groups", sent)]), Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, nonsense.StatusCode);
        }

        Task<Guid> RegistrationAsync(string name) => world.Data.ScalarAsync<Guid>("select id from registration where activity_id = $1 and name = $2", Id(path), name);

        Task<long> CountAsync(string what) => world.Data.ScalarAsync<long>("select count(*) from audit where what = $1 and thing_id = $2", what, mine.ToString());

        static object Taken(Guid key, Guid registration, int people, DateTimeOffset at) => new { key, registration, people, at };

        async Task<string[]> BringAsync(HttpClient telephone, params object[] groups)
        {
            using var answer = await telephone.PostAsync(path + "/registrations/taken", new FormUrlEncodedContent([.. await telephone.TokenAsync(), new("groups", JsonSerializer.Serialize(groups))]), Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
            return [.. said.RootElement.EnumerateArray().Select(one => one.GetProperty("state").GetString()!)];
        }
    }

    [Fact]
    public async Task At_the_door_a_name_is_found_and_let_in_once_and_afterwards_it_is_said_who_stayed_away()
    {
        var (reporter, _, path) = await OpenAsync(10);
        using var visitor = world.App.Visitor();
        await RegisterAsync(visitor, path, Person(3, contact: "my@thu.example", name: "Giàng Thị Mỷ"));
        await RegisterAsync(visitor, path, Person(2, name: "Lò Văn Páo"));
        var door = path + "/registrations/ticket";
        Assert.Single((await reporter.PageAsync(path)).QuerySelectorAll($"a[href='{door}']"));
        // Before its day everybody is shown and nobody is let in.
        Assert.Empty((await reporter.PageAsync(door)).QuerySelectorAll("input[name=one]"));

        await world.Data.RunAsync("update activity set from_at = now() - interval '1 hour', to_at = now() + interval '1 hour' where id = $1", Id(path));
        var open = await reporter.PageAsync(door);
        Assert.Contains("5 người có chỗ: 0 đã vào, 5 chưa vào.", open.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("my@thu.example", open.Text(), StringComparison.Ordinal);
        using (var found = await reporter.SendAsync(open.Form(door), null, ("act", "find"), ("name", "giang thi")))
        {
            Assert.Equal(HttpStatusCode.OK, found.StatusCode);
            var said = (await found.PageAsync()).Text();
            Assert.Contains("Giàng Thị Mỷ", said, StringComparison.Ordinal);
            Assert.DoesNotContain("Lò Văn Páo", said, StringComparison.Ordinal);
        }
        using (var nobody = await reporter.SendAsync(open.Form(door), null, ("act", "find"), ("name", "Vàng A Sình"))) Assert.Contains("Không ai có chỗ mang tên ấy", (await nobody.PageAsync()).Text(), StringComparison.Ordinal);

        var row = open.Forms.First(form => form.QuerySelector("input[name=one]") is not null);
        var one = row.QuerySelector("input[name=one]")!.GetAttribute("value")!;
        using (var many = await LetInAsync("4")) Assert.Contains("ghi từ 1 đến 3", (await many.PageAsync()).Text(), StringComparison.Ordinal);
        using (var first = await LetInAsync("2")) Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        using (var again = await LetInAsync("3"))
        {
            Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
            var said = (await again.PageAsync()).Text();
            Assert.Contains("đã vào cửa trước đó", said, StringComparison.Ordinal);
            Assert.Contains("Giàng Thị Mỷ: đã vào 2 người lúc", said, StringComparison.Ordinal);
        }
        using (var strange = await reporter.SendAsync(row, null, ("one", Guid.CreateVersion7().ToString()), ("people", "1"))) Assert.Equal(HttpStatusCode.BadRequest, strange.StatusCode);
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from audit where what = 'admitted' and thing_id = $1", one));

        await world.Data.RunAsync("update activity set to_at = now() - interval '1 minute' where id = $1", Id(path));
        Assert.Contains("5 người có chỗ: 2 đã đến, 3 không đến.", (await reporter.PageAsync(door)).Text(), StringComparison.Ordinal);

        Task<HttpResponseMessage> LetInAsync(string people) => reporter.SendAsync(row, null, ("people", people));
    }

    [Fact]
    public async Task A_ticket_that_was_forged_or_cancelled_or_is_for_another_activity_lets_nobody_in()
    {
        var (reporter, _, path) = await OpenAsync(2);
        var (stranger, _, other) = await OpenAsync(2);
        using var visitor = world.App.Visitor();
        var link = await RegisterAsync(visitor, path, Person(2, name: "Lò Văn Hủy"));
        var waits = await RegisterAsync(visitor, path, Person(1));
        Assert.Empty((await visitor.PageAsync(waits)).QuerySelectorAll("#ticket"));
        await world.Data.RunAsync("update activity set from_at = now() - interval '1 hour', to_at = now() + interval '1 hour' where id = any ($1)", new[] { Id(path), Id(other) });
        var door = await TicketAsync(path);
        var text = door[(door.IndexOf('=', StringComparison.Ordinal) + 1)..];

        var registration = await world.Data.ScalarAsync<Guid>("select id from registration where activity_id = $1 order by place limit 1", Id(path));
        using var strange = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = new Ticket(Id(path), registration).Sign(strange);
        foreach (var one in (string[])[forged, text[..^4], (text[0] == 'A' ? 'B' : 'A') + text[1..], "xin chào", "<script>alert(1)</script>"])
            Assert.Contains("không phải do hệ thống này cấp", await ShownAsync(reporter, $"{path}/registrations/ticket?t={Uri.EscapeDataString(one)}", HttpStatusCode.BadRequest), StringComparison.Ordinal);
        // Read by another program, the square may come with its address.
        Assert.Contains("Vé thật, cho 2 người", await ShownAsync(reporter, $"{path}/registrations/ticket?t={Uri.EscapeDataString("https://tuanhoc.example" + door)}", HttpStatusCode.OK), StringComparison.Ordinal);
        Assert.Contains("của hoạt động khác", await ShownAsync(stranger, $"{other}/registrations/ticket?t={text}", HttpStatusCode.BadRequest), StringComparison.Ordinal);
        using (var notTheirs = await stranger.GetAsync(door, Cancel)) Assert.Equal(HttpStatusCode.NotFound, notTheirs.StatusCode);

        var open = await reporter.PageAsync(door);
        await world.Data.RunAsync("update activity set from_at = now() + interval '1 hour', to_at = now() + interval '2 hours' where id = $1", Id(path));
        await StepAsync(visitor, link, "cancel");
        Assert.Empty((await visitor.PageAsync(link)).QuerySelectorAll("#ticket"));
        using (var late = await reporter.SendAsync(open.Form(path + "/registrations/ticket"), null)) Assert.Contains("Vé của Lò Văn Hủy không còn giá trị", (await late.PageAsync()).Text(), StringComparison.Ordinal);
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from registration where activity_id = $1 and arrived is not null", Id(path)));
    }

    /// <summary>Where the ticket of the first registration leads, signed with the key of the installation. That the square on the page holds it is seen in the browser.</summary>
    async Task<string> TicketAsync(string path)
    {
        using var key = await world.App.Services.GetRequiredService<TicketKeys>().OpenAsync(Cancel);
        var registration = await world.Data.ScalarAsync<Guid>("select id from registration where activity_id = $1 order by place limit 1", Id(path));
        return Ticket.PathOf(Id(path), new Ticket(Id(path), registration).Sign(key));
    }

    static async Task<string> ShownAsync(HttpClient reporter, string address, HttpStatusCode status)
    {
        using var answer = await reporter.GetAsync(address, Cancel);
        var said = (await answer.PageAsync()).Text();
        Assert.True(answer.StatusCode == status, string.Create(CultureInfo.InvariantCulture, $"{answer.StatusCode}: {said}"));
        return said;
    }
}
