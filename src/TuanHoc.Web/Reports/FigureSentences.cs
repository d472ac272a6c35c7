using TuanHoc.Documents;
using TuanHoc.Statistics;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Reports;

/// <summary>What figures say in a report's words: one sentence for each kind of activity that took place. Words of a document, Vietnamese whatever the language of the page.</summary>
public static class FigureSentences
{
    /// <param name="form">The form of the figures.</param>
    /// <param name="figures">One a column; blank and "nothing occurred" as 0.</param>
    public static IReadOnlyList<string> Of(StatisticsForm form, IReadOnlyList<long> figures)
    {
        string?[] sentences =
        [
            Sentence("{0} lớp bồi dưỡng, tập huấn{1}", "classes", Measure.Sessions, "classes", Measure.People, " với {0} lượt người học"),
            Sentence("{0} tin, bài, cuộc tuyên truyền", "news", Measure.Amount),
            Sentence("{0} ấn phẩm thông tin", "publications", Measure.Amount),
            Sentence("{0} quyển sách tặng trường học, thư viện", "book_drive.books", Measure.Amount),
            Sentence("{0} cuộc thi, tọa đàm, triển lãm về học tập suốt đời", "contests", Measure.Sessions),
            Sentence("{0} cuộc văn nghệ, thể thao, tham quan, sinh hoạt chuyên đề{1}", "culture", Measure.Sessions, "culture", Measure.People, " với {0} lượt người tham gia"),
            Sentence("{0} trường, trung tâm tổ chức lễ khai mạc", "openings.schools", Measure.Amount),
            Sentence("{0} hội thảo, sinh hoạt chuyên đề", "seminars", Measure.Sessions),
            Sentence("Khen thưởng {0} tập thể{1}", "awards.collectives", Measure.Amount, "awards.individuals", Measure.People, ", {0} cá nhân"),
            Sentence("Kinh phí từ ngân sách nhà nước: {0} đồng{1}", "funding.state_budget", Measure.Amount, "funding.other_sources", Measure.Amount, "; từ nguồn khác: {0} đồng"),
        ];
        return [.. sentences.OfType<string>().Select(sentence => sentence + ".")];

        string? Sentence(string words, string row, Measure measure, string? alsoRow = null, Measure also = default, string? alsoWords = null)
        {
            var (sum, second) = (Sum(row, measure), alsoRow is null ? 0 : Sum(alsoRow, also));
            return sum == 0 ? null : string.Format(Vn.Culture, words, VietnameseNumber.Whole(sum), second == 0 ? "" : string.Format(Vn.Culture, alsoWords!, VietnameseNumber.Whole(second)));
        }

        long Sum(string row, Measure measure) => form.Counting(row, measure).Sum(column => figures[column.Index]);
    }
}
