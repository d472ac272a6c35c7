using System.Text.RegularExpressions;
using TuanHoc.Documents;

namespace TuanHoc.Plans.Reading;

/// <summary>Every numbered document the plan cites, once, with day, kind and issuer where the sentence tells them.</summary>
internal static partial class BasisReader
{
    private static readonly Dictionary<string, string> KindOfSymbol = new(StringComparer.Ordinal)
    {
        ["KH"] = "kế hoạch",
        ["QĐ"] = "quyết định",
        ["NQ"] = "nghị quyết",
        ["CT"] = "chỉ thị",
        ["TT"] = "thông tư",
        ["KL"] = "kết luận",
        ["NĐ"] = "nghị định",
        ["HD"] = "hướng dẫn",
        ["QH"] = "luật",
        ["TB"] = "thông báo",
        ["TTr"] = "tờ trình",
    };

    private static readonly Dictionary<string, string> KindOfWord = new(StringComparer.Ordinal)
    {
        ["ke hoach"] = "kế hoạch",
        ["cong van"] = "công văn",
        ["van ban"] = "công văn",
        ["quyet dinh"] = "quyết định",
        ["nghi quyet"] = "nghị quyết",
        ["chi thi"] = "chỉ thị",
        ["thong tu"] = "thông tư",
        ["ket luan"] = "kết luận",
        ["nghi dinh"] = "nghị định",
        ["luat"] = "luật",
        ["huong dan"] = "hướng dẫn",
        ["thong bao"] = "thông báo",
        ["to trinh"] = "tờ trình",
    };

    public static IReadOnlyList<LegalBasis> Read(PlanText plan, string? ownNumber)
    {
        var cited = new List<LegalBasis>();
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var block in plan.Preamble)
        {
            AddFrom(block.Whole, BasisPlace.Basis);
        }

        foreach (var block in plan.Body.Skip(plan.Preamble.Count))
        {
            AddFrom(block.Whole, BasisPlace.Body);
        }

        foreach (var line in plan.Annexes.Where(annex => annex.Kind != AnnexKind.StatisticsTable).SelectMany(annex => annex.Lines))
        {
            AddFrom(line.Text, BasisPlace.Annex);
        }

        return cited;

