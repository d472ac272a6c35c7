using System.IO.Compression;
using System.Xml;

namespace TuanHoc.Office;

/// <summary>Programs within an Office file: a package that brings them is nothing to hand on.</summary>
public static class Macros
{
    private const long MostLetters = 20_000_000;

    /// <summary>Whether the package carries a program, or says of itself that it may. Throws <see cref="XmlException"/> and <see cref="InvalidDataException"/> where it is damaged.</summary>
    public static bool AreIn(ZipArchive package) =>
        package.Entries.Any(entry => entry.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))
        || package.Entries.Where(entry => entry.FullName.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase)).Any(MayRun);

    private static bool MayRun(ZipArchiveEntry types)
    {
        using var stream = types.Open();
        using var reader = XmlReader.Create(stream, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostLetters });
        while (reader.Read())
            if (reader.GetAttribute("ContentType")?.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) == true)
                return true;
        return false;
    }
}
