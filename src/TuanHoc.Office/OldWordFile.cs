using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>A Word file of before 2007 (.doc), turned into .docx by LibreOffice, which runs no macro of it and fetches nothing.</summary>
internal static class OldWordFile
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly Sentence
        NoTool = new("Tệp là văn bản Word đời cũ (.doc) mà máy chủ chưa có LibreOffice để đọc; hãy mở bằng Word và lưu thành .docx."),
        Damaged = new("Không mở được tệp Word đời cũ (.doc): tệp hỏng hoặc có mật khẩu; hãy mở bằng Word và lưu thành .docx.");

    private const string Settings = """
        <?xml version="1.0" encoding="UTF-8"?>
        <oor:items xmlns:oor="http://openoffice.org/2001/registry">
        <item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
        <item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
        </oor:items>
        """;

    public static async Task<PlanFileText> ReadAsync(string file, string folder, CancellationToken cancel)
    {
        if (OutsideTool.Find("soffice") is not { } program)
            return new(NoTool);
        var user = Directory.CreateDirectory(Path.Combine(folder, "profile", "user"));
        await File.WriteAllTextAsync(Path.Combine(user.FullName, "registrymodifications.xcu"), Settings, cancel);
        await OutsideTool.RunAsync(program, folder, Limit, cancel, $"-env:UserInstallation={new Uri(user.Parent!.FullName)}", "--headless", "--norestore", "--convert-to", "docx", "--outdir", folder, file);
        if (new FileInfo(Path.ChangeExtension(file, "docx")) is not { Exists: true, Length: <= PlanText.MostBytes } made)
            return new(Damaged);
        await using var docx = made.OpenRead();
        var (text, refusal) = PlanText.Read(docx);
        return new(text, refusal);
    }
}
