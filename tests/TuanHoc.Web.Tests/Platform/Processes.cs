using System.Diagnostics;

namespace TuanHoc.Web.Tests.Platform;

/// <summary>Tests that start the program as a process of its own run alone: their times are what they are about.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Processes : ICollectionFixture<ReadyFolder>
{
    public const string Name = "processes";
}

/// <summary>A data folder with its server made, migrated and with the directory of units, for those who do not ask how one is made.</summary>
public sealed class ReadyFolder : IAsyncLifetime
{
    readonly string made = TestFolder.Make();

    public async ValueTask InitializeAsync()
    {
        var (code, _, errors) = await Child.RunAsync(["migrate", "--data", made]);
        Assert.Equal((0, ""), (code, errors));
    }

    /// <summary>A copy of one's own, to be deleted by who asked.</summary>
    public string Copy()
    {
        var folder = TestFolder.Make();
        CopyTo(folder);
        return folder;
    }

    /// <summary>A copy in a folder of one's own, which need not be there yet.</summary>
    public void CopyTo(string folder)
    {
        using var copy = Process.Start("cp", ["--archive", "--no-target-directory", made, folder]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(made, recursive: true);
        return ValueTask.CompletedTask;
    }
}
