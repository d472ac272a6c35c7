using System.Text.RegularExpressions;
using TuanHoc.Documents;
using TuanHoc.Plans;
using TuanHoc.Text;

namespace TuanHoc.Core.Tests.Plans;

/// <summary>Whoever checks a reading must see at the named place what was read.</summary>
public sealed partial class PlaceTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Plans() =>
        WrittenPlans.Own().Concat(WrittenPlans.Issued()).Select(plan => new TheoryDataRow<string, string>(plan.Name, plan.Text));

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_fact_stands_where_it_says(string name, string file)
    {
        var text = File.ReadAllText(file);
        var plan = PlanReader.Read(text);
        Assert.NotEmpty(name);
        AssertPlaces(plan, text);
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Decomposed_letters_and_other_line_ends_do_not_move_the_places(string name, string file)
    {
        var text = "\uFEFF" + File.ReadAllText(file).Normalize(System.Text.NormalizationForm.FormD).Replace("\n", "\r\n", StringComparison.Ordinal);
        var plan = PlanReader.Read(text);
        Assert.NotEmpty(name);
        AssertPlaces(plan, text);
    }

    private static void AssertPlaces(Plan plan, string text)
    {
        var year = plan.Header.Year?.Value;
        // In a letterhead of two columns the other column stands between the issuer's two lines.
        Assert.All(plan.Header.Issuer?.Value.Split(' ') ?? [], word => Assert.Contains(word, At(plan.Header.Issuer!.At), StringComparison.Ordinal));
        States(plan.Header.Number);
        States(plan.Header.Place);
        States(plan.Header.Title);
        States(plan.Theme);
        Assert.Contains($"{plan.Header.Year?.Value}", At(plan.Header.Year!.At), StringComparison.Ordinal);
        if (plan.Header.IssuedOn is { } issued)
        {
            Assert.Contains(VietnameseDate.Days(At(issued.At)), day => day.On(month: null, year: null) == issued.Value);
        }

        if (plan.Period is { } week)
        {
            Assert.Contains(VietnameseDate.Ranges(At(week.At)), range => range.On(year) == (week.Start, week.End));
        }

        if (plan.Header.IssuerLevel is { } level)
        {
            Assert.Equal(plan.Header.Issuer!.At, level.At);
        }

        if (plan.Header.Type is { } type)
        {
            Assert.Contains(SearchKey.Of(At(type.At)), TypeWords, StringComparer.Ordinal);
        }

        if (plan.Frame is { } frame)
        {
            Within(frame.Name, frame.At);
            Assert.Contains(VietnameseDate.Ranges(At(frame.At)), range => range.On(year) == (frame.Start, frame.End));
        }

        Assert.All(plan.Counts, count => Assert.Equal($"{count.Count} {SearchKey.Of(count.What)}", SearchKey.Of(At(count.At)).Replace(".", "", StringComparison.Ordinal).TrimStart('0')));
        Assert.All(plan.LegalBases, basis =>
        {
            Within(basis.Number, basis.At);
            Within(basis.Issuer, basis.At);
            Dated(basis.Date, basis.At);
        });
        Assert.All(plan.Outline, entry => Begins(entry.Title ?? entry.StartsWith!, entry.At));
        Assert.All(plan.Assignments, assignment =>
        {
            Within(assignment.Agency, assignment.At);
            Within(assignment.Mode, assignment.At);
        });
        Assert.All(plan.Assignments.SelectMany(assignment => assignment.Tasks), task =>
        {
            Within(task.Text, task.At);
            Dated(task.Due, task.At);
            Within(task.DueTo, task.At);
            Bound(task.Bound, task.At);
            Hour(task.Time, task.At);
            Assert.All(task.Partners, partner => Within(partner, task.At));
        });
        Assert.All(plan.Activities, activity => Same(activity.Text, activity.At));
        Assert.All(plan.Deadlines, deadline =>
        {
            Dated(deadline.Date, deadline.At);
            Bound(deadline.Bound, deadline.At);
            Hour(deadline.Time, deadline.At);
            Assert.Matches(Named(deadline.What), SearchKey.Of(At(deadline.At)));
            Within(deadline.To, deadline.At);
            Within(deadline.Via, deadline.At);
            Within(deadline.Email, deadline.At);
            Assert.All(deadline.Who?.Split("; ") ?? [], who => Within(who, [deadline.At, .. deadline.Also]));
        });
        Assert.All(plan.OpeningCeremonies, ceremony =>
        {
            Assert.True(StatesCeremony(ceremony), $"{ceremony} is not in: {At(ceremony.At)}");
            TextSpan[] told = [ceremony.At, .. ceremony.Also];
            Within(ceremony.Venue, told);
            Hour(ceremony.Time, told);
            Assert.True(ceremony.Online is null || told.Any(at => HeldHow().IsMatch(SearchKey.Of(At(at)))), $"{ceremony} says nowhere how it is held.");
        });
        Assert.All(plan.Recipients, States);
        Assert.All(plan.Slogans, States);
        Assert.All(plan.Annexes, annex =>
        {
            Within(annex.Title, annex.At);
            Within(annex.PrintedNumber, annex.At);
        });
        Assert.All(plan.StatisticsRows, row =>
        {
            Within(row.Label, row.At);
            Within(row.Code, row.At);
            Within(row.Unit, row.At);
        });
        if (plan.Signature is { Position: { } position, Name: { } signer } signature)
        {
            Assert.Contains(Squeezed(position), Squeezed(At(signature.At)), StringComparison.Ordinal);
            Assert.Contains(Squeezed(signer), Squeezed(At(signature.At)), StringComparison.Ordinal);
            Assert.All(signature.Authority, line => Within(line, signature.At));
        }

        string At(TextSpan at) => PageNumber().Replace(text[at.From..at.To].Normalize().Replace("*", "", StringComparison.Ordinal), " ");

        void States(Told<string>? told)
        {
            if (told is not null)
            {
                Same(told.Value, told.At);
            }
        }

        void Same(string value, TextSpan at) => Assert.Equal(Squeezed(value), Squeezed(At(at)));

        void Within(string? value, params ReadOnlySpan<TextSpan> told)
        {
            var places = told.ToArray();
            Assert.True(value is null || places.Any(at => Squeezed(At(at)).Contains(Squeezed(value), StringComparison.Ordinal)), $"“{value}” is not in: {string.Join(" … ", places.Select(At))}");
        }

        // The year may be left to the Week, or be the next one.
        void Dated(DateOnly? date, TextSpan at) =>
            Assert.True(date is null || VietnameseDate.Days(At(at)).Any(day => (day.Day, day.Month) == (date.Value.Day, date.Value.Month) && (day.Year ?? date.Value.Year) == date.Value.Year), $"{date} is not in: {At(at)}");

        void Hour(TimeOnly? time, params ReadOnlySpan<TextSpan> told)
        {
            var places = told.ToArray();
            Assert.True(time is null || places.Any(at => HourNamed().Matches(SearchKey.Of(At(at))).Any(hour => int.Parse(hour.Groups["h"].Value, System.Globalization.CultureInfo.InvariantCulture) % 12 == time.Value.Hour % 12)), $"{time} is not in: {string.Join(" … ", places.Select(At))}");
        }

        void Bound(DeadlineBound? bound, TextSpan at) =>
            Assert.True(bound is not DeadlineBound.Before || SearchKey.Of(At(at)).Contains("truoc", StringComparison.Ordinal), $"{bound} is not in: {At(at)}");

        void Begins(string value, TextSpan at) => Assert.StartsWith(Squeezed(value), Squeezed(At(at)), StringComparison.Ordinal);

        bool StatesCeremony(OpeningCeremony ceremony) =>
            ceremony.Date is { } date ? VietnameseDate.Days(At(ceremony.At)).Any(day => day.On(month: null, year) == date)
            : ceremony.DateFrom is { } first ? VietnameseDate.Ranges(At(ceremony.At)).Any(range => range.On(year)?.First == first)
            : Held().IsMatch(SearchKey.Of(At(ceremony.At)));
    }

    // Blanks apart: "Số: 4595" / "/KH-UBND" is read as 4595/KH-UBND.
    private static string Squeezed(string value) => SearchKey.Of(value).Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\s*\n\s*\d{1,3}\s*\n\s*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PageNumber();

    private static readonly string[] TypeWords = ["ke hoach", "huong dan", "kinh gui"];

    private static string Named(Deliverable what) => what switch
    {
        Deliverable.Plan => "ke hoach",
        Deliverable.CeremonySchedule => "lich",
        Deliverable.Report => "bao cao",
        _ => "hop|hoi nghi|tong ket|so ket",
    };

    [GeneratedRegex(@"(?<h>\d{1,2}) ?(gio|g|h|:)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HourNamed();

    [GeneratedRegex("truc tiep|truc tuyen|livestream|diem cau|zoom|teams|google meet", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeldHow();

    [GeneratedRegex("khai mac|phat dong|ra quan", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Held();
}
