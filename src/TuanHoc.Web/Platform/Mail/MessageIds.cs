using System.Globalization;

namespace TuanHoc.Web.Platform.Mail;

/// <summary>What a letter of ours is called on its way (Message-ID, without the brackets): a letter that comes back names it.</summary>
static class MessageIds
{
    const string Mark = ".tuanhoc@";

    public static string Of(long letter, string host) => string.Create(CultureInfo.InvariantCulture, $"{letter}{Mark}{host}");

    /// <summary>The number of the letter; null when the name is not of our making, as where a server on the way has put its own.</summary>
    public static long? Read(string? messageId) =>
        messageId?.IndexOf(Mark, StringComparison.Ordinal) is > 0 and var end && long.TryParse(messageId.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var letter) ? letter : null;
}
