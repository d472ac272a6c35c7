using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Documents;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Office.Tests;

public sealed class EdXmlTests
{
    private static readonly Gen<string> Words = Gen.Elements("Ủy ban nhân dân phường Mẫu", "Sở GD&ĐT <tỉnh>", "“Học” & 'hành' ]]>", "KT. CHỦ TỊCH", "a/b\"c");
    private static readonly Gen<DateOnly> Days = Gen.Choose(0, 3000).Select(days => new DateOnly(2024, 1, 1).AddDays(days));

    private static readonly Gen<DocumentParty> Parties =
        from id in Gen.Elements("000.00.01.H29", "001.12.34.H45")
        from name in Words
        select new DocumentParty(id, name);

    private static readonly Gen<DocumentMetadata> Metadata =
        from issuer in Parties
        from to in Parties.ListOf()
        from places in Words.ListOf()
        from words in Words.ArrayOf(6)
        from number in Gen.Choose(1, 99_999)
        from day in Days
        from due in Gen.OneOf(Days.Select(day => (DateOnly?)day), Gen.Constant((DateOnly?)null))
        from signed in Gen.Elements(true, false)
        from priority in Gen.Elements(Enum.GetValues<DocumentPriority>())
        from amounts in Gen.Choose(1, 500).Two()
        select new DocumentMetadata
        {
            Issuer = issuer,
            To = [.. to],
            ToPlaces = [.. places],
            Number = number,
            Notation = words[0],
            TypeName = words[1],
            Place = words[2],
            Subject = words[3],
            IssuedOn = day,
            DueOn = due,
            Signer = signed ? new(words[4], words[5], words[0]) : null,
            Priority = priority,
            Pages = amounts.Item1,
            Copies = amounts.Item2,
        };

    private static readonly Gen<EdXmlPackage> Packages =
        from metadata in Metadata
        from steps in Gen.Choose(0, 90_000_000).ListOf()
        from files in (from name in Gen.Elements("ke-hoach.docx", "Kế hoạch 12.pdf", "a.zip") from content in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf() select new EdXmlAttachment(name, "application/pdf", content)).ListOf()
        select new EdXmlPackage(metadata, [.. steps.Select(second => new EdXmlTrace("000.00.01.H29", new DateTime(2026, 1, 1).AddSeconds(second)))], [.. files]);

