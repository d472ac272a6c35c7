using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>The opening ceremonies: a plan tells the same one several times, and orders the units below to hold theirs.</summary>
internal static partial class CeremonyReader
{
    public static IReadOnlyList<OpeningCeremony> Read(PlanText plan, MeantDays meant, IssuerLevel? own, WeekPeriod? period)
    {
        var teller = new CeremonyTeller(meant, own, period);
        var told = plan.Preamble.SelectMany(block => teller.FromText(block.Whole, above: ""))
            .Concat(plan.Outline.Below().Where(section => section.Level != Level.Row && Mention().IsMatch(section.Key)).SelectMany(teller.FromSection))
            .ToList();
        var ceremonies = new List<OpeningCeremony>();
        foreach (var sameDay in told.Where(telling => telling.IsDated).GroupBy(telling => (telling.Fact.Date, telling.Fact.DateFrom, telling.Fact.Level)))
        {
            var held = new List<OpeningCeremony>();
            foreach (var telling in sameDay)
            {
                Merge(held, telling.Fact);
            }

            ceremonies.AddRange(held);
        }

        foreach (var telling in told.Where(telling => !telling.IsDated && telling.Held && ceremonies.All(other => other.Level != telling.Fact.Level)))
        {
            ceremonies.Add(telling.Fact with { Doubt = "Không nêu ngày tổ chức." });
        }

        return [.. ceremonies.Select(ceremony => WithPlaceToldElsewhere(ceremony, ceremonies, told))];
    }

    /// <summary>Day and place may stand under two headings; with one ceremony there is no doubt whose place it is.</summary>
    private static OpeningCeremony WithPlaceToldElsewhere(OpeningCeremony ceremony, List<OpeningCeremony> all, List<CeremonyTelling> told) =>
        ceremony.Venue is null && all.Count(other => other.Level == ceremony.Level) == 1
            && told.FirstOrDefault(telling => !telling.IsDated && telling.Fact.Venue is not null && telling.Fact.Level == ceremony.Level) is { } place
            ? ceremony with { Venue = place.Fact.Venue, Online = ceremony.Online ?? place.Fact.Online, Also = [.. ceremony.Also, place.Fact.At] }
            : ceremony;

    private static void Merge(List<OpeningCeremony> ceremonies, OpeningCeremony told)
    {
        var same = ceremonies.FindIndex(other => other.Time is null || told.Time is null || other.Time == told.Time);
        if (same < 0)
        {
            ceremonies.Add(told);
            return;
        }

        var known = ceremonies[same];
        var (richer, other) = known.Venue is null && told.Venue is not null ? (told, known) : (known, told);
        var whole = richer with
        {
            Time = known.Time ?? told.Time,
            Venue = known.Venue ?? told.Venue,
            Online = known.Online == true || told.Online == true ? true : known.Online ?? told.Online,
            Doubt = known.Doubt is null || told.Doubt is null ? null : known.Doubt,
        };
        ceremonies[same] = whole == richer ? whole : whole with { Also = [.. known.Also, other.At] };
    }

    [GeneratedRegex(@"\b(khai mac|le phat dong|phat dong tuan le|le ra quan)\b", Patterns.Bounded)]
    public static partial Regex Mention();
}
