using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using TuanHoc.Documents;
using TuanHoc.Office;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Plans.Issue;
using TuanHoc.Web.Tests.Plans.Issue;

namespace TuanHoc.Web.Tests.Plans.Incoming;

/// <summary>Plans that come out of an office's document system: a package of edXML, or a document with its metadata.</summary>
public sealed partial class IncomingTests(PlanWorld world) : IClassFixture<PlanWorld>
{
    const string Organization = "000.00.01.H29", Told = "Hệ thống văn bản của cơ quan ghi khác: ";

    static readonly PlanDraft Issued = Written.Plan() with { Number = 12, IssuedOn = Written.Day };

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_office_exports_another_brings_in_and_nothing_is_lost()
    {
        var (issuer, unit) = await world.FreshAsync();
        var path = await world.DraftAsync(unit, Written.Plan());
        using (var done = await issuer.IssueAsync(path)) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        using (await issuer.SignedAsync(path, Written.Docx(Issued))) { }
        var package = await issuer.GetByteArrayAsync($"{path}/edxml?organization={Organization}&pages=15&copies=7&priority=Urgent&due=20/09/2025", Cancel);
        var metadata = await issuer.GetByteArrayAsync($"{path}/metadata.xml?organization={Organization}&pages=15&copies=7&priority=Urgent&due=20/09/2025", Cancel);
        var document = await issuer.GetByteArrayAsync($"{path}/document.docx", Cancel);

        var (first, _) = await world.FreshAsync();
        var packed = await PlanWorld.BringAsync(first, package, "12-KH-UBND.edxml");
        var (second, _) = await world.FreshAsync();
        using var sent = await UploadAsync(second, null, ("ke-hoach.docx", document), ("12-KH-UBND.xml", metadata));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);

