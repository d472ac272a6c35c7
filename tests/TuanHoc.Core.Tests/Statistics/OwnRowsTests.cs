using TuanHoc.Statistics;
using TuanHoc.Text;

namespace TuanHoc.Core.Tests.Statistics;

/// <summary>A province's rows stand behind the nation's, and years go on over both: the nation's rows by the mapping of its forms, the province's by their keys.</summary>
public sealed class OwnRowsTests
{
    static readonly StatisticsForm Nation = StatisticsForm.Load("2024");

    static DefinedRow Own(string key, string label = "Tủ sách gia đình") => new(key, OwnRows.GroupIn(Nation.Definition), label, Columns: [new(Measure.Amount, "Số tủ", AddingUp.Sum)]);

    static FormDefinition With(string key, StatisticsForm nation, params DefinedRow[] rows) => nation.Definition.WithOwnRows(key, before: null) with { Rows = [.. nation.Definition.Rows, .. rows] };

    static StatisticsForm Known(FormDefinition form)
    {
        StatisticsForm.Learn([form]);
        return StatisticsForm.Load(form.Key);
    }

    [Fact]
    public void The_nations_columns_stand_in_front_so_that_a_figure_has_one_place()
    {
        var definition = With("2024.own7_3001", Nation, Own("own7.bookcases"));
        Assert.Empty(FormFaults.Of(FormDefinition.Parse(definition.ToJson()), Nation));
        var form = StatisticsForm.Of(definition);
        Assert.Equal(Nation.Columns.Select(column => (column.Index, column.Row.Key, column.Measure)), form.Columns.Take(Nation.Columns.Count).Select(column => (column.Index, column.Row.Key, column.Measure)));
        Assert.Equal(("2024", "own7.bookcases"), (form.NationKey, form.Columns[^1].Row.Key));
    }

    public static TheoryData<string> Broken => ["changed", "in front", "gone", "nothing", "not of the province"];

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_form_whose_front_is_not_the_nations_is_not_issued(string how)
    {
        var form = With("2024.own7_3001", Nation, Own("own7.bookcases"));
        form = how switch
        {
            "changed" => form with { Rows = [.. form.Rows.Select(row => row.Key == "news" ? row with { Label = "Tin" } : row)] },
            "in front" => form with { Rows = [form.Rows[^1] with { Group = 1 }, .. form.Rows.SkipLast(1)] },
            "gone" => FormEdits.Without(form, "news"),
            "nothing" => form with { Rows = Nation.Definition.Rows },
            _ => form with { Rows = [.. form.Rows, Own("bookcases")] },
        };
        Assert.Contains(FormFaults.Of(form, Nation), fault => fault.Sentence.Text.StartsWith(how == "nothing" ? "Chưa có dòng riêng" : "Các dòng của mẫu {0} phải giữ nguyên", StringComparison.Ordinal));
    }

    [Fact]
    public void The_nation_gives_no_row_a_key_of_a_province() =>
        Assert.Contains(FormFaults.Of(FormEdits.Put(Nation.Definition.Next("3001_quoc_gia"), new(Own("own7.bookcases"), SumChoice.None, null, [], null, []), below: null), Nation), fault => fault.Sentence.Text.Contains("dành cho dòng riêng", StringComparison.Ordinal));

    [Fact]
    public void Between_years_the_nations_rows_follow_its_forms_and_the_own_ones_their_keys()
    {
        var older = Known(With("2021.own7_3002", StatisticsForm.Load("2021"), Own("own7.bookcases") with { Group = 12 }, Own("own7.gone") with { Group = 12 }));
        var newer = Known(With("2024.own7_3003", Nation, Own("own7.bookcases", "Tủ sách của gia đình"), Own("own7.new")));
        var mapping = FormMapping.Load(older.Key, newer.Key);
        var before = mapping.Before(newer.Column("own7.bookcases", Measure.Amount)!)!.Value;
        Assert.Equal((older.Column("own7.bookcases", Measure.Amount), RowRelation.Renamed, false), (before.Column, before.Link.Relation, before.Link.Break));
        Assert.True(mapping.Before(newer.Column("book_drive.books", Measure.Amount)!)!.Value.Link.Break);
        Assert.Null(mapping.Before(newer.Column("own7.new", Measure.Amount)!));
        Assert.Equal((RowRelation.Dropped, null), mapping.Links.Where(link => link.From == "own7.gone").Select(link => (link.Relation, link.To)).Single());
        // Of two provinces' rows none is another's; what is the nation's is the same in both.
        var other = Known(With("2024.own8_3003", Nation, Own("own8.bookcases")));
        var across = FormMapping.Load(newer.Key, other.Key);
        Assert.Null(across.Before(other.Columns[^1]));
        Assert.All(other.Columns.SkipLast(1), column => Assert.Equal((column.Index, false), (across.Before(column)!.Value.Column.Index, across.Before(column)!.Value.Link.Break)));
    }

    [Fact]
    public void The_next_year_begins_with_the_rows_of_the_one_before()
    {
        var before = With("2024.own7_3004", Nation, Own("own7.bookcases"));
        var next = Nation.Definition.WithOwnRows("2024.own7_3005", before);
        Assert.Equal(["own7.bookcases"], next.Rows.Skip(Nation.Rows.Count).Select(row => row.Key));
        Assert.Equal("2024", next.Base);
        Assert.Empty(FormFaults.Of(next, Nation));
    }
}
