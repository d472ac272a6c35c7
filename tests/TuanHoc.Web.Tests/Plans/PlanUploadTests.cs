using System.IO.Compression;
using System.Net;
using System.Text;
using AngleSharp.Html.Dom;

namespace TuanHoc.Web.Tests.Plans;

public sealed class PlanUploadTests(PlanWorld world) : IClassFixture<PlanWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    Task<long> PlansOf(long unit) => world.Data.ScalarAsync<long>("select count(*) from plan where unit_id = $1", unit);

    [Theory]
    [InlineData("tinh-2025")]
    [InlineData("bo-2025")]
    [InlineData("xa-2025")]
    [InlineData("truong-2024")]
    [InlineData("thanh-pho-2020")]
    [InlineData("huyen-2022")]
    [InlineData("so-2023")]
    [InlineData("phuong-2025")]
    [InlineData("ke-hoach-mau")]
    public async Task A_plan_is_read_and_shown_beside_its_text(string sample)
    {
        var (keeper, unit) = await world.FreshAsync();

        var page = await keeper.PageAsync(await PlanWorld.BringAsync(keeper, sample));

        Assert.Equal(1, await PlansOf(unit));
        Assert.Equal("read", await world.Data.ScalarAsync<string>("select state from plan where unit_id = $1", unit));
        Assert.Equal(1, await world.Data.ScalarAsync<long>("select count(*) from audit where unit_id = $1 and thing = 'plan' and what = 'read'", unit));
        var links = page.QuerySelectorAll("#sheet a.num").OfType<IHtmlAnchorElement>().ToList();
        Assert.True(links.Count > 20, "facts were read");
        Assert.All(links, link => Assert.NotNull(page.GetElementById(link.Hash[1..])));
        var backs = page.QuerySelectorAll(".doc mark a").OfType<IHtmlAnchorElement>().ToList();
        Assert.Equal(links.Select(link => link.Hash).Distinct(StringComparer.Ordinal).Count(), backs.Count);
        Assert.All(backs, back => Assert.NotNull(page.GetElementById(back.Hash[1..])));
        Assert.Equal(await world.Data.ScalarAsync<string>("select text from plan where unit_id = $1", unit), page.QuerySelector(".doc")!.Clone().TextOfDocument());
    }

    [Fact]
    public async Task A_form_posted_twice_keeps_one_plan()
    {
        var (keeper, unit) = await world.FreshAsync();
        var key = (await keeper.PageAsync("/plans")).Form("/plans").Elements["key"]!.GetAttribute("value");

        using var first = await PlanWorld.UploadAsync(keeper, PlanWorld.Sample("tinh-2025"), typed: ("key", key));
        using var again = await PlanWorld.UploadAsync(keeper, PlanWorld.Sample("tinh-2025"), typed: ("key", key));

        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(1, await PlansOf(unit));
    }

    [Fact]
    public async Task A_pasted_text_is_read_like_a_file()
    {
        var (keeper, unit) = await world.FreshAsync();
        using var response = await PlanWorld.UploadAsync(keeper, [], "", ("text", Encoding.UTF8.GetString(PlanWorld.Sample("xa-2025"))));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(1, await PlansOf(unit));
    }

    [Fact]
    public async Task A_document_of_another_type_is_named_in_the_readers_language()
    {
        var (keeper, unit) = await world.FreshAsync();
        var report = Encoding.UTF8.GetBytes("BÁO CÁO\nKết quả Tuần lễ hưởng ứng học tập suốt đời năm 2025\n" + string.Concat(Enumerable.Repeat("Tuần lễ đã diễn ra tốt đẹp, nhiều người dự. ", 30)));
        await SaidAsync("Văn bản có tên loại là báo cáo, không phải kế hoạch.");
        using (var switched = await keeper.SendAsync((await keeper.PageAsync("/me")).Form("/language"), "/language", ("back", "/plans"), ("language", "en"))) Assert.Equal(HttpStatusCode.Redirect, switched.StatusCode);
        await SaidAsync("By its heading this is a report, not a plan.");
        Assert.Equal(0, await PlansOf(unit));

        async Task SaidAsync(string why)
        {
            using var refused = await PlanWorld.UploadAsync(keeper, report);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(why, (await refused.PageAsync()).Text(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_word_document_is_read_whatever_it_is_called()
    {
        var (keeper, _) = await world.FreshAsync();
        var lines = Encoding.UTF8.GetString(PlanWorld.Sample("tinh-2025")).Split('\n').Select(line => $"<w:p><w:r><w:t xml:space=\"preserve\">{WebUtility.HtmlEncode(line.TrimEnd('\r'))}</w:t></w:r></w:p>");
        var document = $"""<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{string.Concat(lines)}</w:body></w:document>""";
        using var kept = new MemoryStream();
        await using (var zip = new ZipArchive(kept, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in new[]
            {
                ("[Content_Types].xml", """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""),
                ("_rels/.rels", """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""),
                ("word/document.xml", document),
            })
            {
                await using var entry = await zip.CreateEntry(name).OpenAsync(Cancel);
                await entry.WriteAsync(Encoding.UTF8.GetBytes(text), Cancel);
            }
        }

        var page = await keeper.PageAsync(await PlanWorld.BringAsync(keeper, kept.ToArray(), "C:\\Tệp\\Kế hoạch.txt"));

        Assert.Contains("1846/KH-UBND", page.QuerySelector("#sheet")!.Said(), StringComparison.Ordinal);
        Assert.Contains("Kế hoạch.txt", page.QuerySelector(".head")!.Said(), StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "rong.txt", [], "không có chữ" },
        { "trang.txt", "  \n \n"u8.ToArray(), "không có chữ" },
        { "bao-cao.txt", Encoding.UTF8.GetBytes("BÁO CÁO\nKết quả Tuần lễ hưởng ứng học tập suốt đời năm 2025\n" + string.Concat(Enumerable.Repeat("Tuần lễ đã diễn ra tốt đẹp, nhiều người dự. ", 30))), "kế hoạch" },
        { "khac.txt", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Hôm nay trời đẹp, đi chợ mua rau. ", 50))), "Tuần lễ" },
        { "rac.bin", Garbage(), "không phải văn bản" },
        { "anh.docx", [0x50, 0x4B, 3, 4, .. Garbage()], "Word" },
        { "bom.docx", Zip(("word/document.xml", 200_000_000)), "" },
        { "macro.docx", Zip(("[Content_Types].xml", 20), ("word/document.xml", 20), ("word/vbaProject.bin", 20)), "" },
        { "cu.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. Garbage()], ".doc" },
        { "quet.pdf", "%PDF-1.7 abc"u8.ToArray(), "PDF" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_plan_is_refused_in_a_sentence_and_nothing_is_kept(string fileName, byte[] bytes, string says)
    {
        var (keeper, unit) = await world.FreshAsync();

        using var response = await PlanWorld.UploadAsync(keeper, bytes, fileName);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = await response.PageAsync();
        var note = page.QuerySelector("form[data-drop] .note.late")!.Said();
        Assert.Contains(says, note, StringComparison.Ordinal);
        Assert.EndsWith(".", note.Trim(), StringComparison.Ordinal);
        Assert.Equal(0, await PlansOf(unit));
        Assert.Equal(HttpStatusCode.OK, (await keeper.GetAsync("/plans", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_answered_with_a_page_while_it_is_still_being_sent()
    {
        await using var listening = new App(world.Data.Connection);
        listening.UseKestrel(0);
        listening.StartServer();
        var unit = await world.Data.UnitAsync("province", "Tỉnh Lớn");
        var name = await world.Data.PersonAsync("Người giữ", (unit, "coordinator"));
        using var keeper = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = listening.ClientOptions.BaseAddress };
        await keeper.SignInAsync(name);

        using var response = await PlanWorld.UploadAsync(keeper, new byte[50_000_000], "lon.txt");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("lớn hơn 10 MB", (await response.PageAsync()).QuerySelector(".note.late")!.Said(), StringComparison.Ordinal);
        using var little = await PlanWorld.UploadAsync(keeper, new byte[10_500_000], "hoi-lon.txt");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, little.StatusCode);
        Assert.Equal(0, await PlansOf(unit));
        Assert.StartsWith("/plans/", await PlanWorld.BringAsync(keeper), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_keeps_the_unit_s_plans_may_bring_one()
    {
        var (keeper, unit) = await world.FreshAsync();
        using (var forged = await PlanWorld.UploadAsync(keeper, PlanWorld.Sample("tinh-2025"), typed: ("unit", $"{world.Elsewhere}"))) Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
        using (var token = await PlanWorld.UploadAsync(keeper, PlanWorld.Sample("tinh-2025"), typed: ("__RequestVerificationToken", "giả"))) Assert.Equal(HttpStatusCode.BadRequest, token.StatusCode);
        Assert.Equal(0, await PlansOf(unit));
        foreach (var role in (string[])["reporter", "viewer"])
        {
            var other = await world.KeeperAsync(role);
            Assert.Null((await other.PageAsync("/plans")).QuerySelector("form[data-drop]"));
            using var response = await other.PostAsync("/plans", new MultipartFormDataContent { { new StringContent("x"), "text" } }, Cancel);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    static byte[] Garbage()
    {
        var bytes = new byte[5000];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    internal static byte[] Zip(params (string Name, int Length)[] entries)
    {
        using var kept = new MemoryStream();
        using (var zip = new ZipArchive(kept, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, length) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                var block = new byte[Math.Min(length, 1_000_000)];
                for (var left = length; left > 0; left -= block.Length) entry.Write(block.AsSpan(0, Math.Min(block.Length, left)));
            }
        }
        return kept.ToArray();
    }
}
