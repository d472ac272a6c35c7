using System.Globalization;
using System.Text.RegularExpressions;
using TuanHoc.Plans.Reading;
using TuanHoc.Text;

namespace TuanHoc.Plans.Bodies;

/// <summary>The words that name many units at once, as keys with signs.</summary>
static partial class GroupWords
{
    static readonly Dictionary<string, string> Territories = new(StringComparer.Ordinal)
    {
        ["xa"] = "xa",
        ["phuong"] = "phuong",
        ["dac khu"] = "dac-khu",
        ["thi tran"] = "thi-tran",
        ["quan"] = "quan",
        ["huyen"] = "huyen",
        ["thi xa"] = "thi-xa",
        ["thanh pho"] = "thanh-pho",
        ["tinh"] = "province",
    };

    static readonly Dictionary<string, string> Levels = new(StringComparer.Ordinal)
    {
        ["mam non"] = "preschool",
        ["mau giao"] = "preschool",
        ["mn"] = "preschool",
        ["mg"] = "preschool",
        ["tieu hoc"] = "primary",
        ["th"] = "primary",
        ["trung hoc co so"] = "lower-secondary",
        ["trung hoc pho thong"] = "upper-secondary",
        ["cao dang"] = "college",
        ["cd"] = "college",
        ["cdsp"] = "college",
        ["dai hoc"] = "university",
        ["dh"] = "university",
        ["gddh"] = "university",
        ["hoc vien"] = "university",
    };

