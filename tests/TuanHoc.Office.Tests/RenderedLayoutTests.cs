using TuanHoc.Core.Tests.Plans.Writing;
using TuanHoc.Documents;
using TuanHoc.Plans.Writing;
using static TuanHoc.Office.Tests.Measured;

namespace TuanHoc.Office.Tests;

/// <summary>The printed pages measured against Decree 30/2020/NĐ-CP, Appendix I: within 1 mm and 0.5 points.</summary>
public sealed class RenderedLayoutTests
{
    private static readonly Lazy<RenderedPages> Plan = new(() => new(PlanWriter.Write(LongPlan.Draft)));
    private static readonly Lazy<RenderedPages> Letter = new(() => new(SampleReport.Letter));

    [Fact]
    public void Every_page_is_A4_and_its_text_keeps_to_the_margins()
    {
        Assert.All(Plan.Value.Pages, page =>
        {
            Near(210, page.Width);
            Near(297, page.Height);
            var text = page.Lines.Where(line => line.Baseline > Top).ToList();
            Assert.InRange(text.Min(line => line.Left), LeftMargin - 1, LeftMargin + 13.7);
            Assert.True(text.Max(line => line.Right) <= RightEdge + 1);
            Assert.True(text.Max(line => line.Baseline) <= Bottom + 1);
        });
        Near(LeftMargin, Plan.Value.Pages[1].Lines.Min(line => line.Left));
        Near(RightEdge, Plan.Value.Pages[1].Lines.Max(line => line.Right));
    }

    [Fact]
    public void The_letterhead_stands_in_two_columns_and_the_title_in_the_middle()
    {
        var page = Plan.Value.Pages[0];
        Stands(page.Line("ỦY BAN NHÂN DÂN"), LeftColumn, smallest: 12, largest: 13);
        Stands(page.Line("TỈNH MẪU"), LeftColumn, smallest: 12, largest: 13);
        Stands(page.Line("Số: 3649/KH-UBND"), LeftColumn, smallest: 13, largest: 13);
        Stands(page.Line(Letterhead.Nation), RightColumn, smallest: 12, largest: 13);
        Stands(page.Line(Letterhead.Motto), RightColumn, smallest: 13, largest: 14);
        Stands(page.Line("Mẫu, ngày 05 tháng 9 năm 2026"), RightColumn, smallest: 13, largest: 14);
        Stands(page.Line("KẾ HOẠCH"), Middle, smallest: 13, largest: 14);
        Stands(page.Line("Tổ chức Tuần lễ"), Middle, smallest: 13, largest: 14);
        Near(page.Line(Letterhead.Nation).Baseline, page.Line("ỦY BAN NHÂN DÂN").Baseline);
        Near(page.Line("Số:").Baseline, page.Line("Mẫu, ngày").Baseline);
    }

    [Fact]
    public void The_subject_of_a_letter_stands_under_its_number()
    {
        var page = Letter.Value.Pages[0];
        Stands(page.Line("V/v hướng dẫn"), LeftColumn, smallest: 12, largest: 13);
        Assert.True(page.Line("V/v hướng dẫn").Baseline > page.Line("Số:").Baseline);
        Stands(page.Line("Kính gửi:"), Middle, smallest: 13, largest: 14);
        Stands(page.Line("ỦY BAN NHÂN DÂN TỈNH MẪU"), LeftColumn, smallest: 12, largest: 13);
    }

    // Words enough for a second page.
    private static readonly DraftSection[] Long = [.. Enumerable.Repeat(SampleDrafts.Letter.Sections[0], 30)];

    public static TheoryData<string> Others => ["ward", "letter", "guidance", "school"];

    [Theory]
    [MemberData(nameof(Others))]
    public void Documents_of_other_kinds_and_issuers_stand_in_the_same_places(string which)
    {
        var draft = which switch
        {
            "letter" => SampleDrafts.Letter with { Sections = Long },
            "guidance" => SampleDrafts.Guidance with { Sections = Long },
            // A name that takes three lines, under the committee that it answers to.
            "school" => SampleDrafts.Plan with { ParentBody = "Ủy ban nhân dân phường Mẫu", Issuer = "Trường Phổ thông dân tộc bán trú Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai số 2", Notation = "KH-THTHCS" },
            _ => SampleDrafts.Plan,
        };
        var pages = new RenderedPages(PlanWriter.Write(draft)).Pages;
        var (head, number) = (pages[0], pages[0].Line("Số:"));
        Stands(number, LeftColumn, smallest: 13, largest: 13);
        Stands(head.Line(Letterhead.Nation), RightColumn, smallest: 12, largest: 13);
        Stands(head.Line(Letterhead.Motto), RightColumn, smallest: 13, largest: 14);
        var issuer = head.Lines.Where(line => line.Baseline < number.Baseline && line.Right < Middle).ToList();
        Assert.True(issuer.Count >= (which == "school" ? 3 : 1));
        Assert.All(issuer, line => Stands(line, LeftColumn, smallest: 12, largest: 13));
        Assert.All(pages, page =>
        {
            var text = page.Lines.Where(line => line.Baseline > Top).ToList();
            Assert.InRange(text.Min(line => line.Left), LeftMargin - 1, LeftMargin + 13.7);
            Assert.True(text.Max(line => line.Right) <= RightEdge + 1);
            Assert.True(text.Max(line => line.Baseline) <= Bottom + 1);
        });
        Assert.DoesNotContain(head.Lines, line => line.Baseline < Top);
        Assert.True(pages.Count > 1);
        if (pages[1].Lines.All(line => !line.Text.StartsWith("Phụ lục", StringComparison.Ordinal))) Stands(Assert.Single(pages[1].Lines, line => line.Baseline < Top), Middle, smallest: 13, largest: 14);
    }

