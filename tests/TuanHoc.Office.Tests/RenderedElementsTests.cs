using TuanHoc.Core.Tests.Plans.Writing;
using TuanHoc.Documents;
using TuanHoc.Plans.Writing;
using static TuanHoc.Office.Tests.Measured;

namespace TuanHoc.Office.Tests;

/// <summary>The rows of the table of Decree 30/2020/NĐ-CP, Appendix I, that hold for what stands below the letterhead: where each is printed, how large, and in which letters.</summary>
public sealed class RenderedElementsTests
{
    private static readonly Lazy<RenderedPages> Plan = new(() => new(PlanWriter.Write(LongPlan.Draft)));
    private static readonly Lazy<RenderedPages> Letter = new(() => new(PlanWriter.Write(SampleDrafts.Letter)));

    // Of the plan alone: from its first page to that of the signature.
    private static List<PrintedPage> OwnPages => [.. Plan.Value.Pages.TakeWhile(page => !page.Lines.Any(line => line.Text.StartsWith("Phụ lục I", StringComparison.Ordinal)))];

    private static List<PrintedLine> TextOf(PrintedPage page) => [.. page.Lines.Where(line => line.Baseline > Top)];

    [Fact]
    public void Text_begins_and_ends_at_the_margins_above_and_below()
    {
        foreach (var page in OwnPages)
        {
            Near(Top, Above(TextOf(page)[0]));
            Assert.True(page.Lines.Max(Below) <= Bottom + 1);
        }
        // A full page goes down to the margin, but for a line that no longer fits and what stands apart.
        Assert.All(OwnPages.SkipLast(1), page => Assert.InRange(Below(TextOf(page)[^1]), Bottom - 22, Bottom + 1));
        Assert.Contains(OwnPages, page => Below(TextOf(page)[^1]) > Bottom - 8);
    }

    [Fact]
    public void Bases_are_paragraphs_in_italics()
    {
        var page = Plan.Value.Pages[0];
        var bases = page.Lines.Where(line => line.Text.StartsWith("Căn cứ ", StringComparison.Ordinal)).ToList();
        Assert.Equal(LongPlan.Draft.Bases.Count, bases.Count);
        Assert.All(bases, basis =>
        {
            Near(Indented, basis.Left);
            Sized(basis, 13, 14);
        });
        Assert.Equal((false, true), Plan.Value.Style("Căn cứ Quyết định"));
        Assert.True(bases[0].Baseline > page.Line("Tổ chức Tuần lễ").Baseline + 6);
    }

    [Theory]
    [InlineData("I. MỤC ĐÍCH, YÊU CẦU", true)]
    [InlineData("1. Mục đích", true)]
    [InlineData("a) Tại các cơ sở giáo dục", false)]
    [InlineData("1. Giao Sở Giáo dục", true)]
    [InlineData("- Nâng cao nhận thức", false)]
    [InlineData("+ Mỗi lớp có ít nhất", false)]
    public void Headings_points_and_bullets_begin_at_the_indent(string begins, bool bold)
    {
        var line = OwnPages.SelectMany(page => page.Lines).First(line => line.Text.StartsWith(begins, StringComparison.Ordinal));
        Near(Indented, line.Left);
        Sized(line, 13, 14);
        Assert.Equal((bold, false), Plan.Value.Style(begins));
    }

    [Fact]
    public void Every_line_of_the_text_is_as_large_as_the_decree_says_and_as_far_from_the_next()
    {
        var (tight, apart) = (0, 0);
        foreach (var lines in OwnPages.SkipLast(1).Skip(1).Select(TextOf))
        {
            var body = lines.TakeWhile(line => line.Text != "TT" && !line.Text.StartsWith("TT ", StringComparison.Ordinal)).ToList();
            Assert.All(body, line => Sized(line, 13, 14));
            foreach (var (line, next) in body.Zip(body.Skip(1)).Where(pair => pair.Second.Baseline - pair.First.Baseline > 1))
            {
                var pitch = Points(next.Baseline - line.Baseline);
                // A line that begins at the indent begins a paragraph: at least 6 points further down.
                var begins = next.Left > LeftMargin + 6;
                if (begins) apart++;
                else tight++;
                Assert.InRange(pitch, 14 * 1.15 + (begins ? 5.5 : -0.5), 14 * 1.15 * 1.5 + (begins ? 12.5 : 0.5));
            }
        }
        Assert.True(tight > 50 && apart > 50);
    }

