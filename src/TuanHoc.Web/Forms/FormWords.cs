using TuanHoc.Statistics;
using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Forms;

/// <summary>What the parts of a form are called where they are chosen and told.</summary>
static class FormWords
{
    /// <summary>A form: the nation's by its key, a province's as the rows that it adds to one of those.</summary>
    public static string Of(string key, string? behind, string? owner, int? year) =>
        owner is null ? T["Mẫu {0}", key] : T["Mẫu {0} với dòng riêng của {1}, Tuần lễ {2}", behind ?? "", owner, $"{year}"];

    public static string Of(RowRelation relation) => relation switch
    {
        RowRelation.Same => T["giữ nguyên nghĩa"],
        RowRelation.Renamed => T["đổi tên, cùng nghĩa"],
        RowRelation.Moved => T["chuyển chỗ, cùng nghĩa"],
        RowRelation.Narrowed => T["hỏi hẹp hơn"],
        RowRelation.Widened => T["hỏi rộng hơn"],
        RowRelation.Extended => T["hỏi thêm"],
        RowRelation.Split => T["tách từ một dòng cũ"],
        RowRelation.Joined => T["gộp từ nhiều dòng cũ"],
        RowRelation.Dropped => T["không còn hỏi"],
        _ => T["đổi nghĩa"],
    };

    public static string Of(SumChoice sum) => sum switch
    {
        SumChoice.Computed => T["bằng tổng, phần mềm tự cộng"],
        SumChoice.Equal => T["bằng tổng, người nhập ghi"],
        SumChoice.AtLeast => T["ít nhất bằng tổng"],
        _ => T["không liên quan"],
    };

    public static string Of(Measure measure) => measure switch
    {
        Measure.Sessions => T["số lớp, số cuộc"],
        Measure.People => T["lượt người"],
        Measure.Collectives => T["số tập thể"],
        Measure.Individuals => T["số cá nhân"],
        _ => T["số lượng, số tiền"],
    };
}