        void AddFrom(Passage text, BasisPlace where)
        {
            foreach (var basis in Cited(text, where).Where(basis => basis.Number != ownNumber))
            {
                if (!places.TryGetValue(basis.Number, out var known))
                {
                    places[basis.Number] = cited.Count;
                    cited.Add(basis);
                }
                else if (cited[known].Date is null && basis.Date is not null)
                {
                    cited[known] = basis with { Where = cited[known].Where };
                }
            }
        }
    }

    private static IEnumerable<LegalBasis> Cited(Passage text, BasisPlace where)
    {
        (string Word, TextSpan At)? kind = null;
        var end = 0;
        foreach (Match found in Number().Matches(text.Text).Where(found => found.Groups["number"].Value.Count(char.IsUpper) >= 2))
        {
            // A symbol may be printed in two pieces: "2615/GDDT-GDTX CNDH ngày …".
            var more = Math.Max(found.Groups["more"].Length - " ngày".Length, 0);
            var number = text.Slice(found.Groups["number"].Index, found.Groups["number"].Length + more).Trim(" .,;");
            var before = text.Slice(end, found.Groups["number"].Index - end);
            kind = KindWord().Matches(before.Key).Select(word => ((string, TextSpan)?)(KindOfWord[word.Groups["kind"].Value], before.Slice(word).At)).LastOrDefault() ?? kind;
            end = found.Groups["number"].Index + number.Length;
            var day = DayAfter(text.Slice(end, Math.Min(text.Length - end, 60))) ?? DayBefore(before);
            var issuer = Issuer(text.After(end));
            var ofNumber = KindOf(number.Text);
            yield return new LegalBasis(number.Text.Replace(" /", "/", StringComparison.Ordinal).Replace("/ ", "/", StringComparison.Ordinal), day?.Date,
                issuer?.Text, ofNumber ?? kind?.Word, where, number.At.With(day?.At ?? default).With(issuer?.At ?? default).With(ofNumber is null && kind is { } named ? named.At : default),
                day is null ? "Không nêu ngày ban hành." : null);
        }
    }

    private static (DateOnly Date, TextSpan At)? DayAfter(Passage after) =>
        AtOnce().Match(after.Key) is { Success: true } lead
            ? VietnameseDate.Days(after.Key).Where(day => day.Index <= lead.Length).Select(day => Dated(after, day)).FirstOrDefault()
            : null;

    /// <summary>"Ngày 13/4/2007, Bộ Chính trị ban hành Chỉ thị số …".</summary>
    private static (DateOnly Date, TextSpan At)? DayBefore(Passage before)
    {
        var sentence = before.After(before.Key.LastIndexOf(". ", StringComparison.Ordinal) + 1);
        return IssuedOnDay().IsMatch(sentence.Key)
            ? VietnameseDate.Days(sentence.Key).Select(day => Dated(sentence, day)).LastOrDefault(day => day is not null)
            : null;
    }

    private static (DateOnly Date, TextSpan At)? Dated(Passage text, NamedDay day) =>
        day.On(month: null, year: null) is { } date ? (date, text.Slice(day.Index, day.Length).At) : null;

    private static string? KindOf(string number) =>
        Symbol().Match(number) is { Success: true } symbol ? KindOfSymbol[symbol.Groups["symbol"].Value] : null;

    private static Passage? Issuer(Passage after)
    {
        if (Of().Match(after.Key) is not { Success: true } found)
        {
            return null;
        }

        var (from, end) = (found.Groups["issuer"].Index, found.Groups["issuer"].Index + found.Groups["issuer"].Length);
        // "Sở Văn hóa, Thể thao và Du lịch": what stands after the comma is of the name, when it is no body and no document of its own.
        while (Agency().IsMatch(after.Key[from..]) && NextOfName().Match(after.Key[end..]) is { Success: true } more
            && char.IsUpper(after.Text[end + more.Groups["more"].Index]) && !Bodies.IsName(more.Groups["more"].Value) && !KindWord().IsMatch(more.Groups["more"].Value))
        {
            end += more.Groups["more"].Index + more.Groups["more"].Length;
        }

        return after.Slice(from, end - from).Trim(" ,;.");
    }

    [GeneratedRegex(@"(^|[^\p{L}\d/-])(?<number>\d{1,5}( ?/ ?\d{4})? ?([/-] ?(QH\d{1,2}|[A-ZĐ][A-ZĐa-zđ&]{1,12}))(([-/] ?|\.)[A-ZĐ][\p{L}&]{0,14}){0,3})(?<more>( [A-ZĐ]{2,8}){1,2} ngày)?", Patterns.Bounded)]
    private static partial Regex Number();

    [GeneratedRegex(@"[\d/ -](?<symbol>KH|QĐ|NQ|CT|TTr|TT|KL|NĐ|HD|QH|TB)\d*\b", Patterns.Bounded)]
    private static partial Regex Symbol();

    [GeneratedRegex(@"\b(?<kind>ke hoach|cong van|van ban|quyet dinh|nghi quyet|chi thi|thong tu|ket luan|nghi dinh|luat|huong dan|thong bao|to trinh)\b", Patterns.Bounded)]
    private static partial Regex KindWord();

    [GeneratedRegex(@"^[ ,(]{0,3}(ngay )?", Patterns.Bounded)]
    private static partial Regex AtOnce();

    [GeneratedRegex(@"ngay .{0,200}?(ban hanh|ky|phe duyet)", Patterns.Bounded)]
    private static partial Regex IssuedOnDay();

    [GeneratedRegex(@"^(so|phong|bo|cuc|vu|vien|dai|bao)\b", Patterns.Bounded)]
    private static partial Regex Agency();

    [GeneratedRegex(@"^, (?<more>[^,;.(""\d]{2,60}?)( ve| ban hanh| quy dinh| phe duyet| huong dan| v/v|[,;.(""]|$)", Patterns.Bounded)]
    private static partial Regex NextOfName();

    [GeneratedRegex(@"^[^;.]{0,40}?\bcua (?<issuer>[^,;.(""]{2,80}?)( ve| ban hanh| quy dinh| phe duyet| huong dan| v/v|[,;.(""]|$)", Patterns.Bounded)]
    private static partial Regex Of();
}
