using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Words = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace TuanHoc.Browser.Tests;

/// <summary>The plans written for the tests, as files that people have.</summary>
static class SampleFiles
{
    public static string Text(string name) => File.ReadAllText(Path.Combine(Root(), "tests", "plans", name + ".txt"), Encoding.UTF8);

    /// <summary>The same text as a Word file, one paragraph a line.</summary>
    public static byte[] Word(string name)
    {
        using var file = new MemoryStream();
        using (var word = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var lines = from line in Text(name).Split('\n') select new Paragraph(new Run(new Words(line.TrimEnd('\r')) { Space = SpaceProcessingModeValues.Preserve }));
            word.AddMainDocumentPart().Document = new Document(new Body(lines));
        }
        return file.ToArray();
    }

    /// <summary>The checkout the tests run in.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "TuanHoc.slnx"))) return folder.FullName;
        throw new InvalidOperationException("the tests do not stand in a checkout");
    }
}