    static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["so"] = "agency",
        ["ban"] = "agency",
        ["nganh"] = "agency",
        ["phong"] = "agency",
        ["so nganh"] = "agency",
        ["ban nganh"] = "agency",
        ["so ban nganh"] = "agency",
        ["phong ban"] = "agency",
        ["phong chuyen mon"] = "agency",
        ["co quan chuyen mon"] = "agency",
        ["doan the"] = "association",
        ["hoi"] = "association",
        ["hoi doan the"] = "association",
        ["to chuc doan the"] = "association",
        ["to chuc chinh tri xa hoi"] = "association",
        ["to chuc chinh tri - xa hoi"] = "association",
        ["to chuc xa hoi"] = "association",
        ["ban nganh doan the"] = "agency+association",
        ["co quan"] = "organ",
        ["don vi"] = "organ",
        ["don vi su nghiep"] = "organ",
        ["to chuc"] = "organ",
        ["trung tam hoc tap cong dong"] = "clc",
        ["thu vien"] = "library",
        ["bao tang"] = "museum",
        ["nha van hoa"] = "culture-house",
        ["trung tam"] = "centre",
        ["co quan bao chi"] = "press",
        ["co quan thong tin dai chung"] = "press",
        ["doanh nghiep"] = "enterprise",
        ["cong ty"] = "enterprise",
        ["thon"] = "neighbourhood",
        ["ap"] = "neighbourhood",
        ["buon"] = "neighbourhood",
        ["to dan pho"] = "neighbourhood",
        ["khu pho"] = "neighbourhood",
        ["khom"] = "neighbourhood",
        ["truong"] = "school",
        ["truong hoc"] = "school",
        ["nha truong"] = "school",
        ["co so giao duc"] = "school",
        ["truong pho thong"] = "school:primary+school:lower-secondary+school:upper-secondary",
    };

    internal sealed record Found(UnitGroup Group, int? Count, IReadOnlyList<UnitGroup> Others, Sentence? Doubt);

    /// <summary>The group that the words name; null when they name one body or none.</summary>
    public static Found? Read(string key, IssuerLevel level)
    {
        if (Named().Match(key) is { Success: true } named) return Of([$"name:{BodyKey.Plain(named.Groups["name"].Value).Replace(' ', '-')}"], named, isVague: false);
        var lead = Lead().Match(key);
        var (words, isMany) = (key[lead.Length..], lead.Groups["many"].Success || lead.Groups["count"].Success);
        var items = Items().Split(words).Select(item => item.Trim(' ', ',', ';')).Where(item => item != "").ToList();
        if (items.Count == 0 || !isMany && (items.Count == 1 || !Territories.ContainsKey(items[0]))) return null;
        if (Own().IsMatch(words)) return Of(["below"], lead, isVague: false);

        var terms = new List<string>();
        var isSchools = false;
        foreach (var item in items)
        {
            if (Term(item, ref isSchools) is not { } found) return null;
            terms.AddRange(found.Split('+'));
        }
        if (terms.Contains("province") || level == IssuerLevel.Ministry && terms is ["thanh-pho"]) terms.RemoveAll(term => term == "thanh-pho");
        if (level == IssuerLevel.Ministry && terms.Count == 0) terms.Add("province");
        // "Cơ quan" beside "ban, ngành" are those bodies; alone, with "đơn vị", it may be anybody.
        var isVague = terms.Contains("organ") && !terms.Contains("agency");
        if (terms.Contains("organ") && terms.Contains("agency")) terms.RemoveAll(term => term == "organ");
        return Of(terms, lead, isVague);
    }

    static Found Of(IEnumerable<string> terms, Match said, bool isVague) => new(
        UnitGroup.Of(terms),
        said.Groups["count"].Success ? int.Parse(said.Groups["count"].Value, CultureInfo.InvariantCulture) : null,
        isVague ? [UnitGroup.Of("below"), UnitGroup.Of("agency", "association")] : [],
        isVague ? new Sentence("“Cơ quan, đơn vị” có thể là nhiều loại đơn vị: xem đã đúng chưa.") : null);

    static string? Term(string item, ref bool isSchools)
    {
        for (var words = item; words != ""; words = Shorter(words))
        {
            if (SchoolLead().Match(words) is { Success: true } lead && Levels.TryGetValue(words[lead.Length..], out var level))
            {
                isSchools = true;
                return "school:" + level;
            }
            if (isSchools && Levels.TryGetValue(words, out level)) return "school:" + level;
            if (Territories.TryGetValue(words, out var territory)) return territory;
            if (Bodies.TryGetValue(words, out var body))
            {
                isSchools |= body.StartsWith("school", StringComparison.Ordinal);
                return body;
            }
            if (Place().Match(words) is not { Success: true, Index: > 0 }) return null;
        }
        return null;
    }

    // "Đoàn thể tỉnh", "trường học trên địa bàn phường": where they are is where the plan is.
    static string Shorter(string words) => words[..Place().Match(words).Index].Trim();

    [GeneratedRegex(@"^((chu tich|hieu truong|giam doc|thu truong|lanh dao|nguoi dung dau) )?(uy ban nhan dan |chu tich uy ban nhan dan )?(?<many>((cac|nhung|tat ca|toan the|toan bo|moi|tung|ca) )+)?((?<count>\d{1,4}) )?(?<many>cac )?", Patterns.Bounded)]
    private static partial Regex Lead();

    [GeneratedRegex(@" ?[,;/+] ?| va | - (?!xa hoi)", Patterns.Bounded)]
    private static partial Regex Items();

    [GeneratedRegex(@"^(truong |co so giao duc |co so )", Patterns.Bounded)]
    private static partial Regex SchoolLead();

    [GeneratedRegex(@"^(don vi|co quan, don vi|phong|phong, don vi|truong)( su nghiep)? ((truc )?thuoc)( (so|bo|phong|vien|hoi|truong)( [a-z ]+)?)?$", Patterns.Bounded)]
    private static partial Regex Own();

    [GeneratedRegex(@" (tren (dia ban|toan)|truc thuoc|thuoc|cap|cua|tai|toan|trong|(co )?lien quan|tinh|thanh pho|quan|huyen|thi xa|xa(?! hoi)|phuong|dac khu|so|trung uong)( .*)?$", Patterns.Bounded)]
    private static partial Regex Place();

    [GeneratedRegex(@"^(?<name>(phong|hoi|trung tam|thu vien|doan|lien doan) (?!hoc tap cong dong)[a-z ]+?) ((cac|(?<count>\d{1,4})) )(tinh|xa|phuong|huyen|quan|thi xa|thanh pho)\b.*$|^(cac|(?<count>\d{1,4})) (?<name>(so|phong|hoi) (giao duc|van hoa|noi vu|khuyen hoc|tai chinh|khoa hoc|nong nghiep|lien hiep|lao dong|cuu chien|cuu giao|nong dan)( [a-z]+)*?)( ((cac )?(tinh|huyen|xa|phuong|quan|thanh pho)|tren dia ban)\b.*)?$", Patterns.Bounded)]
    private static partial Regex Named();
}
