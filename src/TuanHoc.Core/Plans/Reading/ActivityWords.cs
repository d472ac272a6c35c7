using static TuanHoc.Plans.ActivityCategory;

namespace TuanHoc.Plans.Reading;

/// <summary>The words by which activities are told apart; the earlier a word stands, the more it tells.</summary>
internal static class ActivityWords
{
    private const int Opening = 90;

    private static readonly (ActivityCategory Category, int Weight, string[] Words)[] Words =
    [
        (Ceremony, 12, ["le khai mac", "le phat dong", "le ra quan", "khai mac tuan le", "phat dong tuan le"]),
        (Exhibition, 9, ["trien lam", "trung bay"]),
        (Excursion, 9, ["tham quan", "da ngoai", "ve nguon", "trai nghiem tai", "bao tang, di tich"]),
        (Recognition, 9, ["vinh danh", "tuyen duong", "khen thuong", "bieu duong", "ton vinh", "trao hoc bong", "hoc bong", "cong nhan"]),
        (BookDonation, 9, ["quyen gop", "tang sach", "tu sach phu huynh", "ung ho sach", "gop sach", "trao tang", "dau tu thiet bi, tu sach"]),
        (DigitalSkills, 9, ["ky nang so", "ky nang tim kiem", "binh dan hoc vu so", "nang luc so", "tri tue nhan tao", "an toan tren khong gian mang", "an toan tren mang", "ung dung ai", "dich vu cong truc tuyen", "cong dan so", "to cong nghe so"]),
        (OpenResources, 9, ["hoc lieu mo", "tai nguyen giao duc mo", "tai lieu dien tu", "hoc lieu so", "tai nguyen dien tu", "hoc lieu dien tu", "tai nguyen so", "kho hoc lieu"]),
        (OnlineLearning, 8, ["khoa hoc truc tuyen", "hoc truc tuyen", "cong nghe so trong to chuc cac hoat dong day", "mooc", "lop hoc truc tuyen", "hoc tap truc tuyen", "day hoc truc tuyen", "nen tang truc tuyen"]),
        (Contest, 8, ["cuoc thi", "hoi thi", "thi tim hieu", "thi ve", "thi ke chuyen", "thi viet", "hoi thao the duc", "giai chay", "dau truong"]),
        (ActivityCategory.Reading, 7, ["hoi sach", "ngay hoi doc sach", "doc sach", "van hoa doc", "khuyen doc", "ke chuyen", "cau lac bo doc", "gioi thieu sach", "duong sach", "tiet doc", "cac tai lieu in"]),
        (Library, 7, ["thu vien", "tu sach"]),
        (Seminar, 7, ["hoi thao", "toa dam", "giai phap", "sinh hoat chuyen de", "dien dan", "noi chuyen chuyen de", "giao luu", "tham luan", "hoi nghi"]),
        (Class, 6, ["cac lop", "lop hoc", "tap huan", "boi duong", "lop xoa mu", "xoa mu chu", "day nghe", "dao tao nghe", "mo lop", "lop ky nang", "chuyen giao", "khoa hoc ngan han", "pho bien kien thuc", "hoc nghe"]),
        (Communication, 6, ["tuyen truyen", "truyen thong", "bang ron", "bang zon", "khau hieu", "pano", "xe loa", "loa truyen thanh", "dang tai", "dua tin", "tin bai", "tin, bai", "chuyen muc", "quang ba", "thong bao rong rai", "co phuong", "gioi thieu nhung mo hinh"]),
    ];

    /// <summary>The category the words tell, and whether one of them tells it plainly.</summary>
    public static (ActivityCategory Category, bool Sure) CategoryOf(string context, string text)
    {
        var best = Words.Select(entry => (entry.Category, Score: Score(entry, text) + (Score(entry, context) / 4))).MaxBy(found => found.Score);
        return best.Score == 0 ? (Other, false) : (best.Category, best.Score > 300);
    }

    private static int Score((ActivityCategory Category, int Weight, string[] Words) entry, string text)
    {
        var first = entry.Words.Select(word => text.IndexOf(word, StringComparison.Ordinal)).Where(index => index >= 0).DefaultIfEmpty(-1).Min();
        return first < 0 ? 0 : entry.Weight * 10_000 / (Opening + first);
    }
}
