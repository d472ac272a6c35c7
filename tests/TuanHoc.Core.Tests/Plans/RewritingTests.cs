using System.Globalization;
using System.Text.RegularExpressions;
using TuanHoc.Plans;

namespace TuanHoc.Core.Tests.Plans;

/// <summary>Nothing of the known plans is wired into the reader: with other names, numbers, days and another order the reading follows.</summary>
public sealed partial class RewritingTests
{
    private static readonly string[] Themes = ["Mỗi ngày một trang sách", "Cả nhà cùng học, cả xóm cùng vui", "Học nghề hôm nay, vững bước ngày mai", "Tri thức mở lối tương lai"];
    private static readonly string[] Places = ["Hồng Vân", "Tân An Đông", "Phước Mỹ Trung", "Ea Drăng", "Nậm Pồ"];
    private static readonly string[] Signers = ["Đỗ Thị Hồng Hạnh", "Lò Văn Pánh", "H’Mai Niê", "Trương Quốc Bảo", "Vi Thị Thu"];
    private static readonly string[] Venues = ["Hội trường Trung tâm Văn hóa Ánh Dương", "Nhà văn hóa Lao động Hòa Bình", "Quảng trường Mùng Hai Tháng Chín", "Trường THCS Lê Lai"];
    private static readonly (string Old, string[] New)[] Agencies =
    [
        ("Khuyến học", ["Cựu giáo chức", "Cựu chiến binh"]), ("Nội vụ", ["Tư pháp", "Ngoại vụ"]), ("Giáo dục và Đào tạo", ["Khoa học và Phát triển"]),
        ("Văn hóa - Xã hội", ["Kinh tế - Hạ tầng"]), ("Văn hóa", ["Thông tin"]), ("Tài chính", ["Thanh tra"]),
    ];

    public static IEnumerable<TheoryDataRow<string, string, int>> Plans() =>
        from plan in WrittenPlans.Own().Concat(WrittenPlans.Issued())
        from seed in Enumerable.Range(1, 3)
        select new TheoryDataRow<string, string, int>(plan.Name, plan.Text, seed);

    [Theory]
    [MemberData(nameof(Plans))]
    public void Other_names_numbers_days_and_themes_are_read_in_their_place(string name, string file, int seed)
    {
        var text = File.ReadAllText(file).Normalize();
        var random = new Random(seed);
        var before = PlanReader.Read(text);
        var rewrite = Rewriting(before, random);
        var after = PlanReader.Read(rewrite(text));
        Assert.NotEmpty(name);
        Assert.Equal(Facts(before).Select(rewrite), Facts(after));
    }

    /// <summary>Those with more than one section that can stand elsewhere.</summary>
    public static IEnumerable<TheoryDataRow<string, string, int>> Sectioned() => Plans().Where(plan => Marks(File.ReadAllText(plan.Data.Item2).Normalize()).Count >= 3);

    [Theory]
    [MemberData(nameof(Sectioned))]
    public void Sections_in_another_order_are_still_understood(string name, string file, int seed)
    {
        var text = File.ReadAllText(file).Normalize();
        var shuffled = Shuffled(text, new Random(seed));
        Assert.NotEqual(text, shuffled);
        var (before, after) = (PlanReader.Read(text), PlanReader.Read(shuffled));
        Assert.NotEmpty(name);
        Assert.Equal(Facts(before, ordered: false).Order(StringComparer.Ordinal), Facts(after, ordered: false).Order(StringComparer.Ordinal));
    }

