using TuanHoc.Plans;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Core.Tests.Plans;

/// <summary>Letters and guidances as they come: what they are, and what they ask of whom.</summary>
public sealed class LetterTests
{
    const string Head = "UBND TỈNH LÀO CAI\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n", Place = "Lào Cai, ngày 10 tháng 9 năm 2025\n\n",
        Words = """
            Thực hiện Kế hoạch số 12/KH-UBND ngày 01/9/2025 của Ủy ban nhân dân tỉnh, Sở Giáo dục và Đào tạo đề nghị như sau:

            1. Xây dựng kế hoạch, gửi về Sở Giáo dục và Đào tạo trước ngày 25/9/2025.

            2. Báo cáo kết quả về Sở Giáo dục và Đào tạo chậm nhất ngày 28/10/2025.

            Nơi nhận:
            - Như trên;
            - Hội Khuyến học tỉnh;
            - Lưu: VT, GDTX.

            GIÁM ĐỐC
            Nguyễn Văn Mẫu
            """;

    static readonly string Letter = $"{Head}Số: 1234/SGDĐT-GDTX\nV/v điều chỉnh thời hạn của Tuần lễ hưởng ứng\nhọc tập suốt đời năm 2025\n{Place}Kính gửi:\n- Ủy ban nhân dân các xã, phường;\n- Các trường trung học phổ thông.\n\n{Words}";

    static readonly string Guidance = $"{Head}Số: 27/HD-SGDĐT\n{Place}HƯỚNG DẪN\nTổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025\n\n{Words}";

    [Fact]
    public void A_letter_is_known_by_what_it_has_instead_of_a_name()
    {
        var plan = PlanReader.Read(Letter);
        Assert.Null(PlanReader.WhyNotPlan(Letter));
        Assert.Equal((DocumentType.Letter, null), (plan.Header.Type!.Value, plan.Header.Type.Doubt));
        Assert.Equal("Kính gửi", Letter[plan.Header.Type.At.From..plan.Header.Type.At.To]);
        Assert.Equal(("1234/SGDĐT-GDTX", "điều chỉnh thời hạn của Tuần lễ hưởng ứng học tập suốt đời năm 2025"), (plan.Header.Number?.Value, plan.Header.Title?.Value));
        Assert.Equal(("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Lào Cai", new DateOnly(2025, 9, 10), 2025), (plan.Header.Issuer?.Value, plan.Header.Place?.Value, plan.Header.IssuedOn?.Value, plan.Header.Year?.Value));
        Assert.Equal("Nguyễn Văn Mẫu", plan.Signature?.Name);
        Assert.Empty(plan.Missing);
    }

    [Fact]
    public void A_letter_asks_those_whom_it_addresses_and_goes_to_them()
    {
        var plan = PlanReader.Read(Letter);
        Assert.Equal(["Ủy ban nhân dân các xã, phường", "Các trường trung học phổ thông", "Hội Khuyến học tỉnh", "Lưu: VT, GDTX"], plan.Recipients.Select(recipient => recipient.Value));
        Assert.Equal([(Deliverable.Plan, new DateOnly(2025, 9, 25)), (Deliverable.Report, new DateOnly(2025, 10, 28))], plan.Deadlines.Select(due => (due.What, due.Date)));
        Assert.All(plan.Deadlines, due => Assert.Equal("Ủy ban nhân dân các xã, phường; Các trường trung học phổ thông", due.Who));
        Assert.Equal(["12/KH-UBND"], plan.LegalBases.Select(basis => basis.Number));
    }

    [Theory]
    [InlineData("Kính gửi: Ủy ban nhân dân các xã, phường")]
    [InlineData("Kính gửi: - Ủy ban nhân dân các xã, phường.")]
    [InlineData("Kính gửi: Ủy ban nhân dân các xã,\nphường")]
    [InlineData("Kính gửi:\n- Ủy ban nhân dân các xã, phường.")]
    public void Whom_it_addresses_stands_in_one_line_or_in_several(string line) =>
        Assert.Equal(["Ủy ban nhân dân các xã, phường", "Lưu: VT"], PlanReader.Read($"{Head}Số: 12/SGDĐT\nV/v tổ chức Tuần lễ\n{Place}{line}\n\nĐề nghị tham gia.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.").Recipients.Select(recipient => recipient.Value));

    [Theory]
    [InlineData("Số: 12/SGDĐT-GDTX\tLào Cai, ngày 10 tháng 9 năm 2025\nV/v tổ chức Tuần lễ\nnăm 2025")]
    [InlineData("Số: 12/SGDĐT-GDTX\nV/v tổ chức Tuần lễ\tLào Cai, ngày 10 tháng 9 năm 2025\nnăm 2025")]
    [InlineData("Số: 12/SGDĐT-GDTX\nV/v: tổ chức Tuần lễ năm 2025 Lào Cai, ngày 10 tháng 9 năm 2025")]
    [InlineData("Số: 12/SGDĐT-GDTX\n(V/v tổ chức Tuần lễ năm 2025\nLào Cai, ngày 10 tháng 9 năm 2025")]
    public void Its_subject_stands_under_its_number_however_the_page_ran_its_columns(string head) =>
        Assert.Equal("tổ chức Tuần lễ năm 2025", PlanReader.Read($"{Head}{head}\n\nKính gửi: Ủy ban nhân dân các xã, phường\n\nĐề nghị tham gia.").Header.Title?.Value);

