using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Writing;

/// <summary>A document as another cites it.</summary>
internal static partial class CitedDocument
{
    /// <summary>"Căn cứ Kế hoạch số 3649/KH-UBND ngày 20/8/2026 của … về việc …".</summary>
    public static string Basis(DraftBasis basis) => "Căn cứ " + Named(basis);

    public static string Named(DraftBasis basis) => string.Join(' ', new[]
    {
        basis.Kind.Trim(),
        basis.Number.Trim() is { Length: > 0 } number ? "số " + number : "",
        basis.Date is { } date ? Documents.VietnameseDate.Write(date) : "",
        basis.Issuer?.Trim() is { Length: > 0 } issuer ? "của " + issuer : "",
        basis.Subject is { } subject && Wording.Bare(subject) is { Length: > 0 } about ? About(about) : "",
    }.Where(part => part.Length > 0));

    private static string About(string subject) => SaysHow().IsMatch(subject) ? Wording.LowerFirst(subject) : "về việc " + Wording.Within(subject);

    [GeneratedRegex("^(về|phê duyệt|ban hành|quy định|hướng dẫn|sửa đổi|v/v)[ ]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SaysHow();
}
