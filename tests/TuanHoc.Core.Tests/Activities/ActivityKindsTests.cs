using TuanHoc.Activities;
using TuanHoc.Plans;
using TuanHoc.Statistics;
using Measure = TuanHoc.Statistics.Measure;

namespace TuanHoc.Core.Tests.Activities;

public sealed class ActivityKindsTests
{
    [Fact]
    public void Every_kind_is_one_kind_and_belongs_to_a_category_by_which_plans_ask()
    {
        Assert.Distinct(ActivityKinds.All.Select(kind => kind.Key));
        Assert.All(ActivityKinds.Groups, group => Assert.True(Enum.TryParse<ActivityCategory>(group.Key, ignoreCase: true, out _), group.Key));
        Assert.All(ActivityKinds.Groups, group => Assert.All(group.Kinds, kind => Assert.Equal(group.Key, kind.Category)));
        // What a plan can ask can be held.
        Assert.Equal(Enum.GetValues<ActivityCategory>().Length, ActivityKinds.Groups.Count);
        Assert.All(ActivityKinds.All.Where(kind => kind.Counts.Count > 0), kind => Assert.Distinct(kind.Counts.Select(count => count.Key).Concat([ActivityCell.Held, ActivityCell.Sessions, ActivityCell.People])));
    }

    [Theory]
    [InlineData("2021")]
    [InlineData("2024")]
    public void A_form_takes_of_a_kind_only_what_is_asked_of_it_and_each_thing_once_a_cell(string key)
    {
        var form = StatisticsForm.Load(key);
        Assert.All(form.Activities, cell =>
        {
            var kind = ActivityKinds.Of(cell.Kind);
            string[] asked = [ActivityCell.Held, ActivityCell.Sessions, .. kind.CountsPeople ? [ActivityCell.People] : Array.Empty<string>(), .. kind.Counts.Select(count => count.Key)];
            Assert.Contains(cell.Takes, asked);
            Assert.NotNull(form.Column(cell.Row, cell.Measure));
        });
        Assert.Distinct(form.Activities.Select(cell => (cell.Kind, cell.Row, cell.Measure)));
        // The thirteen kinds of classes are the thirteen lines of group 1.
        var classes = form.Activities.Where(cell => cell.Kind.StartsWith("class.", StringComparison.Ordinal)).Select(cell => cell.Row).Distinct().ToList();
        Assert.Equal(13, classes.Count);
        Assert.All(classes, row => Assert.Equal("classes", form.Row(row).ParentKey));
    }

    [Fact]
    public void What_several_kinds_come_to_is_added_up_in_a_cell_that_takes_them_all_and_makes_a_sheet_without_contradictions()
    {
        var form = StatisticsForm.Load("2024");
        var figures = form.FromActivities(
        [
            new("contest.book_art", ActivityCell.Sessions, 2), new("contest.book_art", ActivityCell.People, 90),
            new("reading.book_fair", ActivityCell.Sessions, 1), new("seminar.talk", ActivityCell.Sessions, 4),
            new("other.sport", ActivityCell.Sessions, 1), new("other.sport", ActivityCell.People, 300),
            new("seminar.thematic", ActivityCell.Sessions, 2), new("seminar.thematic", ActivityCell.People, 80),
            new("bookdonation.drive", "books", 412),
        ]);
        Assert.Equal((7, 3, 380, 412), (Of("contests", Measure.Sessions), Of("culture", Measure.Sessions), Of("culture", Measure.People), Of("book_drive.books", Measure.Amount)));
        form.Derive(figures);
        Assert.DoesNotContain(Checks.Find(new(form, new HashSet<int>(), figures, Beside.Nothing), new Dictionary<string, string>()), finding => finding.Severity == Severity.Error);

        long? Of(string row, Measure measure) => figures[form.Column(row, measure)!.Index];
    }
}