    [Fact]
    public void A_guidance_is_known_by_its_name()
    {
        var plan = PlanReader.Read(Guidance);
        Assert.Null(PlanReader.WhyNotPlan(Guidance));
        Assert.Equal((DocumentType.Guidance, null, "27/HD-SGDĐT", "Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025"), (plan.Header.Type!.Value, plan.Header.Type.Doubt, plan.Header.Number?.Value, plan.Header.Title?.Value));
        Assert.Equal([new DateOnly(2025, 9, 25), new DateOnly(2025, 10, 28)], plan.Deadlines.Select(due => due.Date));
    }

    [Fact]
    public void A_number_of_another_type_makes_the_type_doubtful()
    {
        var header = PlanReader.Read(Guidance.Replace("27/HD-SGDĐT", "27/KH-SGDĐT", StringComparison.Ordinal)).Header;
        Assert.Equal((DocumentType.Guidance, "27/KH-SGDĐT"), (header.Type!.Value, header.Number?.Value));
        Assert.NotNull(header.Type.Doubt);
        Assert.NotNull(header.Number?.Doubt);
    }

    [Fact]
    public void Who_only_addresses_somebody_may_have_written_a_letter() =>
        Assert.NotNull(PlanReader.Read($"{Head}Số: /\n{Place}Kính gửi: Ủy ban nhân dân các xã, phường\n\nĐề nghị tham gia Tuần lễ.").Header.Type?.Doubt);

    [Fact]
    public void A_report_to_somebody_is_no_letter()
    {
        var report = $"{Head}Số: 12/BC-SGDĐT\n{Place}BÁO CÁO\nKết quả Tuần lễ hưởng ứng học tập suốt đời\n\nKính gửi: Ủy ban nhân dân tỉnh\n\n{Words}";
        Assert.Null(PlanReader.Read(report).Header.Type);
        Assert.Equal("Văn bản có tên loại là báo cáo, không phải kế hoạch.", PlanReader.WhyNotPlan(report).ToString());
    }

    [Theory]
    [InlineData(DocumentType.Letter)]
    [InlineData(DocumentType.Guidance)]
    public void What_is_written_here_is_read_again(DocumentType type)
    {
        var draft = new PlanDraft
        {
            Type = type,
            ParentBody = "Ủy ban nhân dân tỉnh Lào Cai",
            Issuer = "Sở Giáo dục và Đào tạo",
            Notation = type == DocumentType.Letter ? "SGDĐT-GDTX" : "HD-SGDĐT",
            Number = 7,
            Place = "Lào Cai",
            IssuedOn = new(2025, 9, 10),
            Year = 2025,
            Title = "tổ chức Tuần lễ hưởng ứng học tập suốt đời năm 2025",
            Addressees = ["Ủy ban nhân dân các xã, phường", "Các trường trung học phổ thông"],
            Week = new(new(2025, 10, 1), new(2025, 10, 7)),
            Frame = new("Tháng khuyến học", new(2025, 9, 2), new(2025, 10, 2)),
            Assignments = [new("Các trường trung học phổ thông", IsAsked: false, [new("Tổ chức ngày hội đọc sách", null, new(2025, 10, 3), DeadlineBound.On, null, null)])],
            Deadlines = [new(Deliverable.Report, new(2025, 10, 28), null, DeadlineBound.By, "Ủy ban nhân dân các xã, phường", "Sở Giáo dục và Đào tạo", null, null)],
            Recipients = ["Như trên", "Lưu: VT"],
            Signature = new([], "Giám đốc", "Nguyễn Văn Mẫu"),
        };
        var plan = PlanReader.Read(PlanWriter.Write(draft).ToText());
        Assert.Equal((type, $"07/{draft.Notation}", draft.Title), (plan.Header.Type!.Value, plan.Header.Number?.Value, plan.Header.Title?.Value));
        Assert.Equal((draft.Week.Start, draft.Frame), (plan.Period!.Start, new DraftFrame(plan.Frame!.Name, plan.Frame.Start, plan.Frame.End)));
        Assert.Equal([.. draft.Addressees, "Lưu: VT"], plan.Recipients.Select(recipient => recipient.Value));
        Assert.Equal((Deliverable.Report, new DateOnly(2025, 10, 28), "Ủy ban nhân dân các xã, phường"), plan.Deadlines.Select(due => (due.What, due.Date, due.Who)).Single());
        Assert.Equal(("các trường trung học phổ thông", new DateOnly(2025, 10, 3)), plan.Assignments.Select(body => (body.Agency.ToLowerInvariant(), body.Tasks.Single().Due!.Value)).Single());
    }
}
