using Npgsql;

namespace TuanHoc.Web.Platform;

/// <summary>The disk on which our own PostgreSQL keeps its data.</summary>
public sealed class DataDisk(string folder)
{
    // A piece of PostgreSQL's journal: without room for the next one it stops, and does not start again.
    const long Piece = 16 << 20;

    // ENOSPC, and what Windows calls it.
    const int NoSpaceLeft = 28, DiskFull = unchecked((int)0x80070070);

    /// <summary>Whether what is left is too little for the server to run.</summary>
    public bool IsFull => new DriveInfo(folder).AvailableFreeSpace < Piece;

    /// <summary>The sentence for who runs the program.</summary>
    public string Sentence => $"Đĩa chứa {folder} đã đầy: hãy giải phóng ít nhất {Piece >> 20} MB.";

    /// <summary>Whether this is the complaint of a full disk: the server's, or that of the temporary folder where a large request is put aside.</summary>
    public static bool SaysFull(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.DiskFull } or IOException { HResult: NoSpaceLeft or DiskFull };
}
