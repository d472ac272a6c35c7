using TuanHoc.Plans;
using TuanHoc.Plans.Bodies;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Core.Tests.Plans;

public sealed class DeadlineTasksTests
{
    private const string Communes = "Ủy ban nhân dân các xã, phường", Issuer = "Ủy ban nhân dân tỉnh Mẫu";

    private static readonly DateOnly Day = new(2026, 9, 28);

    [Fact]
    public void A_plan_a_schedule_and_a_meeting_by_a_day_are_tasks_and_a_report_is_none()
    {
        var tasks = With([], Deadline(Deliverable.Plan) with { Via = "Sở Giáo dục và Đào tạo" }, Deadline(Deliverable.CeremonySchedule), Deadline(Deliverable.DebriefMeeting) with { Who = "Sở Giáo dục và Đào tạo" }, Deadline(Deliverable.Report));
        Assert.Equal([TaskOutput.Plan, TaskOutput.Schedule, TaskOutput.Meeting], tasks.Select(task => task.Output!.Value));
        Assert.Equal((Communes, "Gửi kế hoạch qua Sở Giáo dục và Đào tạo", Day, DeadlineBound.Before, "Ủy ban nhân dân tỉnh"), (tasks[0].Agency, tasks[0].Text, tasks[0].Due, tasks[0].Bound, tasks[0].To));
        Assert.Equal(new DateOnly(2026, 9, 27), tasks[0].LastDay);
        Assert.Equal(("Gửi lịch tổ chức lễ khai mạc", "Tổ chức họp rút kinh nghiệm"), (tasks[1].Text, tasks[2].Text));
    }

    [Fact]
    public void What_an_assignment_says_already_is_not_said_twice()
    {
        var dated = Order("Các sở, ban, ngành; UBND các xã, phường", new(2026, 9, 27), DeadlineBound.By);
        Assert.Equal([dated], With([dated], Deadline(Deliverable.Plan)));
        // Of another day, or of others alone, it says something else.
        Assert.Equal(2, With([dated with { Due = new(2026, 9, 20) }], Deadline(Deliverable.Plan)).Count);
        Assert.Equal(2, With([dated with { Agency = "Các sở, ban, ngành" }], Deadline(Deliverable.Plan)).Count);
    }

    [Fact]
    public void A_task_of_the_same_body_without_a_day_takes_the_deadlines()
    {
        var task = Assert.Single(With([Order("UBND các xã, phường", due: null, bound: null)], Deadline(Deliverable.Plan)));
        Assert.Equal(("Xây dựng kế hoạch", Day, DeadlineBound.Before, "Ủy ban nhân dân tỉnh"), (task.Text, task.Due, task.Bound, task.To));
    }

    [Fact]
    public void What_the_issuer_owes_to_those_above_and_what_nobody_is_named_for_is_no_task() =>
        Assert.Empty(With([], Deadline(Deliverable.Plan) with { Who = "UBND tỉnh Mẫu" }, Deadline(Deliverable.CeremonySchedule) with { Who = " " }));

    private static OrderedTask Order(string agency, DateOnly? due, DeadlineBound? bound) => new(agency, "Giao", "Xây dựng kế hoạch", due, bound, null, null, TaskOutput.Plan, default);

    private static Deadline Deadline(Deliverable what) => new(Day, null, DeadlineBound.Before, what, Communes, "Ủy ban nhân dân tỉnh", null, null, default);

    private static IReadOnlyList<OrderedTask> With(OrderedTask[] assigned, params Deadline[] deadlines) => DeadlineTasks.With(assigned, deadlines, Issuer, IssuerLevel.Province);
}
