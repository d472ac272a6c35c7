using TuanHoc.Statistics;

namespace TuanHoc.Core.Tests.Statistics.Editing;

/// <summary>The next form, made row by row: whatever is done to a draft, it stays a form, and what it says of the former one is what years are compared by.</summary>
// A form that is learnt is the newest one for whoever writes an annex at that moment.
[Collection("The newest form of the process")]
public sealed class FormEditsTests
{
    static readonly StatisticsForm Former = StatisticsForm.Load("2024");

    static FormDefinition Draft => Former.Definition.Next("2099_thu");

    static DefinedRow New(string key, string parent = "classes", int group = 1) =>
        new(key, group, "Kỹ năng số cho người dân", "1.13", parent, Unit: "Lớp/người", Columns: [new(Measure.Sessions, "Số lớp", AddingUp.Sum), new(Measure.People, "Lượt người", AddingUp.Sum)]);

    static string? Fault(FormDefinition form) => FormFaults.Of(form, Former) is [var first, ..] ? first.Sentence.ToString() : null;

    [Fact]
    public void The_next_form_begins_as_the_former_one_and_asks_the_same()
    {
        Assert.Empty(FormFaults.Of(Draft, Former));
        Assert.All(Draft.LinksFrom(Former), link => Assert.Equal((RowRelation.Same, false, link.From), (link.Relation, link.Break, link.To)));
        Assert.Equal(Former.Columns.Select(column => (column.Row.Key, column.Measure)), StatisticsForm.Of(Draft).Columns.Select(column => (column.Row.Key, column.Measure)));
        Assert.Equal(Draft.ToJson(), FormDefinition.Parse(Draft.ToJson()).ToJson());
    }

    [Fact]
    public void A_row_more_is_added_to_the_sum_above_and_is_new()
    {
        var form = StatisticsForm.Of(FormEdits.Put(Draft, new(New("classes.digital"), SumChoice.None, null, [], null, []), below: "classes.clc_staff"));
        Assert.Equal("classes.digital", form.Rows[form.Rows.ToList().FindIndex(row => row.Key == "classes.clc_staff") + 1].Key);
        var figures = new long?[form.Columns.Count];
        (figures[form.Column("classes.professional", Measure.Sessions)!.Index], figures[form.Column("classes.digital", Measure.Sessions)!.Index]) = (2, 3);
        form.Derive(figures);
        Assert.Equal(5, figures[form.Column("classes", Measure.Sessions)!.Index]);
    }

