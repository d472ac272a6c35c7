using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Core.Tests.Plans.Writing;

public sealed class DraftFaultTests
{
    private static readonly PlanDraft Whole = LongPlan.Draft;

    private static readonly string[] Communes = ["Ủy ban nhân dân các xã, phường"];

    [Fact]
    public void A_whole_plan_may_be_issued() => Assert.Empty(PlanWriter.WhyNot(Whole));

    public static IEnumerable<TheoryDataRow<Func<PlanDraft, PlanDraft>, string, string, bool>> Wrong() =>
    [
        Row(draft => draft with { Number = null }, "Number", "Chưa có số văn bản."),
        Row(draft => draft with { IssuedOn = null }, "IssuedOn", "Chưa có ngày ban hành."),
        Row(draft => draft with { Signature = null }, "Signature", "Chưa có người ký."),
        Row(draft => draft with { Signature = Whole.Signature! with { Name = " " } }, "Signature", "Chưa có người ký."),
        Row(draft => draft with { Title = "" }, "Title", "Chưa có trích yếu."),
        Row(draft => draft with { Week = null, Frame = null }, "Week", "Chưa có ngày bắt đầu và kết thúc Tuần lễ."),
        Row(draft => draft with { Theme = null }, "Theme", "Chưa có chủ đề của Tuần lễ."),
        Row(draft => draft with { Bases = [] }, "Bases", "Chưa có căn cứ ban hành."),
        Row(draft => draft with { Bases = [new("Công văn", "1/X", new(2026, 9, 6), null, null)] }, "Bases[0]", "Căn cứ 1/X có ngày 06/9/2026, sau ngày ban hành."),
        Row(draft => draft with { Recipients = ["Như trên"] }, "Recipients", "Dòng cuối của Nơi nhận phải là nơi lưu: “Lưu: VT, …”."),
        Row(draft => draft with { Type = DocumentType.Letter }, "Addressees", "Công văn chưa có nơi Kính gửi."),
        Row(draft => draft with { Ceremonies = [new(null, null, null, null, "Hội trường", false)] }, "Ceremonies[0]", "Lễ khai mạc chưa có ngày."),
        Row(draft => draft with { Frame = new("Tháng khuyến học", new(2026, 8, 5), new(2026, 9, 5)) }, "Frame", "“Tháng khuyến học” không có ngày nào chung với Tuần lễ."),
        Row(draft => draft with { Deadlines = [Whole.Deadlines[0] with { Date = new(2026, 9, 5) }] }, "Deadlines[0]", "Hạn ngày 05/9/2026 là trước ngày ban hành.", mayPass: true),
        Row(draft => draft with { Deadlines = [Whole.Deadlines[0] with { Email = "gdtx tại mau" }] }, "Deadlines[0]", "“gdtx tại mau” không phải địa chỉ thư điện tử."),
        Row(draft => draft with { Assignments = [new("Thư viện tỉnh", false, [])] }, "Assignments[0]", "“Thư viện tỉnh” chưa được giao việc nào."),
        Row(draft => draft with { Sections = [new("Nội dung", SectionKind.Words, "Hội thi tổ chức ngày 31/9.")] }, "Sections[0]", "Lịch không có “ngày 31/9”."),
        Row(draft => draft with { Sections = [new("Nội dung", SectionKind.Words, "Đăng ký trước 31/9; học 24/24 giờ.")] }, "Sections[0]", "Lịch không có “31/9”."),
        Row(draft => draft with { Annexes = [new(AnnexKind.Other, "Lịch", "- Hội thi đến 31/9/2026")] }, "Annexes[0]", "Lịch không có “31/9/2026”."),
        Row(draft => draft with { StandingPlans = [new(Whole.Bases[0], "tổng kết ngày 30/02")] }, "StandingPlans[0]", "Lịch không có “ngày 30/02”."),
        Row(draft => draft with { Ceremonies = [new(new(2026, 10, 1), null, null, null, "Hội trường, dời từ ngày 31 tháng 6", false)] }, "Ceremonies[0]", "Lịch không có “ngày 31 tháng 6”."),
        Row(draft => draft with { IssuedOn = new(2025, 12, 31), Bases = [Whole.Bases[0]] }, "IssuedOn", "Ngày ban hành 31/12/2025 không thuộc năm 2026 của Tuần lễ."),
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_said_with_its_field(Func<PlanDraft, PlanDraft> change, string field, string sentence, bool mayPass)
    {
        var fault = Assert.Single(PlanWriter.WhyNot(change(Whole)));
        Assert.Equal((field, sentence, mayPass), (fault.Field, fault.Why.ToString(), fault.MayPass));
    }

    [Fact]
    public void Before_a_day_means_the_day_before_it_at_the_latest() =>
        Assert.Empty(PlanWriter.WhyNot(Whole with { Deadlines = [Whole.Deadlines[0] with { Date = new(2026, 9, 5), Bound = DeadlineBound.By }] }));

    [Fact]
    public void A_deadline_after_the_upper_plans_may_pass_with_a_reason()
    {
        var upper = PlanReader.Read(PlanWriter.Write(Whole).ToText());
        var late = Whole with { Deadlines = [Whole.Deadlines[2] with { Date = new(2026, 10, 25) }] };
        var fault = Assert.Single(PlanWriter.WhyNot(late, upper, Communes));
        Assert.Equal(("Deadlines[0]", "Hạn ngày 25/10/2026 muộn hơn hạn của kế hoạch trên (19/10/2026).", true), (fault.Field, fault.Why.ToString(), fault.MayPass));
        Assert.Empty(PlanWriter.WhyNot(Whole, upper, Communes));
    }

    [Fact]
    public void What_bounds_a_unit_is_its_own_deadline_above_and_not_anothers()
    {
        var upper = PlanReader.Read(PlanWriter.Write(Whole with
        {
            Deadlines =
        [
            Whole.Deadlines[2] with { Date = new(2026, 10, 20), Bound = DeadlineBound.By, Who = Communes[0] },
            Whole.Deadlines[2] with { Date = new(2026, 10, 30), Bound = DeadlineBound.By, Who = "Sở Giáo dục và Đào tạo" },
        ]
        }).ToText());
        var late = Whole with { Deadlines = [Whole.Deadlines[2] with { Date = new(2026, 10, 25), Bound = DeadlineBound.By, Who = "Các trường học" }] };
        Assert.Equal("Hạn ngày 25/10/2026 muộn hơn hạn của kế hoạch trên (20/10/2026).", Assert.Single(PlanWriter.WhyNot(late, upper, Communes)).Why.ToString());
        Assert.Empty(PlanWriter.WhyNot(late, upper, ["Sở Giáo dục và Đào tạo"]));
    }

    [Fact]
    public void A_task_after_the_day_on_which_the_unit_itself_owes_the_same_may_pass_with_a_reason()
    {
        var upper = PlanReader.Read(PlanWriter.Write(Whole).ToText());
        var late = Whole with { Assignments = [new("Các trường học", IsAsked: false, [new("Gửi báo cáo kết quả thực hiện", Output: null, new(2026, 10, 24), DeadlineBound.Before, To: null, Partners: null)])] };
        var fault = Assert.Single(PlanWriter.WhyNot(late, upper, Communes));
        Assert.Equal(("Assignments[0].Tasks[0]", "Việc của “Các trường học” có hạn 24/10/2026, muộn hơn hạn của kế hoạch trên (19/10/2026).", true), (fault.Field, fault.Why.ToString(), fault.MayPass));
    }

    [Fact]
    public void A_plan_stands_under_one_of_its_own_year()
    {
        var upper = PlanReader.Read(PlanWriter.Write(PlanStart.Again(Whole, 2027, new(new(2027, 10, 1), new(2027, 10, 7)))).ToText());
        Assert.Contains(PlanWriter.WhyNot(Whole, upper, Communes), fault => fault is { Field: "Year", MayPass: false } && fault.Why.ToString() == "Kế hoạch trên là của năm 2027, kế hoạch này là của năm 2026.");
    }

    [Fact]
    public void Whatever_stands_in_a_draft_the_question_is_answered() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Drafts.Any.ToArbitrary(), draft => PlanWriter.WhyNot(draft).All(fault => fault.Why.ToString().EndsWith('.'))));

    private static TheoryDataRow<Func<PlanDraft, PlanDraft>, string, string, bool> Row(Func<PlanDraft, PlanDraft> change, string field, string sentence, bool mayPass = false) => new(change, field, sentence, mayPass);
}