    [Fact]
    public void Rules_are_as_wide_as_the_decree_says()
    {
        var page = Plan.Value.Pages[0];
        var rules = Plan.Value.Rules(page: 1);
        Assert.Equal(3, rules.Count);
        Share(rules.MinBy(rule => rule.From), page.Line("TỈNH MẪU"), least: 1 / 3.0, most: 1 / 2.0, page.Line("ỦY BAN NHÂN DÂN").Width);
        Share(rules.MaxBy(rule => rule.From), page.Line(Letterhead.Motto), least: 1, most: 1);
        Share(rules[2], page.Line("Tổ chức Tuần lễ"), least: 1 / 3.0, most: 1 / 2.0);
    }

    [Fact]
    public void Paragraphs_are_indented_justified_and_apart()
    {
        var lines = Plan.Value.Pages[1].Lines.Where(line => line.Baseline > Top).ToList();
        var first = lines.Index().First(line => line.Item.Text.StartsWith("- Các hoạt động", StringComparison.Ordinal)).Index;
        Near(LeftMargin + 12.7, lines[first].Left);
        Near(LeftMargin, lines[first + 1].Left);
        Near(RightEdge, lines[first].Right);
        var pitch = Points(lines[first + 1].Baseline - lines[first].Baseline);
        Assert.InRange(pitch, 14 * 1.15, 14 * 1.15 * 1.5);
        Assert.InRange(Points(lines[first + 3].Baseline - lines[first + 2].Baseline) - pitch, 5.5, 6.5);
        Assert.All(lines, line => Assert.InRange(line.Size, 12.5, 14.5));
    }

    [Fact]
    public void Pages_are_numbered_at_the_top_from_the_second_and_annexes_apart()
    {
        var annexes = Plan.Value.Pages.Index().Where(page => page.Item.Lines.Any(line => line.Text.StartsWith("Phụ lục ", StringComparison.Ordinal))).Select(page => page.Index).Append(Plan.Value.Pages.Count).ToList();
        Assert.Equal(5, annexes.Count);
        foreach (var (begin, end) in annexes.Prepend(0).Zip(annexes))
        {
            Assert.DoesNotContain(Plan.Value.Pages[begin].Lines, line => line.Baseline < Top);
            for (var place = begin + 1; place < end; place++)
            {
                var number = Assert.Single(Plan.Value.Pages[place].Lines, line => line.Baseline < Top);
                Assert.Equal($"{place - begin + 1}", number.Text);
                Stands(number, Middle, smallest: 13, largest: 14);
            }
        }
    }

    [Fact]
    public void The_signature_stands_at_the_right_level_with_the_recipients()
    {
        var page = Plan.Value.Pages.First(page => page.Lines.Any(line => line.Text == "Nơi nhận:"));
        var (to, authority) = (page.Line("Nơi nhận:"), page.Line("TM. ỦY BAN NHÂN DÂN"));
        Near(LeftMargin, to.Left);
        Near(authority.Baseline, to.Baseline);
        Assert.InRange(to.Size, 11.5, 12.5);
        Assert.InRange(page.Line("- Lưu: VT").Size, 10.5, 11.5);
        foreach (var line in new[] { "TM. ỦY BAN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu" })
            Stands(page.Line(line), authority.Centre, smallest: 13, largest: 14);
        Assert.InRange(page.Line("Nguyễn Văn Mẫu").Baseline - page.Line("PHÓ CHỦ TỊCH").Baseline, 25, 45);
        Assert.Contains(page.Lines, line => line.Text.EndsWith("thực hiện./.", StringComparison.Ordinal));
    }

    [Fact]
    public void An_annex_is_headed_in_the_middle()
    {
        var page = Plan.Value.Pages.First(page => page.Lines.Any(line => line.Text == "Phụ lục I"));
        Stands(page.Line("Phụ lục I"), Middle, smallest: 14, largest: 14);
        Stands(page.Line("KHẨU HIỆU"), Middle, smallest: 13, largest: 14);
        Stands(page.Line("(Kèm theo Kế hoạch số 3649/KH-UBND"), Middle, smallest: 13, largest: 14);
    }

    [Fact]
    public void Fonts_have_the_widths_of_Times_New_Roman_and_are_embedded()
    {
        var fonts = Plan.Value.Fonts.Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.NotEmpty(fonts);
        Assert.All(fonts, font =>
        {
            Assert.Matches("LiberationSerif|TimesNewRoman", font);
            Assert.Contains(" yes yes ", font, StringComparison.Ordinal);
        });
    }

    private static void Share((double From, double To, double At) rule, PrintedLine text, double least, double most, double? widest = null)
    {
        Near(text.Centre, (rule.From + rule.To) / 2);
        Assert.InRange(rule.To - rule.From, (widest ?? text.Width) * least - 1, (widest ?? text.Width) * most + 1);
        Assert.InRange(rule.At - text.Baseline, 0.5, 6);
    }
}
