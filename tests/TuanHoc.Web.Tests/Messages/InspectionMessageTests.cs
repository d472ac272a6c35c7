using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace TuanHoc.Web.Tests.Messages;

/// <summary>What an inspection asks of a unit reaches its people.</summary>
public sealed class InspectionMessageTests(LaterWorld world) : IClassFixture<LaterWorld>
{
    [Fact]
    public async Task The_visited_unit_is_told_once_of_what_it_has_to_put_right()
    {
        using var inspector = await world.BrowserAsync(await world.PersonAsync("Người Kiểm Tra", email: null, (world.First, "leader")));
        using var head = await world.BrowserAsync(await world.PersonAsync("Hiệu Trưởng", "hieutruong@tuanhoc.example", (world.School, "leader")));
        var form = (await inspector.PageAsync("/inspections/new")).Form("/inspections");
        using var drawn = await inspector.PostAsync("/inspections", new FormUrlEncodedContent([.. form.Filled(), new("kinds", "school")]), TestContext.Current.CancellationToken);
        var visit = new Uri((await inspector.PageAsync(drawn.Headers.Location!.ToString())).QuerySelector<IHtmlAnchorElement>("section[aria-labelledby=visits] li p a")!.Href).AbsolutePath;

        // What is seen and in order asks nothing of anybody.
        await RecordAsync(("answer.0", "yes"), ("day", "31/08/2036"));
        await world.RunJobsAsync();
        Assert.Empty(await ToldAsync());

        await RecordAsync(("findings", "Treo băng rôn\nMở thư viện"), ("due", "20/09/2036"));
        await world.RunJobsAsync();
        await world.RunJobsAsync();
        Assert.Equal("Việc phải khắc phục sau kiểm tra: Kiểm tra việc tổ chức Tuần lễ", Assert.Single(await ToldAsync()));
        var letter = Assert.Single(world.Office.Letters, one => one.To == "hieutruong@tuanhoc.example");
        Assert.Contains("UBND xã Thứ Nhất kiểm tra Trường Tiểu học Thứ Nhất ngày 31/08/2036 và giao 2 việc phải khắc phục, chậm nhất ngày 20/09/2036:\n– Treo băng rôn\n– Mở thư viện", letter.Text.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Treo băng rôn", (await head.PageAsync("/tasks")).Text(), StringComparison.Ordinal);

        // One more: its own message, which leads to it.
        await RecordAsync(("findings", "Lập danh sách lớp"), ("due", "21/09/2036"));
        await world.RunJobsAsync();
        Assert.Equal(2, (await ToldAsync()).Count);
        var inbox = await head.PageAsync("/messages");
        using var opened = await head.SendAsync(inbox.QuerySelectorAll<IHtmlFormElement>(".inbox form").First());
        Assert.Contains("Lập danh sách lớp", (await head.PageAsync(opened.Headers.Location!.ToString())).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);

        async Task RecordAsync(params (string, string?)[] typed)
        {
            using var saved = await inspector.SendAsync((await inspector.PageAsync(visit)).Form(visit), null, typed);
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        }

        async Task<List<string>> ToldAsync() => [.. (await head.PageAsync("/messages")).QuerySelectorAll(".inbox button span:last-child").Select(one => one.TextContent.Trim())];
    }
}
