using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace TuanHoc.Web.Activities.Seats;

/// <summary>
/// The code on the wall of a room, by which who registered says that they are there: six digits for half a minute, made of the activity and the time by a secret of the installation
/// (as RFC 4226 cuts digits out of a hash), so that every process shows and takes the same one and none is kept.
/// </summary>
public static class RoomCode
{
    /// <summary>How long one stands on the wall; it is taken for as long again, since typing takes time.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);

    const int Codes = 1_000_000;

    public static string At(byte[] secret, Guid activity, DateTimeOffset at) => Of(secret, activity, Step(at));

    /// <summary>When the code of a moment goes.</summary>
    public static DateTimeOffset Until(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds((Step(at) + 1) * (long)Lasts.TotalSeconds);

    /// <summary>Whether this is the code of now or the one before, however its digits were parted.</summary>
    public static bool Fits(byte[] secret, Guid activity, string? typed, DateTimeOffset at)
    {
        var digits = string.Concat((typed ?? "").Where(char.IsAsciiDigit));
        return digits == Of(secret, activity, Step(at)) || digits == Of(secret, activity, Step(at) - 1);
    }

    static long Step(DateTimeOffset at) => at.ToUnixTimeSeconds() / (long)Lasts.TotalSeconds;

    static string Of(byte[] secret, Guid activity, long step)
    {
        Span<byte> told = stackalloc byte[24], hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        activity.TryWriteBytes(told, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(told[16..], step);
        HMACSHA256.HashData(secret, told, hash);
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fff_ffff;
        return (number % Codes).ToString("D6", CultureInfo.InvariantCulture);
    }
}
