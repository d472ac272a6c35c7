namespace TuanHoc.Web.Tests.Platform;

/// <summary>Tests that start the program as a process of its own run alone: their times are what they are about.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Processes
{
    public const string Name = "processes";
}
