using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using TuanHoc.Office;

namespace TuanHoc.Web.Tests.Plans.Issue;

/// <summary>Pages as a scanner sends them: pictures in a PDF, without a letter.</summary>
static class Scans
{
    /// <summary>Whether this machine can make a scan and recognise what is in it.</summary>
    public static bool CanBeRead => DocumentPdf.IsThere && Has("pdftoppm") && Has("tesseract");

    /// <summary>A page with nothing on it.</summary>
    public static byte[] Blank => PdfOf([(1, 1, [255])]);

    public static async Task<byte[]> OfAsync(byte[] docx, CancellationToken cancel)
    {
        var (pdf, refusal) = await DocumentPdf.ConvertAsync(docx, cancel);
        Assert.Null(refusal);
        var folder = Directory.CreateTempSubdirectory("tuanhoc-scan");
        try
        {
            var file = Path.Combine(folder.FullName, "plan.pdf");
            await File.WriteAllBytesAsync(file, pdf!, cancel);
            using (var drawing = Process.Start(new ProcessStartInfo("pdftoppm", ["-gray", "-r", "150", file, Path.Combine(folder.FullName, "page")]) { UseShellExecute = false })!)
                await drawing.WaitForExitAsync(cancel);
            return PdfOf([.. Directory.EnumerateFiles(folder.FullName, "*.pgm").Order(StringComparer.Ordinal).Select(Picture)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    // "P5 width height 255" and a byte a dot.
    static (int Width, int Height, byte[] Dots) Picture(string pgm)
    {
        var bytes = File.ReadAllBytes(pgm);
        var words = Encoding.ASCII.GetString(bytes, 0, 40).Split([' ', '\n'], 5);
        var (width, height) = (int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
        return (width, height, bytes[^(width * height)..]);
    }

    // No table of places: readers find the things by themselves, as with many files that scanners make.
    static byte[] PdfOf((int Width, int Height, byte[] Dots)[] pages)
    {
        var file = new MemoryStream();
        Write("%PDF-1.4\n");
        for (var i = 0; i < pages.Length; i++)
        {
            var (width, height, dots) = pages[i];
            var packed = new MemoryStream();
            using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(dots);
            var first = 3 * i + 3;
            Write($"{first} 0 obj<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length {packed.Length}>>stream\n");
            file.Write(packed.ToArray());
            Write($"\nendstream\nendobj\n{first + 1} 0 obj<</Length 26>>stream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream\nendobj\n");
            Write($"{first + 2} 0 obj<</Type/Page/Parent 1 0 R/MediaBox[0 0 595 842]/Contents {first + 1} 0 R/Resources<</XObject<</I {first} 0 R>>>>>>\nendobj\n");
        }
        var kids = string.Join(' ', Enumerable.Range(0, pages.Length).Select(i => $"{3 * i + 5} 0 R"));
        Write($"1 0 obj<</Type/Pages/Count {pages.Length}/Kids[{kids}]>>\nendobj\n2 0 obj<</Type/Catalog/Pages 1 0 R>>\nendobj\ntrailer<</Root 2 0 R/Size {3 * pages.Length + 3}>>\n%%EOF");
        return file.ToArray();

        void Write(string text) => file.Write(Encoding.ASCII.GetBytes(text));
    }
}