    /// <summary>One change of words that is applied to a plan and to what was read of it alike.</summary>
    private static Func<string, string> Rewriting(Plan plan, Random random)
    {
        var words = new List<(string Old, string New)> { (plan.Theme!.Value, Pick(Themes)) };
        if (plan.Header.Place?.Value is { } place && place.Contains(' ', StringComparison.Ordinal) && !char.IsDigit(place[^1]))
        {
            var other = Pick(Places);
            words.AddRange([(place, other), (place.ToUpperInvariant(), other.ToUpperInvariant())]);
        }

        words.AddRange(Agencies.Select(agency => (agency.Old, Pick(agency.New))));
        var numbers = plan.LegalBases.Select(basis => basis.Number).Append(plan.Header.Number?.Value ?? "")
            .Select(number => LeadingDigits().Match(number).Value).Where(digits => digits.Length > 2).Distinct()
            .ToDictionary(digits => digits, _ => $"{random.Next(3000, 9999)}");
        if (plan.Signature?.Name is { } signer)
        {
            words.Add((signer, Pick(Signers)));
        }

        // A venue that is a body too ("Trung tâm học tập cộng đồng") would take the body's name with it.
        var bodies = string.Join('\n', plan.Assignments.Select(assignment => assignment.Agency).Concat(plan.Recipients.Select(recipient => recipient.Value)).Append(plan.Header.Issuer?.Value));
        words.AddRange(plan.OpeningCeremonies.Select(ceremony => ceremony.Venue).OfType<string>().Distinct().Where(venue => !bodies.Contains(venue, StringComparison.OrdinalIgnoreCase)).Select(venue => (venue, Pick(Venues))));
        var (years, days, hours) = (random.Next(1, 4), random.Next(1, 4), random.Next(1, 3));
        var mailbox = $"tuanle{random.Next(100)}";
        var sameMonth = plan.Period?.Start.Month == plan.Period?.End.Month;
        return text =>
        {
            foreach (var (old, other) in words)
            {
                // A name may be broken by the end of a line or a page.
                text = Regex.Replace(text, string.Join(@"\s+", old.Split(' ').Select(Regex.Escape)), other, RegexOptions.None, TimeSpan.FromSeconds(1));
            }

            text = AnyNumber().Replace(text, number => numbers.GetValueOrDefault(number.Value, number.Value));
            text = Year().Replace(text, year => $"{int.Parse(year.Value, CultureInfo.InvariantCulture) + years}");
            text = Mailbox().Replace(text, mailbox);
            text = MorningHour().Replace(text, hour => Later(hour.Value, hours));
            // A Week that begins in September would become a month, or lose its days.
            return sameMonth ? DayOfMonth().Replace(October().Replace(text, "11"), day => Later(day.Value, days)) : text;
        };

        // Every month has a day so much later.
        static string Later(string digits, int by) =>
            int.Parse(digits, CultureInfo.InvariantCulture) is <= 25 and var number ? (number + by).ToString(digits[0] == '0' || digits.Length == 2 ? "00" : "0", CultureInfo.InvariantCulture) : digits;

        string Pick(string[] from) => from[random.Next(from.Length)];
    }

    /// <summary>Every member that states something, days written as documents write them; <c>ordered</c>: with the numbers of sections.</summary>
    private static IEnumerable<string> Facts(Plan plan, bool ordered = true) =>
    [
        $"{plan.Header.Issuer?.Value} {plan.Header.IssuerLevel?.Value} {plan.Header.Type?.Value}", plan.Header.Number?.Value ?? "", plan.Header.Title?.Value ?? "",
        $"{plan.Header.Place?.Value}, {Day(plan.Header.IssuedOn?.Value)}", $"{plan.Header.Year?.Value}", plan.Theme?.Value ?? "",
        $"{Day(plan.Period?.Start)} - {Day(plan.Period?.End)} {plan.Period?.Doubt}", $"{plan.Frame?.Name} {Day(plan.Frame?.Start)} - {Day(plan.Frame?.End)}",
        .. plan.LegalBases.Select(basis => $"{basis.Kind} {basis.Number} {Day(basis.Date)} {basis.Issuer} {basis.Where}"),
        .. plan.Outline.Where(_ => ordered).Select(entry => $"{entry.Path} {entry.Title}"),
        .. plan.Assignments.SelectMany(assignment => assignment.Tasks.Select(task =>
            $"{assignment.Mode} {assignment.Agency}: {task.Text} {Day(task.Due)} {task.Bound} {Hour(task.Time)} {task.DueTo} {string.Join(", ", task.Partners)} {task.Doubt}")),
        .. plan.Deadlines.Select(deadline => $"{Day(deadline.Date)} {Hour(deadline.Time)} {deadline.Bound} {deadline.What} {deadline.Who} > {deadline.Via} > {deadline.To} {deadline.Email} {deadline.Doubt}"),
        .. plan.OpeningCeremonies.Select(ceremony => $"{Day(ceremony.Date)} {Day(ceremony.DateFrom)} {Day(ceremony.DateTo)} {Hour(ceremony.Time)} {ceremony.Venue} {ceremony.Online} {ceremony.Level} {ceremony.Doubt}"),
        .. plan.Activities.Select(activity => activity.Text),
        .. plan.Recipients.Select(recipient => recipient.Value),
        $"{string.Join(" / ", plan.Signature?.Authority ?? [])} {plan.Signature?.Position} {plan.Signature?.Name}",
        .. plan.Slogans.Select(slogan => slogan.Value),
        .. plan.Annexes.Select(annex => $"{annex.PrintedNumber} {annex.Title} {annex.Kind}"),
        .. plan.StatisticsRows.Select(row => $"{row.Code} {row.Label} {row.Unit} {string.Join(", ", row.Measures)}"),
        .. plan.Counts.Select(count => $"{count.Count} {count.What}"),
        .. plan.Missing,
    ];

