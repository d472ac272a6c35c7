using System.Text.RegularExpressions;
using TuanHoc.Plans.Reading;
using TuanHoc.Text;

namespace TuanHoc.Plans.Bodies;

/// <summary>One body or group within a name. With a group it is many units; without, one to be looked for by its name.</summary>
/// <param name="Count">How many the name says they are: "15 phường".</param>
/// <param name="Others">What the words may mean as well.</param>
public sealed record BodyPart(string Name, UnitGroup? Group, int? Count, IReadOnlyList<UnitGroup> Others, Sentence? Doubt = null);

/// <summary>What the name of a body in a plan says of who it is.</summary>
/// <param name="Whole">Everything as one name: tried first, for "Sở Văn hóa, Thể thao và Du lịch" is one.</param>
/// <param name="Parts">The bodies named one after the other; the whole alone when there is one.</param>
/// <param name="IsAsked">"Đề nghị": it is asked, not ordered.</param>
/// <param name="IsText">Persons and files that are no unit: "Như trên", "Lưu: VT", "TT/QU".</param>
public sealed record BodyRead(BodyPart Whole, IReadOnlyList<BodyPart> Parts, bool IsAsked, bool IsText);

/// <summary>Reads how plans name the bodies that get tasks and copies: a body, a group of units, or words that are no unit.</summary>
public static partial class BodyNames
{
    public static BodyRead Read(string name, IssuerLevel level)
    {
        var plain = Brackets().Replace(name.Normalize(), " ").Trim(' ', ';', ',', '.', '-', ':', '–', '+');
        var asked = Asked().Match(SearchKey.LetterByLetter(plain));
        if (asked.Success) plain = plain[asked.Length..];
        var whole = Part(plain, level);
        if (whole.Group is not null || NoUnit().IsMatch(SearchKey.Of(plain))) return new(whole, [whole], asked.Groups["please"].Success, whole.Group is null);
        // Single letters ("a; b") name no bodies: such words stay whole.
        List<BodyPart> parts = [.. Split(plain).Select(part => Part(part, level))];
        return new(whole, parts is [] ? [whole] : parts, asked.Groups["please"].Success, IsText: false);
    }

    static BodyPart Part(string name, IssuerLevel level) => GroupWords.Read(BodyKey.Expanded(name), level) is { } group ? new(name, group.Group, group.Count, group.Others, group.Doubt) : new(name, null, null, []);

    /// <summary>"Hội Khuyến học tỉnh, UBND các xã, phường; Báo tỉnh" are three: what follows a mark begins another body.</summary>
    static IEnumerable<string> Split(string name)
    {
        var (key, from) = (SearchKey.LetterByLetter(name), 0);
        foreach (Match mark in Between().Matches(key))
        {
            if (!mark.Value.Contains(';', StringComparison.Ordinal) && !Head().IsMatch(key[(mark.Index + mark.Length)..])) continue;
            if (name[from..mark.Index].Trim() is { Length: > 1 } part) yield return part;
            from = mark.Index + mark.Length;
        }
        if (name[from..].Trim() is { Length: > 1 } last) yield return last;
    }

    [GeneratedRegex(@"\([^()]*\)?", Patterns.Bounded)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"^((?<please>(kinh )?(de nghi|moi))|giao|yeu cau|phan cong|uy quyen|chi dao)( cho| cac dong chi)? +(?=\S)", Patterns.Bounded)]
    private static partial Regex Asked();

    [GeneratedRegex(@" ?[;,/+] ?(- ?)?| va ", Patterns.Bounded)]
    private static partial Regex Between();

    [GeneratedRegex(@"^((uy ban|ubnd|ub\.?mttq\w*|umttq\w*|mttq\w*|mat tran|so|phong|hoi|trung tam|tt\w+|cong thong tin|cong ttdt|bao|dai|lien doan|lien hiep|tinh doan|thanh doan|quan doan|huyen doan|xa doan|doan (thanh nien|tncs|phuong|xa)|truong|thu vien|bao tang|nha van hoa|nha thieu nhi|bo|ban (tuyen giao|dan van|to chuc|chi huy|quan ly|chi dao)|cong an|cong doan|van phong|vu|cuc|cac)\b|\d+ (xa|phuong|quan|huyen|truong)\b)", Patterns.Bounded)]
    private static partial Regex Head();

    // Persons of the issuer, its own party and council, its files.
    [GeneratedRegex(@"^(luu\b|nhu (tren|muc|dieu|kinh gui)|cac (don vi|co quan) tai muc|tt[ /.]|ttr\b|tt(qu|tu|hu|du|hdnd)\b|thuong truc|ct\b|cvp|pct|pcvp|vpub|vp ubnd|v, ?c\b|bgh|ban giam hieu|gvcn|website|(cac )?(pho|pct|thu truong|tpgd|pgd)\b|pho thu tuong|bo truong|chu tich(,| va)|giam doc(,| va)|lanh dao (ubnd|uy ban|so|bo|tinh|huyen|xa)\b|chi bo|dang uy\b|cac to\b)", Patterns.Bounded)]
    private static partial Regex NoUnit();
}
