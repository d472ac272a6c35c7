using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using static TuanHoc.Office.Tests.HandMade;

namespace TuanHoc.Office.Tests;

/// <summary>PDF, scans and .doc through the programs of the machine, and what is refused with a sentence.</summary>
public sealed class PlanFileTests
{
    private const string Text = """
        ỦY BAN NHÂN DÂN
        XÃ TÂN MẪU
        Số: 12/KH-UBND
        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        Độc lập - Tự do - Hạnh phúc
        Tân Mẫu, ngày 15 tháng 9 năm 2025

        KẾ HOẠCH
        Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025

        I. MỤC ĐÍCH

        1. Giúp người dân ở mọi lứa tuổi hiểu rõ lợi ích của việc học tập suốt đời, biết cách tự học qua sách giấy và qua các nền tảng số, nhất là người cao tuổi và phụ nữ ở các thôn xa trung tâm.

        II. TIẾN ĐỘ

        TT	Nội dung công việc	Thời gian	Chủ trì
        1	Treo băng rôn, khẩu hiệu tại trụ sở, nhà văn hóa và các điểm trường trên toàn địa bàn xã	Trước ngày 25/9/2025	Đoàn Thanh niên xã
        2	Mở điểm đọc sách	01/10/2025	Thư viện xã

        Nơi nhận:
        - Đảng ủy, Hội đồng nhân dân, Ủy ban Mặt trận Tổ quốc Việt Nam xã Tân Mẫu;
        - Lưu: VT.
        TM. ỦY BAN NHÂN DÂN
        CHỦ TỊCH
        Lê Văn An
        """;

