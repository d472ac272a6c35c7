using System.Text;
using TuanHoc.Text;

namespace TuanHoc.Office;

/// <summary>The text of a plan as a person reads it, out of a .txt or .docx file that a stranger may have made; <see cref="PlanFile"/> reads the other kinds too.</summary>
public static class PlanText
{
    public const long MostBytes = 10_000_000;

    internal static readonly Sentence Empty = new("Tệp không có chữ nào.");

    private static readonly Sentence
        Encrypted = new("Tệp có mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại."),
        Other = new("Tệp không phải văn bản .docx, .pdf, .doc hay .txt; hãy mở bằng Word và lưu thành .docx."),
        NoText = new("Tệp không phải văn bản đọc được; tệp .txt cần lưu theo bảng mã UTF-8.");

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The text, one paragraph or table row on a line, in composed form; or a sentence saying why it cannot be read. What a file is shows in
    /// its bytes, not in its name. Throws only what the stream throws.
    /// </summary>
    public static (string? Text, Sentence? Refusal) Read(Stream file, long maxBytes = MostBytes)
    {
        if (Bytes(file, maxBytes) is not { } bytes)
            return (null, TooLarge(maxBytes));
        return Read(bytes);
    }

    internal static Sentence TooLarge(long maxBytes) => new("Tệp lớn hơn {0} MB.", maxBytes / 1_000_000);

    internal static (string? Text, Sentence? Refusal) Read(byte[] bytes)
    {
        var (text, refusal) = bytes is [(byte)'P', (byte)'K', 3 or 5 or 7, 4 or 6 or 8, ..] ? WordFile.Read(bytes) : Plain(bytes);
        return text is null || !string.IsNullOrWhiteSpace(text) ? (text, refusal) : (null, Empty);
    }

    internal static byte[]? Bytes(Stream file, long maxBytes)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[81_920];
        for (int count; (count = file.Read(buffer)) > 0;)
        {
            if (kept.Length + count > maxBytes)
                return null;
            kept.Write(buffer, 0, count);
        }
        return kept.ToArray();
    }

    private static (string? Text, Sentence? Refusal) Plain(byte[] bytes)
    {
        if (WhyNotPlain(bytes) is { } refusal)
            return (null, refusal);
        try
        {
            var text = Decode(bytes);
            return text.All(IsText) ? (PrintableText.Clean(text), null) : (null, NoText);
        }
        catch (DecoderFallbackException)
        {
            return (null, NoText);
        }
    }

    private static Sentence? WhyNotPlain(ReadOnlySpan<byte> bytes)
    {
        var start = bytes.TrimStart("\uFEFF \t\r\n"u8);
        if (bytes.StartsWith((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return bytes.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0 ? Encrypted : Other;
        return start.StartsWith("%PDF-"u8) || start.StartsWith("{\\rtf"u8) || start.StartsWith("<?xml"u8) || start.StartsWith("<html"u8) || start.StartsWith("<!DOCTYPE"u8) ? Other : null;
    }

    private static string Decode(byte[] bytes) => bytes switch
    {
        [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true).GetString(bytes, 2, bytes.Length - 2),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true).GetString(bytes, 2, bytes.Length - 2),
        [0xEF, 0xBB, 0xBF, ..] => Utf8.GetString(bytes, 3, bytes.Length - 3),
        _ => Utf8.GetString(bytes),
    };

    private static bool IsText(char sign) => !char.IsControl(sign) || sign is '\n' or '\r' or '\t' or '\f' or '\v' or '\u0085';
}
