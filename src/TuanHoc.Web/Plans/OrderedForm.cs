using static TuanHoc.Web.Kit.Words;

namespace TuanHoc.Web.Plans;

/// <summary>On what those below report by a plan: a form by its key, none (words and pictures alone), or, with neither, what the plan above orders.</summary>
public sealed record OrderedForm(string? Key, bool IsNone)
{
    const string None = "none";

    /// <summary>As the page's list of choices sends it.</summary>
    public string Value => IsNone ? None : Key ?? "";

    public string Word => IsNone ? T["Không có biểu số liệu: chỉ lời văn và ảnh"] : Key is null ? T["Biểu số liệu theo kế hoạch cấp trên"] : T["Biểu số liệu: mẫu {0}", Key];

    /// <summary>What can be chosen, the newest form first.</summary>
    public static IReadOnlyList<OrderedForm> All(IReadOnlyList<string> forms) => [new(null, false), .. forms.Reverse().Select(key => new OrderedForm(key, false)), new(null, true)];

    /// <summary>What was chosen; null when it is none of <see cref="All"/>.</summary>
    public static OrderedForm? Of(string? value, IReadOnlyList<string> forms) => All(forms).FirstOrDefault(form => form.Value == (value ?? ""));
}
