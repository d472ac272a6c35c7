using TuanHoc.Statistics;

namespace TuanHoc.Core.Tests.Statistics;

public sealed class RowMatchTests
{
    static string?[] Found(string form, params (string Code, string Label)[] lines) => [.. RowMatch.Of(StatisticsForm.Load(form), lines).Select(row => row?.Key)];

    [Theory]
    [InlineData("2021")]
    [InlineData("2024")]
    public void Every_row_is_found_by_its_own_label_as_written_as_printed_and_without_tones(string form)
    {
        var rows = StatisticsForm.Load(form).Rows;
        string?[] keys = [.. rows.Select(row => row.Key)];
        Assert.Equal(keys, Found(form, [.. rows.Select(row => ("", row.Label))]));
        Assert.Equal(keys, Found(form, [.. rows.Select(row => (row.Code ?? "", row.AsPrinted ?? row.Label))]));
        Assert.Equal(keys, Found(form, [.. rows.Select(row => ("", TuanHoc.Text.SearchKey.Of(row.Label).ToUpperInvariant()))]));
    }

    [Fact]
    public void The_rows_of_one_form_are_found_under_the_labels_of_the_other_where_only_words_changed()
    {
        var (older, mapping) = (StatisticsForm.Load("2021"), FormMapping.Load("2021", "2024"));
        var found = RowMatch.Of(StatisticsForm.Load("2024"), [.. older.Rows.Select(row => ("", row.Label))]);
        foreach (var (row, match) in older.Rows.Zip(found))
            if (mapping.Links.Where(link => link.From == row.Key).ToList() is [{ To: { } to, Relation: RowRelation.Same or RowRelation.Renamed or RowRelation.Moved }]) Assert.Equal(to, match?.Key);
    }

    [Fact]
    public void Slips_abbreviations_and_other_numbering_are_seen_through() => Assert.Equal(
        (IEnumerable<string?>)["publications", "contests.exhibitions", "thematic_meetings", "awards.individuals", "funding.state_budget", null, null],
        Found("2024", ("3", "Án phẩm, thông tin (tờ rơi, áp phích, băng zôn, khẩu hiệu)"), ("", "5.2. Trung bày, triễn lãm sách báo, tư liệu"), ("d)", "Sinh hoạt chuyên đề HTSĐ, XHHT"), ("9.2", "Cá nhân"), ("-", "Ngân sách NN"), ("", "Người lập biểu"), ("", "Tổng cộng")));
}
