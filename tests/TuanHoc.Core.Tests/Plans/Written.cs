using TuanHoc.Plans;

namespace TuanHoc.Core.Tests.Plans;

/// <summary>Small plans for single readings: the least that is a plan, with the passage of interest put in.</summary>
internal static class Written
{
    public static Plan Read(string body = "", string head = "", string title = "Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025", string tail = "", string bases = "") =>
        PlanReader.Read($"{head}\n\nKẾ HOẠCH\n{title}\n\n{bases}\n\n{body}\n\n{tail}");
}
