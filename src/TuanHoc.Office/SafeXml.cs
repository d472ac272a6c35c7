using System.Xml;
using System.Xml.Linq;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>XML of a stranger: no document type, no entities, nothing fetched, no more than is allowed.</summary>
internal static class SafeXml
{
    private const int DeepestElement = 64;

    private static readonly Sentence Damaged = new("Tệp không phải XML đọc được, hoặc có nội dung không an toàn.");

    public static (XDocument? Document, Sentence? Refusal) Read(Stream file, long maxBytes)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = maxBytes, IgnoreComments = true, IgnoreProcessingInstructions = true };
        try
        {
            using var reader = XmlReader.Create(new Limited(file, maxBytes), settings);
            var document = XDocument.Load(reader);
            return document.Descendants().Any(element => element.Ancestors().Skip(DeepestElement).Any()) ? (null, Damaged) : (document, null);
        }
        catch (TooMuchException)
        {
            return (null, new Sentence("Tệp lớn hơn {0} MB.", maxBytes / 1_000_000));
        }
        catch (Exception fault) when (fault is XmlException or ArgumentException or System.Text.DecoderFallbackException)
        {
            return (null, Damaged);
        }
    }

    private sealed class TooMuchException : Exception;

    private sealed class Limited(Stream inner, long left) : Stream
    {
        private long left = left;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            left -= read;
            return left >= 0 ? read : throw new TooMuchException();
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
