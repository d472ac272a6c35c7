namespace TuanHoc.Web.Platform.Exports;

/// <summary>A file that is waiting to be made, being made, or ready.</summary>
public sealed class Making
{
    public Task<ReadyFile> File { get; internal set; } = null!;

    /// <summary>Of what it is made; null while it waits: then it will be made of what is there by then.</summary>
    public object? Stamp { get; internal set; }

    /// <summary>How far, of a hundred.</summary>
    public int Percent { get; internal set; }

    /// <summary>Whether who asks now, for what is there now, is served by this one.</summary>
    internal bool Serves(object stamp) => !File.IsFaulted && !File.IsCanceled && (Stamp is null ? !File.IsCompleted : Stamp.Equals(stamp));
}
