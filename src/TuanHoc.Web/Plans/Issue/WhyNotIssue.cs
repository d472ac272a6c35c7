using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using TuanHoc.Text;
using TuanHoc.Web.Data;
using TuanHoc.Web.Plans.Bodies;
using TuanHoc.Web.Plans.Writing;

namespace TuanHoc.Web.Plans.Issue;

/// <summary>Why a draft cannot be issued on a day, each in a sentence that says what to do; its number is asked beside it.</summary>
public static class WhyNotIssue
{
    /// <param name="above">The document that it is written under, as that stands now.</param>
    public static async Task<IReadOnlyList<Sentence>> OfAsync(AppDb db, DraftToIssue plan, PlanAbove? above, DateOnly day, DateOnly today, CancellationToken cancel)
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
        if (await db.WhyNotIssueAsync(plan.Id, plan.UnitId, facts, today, cancel) is { } empty) why.Add(empty);
        return why;
    }
}
