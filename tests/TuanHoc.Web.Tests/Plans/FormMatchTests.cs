using TuanHoc.Plans;
using TuanHoc.Statistics;
using TuanHoc.Web.Plans;

namespace TuanHoc.Web.Tests.Plans;

public sealed class FormMatchTests
{
    static StatisticsRow Row(string label) => new(null, label, null, [], default);

    [Theory]
    [InlineData("2021")]
    [InlineData("2024")]
    public void A_form_is_known_by_its_labels_without_tones_and_marks(string key)
    {
        var rows = StatisticsForm.Load(key).Rows;
        var match = FormMatch.With([.. rows.Select(r => Row(TuanHoc.Text.SearchKey.Of(r.Label).ToUpperInvariant() + " :"))], StatisticsForm.Printed);
        Assert.Equal((key, rows.Count, rows.Count), (match.Key, match.Matched, match.Rows));
    }

    [Fact]
    public void A_table_of_other_rows_is_none_and_no_table_is_none()
    {
        Assert.Equal(new FormMatch(null, null, 0, 0), FormMatch.With([], StatisticsForm.Printed));
        Assert.Null(FormMatch.With([Row("Số cây đã trồng"), Row("Số con bò"), Row(StatisticsForm.Load("2024").Rows[1].Label)], StatisticsForm.Printed).Key);
    }
}
