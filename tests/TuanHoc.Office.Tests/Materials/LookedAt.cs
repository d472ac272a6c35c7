using System.Diagnostics;
using System.Globalization;
using System.Text;
using TuanHoc.Office.Materials;

namespace TuanHoc.Office.Tests.Materials;

/// <summary>A sheet as others read it: poppler its PDF, zbar the codes of its picture, tesseract its letters. A test that asks for a tool that is not there is skipped, and says so.</summary>
internal sealed class LookedAt(byte[] pdf)
{
    public LookedAt(Artwork artwork) : this(artwork.Pdf(forPress: false))
    {
    }

    /// <summary>The words of the PDF, one blank between them.</summary>
    public string Words => string.Join(' ', Read("pdftotext", ["-raw", "{pdf}", "-"]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public string Fonts => Read("pdffonts", ["{pdf}"]);

    /// <summary>What the codes in the picture say, one a line.</summary>
    public string Codes(int dots) => Read("zbarimg", ["-q", "--raw", "{png}"], dots).Trim();

    /// <summary>What an eye for letters finds in the picture.</summary>
    public string Letters(int dots) => string.Join(' ', Read("tesseract", ["{png}", "-", "-l", "vie", "--psm", "11"], dots).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A box of the page, in millimetres: left, lower, right, upper.</summary>
    public double[] Box(string name) => [.. Read("pdfinfo", ["-box", "{pdf}"]).Split('\n').First(line => line.StartsWith(name, StringComparison.Ordinal))
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(side => Math.Round(double.Parse(side, CultureInfo.InvariantCulture) * 25.4 / 72, 1))];

    /// <summary>The colour of the picture at a place, in parts of width and height.</summary>
    public (byte Red, byte Green, byte Blue) Colour(double x, double y)
    {
        using var folder = new Folder();
        File.WriteAllBytes(folder.Of("sheet.pdf"), pdf);
        Run("pdftoppm", ["-scale-to", "400", "-singlefile", folder.Of("sheet.pdf"), folder.Of("sheet")]);
        var picture = File.ReadAllBytes(folder.Of("sheet.ppm"));
        var head = Encoding.ASCII.GetString(picture, 0, 40).Split((char[]?)null, 5);
        var (width, height) = (int.Parse(head[1], CultureInfo.InvariantCulture), int.Parse(head[2], CultureInfo.InvariantCulture));
        var at = picture.Length - width * height * 3 + ((int)(y * height) * width + (int)(x * width)) * 3;
        return (picture[at], picture[at + 1], picture[at + 2]);
    }

    private string Read(string tool, string[] arguments, int dots = 0)
    {
        using var folder = new Folder();
        File.WriteAllBytes(folder.Of("sheet.pdf"), pdf);
        if (dots > 0)
            Run("pdftoppm", ["-r", dots.ToString(CultureInfo.InvariantCulture), "-png", "-singlefile", folder.Of("sheet.pdf"), folder.Of("sheet")]);
        return Run(tool, [.. arguments.Select(argument => argument switch { "{pdf}" => folder.Of("sheet.pdf"), "{png}" => folder.Of("sheet.png"), _ => argument })]);
    }

    private static string Run(string tool, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 })!;
            var complaint = process.StandardError.ReadToEndAsync();
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{tool}: {complaint.Result}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{tool} is not installed");
            throw;
        }
    }

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tuanhoc-sheet");

        public string Of(string file) => Path.Combine(folder.FullName, file);

        public void Dispose() => folder.Delete(recursive: true);
    }
}
