using TuanHoc.Statistics;
using TuanHoc.Units;

namespace TuanHoc.Core.Tests.Statistics;

public sealed class FormCheckTests
{
    static readonly StatisticsForm Form = StatisticsForm.Load("2024");

    [Fact]
    public void Each_form_carries_every_kind_of_check() =>
        Assert.All(StatisticsForm.Known.Select(StatisticsForm.Load), form => Assert.Equal(8, form.Checks.Select(check => check.GetType()).Distinct().Count()));

    [Theory]
    [InlineData(60, 600, "600, năm 2024 là 60: gấp 10 lần. Nếu đúng, ghi một câu giải thích ở cột Ghi chú.")]
    [InlineData(900, 90, "90, năm 2024 là 900: chưa bằng một phần 10. Nếu đúng, ghi một câu giải thích ở cột Ghi chú.")]
    [InlineData(60, 599, null)]
    [InlineData(5, 100, null)]
    [InlineData(0, 5000, null)]
    [InlineData(900, 0, null)]
    public void Many_times_last_year_is_asked_back(long before, long now, string? said)
    {
        var earlier = new Sheet(Form).Set("classes.professional", 2, before);
        var found = Find(new Sheet(Form).Set("classes.professional", 2, now), Beside(earlier)).Where(finding => finding.Sentence.Text.Contains("năm {1}", StringComparison.Ordinal));
        Assert.Equal(said, found.SingleOrDefault()?.Sentence.ToString());
    }

    [Fact]
    public void Money_may_differ_by_a_hundred_thousand()
    {
        var earlier = new Sheet(Form).Set("funding.state_budget", 10_000);
        Assert.Empty(Find(new Sheet(Form).Set("funding.state_budget", 109_000), Beside(earlier)));
        Assert.Single(Find(new Sheet(Form).Set("funding.state_budget", 110_000), Beside(earlier)));
    }

    [Fact]
    public void A_number_far_from_those_of_like_units_is_asked_back_in_words()
    {
        var norms = new Norm?[Form.Columns.Count];
        norms[Form.Column("classes.professional", Measure.People)!.Index] = Norm.Of([.. Enumerable.Range(20, 81).Select(n => (double)n)]);
        var finding = Assert.Single(Find(new Sheet(Form).Set("classes.professional", 2, 9_000), new Beside(2024, null, norms)));
        Assert.Equal("9.000, trong khi 81 đơn vị cùng loại thường ghi từ 22 đến 160. Nếu đúng, ghi một câu giải thích ở cột Ghi chú.", finding.Sentence.ToString());
        Assert.Empty(Find(new Sheet(Form).Set("classes.professional", 2, 300), new Beside(2024, null, norms)));
    }

