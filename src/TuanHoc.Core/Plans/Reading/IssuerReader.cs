using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>Who issues the plan: the letterhead's last body, else the sentence "… ban hành Kế hoạch".</summary>
internal static partial class IssuerReader
{
    private const string NoLetterhead = "Không có phần đầu văn bản; suy từ câu ban hành kế hoạch.";

    public static (Told<string>? Name, Told<IssuerLevel>? Level) Read(PlanText plan)
    {
        var bodies = LetterheadBodies(plan);
        if (bodies.Count > 0)
        {
            var (issuer, parents) = (bodies[^1], string.Join(' ', bodies.SkipLast(1).Select(body => body.Key)));
            return (new(issuer.Text, issuer.At), LevelOf(issuer, parents, plan.Year?.Value, doubt: null));
        }

        foreach (var block in plan.Preamble.Concat(plan.Body.Take(10)))
        {
            if (IssuingSentence().Match(block.Whole.Key) is { Success: true } found)
            {
                var issuer = block.Whole.Slice(found.Groups["who"]);
                return (new(issuer.Text, issuer.At, NoLetterhead), LevelOf(issuer, "", plan.Year?.Value, NoLetterhead));
            }
        }

        return (null, null);
    }

    /// <summary>The level a body's name tells, the nearest word first: "phường 8, quận Phú Nhuận" is a commune.</summary>
    public static IssuerLevel? LevelOf(string key, string parents, int? year)
    {
        if (School().IsMatch(key))
        {
            return IssuerLevel.School;
        }

        if (key.StartsWith("bo ", StringComparison.Ordinal))
        {
            return IssuerLevel.Ministry;
        }

        if (key.StartsWith("so ", StringComparison.Ordinal))
        {
            return IssuerLevel.Province;
        }

        if (PlaceWord().Match(key) is not { Success: true } place)
        {
            return parents.Length > 0 ? LevelOf(parents, "", year) : null;
        }

        return place.Groups["word"].Value switch
        {
            "thi tran" or "phuong" or "xa" or "dac khu" => IssuerLevel.Commune,
            "quan" or "huyen" or "thi xa" => IssuerLevel.District,
            "tinh" => IssuerLevel.Province,
            _ => IsCentralCity(key[(place.Index + place.Length)..].Trim(), year) && !parents.Contains("tinh", StringComparison.Ordinal)
                ? IssuerLevel.Province
                : IssuerLevel.District,
        };
    }

    private static Told<IssuerLevel>? LevelOf(Passage issuer, string parents, int? year, string? doubt) =>
        LevelOf(issuer.Key, parents, year) is { } level ? new(level, issuer.At, doubt) : null;

    // Huế is centrally run since 2025; Đồng Nai, Quảng Ninh and Bắc Ninh since 2026.
    private static bool IsCentralCity(string name, int? year) => name switch
    {
        "" => true,
        _ when OldCentralCity().IsMatch(name) => true,
        _ when name.StartsWith("hue", StringComparison.Ordinal) => year is null or >= 2025,
        _ => NewCentralCity().IsMatch(name) && year >= 2026,
    };

    private static List<Passage> LetterheadBodies(PlanText plan)
    {
        var bodies = new List<List<Passage>>();
        foreach (var cell in plan.Letterhead.SelectMany(line => line.Cells).Select(WithoutMotto).Where(cell => Line.IsUpperCase(cell.Text)))
        {
            if (HeadNumber().IsMatch(cell.Key))
            {
                continue;
            }

            if (bodies.Count == 0 || BodyWord().IsMatch(cell.Key))
            {
                bodies.Add([cell]);
            }
            else
            {
                bodies[^1].Add(cell);
            }
        }

        return [.. bodies.Select(Passage.Join).Where(body => BodyWord().IsMatch(body.Key))];
    }

    private static Passage WithoutMotto(Passage cell) =>
        Motto().Match(cell.Key) is { Success: true } motto ? cell.Slice(0, motto.Index).Trim(" -_.") : cell.Trim(" -_.");

    [GeneratedRegex(@"cong hoa xa hoi|doc lap|tu do|hanh phuc|viet nam$|dang cong san", Patterns.Bounded)]
    private static partial Regex Motto();

    [GeneratedRegex(@"^so ?[:./]|^\d|/kh", Patterns.Bounded)]
    private static partial Regex HeadNumber();

    [GeneratedRegex(@"^(uy ban|ubnd|so|phong|truong|bo|hoi|trung tam|ban|dai|lien doan|doan|cong doan|vu|cuc) ?\b", Patterns.Bounded)]
    private static partial Regex BodyWord();

    [GeneratedRegex(@"^(truong|nha truong|trung tam (giao duc|gdnn|gdtx)|hoc vien)\b", Patterns.Bounded)]
    private static partial Regex School();

    [GeneratedRegex(@"\b(?<word>thi tran|thi xa|dac khu|phuong|xa(?! hoi)|quan(?! (ly|su|doi))|huyen|tinh|thanh pho|tp)\b\.?", Patterns.Bounded)]
    private static partial Regex PlaceWord();

    [GeneratedRegex(@"^(ha noi|ho chi minh|hcm|hai phong|da nang|can tho)\b", Patterns.Bounded)]
    private static partial Regex OldCentralCity();

    [GeneratedRegex(@"^(dong nai|quang ninh|bac ninh)\b", Patterns.Bounded)]
    private static partial Regex NewCentralCity();

    [GeneratedRegex(@"(^|[,;.] )(?<who>(uy ban nhan dan|ubnd|so giao duc|phong giao duc|phong van hoa|truong|trung tam|bo giao duc|hoi khuyen hoc)\b[^,;.]{0,80}?) (ban hanh|xay dung|to chuc|trien khai|lap) (ke hoach|tuan le)", Patterns.Bounded)]
    private static partial Regex IssuingSentence();
}
