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

        Assert.All(plan.LegalBases, basis => Same(basis.Number, basis.At));
        Assert.All(plan.Outline, entry => Begins(entry.Title ?? entry.StartsWith!, entry.At));
        Assert.All(plan.Assignments, assignment => Same(assignment.Agency, assignment.At));
        Assert.All(plan.Assignments.SelectMany(assignment => assignment.Tasks), task => Same(task.Text, task.At));
        Assert.All(plan.Activities, activity => Same(activity.Text, activity.At));
        Assert.All(plan.Deadlines, deadline => Assert.Contains(VietnameseDate.Days(At(deadline.At)), day => day.On(month: null, year) == deadline.Date));
        Assert.All(plan.OpeningCeremonies, ceremony => Assert.True(StatesCeremony(ceremony), $"{ceremony} is not in: {At(ceremony.At)}"));
        Assert.All(plan.Recipients, States);
        Assert.All(plan.Slogans, States);
        Assert.All(plan.Annexes, annex => Same(annex.Title, annex.At));
        Assert.All(plan.StatisticsRows, row => Same(row.Label, row.At));
        if (plan.Signature is { Position: { } position, Name: { } signer } signature)
        {
            Assert.Contains(Squeezed(position), Squeezed(At(signature.At)), StringComparison.Ordinal);
            Assert.Contains(Squeezed(signer), Squeezed(At(signature.At)), StringComparison.Ordinal);
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

    [GeneratedRegex("khai mac|phat dong|ra quan", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Held();
}
