using System.Text.RegularExpressions;
using TuanHoc.Documents;

namespace TuanHoc.Plans.Reading;

/// <summary>What one place in the text says of a ceremony; <c>Held</c> when it orders one, and does not only mention it.</summary>
internal sealed record CeremonyTelling(OpeningCeremony Fact, bool Held)
{
    public bool IsDated => Fact.Date is not null || Fact.DateFrom is not null;
}

/// <summary>Reads day, hour, place and form of a ceremony from a sentence, or from the list under its heading.</summary>
internal sealed partial class CeremonyTeller(MeantDays meant, IssuerLevel? own, WeekPeriod? period)
{
    public IEnumerable<CeremonyTelling> FromSection(Section section)
    {
        // "3. Địa điểm khai mạc: …" among the week's particulars.
        var body = section.Block!.Body;
        if (Headings.Detail().Match(body.Key) is { Success: true } label && CeremonyReader.Mention().IsMatch(label.Value))
        {
            return [new CeremonyTelling(WithDetail(Dated(body, mention: 0, own), label.Groups["what"].Value, body.After(label.Length).Trim(), section), Held: false)];
        }

        var leads = section.Title is not null || section.Key.EndsWith(':');
        var detailed = section.Children.Exists(child => Headings.Detail().IsMatch(child.Key));
        return leads && section.Children.Count > 0 && CeremonyReader.Mention().IsMatch((detailed ? body : section.Title ?? body).Key)
            ? FromList(section)
            : FromText(body, HeadingsOver(section));
    }

    /// <summary>Each sentence that speaks of a ceremony; <c>above</c> is what the headings over it say.</summary>
    public IEnumerable<CeremonyTelling> FromText(Passage text, string above) =>
        from sentence in WithParticulars(Sentences.Of(text))
        let mention = CeremonyReader.Mention().Match(sentence.Key)
        where mention.Success && !ScheduleSent().IsMatch(sentence.Key)
        let held = HeldWords().IsMatch(NotYetHeld().Replace(sentence.Key, ""))
        let subject = Subject().Match(sentence.Key[(mention.Index + mention.Length)..]).Value
        let level = held ? LowerLevel($"{above} . {sentence.Key[..mention.Index]} {subject}") : null
        select new CeremonyTelling(Dated(sentence, mention.Index, level ?? own), held);

    /// <summary>"Lễ khai mạc ngày …; địa điểm: …; hình thức: …" is one telling.</summary>
    private static IEnumerable<Passage> WithParticulars(IEnumerable<Passage> sentences)
    {
        var told = new List<Passage>();
        foreach (var sentence in sentences)
        {
            if (told.Count > 0 && !Particular().IsMatch(sentence.Key))
            {
                yield return Passage.Join(told);
                told.Clear();
            }

            told.Add(sentence);
        }

        if (told.Count > 0)
        {
            yield return Passage.Join(told);
        }
    }

    /// <summary>"- Thời gian: …", "- Địa điểm: …" are one ceremony; a paragraph with a day of its own is another.</summary>
    private IEnumerable<CeremonyTelling> FromList(Section section)
    {
        var head = section.Block!.Body;
        var fact = Dated(head, CeremonyReader.Mention().Match(head.Key).Index, LowerLevel($"{HeadingsOver(section)} . {head.Key}") ?? own);
        var others = new List<CeremonyTelling>();
        foreach (var child in section.Children)
        {
            var body = child.Block!.Body;
            if (Headings.Detail().Match(body.Key) is { Success: true } label)
            {
                fact = WithDetail(fact, label.Groups["what"].Value, body.After(label.Length).Trim(), child);
            }
            else if (child.Children.Any(grandchild => Headings.Detail().IsMatch(grandchild.Key)))
            {
                others.AddRange(FromList(child));
            }
            else if (child.Level != Level.Row && Dated(body, mention: 0, LowerLevel(Leading().Match(body.Key).Value) ?? own) is { } told && (told.Date ?? told.DateFrom) is not null)
            {
                others.Add(new CeremonyTelling(told, Held: true));
            }
        }

        var telling = new CeremonyTelling(fact, Held: true);
        return telling.IsDated || others.Count == 0 ? others.Prepend(telling) : others;
    }