    [Theory]
    [InlineData(new long[] { 29, 719, 14 }, false, "3 số đúng bằng số cộng từ các đơn vị bên dưới")]
    [InlineData(new long[] { 29, 719, 15 }, false, null)]
    [InlineData(new long[] { 31, 800, 15 }, true, "Cả 3 số mà các đơn vị bên dưới có đều không lớn hơn")]
    [InlineData(new long[] { 31, 800, 13 }, true, null)]
    [InlineData(new long[] { -1, -1, -1 }, true, null)]
    public void The_sum_from_below_typed_as_ones_own_is_asked_back(long[] own, bool isWhole, string? said)
    {
        FormColumn[] columns = [Form.Column("classes.professional", Measure.Sessions)!, Form.Column("classes.professional", Measure.People)!, Form.Column("news", Measure.Amount)!];
        var (sums, sheet) = (new long[Form.Columns.Count], new Sheet(Form));
        foreach (var (column, sum) in columns.Zip([29L, 719, 14])) sums[column.Index] = sum;
        foreach (var (column, number) in columns.Zip(own)) sheet.Figures[column.Index] = number < 0 ? null : number;
        var found = Find(sheet, TuanHoc.Statistics.Beside.Nothing with { Below = sums, IsBelowWhole = isWhole }).Where(finding => finding.Sentence.Text.Contains("bên dưới", StringComparison.Ordinal)).ToList();
        Assert.Equal(said is null ? 0 : 1, found.Count);
        if (said is not null) Assert.StartsWith(said, found[0].Sentence.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_class_among_large_ones_is_nothing_odd()
    {
        var norms = new Norm?[Form.Columns.Count];
        norms[Form.Column("classes.professional", Measure.People)!.Index] = Norm.Of([.. Enumerable.Range(0, 81).Select(n => 600.0 + n)]);
        Assert.Empty(Find(new Sheet(Form).Set("classes.professional", 1, 12), new Beside(2024, null, norms)));
    }

    [Fact]
    public void Zeros_alone_are_asked_back_and_one_number_among_them_is_not()
    {
        Assert.StartsWith("Mọi số trong biểu đều là 0", Assert.Single(Find(new Sheet(Form).Set("news", 0).Set("seminars", 0))).Sentence.Text, StringComparison.Ordinal);
        Assert.Empty(Find(new Sheet(Form).Set("news", 0).Set("seminars", 1)));
        Assert.Empty(Find(new Sheet(Form).Set("news", -1)));
    }

    [Fact]
    public void The_table_of_last_year_sent_again_is_noticed_from_five_numbers_on()
    {
        var sheet = new Sheet(Form).Set("news", 3).Set("seminars", 2).Set("classes.professional", 2, 61).Set("classes", 2);
        Assert.Empty(Find(sheet, Beside(sheet)));
        sheet.Set("publications", 11);
        Assert.Equal("Cả 5 số đều đúng bằng năm 2024. Nếu không phải chép lại biểu cũ, ghi một câu giải thích ở cột Ghi chú.", Assert.Single(Find(sheet, Beside(sheet))).Sentence.ToString());
        var earlier = new Sheet(Form).Set("news", 3).Set("seminars", 2).Set("classes.professional", 2, 61).Set("classes", 2).Set("publications", 12);
        Assert.Empty(Find(sheet, Beside(earlier)));
    }

    [Theory]
    [InlineData(new long[] { 50, 100, 150, 200, 400, 1000 }, 1)]
    [InlineData(new long[] { 50, 100, 150, 200, 400, 1001 }, 0)]
    [InlineData(new long[] { 50, 100, 150, 200, 400, 1000, 61, 77 }, 0)]
    public void Round_numbers_in_heaps_are_asked_back(long[] people, int found)
    {
        var (sheet, rows) = (new Sheet(Form), Form.Children("classes").Take(people.Length).ToList());
        foreach (var (at, count) in people.Index()) sheet.Set(rows[at].Key, 1, count);
        sheet.Set("classes", people.Length);
        Assert.Equal(found, Find(sheet).Count);
    }

    [Fact]
    public void A_large_count_asks_a_small_unit_for_a_second_look()
    {
        var filled = Filled(new Sheet(Form).Set("classes.professional", 2, 5_001).Set("classes.informatics", 1, 5_000), TuanHoc.Statistics.Beside.Nothing);
        Assert.Equal(["classes.professional"], Checks.NeedSecondLook(filled, UnitKind.School).Select(column => column.Row.Key));
        Assert.Empty(Checks.NeedSecondLook(filled, UnitKind.Commune));
    }

    [Fact]
    public void Too_few_numbers_make_no_norm() => Assert.Null(Norm.Of([.. Enumerable.Repeat(5.0, Norm.Least - 1), 0, 0]));

    [Fact]
    public void A_slip_among_many_moves_the_norm_little()
    {
        double[] numbers = [.. Enumerable.Range(20, 81).Select(n => (double)n)];
        var (clean, slipped) = (Norm.Of([.. numbers])!, Norm.Of([.. numbers, 1e12, 1e12, 1e12])!);
        Assert.InRange(slipped.At(0), clean.At(0), clean.At(0) + 3);
        Assert.True(slipped.Distance(1_000_000_000_000) > 20);
    }

    static Beside Beside(Sheet earlier) => new(2024, earlier.Figures, null);

    static FilledForm Filled(Sheet sheet, Beside beside) => new(sheet.Form, sheet.Form.NotApplicable(false), sheet.Figures, beside);

    static IReadOnlyList<Finding> Find(Sheet sheet, Beside? beside = null) => Checks.Find(Filled(sheet, beside ?? TuanHoc.Statistics.Beside.Nothing), new Dictionary<string, string>());
}
