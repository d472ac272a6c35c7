using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using TuanHoc.Web.Portal.Seats;
using TuanHoc.Web.Tests.Activities;

namespace TuanHoc.Web.Tests.Portal;

/// <summary>Many programs at the forms: work is asked of every page, and people come through with scripts and without.</summary>
public sealed class SiegeTests(ActivityWorld world) : IClassFixture<ActivityWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Who reads a form takes at least this long.
    static readonly TimeSpan Reading = TimeSpan.FromSeconds(3.2);

    [Fact]
    public async Task While_programs_are_at_the_forms_a_page_shows_its_work_or_takes_its_time()
    {
        var (reporter, unit) = await world.FreshAsync();
        using var made = await reporter.SendAsync((await reporter.PageAsync($"/activities/new?unit={unit}&year=2090")).Form("/activities"), null,
            ("kind", "class.other"), ("title", "Lớp làm đèn"), ("day", "01/10/2090"), ("from", "8:30"), ("to", "10:00"), ("place.0.name", "Nhà văn hóa"), ("forAll", "on"), ("about", "Ai cũng đến được."), ("seats", "50"), ("takes", "on"));
        var activity = made.Headers.Location!.ToString();
        await world.Data.RunAsync("update activity set showing = 'public', showing_at = now(), showing_by = changed_by where id = $1", Guid.Parse(activity.Split('/')[2], CultureInfo.InvariantCulture));
        var path = $"/week{activity}/registration";
        using var visitor = world.App.Visitor();
        Assert.Null((await FormAsync(visitor, path)).QuerySelector("[data-proof]"));

        // Who opened the page before it began sends it without its work: nothing is lost.
        var before = await FormAsync(visitor, path);
        for (var program = 0; program < 200; program++)
        {
            using var turned = await visitor.PostAsync(path, new FormUrlEncodedContent([new("page", $"bịa {program}")]), Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, turned.StatusCode);
        }
        await Task.Delay(Reading, Cancel);
        using (var refused = await visitor.SendAsync(before, path, Person("Lò Thị Trước")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("đợi 20 giây rồi bấm gửi lần nữa", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        var form = await FormAsync(visitor, path);
        var bits = int.Parse(form.QuerySelector("[data-proof]")!.GetAttribute("data-proof")!, CultureInfo.InvariantCulture);
        Assert.Equal(Siege.Bits, bits);
        var page = form.QuerySelector("input[name=page]")!.GetAttribute("value")!;
        var proof = Enumerable.Range(0, int.MaxValue).Select(number => number.ToString(CultureInfo.InvariantCulture)).First(number => Siege.Proves(page, number));
        var patient = await FormAsync(visitor, path);
        await Task.Delay(Reading, Cancel);
        using (var wrong = await visitor.SendAsync(form, path, [.. Person("Lò Thị Sai"), ("proof", "1" + proof)])) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using (var proved = await visitor.SendAsync(form, path, [.. Person("Lò Thị Chứng"), ("proof", proof)])) Assert.Equal(HttpStatusCode.Redirect, proved.StatusCode);

        // Without scripts the same page is taken once it is old enough.
        await Task.Delay(Siege.Patience, Cancel);
        using var waited = await visitor.SendAsync(patient, path, Person("Lò Thị Đợi"));
        Assert.Equal(HttpStatusCode.Redirect, waited.StatusCode);
        Assert.Equal("Lò Thị Chứng, Lò Thị Đợi", await world.Data.ScalarAsync<string>("select string_agg(name, ', ' order by made_at) from registration where activity_id = $1", Guid.Parse(activity.Split('/')[2], CultureInfo.InvariantCulture)));
    }

    static async Task<IHtmlFormElement> FormAsync(HttpClient visitor, string path) => (await visitor.PageAsync(path)).Form(path);

    static (string Name, string? Value)[] Person(string name) => [("name", name), ("contact", $"{Guid.CreateVersion7():N}@thu.example"), ("people", "1"), ("children", "0"), ("consent", "1")];
}
