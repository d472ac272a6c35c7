using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using TuanHoc.Office;
using TuanHoc.Web.Tests.Reports;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>The document of a report as it was sent goes out to be signed and comes back: kept with its hash, and what differs in it is shown.</summary>
public sealed class SignedReportTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_signed_file_of_a_report_is_compared_with_what_was_sent_kept_with_its_hash_and_put_into_the_archive()
    {
        var school = await world.SchoolAsync();
        using var leader = await world.Data.BrowserAsync(await world.Data.PersonAsync("Phan Thị Lan", (school.Unit, "leader")));
        var page = $"/totals/2025/{school.Unit}/sent";
        await school.SubmitAsync(("news.amount", "14"), ("seminars.sessions", "3"));
        await InTotalsAsync(school);
        var sent = await leader.GetByteArrayAsync(page + ".docx", Cancel);

        // The office writes its number and day, and a name beneath: no difference.
        await SendAsync(page, leader, Changed(sent, "Số:", "Số: 15"), "da-ky.docx");
        Assert.Contains("Chữ trong bản đã ký giống văn bản ở đây", await ShownAsync(), StringComparison.Ordinal);
        // A figure that is another is one.
        var other = Changed(sent, ">14<", ">41<");
        await SendAsync(page, leader, other, "C:\\ban-ky.docx");
        var shown = await ShownAsync();
        Assert.Contains("Bản đã ký khác văn bản ở đây: trong tệp không có “14", shown, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(other)), shown, StringComparison.Ordinal);
        Assert.Equal(other, await world.Receiver.GetByteArrayAsync(page + "/signed", Cancel));
        // The same file twice is one act; each act has its line.
        await SendAsync(page, leader, other, "ban-ky.docx");
        Assert.Equal(2, await world.Data.ScalarAsync<long>("select count(*) from audit where thing = 'report' and what = 'signed-file' and thing_id = $1", school.Id.ToString()));

        // Another year's report, a file that is none, and a person who does not lead the unit.
        using (var refused = await PostAsync(page, leader, Changed(sent, "2025", "2024"), "nam-truoc.docx")) Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using (var refused = await PostAsync(page, leader, "không phải tệp"u8.ToArray(), "x.pdf")) Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Null((await school.Reporter.PageAsync(page)).QuerySelector("input[type=file]"));

        // What was sent again has no signed file yet; the earlier stays with its version.
        using (var file = await ArchiveBundleTests.BundleAsync(leader, school.Unit))
        {
            Assert.Contains("ban-da-ky/01-banky.docx", file.Entries.Select(entry => entry.FullName));
            Assert.Contains("bao-cao-da-gui.docx", file.Entries.Select(entry => entry.FullName));
        }
        await school.ReturnAsync("Xem lại số tin bài.");
        await school.SubmitAsync(("news.amount", "15"));
        Assert.DoesNotContain("SHA-256", await ShownAsync(), StringComparison.Ordinal);

        async Task<string> ShownAsync() => (await leader.PageAsync(page)).Text();
    }

    [Fact]
    public async Task The_document_as_sent_is_a_pdf_where_the_server_can_make_one()
    {
        var school = await world.SchoolAsync();
        await school.SubmitAsync(("news.amount", "14"));
        await InTotalsAsync(school);
        using var answer = await school.Reporter.GetAsync($"/totals/2025/{school.Unit}/sent.pdf", Cancel);
        if (DocumentPdf.IsThere) Assert.True((await answer.Content.ReadAsByteArrayAsync(Cancel)).AsSpan().StartsWith("%PDF-"u8), await answer.Content.ReadAsStringAsync(Cancel));
        else Assert.Equal((HttpStatusCode.Conflict, true), (answer.StatusCode, (await answer.Content.ReadAsStringAsync(Cancel)).Contains("LibreOffice", StringComparison.Ordinal)));
    }

    /// <summary>A school that was made a moment ago is in the totals a moment later.</summary>
    static async Task InTotalsAsync(School school)
    {
        for (var tries = 0; ; tries++)
        {
            using var answer = await school.Reporter.GetAsync($"/totals/2025/{school.Unit}/sent.docx", Cancel);
            if (answer.IsSuccessStatusCode) return;
            Assert.True(tries < 50, await answer.Content.ReadAsStringAsync(Cancel));
            await Task.Delay(200, Cancel);
        }
    }

    static async Task SendAsync(string page, HttpClient browser, byte[] file, string name)
    {
        using var answer = await PostAsync(page, browser, file, name);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    static async Task<HttpResponseMessage> PostAsync(string page, HttpClient browser, byte[] file, string name)
    {
        using var content = new MultipartFormDataContent { { new ByteArrayContent(file), "file", name } };
        foreach (var (field, value) in (await browser.PageAsync(page)).Form(page + "/signed").Filled()) if (field != "file") content.Add(new StringContent(value), field);
        return await browser.PostAsync(page + "/signed", content, Cancel);
    }

    /// <summary>A Word file with a text of it changed.</summary>
    static byte[] Changed(byte[] docx, string from, string to)
    {
        using var file = new MemoryStream();
        file.Write(docx);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry("word/document.xml")!;
            using var reader = new StreamReader(entry.Open());
            var text = reader.ReadToEnd();
            reader.Close();
            Assert.Contains(from, text, StringComparison.Ordinal);
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("word/document.xml").Open());
            writer.Write(text.Replace(from, to, StringComparison.Ordinal));
        }
        return file.ToArray();
    }
}