    [Fact]
    public void What_follows_from_the_rows_is_told_of_the_former_form()
    {
        var news = Draft.Row("news")!;
        var renamed = FormEdits.Put(Draft, RowEdit.Of(Draft, news) with { Row = news with { Label = "Số tin, bài, phóng sự" } }, null);
        var gone = FormEdits.Without(renamed, "publications");
        Assert.Equal(RowRelation.Renamed, gone.LinksFrom(Former).Single(link => link.From == "news").Relation);
        Assert.Equal((RowRelation.Dropped, null), gone.LinksFrom(Former).Where(link => link.From == "publications").Select(link => (link.Relation, link.To)).Single());
        Assert.Empty(FormFaults.Of(gone, Former));
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "twice", "Khóa “news” đã có ở dòng khác." },
        { "no label", "Dòng 1.13 chưa có nội dung." },
        { "bad key", "Khóa “Lớp Mới” chỉ gồm" },
        { "under itself", "phải đứng sau và cùng nhóm" },
        { "other group", "phải đứng sau và cùng nhóm" },
        { "sum of nothing", "bên dưới không có dòng nào để cộng" },
        { "sum of a sum", "tự cộng từ một dòng cũng tự cộng" },
        { "count of nobody", "chọn ít nhất một loại đơn vị" },
        { "words and figures", "trả lời bằng lời nên không có ô số" },
        { "changed without why", "không còn so được với mẫu 2024" },
        { "split of one", "không có dòng nào khác cùng tách" },
        { "joined of one", "ít nhất hai dòng cũ" },
        { "key used again", "Khóa “news” là của một dòng khác trong mẫu 2024" },
        { "no figures", "Biểu chưa có ô số nào." },
        { "no title", "Ghi tên biểu." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_is_refused_with_its_reason(string what, string why)
    {
        var (draft, row) = (Draft, New("classes.digital"));
        var news = draft.Row("news")!;
        FormDefinition Put(DefinedRow one, SumChoice sum = SumChoice.None) => FormEdits.Put(draft, new(one, sum, null, [], null, []), "classes.other");
        var form = what switch
        {
            "twice" => draft with { Rows = [.. draft.Rows, news with { Group = 99 }] },
            "no label" => Put(row with { Label = " " }),
            "bad key" => Put(row with { Key = "Lớp Mới" }),
            "under itself" => Put(row with { Parent = "classes.digital" }),
            "other group" => Put(row with { Parent = "news" }),
            "sum of nothing" => FormEdits.Put(draft, new(New("awards.more", "awards", 9), SumChoice.Computed, null, [], null, []), "awards.individuals"),
            "sum of a sum" => FormEdits.Put(Put(row with { Key = "classes.other_part", Parent = "classes.other" }), RowEdit.Of(draft, draft.Row("classes.other")!) with { Sum = SumChoice.Computed }, null),
            "count of nobody" => Put(row with { Columns = [new(Measure.Sessions, "Số lớp", AddingUp.Count)] }),
            "words and figures" => Put(row with { Text = true }),
            "changed without why" => FormEdits.Put(draft, RowEdit.Of(draft, news) with { Relation = RowRelation.Widened }, null),
            "split of one" => FormEdits.Put(draft, new(news, SumChoice.None, RowRelation.Split, ["news"], "Tách.", []), null),
            "joined of one" => FormEdits.Put(draft, new(news, SumChoice.None, RowRelation.Joined, ["news"], "Gộp.", []), null),
            "key used again" => FormEdits.Put(draft, new(news, SumChoice.None, null, [], null, []), null),
            "no figures" => draft with { Rows = [.. draft.Rows.Select(one => one with { Columns = null })], Sums = [], Activities = [] },
            _ => draft with { Title = "" },
        };
        Assert.Contains(why, Fault(form), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_edited_the_draft_stays_a_form_and_figures_go_over_by_key()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var form = Draft;
            for (var step = 0; step < 12; step++)
            {
                var row = form.Rows[random.Next(form.Rows.Count)];
                var next = random.Next(6) switch
                {
                    0 => FormEdits.Moved(form, row.Key, random.Next(2) == 0),
                    1 => FormEdits.Without(form, row.Key),
                    2 => FormEdits.Put(form, new(New($"moi.d{seed}_{step}", row.Parent ?? row.Key, row.Group), SumChoice.None, null, [], null, []), row.Key),
                    3 => FormEdits.Put(form, RowEdit.Of(form, row) with { Row = row with { Label = row.Label + " (sửa)" } }, null),
                    4 => FormEdits.Put(form, RowEdit.Of(form, row) with { Relation = RowRelation.Changed, From = [row.Key], Why = "Đổi cách hỏi." }, null),
                    _ => FormEdits.Put(form, RowEdit.Of(form, row) with { Sum = (SumChoice)random.Next(4) }, null),
                };
                if (!FormFaults.Structure(next).Any()) form = next;
            }

            var made = StatisticsForm.Of(form);
            Assert.Equal(Enumerable.Range(0, made.Columns.Count), made.Columns.Select(column => column.Index));
            Assert.Equal(form.ToJson(), FormDefinition.Parse(form.ToJson()).ToJson());
            var links = form.LinksFrom(Former);
            Assert.Equal(Former.Rows.Select(one => one.Key).Order(StringComparer.Ordinal), links.Select(link => link.From).Distinct().Order(StringComparer.Ordinal));
            Assert.All(links.Where(link => link.To is null), link => Assert.Equal(RowRelation.Dropped, link.Relation));
            // A row that kept its key and its meaning is beside itself.
            Assert.All(links.Where(link => link.To is not null && !link.Break), link => Assert.Equal(link.From, link.To));
        }
    }

    [Fact]
    public void Years_are_compared_over_the_forms_between_and_one_break_on_the_way_is_a_break()
    {
        var news = Draft.Row("news")!;
        var second = FormEdits.Put(Draft with { Key = "2098_a" }, new(news, SumChoice.None, RowRelation.Narrowed, ["news"], "Chỉ tính báo của tỉnh.", []), null);
        var third = StatisticsForm.Of(second).Definition.Next("2098_b");
        third = FormEdits.Put(third, RowEdit.Of(third, third.Row("seminars")!) with { Row = third.Row("seminars")! with { Label = "Hội thảo" } }, null);
        StatisticsForm.Learn([second, third]);

        var mapping = FormMapping.Known("2021", "2098_b")!;
        Assert.Equal((true, "Chỉ tính báo của tỉnh."), Link("news", Measure.Amount));
        Assert.Equal((true, "Mẫu 2021 hỏi số sách đã huy động, mẫu 2024 hỏi số sách đã tặng."), Link("book_drive.books", Measure.Amount));
        Assert.Equal((false, null), Link("seminars", Measure.Sessions));
        Assert.Equal(Measure.Individuals, mapping.Before(mapping.To.Column("book_drive.donor_individuals", Measure.Amount)!)!.Value.Column.Measure);
        Assert.Null(FormMapping.Known("2098_b", "2021"));

        (bool, string?) Link(string row, Measure measure) => mapping.Before(mapping.To.Column(row, measure)!) is var (_, link) ? (link.Break, link.Why) : default;
    }
}
