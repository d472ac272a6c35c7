using System.Text.RegularExpressions;
using TuanHoc.Plans.Reading;
using TuanHoc.Text;

namespace TuanHoc.Plans.Bodies;

/// <summary>The form in which names of bodies are compared: without marks, signs and "và", abbreviations in full. The database has the same (<c>body_key</c>), abbreviations apart.</summary>
public static partial class BodyKey
{
    // Longer ones first: what is written out is not looked at again.
    static readonly (Regex Short, string Full)[] Abbreviations = [.. new (string, string)[]
    {
        (@"ubnd ?ttq", "uy ban mat tran to quoc viet nam"), (@"u\.?b\.? ?(mttq|mat tran)\w*", "uy ban mat tran to quoc viet nam"), (@"umttq\w*", "uy ban mat tran to quoc viet nam"),
        (@"mttq\w*", "uy ban mat tran to quoc viet nam"), (@"ubnd", "uy ban nhan dan"), (@"hdnd", "hoi dong nhan dan"),
        (@"(tt ?)?gdnn ?(- ?|& ?)?gdtx", "trung tam giao duc nghe nghiep giao duc thuong xuyen"), (@"tt ?gdtx", "trung tam giao duc thuong xuyen"), (@"gdtx", "giao duc thuong xuyen"),
        (@"tthtcd", "trung tam hoc tap cong dong"), (@"gd ?(&|-|va)? ?dt", "giao duc dao tao"), (@"vh,? ?tt ?(&|-|va)? ?dl", "van hoa the thao du lich"), (@"vh ?(&|-|va)? ?tt", "van hoa thong tin"),
        (@"vh ?(&|-|va)? ?xh", "van hoa xa hoi"), (@"ld ?-? ?tb ?(&|-|va)? ?xh", "lao dong thuong binh xa hoi"), (@"kh ?(&|-|va)? ?cn", "khoa hoc cong nghe"), (@"tt ?(&|-|va) ?tt", "thong tin truyen thong"),
        (@"tc ?(&|-|va)? ?kh", "tai chinh ke hoach"), (@"pt ?(&|-|va)? ?th", "phat thanh truyen hinh"), (@"ttdt", "thong tin dien tu"), (@"hkh", "hoi khuyen hoc"), (@"ldld", "lien doan lao dong"),
        (@"lhpn", "lien hiep phu nu"), (@"tncs", "thanh nien cong san"), (@"ct ?- ?xh", "chinh tri xa hoi"), (@"nc ?- ?th", "noi chinh tong hop"), (@"tp", "thanh pho"), (@"hcm", "ho chi minh"),
        (@"thpt", "trung hoc pho thong"), (@"thcs", "trung hoc co so"), (@"tu|t\.u", "trung uong"),
    }.Select(a => (new Regex($@"(?<![a-z0-9]){a.Item1}(?![a-z0-9])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), a.Item2))];

    /// <summary>"Sở GD&amp;ĐT", "sở Giáo dục và Đào tạo" and "SỞ GIÁO DỤC ĐÀO TẠO" have the same.</summary>
    public static string Of(string name) => Plain(Expanded(name));

    /// <summary>The name's search key with its abbreviations written out; its signs stay, for they part one body from the next.</summary>
    internal static string Expanded(string name) => Abbreviations.Aggregate(SearchKey.Of(name.Normalize()), (key, a) => a.Short.Replace(key, a.Full));

    internal static string Plain(string key) => Blanks().Replace(And().Replace(Signs().Replace(key, " "), " "), " ").Trim();

    [GeneratedRegex("[^a-z0-9]+", Patterns.Bounded)]
    private static partial Regex Signs();

    [GeneratedRegex(" va(?= )", Patterns.Bounded)]
    private static partial Regex And();

    [GeneratedRegex(" {2,}", Patterns.Bounded)]
    private static partial Regex Blanks();
}
