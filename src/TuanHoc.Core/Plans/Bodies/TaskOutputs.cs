using System.Text.RegularExpressions;
using TuanHoc.Plans.Reading;
using TuanHoc.Plans.Writing;
using TuanHoc.Text;

namespace TuanHoc.Plans.Bodies;

/// <summary>What a task leaves to hold, by its words.</summary>
public static partial class TaskOutputs
{
    /// <summary>The output that the task asks for in the first place; null when its words name none.</summary>
    public static TaskOutput? Of(string text)
    {
        var key = SearchKey.Of(text);
        return Words().Match(key) is not { Success: true } first ? null : Enum.GetValues<TaskOutput>().Cast<TaskOutput?>().FirstOrDefault(output => first.Groups[$"{output}"].Success);
    }

    /// <summary>The kind of activity that the words plainly name; null where any will do. A ceremony is an output of its own.</summary>
    public static ActivityCategory? ActivityOf(string text) =>
        ActivityWords.CategoryOf(context: "", SearchKey.Of(text)) is (not (ActivityCategory.Other or ActivityCategory.Ceremony) and var category, true) ? category : null;

    [GeneratedRegex(@"(?<Schedule>lich (to chuc (le )?)?(le )?khai mac)|(?<Ceremony>(to chuc|chuan bi|du|phoi hop to chuc) (tot |truc tuyen )?(buoi )?le (khai mac|phat dong|ra quan))|(?<Report>\bbao cao (ket qua|ve|so|uy ban|ubnd|bang|nhanh|tong ket|danh gia|tinh hinh|cac hoat)|gui bao cao|tong hop,? (ket qua,? )?bao cao|(?<!khoa hoc )viet bao cao)|(?<Plan>(xay dung|ban hanh|lap|gui|co|trien khai xay dung) (va (ban hanh|trien khai) )?(cac )?ke hoach)|(?<Inspection>\b(kiem tra|giam sat|thanh tra)\b(?!,? danh gia theo))|(?<News>\b(dua tin|tin,? bai|phong su|chuyen muc|phat song|viet bai|dang (tai )?(tin|bai)|phat thanh))|(?<Money>kinh phi|du toan|quyet toan)|(?<Meeting>to chuc (hoi nghi|hop)|\bhop (tong ket|rut kinh nghiem|giao ban|ban to chuc)|hoi nghi (tong ket|so ket))|(?<Document>(van ban|cong van) (chi dao|huong dan|trien khai)|ban hanh (van ban|huong dan|quyet dinh)|^huong dan)|(?<Activity>to chuc (cac |ngay |hoi |lop|cuoc )|\bmo (cac )?lop|trung bay|trien lam|toa dam|treo (bang|co|khau))", Patterns.Bounded)]
    private static partial Regex Words();
}
