using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using TuanHoc.Documents;

namespace TuanHoc.Office.Tests;

/// <summary>A line of a printed page: millimetres from the page's upper left corner, size in points.</summary>
internal sealed record PrintedLine(string Text, double Left, double Right, double Baseline, double Size)
{
    public double Centre => (Left + Right) / 2;

    public double Width => Right - Left;
}

/// <summary>A printed page: its lines of text, and the rules drawn on it.</summary>
internal sealed record PrintedPage(double Width, double Height, IReadOnlyList<PrintedLine> Lines)
{
    public PrintedLine Line(string begins) => Lines.First(line => line.Text.StartsWith(begins, StringComparison.Ordinal));
}

/// <summary>A document as LibreOffice prints it, measured by poppler's tools; a test that asks for it is skipped, with the reason, where one is missing.</summary>
internal sealed class RenderedPages
{
    private const double MillimetresPerPoint = 25.4 / 72;

    // Of Liberation Serif, as poppler tells the box of a word: 1.3 times the size, the base line a quarter below its middle.
    private const double BoxOfSize = 1.3;
    private const double BelowBase = 0.216;

    private const int PixelsPerMillimetre = 10;

    private readonly byte[] pdf;
    private readonly Lazy<List<(string Words, bool Bold, bool Italic)>> styles;

    public RenderedPages(AdministrativeDocument document) : this(Written(document), "docx")
    {
    }

    /// <summary>A file of an office program, told by its extension.</summary>
    public RenderedPages(Stream file, string extension)
    {
        pdf = LibreOffice.Convert(file, extension, "pdf");
        styles = new(() => [.. XDocument.Parse(Text("pdftohtml", "-xml", "-i", "-stdout")).Descendants("text").Select(text => (text.Value, text.Descendants("b").Any(), text.Descendants("i").Any()))]);
        Pages = [.. XDocument.Parse(Text("pdftotext", "-bbox-layout")).Descendants().Where(element => element.Name.LocalName == "page").Select(Page)];
    }

    public IReadOnlyList<PrintedPage> Pages { get; }

    public string Fonts => Text("pdffonts");

    /// <summary>How the words of the first line that begins so are set, by the fonts they are printed in.</summary>
    public (bool Bold, bool Italic) Style(string begins)
    {
        var (_, bold, italic) = styles.Value.First(text => text.Words.StartsWith(begins, StringComparison.Ordinal));
        return (bold, italic);
    }

    /// <summary>The horizontal rules of a page from top to bottom: from, to, height on the page, in millimetres.</summary>
    public IReadOnlyList<(double From, double To, double At)> Rules(int page)
    {
        var picture = Run("pdftoppm", "-r", "254", "-gray", "-f", $"{page}", "-l", $"{page}");
        var head = 0;
        var words = new List<int>();
        for (var word = ""; words.Count < 3; head++)
        {
            if (!char.IsWhiteSpace((char)picture[head]))
                word += (char)picture[head];
            else if (word.Length > 0)
                (words, word) = (word == "P5" ? words : [.. words, int.Parse(word, CultureInfo.InvariantCulture)], "");
        }
        var rules = new List<(double From, double To, double At)>();
        for (var row = 0; row < words[1]; row++)
            foreach (var (from, to) in Runs(picture.AsSpan(head + row * words[0], words[0])))
                if (!rules.Exists(rule => Math.Abs(rule.From - from) < 1 && row / (double)PixelsPerMillimetre - rule.At < 1))
                    rules.Add((from, to, row / (double)PixelsPerMillimetre));
        return rules;
    }

    /// <summary>Where a row of pixels is dark for more than a centimetre, in millimetres.</summary>
    private static List<(double From, double To)> Runs(ReadOnlySpan<byte> row)
    {
        var runs = new List<(double, double)>();
        var from = 0;
        for (var at = 0; at <= row.Length; at++)
        {
            if (at < row.Length && row[at] < 128)
                continue;
            if (at - from > 10 * PixelsPerMillimetre)
                runs.Add((from / (double)PixelsPerMillimetre, at / (double)PixelsPerMillimetre));
            from = at + 1;
        }
        return runs;
    }

    private static MemoryStream Written(AdministrativeDocument document)
    {
        var file = new MemoryStream();
        DocxWriter.Write(document, file);
        file.Position = 0;
        return file;
    }

    private static PrintedPage Page(XElement page) => new(Number(page, "width"), Number(page, "height"),
        [.. page.Descendants().Where(element => element.Name.LocalName == "line").SelectMany(Columns).Select(Line).OrderBy(line => line.Baseline)]);

    /// <summary>What poppler takes for one line, apart where two columns stand side by side: more than three millimetres from word to word.</summary>
    private static IEnumerable<List<XElement>> Columns(XElement line)
    {
        List<XElement> words = [];
        foreach (var word in line.Elements())
        {
            if (words.Count > 0 && Number(word, "xMin") - Number(words[^1], "xMax") > 3)
            {
                yield return words;
                words = [];
            }
            words.Add(word);
        }
        yield return words;
    }

    private static PrintedLine Line(List<XElement> words)
    {
        var size = words.Max(word => Points(word, "yMax") - Points(word, "yMin")) / BoxOfSize;
        return new PrintedLine(string.Join(' ', words.Select(word => word.Value)), Number(words[0], "xMin"), words.Max(word => Number(word, "xMax")),
            (words.Max(word => Points(word, "yMax")) - size * BelowBase) * MillimetresPerPoint, size);
    }

    private static double Points(XElement element, string side) => double.Parse(element.Attribute(side)!.Value, CultureInfo.InvariantCulture);

    private static double Number(XElement element, string side) => Points(element, side) * MillimetresPerPoint;

    private string Text(string tool, params string[] arguments) => System.Text.Encoding.UTF8.GetString(Run(tool, arguments));

    private byte[] Run(string tool, params string[] arguments)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, pdf);
            string[] output = tool == "pdftotext" ? ["-"] : [];
            using var process = Process.Start(new ProcessStartInfo(tool, [.. arguments, path, .. output]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            using var written = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(written);
            process.WaitForExit();
            return written.ToArray();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{tool} (poppler-utils) is not installed");
            throw;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
