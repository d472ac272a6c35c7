namespace TuanHoc.Web.Tests;

/// <summary>The checkout the tests run in.</summary>
static class Repository
{
    public static string Root { get; } = Find();

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "TuanHoc.slnx"))) return folder.FullName;
        throw new InvalidOperationException("the tests do not stand in a checkout");
    }
}
