using TuanHoc.Plans;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Core.Tests.Plans.Writing;

public sealed class PlanStartTests
{
    private static readonly DraftIssuer Ward = new("Ủy ban nhân dân phường Hồng Vân", null, "KH-UBND", "Hồng Vân",
        new(["TM. ỦY BAN NHÂN DÂN"], "CHỦ TỊCH", "Trần Thị Hoa"), "Phòng Văn hóa – Xã hội", "Các trường học, trung tâm học tập cộng đồng");

    private static readonly Plan Upper = PlanReader.Read(PlanWriter.Write(LongPlan.Draft).ToText());

    [Fact]
    public void A_blank_lacks_only_what_is_of_the_issuing()
    {
        var blank = PlanStart.Blank(Ward, 2026, new(new(2026, 10, 1), new(2026, 10, 7)), "Mỗi ngày một trang sách");
        Assert.Equal("Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2026 trên địa bàn phường Hồng Vân", blank.Title);
        Assert.Equal([TaskOutput.Plan, TaskOutput.Report], blank.Assignments[1].Tasks.Select(task => task.Output!.Value));
        Assert.Equal(["Number", "IssuedOn", "Bases"], PlanWriter.WhyNot(blank).Select(fault => fault.Field));
        Assert.True(PlanReader.Read(PlanWriter.Write(blank).ToText()).Activities.Count > 5);
    }

    [Fact]
    public void A_plan_under_another_has_its_theme_week_bases_tasks_and_deadlines_already()
    {
        var draft = PlanStart.Under(Upper, Ward, 2026, ["Ủy ban nhân dân các xã, phường"]);
        Assert.Equal((LongPlan.Draft.Theme, LongPlan.Draft.Week), (draft.Theme, draft.Week));
        Assert.Equal(new DraftBasis("Kế hoạch", "3649/KH-UBND", new(2026, 9, 5), "Ủy ban nhân dân tỉnh Mẫu", LongPlan.Draft.Title), draft.Bases[0]);
        Assert.Equal("1373/QĐ-TTg", draft.Bases[1].Number);
        Assert.Equal(new DraftCeremony(null, new(2026, 9, 28), new(2026, 10, 2), null, null, Online: false), Assert.Single(draft.Ceremonies));
        var tasks = draft.Assignments[0];
        Assert.Equal("Phòng Văn hóa – Xã hội", tasks.Agency);
        Assert.Equal(new DraftTask("Xây dựng kế hoạch và tổ chức các hoạt động của Tuần lễ phù hợp với chức năng, nhiệm vụ được giao", TaskOutput.Plan, new(2026, 9, 20), DeadlineBound.Before, "Sở Giáo dục và Đào tạo", null), tasks.Tasks[0]);
        Assert.Equal((new DateOnly(2026, 10, 7), DeadlineBound.By), (tasks.Tasks[1].Due, tasks.Tasks[1].Bound));
        Assert.DoesNotContain("Hoàn thành", tasks.Tasks[1].Text, StringComparison.Ordinal);
        Assert.Equal([Deliverable.Plan, Deliverable.CeremonySchedule, Deliverable.Report], draft.Deadlines.Select(deadline => deadline.What));
        Assert.Equal(("Ủy ban nhân dân tỉnh", "Sở Giáo dục và Đào tạo"), (draft.Deadlines[0].To, draft.Deadlines[0].Via));
        Assert.Equal("Ủy ban nhân dân tỉnh Mẫu (để báo cáo)", draft.Recipients[0]);
        Assert.Equal(["Number", "IssuedOn"], PlanWriter.WhyNot(draft, Upper, ["Ủy ban nhân dân các xã, phường"]).Select(fault => fault.Field));
    }

    [Fact]
    public void What_is_handed_down_keeps_its_output_its_bound_and_its_partners()
    {
        var ours = Upper.Assignments.Single(body => body.Agency == "Ủy ban nhân dân các xã, phường");
        var upper = Upper with { Assignments = [ours with { Tasks = [ours.Tasks[1] with { Partners = ["Hội Khuyến học", "Đoàn Thanh niên"], Output = TaskOutput.News, Bound = DeadlineBound.Before }] }] };
        var task = PlanStart.Under(upper, Ward, 2026, [ours.Agency]).Assignments[0].Tasks[0];
        Assert.Equal((TaskOutput.News, DeadlineBound.Before, "Hội Khuyến học; Đoàn Thanh niên"), (task.Output, task.Bound, task.Partners));
    }

