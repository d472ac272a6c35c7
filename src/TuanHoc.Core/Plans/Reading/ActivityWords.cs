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
        (Excursion, 9, ["tham quan", "da ngoai", "ve nguon", "trai nghiem tai", "di tham", "khu di tich", "bao tang, di tich"]),
        (Recognition, 9, ["vinh danh", "tuyen duong", "khen thuong", "bieu duong", "ton vinh", "hoc bong", "trao giai", "trao thuong", "cong nhan cong dan", "guong nguoi tot", "guong sang", "gap mat", "gia dinh hieu hoc", "dong ho hieu hoc", "cong dan hoc tap", "gia dinh hoc tap"]),
        (BookDonation, 9, ["quyen gop", "tang sach", "tu sach phu huynh", "ung ho sach", "gop sach", "gop mot cuon sach", "doi sach", "hien sach", "trao tang", "dau tu thiet bi, tu sach"]),
        (DigitalSkills, 10, ["ky nang so", "ky nang tim kiem", "ky nang tra cuu", "binh dan hoc vu so", "nang luc so", "tri tue nhan tao", "an toan tren khong gian mang", "an toan tren mang", "an toan thong tin", "ung dung ai", "dich vu cong truc tuyen", "cong dan so", "cong nghe so cong dong", "dien thoai thong minh", "ma qr", "thanh toan dien tu", "thanh toan khong dung tien mat", "mua ban tren mang", "thuong mai dien tu", "dinh danh dien tu", "cong nghe so cho", "vneid"]),
        (OpenResources, 9, ["hoc lieu mo", "tai nguyen giao duc mo", "tai lieu dien tu", "hoc lieu so", "tai nguyen dien tu", "hoc lieu dien tu", "tai nguyen so", "kho hoc lieu", "bai giang dien tu", "sach noi"]),
        (OpenResources, 6, ["sach dien tu", "bai giang mo", "bai giang nghe", "youtube"]),
        (OnlineLearning, 8, ["khoa hoc truc tuyen", "hoc truc tuyen", "cong nghe so trong to chuc cac hoat dong day", "mooc", "lop hoc truc tuyen", "hoc tap truc tuyen", "day hoc truc tuyen", "nen tang truc tuyen", "khoa hoc mo", "hoc qua mang", "hoc tren truyen hinh", "hoc tren cac nen tang", "day hoc tu xa", "hoc tu xa", "google meet", "zoom"]),
        (Contest, 8, ["cuoc thi", "hoi thi", "thi tim hieu", "thi ve", "thi ke chuyen", "thi viet", "thi doc", "thi xep", "thi tao", "thi sang tac", "thi lam", "thi thiet ke", "thi anh", "thi ung xu", "thi hung bien", "thi nau an", "thi cam hoa", "thi do vui", "thi trac nghiem", "thi truc tuyen", "thi giua", "rung chuong vang"]),
        (Other, 8, ["van nghe", "the thao", "the duc", "giai chay", "tro choi dan gian", "dong dien"]),
        (ActivityCategory.Reading, 7, ["hoi sach", "ngay sach", "doc sach", "van hoa doc", "khuyen doc", "ke chuyen", "cau lac bo doc", "gioi thieu sach", "duong sach", "tiet doc", "cac tai lieu in", "doc moi ngay", "phut doc", "phut moi ngay", "cau lac bo sach", "doc va gioi thieu", "doc chung", "cung doc", "mot cuon sach"]),
        (Library, 7, ["thu vien", "tu sach"]),
        (Seminar, 7, ["hoi thao", "toa dam", "giai phap", "sinh hoat chuyen de", "dien dan hoc", "dien dan tre", "dien dan ve", "to chuc dien dan", "noi chuyen chuyen de", "giao luu", "tham luan", "hoi nghi", "to chuc chuyen de"]),
        (Class, 8, ["mo lop", "mo cac lop", "khai giang", "cac lop", "tap huan"]),
        (Class, 6, ["lop hoc", "boi duong", "xoa mu chu", "day nghe", "dao tao nghe", "mo 0", "lop ky nang", "chuyen giao", "khoa hoc ngan han", "pho bien kien thuc", "hoc nghe", "ky thuat", "truyen nghe", "day thu", "day mien phi", "tieng anh", "ngoai ngu", "tin hoc"]),
        (Communication, 6, ["tuyen truyen", "truyen thong", "bang ron", "bang zon", "khau hieu", "pano", "pa no", "xe loa", "loa truyen thanh", "dai truyen thanh", "gan loa", "phat loa", "xe tuyen truyen", "phat thanh", "truyen hinh", "dang tai", "dang tin", "dua tin", "tin bai", "tin, bai", "chuyen muc", "chuyen trang", "quang ba", "thong bao rong rai", "co phuong", "to roi", "to buom", "to gap", "ap phich", "phong su", "video ngan", "mang xa hoi", "fanpage", "co dong", "trang thong tin", "gioi thieu nhung mo hinh"]),
    ];

    /// <summary>The category the words tell, and whether one of them tells it plainly.</summary>
    public static (ActivityCategory Category, bool Sure) CategoryOf(string context, string text)
    {
        var best = Words.Select(entry => (entry.Category, Score: Score(entry, text) + (Score(entry, context) / 2))).MaxBy(found => found.Score);
        return best.Score == 0 ? (Other, false) : (best.Category, best.Score > 300);
    }

    private static int Score((ActivityCategory Category, int Weight, string[] Words) entry, string text)
    {
        var first = entry.Words.Select(word => text.IndexOf(word, StringComparison.Ordinal)).Where(index => index >= 0).DefaultIfEmpty(-1).Min();
        return first < 0 ? 0 : entry.Weight * 10_000 / (Opening + first);
    }
}
