using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>The opening ceremonies: a plan tells the same one several times, and orders the units below to hold theirs.</summary>
internal static partial class CeremonyReader
{
    public static IReadOnlyList<OpeningCeremony> Read(PlanText plan, IssuerLevel? own, WeekPeriod? period)
    {
        var teller = new CeremonyTeller(plan.Year?.Value, period);
        var told = new List<CeremonyTelling>();
        foreach (var block in plan.Preamble)
        {
            told.AddRange(teller.FromText(block.Whole, own));
        }

        foreach (var section in plan.Outline.Below().Where(section => Mention().IsMatch(section.Key)))
        {
            told.AddRange(teller.FromSection(section, LowerLevel(section, own) ?? own));
        }

        var ceremonies = new List<OpeningCeremony>();
        foreach (var telling in told.Where(telling => telling.IsDated))
        {
            Merge(ceremonies, telling.Fact);
        }

        foreach (var telling in told.Where(telling => !telling.IsDated && telling.Held && ceremonies.All(other => other.Level != telling.Fact.Level)))
        {
            ceremonies.Add(telling.Fact with { Doubt = "Không nêu ngày tổ chức." });
        }

        return ceremonies;
    }

    /// <summary>The level of the units below that the paragraph or its headings charge; null when it speaks of the issuer's own ceremony.</summary>
    private static IssuerLevel? LowerLevel(Section section, IssuerLevel? own)
    {
        var mention = Mention().Match(section.Key);
        var words = section.Title is null ? section.Key[..mention.Index] : "";
        for (var above = section.Parent; above?.Block is not null; above = above.Parent)
        {
            words = $"{above.Title?.Key ?? (above.Key.Length < 120 ? above.Key : "")} . {words}";
        }

        if (!Bodies.LowerUnits().IsMatch(words))
        {
            return null;
        }

        var level = LowerWord().Match(words).Groups["word"].Value switch
        {
            "xa" or "phuong" or "thi tran" or "dac khu" => IssuerLevel.Commune,
            "huyen" or "quan" or "thi xa" or "thanh pho" => IssuerLevel.District,
            _ => IssuerLevel.School,
        };
        return level > own ? level : null;
    }

    private static void Merge(List<OpeningCeremony> ceremonies, OpeningCeremony told)
    {
        var same = ceremonies.FindIndex(other => (other.Date, other.DateFrom) == (told.Date, told.DateFrom)
            && (other.Time is null || told.Time is null || other.Time == told.Time));
        if (same < 0)
        {
            ceremonies.Add(told);
            return;
        }

        var known = ceremonies[same];
        var richer = known.Venue is null && told.Venue is not null ? told : known;
        ceremonies[same] = richer with
        {
            Time = known.Time ?? told.Time,
            Venue = known.Venue ?? told.Venue,
            Online = known.Online == true || told.Online == true ? true : known.Online ?? told.Online,
            Level = known.Level,
        };
    }

    [GeneratedRegex(@"\b(khai mac|le phat dong|le ra quan)\b", Patterns.Safe)]
    public static partial Regex Mention();

    [GeneratedRegex(@"\b(?<word>xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|truong|co so giao duc|trung tam)\b", Patterns.Safe)]
    private static partial Regex LowerWord();
}