    [Fact]
    public void Every_paragraph_is_justified_but_for_its_last_line()
    {
        foreach (var lines in OwnPages.SkipLast(1).Skip(1).Select(TextOf))
        {
            var body = lines.TakeWhile(line => line.Text != "TT" && !line.Text.StartsWith("TT ", StringComparison.Ordinal)).ToList();
            foreach (var (line, next) in body.Zip(body.Skip(1)))
                if (next.Left < LeftMargin + 1) Near(RightEdge, line.Right);
        }
    }

    [Fact]
    public void A_letter_is_addressed_in_lines_below_one_another()
    {
        var page = Letter.Value.Pages[0];
        var to = page.Line("Kính gửi:");
        Sized(to, 13, 14);
        var addressees = SampleDrafts.Letter.Addressees.Select(addressee => page.Line($"- {addressee}")).ToList();
        Assert.All(addressees, line =>
        {
            Sized(line, 13, 14);
            Near(LeftMargin + 45, line.Left);
        });
        Assert.True(to.Baseline < addressees[0].Baseline && to.Baseline > page.Line("V/v").Baseline);
        Assert.Equal((false, false), Letter.Value.Style("Kính gửi"));
    }

    [Fact]
    public void Signature_and_recipients_stand_side_by_side_under_the_text()
    {
        var page = OwnPages[^1];
        var to = page.Line("Nơi nhận:");
        var signed = page.Lines.Where(line => line.Baseline > to.Baseline - 1 && line.Left > Middle).ToList();
        Assert.Equal(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu"], signed.Select(line => line.Text));
        Assert.All(signed, line => Stands(line, SignatureColumn, smallest: 13, largest: 14));
        Assert.All(signed, line => Assert.Equal((true, false), Plan.Value.Style(line.Text)));
        Near(LeftMargin, to.Left);
        Sized(to, 12, 12);
        Assert.Equal((true, true), Plan.Value.Style("Nơi nhận"));
        var recipients = page.Lines.Where(line => line.Baseline > to.Baseline + 1 && line.Left < Middle).ToList();
        Assert.True(recipients.Count >= LongPlan.Draft.Recipients.Count);
        Assert.All(recipients, line =>
        {
            Sized(line, 11, 11);
            Near(LeftMargin, line.Left);
            Assert.True(line.Right < SignatureColumn - 40, line.Text);
        });
        Assert.Equal((false, false), Plan.Value.Style("- Lưu: VT"));
        Assert.EndsWith("thực hiện./.", TextOf(page).Last(line => line.Baseline < to.Baseline - 1).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_numbers_stand_in_the_middle_of_the_upper_margin()
    {
        var numbers = Plan.Value.Pages.SelectMany(page => page.Lines.Where(line => line.Baseline < Top)).ToList();
        Assert.True(numbers.Count > 5);
        Assert.All(numbers, number =>
        {
            Stands(number, Middle, smallest: 13, largest: 14);
            Assert.True(Above(number) > 9 && Below(number) < Top, number.Text);
        });
    }

    [Fact]
    public void An_annex_begins_at_the_upper_margin_of_a_page_of_its_own()
    {
        foreach (var annex in new[] { "I", "II", "III", "IV" })
        {
            var lines = TextOf(Plan.Value.Pages.Single(page => page.Lines.Any(line => line.Text == $"Phụ lục {annex}")));
            Assert.Equal($"Phụ lục {annex}", lines[0].Text);
            Near(Top, Above(lines[0]));
            foreach (var line in lines.Take(3)) Stands(line, Middle, smallest: 13, largest: 14);
            Assert.Equal((true, false), Plan.Value.Style(lines[0].Text));
            Assert.Equal((true, false), Plan.Value.Style(lines[1].Text));
            Assert.Equal((false, true), Plan.Value.Style("(Kèm theo"));
        }
    }

    [Theory]
    [InlineData("CỘNG HÒA", true, false)]
    [InlineData("Độc lập", true, false)]
    [InlineData("ỦY BAN NHÂN DÂN", true, false)]
    [InlineData("Số:", false, false)]
    [InlineData("Mẫu, ngày", false, true)]
    [InlineData("KẾ HOẠCH", true, false)]
    [InlineData("Tổ chức Tuần lễ", true, false)]
    [InlineData("Ủy ban nhân dân tỉnh Mẫu ban hành", false, false)]
    public void The_head_is_set_in_the_letters_of_the_decree(string begins, bool bold, bool italic) => Assert.Equal((bold, italic), Plan.Value.Style(begins));

    [Fact]
    public void The_body_above_is_upright_and_the_issuer_bold()
    {
        Assert.Equal((false, false), Letter.Value.Style("ỦY BAN NHÂN DÂN TỈNH MẪU"));
        Assert.Equal((true, false), Letter.Value.Style("SỞ GIÁO DỤC VÀ ĐÀO TẠO"));
    }
}
