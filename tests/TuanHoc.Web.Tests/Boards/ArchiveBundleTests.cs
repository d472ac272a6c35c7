using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using TuanHoc.Core.Tests.Pictures;
using TuanHoc.Web.Tests.Reports;

namespace TuanHoc.Web.Tests.Boards;

/// <summary>The bundle for the archive: everything of a unit's report in one zip, named with its hash.</summary>
public sealed class ArchiveBundleTests(ReportWorld world) : IClassFixture<ReportWorld>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The bundle, when it is made: what reads much waits for its turn.</summary>
    internal static async Task<ZipArchive> BundleAsync(HttpClient browser, long unit)
    {
        for (; ; await Task.Delay(250, Cancel))
        {
            using var answer = await browser.GetAsync($"/totals/2025/{unit}/report.zip", Cancel);
            if (answer.StatusCode == HttpStatusCode.OK) return new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Cancel)), ZipArchiveMode.Read);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }
    }

    static async Task<byte[]> BytesAsync(ZipArchive zip, string path)
    {
        using var copy = new MemoryStream();
        await using var entry = await zip.GetEntry(path)!.OpenAsync(Cancel);
        await entry.CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }

    static async Task AddPictureAsync(School school, byte[] picture, string caption)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in (await school.Reporter.PageAsync(school.Report + "?tab=pictures")).Form(school.Report + "/pictures").Filled(("picture", null), ("caption", caption))) content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(picture), "picture", "../anh.jpg");
        using var added = await school.Reporter.PostAsync(school.Report + "/pictures", content, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
    }

    [Fact]
    public async Task It_holds_the_report_the_figures_and_the_pictures_as_sent_each_with_its_hash()
    {
        var school = await world.SchoolAsync();
        await AddPictureAsync(school, DrawnPictures.Jpeg(24, 16, DrawnPictures.Exif(1, little: true)), "Lễ khai mạc: cờ & hoa");
        // Nothing of a draft leaves the unit's own page.
        using (var early = await BundleAsync(world.Receiver, school.Unit)) Assert.DoesNotContain(early.Entries, entry => entry.FullName.StartsWith("anh/", StringComparison.Ordinal));
        await school.SubmitAsync(("news.amount", "14"));
        // The paper beside it is a workbook, and stays one.
        await world.Data.RunAsync("insert into report_behalf (report_id, channel, received_on, file_name, file_sha256, file_content, at, by, write_key) select $1, 'mail', '2025-10-08', 'Biểu giấy 8.10.XLSX', sha256('x'), 'x', now(), min(id), gen_random_uuid() from person", school.Id);
        // What was sent is added up within a second.
        for (var wait = 0; wait < 100 && !(await world.Receiver.GetStringAsync($"/totals/2025/{school.Unit}/report.csv", Cancel)).Contains(",14,", StringComparison.Ordinal); wait++) await Task.Delay(100, Cancel);

        using var zip = await BundleAsync(world.Receiver, school.Unit);
        Assert.Equal(["bao-cao.docx", "so-lieu.xlsx", "bao-cao-da-gui.docx", "so-lieu-da-gui.xlsx", "so-lieu.csv", "so-lieu.json", "anh/01-le-khai-mac-co-hoa.jpg", "ban-giay/02-bieu-giay-810.xlsx", "manifest.json"], zip.Entries.Select(entry => entry.FullName));
        using var manifest = JsonDocument.Parse(await BytesAsync(zip, "manifest.json"));
        Assert.Equal(("tuanhoc-archive/1", 2025, school.Unit), (manifest.RootElement.GetProperty("format").GetString(), manifest.RootElement.GetProperty("about").GetProperty("year").GetInt32(), manifest.RootElement.GetProperty("about").GetProperty("unit").GetProperty("id").GetInt64()));
        var files = manifest.RootElement.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal("Lễ khai mạc: cờ & hoa", files[^2].GetProperty("about").GetString());
        foreach (var file in files)
        {
            var content = await BytesAsync(zip, file.GetProperty("path").GetString()!);
            Assert.Equal((file.GetProperty("size").GetInt32(), file.GetProperty("sha256").GetString()), (content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
        }
        using var word = WordprocessingDocument.Open(new MemoryStream(await BytesAsync(zip, "bao-cao.docx")), isEditable: false);
        Assert.Contains("14 tin, bài", word.MainDocumentPart!.Document!.Body!.InnerText, StringComparison.Ordinal);
        Assert.Contains("news,2,", System.Text.Encoding.UTF8.GetString(await BytesAsync(zip, "so-lieu.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_year_s_or_another_unit_s_bundle_is_nobody_s()
    {
        var (school, other) = (await world.SchoolAsync(), await world.SchoolAsync());
        using (var theirs = await school.Reporter.GetAsync($"/totals/2025/{other.Unit}/report.zip", Cancel)) Assert.Equal(HttpStatusCode.NotFound, theirs.StatusCode);
        using var never = await school.Reporter.GetAsync($"/totals/1999/{school.Unit}/report.zip", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, never.StatusCode);
    }
}
