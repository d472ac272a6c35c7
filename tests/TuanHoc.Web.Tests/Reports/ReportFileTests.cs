using System.IO.Compression;
using System.Net;
using System.Text;
using AngleSharp.Dom;
using TuanHoc.Core.Tests.Pictures;
using TuanHoc.Web.Tests.Boards;

namespace TuanHoc.Web.Tests.Reports;

/// <summary>The files that go with what a report says in words: known by what is in them, kept as the report was sent.</summary>
public sealed class ReportFileTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    const string Tab = "?tab=pictures";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static byte[] Pdf => "%PDF-1.7\n% Chương trình lễ khai mạc\n"u8.ToArray();

    static byte[] Office(params string[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts)
            {
                using var text = new StreamWriter(zip.CreateEntry(part).Open());
                text.Write("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
            }
        }
        return file.ToArray();
    }

    static async Task<HttpResponseMessage> AddAsync(School school, (string Name, byte[] Content)[] files, string? token = null, HttpClient? by = null)
    {
        var content = new MultipartFormDataContent();
        var form = (await school.Reporter.PageAsync(school.Report + Tab)).Form(school.Report + "/files");
        foreach (var (name, value) in form.Filled([("file", null), .. token is null ? Array.Empty<(string, string?)>() : [("__RequestVerificationToken", token)]])) content.Add(new StringContent(value), name);
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentDisposition = new("form-data") { Name = "file", FileNameStar = name };
            content.Add(part);
        }
        return await (by ?? school.Reporter).PostAsync(school.Report + "/files", content, Cancel);
    }

    static async Task<IReadOnlyList<(string Name, string Path)>> ListedAsync(HttpClient reader, School school) =>
        [.. (await reader.PageAsync(school.Report + Tab)).QuerySelectorAll($"a[href^='{school.Report}/files/']").Select(link => (link.TextContent, link.GetAttribute("href")!))];

    static async Task<HttpResponseMessage> RemoveAsync(School school, string path) => await school.Reporter.SendAsync((await school.Reporter.PageAsync(school.Report + Tab)).Form(path + "/removal"));

    [Fact]
    public async Task A_file_is_added_once_and_taken_by_writer_and_receiver_as_it_was_sent()
    {
        var (school, other) = (await world.SchoolAsync(), await world.SchoolAsync());

        using (var added = await AddAsync(school, [("C:\\Tài liệu\\Chương trình.docx", Pdf), ("danh sách.xlsx", Office("[Content_Types].xml", "xl/workbook.xml"))])) Assert.Equal(school.Report + "?tab=pictures&done=filed", added.Headers.Location!.ToString());
        using (var again = await AddAsync(school, [("khác.pdf", Pdf)])) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);

        foreach (var reader in new[] { school.Reporter, world.Receiver })
        {
            var listed = await ListedAsync(reader, school);
            // What it is is told by what is in it.
            Assert.Equal(["Chương trình.pdf", "danh sách.xlsx"], listed.Select(file => file.Name));
            using var taken = await reader.GetAsync(listed[0].Path, Cancel);
            Assert.Equal(("application/pdf", "Chương trình.pdf", "nosniff"), (taken.Content.Headers.ContentType!.ToString(), taken.Content.Headers.ContentDisposition!.FileNameStar, string.Join(',', taken.Headers.GetValues("X-Content-Type-Options"))));
            Assert.Equal(Pdf, await taken.Content.ReadAsByteArrayAsync(Cancel));
        }
        var path = (await ListedAsync(school.Reporter, school))[0].Path;
        Assert.Equal(HttpStatusCode.NotFound, (await other.Reporter.GetAsync(path, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await school.Reporter.GetAsync(path.Replace(school.Report, other.Report, StringComparison.Ordinal), Cancel)).StatusCode);
        using (var stranger = await AddAsync(school, [("x.pdf", Pdf)], by: world.Receiver)) Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from audit where thing = 'report-file' and what = 'added' and detail ->> 'report' = $1::text", school.Id));
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from audit where what = 'downloaded' and unit_id = $1 and thing_id like '%/files/%'", school.Unit));
    }

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "text", "xin chào"u8.ToArray(), "không phải PDF, Word (.docx), Excel (.xlsx) hay ảnh" },
        { "zip", Office("bao-cao.txt"), "không phải PDF, Word (.docx), Excel (.xlsx) hay ảnh" },
        { "macro", Office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "có macro" },
        { "cut", DrawnPictures.Jpeg(24, 16, [])[..^10], "hỏng hoặc chưa tải lên hết" },
        { "large", [.. Pdf, .. new byte[10_000_001]], "lớn hơn 10 MB" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_document_is_refused_by_name_with_its_good_neighbours(string what, byte[] file, string says)
    {
        var school = await world.SchoolAsync();
        using var refused = await AddAsync(school, [("tốt.pdf", Pdf), (what + ".pdf", file)]);
        Assert.Equal(file.Length > 10_000_000 ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.BadRequest, refused.StatusCode);
        var note = (await refused.PageAsync()).QuerySelector(".note.late")!.TextContent;
        Assert.Contains(says, note, StringComparison.Ordinal);
        Assert.Contains($"“{what}.pdf”", note, StringComparison.Ordinal);
        Assert.Empty(await ListedAsync(school.Reporter, school));
    }

    [Fact]
    public async Task A_forged_post_an_empty_one_and_one_too_many_add_nothing()
    {
        var school = await world.SchoolAsync();
        using (var forged = await AddAsync(school, [("x.pdf", Pdf)], token: "giả")) Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        using (var none = await AddAsync(school, []))
        {
            Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
            Assert.Contains("Chọn ít nhất một tệp", (await none.PageAsync()).Text(), StringComparison.Ordinal);
        }
        using (var many = await AddAsync(school, [.. Enumerable.Range(1, 11).Select(n => ($"{n}.pdf", (byte[])[.. Pdf, (byte)n]))]))
        {
            Assert.Equal(HttpStatusCode.Conflict, many.StatusCode);
            Assert.Contains("nhiều nhất 10 tệp", (await many.PageAsync()).Text(), StringComparison.Ordinal);
        }
        Assert.Empty(await ListedAsync(school.Reporter, school));
    }

    [Fact]
    public async Task What_was_sent_is_kept_and_what_nobody_was_sent_is_forgotten()
    {
        var school = await world.SchoolAsync();
        await AddAsync(school, [("nháp.pdf", [.. Pdf, 1]), ("quyết định.pdf", Pdf)]);
        var (draft, sent) = ((await ListedAsync(school.Reporter, school))[0].Path, (await ListedAsync(school.Reporter, school))[1].Path);
        using (var removed = await RemoveAsync(school, draft)) Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await school.Reporter.GetAsync(draft, Cancel)).StatusCode);
        var open = await school.Reporter.PageAsync(school.Report + Tab);
        await school.SubmitAsync(("news.amount", "14"));

        // The page from before the submission is still open: nothing it sends changes what was sent.
        using (var late = await school.Reporter.SendAsync(open.Form(sent + "/removal")))
        {
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
            Assert.Contains("đã nộp nên không sửa được", (await late.PageAsync()).Text(), StringComparison.Ordinal);
        }
        Assert.DoesNotContain((await school.Reporter.PageAsync(school.Report + Tab)).Forms, form => form.Action.Contains("/files", StringComparison.Ordinal));
        using (var zip = await ArchiveBundleTests.BundleAsync(world.Receiver, school.Unit)) Assert.Contains("tep/01-quyet-dinh.pdf", string.Join(" ", zip.Entries.Select(entry => entry.FullName)), StringComparison.Ordinal);

        await school.ReturnAsync("Thiếu danh sách.");
        using (var removed = await RemoveAsync(school, sent)) Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.Empty(await ListedAsync(world.Receiver, school));
        using (var kept = await world.Receiver.GetAsync(sent, Cancel)) Assert.Equal(Pdf, await kept.Content.ReadAsByteArrayAsync(Cancel));
        await AddAsync(school, [("quyết định, bản ký.pdf", Pdf)]);
        Assert.Equal("quyết định, bản ký.pdf", Assert.Single(await ListedAsync(world.Receiver, school)).Name);
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from report_file where report_id = $1", school.Id));
    }
}
