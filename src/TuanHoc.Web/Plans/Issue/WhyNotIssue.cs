using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Plans.Bodies;
using TuanHoc.Web.Plans.Writing;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>What is said of a draft before it is issued on a day; its number is asked beside it.</summary>
/// <param name="Why">Why it cannot be issued, each in a sentence that says what to do.</param>
/// <param name="Unfound">Bodies with something to do that are no unit of the directory: it can be issued, and nobody is given their tasks.</param>
public sealed record WhyNotIssue(IReadOnlyList<Sentence> Why, IReadOnlyList<string> Unfound)
{
    /// <param name="above">The document that it is written under, as that stands now.</param>
    public static async Task<WhyNotIssue> OfAsync(AppDb db, DraftToIssue plan, PlanAbove? above, DateOnly day, DateOnly today, CancellationToken cancel)
    {
        var why = new List<Sentence>();
        if (plan.IsHalfTyped) why.Add(new("Bản nháp còn chỗ gõ chưa đọc được: mở bản nháp, sửa chỗ được đánh dấu."));
        if (day > today) why.Add(new("Ngày ban hành {0} chưa đến. Ghi ngày ký, muộn nhất là hôm nay.", day));
        var draft = plan.Draft with { Number = 1, IssuedOn = day };
        var faults = above is null ? PlanWriter.WhyNot(draft) : PlanWriter.WhyNot(draft, above.Facts, above.Ours);
        why.AddRange(faults.Where(fault => !fault.MayPass || plan.LateReason is null).Select(fault => fault.Why));
        if (plan.LateReason is null && faults.Any(fault => fault.MayPass)) why.Add(new("Nếu những hạn ấy là đúng, ghi lý do trong bản nháp."));
        why.AddRange(await db.OutdatedAsync(plan, day, cancel));
        var facts = PlanReader.Read(PlanWriter.Write(plan.Draft with { IssuedOn = day }).ToText());
        var charged = await db.ChargedAsync(plan.Id, plan.UnitId, facts, today, cancel);
        var empty = charged.Where(body => body.IsEmpty).Select(body => $"“{body.Name}”").ToList();
        if (empty.Count > 0) why.Add(new("{0}: ngày {1} danh bạ không có đơn vị nào như vậy, nên không giao được cho ai. Sửa tên cơ quan trong bản nháp.", string.Join(", ", empty), await db.DayOfAsync(plan.UnitId, facts, today, cancel)));
        return new(why, [.. charged.Where(body => body.Is is null).Select(body => body.Name)]);
    }
}
