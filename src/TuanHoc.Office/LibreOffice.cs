namespace TuanHoc.Office;

/// <summary>LibreOffice without a window, where it is installed: it runs no macro of a file and fetches nothing for it.</summary>
internal static class LibreOffice
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private const string Settings = """
        <?xml version="1.0" encoding="UTF-8"?>
        <oor:items xmlns:oor="http://openoffice.org/2001/registry">
        <item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
        <item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
        </oor:items>
        """;

    /// <summary>Where it lies; null when it is not installed.</summary>
    public static string? Path => OutsideTool.Find("soffice");

    /// <summary>
    /// Turns a file of a private folder into another kind ("docx", "pdf") beside it; null when it did not manage, with whether it was stopped for taking too long.
    /// A profile of its own lets it run beside a LibreOffice that somebody has open.
    /// </summary>
    public static async Task<(FileInfo? Made, bool Stopped)> ConvertAsync(string program, string file, string kind, string folder, CancellationToken cancel)
    {
        var user = Directory.CreateDirectory(System.IO.Path.Combine(folder, "profile", "user"));
        await File.WriteAllTextAsync(System.IO.Path.Combine(user.FullName, "registrymodifications.xcu"), Settings, cancel);
        var answer = await OutsideTool.RunAsync(program, folder, Limit, cancel, $"-env:UserInstallation={new Uri(user.Parent!.FullName)}", "--headless", "--norestore", "--convert-to", kind, "--outdir", folder, file);
        return (new FileInfo(System.IO.Path.ChangeExtension(file, kind)) is { Exists: true } made ? made : null, answer.Stopped);
    }
}