    private static string HeadingsOver(Section section) =>
        section.Parent?.Block is null ? "" : $"{HeadingsOver(section.Parent)} . {section.Parent.Title?.Key ?? (section.Parent.Key.Length < 120 ? section.Parent.Key : "")}";

    /// <summary>The level of the units below that the words charge; null when they speak of the issuer's own ceremony.</summary>
    private IssuerLevel? LowerLevel(string words)
    {
        if (!Bodies.LowerUnits().IsMatch(words))
        {
            return null;
        }

        IssuerLevel? level = LowerWord().Match(words).Groups["word"].Value switch
        {
            "xa" or "phuong" or "thi tran" or "dac khu" => IssuerLevel.Commune,
            "huyen" or "quan" or "thi xa" or "thanh pho" => IssuerLevel.District,
            "" => Below(own),
            _ => IssuerLevel.School,
        };
        return level > own ? level : null;
    }

    // The district level ended with June 2025.
    private IssuerLevel? Below(IssuerLevel? level) => level switch
    {
        IssuerLevel.Ministry => IssuerLevel.Province,
        IssuerLevel.Province => meant.Year >= 2025 ? IssuerLevel.Commune : IssuerLevel.District,
        IssuerLevel.District => IssuerLevel.Commune,
        IssuerLevel.Commune => IssuerLevel.School,
        _ => null,
    };

    private OpeningCeremony WithDetail(OpeningCeremony fact, string label, Passage detail, Section child)
    {
        var text = Passage.Join([detail, .. child.Below().Select(below => below.Block!.Whole)]);
        var online = Online(text.Key);
        switch (label)
        {
            case "thoi gian" or "ngay" or "thoi diem":
                var told = Dated(text, mention: 0, fact.Level);
                return fact with
                {
                    Date = told.Date ?? fact.Date,
                    DateFrom = told.DateFrom ?? fact.DateFrom,
                    DateTo = told.DateTo ?? fact.DateTo,
                    Time = told.Time ?? fact.Time,
                    Online = online ?? fact.Online,
                    At = fact.At.With(text.At),
                    Doubt = told.Date is null && told.DateFrom is null ? fact.Doubt : told.Doubt,
                };
            case "dia diem" or "noi to chuc":
                var venue = Sentences.Of(detail).First().Trim(" .,;\"“”");
                return fact with { Venue = venue.Length > 0 ? venue.Text : fact.Venue, Online = online ?? fact.Online, At = fact.At.With(text.At) };
            case "hinh thuc":
                return fact with { Online = online ?? fact.Online, At = fact.At.With(text.At) };
            default:
                return fact;
        }
    }

    private OpeningCeremony Dated(Passage sentence, int mention, IssuerLevel? level)
    {
        var venue = Venue(sentence, mention);
        var fact = new OpeningCeremony(Date: null, DateFrom: null, DateTo: null, Sentences.Hour(sentence.Key), venue, Online(sentence.Key), level, sentence.At);
        var ranges = VietnameseDate.Ranges(sentence.Key).ToList();
        var days = VietnameseDate.Days(sentence.Key)
            .Where(day => !ranges.Any(range => day.Index >= range.Index && day.Index < range.Index + range.Length) && !IsDeadline(sentence.Key[..day.Index]))
            .Select(day => (day.Index, Meant: meant.Of(day)))
            .Where(day => day.Meant is not null)
            .ToList();
        var day = days.FirstOrDefault(day => day.Index > mention, days.LastOrDefault());
        if (day.Meant is { } date)
        {
            return fact with { Date = date.Date, Doubt = date.Doubt };
        }

        // The Week itself is no ceremony's day, unless it stands beside the ceremony: "tổ chức lễ khai mạc từ ngày … đến ngày …".
        var named = CeremonyReader.Mention().Match(sentence.Key, mention);
        var stretch = ranges.Where(range => range.Index > mention)
            .Where(range => meant.Of(range) is { } days && ((days.First, days.Last) != (period?.Start, period?.End) || (named.Success && range.Index >= named.Index + named.Length && sentence.Key[(named.Index + named.Length)..range.Index].Trim(' ', ',', ':').Length == 0)))
            .Select(meant.Of).FirstOrDefault();
        return stretch is { } found ? fact with { DateFrom = found.First, DateTo = found.Last, Doubt = found.Doubt } : fact with { Time = null };
    }

