using System.Diagnostics;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace TuanHoc.Office.Tests;

public sealed class DocxWriterTests
{
    [Fact]
    public void The_file_is_valid_to_the_schema_of_Office_2019()
    {
        using var document = WordprocessingDocument.Open(Written(), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document, TestContext.Current.CancellationToken).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        using var look = File.Create("/tmp/office-look/report.docx"); Written().CopyTo(look);
    }

    private static MemoryStream Written()
    {
        var file = new MemoryStream();
        DocxWriter.Write(SampleReport.Document, file);
        file.Position = 0;
        return file;
    }
}