        foreach (var (browser, brought) in ((HttpClient, string)[])[(first, packed), (second, sent.Headers.Location!.ToString())])
        {
            Assert.Null(SignedText.FirstDifference(await world.StoredAsync(path, "text"), await world.StoredAsync(brought, "text"), Issued.Title));
            Assert.Equal(await FactsAsync(path), await FactsAsync(brought));
            var (recorded, _) = MetadataFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(await world.StoredAsync(brought, "recorded"))));
            var (told, _) = MetadataFile.Read(new MemoryStream(metadata));
            Assert.Equal(told! with { To = [], ToPlaces = [] }, recorded! with { To = [], ToPlaces = [] });
            Assert.Equal(told.ToPlaces, recorded.ToPlaces);
            Assert.Equal((15, 7, DocumentPriority.Urgent, new DateOnly(2025, 9, 20)), (recorded.Pages, recorded.Copies, recorded.Priority, recorded.DueOn));
            var page = await browser.PageAsync(brought);
            Assert.DoesNotContain(Told, page.Text(), StringComparison.Ordinal);
            Assert.Contains(Organization, page.QuerySelector("details.recorded")!.Said(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_package_names_the_offices_it_goes_to_and_counts_its_pages()
    {
        var (issuer, unit) = await world.FreshAsync();
        var below = await world.Data.UnitAsync("agency", "Sở Nhận Gói", unit);
        using (var bad = await FactAsync(issuer, unit, "không phải mã")) Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        foreach (var (of, id) in ((long, string)[])[(unit, Organization), (below, "000.02.01.h29")]) using (var kept = await FactAsync(issuer, of, id)) Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        var path = await world.DraftAsync(unit, Written.Plan() with { Recipients = ["Sở Nhận Gói", "Lưu: VT"], Annexes = [new(TuanHoc.Plans.AnnexKind.Slogans, "Khẩu hiệu", "Học nữa, học mãi")] });
        using (var done = await issuer.IssueAsync(path)) Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        await world.App.Services.GetRequiredService<DeliverPlans>().DeliverAsync(Cancel);
        var form = (await issuer.PageAsync(path)).QuerySelector($"form[action='{path}/edxml']")!;
        Assert.Equal(Organization, form.QuerySelector("#organization")!.GetAttribute("value"));
        foreach (var fault in (string[])["pages=0", "pages=hai", "priority=9", "due=31/9/2025"])
            using (var refused = await issuer.GetAsync($"{path}/edxml?organization={Organization}&{fault}", Cancel)) Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);

        using var answer = await issuer.GetAsync($"{path}/edxml?organization={Organization}", Cancel);
        if (!DocumentPdf.IsThere)
        {
            Assert.Contains("ghi số trang", (await answer.PageAsync()).Text(), StringComparison.Ordinal);
            return;
        }
        var (package, _) = EdXml.Read(await answer.Content.ReadAsStreamAsync(Cancel));
        Assert.Equal([new("000.02.01.H29", "Sở Nhận Gói")], package!.Metadata.To);
        // The plan, and its annex on a page of its own.
        Assert.Equal(3, package.Metadata.Pages);
    }

    static async Task<HttpResponseMessage> FactAsync(HttpClient browser, long unit, string id) =>
        await browser.SendAsync((await browser.PageAsync($"/units/{unit}/facts")).Form($"/units/{unit}/facts"), null, ("organization", id), ("from", "01/01/2025"));

    [Fact]
    public async Task What_the_system_records_fills_in_what_the_text_lacks()
    {
        var (keeper, _) = await world.FreshAsync();
        var bare = string.Join('\n', Encoding.UTF8.GetString(PlanWorld.Sample("tinh-2025")).Split('\n').Where(line => !line.Contains("1846/KH-UBND", StringComparison.Ordinal)));
        using var sent = await UploadAsync(keeper, bare, ("sieu-du-lieu.xml", Xml(Metadata(new(2025, 9, 5), 77))));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var path = sent.Headers.Location!.ToString();
        Assert.Equal("77/KH-UBND", await world.StoredAsync(path, "number"));
        var page = await keeper.PageAsync(path);
        var row = Row(page, "number.0.value");
        Assert.Contains("lấy theo hệ thống văn bản của cơ quan", row.Said(), StringComparison.Ordinal);
        Assert.NotNull(row.Closest(".q"));
    }

    [Fact]
    public async Task Metadata_that_another_office_s_system_writes_in_its_own_way_are_read_too()
    {
        var (keeper, _) = await world.FreshAsync();
        var bare = string.Join('\n', Encoding.UTF8.GetString(PlanWorld.Sample("tinh-2025")).Split('\n').Where(line => !line.Contains("1846/KH-UBND", StringComparison.Ordinal)));
        using var sent = await UploadAsync(keeper, bare, ("qlvb.xml", Encoding.UTF8.GetBytes("""
            <v:VanBan xmlns:v="urn:qlvb"><v:Subject>Về việc khác</v:Subject><v:IssuedDate> 05/09/2025 </v:IssuedDate>
              <v:CodeNotation>KH-UBND</v:CodeNotation><v:CodeNumber>0077</v:CodeNumber></v:VanBan>
            """)));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal("77/KH-UBND", await world.StoredAsync(sent.Headers.Location!.ToString(), "number"));

        using var lacking = await UploadAsync(keeper, bare, ("qlvb.xml", "<v:VanBan xmlns:v='urn:qlvb'><v:CodeNumber>77</v:CodeNumber><v:CodeNotation>KH-UBND</v:CodeNotation></v:VanBan>"u8.ToArray()));
        Assert.Equal(HttpStatusCode.BadRequest, lacking.StatusCode);
        Assert.Contains("Siêu dữ liệu thiếu ngày ban hành (IssuedDate).", (await lacking.PageAsync()).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_text_and_system_differ_the_page_shows_both_until_a_person_has_decided()
    {
        var (keeper, _) = await world.FreshAsync();
        var path = await PlanWorld.BringAsync(keeper, Package(Metadata(new(2025, 9, 2)), ("van-ban.docx", Written.Docx(Issued))), "goi.edxml");
        Assert.Equal("2025-09-01", await world.StoredAsync(path, "issued_on"));
        var page = await keeper.PageAsync(path);
        var day = Row(page, "issuedOn.0.value");
        Assert.Contains(Told + "02/09/2025", day.Said(), StringComparison.Ordinal);
        Assert.Contains("01/09/2025", day.Said(), StringComparison.Ordinal);
        Assert.Contains("CHỦ TỊCH, Trần Thị Khác", Row(page, "signature.0.name").Said(), StringComparison.Ordinal);

        using (var kept = await PlanWorld.PressAsync(keeper, page, "draft", ("issuedOn.0.seen", "on"), ("signature.0.name", "Trần Thị Khác"))) Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        var decided = await keeper.PageAsync(path);
        Assert.DoesNotContain(Told, decided.QuerySelector("#sheet")!.Said(), StringComparison.Ordinal);
        Assert.Equal("2025-09-01", await world.StoredAsync(path, "issued_on"));
    }

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "không văn bản", Package(Metadata(Written.Day)), "không có văn bản nào đọc được" },
        { "chỉ ảnh", Package(Metadata(Written.Day), ("anh.png", [1, 2, 3])), "không có văn bản nào đọc được" },
        { "hai văn bản", Package(Metadata(Written.Day), ("mot.docx", Written.Docx(Issued)), ("hai.docx", Written.Docx(Issued with { Theme = "Một chủ đề khác hẳn" }))), "nhiều văn bản khác nhau: mot.docx, hai.docx" },
        { "năm văn bản", Package(Metadata(Written.Day), [.. Enumerable.Range(1, 5).Select(i => ($"{i}.docx", Written.Docx(Issued)))]), "nhiều văn bản" },
        { "văn bản hỏng", Package(Metadata(Written.Day), ("van-ban.docx", [.. "PK\u0003\u0004"u8, 1, 2, 3])), "“van-ban.docx” trong gói edXML không đọc được" },
        { "không phải kế hoạch", Package(Metadata(Written.Day), ("van-ban.txt", Encoding.UTF8.GetBytes("Hôm nay trời đẹp, đi chợ mua rau."))), "Tuần lễ" },
        { "đính kèm hỏng", Changed("<ContentTransferEncoded>", "<ContentTransferEncoded>@@"), "bị hỏng hoặc quá lớn" },
        { "thiếu đính kèm", Changed("<AttachmentEncoded>", "<AttachmentEncoded/><Khac>", "</AttachmentEncoded>", "</Khac>", "<Attachment>", "<X>", "</Attachment>", "</X>"), "thiếu tệp đính kèm “van-ban.docx”" },
        { "giả", Changed("</edXML:edXMLHeader>", Signature(SHA256.HashData("khác"u8)) + "</edXML:edXMLHeader>"), "không khớp mã băm" },
        { "cụt", [.. Package(Metadata(Written.Day), ("van-ban.docx", Written.Docx(Issued))).AsSpan(0, 2000)], "không phải XML đọc được" },
        { "DTD", Encoding.UTF8.GetBytes("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>"), "không an toàn" },
        { "tỷ nụ cười", Encoding.UTF8.GetBytes("<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>"), "không an toàn" },
        { "bom XML", Encoding.UTF8.GetBytes("<a>" + string.Concat(Enumerable.Repeat("<b/>", 2_000_000)) + "</a>"), "không an toàn" },
        { "XML sâu", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<b>", 500_000))), "không an toàn" },
        { "bom zip", Package(Metadata(Written.Day), ("van-ban.txt", new byte[60_000_000])), "bị hỏng hoặc quá lớn" },
        { "bom trong Word", Package(Metadata(Written.Day), ("van-ban.docx", PlanUploadTests.Zip(("[Content_Types].xml", 20), ("word/document.xml", 200_000_000)))), "không đọc được" },
        { "XML khác", Encoding.UTF8.GetBytes("<hoa-don/>"), "không phải gói edXML" },
        { "chỉ siêu dữ liệu", Xml(Metadata(Written.Day)), "không có văn bản" },
        { "siêu dữ liệu hỏng", Encoding.UTF8.GetBytes("<Document></Document>"), "siêu dữ liệu" },
        { "trích yếu dài", Package(Metadata(Written.Day) with { Subject = new string('a', 2_000_000) }, ("van-ban.docx", Written.Docx(Issued))), "dài bất thường" },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task What_cannot_be_taken_is_refused_in_one_sentence_and_nothing_is_kept(string why, byte[] bytes, string says)
    {
        var (keeper, unit) = await world.FreshAsync();
        using var refused = await PlanWorld.UploadAsync(keeper, bytes, $"{why}.edxml");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(says, (await refused.PageAsync()).QuerySelector("form[data-drop] .note.late")!.Said(), StringComparison.Ordinal);
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from plan where unit_id = $1", unit));
    }

    [Fact]
    public async Task A_package_whose_hashes_fit_is_taken_and_files_of_two_plans_are_not()
    {
        var (keeper, _) = await world.FreshAsync();
        var document = Written.Docx(Issued);
        var path = await PlanWorld.BringAsync(keeper, Changed("</edXML:edXMLHeader>", Signature(SHA256.HashData(document)) + "</edXML:edXMLHeader>"), "goi.edxml");
        Assert.Equal("12/KH-UBND", await world.StoredAsync(path, "number"));

        var (other, unit) = await world.FreshAsync();
        using (var two = await UploadAsync(other, null, ("mot.docx", document), ("hai.docx", document))) await RefusedAsync(two);
        using (var both = await UploadAsync(other, null, ("mot.docx", document), ("hai.edxml", Package(Metadata(Written.Day), ("van-ban.docx", document))))) await RefusedAsync(both);
        using (var pasted = await UploadAsync(other, "Kế hoạch", ("mot.docx", document))) await RefusedAsync(pasted);
        Assert.Equal(0, await world.Data.ScalarAsync<long>("select count(*) from plan where unit_id = $1", unit));

        static async Task RefusedAsync(HttpResponseMessage answer)
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("Mỗi lần đưa vào một kế hoạch", (await answer.PageAsync()).Text(), StringComparison.Ordinal);
        }
    }

    // A file has no blank lines, so that the same facts stand at other places in it.
    async Task<string> FactsAsync(string path) => Places().Replace(await world.StoredAsync(path, "facts"), "");

    [GeneratedRegex(@"""at"": \{""to"": \d+, ""from"": \d+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Places();

    static IElement Row(IDocument page, string field) => page.GetElementById(field)!.Closest(".fact")!;

    static DocumentMetadata Metadata(DateOnly day, int number = 12) => DocumentMetadata.Of(PlanWriter.Write(Issued), new(Organization, Issued.Issuer)) with
    {
        Number = number,
        IssuedOn = day,
        Signer = new("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Thị Khác"),
    };

    static byte[] Package(DocumentMetadata metadata, params (string Name, byte[] Content)[] files)
    {
        using var file = new MemoryStream();
        EdXml.Write(new(metadata, [], [.. files.Select(one => new EdXmlAttachment(one.Name, "application/octet-stream", one.Content))]), file);
        return file.ToArray();
    }

    static byte[] Xml(DocumentMetadata metadata)
    {
        using var file = new MemoryStream();
        MetadataFile.WriteXml(metadata, file);
        return file.ToArray();
    }

    static string Signature(byte[] hash) =>
        $"""<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><Reference URI="cid:1"><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue>{Convert.ToBase64String(hash)}</DigestValue></Reference></SignedInfo></Signature>""";

    static byte[] Changed(params string[] changes)
    {
        var text = Encoding.UTF8.GetString(Package(Metadata(Written.Day), ("van-ban.docx", Written.Docx(Issued))));
        foreach (var change in changes.Chunk(2))
        {
            Assert.Contains(change[0], text, StringComparison.Ordinal);
            text = text.Replace(change[0], change[1], StringComparison.Ordinal);
        }
        return Encoding.UTF8.GetBytes(text);
    }

    static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, string? text, params (string Name, byte[] Content)[] files)
    {
        var form = (await browser.PageAsync("/plans")).Form("/plans");
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in form.Filled(("file", null), ("text", text))) content.Add(new StringContent(value), name);
        foreach (var (name, bytes) in files)
        {
            var file = new ByteArrayContent(bytes);
            file.Headers.ContentDisposition = new("form-data") { Name = "file", FileName = $"\"{name}\"" };
            content.Add(file);
        }
        return await browser.PostAsync("/plans", content, Cancel);
    }
}
