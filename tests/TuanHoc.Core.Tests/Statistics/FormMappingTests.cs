using TuanHoc.Statistics;

namespace TuanHoc.Core.Tests.Statistics;

public sealed class FormMappingTests
{
    static readonly FormMapping Mapping = FormMapping.Load("2021", "2024");

    [Fact]
    public void Every_row_of_both_forms_has_its_place()
    {
        Assert.Equal(Mapping.From.Rows.Select(row => row.Key), Mapping.Links.Select(link => link.From).Distinct());
        Assert.Equal(Mapping.To.Rows.Select(row => row.Key).Order(), Mapping.Links.Select(link => link.To).OfType<string>().Order());
    }

    [Fact]
    public void Rows_that_changed_their_meaning_break_the_series_and_say_why()
    {
        var breaks = Mapping.Links.Where(link => link.Break).ToList();
        Assert.Equal(
            ["classes.universal_education_lower_secondary", "classes.literacy_and_continuing", "classes.other", "book_drive.books", "contests", "culture"],
            breaks.Select(link => link.To));
        Assert.All(breaks, link => Assert.NotNull(link.Why));
        Assert.All(Mapping.Links, link => Assert.Equal(link.Relation == RowRelation.Dropped, link.To is null));
    }

    [Fact]
    public void Donors_in_one_cell_become_two_rows()
    {
        var (column, link) = Mapping.Before(Mapping.To.Column("book_drive.donor_individuals", Measure.Amount)!)!.Value;
        Assert.Same(Mapping.From.Column("book_drive.donors", Measure.Individuals), column);
        Assert.Equal(RowRelation.Split, link.Relation);
    }

    [Fact]
    public void Only_the_people_of_group_6_were_never_asked_before() =>
        Assert.Equal(["culture"], Mapping.To.Columns.Where(column => Mapping.Before(column) is null).Select(column => column.Row.Key));

    [Fact]
    public void A_column_whose_meaning_stayed_is_set_beside_its_like() => Assert.All(
        Mapping.To.Columns.Where(column => Mapping.Before(column) is { Link.Relation: RowRelation.Same }),
        column => Assert.Equal((column.Row.Key, column.Measure), (Mapping.Before(column)!.Value.Column.Row.Key, Mapping.Before(column)!.Value.Column.Measure)));
}
