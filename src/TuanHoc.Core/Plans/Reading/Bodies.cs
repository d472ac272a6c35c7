using System.Text.RegularExpressions;

namespace TuanHoc.Plans.Reading;

/// <summary>Names of agencies, associations, schools and persons in charge, and the verbs that charge them.</summary>
internal static partial class Bodies
{
    private const int LongestName = 130;

    /// <summary>Splits "Giao Phòng Nội vụ quận" into the verb and the body; null when the words name no body.</summary>
    public static (Passage? Mode, Passage Agency)? Charged(Passage words)
    {
        var text = words.Trim(" :.");
        if (text.Length == 0)
        {
            return null;
        }

        var mode = (Passage?)null;
        if (ChargeVerb().Match(text.Text) is { Success: true } verb)
        {
            mode = text.Slice(verb.Groups["verb"]);
            text = text.After(verb.Length).Trim(" :");
        }
        else if (Lead().Match(text.Key) is { Success: true } lead)
        {
            text = text.After(lead.Length).Trim(" :");
        }

        return text.Length is > 2 and < 260 && IsName(text.Key) ? (mode, text) : null;
    }

    /// <summary>The words name a body and nothing it has to do.</summary>
    public static bool AreOnlyNamed(Passage words) => Charged(words) is not null && TaskWithin(words) is null;

    /// <summary>"Giao Phòng Văn hóa - Xã hội chủ trì, phối hợp …": the verb and the body, and where its task begins.</summary>
    public static (Passage? Mode, Passage Agency, int Task)? TaskWithin(Passage words)
    {
        // The words of a name are in capitals: "Sở Nông nghiệp và Phát triển nông thôn phát động …".
        foreach (Match verb in TaskVerbWithin().Matches(words.Key).TakeWhile(verb => verb.Index < LongestName).Where(verb => verb.Index > 4 && char.IsLower(words.Text[verb.Index])))
        {
            if (Charged(words.Slice(0, verb.Index)) is { } charged)
            {
                return (charged.Mode, charged.Agency, verb.Index);
            }
        }

        return null;
    }

    /// <summary>The bodies of a table cell: "Sở GD&amp;ĐT; Hội Khuyến học".</summary>
    public static IEnumerable<Passage> Several(Passage cell)
    {
        var begin = 0;
        foreach (Match mark in BetweenBodies().Matches(cell.Key))
        {
            // "Phòng Văn hóa, Thể thao và Du lịch" is one body: what follows the mark must be a body itself.
            if (IsName(cell.Key[(mark.Index + mark.Length)..]))
            {
                yield return cell.Slice(begin, mark.Index - begin).Trim(" ,;.-");
                begin = mark.Index + mark.Length;
            }
        }

        if (cell.After(begin).Trim(" ,;.-") is { Length: > 1 } last)
        {
            yield return last;
        }
    }

    public const string TaskVerbs = "(chu tri|phoi hop|tham muu|chi dao|huong dan|xay dung|trien khai|thuc hien|to chuc (cac|thuc|trien|tuyen|le)|theo doi|tong hop|bo tri|can doi|day manh|tang cuong|tuyen truyen|van dong|chiu trach nhiem|co trach nhiem|can cu|dam bao|bao dam|cu |ban hanh|tham dinh|chuan bi|kiem tra|quan triet|tao dieu kien|thong bao|gui |tiep tuc|dua tin|treo |ra soat|lap ke hoach|mo (cac )?lop)";

    // Words that begin a task within a sentence, where they cannot be taken for a part of a name.
    private const string SentenceVerbs = "(?<!(,|cac|va|nhung) )to chuc|ra quan|phat (dong|song|huy|hanh)|huy dong|dong vien|giup|ho tro|cap (kinh phi|nhat|phat)|cung cap|bao cao|dang (tai|tin|ky)|trang tri|nghien cuu|lua chon|binh chon|tuyen chon|trao |tang |don doc|giam sat|danh gia|phan cong|dieu phoi|kip thoi|quan tam|long ghep|dam nhan|phu trach|tham gia|khuyen khich|lam dau moi|la (co quan|dau moi|don vi)|tiep nhan|truc |nop |trinh |mo |soan |duyet |lo |bien soan|khao sat|gioi thieu|trien lam|trung bay|quay |ghi hinh|in |mua |chi |dua |don |nhac nho|giai quyet|thong ke";

    public static bool IsName(string key) => Name().IsMatch(key) && !NotName().IsMatch(key);

