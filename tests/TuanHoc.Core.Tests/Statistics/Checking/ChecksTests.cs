using TuanHoc.Statistics;
using TuanHoc.Text;

namespace TuanHoc.Core.Tests.Statistics;

public sealed class ChecksTests
{
    static readonly Dictionary<string, string> NoNotes = [];
    static readonly StatisticsForm Form = StatisticsForm.Load("2024");

    [Fact]
    public void A_sound_report_has_no_findings()
    {
        var sheet = new Sheet(Form).Set("classes", 2).Set("classes.professional", 2, 60).Set("contests", 5).Set("contests.book_fairs", 3)
            .Set("culture", 4, 200).Set("culture.sport", 3, 150).Set("culture.arts", 1, 50).Set("thematic_meetings", -1, -1)
            .Set("openings.schools", 1).Set("funding.state_budget", 18_500_000);
        Assert.Empty(Find(sheet));
        Assert.Null(WhyNot(sheet));
    }

    [Fact]
    public void Parts_that_exceed_their_whole_are_an_error()
    {
        var finding = Assert.Single(Find(new Sheet(Form).Set("contests", 6).Set("contests.book_fairs", 5).Set("contests.exhibitions", 3)));
        Assert.Equal((Severity.Error, "contests", Measure.Sessions), (finding.Severity, finding.RowKey, finding.Column!.Measure));
        Assert.Equal("Dòng 5 ghi 6, nhưng cộng các dòng con đã là 8. Sửa dòng 5 thành ít nhất 8, hoặc sửa các dòng con.", finding.Sentence.ToString());
    }

    [Fact]
    public void A_whole_left_blank_above_filled_parts_is_an_error() =>
        Assert.Equal(Severity.Error, Assert.Single(Find(new Sheet(Form).Set("contests.book_fairs", 5))).Severity);

    [Fact]
    public void A_whole_may_be_filled_alone_and_contests_may_exceed_their_rows() =>
        Assert.Empty(Find(new Sheet(Form).Set("contests", 9).Set("contests.book_fairs", 5).Set("culture", 3, 90)));

    [Theory]
    [InlineData("2024", 1)]
    [InlineData("2021", 0)]
    public void Culture_above_the_sum_of_its_rows_is_unusual_where_the_form_names_them_all(string form, int warnings)
    {
        var findings = Find(new Sheet(StatisticsForm.Load(form)).Set("culture", 9).Set("culture.sport", 3, 60));
        Assert.Equal(warnings, findings.Count(finding => finding is { RowKey: "culture", Severity: Severity.Warning, Column.Measure: Measure.Sessions }));
    }

    [Fact]
    public void In_2021_thematic_meetings_are_a_part_of_group_5() =>
        Assert.Equal("contests", Assert.Single(Find(new Sheet(StatisticsForm.Load("2021")).Set("contests", 1).Set("thematic_meetings", 2, 60))).RowKey);

    [Fact]
    public void A_total_of_group_1_that_contradicts_its_rows_is_an_error() =>
        Assert.Equal(["classes"], Find(new Sheet(Form).Set("classes", 9).Set("classes.professional", 2, 60)).Select(finding => finding.RowKey));

    [Fact]
    public void People_without_sessions_and_sessions_without_people_are_unusual()
    {
        var findings = Find(new Sheet(Form).Set("classes.professional", null, 60).Set("classes.informatics", 3, null).Set("classes.literacy_and_continuing", 2, 0));
        Assert.Equal(["classes.professional", "classes.informatics", "classes.literacy_and_continuing"], findings.Select(finding => finding.RowKey));
        Assert.All(findings, finding => Assert.Equal(Severity.Warning, finding.Severity));
    }

    [Theory]
    [InlineData(0L, 0)]
    [InlineData(1L, 1)]
    [InlineData(9_999L, 1)]
    [InlineData(10_000L, 0)]
    public void Money_that_looks_like_thousands_is_asked_back(long money, int findings) =>
        Assert.Equal(findings, Find(new Sheet(Form).Set("funding.other_sources", money).Set("news", 1)).Count);

    [Fact]
    public void A_school_is_one_school() =>
        Assert.Equal(Severity.Error, Assert.Single(Find(new Sheet(Form).Set("openings.schools", 2))).Severity);

    [Fact]
    public void A_note_on_the_row_satisfies_a_warning_but_no_error()
    {
        var sheet = new Sheet(Form).Set("funding.state_budget", 5000).Set("contests", 1).Set("contests.book_fairs", 2);
        var notes = new Dictionary<string, string> { ["funding.state_budget"] = "Mua phấn", ["contests"] = "Đã kiểm tra" };
        Assert.Equal(["contests"], Checks.Find(Filled(sheet), notes).Select(finding => finding.RowKey));
    }

    [Fact]
    public void A_blank_note_explains_nothing() =>
        Assert.Single(Checks.Find(Filled(new Sheet(Form).Set("funding.state_budget", 5000)), new Dictionary<string, string> { ["funding.state_budget"] = " " }));

    [Fact]
    public void A_column_that_does_not_apply_is_not_looked_at()
    {
        var sheet = new Sheet(Form).Set("openings.districts", 7);
        Assert.Empty(Find(sheet));
        Assert.NotNull(WhyNot(sheet));
    }

    [Fact]
    public void An_empty_report_cannot_be_submitted() =>
        Assert.Equal(new Sentence("Biểu còn trống: hãy điền ít nhất một dòng, hoặc ghi “không phát sinh” nếu không có hoạt động nào."), WhyNot(new Sheet(Form)));

    [Fact]
    public void One_statement_that_nothing_occurred_or_a_text_is_enough()
    {
        Assert.Null(WhyNot(new Sheet(Form).Set("news", -1)));
        Assert.Null(Checks.WhyNotSubmit(Filled(new Sheet(Form)), new Dictionary<string, string> { ["other"] = "Tặng xe đạp" }));
    }

    [Fact]
    public void Errors_come_before_warnings_among_the_reasons()
    {
        var sheet = new Sheet(Form).Set("funding.state_budget", 5000);
        Assert.Equal("Còn 1 ô khác thường cần một câu giải thích ở cột Ghi chú.", WhyNot(sheet).ToString());
        Assert.Equal("Còn 1 lỗi phải sửa trước khi nộp.", WhyNot(sheet.Set("openings.schools", 2)).ToString());
    }

    [Fact]
    public void A_sentence_writes_its_numbers_the_Vietnamese_way() =>
        Assert.Equal("5.000 đồng", new Sentence("{0:N0} đồng", 5000).ToString());

    static IReadOnlyList<Finding> Find(Sheet sheet) => Checks.Find(Filled(sheet), NoNotes);

    static Sentence? WhyNot(Sheet sheet) => Checks.WhyNotSubmit(Filled(sheet), NoNotes);

    static FilledForm Filled(Sheet sheet) => new(sheet.Form, sheet.Form.NotApplicable(false), sheet.Figures, Beside.Nothing);
}
