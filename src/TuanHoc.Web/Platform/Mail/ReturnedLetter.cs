using MimeKit;

namespace TuanHoc.Web.Platform.Mail;

/// <summary>What a server tells of one address that a letter was for.</summary>
/// <param name="Addresses">As it was written to, where that is told, and as it was at last; without the name of their kind.</param>
/// <param name="Action">failed, delayed, delivered, relayed or expanded.</param>
/// <param name="Status">Three numbers, such as 5.1.1; empty where none is told.</param>
/// <param name="Said">What the other server answered, where that is told.</param>
public sealed record ReturnedRecipient(IReadOnlyList<string> Addresses, string Action, string Status, string? Said)
{
    /// <summary>Whether waiting will not mend it: 4.x.x is said of what may go another time, even where nobody tries again.</summary>
    public bool IsForGood => Action.Equals("failed", StringComparison.OrdinalIgnoreCase) && Status.StartsWith("5.", StringComparison.Ordinal);

    public string Why => string.Join(' ', ((string?[])[Status, Said]).Where(part => !string.IsNullOrEmpty(part)));
}

/// <summary>A letter by which a mail server tells that another was not delivered: a delivery status notification (RFC 3464).</summary>
/// <param name="MessageId">Of the letter that came back, where the server returned its headers; without the brackets.</param>
/// <param name="Recipients">At least one.</param>
public sealed record ReturnedLetter(string? MessageId, IReadOnlyList<ReturnedRecipient> Recipients)
{
    /// <summary>Reads an .eml; null when it is no such letter.</summary>
    public static async Task<ReturnedLetter?> ReadAsync(Stream eml, CancellationToken cancel)
    {
        try
        {
            using var letter = await MimeMessage.LoadAsync(eml, cancel);
            if (letter.Body is not MultipartReport report || !"delivery-status".Equals(report.ReportType, StringComparison.OrdinalIgnoreCase)) return null;
            var recipients = report.OfType<MessageDeliveryStatus>().SelectMany(status => status.StatusGroups).Select(RecipientOf).OfType<ReturnedRecipient>().ToList();
            return recipients.Count == 0 ? null : new(report.OfType<MessagePart>().FirstOrDefault()?.Message?.MessageId, recipients);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    static ReturnedRecipient? RecipientOf(HeaderList group)
    {
        List<string> addresses = [.. ((string?[])[group["Original-Recipient"], group["Final-Recipient"]]).Select(Typed).Where(Outbox.IsAddress).Distinct(StringComparer.OrdinalIgnoreCase)];
        return addresses.Count == 0 || group["Action"] is not { } action ? null : new(addresses, Bare(action), Bare(group["Status"] ?? ""), group["Diagnostic-Code"] is { } said ? Typed(said) : null);
    }

    // "rfc822; ten@xa.example": the kind, then the value; some servers leave the kind out, or put the value in brackets.
    static string Typed(string? field) => string.Join(' ', (field ?? "")[((field ?? "").IndexOf(';', StringComparison.Ordinal) + 1)..].Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)).Trim('<', '>');

    // "5.1.1 (bad destination mailbox address)": a remark in brackets may follow.
    static string Bare(string field) => field.Trim().Split(' ', '\t', '(')[0];
}