    private static string? Venue(Passage sentence, int mention)
    {
        foreach (Match found in At().Matches(sentence.Key).Where(found => found.Index >= mention))
        {
            var venue = sentence.Slice(found.Groups["venue"]);
            if (!NoVenue().IsMatch(venue.Key))
            {
                var end = VenueEnd().Match(venue.Key);
                var named = (end.Success ? venue.Slice(0, end.Index) : venue).Trim(" .,;\"“”").Text;
                return named.Contains(' ', StringComparison.Ordinal) ? named : null;
            }
        }

        return null;
    }

    private static bool? Online(string key) => Broadcast().IsMatch(key) ? true : key.Contains("truc tiep", StringComparison.Ordinal) ? false : null;

    private static bool IsDeadline(string before) => Bound().IsMatch(before[Math.Max(0, before.Length - 24)..]);

    [GeneratedRegex(@"to chuc (cac |tot |thanh cong )?(buoi )?(le )?(khai mac|phat dong|ra quan)|^(le )?khai mac|\b(xa|phuong|thi tran|huyen|quan|truong|trung tam|don vi|dia phuong) (dong loat |tu )?(khai mac|phat dong)", Patterns.Bounded)]
    private static partial Regex HeldWords();

    /// <summary>The day is the schedule's, not the ceremony's: "gửi lịch tổ chức lễ khai mạc về … vào ngày …".</summary>
    [GeneratedRegex(@"\b(gui|nop|dang ky|bao cao)\b[^.;]{0,60}\blich (to chuc |khai mac|le |trinh )", Patterns.Bounded)]
    private static partial Regex ScheduleSent();

    [GeneratedRegex(@"(lich|ngay|du|chuan bi|phoi hop|kien|sau khi) to chuc", Patterns.Bounded)]
    private static partial Regex NotYetHeld();

    /// <summary>"Cấp xã: …", "Các phường, xã tổ chức …": who holds it stands first.</summary>
    [GeneratedRegex(@"^[^:;.\d]{0,60}", Patterns.Bounded)]
    private static partial Regex Leading();

    [GeneratedRegex(@"^[^,;.:\d]{0,40}", Patterns.Bounded)]
    private static partial Regex Subject();

    [GeneratedRegex(@"\b(?<word>xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|truong|co so giao duc|trung tam)\b", Patterns.Bounded)]
    private static partial Regex LowerWord();

    [GeneratedRegex(@"truc tuyen|livestream|phat truc tiep|truyen hinh truc tiep|diem cau|\b(zoom|teams|google meet)\b", Patterns.Bounded)]
    private static partial Regex Broadcast();

    [GeneratedRegex(@"(\btai |\bdia diem( to chuc)?:? |(?<=[\d)]), (?=hoi truong|nha van hoa|nha thieu nhi|nha hat|quang truong|truong (thpt|thcs|tieu hoc|mam non|cao dang|dai hoc)|trung tam (van hoa|hoi nghi|hoc tap)|san (van dong|truong|ubnd|uy ban)|cong vien|thu vien|cung ))(?<venue>[^;]{3,200})", Patterns.Bounded)]
    private static partial Regex At();

    [GeneratedRegex(@"^(dia phuong|cac |don vi|dia ban|cho|buoi|le |ke hoach|phu luc|co so|cong van)", Patterns.Bounded)]
    private static partial Regex NoVenue();

    [GeneratedRegex(@",? (vao|luc|hoi) (luc|ngay|hoi|gio|\d)|,? (theo|bang|voi) hinh thuc|[, ]+(thanh phan|thoi gian|hinh thuc)\b|, (voi|theo|ket hop|ket noi|truyen|phat|dong thoi|do|trong)\b| ket hop| voi su| \(?(ngay|tu ngay) \d|\.( |$)|, \d{1,2} ?(gio|h|g)", Patterns.Bounded)]
    private static partial Regex VenueEnd();

    [GeneratedRegex(@"^(thoi gian|dia diem|hinh thuc)\b", Patterns.Bounded)]
    private static partial Regex Particular();

    [GeneratedRegex(@"\b(truoc|cham nhat|muon nhat|han)\b", Patterns.Bounded)]
    private static partial Regex Bound();
}
