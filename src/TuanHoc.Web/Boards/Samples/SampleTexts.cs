using TuanHoc.Statistics;
using TuanHoc.Units;

namespace TuanHoc.Web.Boards.Samples;

/// <summary>What people of the sample province write in words: notes, a short narrative, reasons for sending back.</summary>
static class SampleTexts
{
    static readonly (string Row, string[] Notes)[] NotesByRow =
    [
        ("classes.life_skills", ["Phòng tránh đuối nước, an toàn giao thông.", "Kỹ năng dùng mạng an toàn cho khối cuối cấp.", "Lồng ghép tiết sinh hoạt dưới cờ."]),
        ("classes.literacy_and_continuing", ["Lớp buổi tối tại nhà văn hóa bản.", "Phối hợp với đồn biên phòng."]),
        ("classes.rural_vocational", ["Kỹ thuật trồng và chăm sóc chè.", "Chăn nuôi lợn bản địa, phòng dịch."]),
        ("news", ["Trang thông tin điện tử và loa truyền thanh.", "Đăng trên trang của đơn vị."]),
        ("book_drive.books", ["Truyện thiếu nhi, sách giáo khoa đã qua sử dụng.", "Tặng tủ sách lớp học ở điểm trường."]),
        ("contests.book_art", ["Thi kể chuyện theo sách.", "Thi vẽ tranh theo sách, hai khối lớp.", "Xếp sách nghệ thuật chủ đề biển đảo."]),
        ("culture.arts", ["Giao lưu hát dân ca, múa xòe.", "Văn nghệ chào mừng lễ khai mạc."]),
        ("funding.other_sources", ["Cha mẹ học sinh và nhà hảo tâm ủng hộ.", "Hội Khuyến học hỗ trợ."]),
    ];

    static readonly string[] Others = ["Xây dựng góc đọc sách ngoài trời.", "Trao 10 suất quà cho học sinh vượt khó.", "Ra mắt mô hình “Gia đình học tập” tại hai bản."];

    static readonly string[] Leadership =
    [
        "Đơn vị đã ban hành kế hoạch, phân công từng bộ phận và kiểm tra việc thực hiện trong tuần.", "Đã phổ biến kế hoạch của tỉnh đến toàn thể cán bộ, giáo viên, học sinh; phân công người theo dõi, báo cáo.",
        "Ban chỉ đạo họp hai lần, giao nhiệm vụ cụ thể cho các thành viên.",
    ];

    static readonly string[] Activities =
    [
        "Tổ chức lễ hưởng ứng, treo băng rôn, phát động phong trào đọc sách; mở các lớp theo biểu số liệu.", "Tổ chức ngày hội đọc sách, thi kể chuyện theo sách, sinh hoạt chuyên đề về tự học.",
        "Mở lớp kỹ năng số, lớp phổ biến kiến thức cho người dân; giao lưu văn nghệ, thể thao.",
    ];

    static readonly string[] Weaknesses = ["Một số điểm trường ở xa, đường đi khó nên chưa tổ chức được đầy đủ.", "Kinh phí còn hạn chế; sách mới cho thư viện còn ít.", "Việc ghi chép số liệu ở vài bộ phận chưa kịp thời."];

    static readonly string[] Proposals = ["Hỗ trợ thêm sách cho tủ sách lớp học vùng khó khăn.", "Tập huấn thêm về chuyển đổi số cho người dạy ở trung tâm học tập cộng đồng."];

    static readonly string[] Reasons =
    [
        "Lượt người ở dòng 6.2 lớn hơn nhiều so với số học sinh của trường: kiểm tra lại và giải thích ở cột Ghi chú.", "Dòng 4.3 có số sách nhưng chưa ghi số tập thể, cá nhân tặng: bổ sung.",
        "Kinh phí ở dòng 10.1 chưa khớp với quyết toán đã gửi: rà lại.", "Phần đánh giá chung còn quá ngắn: nêu rõ hạn chế và nguyên nhân.", "Chưa ghi số lớp tập huấn giáo viên đã mở ngày 03/10: bổ sung dòng 1.8.",
    ];

    public static string Reason(SampleRandom random) => random.Pick(Reasons);

    public static Dictionary<string, string> Notes(StatisticsForm form, ReadOnlySpan<long?> figures, SampleRandom random)
    {
        var notes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (row, texts) in NotesByRow)
            if (figures[form.Row(row).Columns[0].Index] > 0 && random.Chance(.35)) notes[row] = random.Pick(texts);
        if (random.Chance(.2)) notes["other"] = random.Pick(Others);
        return notes;
    }

    public static Dictionary<string, string> Narrative(UnitKind kind, SampleRandom random)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["leadership"] = random.Pick(Leadership), ["activities"] = random.Pick(Activities) };
        if (kind is UnitKind.Commune || random.Chance(.4)) texts["results"] = "Tuần lễ được đông đảo người học hưởng ứng; số liệu chi tiết theo biểu kèm theo.";
        if (random.Chance(.5)) texts["weaknesses"] = random.Pick(Weaknesses);
        if (random.Chance(.25)) texts["proposals.committee"] = random.Pick(Proposals);
        return texts;
    }
}
