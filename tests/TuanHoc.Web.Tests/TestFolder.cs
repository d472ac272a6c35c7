namespace TuanHoc.Web.Tests;

public static class TestFolder
{
    /// <summary>A temporary folder others may enter: root's server runs as another user.</summary>
    public static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("th-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        return folder;
    }
}
