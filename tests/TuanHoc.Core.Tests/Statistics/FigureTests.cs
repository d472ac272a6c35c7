using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Statistics;

namespace TuanHoc.Core.Tests.Statistics;

public sealed class FigureTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("007", 7)]
    [InlineData("1234", 1234)]
    [InlineData(" 1.234 ", 1234)]
    [InlineData("1 234 567", 1234567)]
    [InlineData("1\u00a0234", 1234)]
    [InlineData("1\u202f234", 1234)]
    [InlineData("9.999.999.999.999", 9_999_999_999_999)]
    [InlineData("000000000000000000001", 1)]
    public void Whole_numbers_are_read(string typed, long number) => Assert.Equal((Figure.Of(number), null), Figure.Parse(typed, Measure.People));

    [Theory]
    [InlineData("không phát sinh")]
    [InlineData("Khong  phat sinh")]
    [InlineData("KHÔNG PHÁT SINH")]
    [InlineData("kho\u0302ng pha\u0301t sinh")]
    [InlineData("k")]
    [InlineData("K")]
    [InlineData("kps")]
    public void Nothing_occurred_is_read_with_or_without_tones(string typed) => Assert.Equal((Figure.NothingOccurred, null), Figure.Parse(typed, Measure.Sessions));

    [Theory]
    [InlineData("")]
    [InlineData(" \u00a0\t")]
    public void Nothing_typed_is_blank(string typed) => Assert.Equal((Figure.Blank, null), Figure.Parse(typed, Measure.Amount));

    [Theory]
    [InlineData("1.5", "Lượt người không có phần lẻ, “1.5”")]
    [InlineData("1,5", "Lượt người không có phần lẻ, “1,5”")]
    [InlineData("1.50", "nhập số nguyên")]
    [InlineData("12.34.5", "nhập số nguyên")]
    [InlineData("1,234", "nhập số nguyên")]
    [InlineData("1.234 567", "nhập số nguyên")]
    [InlineData("1.2345", "nhập số nguyên")]
    [InlineData("1234.567", "nhập số nguyên")]
    [InlineData("0.500", "nhập số nguyên")]
    [InlineData(".500", "nhập số nguyên")]
    [InlineData("1.", "nhập số nguyên")]
    [InlineData("-5", "là số âm")]
    [InlineData("−5", "là số âm")]
    [InlineData("12 người", "không phải là số")]
    [InlineData("1e5", "không phải là số")]
    [InlineData("٣", "không phải là số")]
    [InlineData("\0", "không phải là số")]
    [InlineData("-", "không phải là số")]
    [InlineData("không", "không phải là số")]
    [InlineData("123456789012345", "nhiều nhất 13 chữ số")]
    [InlineData("99.999.999.999.999", "nhiều nhất 13 chữ số")]
    public void Anything_else_is_refused_with_a_sentence_and_never_guessed(string typed, string part)
    {
        var (figure, fault) = Figure.Parse(typed, Measure.People);
        Assert.Equal(Figure.Blank, figure);
        Assert.Contains(part, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pasted_page_is_not_repeated_in_the_sentence() =>
        Assert.True(Figure.Parse(new string('x', 100_000), Measure.Amount).Fault.ToString()!.Length < 200);

    [Fact]
    public void What_is_written_is_read_back() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Figures, figure =>
        Figure.Parse(figure.ToString(), Measure.Amount) == (figure, null) && Figure.FromStored(figure.ToStored()) == figure));

    [Fact]
    public void No_text_makes_the_reader_fail() => Prop.ForAll<string?>(typed =>
    {
        var (figure, fault) = Figure.Parse(typed ?? "", Measure.People);
        return fault is null || (figure.IsBlank && fault.Value.ToString().Length > 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_three_states_stay_apart()
    {
        Assert.Equal([null, -1, 0L], new[] { Figure.Blank, Figure.NothingOccurred, Figure.Of(0) }.Select(figure => figure.ToStored()));
        Assert.Equal(["", "không phát sinh", "0"], new[] { Figure.Blank, Figure.NothingOccurred, Figure.Of(0) }.Select(figure => figure.ToString()));
        Assert.Throws<ArgumentOutOfRangeException>(() => Figure.FromStored(-2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Figure.Of(-1));
    }

    static readonly Arbitrary<Figure> Figures = Gen.Frequency(
        (1, Gen.Constant(Figure.Blank)),
        (1, Gen.Constant(Figure.NothingOccurred)),
        (8, from digits in Gen.Choose(0, Figure.MaxDigits) from seed in Gen.Choose(0, int.MaxValue) select Figure.Of(new Random(seed).NextInt64((long)Math.Pow(10, digits)))))
        .ToArbitrary();
}
