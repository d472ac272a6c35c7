using System.Text.RegularExpressions;
using TuanHoc.Plans.Reading;
using TuanHoc.Text;

namespace TuanHoc.Plans;

/// <summary>
/// Reads a plan for the Lifelong Learning Week from its plain text (Decree 30 layout), as typed, scanned or taken out of a file.
/// Deterministic and pure; the work grows with the length of the text alone.
/// </summary>
public static partial class PlanReader
{
    // A plan has some tens of words at least; less is a heading or a note.
    private const int FewestLetters = 200;

    // The name of a type stands near the top.
    private const int MostLinesOfHead = 60;

    private const string ReadByMachine = "Văn bản là bản chụp, chữ do máy nhận dạng nên có thể sai: hãy đối chiếu mọi dữ kiện với bản gốc.";

    /// <summary>What the text states, each fact with its place. Of a text that is no plan little or nothing is found.</summary>
    /// <param name="text">The text as read.</param>
    /// <param name="byMachine">The letters were recognised in a picture: the whole is doubtful.</param>
    public static Plan Read(string text, bool byMachine = false)
    {
        var plan = new PlanText(text);
        var header = HeaderReader.Read(plan);
        var days = new MeantDays(header.Year?.Value, header.IssuedOn?.Value);
        var period = PeriodReader.Read(plan, days);
        var assignments = AssignmentReader.Read(plan, days);
        var read = new Plan(
            header,
            ThemeReader.Read(plan),
            period,
            BasisReader.Read(plan, header.Number?.Value),
            CeremonyReader.Read(plan, days, header.IssuerLevel?.Value, period),
            OutlineReader.Read(plan),
            assignments,
            DeadlineReader.Read(plan, days, assignments),
            ActivityReader.Read(plan),
            RecipientReader.Read(plan),
            SignatureReader.Read(plan),
            AnnexReader.Slogans(plan),
            AnnexReader.Annexes(plan),
            StatisticsReader.Read(plan),
            [])
        {
            Frame = FrameReader.Read(plan, days, period),
            Counts = CountReader.Read(plan),
            Doubts = [.. byMachine ? [new Told<string>(ReadByMachine, default)] : Array.Empty<Told<string>>(), .. ImpossibleDays.In(plan)],
        };
        return read with { Missing = [.. WhatIsMissing(read)] };
    }

    /// <summary>Why the text is no plan for the Week, as a sentence for the user; null when it looks like one.</summary>
    public static Sentence? WhyNotPlan(string text)
    {
        var clean = CleanText.Of(text);
        var letters = clean.Text.Count(char.IsLetter);
        var strange = clean.Text.Count(letter => letter == '\uFFFD' || (char.IsControl(letter) && letter is not ('\n' or '\t')));
        return clean switch
        {
            _ when string.IsNullOrWhiteSpace(clean.Text) => new("Tệp không có chữ nào. Nếu là bản chụp, hãy nhận dạng chữ (OCR) trước."),
            _ when strange * 20 > clean.Length => new("Tệp không phải văn bản đọc được. Hãy chọn tệp .docx, .pdf có chữ hoặc .txt."),
            _ when !Week().IsMatch(clean.Key) => new("Văn bản không nhắc đến Tuần lễ hưởng ứng học tập suốt đời."),
            _ when letters < FewestLetters => new("Văn bản quá ngắn để là một kế hoạch."),
            _ when new PlanText(text).Type is null => Line.Of(clean).Take(MostLinesOfHead).Where(line => line.IsUpper).Select(line => OtherType().Match(line.Key)).FirstOrDefault(name => name.Success) is { } other
                ? new("Văn bản có tên loại là {0}, không phải kế hoạch.", new Sentence(OtherTypes[other.Groups["type"].Value]))
                : new("Đầu văn bản không có dòng tên loại KẾ HOẠCH hay HƯỚNG DẪN, cũng không có “Kính gửi” của công văn."),
            _ => null,
        };
    }

    private static readonly Dictionary<string, string> OtherTypes = new(StringComparer.Ordinal)
    {
        ["bao cao"] = "báo cáo",
        ["quyet dinh"] = "quyết định",
        ["thong bao"] = "thông báo",
        ["to trinh"] = "tờ trình",
        ["bien ban"] = "biên bản",
        ["giay moi"] = "giấy mời",
        ["hoa don"] = "hóa đơn",
    };

    internal static IEnumerable<string> WhatIsMissing(Plan plan)
    {
        // A letter or guidance says what it has to say; a plan says all of it.
        var isPlan = plan.Header.Type is null or { Value: Writing.DocumentType.Plan };
        var sentences = new (bool Missing, string Sentence)[]
        {
            (plan.Header.Issuer is null, "Không tìm thấy cơ quan ban hành."),
            (plan.Header.Number is null, "Không tìm thấy số, ký hiệu."),
            (plan.Header.IssuedOn is null, "Không tìm thấy ngày ban hành."),
            (plan.Header.Title is null, "Không tìm thấy trích yếu."),
            (plan.Header.Year is null, "Không tìm thấy năm của Tuần lễ."),
            (isPlan && plan.Theme is null, "Không tìm thấy chủ đề."),
            (isPlan && plan.Period is null, "Không tìm thấy ngày bắt đầu và kết thúc Tuần lễ."),
            (isPlan && plan.LegalBases.Count == 0, "Không tìm thấy căn cứ có số, ký hiệu."),
            (isPlan && plan.OpeningCeremonies.Count == 0, "Không tìm thấy lễ khai mạc."),
            (isPlan && plan.Activities.Count == 0, "Không tìm thấy hoạt động nào."),
            (isPlan && plan.Assignments.Count == 0, "Không tìm thấy phần phân công nhiệm vụ."),
            (isPlan && plan.Deadlines.Count == 0, "Không tìm thấy hạn gửi báo cáo."),
            (plan.Recipients.Count == 0, "Không tìm thấy Nơi nhận."),
            (plan.Signature?.Name is null, "Không tìm thấy người ký."),
            (plan.Signature is { Name: not null, Position: null }, "Không tìm thấy chức vụ của người ký."),
            (isPlan && plan.StatisticsRows.Count == 0, "Không tìm thấy biểu số liệu kèm theo."),
        };
        return sentences.Where(pair => pair.Missing).Select(pair => pair.Sentence);
    }

    [GeneratedRegex(@"hoc\s+tap\s+suot\s+doi", Patterns.Bounded)]
    private static partial Regex Week();

    [GeneratedRegex(@"^(?<type>bao cao|quyet dinh|thong bao|to trinh|bien ban|giay moi|hoa don)\b", Patterns.Bounded)]
    private static partial Regex OtherType();
}
