using TuanHoc.Documents;

namespace TuanHoc.Office.Tests;

public sealed class DocumentPdfTests
{
    [Fact]
    public async Task A_document_becomes_a_PDF_or_a_sentence_says_why_not()
    {
        using var docx = new MemoryStream();
        DocxWriter.Write(new AdministrativeDocument
        {
            Letterhead = new Letterhead { IssuingBody = "Ủy ban nhân dân phường Mẫu", Number = 7, Notation = "KH-UBND", Place = "Mẫu", Date = new DocumentDate(8, 9, 2026) },
            Type = "Kế hoạch",
            Subject = "Tổ chức Tuần lễ",
            Body = [new Paragraph("Nội dung.")],
        }, docx);
        var (pdf, refusal) = await DocumentPdf.ConvertAsync(docx.ToArray(), TestContext.Current.CancellationToken);
        if (DocumentPdf.IsThere)
            Assert.True(pdf.AsSpan().StartsWith("%PDF-"u8), refusal?.ToString());
        else
            Assert.Equal("Máy chủ chưa cài LibreOffice nên chưa tạo được PDF; hãy tải bản .docx.", refusal?.ToString());
    }
}
