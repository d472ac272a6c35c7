using System.Globalization;
using System.Text.RegularExpressions;
using TuanHoc.Plans;

namespace TuanHoc.Core.Tests.Plans;

/// <summary>Nothing of the known plans is wired into the reader: with other names, numbers, days and another order the reading follows.</summary>
public sealed partial class RewritingTests
{
    private static readonly string[] Themes = ["Mỗi ngày một trang sách", "Cả nhà cùng học, cả xóm cùng vui", "Học nghề hôm nay, vững bước ngày mai", "Tri thức mở lối tương lai"];
    private static readonly string[] Places = ["Hồng Vân", "Tân An Đông", "Phước Mỹ Trung", "Ea Drăng", "Nậm Pồ"];
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

    [Theory]
    [MemberData(nameof(Plans))]
    public void Sections_in_another_order_are_still_understood(string name, string file, int seed)
    {
        var text = File.ReadAllText(file).Normalize();
        var shuffled = Shuffled(text, new Random(seed));
        var (before, after) = (PlanReader.Read(text), PlanReader.Read(shuffled));
        Assert.NotEmpty(name);
        Assert.Equal(before.Assignments.Select(assignment => assignment.Agency).Order(), after.Assignments.Select(assignment => assignment.Agency).Order());
        Assert.Equal(before.Activities.Select(activity => activity.Text).Order(), after.Activities.Select(activity => activity.Text).Order());
        Assert.Equal(before.Deadlines.Select(deadline => (deadline.Date, deadline.What, deadline.To)).Order(), after.Deadlines.Select(deadline => (deadline.Date, deadline.What, deadline.To)).Order());
        Assert.Equal(before.Theme?.Value, after.Theme?.Value);
        Assert.Equal((before.Period?.Start, before.Period?.End), (after.Period?.Start, after.Period?.End));
        Assert.Equal(before.OpeningCeremonies.Select(ceremony => ceremony.Date).Order(), after.OpeningCeremonies.Select(ceremony => ceremony.Date).Order());
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
        var years = random.Next(1, 4);
        return text =>
        {
            foreach (var (old, other) in words)
            {
                // A name may be broken by the end of a line or a page.
                text = Regex.Replace(text, string.Join(@"\s+", old.Split(' ').Select(Regex.Escape)), other, RegexOptions.None, TimeSpan.FromSeconds(1));
            }

            text = AnyNumber().Replace(text, number => numbers.GetValueOrDefault(number.Value, number.Value));
            text = Year().Replace(text, year => $"{int.Parse(year.Value, CultureInfo.InvariantCulture) + years}");
            // A Week that begins in September would become a month.
            return plan.Period?.Start.Month == plan.Period?.End.Month ? October().Replace(text, "11") : text;
        };

        string Pick(string[] from) => from[random.Next(from.Length)];
    }

    /// <summary>What is compared, days written as documents write them.</summary>
    private static IEnumerable<string> Facts(Plan plan) =>
    [
        plan.Header.Number?.Value ?? "", plan.Header.Title?.Value ?? "", $"{plan.Header.IssuerLevel?.Value}", Day(plan.Header.IssuedOn?.Value), plan.Theme?.Value ?? "",
        Day(plan.Period?.Start), Day(plan.Period?.End),
        .. plan.LegalBases.Select(basis => $"{basis.Number} {Day(basis.Date)}"),
        .. plan.Outline.Select(entry => $"{entry.Path} {entry.Title}"),
        .. plan.Assignments.SelectMany(assignment => assignment.Tasks.Select(task => $"{assignment.Mode} {assignment.Agency}: {task.Text} {Day(task.Due)} {task.DueTo}")),
        .. plan.Deadlines.Select(deadline => $"{Day(deadline.Date)} {deadline.What} {deadline.To} {deadline.Via}"),
        .. plan.OpeningCeremonies.Select(ceremony => $"{Day(ceremony.Date)} {ceremony.Venue}"),
        .. plan.Activities.Select(activity => activity.Text),
        .. plan.Recipients.Select(recipient => recipient.Value),
        plan.Signature?.Name ?? "",
    ];

    private static string Day(DateOnly? day) => day?.ToString("d/MM/yyyy", CultureInfo.InvariantCulture) ?? "";

    private static string Shuffled(string text, Random random)
    {
        var marks = SectionMark().Matches(text).ToList();
        var preface = marks.FindIndex(mark => mark.Index > text.IndexOf("Nơi nhận", StringComparison.Ordinal));
        marks = preface < 0 ? marks : marks[..preface];
        if (marks.Count < 4)
        {
            return text;
        }

        // The last section runs into the closing words and stays where it is.
        var sections = marks.Zip(marks.Skip(1), (mark, next) => text[(mark.Index + mark.Length)..next.Index]).ToArray();
        random.Shuffle(sections);
        return text[..marks[0].Index] + string.Concat(sections.Select((section, i) => marks[i].Value + section)) + text[marks[^1].Index..];
    }

    [GeneratedRegex(@"^\d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeadingDigits();

    [GeneratedRegex(@"\b\d{3,5}\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnyNumber();

    [GeneratedRegex(@"\b20(1|2)\d\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();

    [GeneratedRegex(@"(?<=\b\d{1,2}/)10\b|(?<=\b\d{1,2}-)10(?=-20\d\d)|(?<=tháng )10\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex October();

    [GeneratedRegex(@"^\**[IVX]+\.(?= )", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SectionMark();
}
