using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>A Word file of before 2007 (.doc), turned into .docx by LibreOffice.</summary>
internal static class OldWordFile
{
    private static readonly Sentence
        NoTool = new("Tệp là văn bản Word đời cũ (.doc) mà máy chủ chưa có LibreOffice để đọc; hãy mở bằng Word và lưu thành .docx."),
        Damaged = new("Không mở được tệp Word đời cũ (.doc): tệp hỏng hoặc có mật khẩu; hãy mở bằng Word và lưu thành .docx.");

    public static async Task<PlanFileText> ReadAsync(string file, string folder, CancellationToken cancel)
    {
        if (LibreOffice.Path is not { } program)
            return new(NoTool);
        if (await LibreOffice.ConvertAsync(program, file, "docx", folder, cancel) is not ({ Length: <= PlanText.MostBytes } made, _))
            return new(Damaged);
        await using var docx = made.OpenRead();
        var (text, refusal) = PlanText.Read(docx);
        return new(text, refusal);
    }
}
