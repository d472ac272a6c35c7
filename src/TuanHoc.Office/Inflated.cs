namespace TuanHoc.Office;

/// <summary>What a zip inflates to, counted while it is read, so that what the zip says of itself need not be true.</summary>
internal sealed class Inflated(Stream source, Inflated.Budget budget) : Stream
{
    /// <summary>Bytes that all parts of a file may inflate to together.</summary>
    public sealed class Budget(long bytes)
    {
        public long Left { get; set; } = bytes;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Counted(source.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Counted(source.Read(buffer));

    private int Counted(int read) => (budget.Left -= read) < 0 ? throw new TooMuchException() : read;

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A file inflates to more than is read.</summary>
internal sealed class TooMuchException : IOException;
