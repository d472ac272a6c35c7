using TuanHoc.Documents;
using TuanHoc.Text;

namespace TuanHoc.Core.Tests.Plans;

public sealed class VietnameseDateTests
{
    [Fact]
    public void A_day_is_written_as_Decree_30_wants_it()
    {
        Assert.Equal("ngày 05 tháng 02 năm 2026", VietnameseDate.Write(new DateOnly(2026, 2, 5)));
        Assert.Equal("ngày 15 tháng 9 năm 2025", VietnameseDate.Write(new DateOnly(2025, 9, 15)));
        Assert.Equal("05/02/2026", VietnameseDate.WriteShort(new DateOnly(2026, 2, 5)));
    }

    [Fact]
    public void What_is_written_is_read_again() =>
        Assert.All(Enumerable.Range(0, 800).Select(new DateOnly(2025, 1, 1).AddDays), date =>
        {
            Assert.Equal(date, Assert.Single(VietnameseDate.Days(VietnameseDate.Write(date))).On(month: null, year: null));
            Assert.Equal(date, Assert.Single(VietnameseDate.Days(VietnameseDate.WriteShort(date))).On(month: null, year: null));
        });

    [Theory]
    [InlineData("ngày 31/02/2025")]
    [InlineData("ngày 10/13/2025")]
    [InlineData("số 70-72 Nguyễn Văn Trỗi")]
    public void Days_that_do_not_exist_have_no_date(string text) => Assert.All(VietnameseDate.Days(text), day => Assert.Null(day.On(month: null, year: 2025)));

    [Fact]
    public void A_day_without_its_year_takes_it_from_the_context() =>
        Assert.Equal(new DateOnly(2025, 9, 25), Assert.Single(VietnameseDate.Days("trước ngày 25/9")).On(month: null, year: 2025));

    [Theory]
    [InlineData("Uỷ ban nhân dân", "ỦY BAN  NHÂN DÂN")]
    [InlineData("Hoà Bình", "Hòa Bình")]
    [InlineData("B’Lao", "b'lao")]
    [InlineData("Đường sách", "duong sach")]
    public void Spellings_of_one_name_have_one_key(string one, string other)
    {
        Assert.Equal(SearchKey.Of(one), SearchKey.Of(other));
        Assert.Equal(SearchKey.Of(one), SearchKey.Of(one.Normalize(System.Text.NormalizationForm.FormD)));
    }
}
