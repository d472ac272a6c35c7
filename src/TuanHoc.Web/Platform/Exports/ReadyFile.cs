using Microsoft.Win32.SafeHandles;

namespace TuanHoc.Web.Platform.Exports;

/// <summary>A file that was made: on the disk, under no name any more, so that whatever ends this process leaves nothing behind. It lives as long as somebody holds it.</summary>
public sealed class ReadyFile(SafeFileHandle handle, string etag)
{
    public long Length { get; } = RandomAccess.GetLength(handle);

    /// <summary>The SHA-256 of what it holds, as a weak tag: it may go out compressed.</summary>
    public string ETag { get; } = $"W/\"{etag}\"";

    /// <summary>A reader of its own for each who asks.</summary>
    public Stream Open() => new Reader(this);

    sealed class Reader(ReadyFile file) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => file.Length;
        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer) => Moved(RandomAccess.Read(file.Handle, buffer, Position));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Moved(await RandomAccess.ReadAsync(file.Handle, buffer, Position, cancellationToken));

        public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch { SeekOrigin.Current => Position, SeekOrigin.End => Length, _ => 0 };

        public override void Flush()
        {
            // Nothing is written here.
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        int Moved(int read)
        {
            Position += read;
            return read;
        }
    }

    SafeFileHandle Handle => handle;
}
