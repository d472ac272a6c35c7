using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace TuanHoc.Web.Accounts;

/// <summary>Codes of six digits that change each half minute (RFC 6238 with HMAC-SHA1, as every authenticator app has it).</summary>
public static class Totp
{
    const int StepSeconds = 30, SecretBytes = 20;
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>The half minute a code belongs to: the present one or a neighbour, since clocks differ. Null when the code is of none.</summary>
    public static long? StepOf(ReadOnlySpan<byte> secret, string code, DateTimeOffset now)
    {
        var present = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = present - 1; step <= present + 1; step++)
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(At(secret, step)), System.Text.Encoding.ASCII.GetBytes(code))) found = step;
        return found;
    }

    public static string At(ReadOnlySpan<byte> secret, DateTimeOffset now) => At(secret, now.ToUnixTimeSeconds() / StepSeconds);

    /// <summary>A secret as people type it: base 32 (RFC 4648) without padding.</summary>
    public static string Written(ReadOnlySpan<byte> secret)
    {
        var (text, bits, held) = (new System.Text.StringBuilder(), 0, 0);
        foreach (var value in secret)
        {
            held = (held << 8 | value) & 0xFFFF;
            for (bits += 8; bits >= 5; bits -= 5) text.Append(Alphabet[held >> (bits - 5) & 31]);
        }
        if (bits > 0) text.Append(Alphabet[held << (5 - bits) & 31]);
        return text.ToString();
    }

    /// <summary>What the picture for the app says.</summary>
    public static string Address(ReadOnlySpan<byte> secret, string userName) =>
        $"otpauth://totp/TuanHoc:{Uri.EscapeDataString(userName)}?secret={Written(secret)}&issuer=TuanHoc";

    static string At(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[8], mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        HMACSHA1.HashData(secret, counter, mac);
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }
}
