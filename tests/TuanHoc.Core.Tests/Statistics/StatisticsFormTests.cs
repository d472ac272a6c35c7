using System.Text.Json;
using TuanHoc.Statistics;
using TuanHoc.Units;

namespace TuanHoc.Core.Tests.Statistics;

public sealed class StatisticsFormTests
{
    public static TheoryData<string> Known => [.. StatisticsForm.Printed];

    [Theory]
    [MemberData(nameof(Known))]
    public void A_form_has_41_rows_in_11_groups_with_keys_of_their_own(string key)
    {
        var form = StatisticsForm.Load(key);
        Assert.Equal(41, form.Rows.Count);
        Assert.Distinct(form.Rows.Select(row => row.Key));
        Assert.Equal(Enumerable.Range(1, 11), form.Rows.Select(row => row.Group).Distinct());
        Assert.Equal(Enumerable.Range(0, form.Columns.Count), form.Columns.Select(column => column.Index));
        Assert.Equal(6, form.Headings.Count);
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void A_row_stands_under_the_head_of_its_group(string key)
    {
        var form = StatisticsForm.Load(key);
        Assert.All(form.Rows, row => Assert.True(row.ParentKey is null
            ? row.Code == $"{row.Group}"
            : form.Row(row.ParentKey).ParentKey is null && form.Row(row.ParentKey).Group == row.Group));
        Assert.Equal(11, form.Rows.Count(row => row.ParentKey is null));
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void A_column_is_found_by_row_and_measure_and_only_counts_name_kinds(string key)
    {
        var form = StatisticsForm.Load(key);
        Assert.All(form.Columns, column => Assert.Same(column, form.Column(column.Row.Key, column.Measure)));
        Assert.All(form.Columns, column => Assert.Equal(column.AddingUp == AddingUp.Count, column.Kinds.Count > 0));
        Assert.Equal(["openings.districts", "openings.schools"], form.Columns.Where(column => column.AddingUp == AddingUp.Count).Select(column => column.Row.Key));
        Assert.Equal(["funding.state_budget", "funding.other_sources"], form.Rows.Where(row => row.IsMoney).Select(row => row.Key));
        Assert.Null(form.Column("openings", Measure.Amount));
        Assert.Null(form.Column("no.such.row", Measure.Amount));
        Assert.True(form.Row("other") is { IsText: true, Columns: [] });
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void Every_kind_of_unit_that_reports_has_a_count_from_which_a_second_person_looks(string key)
    {
        string[] kinds = [.. Enum.GetValues<UnitKind>().Where(kind => kind != UnitKind.Nation).Select(UnitKinds.Word).Order(StringComparer.Ordinal)];
        Assert.All(StatisticsForm.Load(key).SecondLooks, look => Assert.Equal(kinds, look.Above.Keys.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void The_rural_vocational_row_has_no_code_and_is_found_by_its_key()
    {
        var row = StatisticsForm.Load("2024").Row("classes.rural_vocational");
        Assert.Null(row.Code);
        Assert.Equal(["Số lớp", "Lượt người"], row.Columns.Select(column => column.Title));
        Assert.Equal("“Học nghề cho lao động nông thôn”", row.Name);
    }

    [Fact]
    public void An_unknown_form_is_refused_by_its_key() =>
        Assert.Contains("'1999'", Assert.Throws<ArgumentException>(() => StatisticsForm.Load("1999")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("2021", "quan-7-2021.json")]
    [InlineData("2024", "lai-chau-2024.json")]
    public void Rows_are_those_of_the_issued_form(string key, string plan)
    {
        var form = StatisticsForm.Load(key);
        var gold = JsonDocument.Parse(File.ReadAllText(Path.Combine(Gold(), plan))).RootElement.GetProperty("statistics");
        Assert.Equal(gold.GetProperty("columns").EnumerateArray().Select(heading => heading.GetString()), form.Headings);
        Assert.Equal(
            gold.GetProperty("rows").EnumerateArray().Select(row => (
                row.GetProperty("key").GetString(), row.GetProperty("code").GetString(), row.GetProperty("group").GetInt32(),
                row.GetProperty("label").GetString(), row.GetProperty("unit").GetString(),
                string.Join(' ', row.GetProperty("measures").EnumerateArray().Select(measure => measure.GetString())))),
            form.Rows.Select(row => (
                (string?)row.Key, row.Code, row.Group, (string?)(row.AsPrinted ?? row.Label), row.UnitAsPrinted ?? row.Unit,
                row.IsText ? "text" : string.Join(' ', row.Columns.Select(column => column.Measure.ToString().ToLowerInvariant())))));
    }

    [Fact]
    public void Only_the_row_about_districts_falls_away_with_the_districts()
    {
        var form = StatisticsForm.Load("2024");
        Assert.Empty(form.NotApplicable(hasDistricts: true));
        Assert.Equal([form.Column("openings.districts", Measure.Amount)!.Index], form.NotApplicable(hasDistricts: false));
    }

    [Fact]
    public void A_count_is_asked_only_of_the_kinds_that_count()
    {
        var schools = StatisticsForm.Load("2024").Column("openings.schools", Measure.Amount)!;
        Assert.Equal([UnitKind.School, UnitKind.Clc, UnitKind.Centre], Enum.GetValues<UnitKind>().Where(schools.AskedOf));
        Assert.True(StatisticsForm.Load("2024").Column("news", Measure.Amount)!.AskedOf(UnitKind.Press));
    }

    [Fact]
    public void Group_1_is_derived_from_its_13_rows()
    {
        var form = StatisticsForm.Load("2021");
        Assert.Equal(["classes", "classes.total_people"], form.Columns.Where(column => column.Derived).Select(column => column.Row.Key));
        Assert.All(form.Rules.Where(rule => rule.Whole.Derived), rule => Assert.Equal(13, rule.Parts.Count));

        var figures = new Sheet(form).Set("classes.professional", 2, 60).Set("classes.other", 3, -1).Figures;
        form.Derive(figures);
        Assert.Equal(5, figures[form.Column("classes", Measure.Sessions)!.Index]);
        Assert.Equal(60, figures[form.Column("classes.total_people", Measure.People)!.Index]);
    }

    [Fact]
    public void A_derived_figure_keeps_blank_and_nothing_occurred_apart()
    {
        var form = StatisticsForm.Load("2024");
        var (whole, figures) = (form.Column("classes", Measure.Sessions)!.Index, new long?[form.Columns.Count]);
        form.Derive(figures);
        Assert.Null(figures[whole]);
        foreach (var row in form.Children("classes"))
            figures[row.Columns[0].Index] = -1;
        form.Derive(figures);
        Assert.Equal(-1, figures[whole]);
        figures[form.Column("classes.other", Measure.Sessions)!.Index] = null;
        form.Derive(figures);
        Assert.Null(figures[whole]);
    }

    [Fact]
    public void The_people_of_group_1_are_known_on_a_form_that_prints_no_such_total()
    {
        var sheet = new Sheet(StatisticsForm.Load("2024")).Set("classes.professional", 2, 60).Set("classes.other", 3, 15);
        Assert.Equal(Figure.Of(75), sheet.Form.SumBeneath("classes", Measure.People, sheet.Figures));
    }

    /// <summary>The annotated plans stand beside the repository, in shared/gold, on the machines of those who make this.</summary>
    static string Gold()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "shared", "gold") is var gold && Directory.Exists(gold))
                return gold;
        }
        Assert.Skip("shared/gold is not beside the repository");
        return "";
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void Activities_fill_cells_that_are_asked_and_a_counted_unit_counts_once(string key)
    {
        var form = StatisticsForm.Load(key);
        Assert.NotEmpty(form.Activities);
        Assert.All(form.Activities, cell => Assert.False(form.Column(cell.Row, cell.Measure)!.Derived));
        var figures = form.FromActivities([new ActivitySum("ceremony", ActivityCell.Held, 3)]);
        Assert.Equal(1, figures[form.Column("openings.schools", Measure.Amount)!.Index]);
        Assert.Equal(1, figures.Count(figure => figure is not null));
        Assert.All(form.FromActivities([]), Assert.Null);
    }
}

/// <summary>A form being filled, row by row.</summary>
sealed class Sheet(StatisticsForm form)
{
    public StatisticsForm Form => form;
    public long?[] Figures { get; } = new long?[form.Columns.Count];

    /// <summary>Sets the stored figures of a row, in the order of its columns.</summary>
    public Sheet Set(string rowKey, params long?[] stored)
    {
        for (var i = 0; i < stored.Length; i++)
            Figures[form.Row(rowKey).Columns[i].Index] = stored[i];
        return this;
    }
}