    private static string Hour(TimeOnly? hour) => hour?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "";

    private static string Day(DateOnly? day) => day?.ToString("d/MM/yyyy", CultureInfo.InvariantCulture) ?? "";

    private static List<Match> Marks(string text)
    {
        var marks = SectionMark().Matches(text).ToList();
        var preface = marks.FindIndex(mark => mark.Index > text.IndexOf("Nơi nhận", StringComparison.Ordinal));
        return preface < 0 ? marks : marks[..preface];
    }

    private static string Shuffled(string text, Random random)
    {
        var marks = Marks(text);
        // The last section runs into the closing words and stays where it is.
        var sections = marks.Zip(marks.Skip(1), (mark, next) => text[(mark.Index + mark.Length)..next.Index]).ToArray();
        var order = Enumerable.Range(0, sections.Length).ToArray();
        random.Shuffle(order);
        if (order.SequenceEqual(order.Order())) order = [.. order[1..], order[0]];
        return text[..marks[0].Index] + string.Concat(order.Select((from, to) => marks[to].Value + sections[from])) + text[marks[^1].Index..];
    }

    [GeneratedRegex(@"^\d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeadingDigits();

    [GeneratedRegex(@"\b\d{3,5}\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnyNumber();

    [GeneratedRegex(@"\b20(1|2)\d\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();

    [GeneratedRegex(@"(?<=\b\d{1,2}/)10\b|(?<=\b\d{1,2}-)10(?=-20\d\d)|(?<=tháng )10\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex October();

    // "05/10", "ngày 05", "05 tháng 10", "05-10-2025", and the first day of "01 - 07/10", "01 đến ngày 07/10".
    [GeneratedRegex(@"(?<![\d/.,-])\d{1,2}(?=/\d{1,2}\b(?!/\d{1,2}\b))|(?<=[Nn]gày\s+)\d{1,2}\b(?!\s*(giờ|g|h)\b)|\b\d{1,2}(?=,?\s+tháng\s+\d)|\b\d{1,2}(?=-\d{1,2}-20\d\d)|\b\d{1,2}(?=\.\d{1,2}\.20\d\d)|(?<![\d/.-])\d{1,2}(?=\s*(-|–|đến|đến ngày|đến hết ngày)\s*\d{1,2}/\d)|(?<=\d ?[-–] ?)\d{1,2}(?=/\d{1,2}(/20\d\d)?\b)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DayOfMonth();

    [GeneratedRegex(@"\b0?[6-9](?= ?(giờ|g|h|:)( ?\d{2})?\b)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MorningHour();

    [GeneratedRegex(@"[A-Za-z0-9._-]+(?=@)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mailbox();

    [GeneratedRegex(@"^\**[IVX]+\.(?= )", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SectionMark();
}