    /// <summary>A task begins here.</summary>
    [GeneratedRegex($@"^{TaskVerbs}\b", Patterns.Bounded)]
    public static partial Regex TaskVerb();

    [GeneratedRegex($@"(?<= )({TaskVerbs}|{SentenceVerbs})\b", Patterns.Bounded)]
    private static partial Regex TaskVerbWithin();

    /// <summary>Units below the issuer, which hold ceremonies of their own.</summary>
    [GeneratedRegex(@"(ubnd|uy ban nhan dan|uy ban|chu tich)[^.;]{0,40}\b(xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|dac khu)\b|\b(cac|\d+) (xa|phuong|huyen|quan|truong|co so giao duc|trung tam hoc tap)|(tai|cap) (xa|phuong|huyen|co so)\b|cap truong\b|tai (cac )?truong( hoc)?([,.;:]|$)|dia phuong|^cac (truong|co so giao duc|don vi)|trung tam hoc tap cong dong", Patterns.Bounded)]
    public static partial Regex LowerUnits();

    [GeneratedRegex(@"^(?<verb>Giao|Kính đề nghị|Đề nghị|Yêu cầu|Phân công|Mời|Ủy quyền|Chỉ đạo|GIAO|ĐỀ NGHỊ|YÊU CẦU)( cho)?\s", Patterns.Bounded)]
    private static partial Regex ChargeVerb();

    [GeneratedRegex(@"^(trach nhiem cua|nhiem vu cua|doi voi) ", Patterns.Bounded)]
    private static partial Regex Lead();

    [GeneratedRegex(@"^((thu truong|lanh dao|hieu truong|chu tich|giam doc|truong|nguoi dung dau|ban lanh dao|toan the|tat ca|tung|moi) )?((cac|\d+|nhung) )?(so|phong|ban|hoi|uy ban|ub\w*|trung tam|trung uong|tt|tthtcd|truong|dai|bao|cong|lien doan|lien hiep|doan|tinh doan|thanh doan|quan doan|thi doan|huyen doan|xa doan|cong an|quan su|bo|van phong|chu tich|pho chu tich|hieu truong|pho hieu truong|cong doan|thu vien|bao tang|mat tran|mttq\w*|umttq|to|chi hoi|chi doan|khu pho|to dan pho|thon|ap|buon|khoa|ban ngay|giao vien|gvcn|nhan vien|ke toan|doi|tong phu trach|can bo|cong chuc|buu dien|kho bac|doanh nghiep|cong ty|nha thieu nhi|nha sach|dong chi|d/c|ong|vien|vu|cuc|nha van hoa|hoi dong|bo phan|co quan|don vi|to chuc|doan the|nganh|xa|phuong|huyen|quan|thanh pho|thi xa|thi tran|dac khu|hoc sinh|hoc vien|co so|cha me|nha truong|thanh vien|bi thu|truong ban|y te|bao ve|thu quy|nhom|khoi|lop|lien minh|lien hiep cac hoi|hiep hoi|tram|ngan hang|hop tac xa|chi cuc|thanh tra|toa an|vnpt|viettel|cau lac bo|thanh uy|tinh uy|huyen uy|quan uy|dang uy|chi bo|thuong truc|phu huynh|gv|bgh|chuyen mon|don bien phong)\b", Patterns.Bounded)]
    private static partial Regex Name();

    [GeneratedRegex(@"^(bao (cao|dam)|to chuc (cac|le|tuan|thuc|trien|hoi|tuyen|lop)|to (chuc|khoi)|bao dam|ban hanh|giao duc|bo (sung|tri)|hoi (thao|thi|nghi)|doi (moi|tuong|voi)|van dong|cong (tac|khai|bo|nhan|chung|viec)|khoa (hoc|nghe)|lop|vien chuc|so (lieu|luong|ket|tay|\d)|dai (bieu|hoi)|quan (tam|ly|triet)|doan (vien)|ket qua|truong hop|don (doc)|xay dung|xa hoi)\b|\bduoc (giao|phan cong)", Patterns.Bounded)]
    private static partial Regex NotName();

    // "Văn phòng HĐND và UBND" is one office.
    [GeneratedRegex(@" ?[;,/+] ?(- ?)?|(?<!\bvan phong (hdnd|hoi dong nhan dan)) va ", Patterns.Bounded)]
    private static partial Regex BetweenBodies();
}