    private static readonly byte[] OldWordMark = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private static readonly string[] Lines =
    [
        "ỦY BAN NHÂN DÂN", "XÃ TÂN MẪU", "Số: 12/KH-UBND", "KẾ HOẠCH", "Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025",
        "1. Giúp người dân ở mọi lứa tuổi hiểu rõ lợi ích của việc học tập suốt đời, biết cách tự học qua sách giấy và qua các nền tảng số, nhất là người cao tuổi và phụ nữ ở các thôn xa trung tâm.",
        "TT\tNội dung công việc\tThời gian\tChủ trì",
        "1\tTreo băng rôn, khẩu hiệu tại trụ sở, nhà văn hóa và các điểm trường trên toàn địa bàn xã\tTrước ngày 25/9/2025\tĐoàn Thanh niên xã",
        "- Đảng ủy, Hội đồng nhân dân, Ủy ban Mặt trận Tổ quốc Việt Nam xã Tân Mẫu;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn An",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_a_PDF_paragraphs_are_whole_columns_apart_and_rows_of_tables_whole(bool plainly)
    {
        var (text, _, byMachine) = await PlanFile.ReadAsync(new MemoryStream(Pdf(LaidOut.Docx(Text, plainly))), Cancel);
        Assert.All(Lines, line => Assert.Contains(line, text!.Split('\n')));
        Assert.False(byMachine);
    }

    [Fact]
    public async Task Page_numbers_running_heads_and_the_break_between_pages_leave_no_trace()
    {
        var long1 = string.Join("\n\n", Enumerable.Range(1, 30).Select(n => $"{n}. " + string.Join(' ', Enumerable.Repeat($"Hoạt động thứ {n} của các đơn vị trong Tuần lễ;", 9)) + " hết."));
        foreach (var plainly in new[] { false, true })
        {
            var (text, _, _) = await PlanFile.ReadAsync(new MemoryStream(Pdf(LaidOut.Docx("KẾ HOẠCH\nTuần lễ năm 2025\n\n" + long1, plainly))), Cancel);
            Assert.Equal(["KẾ HOẠCH", "Tuần lễ năm 2025", .. long1.Split("\n\n")], text!.TrimEnd('\n').Split('\n'));
        }
    }

    [Fact]
    public async Task A_scan_is_read_by_machine_and_says_so()
    {
        Assert.SkipWhen(!Has("tesseract"), "tesseract is not installed.");
        var (text, refusal, byMachine) = await PlanFile.ReadAsync(new MemoryStream(Scan(Pdf(LaidOut.Docx(Text)))), Cancel);
        Assert.True(byMachine, refusal?.ToString());
        Assert.Contains("Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025", text, StringComparison.Ordinal);
        Assert.Contains("Số: 12/KH-UBND\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_Word_file_is_read_through_LibreOffice()
    {
        var old = LibreOffice.Convert(new MemoryStream(LaidOut.Docx(Text)), "docx", "doc");
        var (text, refusal, byMachine) = await PlanFile.ReadAsync(new MemoryStream(old), Cancel);
        Assert.True(text is not null, refusal?.ToString());
        Assert.All(Lines, line => Assert.Contains(line, text.Split('\n')));
        Assert.False(byMachine);
    }

    [Fact]
    public async Task A_locked_PDF_is_refused()
    {
        var locked = LibreOffice.Convert(new MemoryStream(LaidOut.Docx(Text)), "docx",
            """pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}""");
        await RefusedAsync(locked, "Tệp PDF có mật khẩu; hãy bỏ mật khẩu rồi đưa lại.");
    }

    [Fact]
    public async Task Broken_files_are_refused_each_with_its_sentence()
    {
        const string Damaged = "Tệp PDF bị hỏng, không mở được; hãy xuất lại từ Word hoặc đưa tệp .docx.";
        await RefusedAsync("%PDF-1.7\nrác"u8.ToArray(), Damaged);
        await RefusedAsync(Bytes("Kế hoạch %PDF-1.4 "), Damaged);
        await RefusedAsync([.. OldWordMark, .. new byte[600], .. Encoding.Unicode.GetBytes("WordDocument"), .. new byte[600]],
            "Không mở được tệp Word đời cũ (.doc): tệp hỏng hoặc có mật khẩu; hãy mở bằng Word và lưu thành .docx.");
        await RefusedAsync([.. OldWordMark, .. new byte[600], .. Encoding.Unicode.GetBytes("Workbook")], "Tệp không phải văn bản .docx, .pdf, .doc hay .txt; hãy mở bằng Word và lưu thành .docx.");
        await RefusedAsync([.. OldWordMark, .. Encoding.Unicode.GetBytes("EncryptedPackage")], "Tệp có mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại.");
        await RefusedAsync([.. "%PDF-1.4\n"u8, .. new byte[10_000_000]], "Tệp lớn hơn 10 MB.");
    }

    [Fact]
    public async Task A_PDF_of_too_many_pages_and_a_scan_of_nothing_are_refused()
    {
        await RefusedAsync(PdfOf(Enumerable.Repeat((1, 1, new byte[] { 255 }), 201)), "Tệp PDF có hơn 200 trang; kế hoạch dài nhất cũng chỉ vài chục trang.");
        Assert.SkipWhen(!Has("tesseract"), "tesseract is not installed.");
        await RefusedAsync(PdfOf(Enumerable.Repeat((1, 1, new byte[] { 255 }), 41)), "Bản chụp có hơn 40 trang nên không được nhận dạng chữ; hãy chỉ đưa các trang của kế hoạch.");
        await RefusedAsync(PdfOf([(1, 1, [255])]), "Tệp là bản chụp mà không nhận ra chữ nào; hãy đưa bản rõ hơn hoặc tệp .docx.");
    }

    [Fact]
    public async Task Word_files_and_texts_go_through_the_same_door_and_leave_nothing_behind()
    {
        Assert.Equal("KẾ HOẠCH\n", (await PlanFile.ReadAsync(new MemoryStream(HandMade.Docx(Document(P("KẾ HOẠCH")))), Cancel)).Text);
        Assert.Equal("KẾ HOẠCH", (await PlanFile.ReadAsync(new MemoryStream(Bytes("KẾ HOẠCH")), Cancel)).Text);
        await RefusedAsync([], "Tệp không có chữ nào.");
    }

    private static async Task RefusedAsync(byte[] file, string sentence)
    {
        var (text, refusal, _) = await PlanFile.ReadAsync(new MemoryStream(file), Cancel);
        Assert.Equal((null, sentence), (text, refusal?.ToString()));
    }

    private static byte[] Pdf(byte[] docx) => LibreOffice.Convert(new MemoryStream(docx), "docx", "pdf");

    private static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>The pages of a PDF as pictures in another.</summary>
    private static byte[] Scan(byte[] pdf)
    {
        var folder = Directory.CreateTempSubdirectory("tuanhoc-scan");
        try
        {
            var file = Path.Combine(folder.FullName, "plan.pdf");
            File.WriteAllBytes(file, pdf);
            using (var drawing = Process.Start(new ProcessStartInfo("pdftoppm", ["-gray", "-r", "150", file, Path.Combine(folder.FullName, "page")]) { UseShellExecute = false })!)
                drawing.WaitForExit();
            return PdfOf(Directory.EnumerateFiles(folder.FullName, "*.pgm").Order(StringComparer.Ordinal).Select(Picture));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>"P5 width height 255" and a byte a dot.</summary>
    private static (int Width, int Height, byte[] Dots) Picture(string pgm)
    {
        var bytes = File.ReadAllBytes(pgm);
        var words = Encoding.ASCII.GetString(bytes, 0, 40).Split([' ', '\n'], 5);
        var (width, height) = (int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
        return (width, height, bytes[^(width * height)..]);
    }

    private static byte[] PdfOf(IEnumerable<(int Width, int Height, byte[] Dots)> pages)
    {
        var file = new MemoryStream();
        var places = new List<long>();
        var kids = new StringBuilder();
        Write("%PDF-1.4\n");
        foreach (var (width, height, dots) in pages)
        {
            var packed = new MemoryStream();
            using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                zip.Write(dots);
            var picture = Thing($"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length {packed.Length}>>stream\n", packed.ToArray(), "\nendstream");
            var content = Thing("<</Length 26>>stream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream", [], "");
            kids.Append(CultureInfo.InvariantCulture, $"{Thing($"<</Type/Page/Parent 2000 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R/Resources<</XObject<</I {picture} 0 R>>>>>>", [], "")} 0 R ");
        }
        // No table of places: readers find the things by themselves, as with many files that scanners make
        Write($"2000 0 obj<</Type/Pages/Count {places.Count / 3}/Kids[{kids}]>>\nendobj\n2001 0 obj<</Type/Catalog/Pages 2000 0 R>>\nendobj\ntrailer<</Root 2001 0 R/Size 2002>>\n%%EOF");
        return file.ToArray();

        void Write(string text) => file.Write(Encoding.ASCII.GetBytes(text));

        int Thing(string head, byte[] content, string tail)
        {
            places.Add(file.Position);
            Write($"{places.Count} 0 obj{head}");
            file.Write(content);
            Write($"{tail}\nendobj\n");
            return places.Count;
        }
    }
}
