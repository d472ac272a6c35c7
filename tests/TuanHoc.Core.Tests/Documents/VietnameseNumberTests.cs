using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Documents;

namespace TuanHoc.Core.Tests.Documents;

public sealed class VietnameseNumberTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1234567, "1.234.567")]
    [InlineData(-1234, "-1.234")]
    [InlineData(long.MaxValue, "9.223.372.036.854.775.807")]
    public void Thousands_are_set_apart_by_full_stops(long value, string printed) => Assert.Equal(printed, VietnameseNumber.Whole(value));

    [Fact]
    public void A_printed_number_has_the_digits_of_the_number() => Prop.ForAll<long>(value =>
        VietnameseNumber.Whole(value).Replace(".", "", StringComparison.Ordinal) == value.ToString(System.Globalization.CultureInfo.InvariantCulture)).QuickCheckThrowOnFailure();

    [Fact]
    public void Shares_have_a_decimal_comma_and_stay_with_their_sign()
    {
        Assert.Equal("18,5\u00A0%", VietnameseNumber.Percent(18.45m));
        Assert.Equal("90\u00A0%", VietnameseNumber.Percent(90.04m));
        Assert.Equal("1.234,57", VietnameseNumber.Decimal(1234.567m, digits: 2));
        Assert.Equal("1.500.000\u00A0đồng", VietnameseNumber.Money(1_500_000));
    }

    [Theory]
    [InlineData(1, "BC-UBND", "01/BC-UBND")]
    [InlineData(7, "KH-UBND", "07/KH-UBND")]
    [InlineData(10, "BC-UBND", "10/BC-UBND")]
    [InlineData(4052, "UBND-VX", "4052/UBND-VX")]
    [InlineData(null, "BC-UBND", "       /BC-UBND")]
    public void A_document_number_below_ten_takes_a_zero_and_a_blank_one_leaves_room(int? number, string notation, string printed) =>
        Assert.Equal(printed, VietnameseNumber.DocumentNumber(number, notation));

    [Theory]
    [InlineData(5, 2, "ngày 05 tháng 02 năm 2026")]
    [InlineData(9, 3, "ngày 09 tháng 3 năm 2026")]
    [InlineData(10, 1, "ngày 10 tháng 01 năm 2026")]
    [InlineData(30, 12, "ngày 30 tháng 12 năm 2026")]
    [InlineData(null, 9, "ngày      tháng 9 năm 2026")]
    [InlineData(null, null, "ngày      tháng      năm 2026")]
    public void Days_below_ten_and_the_first_two_months_take_a_zero(int? day, int? month, string printed) =>
        Assert.Equal(printed, new DocumentDate(day, month, 2026).InFull);

    [Fact]
    public void Parts_are_numbered_as_in_Vietnam()
    {
        Assert.Equal(["I", "IV", "IX", "XIV", "XL", "MMXXVI", "4000"], new[] { 1, 4, 9, 14, 40, 2026, 4000 }.Select(Numerals.Roman));
        Assert.Equal(["a", "d", "đ", "e", "g", "y", "aa"], new[] { 1, 4, 5, 6, 7, 23, 24 }.Select(Numerals.Letter));
    }
}
