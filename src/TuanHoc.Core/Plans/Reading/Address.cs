using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>Where something is sent: the addressee ("về Ủy ban nhân dân tỉnh") and the body it goes through ("qua Sở …").</summary>
internal static partial class Address
{
    public static string? To(Passage clause) => After(Toward(), clause) ?? After(Reporting(), clause);

    public static string? Via(Passage clause) => After(Through(), clause);

    private static string? After(Regex word, Passage clause)
    {
        foreach (Match found in word.Matches(clause.Text))
        {
            var rest = clause.After(found.Index + found.Length);
            if (Bodies.IsName(rest.Key))
            {
                var end = End().Match(rest.Key);
                return (end.Success ? rest.Slice(0, end.Index) : rest).Trim(" ,.;:").Text;
            }
        }

        return null;
    }

    [GeneratedRegex(@"\b(về( cho)?|[Gg]ửi( cho)?|cho|tới|[Nn]ộp( cho)?) ", Patterns.Bounded)]
    private static partial Regex Toward();

    [GeneratedRegex(@"\b([Bb]áo cáo|[Tt]rình) ", Patterns.Bounded)]
    private static partial Regex Reporting();

    [GeneratedRegex(@"\b([Tt]hông )?qua ", Patterns.Bounded)]
    private static partial Regex Through();

    [GeneratedRegex(@" ?[()]|[;:.]( |$)| (truoc|cham nhat|muon nhat|bang|qua|thong qua|de|theo|vao|va qua|va dia chi|ket qua|tong hop|kem|xem xet|phe duyet|han|ngay|dung)\b|, (truoc|cham|bang|qua|de|theo|dong thoi|trong|file|ban mem|kem|han|gui|thoi gian|email|dia chi)\b", Patterns.Bounded)]
    private static partial Regex End();
}
