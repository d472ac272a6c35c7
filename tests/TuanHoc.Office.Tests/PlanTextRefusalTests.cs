using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using static TuanHoc.Office.Tests.HandMade;

namespace TuanHoc.Office.Tests;

public sealed class PlanTextRefusalTests
{
    private const string Damaged = "Tệp Word bị hỏng hoặc có nội dung không an toàn; hãy mở bằng Word và lưu lại thành .docx.";
    private const string TooMuch = "Tệp bung ra quá lớn nên không được nhận.";
    private const string Macros = "Tệp có macro nên không được nhận; hãy lưu thành .docx không có macro.";
    private const string NoWord = "Tệp nén này không phải văn bản Word (.docx).";
    private const string Other = "Tệp không phải văn bản .docx, .pdf, .doc hay .txt; hãy mở bằng Word và lưu thành .docx.";
    private const string NoText = "Tệp không phải văn bản đọc được; tệp .txt cần lưu theo bảng mã UTF-8.";
    private static readonly byte[] OldWord = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0];

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("\uFEFF\n")]
    public void An_empty_file(string text) => Refused(Bytes(text), "Tệp không có chữ nào.");

    [Fact]
    public void A_Word_file_without_a_letter() => Refused(Docx(Document("<w:p/>")), "Tệp không có chữ nào.");

    [Fact]
    public void A_file_above_the_limit_is_not_read_to_its_end()
    {
        using var endless = new Endless();
        Assert.Equal("Tệp lớn hơn 10 MB.", PlanText.Read(endless).Refusal.ToString());
        Assert.InRange(endless.Given, 0, 11_000_000);
    }

    [Fact]
    public void A_file_with_a_password() =>
        Refused([.. OldWord, .. Encoding.Unicode.GetBytes("EncryptedPackage")], "Tệp có mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại.");

    [Theory]
    [InlineData("{\\rtf1 KẾ HOẠCH}")]
    [InlineData("<html><p>KẾ HOẠCH</p></html>")]
    [InlineData("<?xml version='1.0'?><a/>")]
    public void A_file_of_another_kind(string content) => Refused(Bytes(content), Other);

    [Fact]
    public void Bytes_that_are_no_text()
    {
        Refused([0x4B, 0x00, 0x01, 0x02], NoText);
        Refused([0x4B, 0xFF, 0xC3], NoText);
        Refused([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], NoText);
        Refused([0xFF, 0xFE, 0x00, 0xD8], NoText);
    }

    [Fact]
    public void A_zip_that_is_no_Word_file()
    {
        Refused(Zip(("a.txt", Bytes("KẾ HOẠCH"))), NoWord);
        Refused(Zip(), NoWord);
        Refused(Zip(("[Content_Types].xml", Bytes(Types))), NoWord);
        Refused(Docx(Document(P("x")), Types.Replace("wordprocessingml.document", "spreadsheetml.sheet", StringComparison.Ordinal)), NoWord);
    }

    [Fact]
    public void Macros_in_a_part_or_in_the_type()
    {
        Refused(Docx(Document(P("x")), types: null, ("word/vbaProject.bin", [1])), Macros);
        Refused(Docx(Document(P("x")), Types.Replace("openxmlformats-officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main", StringComparison.Ordinal)), Macros);
    }

    [Fact]
    public void A_bomb_in_any_part()
    {
        var nothing = new byte[60_000_000];
        Refused(Docx(Document(P("x")), types: null, ("word/media/image1.png", nothing)), TooMuch);
        Refused(Docx(Document(P("x") + new string(' ', 60_000_000))), TooMuch);
    }

    [Fact]
    public void A_bomb_that_lies_about_its_size()
    {
        var file = Docx(Document(P("x") + new string(' ', 60_000_000)));
        // the uncompressed size in the central directory of the second entry
        var directory = file.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(directory + 24), 1000);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.NotNull(Read(file).Refusal);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 400_000_000);
    }

    [Fact]
    public void Too_many_entries() => Refused(Docx(Document(P("x")), types: null, [.. Enumerable.Range(0, 3_000).Select(n => ($"{n}", Array.Empty<byte>()))]), TooMuch);

    [Fact]
    public void Nesting_that_would_exhaust_the_stack() =>
        Refused(Docx(Document(string.Concat(Enumerable.Repeat("<w:sdt><w:sdtContent>", 50_000)) + string.Concat(Enumerable.Repeat("</w:sdtContent></w:sdt>", 50_000)))), TooMuch);

    [Fact]
    public void More_elements_than_any_plan_has() => Refused(Docx(Document(string.Concat(Enumerable.Repeat("<w:p/>", 1_100_000)))), TooMuch);

    [Fact]
    public void Broken_XML_and_entities()
    {
        Refused(Docx("<w:document"), Damaged);
        Refused(Docx("""<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>""" + Document(P("&c;"))), Damaged);
        Refused(Docx("""<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>""" + Document(P("&b;"))), Damaged);
    }

    [Fact]
    public void A_damaged_zip()
    {
        var whole = Docx(Document(P("KẾ HOẠCH")));
        Refused(whole[..(whole.Length / 2)], Damaged);
        Refused("PK\u0003\u0004rest"u8.ToArray(), Damaged);
    }

    [Fact]
    public void Whatever_byte_is_changed_nothing_is_thrown()
    {
        var whole = Docx(Document(P("KẾ HOẠCH")), types: null, ("word/numbering.xml", Bytes($"<w:numbering {WordNamespaces}/>")));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(
            Gen.Choose(0, whole.Length - 1).SelectMany(place => Gen.Choose(0, 255).Select(value => (place, value))).ToArbitrary(), change =>
            {
                var damaged = (byte[])whole.Clone();
                damaged[change.place] = (byte)change.value;
                var (text, refusal) = Read(damaged);
                return text is null != refusal is null;
            }));
    }

    private static void Refused(byte[] file, string sentence) => Assert.Equal((null, sentence), Read(file));

    private sealed class Endless : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)'a', offset, count);
            Given += count;
            return count;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