    [Fact]
    public void A_ceremony_that_a_later_letter_has_moved_is_handed_down_with_its_new_last_day()
    {
        var days = new Dictionary<TaskOutput, DateOnly> { [TaskOutput.Ceremony] = new(2026, 9, 25) };
        var moved = PlanStart.Under(MovedDays.In(Upper, ["Ủy ban nhân dân các xã, phường"], days), Ward, 2026, ["Ủy ban nhân dân các xã, phường"]);
        Assert.Equal(new DraftCeremony(null, new(2026, 9, 25), new(2026, 9, 25), null, null, Online: false), Assert.Single(moved.Ceremonies));
        days[TaskOutput.Ceremony] = new(2026, 10, 6);
        moved = PlanStart.Under(MovedDays.In(Upper, ["Ủy ban nhân dân các xã, phường"], days), Ward, 2026, ["Ủy ban nhân dân các xã, phường"]);
        Assert.Equal(new DraftCeremony(null, new(2026, 9, 28), new(2026, 10, 6), null, null, Online: false), Assert.Single(moved.Ceremonies));
    }

    [Fact]
    public void A_unit_named_among_others_owes_what_they_owe_and_a_letter_is_cited_as_one()
    {
        var upper = Upper with { Header = Upper.Header with { Number = new("5678/BGDĐT-GDTX", default) } };
        var draft = PlanStart.Under(upper, Ward, 2026, ["UBND các xã, phường"]);
        Assert.Equal("Công văn", draft.Bases[0].Kind);
        Assert.Equal((new DateOnly(2026, 10, 20), DeadlineBound.Before), (draft.Deadlines[2].Date, draft.Deadlines[2].Bound));
    }

    [Fact]
    public void Last_years_plan_moves_with_the_Week()
    {
        var again = PlanStart.Again(LongPlan.Draft, 2027, new(new(2027, 10, 2), new(2027, 10, 8)), "Học nghề hôm nay, vững bước ngày mai");
        Assert.Equal((null, null, 2027), (again.Number, again.IssuedOn, again.Year));
        Assert.Equal("Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2027 trên địa bàn tỉnh Mẫu", again.Title);
        Assert.Equal(new DateOnly(2027, 10, 2), again.Ceremonies[0].Date);
        Assert.Equal(new DateOnly(2027, 9, 21), again.Deadlines[0].Date);
        Assert.Equal(["1373/QĐ-TTg"], again.Bases.Select(basis => basis.Number));
        Assert.Equal(new DateOnly(2027, 9, 21), again.Assignments[0].Tasks[0].Due);
        Assert.Equal(["Number", "IssuedOn"], PlanWriter.WhyNot(again).Select(fault => fault.Field));
    }

    [Fact]
    public void Without_a_Week_to_measure_by_days_keep_their_date() =>
        Assert.Equal((new DateOnly(2027, 10, 1), new DraftPeriod(new(2027, 10, 1), new(2027, 10, 7))), (PlanStart.Again(LongPlan.Draft, 2027).Ceremonies[0].Date!.Value, PlanStart.Again(LongPlan.Draft, 2027).Week));

    [Fact]
    public void The_year_is_renewed_only_where_it_is_a_year()
    {
        var last = LongPlan.Draft with { Sections = [new("Kết quả năm 2026", SectionKind.Words, "Đến ngày 05/10/2026 có 2026 người học theo Quyết định số 2026/QĐ-UBND.")] };
        Assert.Equal(("Kết quả năm 2027", "Đến ngày 05/10/2027 có 2026 người học theo Quyết định số 2026/QĐ-UBND."), (PlanStart.Again(last, 2027).Sections[0].Title, PlanStart.Again(last, 2027).Sections[0].Words));
    }
}
