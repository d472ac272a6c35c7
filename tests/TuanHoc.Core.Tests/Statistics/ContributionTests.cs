using TuanHoc.Statistics;
using TuanHoc.Units;

namespace TuanHoc.Core.Tests.Statistics;

public sealed class ContributionTests
{
    static readonly StatisticsForm Form = StatisticsForm.Load("2024");

    [Fact]
    public void Numbers_add_and_blank_and_nothing_occurred_add_nothing()
    {
        var row = Of(UnitKind.School, new Sheet(Form).Set("news", 7).Set("publications", -1).Set("seminars", (long?)null));
        Assert.Equal((7, 0, 0), (At(row, "news"), At(row, "publications"), At(row, "seminars")));
    }

    [Fact]
    public void A_school_counts_once_however_many_ceremonies_it_held() =>
        Assert.Equal(1, At(Of(UnitKind.School, new Sheet(Form).Set("openings.schools", 3)), "openings.schools"));

    [Theory]
    [InlineData(UnitKind.School, "openings.schools", 1)]
    [InlineData(UnitKind.Clc, "openings.schools", 1)]
    [InlineData(UnitKind.Centre, "openings.schools", 1)]
    [InlineData(UnitKind.Commune, "openings.schools", 0)]
    [InlineData(UnitKind.District, "openings.schools", 0)]
    [InlineData(UnitKind.District, "openings.districts", 1)]
    [InlineData(UnitKind.Commune, "openings.districts", 0)]
    [InlineData(UnitKind.Agency, "openings.districts", 0)]
    public void Only_the_kinds_that_count_are_counted(UnitKind kind, string rowKey, long expected) =>
        Assert.Equal(expected, At(Of(kind, new Sheet(Form).Set(rowKey, 1), hasDistricts: true), rowKey));

    [Theory]
    [InlineData(null)]
    [InlineData(-1L)]
    [InlineData(0L)]
    public void A_unit_that_held_no_ceremony_is_not_counted(long? stored) =>
        Assert.Equal(0, At(Of(UnitKind.School, new Sheet(Form).Set("openings.schools", stored)), "openings.schools"));

    [Fact]
    public void What_does_not_apply_in_the_edition_adds_nothing() =>
        Assert.Equal(0, At(Of(UnitKind.District, new Sheet(Form).Set("openings.districts", 1)), "openings.districts"));

    [Fact]
    public void Group_1_is_computed_whatever_is_stored()
    {
        var row = Of(UnitKind.Commune, new Sheet(Form).Set("classes", 99).Set("classes.informatics", 2, 40).Set("classes.other", 3, 50));
        Assert.Equal(5, At(row, "classes"));
    }

    [Fact]
    public void The_whole_form_at_its_largest_fits()
    {
        var sheet = new Sheet(Form);
        Array.Fill(sheet.Figures, 99_999_999_999_999);
        Assert.Equal(13 * 99_999_999_999_999, At(Of(UnitKind.School, sheet), "classes"));
    }

    static long[] Of(UnitKind kind, Sheet sheet, bool hasDistricts = false)
    {
        var row = new long[Form.Columns.Count];
        Array.Fill(row, -77);
        Contribution.Of(Form, Form.NotApplicable(hasDistricts), kind, sheet.Figures, row);
        return row;
    }

    static long At(long[] row, string rowKey) => row[Form.Row(rowKey).Columns[0].Index];
}
