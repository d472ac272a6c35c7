using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using TuanHoc.Office;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Plans.Issue;

namespace TuanHoc.Web.Tests.Plans.Issue;

/// <summary>The files of what was issued, and the signed one that comes back.</summary>
public sealed class SignedFileTests(PlanWorld world) : IClassFixture<PlanWorld>
{
    static readonly PlanDraft Issued = Written.Plan() with { Number = 12, IssuedOn = Written.Day };

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_goes_out_as_a_word_file_that_reads_as_it_was_issued()
    {
        var (keeper, path) = await IssuedAsync();
        using var answer = await keeper.GetAsync($"{path}/document.docx", Cancel);
        Assert.Equal((HttpStatusCode.OK, DocxWriter.ContentType), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("12-KH-UBND", answer.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
        using var file = new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Cancel));
        var (text, _) = PlanText.Read(file);
        Assert.Contains("12/KH-UBND", text, StringComparison.Ordinal);
        Assert.Null(SignedText.FirstDifference(await world.StoredAsync(path, "text"), text!, Issued.Title));
    }

    [Fact]
    public async Task The_signed_file_is_kept_with_its_hash_and_said_to_be_the_same()
    {
        var (keeper, path) = await IssuedAsync();
        var signed = Written.Docx(Issued);
        using (var kept = await keeper.SignedAsync(path, signed)) Assert.Equal((HttpStatusCode.Redirect, path), (kept.StatusCode, kept.Headers.Location?.ToString()));
        using (await keeper.SignedAsync(path, signed)) { }
        var page = (await keeper.PageAsync(path)).QuerySelector("section[aria-labelledby=issued]")!.Said();
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(signed)), page, StringComparison.Ordinal);
        Assert.Contains("giống văn bản ở đây", page, StringComparison.Ordinal);
        Assert.Equal("1", await world.StoredAsync(path, "(select count(*) from audit where what = 'signed-file' and thing_id = plan.id::text)"));

        using var back = await keeper.GetAsync($"{path}/signed", Cancel);
        Assert.Equal(signed, await back.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal("attachment", back.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", Assert.Single(back.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_signed_file_that_differs_is_kept_and_where_is_said()
    {
        var (keeper, path) = await IssuedAsync();
        using (await keeper.SignedAsync(path, Written.Docx(Issued with { Theme = "Mỗi tuần một trang sách" }))) { }
        var page = (await keeper.PageAsync(path)).QuerySelector("section[aria-labelledby=issued]")!.Said();
        Assert.Contains("Bản đã ký khác văn bản ở đây", page, StringComparison.Ordinal);
        Assert.Contains("tuần một trang sách", page, StringComparison.Ordinal);
        Assert.Contains("ngày một trang sách", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_differs_is_worded_in_the_readers_language_and_an_earlier_sentence_still_shows()
    {
        var (keeper, path) = await IssuedAsync();
        using (await keeper.SignedAsync(path, Written.Docx(Issued with { Theme = "Mỗi tuần một trang sách" }))) { }
        using (var switched = await keeper.SendAsync((await keeper.PageAsync("/me")).Form("/language"), "/language", ("back", path), ("language", "en"))) Assert.Equal(HttpStatusCode.Redirect, switched.StatusCode);
        var page = (await keeper.PageAsync(path)).QuerySelector("section[aria-labelledby=issued]")!.Said();
        Assert.Contains("tuần một trang sách", page, StringComparison.Ordinal);
        Assert.DoesNotContain("trong tệp", page, StringComparison.Ordinal);
        await world.Data.RunAsync("update plan_signed_file set differs_said = null where plan_id = $1", Written.Id(path));
        Assert.Contains("trong tệp là", (await keeper.PageAsync(path)).QuerySelector("section[aria-labelledby=issued]")!.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_document_and_a_file_that_is_none_are_refused()
    {
        var (keeper, path) = await IssuedAsync();
        await RefusedAsync(Written.Docx(Issued with { Number = 13 }), HttpStatusCode.Conflict, "văn bản số 13/KH-UBND, không phải số 12/KH-UBND");
        await RefusedAsync(Written.Docx(Issued with { Title = "Tổ chức Ngày sách năm 2025" }), HttpStatusCode.Conflict, "đây là văn bản khác");
        await RefusedAsync(Encoding.UTF8.GetBytes("Số: 12/KH-UBND"), HttpStatusCode.BadRequest, "không phải .pdf hay .docx");
        await RefusedAsync([.. "PK\u0003\u0004"u8, .. RandomNumberGenerator.GetBytes(200)], HttpStatusCode.BadRequest, "Chưa nhận tệp");
        await RefusedAsync([.. "%PDF-1.7\n"u8, .. new byte[SignedReading.MostBytes]], HttpStatusCode.RequestEntityTooLarge, "Tệp lớn hơn 20 MB");
        using var none = await keeper.GetAsync($"{path}/signed", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);

        async Task RefusedAsync(byte[] bytes, HttpStatusCode status, string why)
        {
            using var refused = await keeper.SignedAsync(path, bytes);
            Assert.Equal(status, refused.StatusCode);
            Assert.Contains(why, (await refused.PageAsync()).Text(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_pdf_that_does_not_open_and_a_word_file_with_macros_are_refused()
    {
        var (keeper, path) = await IssuedAsync();
        await RefusedAsync([.. "%PDF-1.7\n%%EOF"u8], "ban-quet.pdf", "Tệp PDF bị hỏng, không mở được");
        var document = Written.Docx(Issued);
        await RefusedAsync(With(document, "word/vbaProject.bin", _ => "x"), "ban-ky.docm", "macro");
        await RefusedAsync(With(document, "[Content_Types].xml", types => types.Replace(DocxWriter.ContentType, "application/vnd.ms-word.document.macroEnabled", StringComparison.Ordinal)), "ban-ky.docx", "macro");
        Assert.Equal("0", await world.StoredAsync(path, "(select count(*) from plan_signed_file where plan_id = plan.id)"));

        async Task RefusedAsync(byte[] bytes, string name, string why)
        {
            using var refused = await keeper.SignedAsync(path, bytes, name);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(why, (await refused.PageAsync()).Text(), StringComparison.Ordinal);
        }

        static byte[] With(byte[] document, string part, Func<string, string> changed)
        {
            using var file = new MemoryStream();
            file.Write(document);
            using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
            {
                var before = "";
                if (zip.GetEntry(part) is { } old)
                {
                    using (var reader = new StreamReader(old.Open())) before = reader.ReadToEnd();
                    old.Delete();
                }
                using var writer = new StreamWriter(zip.CreateEntry(part).Open());
                writer.Write(changed(before));
            }
            return file.ToArray();
        }
    }

    [Fact]
    public async Task A_scan_that_cannot_be_read_waits_for_a_person_and_goes_to_nobody_until_then()
    {
        var (keeper, path) = await IssuedAsync();
        using (var kept = await keeper.SignedAsync(path, Scans.Blank, "ban-quet.pdf")) Assert.Equal((HttpStatusCode.Redirect, path), (kept.StatusCode, kept.Headers.Location?.ToString()));
        var page = await keeper.PageAsync(path);
        Assert.Contains("Xem lại bản đã ký", page.Text(), StringComparison.Ordinal);
        Assert.Equal(["van-ban.docx"], await PackedAsync(keeper, path));
        var viewer = await world.KeeperAsync("viewer", long.Parse(await world.StoredAsync(path, "unit_id"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.DoesNotContain("ban-quet.pdf", (await viewer.PageAsync(path)).Text(), StringComparison.Ordinal);
        using (var kept = await viewer.GetAsync($"{path}/signed", Cancel)) Assert.Equal(HttpStatusCode.NotFound, kept.StatusCode);

        var form = page.Form($"{path}/signed/confirmed");
        // Another file came meanwhile: what was looked at is not what is there.
        using (await keeper.SendAsync(form, null, ("hash", new string('0', 64)))) { }
        Assert.Contains("Xem lại bản đã ký", (await keeper.PageAsync(path)).Text(), StringComparison.Ordinal);
        using (var confirmed = await keeper.SendAsync(form, null)) Assert.Equal((HttpStatusCode.Redirect, path), (confirmed.StatusCode, confirmed.Headers.Location?.ToString()));
        using (await keeper.SendAsync(form, null)) { }
        Assert.Contains("đã xác nhận bản đã ký lúc", (await keeper.PageAsync(path)).Text(), StringComparison.Ordinal);
        Assert.Equal("1", await world.StoredAsync(path, "(select count(*) from audit where what = 'signed-file-confirmed' and thing_id = plan.id::text)"));
        Assert.Equal(["van-ban.docx", "ban-quet.pdf"], await PackedAsync(keeper, path));
        using var back = await keeper.GetAsync($"{path}/signed", Cancel);
        Assert.Equal("application/pdf", back.Content.Headers.ContentType?.MediaType);

        var (stranger, _) = await world.FreshAsync();
        using var theirs = await stranger.SendAsync((await stranger.PageAsync("/me")).Form("/signout"), $"{path}/signed/confirmed");
        Assert.Equal(HttpStatusCode.NotFound, theirs.StatusCode);
    }

    [Fact]
    public async Task A_doubted_file_stands_beside_the_one_in_force_until_a_person_decides()
    {
        var (keeper, path) = await IssuedAsync();
        var (signed, other) = (Written.Docx(Issued), (byte[])[.. Scans.Blank, .. "\n%"u8]);
        using (await keeper.SignedAsync(path, signed)) { }
        using (await keeper.SignedAsync(path, other, "ban-quet-cu.pdf")) { }
        using (await keeper.SignedAsync(path, Scans.Blank, "ban-quet.pdf")) { }
        var page = await keeper.PageAsync(path);
        Assert.All(["Bản đã ký: ban-ky.docx", "Bản chờ xác nhận: ban-quet.pdf"], said => Assert.Contains(said, page.Text(), StringComparison.Ordinal));
        Assert.DoesNotContain("ban-quet-cu.pdf", page.Text(), StringComparison.Ordinal);
        Assert.Equal(signed, await keeper.GetByteArrayAsync($"{path}/signed", Cancel));
        Assert.Equal(Scans.Blank, await keeper.GetByteArrayAsync($"{path}/signed?waiting=true", Cancel));
        Assert.Equal(["van-ban.docx", "ban-ky.docx"], await PackedAsync(keeper, path));
        var viewer = await world.KeeperAsync("viewer", long.Parse(await world.StoredAsync(path, "unit_id"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.DoesNotContain("ban-quet.pdf", (await viewer.PageAsync(path)).Text(), StringComparison.Ordinal);
        Assert.Equal(signed, await viewer.GetByteArrayAsync($"{path}/signed", Cancel));
        using (var hidden = await viewer.GetAsync($"{path}/signed?waiting=true", Cancel)) Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);

        // It is not: it goes, once, and the one in force stays.
        for (var press = 0; press < 2; press++) using (await keeper.SendAsync(page.Form($"{path}/signed/refused"))) { }
        Assert.DoesNotContain("ban-quet.pdf", (await keeper.PageAsync(path)).Text(), StringComparison.Ordinal);
        Assert.Equal("1", await world.StoredAsync(path, "(select count(*) from audit where what = 'signed-file-refused' and thing_id = plan.id::text)"));
        Assert.Equal(signed, await keeper.GetByteArrayAsync($"{path}/signed", Cancel));

        // It is: it takes the place of the one before. Another that needs nobody's look then takes the place of both.
        using (await keeper.SignedAsync(path, Scans.Blank, "ban-quet.pdf")) { }
        using (await keeper.SendAsync((await keeper.PageAsync(path)).Form($"{path}/signed/confirmed"))) { }
        Assert.Equal(["van-ban.docx", "ban-quet.pdf"], await PackedAsync(keeper, path));
        using (await keeper.SignedAsync(path, other, "ban-quet-cu.pdf")) { }
        using (await keeper.SignedAsync(path, signed)) { }
        Assert.Equal("ban-ky.docx", await world.StoredAsync(path, "(select string_agg(name, ' ') from plan_signed_file where plan_id = plan.id)"));
    }

    [Fact]
    public async Task A_scan_of_the_document_has_no_doubt_and_one_of_another_says_which()
    {
        Assert.SkipUnless(Scans.CanBeRead, "LibreOffice, pdftoppm or tesseract is not installed.");
        var (keeper, path) = await IssuedAsync();
        using (await keeper.SignedAsync(path, await Scans.OfAsync(Written.Docx(Issued), Cancel), "ban-quet.pdf")) { }
        Assert.Equal("", await world.StoredAsync(path, "(select doubts from plan_signed_file where plan_id = plan.id)"));
        Assert.Contains("không thấy số, ngày hay trích yếu nào khác", (await keeper.PageAsync(path)).Text(), StringComparison.Ordinal);

        var other = Issued with { Number = 13, IssuedOn = Written.Day.AddDays(1), Title = "Kiểm tra công tác phòng cháy, chữa cháy trong các cơ sở giáo dục" };
        using (await keeper.SignedAsync(path, await Scans.OfAsync(Written.Docx(other), Cancel), "ban-khac.pdf")) { }
        var page = (await keeper.PageAsync(path)).Text();
        Assert.Contains("Xem lại bản đã ký", page, StringComparison.Ordinal);
        Assert.Contains("số 13/KH-UBND; văn bản này có số 12/KH-UBND", page, StringComparison.Ordinal);
        Assert.Contains("ngày 02/09/2025; văn bản này ký ngày 01/09/2025", page, StringComparison.Ordinal);
        Assert.Contains("Máy không thấy trong tệp trích yếu", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_letter_misread_here_and_there_is_no_doubt()
    {
        const string Text = "Số: 12/UBND-VX\nThử, ngày 01 tháng 9 năm 2025\nV/v triển khai Tuần lễ hưởng ứng học tập suốt đời năm 2025\nKính gửi: Các sở, ban, ngành";
        Assert.Empty(Doubts(Text.Replace("hưởng ứng", "hướng ưng", StringComparison.Ordinal).Replace("triển", "tríên", StringComparison.Ordinal).Replace("suốt", "suôl", StringComparison.Ordinal)));
        Assert.Contains(Doubts(Text.Replace("12/", "21/", StringComparison.Ordinal)), doubt => doubt.Contains("21/UBND-VX", StringComparison.Ordinal));
        Assert.Contains(Doubts(Text.Replace("năm 2025\nKính", "năm 2024\nKính", StringComparison.Ordinal).Replace("9 năm 2025", "9 năm 2024", StringComparison.Ordinal)), doubt => doubt.Contains("trích yếu", StringComparison.Ordinal));
        Assert.Contains(Doubts(Text[..Text.IndexOf("Kính", StringComparison.Ordinal)][..60]), doubt => doubt.Contains("thiếu trang", StringComparison.Ordinal));

        static string[] Doubts(string recognised) => [.. RecognisedText.Doubts(Text, recognised, "12/UBND-VX", Written.Day, "triển khai Tuần lễ hưởng ứng học tập suốt đời năm 2025").Select(doubt => doubt.ToString())];
    }

    [Fact]
    public async Task The_document_goes_out_as_a_pdf_where_LibreOffice_is_installed_and_says_so_where_it_is_not()
    {
        var (keeper, path) = await IssuedAsync();
        using var answer = await keeper.GetAsync($"{path}/document.pdf", Cancel);
        if (!DocumentPdf.IsThere)
        {
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Contains("LibreOffice", (await answer.PageAsync()).Text(), StringComparison.Ordinal);
            return;
        }
        var pdf = await answer.Content.ReadAsByteArrayAsync(Cancel);
        Assert.True(pdf.AsSpan().StartsWith("%PDF-"u8));
        // What came out of the same words is the same document when it comes back.
        using (var kept = await keeper.SignedAsync(path, pdf, "ban-ky.pdf")) Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Equal("", await world.StoredAsync(path, "(select differs from plan_signed_file where plan_id = plan.id)"));
    }

    [Fact]
    public async Task The_metadata_and_the_edxml_package_say_what_was_issued_and_carry_the_signed_file()
    {
        var (keeper, path) = await IssuedAsync();
        var signed = Written.Docx(Issued);
        using (await keeper.SignedAsync(path, signed)) { }
        await using (var told = await keeper.GetStreamAsync($"{path}/metadata.xml", Cancel))
        {
            var (metadata, _) = MetadataFile.Read(told);
            Assert.Equal((12, "KH-UBND", Written.Day, Issued.Title), (metadata!.Number, metadata.Notation, metadata.IssuedOn, metadata.Subject));
        }
        using (var unnamed = await keeper.GetAsync($"{path}/edxml", Cancel)) Assert.Equal(HttpStatusCode.BadRequest, unnamed.StatusCode);
        using var file = new MemoryStream(await keeper.GetByteArrayAsync($"{path}/edxml?organization=000.00.01.H29", Cancel));
        var (package, _) = EdXml.Read(file);
        Assert.Equal("000.00.01.H29", package!.Metadata.Issuer.OrganizationId);
        Assert.Equal(["van-ban.docx", "ban-ky.docx"], package.Attachments.Select(one => one.Name));
        Assert.Equal(signed, package.Attachments[1].Content);
    }

    [Theory]
    [InlineData("Số: 1\nVề việc A\nMột hai ba.\nNơi nhận: Lưu", "Số: 1 Về việc A Một\nhai ba\nNơi nhận:\n- Lưu", null)]
    [InlineData("Số: 1\nVề việc A\nMột hai ba.\nNơi nhận: Lưu", "Số: 1\nVề việc A\nMột bốn ba.\nNơi nhận: Lưu", "ở đây là “việc A Một hai ba”, trong tệp là “việc A Một bốn ba”.")]
    [InlineData("Số: 1\nVề việc A\nMột.\nNơi nhận: Sở Y; Lưu", "Số: 1\nVề việc A\nMột.\nNơi nhận: Lưu, Sở", "trong tệp không có “Y Lưu”.")]
    public void Words_are_compared_not_lines(string issued, string signed, string? said) => Assert.Equal(said, SignedText.FirstDifference(issued, signed, "Về việc A")?.ToString());

    static async Task<string[]> PackedAsync(HttpClient keeper, string path)
    {
        using var file = new MemoryStream(await keeper.GetByteArrayAsync($"{path}/edxml?organization=000.00.01.H29", Cancel));
        return [.. EdXml.Read(file).Package!.Attachments.Select(one => one.Name)];
    }

    async Task<(HttpClient Keeper, string Path)> IssuedAsync()
    {
        var (keeper, unit) = await world.FreshAsync();
        var path = await world.DraftAsync(unit, Written.Plan());
        using (var done = await keeper.IssueAsync(path)) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        return (keeper, path);
    }
}
