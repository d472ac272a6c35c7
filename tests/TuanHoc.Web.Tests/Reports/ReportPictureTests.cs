using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using TuanHoc.Core.Tests.Pictures;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>The pictures of a report: added, shown, captioned, taken out; by whom and until when.</summary>
public sealed class ReportPictureTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    const string Tab = "?tab=pictures";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static byte[] Telephone => DrawnPictures.Jpeg(24, 16, DrawnPictures.Exif(6, little: true));

    static async Task<HttpResponseMessage> AddAsync(School school, byte[][] files, string caption = "", string? token = null, HttpClient? by = null)
    {
        var form = (await school.Reporter.PageAsync(school.Report + Tab)).Form(school.Report + "/pictures");
        Assert.Equal("multipart/form-data", form.Enctype);
        var content = new MultipartFormDataContent();
        var typed = new List<(string, string?)> { ("picture", null), ("caption", caption) };
        if (token is not null) typed.Add(("__RequestVerificationToken", token));
        foreach (var (name, value) in form.Filled([.. typed])) content.Add(new StringContent(value), name);
        foreach (var (file, number) in files.Select((file, index) => (file, index)))
        {
            var part = new ByteArrayContent(file);
            part.Headers.ContentDisposition = new("form-data") { Name = "picture", FileName = $"\"C:\\DCIM\\anh {number}.jpg\"" };
            content.Add(part);
        }
        return await (by ?? school.Reporter).PostAsync(school.Report + "/pictures", content, Cancel);
    }

    Task<long> FilesAsync(School school) => world.Data.ScalarAsync<long>("select count(*) from report_picture where report_id = $1", school.Id);

    Task<int> ListedAsync(School school) => world.Data.ScalarAsync<int>("select jsonb_array_length(pictures) from report where id = $1", school.Id);

    Task<long> AuditedAsync(School school, string what) => world.Data.ScalarAsync<long>("select count(*) from audit where thing = 'picture' and what = $2 and detail ->> 'report' = $1::text", school.Id, what);

    static IHtmlImageElement Picture(IDocument page) => page.QuerySelectorAll(".pictures img").OfType<IHtmlImageElement>().Single();

    static string Path(IElement image) => image.GetAttribute("src")!;

    static async Task<HttpResponseMessage> PressAsync(School school, string path, string? to = null, params (string, string?)[] typed) =>
        await school.Reporter.SendAsync((await school.Reporter.PageAsync(school.Report + Tab)).Form(path), to, typed);

    [Fact]
    public async Task A_picture_is_added_with_its_caption_and_seen_upright_by_writer_and_receiver()
    {
        var school = await world.SchoolAsync();

        var added = await AddAsync(school, [Telephone], "Lễ khai mạc");

        Assert.Equal(school.Report + "?tab=pictures&done=pictured", added.Headers.Location!.ToString());
        foreach (var reader in new[] { school.Reporter, world.Receiver })
        {
            var page = await reader.PageAsync(school.Report + Tab);
            var image = Picture(page);
            Assert.Equal(("16", "24", "lazy", "Lễ khai mạc"), (image.GetAttribute("width"), image.GetAttribute("height"), image.GetAttribute("loading"), image.AlternativeText));
            Assert.Contains("Ảnh (1)", page.Text());
            Assert.Equal(reader == school.Reporter ? 3 : 0, page.QuerySelectorAll($"form[action^='{school.Report}/pictures'] button").Length);
            using var file = await reader.GetAsync(Path(image), Cancel);
            Assert.Equal("image/jpeg", file.Content.Headers.ContentType!.ToString());
            Assert.Equal("nosniff", string.Join(',', file.Headers.GetValues("X-Content-Type-Options")));
            Assert.Contains("private", file.Headers.CacheControl!.ToString());
            Assert.Contains("immutable", file.Headers.CacheControl!.ToString());
            var bytes = await file.Content.ReadAsByteArrayAsync(Cancel);
            Assert.True(bytes.AsSpan().IndexOf("GPS"u8) < 0, "the place is gone");
        }
        Assert.Equal(1, await AuditedAsync(school, "added"));
        Assert.Equal((0, "open"), (await school.VersionAsync(), await school.StateAsync()));
    }

    [Fact]
    public async Task The_same_picture_sent_twice_is_one_picture()
    {
        var school = await world.SchoolAsync();

        await AddAsync(school, [Telephone, DrawnPictures.Png()], "Lễ khai mạc");
        var again = await AddAsync(school, [DrawnPictures.Png(), Telephone, Telephone], "Lớp học");

        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal((2L, 2, 2L), (await FilesAsync(school), await ListedAsync(school), await AuditedAsync(school, "added")));
    }

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "text", "xin chào"u8.ToArray(), "không phải ảnh JPEG hoặc PNG" },
        { "nothing", [], "không phải ảnh JPEG hoặc PNG" },
        { "GIF", "GIF89a"u8.ToArray(), "không phải ảnh JPEG hoặc PNG" },
        { "cut", Telephone[..^10], "hỏng hoặc chưa tải lên hết" },
        { "huge", DrawnPictures.Png(DrawnPictures.Header(50_000, 50_000, depth: 8, colour: 6), [0]), "40 triệu điểm" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_picture_is_refused_by_name_with_its_good_neighbours_and_the_caption_is_kept(string what, byte[] file, string says)
    {
        Assert.NotEmpty(what);
        var school = await world.SchoolAsync();

        using var refused = await AddAsync(school, [DrawnPictures.Png(), file], "Lễ khai mạc");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.PageAsync();
        var note = page.QuerySelector(".note.late")!.Text();
        Assert.Contains(says, note);
        Assert.Contains("“anh 1.jpg”", note);
        Assert.Equal("Lễ khai mạc", page.Form(school.Report + "/pictures").Filled().Single(field => field.Key == "caption").Value);
        Assert.Equal((0L, 0), (await FilesAsync(school), await ListedAsync(school)));
    }

    [Fact]
    public async Task Too_much_is_refused_and_nothing_is_kept()
    {
        var school = await world.SchoolAsync();

        using (var large = await AddAsync(school, [[.. Telephone, .. new byte[12_000_001]]]))
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
            Assert.Contains("lớn hơn 12 MB", (await large.PageAsync()).Text());
        }
        using (var post = await AddAsync(school, [new byte[11_000_000], new byte[11_000_000]]))
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, post.StatusCode);
            Assert.Contains("lớn hơn 20 MB", (await post.PageAsync()).Text());
        }
        using (var none = await AddAsync(school, []))
        {
            Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
            Assert.Contains("Chọn ít nhất một ảnh", (await none.PageAsync()).Text());
        }
        using (var word = await AddAsync(school, [Telephone], new string('a', 301))) Assert.Equal(HttpStatusCode.BadRequest, word.StatusCode);
        Assert.Equal(0, await FilesAsync(school));

        await AddAsync(school, [.. Enumerable.Range(1, 19).Select(n => DrawnPictures.Png(n, 3))]);
        using (var many = await AddAsync(school, [DrawnPictures.Png(20, 3), DrawnPictures.Png(21, 3)]))
        {
            Assert.Equal(HttpStatusCode.Conflict, many.StatusCode);
            Assert.Contains("nhiều nhất 20 ảnh", (await many.PageAsync()).QuerySelector(".note.late")!.Text());
        }
        Assert.Equal((19L, 19), (await FilesAsync(school), await ListedAsync(school)));
    }

    [Fact]
    public async Task A_forged_post_adds_nothing()
    {
        var school = await world.SchoolAsync();
        using var forged = await AddAsync(school, [Telephone], "Lễ khai mạc", token: "giả");
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(0, await FilesAsync(school));
    }

    [Fact]
    public async Task Only_who_fills_the_report_changes_its_pictures_and_only_who_sees_it_sees_them()
    {
        var (school, other) = (await world.SchoolAsync(), await world.SchoolAsync());
        await AddAsync(school, [Telephone]);
        var path = Path(Picture(await school.Reporter.PageAsync(school.Report + Tab)));

        foreach (var stranger in new[] { other.Reporter, world.Receiver })
        {
            using (var add = await AddAsync(school, [DrawnPictures.Png()], by: stranger)) Assert.Equal(HttpStatusCode.NotFound, add.StatusCode);
            var own = await stranger.TokenAsync();
            foreach (var to in new[] { path, path + "/removal" })
            {
                using var change = await stranger.PostAsync(to, new FormUrlEncodedContent(own), Cancel);
                Assert.Equal(HttpStatusCode.NotFound, change.StatusCode);
            }
        }
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), ((await other.Reporter.GetAsync(path, Cancel)).StatusCode, (await world.Receiver.GetAsync(path, Cancel)).StatusCode));
        Assert.Equal(HttpStatusCode.NotFound, (await school.Reporter.GetAsync(path.Replace(school.Report, other.Report, StringComparison.Ordinal), Cancel)).StatusCode);
        Assert.Equal((1L, 1), (await FilesAsync(school), await ListedAsync(school)));
    }

    [Fact]
    public async Task Whose_role_ends_while_pictures_are_being_sent_adds_nothing()
    {
        var school = await world.SchoolAsync();
        var form = (await school.Reporter.PageAsync(school.Report + Tab)).Form(school.Report + "/pictures");
        // More than may wait unread: when it is through, the report has been found and the pictures are being read.
        using var content = new MultipartFormDataContent { { new StringContent(new string('x', Halfway.Sent)), "padding" } };
        foreach (var (name, value) in form.Filled(("picture", null))) content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(Telephone), "picture", "anh.jpg");
        using var halfway = new Halfway(content, () => world.Data.RunAsync("delete from membership where unit_id = $1", school.Unit));

        using var answer = await school.Reporter.PostAsync(school.Report + "/pictures", halfway, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(0, await FilesAsync(school));
    }

    /// <summary>A post in the middle of which something happens.</summary>
    sealed class Halfway : HttpContent
    {
        public const int Sent = 400_000;

        readonly HttpContent whole;
        readonly Func<Task> happens;

        public Halfway(HttpContent whole, Func<Task> happens)
        {
            (this.whole, this.happens) = (whole, happens);
            Headers.ContentType = whole.Headers.ContentType;
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var bytes = await whole.ReadAsByteArrayAsync(Cancel);
            await stream.WriteAsync(bytes.AsMemory(0, Sent), Cancel);
            await happens();
            await stream.WriteAsync(bytes.AsMemory(Sent), Cancel);
        }

        protected override bool TryComputeLength(out long length) => (length = -1) > 0;
    }

    [Fact]
    public async Task A_caption_is_written_anew_and_a_picture_never_sent_is_forgotten()
    {
        var school = await world.SchoolAsync();
        await AddAsync(school, [Telephone], "Lễ");
        var path = Path(Picture(await school.Reporter.PageAsync(school.Report + Tab)));

        var captioned = await PressAsync(school, path, null, ("caption", "Lễ khai mạc <b>2025</b>"));
        Assert.Equal(HttpStatusCode.Redirect, captioned.StatusCode);
        Assert.Equal("Lễ khai mạc <b>2025</b>", Picture(await school.Reporter.PageAsync(school.Report + Tab)).AlternativeText);

        foreach (var (typed, token) in new[] { (new string('a', 301), null), ("Ngắn", "giả") })
        {
            using var refused = await PressAsync(school, path, null, [("caption", typed), .. token is null ? Array.Empty<(string, string?)>() : [("__RequestVerificationToken", token)]]);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Equal(typed, (await refused.PageAsync()).Form(path).Filled().Single(field => field.Key == "caption").Value);
        }
        Assert.Equal(1, await AuditedAsync(school, "captioned"));

        Assert.Equal(HttpStatusCode.Redirect, (await PressAsync(school, path, path + "/removal")).StatusCode);
        Assert.Equal((0L, 0), (await FilesAsync(school), await ListedAsync(school)));
        Assert.Equal(HttpStatusCode.NotFound, (await school.Reporter.GetAsync(path, Cancel)).StatusCode);
        Assert.Equal((1L, 1L), (await AuditedAsync(school, "captioned"), await AuditedAsync(school, "removed")));
    }

    [Fact]
    public async Task What_was_sent_stays_known_whatever_happens_afterwards()
    {
        var school = await world.SchoolAsync();
        await AddAsync(school, [Telephone], "Lễ khai mạc");
        var open = await school.Reporter.PageAsync(school.Report + Tab);
        var path = Path(Picture(open));
        await school.SubmitAsync(("news.amount", "14"));

        // The page from before the submission is still open: nothing it sends changes what was sent.
        foreach (var to in new[] { path, path + "/removal" })
        {
            using var late = await school.Reporter.SendAsync(open.Form(path), to, ("caption", "Khác"));
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
            Assert.Contains("đã nộp nên không sửa được", (await late.PageAsync()).Text());
        }
        var closed = await school.Reporter.PageAsync(school.Report + Tab);
        Assert.DoesNotContain(closed.Forms, form => form.Action.Contains("/pictures", StringComparison.Ordinal));

        await school.ReturnAsync("Thêm ảnh lớp học.");
        await PressAsync(school, path, null, ("caption", "Khác"));
        await PressAsync(school, path, path + "/removal");

        Assert.Equal((1L, 0), (await FilesAsync(school), await ListedAsync(school)));
        Assert.Equal("Lễ khai mạc", await world.Data.ScalarAsync<string>("select pictures -> 0 ->> 'caption' from report_snapshot where report_id = $1", school.Id));
        Assert.Equal(HttpStatusCode.OK, (await world.Receiver.GetAsync(path, Cancel)).StatusCode);
        // Sent again, it is the picture that it was.
        await AddAsync(school, [Telephone], "Lễ khai mạc, ảnh cũ");
        Assert.Equal(path, Path(Picture(await school.Reporter.PageAsync(school.Report + Tab))));
    }

    [Fact]
    public async Task Without_a_form_pictures_alone_are_a_report()
    {
        var school = await world.SchoolAsync(edition: await world.Data.EditionAsync(2022, form: null));
        Assert.Equal(HttpStatusCode.Conflict, (await school.SubmitAsync()).StatusCode);
        await AddAsync(school, [Telephone], "Lễ khai mạc");

        Assert.Equal(HttpStatusCode.Redirect, (await school.SubmitAsync()).StatusCode);

        Assert.Equal(1, await world.Data.ScalarAsync<int>("select jsonb_array_length(pictures) from report_snapshot where report_id = $1", school.Id));
        Assert.Equal(1, await school.CountAsync("report_step", "submitted"));
    }

    [Fact]
    public async Task Who_is_on_a_picture_and_who_may_see_it_is_said_and_never_wider_than_agreed()
    {
        var school = await world.SchoolAsync();
        await AddAsync(school, [Telephone], "Lễ khai mạc");
        var path = Path(Picture(await school.Reporter.PageAsync(school.Report + Tab)));

        using (var refused = await PressAsync(school, path, to: null, ("caption", "Học sinh lớp 5"), ("audience", "public")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            var page = await refused.PageAsync();
            Assert.Contains("Ảnh cho mọi người xem thì phải ghi rõ", page.QuerySelector(".note.late")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("Học sinh lớp 5", page.QuerySelector(".pictures input[name=caption]")!.GetAttribute("value"));
            Assert.Equal("public", page.QuerySelector<IHtmlSelectElement>(".pictures select[name=audience]")!.Value);
        }
        using (var said = await PressAsync(school, path, to: null, ("consent", "guardian"), ("audience", "public"))) Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        Assert.Contains("Có trẻ em: cha mẹ, người giám hộ đã đồng ý", (await world.Receiver.PageAsync(school.Report + Tab)).QuerySelector(".pictures")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("""{"caption": "Lễ khai mạc", "consent": "guardian", "audience": "public"}""", await world.Data.ScalarAsync<string>("select after::text from audit where thing = 'picture' and what = 'captioned' and detail ->> 'report' = $1::text", school.Id));
    }
}
