using TuanHoc.Plans;
using static TuanHoc.Core.Tests.Plans.Written;

namespace TuanHoc.Core.Tests.Plans;

public sealed class AssignmentTests
{
    [Fact]
    public void Headings_name_the_body_and_their_verb()
    {
        var plan = Read("""
            III. TỔ CHỨC THỰC HIỆN

            1. Giao Phòng Văn hóa - Xã hội

            - Chủ trì, theo dõi.

            + Lập dự toán trước ngày 20/9/2025.

            2. Đề nghị Hội Khuyến học xã: Vận động hội viên.

            3. Các trường học

            Treo băng rôn tại cổng trường.

            Yêu cầu các đơn vị nghiêm túc thực hiện.
            """);
        Assert.Equal([("Giao", "Phòng Văn hóa - Xã hội"), ("Đề nghị", "Hội Khuyến học xã"), (null, "Các trường học")], plan.Assignments.Select(charge => (charge.Mode, charge.Agency)));
        Assert.Equal(["Chủ trì, theo dõi.", "Lập dự toán trước ngày 20/9/2025."], plan.Assignments[0].Tasks.Select(task => task.Text));
        Assert.Equal(new DateOnly(2025, 9, 20), plan.Assignments[0].Tasks[1].Due);
        Assert.Equal("Vận động hội viên.", Assert.Single(plan.Assignments[1].Tasks).Text);
        Assert.Equal("Treo băng rôn tại cổng trường.", Assert.Single(plan.Assignments[2].Tasks).Text);
    }

    [Fact]
    public void Bullets_may_name_the_bodies()
    {
        var plan = Read("5. Phân công nhiệm vụ\n- Sở Giáo dục và Đào tạo:\n+ Chủ trì tổ chức.\n+ Tổng hợp báo cáo.\n- Giao Sở Tài chính tham mưu kinh phí.\n- Báo và Đài tỉnh: Đưa tin.");
        Assert.Equal(["Sở Giáo dục và Đào tạo", "Sở Tài chính", "Báo và Đài tỉnh"], plan.Assignments.Select(charge => charge.Agency));
        Assert.Equal([2, 1, 1], plan.Assignments.Select(charge => charge.Tasks.Count));
    }

    [Fact]
    public void A_heading_that_gathers_bodies_is_no_body()
    {
        var plan = Read("V. TỔ CHỨC THỰC HIỆN\n\n1. Các sở, ban, ngành\n\na) Sở Nội vụ\n\n- Khen thưởng.\n\nb) Sở Tài chính\n\nBố trí kinh phí.");
        Assert.Equal([("Sở Nội vụ", "V.1.a"), ("Sở Tài chính", "V.1.b")], plan.Assignments.Select(charge => (charge.Agency, charge.OutlinePath!)));
    }

    [Theory]
    [InlineData("TT\tNội dung\tThời gian\tChủ trì\tPhối hợp\n1\tTreo băng rôn\t\tĐoàn xã\t\n2\tThi kể chuyện\t02 - 04/10/2025\tTrường THCS, Thư viện xã\tĐoàn xã")]
    [InlineData("| TT | Nội dung | Thời gian | Chủ trì | Phối hợp |\n|---|---|---|---|---|\n| 1 | Treo băng rôn | | Đoàn xã | |\n| 2 | Thi kể chuyện | 02 - 04/10/2025 | Trường THCS và Thư viện xã | Đoàn xã |")]
    public void A_timetable_charges_every_body_of_its_lead_column(string table)
    {
        var plan = Read("IV. TIẾN ĐỘ\n\n" + table);
        Assert.Equal(["Đoàn xã", "Trường THCS", "Thư viện xã"], plan.Assignments.Select(charge => charge.Agency));
        Assert.Equal([null, new DateOnly(2025, 10, 4), new DateOnly(2025, 10, 4)], plan.Assignments.Select(charge => charge.Tasks[0].Due));
    }

    [Theory]
    [InlineData("gửi báo cáo về Ủy ban nhân dân xã (qua Phòng Văn hóa - Xã hội) trước ngày 10/10/2025", DeadlineBound.Before)]
    [InlineData("báo cáo kết quả về Ủy ban nhân dân xã qua Phòng Văn hóa - Xã hội chậm nhất ngày 10 tháng 10 năm 2025", DeadlineBound.By)]
    [InlineData("gửi báo cáo kết quả về Ủy ban nhân dân xã, thông qua Phòng Văn hóa - Xã hội, trước 16 giờ 00 ngày 10/10 để tổng hợp, báo cáo Sở Nội vụ", DeadlineBound.Before)]
    [InlineData("nộp báo cáo về Ủy ban nhân dân xã (qua Phòng Văn hóa - Xã hội) vào ngày 10/10/2025", DeadlineBound.On)]
    public void A_report_has_its_day_addressee_and_way(string sentence, DeadlineBound bound)
    {
        var deadline = Assert.Single(Read($"VI. BÁO CÁO\n\nCác đơn vị {sentence}.").Deadlines);
        Assert.Equal((new DateOnly(2025, 10, 10), bound, Deliverable.Report), (deadline.Date, deadline.Bound, deadline.What));
        Assert.Equal(("Ủy ban nhân dân xã", "Phòng Văn hóa - Xã hội"), (deadline.To, deadline.Via));
    }

    [Fact]
    public void Two_deliverables_of_one_sentence_are_two_deadlines()
    {
        var plan = Read("V. TỔ CHỨC THỰC HIỆN\n\n1. Các trường học\n\n- Gửi kế hoạch và lịch tổ chức lễ về Phòng Văn hóa - Xã hội trước ngày 25/9 và báo cáo kết quả trước ngày 09/10/2025.");
        Assert.Equal([(Deliverable.Plan, 25), (Deliverable.CeremonySchedule, 25), (Deliverable.Report, 9)], plan.Deadlines.Select(deadline => (deadline.What, deadline.Date.Day)));
        Assert.All(plan.Deadlines, deadline => Assert.Equal(("Phòng Văn hóa - Xã hội", "Các trường học"), (deadline.To, deadline.Who)));
    }

    [Theory]
    [InlineData("- Treo băng rôn xong trước ngày 28/9/2025.")]
    [InlineData("- Tổ chức Lễ khai mạc ngày 01/10/2025 và báo cáo điển hình.")]
    [InlineData("- Báo cáo kết quả thực hiện Quyết định số 12/QĐ-UBND ngày 03/02/2025.")]
    public void Other_days_are_no_deadlines(string task) => Assert.Empty(Read($"V. TỔ CHỨC THỰC HIỆN\n\n1. Các trường học\n\n{task}").Deadlines);
}
