using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using TuanHoc.Web.Portal.Certificates;

namespace TuanHoc.Web.Tests.Portal;

/// <summary>Who came, and the certificate that says so.</summary>
public sealed partial class SeatsTests
{
    [GeneratedRegex("/week/certificates/([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/pdf")]
    private static partial Regex Certificate();

    [Fact]
    public async Task A_list_that_was_opened_early_takes_nobody_out_whom_the_door_let_in_since()
    {
        var (reporter, _, path) = await OpenAsync(10);
        using var visitor = world.App.Visitor();
        foreach (var name in (string[])["Nguyễn Thị Hòa", "Lò Văn Đến"]) await RegisterAsync(visitor, path, Person(2, name: name));
        await world.Data.RunAsync("update activity set from_at = now() - interval '3 hours', to_at = now() - interval '1 hour' where id = $1", Id(path));
        var ids = await world.Data.ScalarAsync<Guid[]>("select array_agg(id order by place) from registration where activity_id = $1", Id(path));
        var early = await reporter.PageAsync(path + "/registrations");
        await world.Data.RunAsync("update registration set arrived = 2 where id = $1", ids[0]);
        using (var saved = await reporter.SendAsync(early.Form(path + "/registrations/arrivals"), null, ("act", "save"), ($"came.{ids[1]}", "1"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal("2, 1", await world.Data.ScalarAsync<string>("select string_agg(arrived::text, ', ' order by place) from registration where activity_id = $1", Id(path)));
        // What is taken out by hand is.
        using (var taken = await reporter.SendAsync((await reporter.PageAsync(path + "/registrations")).Form(path + "/registrations/arrivals"), null, ("act", "save"), ($"came.{ids[0]}", ""))) Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select sum(arrived) from registration where activity_id = $1", Id(path)));
    }

    [Fact]
    public async Task A_forged_host_stands_in_nobodys_letter()
    {
        var (_, _, path) = await OpenAsync(1);
        using var visitor = world.App.Visitor();
        var (link, person) = (await RegisterAsync(visitor, path, Person(1)), Person(1));
        await RegisterAsync(visitor, path, person);
        // Who has the seat gives it up, and would have the letter to the next in the line lead elsewhere.
        visitor.DefaultRequestHeaders.Host = "evil.example";
        await StepAsync(visitor, link, "cancel");
        Assert.Equal("1 cancelled, 1 offered", await StateAsync(path));
        Assert.Equal((2L, 0L), (await world.Data.ScalarAsync<long>("select count(*) from mail where recipient = $1", person[1].Value!), await world.Data.ScalarAsync<long>("select count(*) from mail where mail::text like '%evil.example%'")));
    }

    [Fact]
    public async Task Who_came_is_typed_on_the_list_and_has_a_certificate_that_anyone_can_check()
    {
        var (reporter, unit, path) = await OpenAsync(10);
        using var visitor = world.App.Visitor();
        var link = await RegisterAsync(visitor, path, Person(2, name: "Nguyễn Thị Hòa".Normalize(NormalizationForm.FormD)));
        var absent = await RegisterAsync(visitor, path, Person(1, name: "Lò Văn Vắng"));
        var list = $"{path}/registrations";
        Assert.Contains("Từ ngày 01/10/2090 ghi được", (await reporter.PageAsync(list)).Text(), StringComparison.Ordinal);
        var ids = await world.Data.ScalarAsync<Guid[]>("select array_agg(id order by place) from registration where activity_id = $1", Id(path));
        using (var early = await reporter.SendAsync((await reporter.PageAsync(list)).Form(list + "/message"), list + "/arrivals", ("text", "đến sớm"))) Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        using (var soon = await CertifyAsync(visitor, link, "Nguyễn Thị Hòa")) Assert.Equal(HttpStatusCode.Conflict, soon.StatusCode);

        // The day has come and gone.
        await world.Data.RunAsync("update activity set from_at = now() - interval '3 hours', to_at = now() - interval '1 hour' where id = $1", Id(path));
        using (var many = await ArriveAsync((ids[0], "3"))) Assert.Contains("đăng ký 2 người", (await many.PageAsync()).Text(), StringComparison.Ordinal);
        using (var wrong = await ArriveAsync((ids[0], "hai"))) Assert.Equal(HttpStatusCode.Conflict, wrong.StatusCode);
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from registration where activity_id = $1 and arrived is not null", Id(path)));
        using (var said = await ArriveAsync((ids[0], "2"), (ids[1], "0"))) Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        Assert.Contains("Đã đến 2 người; 1 nhóm không đến; 0 nhóm chưa ghi.", (await reporter.PageAsync(list)).Text(), StringComparison.Ordinal);
        Assert.Equal("2", await world.Data.ScalarAsync<string>("select detail ->> 'people' from audit where what = 'arrivals' and unit_id = $1", unit));

        foreach (var name in (string[])["Nguyễn Thị Hòa", "nguyễn thị hòa", "Nguyễn Ngọc Quỳnh"])
            using (var made = await CertifyAsync(visitor, link, name.Normalize(NormalizationForm.FormD))) Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        // As many as came, and none for who did not.
        using (var third = await CertifyAsync(visitor, link, "Người Thứ Ba")) Assert.Equal(HttpStatusCode.Conflict, third.StatusCode);
        using (var none = await CertifyAsync(visitor, absent, "Lò Văn Vắng")) Assert.Equal(HttpStatusCode.Conflict, none.StatusCode);
        using (var stray = await CertifyAsync(visitor, link, "Hòa 🎉")) Assert.Contains("Không in được ký tự", (await stray.PageAsync()).Text(), StringComparison.Ordinal);

        var page = (await visitor.PageAsync(link)).DocumentElement.OuterHtml;
        var codes = Certificate().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, codes.Count);
        var pdf = await visitor.GetByteArrayAsync($"/week/certificates/{codes[0]}/pdf", Cancel);
        Assert.Equal("%PDF-", Encoding.ASCII.GetString(pdf, 0, 5));
        foreach (var typed in (string[])[codes[0], codes[0].ToLowerInvariant(), codes[0].Replace("-", "", StringComparison.Ordinal), codes[0].Replace('0', 'O').Replace('1', 'l')])
        {
            var checkedPage = await visitor.PageAsync($"/week/certificates/{Uri.EscapeDataString(typed)}");
            Assert.Contains("có thật", checkedPage.Text(), StringComparison.Ordinal);
            Assert.Contains("Nguyễn Thị Hòa", checkedPage.Text(), StringComparison.Ordinal);
        }
        using (var asked = await visitor.GetAsync($"/week/certificates?code={codes[1].ToLowerInvariant()}", Cancel)) Assert.Equal($"/week/certificates/{codes[1]}", asked.Headers.Location!.ToString());

        // It outlives the registration, and certifies nothing once the activity was cancelled.
        await world.Data.RunAsync("delete from registration where activity_id = $1", Id(path));
        Assert.Contains("có thật", (await visitor.PageAsync($"/week/certificates/{codes[1]}")).Text(), StringComparison.Ordinal);
        await world.Data.RunAsync("update activity set state = 'cancelled', why_cancelled = 'Bão' where id = $1", Id(path));
        Assert.Contains("không còn giá trị", (await visitor.PageAsync($"/week/certificates/{codes[1]}")).Text(), StringComparison.Ordinal);
        using (var gone = await visitor.GetAsync($"/week/certificates/{codes[1]}/pdf", Cancel)) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

        async Task<HttpResponseMessage> ArriveAsync(params (Guid Id, string Came)[] came) =>
            await reporter.SendAsync((await reporter.PageAsync(list)).Form(list + "/arrivals"), null, [("act", "save"), .. came.Select(one => ("came." + one.Id.ToString("D", CultureInfo.InvariantCulture), (string?)one.Came))]);

        static Task<HttpResponseMessage> CertifyAsync(HttpClient visitor, string link, string name) => visitor.PostAsync(link + "/certificates", new FormUrlEncodedContent([KeyValuePair.Create("name", name)]), Cancel);
    }

    [Theory]
    [InlineData("K7QM-2XRD-9TWB")]
    [InlineData("xin chào")]
    [InlineData("' or 1=1 --")]
    [InlineData("<script>alert(1)</script>")]
    public async Task A_code_that_was_guessed_finds_nothing_and_says_so(string code)
    {
        using var visitor = world.App.Visitor();
        using var answer = await visitor.GetAsync($"/week/certificates/{Uri.EscapeDataString(code)}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Không có giấy chứng nhận nào mang mã này", (await answer.PageAsync()).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_have_no_letters_that_are_taken_for_others()
    {
        var codes = Enumerable.Range(0, 1000).Select(_ => CertificateCode.New()).ToList();
        Assert.Equal(1000, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, code => Assert.Equal(code, CertificateCode.Read(CertificateCode.Printed(code).ToLowerInvariant())));
        Assert.DoesNotContain(codes, code => code.AsSpan().ContainsAny("ILOU"));
    }
}