    [Fact]
    public void What_a_package_tells_is_read_again() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Packages.ToArbitrary(), package =>
    {
        var (read, refusal) = EdXml.Read(Written(package));
        Assert.Null(refusal);
        Same(package.Metadata, read!.Metadata);
        Assert.Equal(package.Trace, read.Trace);
        Assert.Equal(package.Attachments.Select(file => (file.Name, file.ContentType, Convert.ToHexString(file.Content))), read.Attachments.Select(file => (file.Name, file.ContentType, Convert.ToHexString(file.Content))));
    }));

    [Fact]
    public void Metadata_alone_are_read_again_as_XML_and_as_JSON() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Metadata.ToArbitrary(), metadata =>
    {
        foreach (var write in new Action<DocumentMetadata, Stream>[] { MetadataFile.WriteXml, MetadataFile.WriteJson })
        {
            using var file = new MemoryStream();
            write(metadata with { Language = "Tiếng Anh" }, file);
            file.Position = 0;
            var (read, refusal) = MetadataFile.Read(file);
            Assert.Null(refusal);
            Same(metadata with { Language = "Tiếng Anh" }, read!);
        }
    }));

    [Fact]
    public void A_plan_tells_its_own_metadata()
    {
        var metadata = DocumentMetadata.Of(PlanWriter.Write(SampleDrafts.Plan), new("000.00.01.H29", "Ủy ban nhân dân phường Mẫu"));
        Assert.Equal((7, "KH-UBND", "Kế hoạch", 2026, "Phường Mẫu"), (metadata.Number, metadata.Notation, metadata.TypeName, metadata.Year, metadata.Place));
        Assert.Equal(new("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu"), metadata.Signer);
        Assert.Throws<InvalidOperationException>(() => DocumentMetadata.Of(SampleReport.Letter, metadata.Issuer));
    }

    [Fact]
    public void The_elements_are_those_of_the_standard()
    {
        var text = Encoding.UTF8.GetString(Written(new(Sample, [new("000.00.01.H29", new(2026, 9, 8, 7, 5, 0))], [new("a.pdf", "application/pdf", [1, 2])])).ToArray());
        foreach (var part in new[]
                 {
                     "<edXML xmlns=\"http://www.mic.gov.vn/TBT/QCVN_102_2016\">", "<edXML:CodeNumber>7</edXML:CodeNumber>", "<edXML:CodeNotation>KH-UBND</edXML:CodeNotation>",
                     "<edXML:PromulgationDate>2026/09/08</edXML:PromulgationDate>", "<edXML:TypeName>Kế hoạch</edXML:TypeName>", "<edXML:FullName>Nguyễn Văn Mẫu</edXML:FullName>",
                     "<edXML:Timestamp>2026/09/08 07:05:00</edXML:Timestamp>", "<AttachmentName>a.pdf</AttachmentName>",
                 })
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Tệp không phải XML đọc được, hoặc có nội dung không an toàn.")]
    [InlineData("<a>", "Tệp không phải XML đọc được, hoặc có nội dung không an toàn.")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>", "Tệp không phải XML đọc được, hoặc có nội dung không an toàn.")]
    [InlineData("<!DOCTYPE a><a/>", "Tệp không phải XML đọc được, hoặc có nội dung không an toàn.")]
    [InlineData("<a/>", "Tệp không phải gói edXML 1.0 (QCVN 102:2016/BTTTT).")]
    public void What_is_no_package_is_refused_in_a_sentence(string text, string sentence) => Assert.Equal(sentence, Refusal(text));

    [Theory]
    [InlineData(">7</edXML:CodeNumber>", "></edXML:CodeNumber>", "Gói edXML thiếu số văn bản (Code/CodeNumber).")]
    [InlineData(">7</edXML:CodeNumber>", ">bảy</edXML:CodeNumber>", "“bảy” trong gói edXML không phải một số.")]
    [InlineData("2026/09/08</edXML:PromulgationDate>", "2026/09/31</edXML:PromulgationDate>", "Ngày “2026/09/31” trong gói edXML không đọc được.")]
    [InlineData("<edXML:Priority>0<", "<edXML:Priority>9<", "Độ khẩn “9” không có trong edXML 1.0.")]
    [InlineData("<ContentTransferEncoded>", "<ContentTransferEncoded>@", "Tệp đính kèm “a.pdf” bị hỏng hoặc quá lớn.")]
    public void What_is_wrong_within_a_package_is_said(string was, string becomes, string sentence)
    {
        var text = Encoding.UTF8.GetString(Written(new(Sample, [], [new("a.pdf", "application/pdf", [1, 2])])).ToArray());
        Assert.Contains(was, text, StringComparison.Ordinal);
        Assert.Equal(sentence, Refusal(text.Replace(was, becomes, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_tree_that_is_deep_or_wide_is_refused_before_it_is_built()
    {
        foreach (var bomb in new[] { string.Concat(Enumerable.Repeat("<a>", 100_000)), "<a>" + string.Concat(Enumerable.Repeat("<b/>", 300_000)) + "</a>", "<a " + string.Concat(Enumerable.Range(0, 250_000).Select(i => $"b{i}='' ")) + "/>" })
        {
            Assert.Equal("Tệp không phải XML đọc được, hoặc có nội dung không an toàn.", Refusal(bomb));
            Assert.Equal("Tệp không phải XML đọc được, hoặc có nội dung không an toàn.", MetadataFile.Read(Stream(bomb[..Math.Min(bomb.Length, 900_000)])).Refusal?.ToString());
        }
    }

    [Theory]
    [InlineData("sha256", true, null)]
    [InlineData("sha512", true, null)]
    [InlineData("sha256", false, "Tệp đính kèm “a.pdf” không khớp mã băm ghi trong gói: gói đã bị sửa sau khi ký.")]
    [InlineData("sha512", false, "Tệp đính kèm “a.pdf” không khớp mã băm ghi trong gói: gói đã bị sửa sau khi ký.")]
    public void A_file_is_held_to_the_hash_that_the_package_tells_of_it(string algorithm, bool fits, string? sentence)
    {
        byte[] content = [1, 2];
        var (hashed, text) = (fits ? content : [1, 3], Encoding.UTF8.GetString(Written(new(Sample, [], [new("a.pdf", "application/pdf", content)])).ToArray()));
        var hash = Convert.ToBase64String(algorithm == "sha256" ? SHA256.HashData(hashed) : SHA512.HashData(hashed));
        var signature = $"<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><SignedInfo><Reference URI='cid:1'><DigestMethod Algorithm='http://www.w3.org/2001/04/xmlenc#{algorithm}'/><DigestValue>{hash}</DigestValue></Reference></SignedInfo></Signature>";
        Assert.Equal(sentence, Refusal(text.Replace("</edXML:edXMLHeader>", signature + "</edXML:edXMLHeader>", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_that_was_not_zipped_is_taken_as_it_is()
    {
        var text = Encoding.UTF8.GetString(Written(new(Sample, [], [new("a.pdf", "application/pdf", [1, 2])])).ToArray());
        var begin = text.IndexOf("<ContentTransferEncoded>", StringComparison.Ordinal) + "<ContentTransferEncoded>".Length;
        var raw = text[..begin] + Convert.ToBase64String("%PDF"u8) + text[text.IndexOf("</ContentTransferEncoded>", StringComparison.Ordinal)..];
        Assert.Equal("%PDF"u8.ToArray(), EdXml.Read(Stream(raw)).Package!.Attachments[0].Content);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"issuer\":null}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[")]
    public void Metadata_that_cannot_be_read_are_refused(string text) => Assert.Equal("Tệp không phải siêu dữ liệu văn bản đọc được.", MetadataFile.Read(Stream(text)).Refusal?.ToString());

    private const string Elsewhere = """
        <?xml version="1.0" encoding="utf-8"?>
        <!-- Hệ thống quản lý văn bản khác -->
        <vb:VanBanDi xmlns:vb="urn:qlvb:van-ban" xmlns="urn:khac" Version="2">
          <NoiNhan>
            <vb:ToPlaces><vb:Place>Như trên</vb:Place><vb:Place>Lưu: VT</vb:Place></vb:ToPlaces>
            <TO><OrganName>Ủy ban nhân dân xã Một</OrganName><OrganId>000.01.01.H29</OrganId></TO>
          </NoiNhan>
          <vb:SignerInfo><vb:FullName> Nguyễn Văn   Mẫu </vb:FullName><vb:Position>CHỦ TỊCH</vb:Position></vb:SignerInfo>
          <vb:Priority>Hỏa tốc</vb:Priority>
          <vb:ThongTin>
            <vb:Subject>
              Tổ chức Tuần lễ hưởng ứng
              học tập suốt đời
            </vb:Subject>
            <issueddate>05/09/2026</issueddate>
            <vb:CodeNotation>
              KH-UBND
            </vb:CodeNotation>
            <vb:TypeName>Kế hoạch</vb:TypeName>
            <vb:CodeNumber>007</vb:CodeNumber>
            <vb:OrganName>Ủy ban nhân dân phường Mẫu</vb:OrganName>
            <vb:OrganId>000.00.01.H29</vb:OrganId>
            <vb:DueDate>2026-09-20T00:00:00+07:00</vb:DueDate>
            <vb:PageAmount>15</vb:PageAmount>
          </vb:ThongTin>
        </vb:VanBanDi>
        """;

    [Fact]
    public void Metadata_of_other_offices_are_read_whatever_their_order_namespaces_prefixes_depth_and_blanks()
    {
        foreach (var file in new[] { Stream(Elsewhere), new MemoryStream([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Elsewhere.Replace("utf-8", "utf-16", StringComparison.Ordinal))]), new MemoryStream([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Elsewhere)]) })
        {
            Assert.True(OfficeFile.IsXml(file) && OfficeFile.IsMetadata(file));
            var (read, refusal) = MetadataFile.Read(file);
            Assert.Null(refusal);
            Assert.Equal([new("000.01.01.H29", "Ủy ban nhân dân xã Một")], read!.To);
            Assert.Equal(["Như trên", "Lưu: VT"], read.ToPlaces);
            Assert.Equal(new DocumentMetadata
            {
                Issuer = new("000.00.01.H29", "Ủy ban nhân dân phường Mẫu"),
                Number = 7,
                Notation = "KH-UBND",
                TypeName = "Kế hoạch",
                Place = "",
                IssuedOn = new(2026, 9, 5),
                Subject = "Tổ chức Tuần lễ hưởng ứng học tập suốt đời",
                Pages = 15,
                Signer = new("", "CHỦ TỊCH", "Nguyễn Văn Mẫu"),
                Priority = DocumentPriority.Immediate,
                DueOn = new(2026, 9, 20),
            }, read with { To = [], ToPlaces = [] });
        }
    }

    [Theory]
    [InlineData("<Document/>", "Tệp XML này không phải gói edXML 1.0")]
    [InlineData("<hoa-don><So>12</So></hoa-don>", "Tệp XML này không phải gói edXML 1.0")]
    [InlineData("<a><To><CodeNumber>1</CodeNumber><CodeNotation>KH</CodeNotation></To></a>", "Tệp XML này không phải gói edXML 1.0")]
    [InlineData("<a><CodeNumber>1</CodeNumber><CodeNotation>KH</CodeNotation></a>", "Siêu dữ liệu thiếu ngày ban hành (IssuedDate).")]
    [InlineData("<a><CodeNumber>1</CodeNumber><CodeNotation> </CodeNotation><IssuedDate>2026-09-05</IssuedDate></a>", "Siêu dữ liệu thiếu ký hiệu văn bản (CodeNotation).")]
    [InlineData("<a><CodeNumber>1a</CodeNumber><CodeNotation>KH</CodeNotation><IssuedDate>2026-09-05</IssuedDate></a>", "“1a” trong siêu dữ liệu không phải một số.")]
    [InlineData("<a><CodeNumber>1</CodeNumber><CodeNotation>KH</CodeNotation><IssuedDate>31/9/2026</IssuedDate></a>", "Ngày “31/9/2026” trong siêu dữ liệu không đọc được")]
    [InlineData("<a><CodeNumber>1</CodeNumber><CodeNotation>KH</CodeNotation><IssuedDate>5/9/2026</IssuedDate><Priority>Mật</Priority></a>", "Mức độ khẩn “Mật” trong siêu dữ liệu không đọc được")]
    public void Metadata_of_another_office_that_cannot_be_read_are_refused_with_what_is_wrong(string text, string sentence) => Assert.StartsWith(sentence, MetadataFile.Read(Stream(text)).Refusal?.ToString() ?? "", StringComparison.Ordinal);

    private static DocumentMetadata Sample => DocumentMetadata.Of(PlanWriter.Write(SampleDrafts.Plan), new("000.00.01.H29", "Ủy ban nhân dân phường Mẫu"));

    private static void Same(DocumentMetadata expected, DocumentMetadata read)
    {
        Assert.Equal(expected.To, read.To);
        Assert.Equal(expected.ToPlaces, read.ToPlaces);
        Assert.Equal(expected with { To = [], ToPlaces = [] }, read with { To = [], ToPlaces = [] });
    }

    private static string? Refusal(string text) => EdXml.Read(Stream(text)).Refusal?.ToString();

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static MemoryStream Written(EdXmlPackage package)
    {
        var file = new MemoryStream();
        EdXml.Write(package, file);
        file.Position = 0;
        return file;
    }
}
