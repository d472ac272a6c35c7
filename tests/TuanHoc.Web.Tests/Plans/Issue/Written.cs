using TuanHoc.Office;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;
using TuanHoc.Web.Plans;
using TuanHoc.Web.Plans.Writing;

namespace TuanHoc.Web.Tests.Plans.Issue;

/// <summary>Drafts that lack nothing, and what a person does to have them issued.</summary>
static class Written
{
    public static readonly DateOnly Day = new(2025, 9, 1);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static PlanDraft Plan(int year = 2025) => new()
    {
        Issuer = "Ủy ban nhân dân tỉnh Thử",
        Notation = "KH-UBND",
        Place = "Thử",
        Year = year,
        Title = $"Tổ chức Tuần lễ hưởng ứng học tập suốt đời năm {year}",
        Theme = "Mỗi ngày một trang sách",
        Week = new(new(year, 10, 1), new(year, 10, 7)),
        Bases = [new("Quyết định", "1373/QĐ-TTg", new(2021, 7, 30), "Thủ tướng Chính phủ", "phê duyệt Đề án Xây dựng xã hội học tập giai đoạn 2021 - 2030")],
        Sections = [new("Mục đích, yêu cầu", SectionKind.Words, "Nâng cao nhận thức của người dân về học tập suốt đời."), new("Tổ chức thực hiện", SectionKind.Assignments, ""), new("Chế độ báo cáo", SectionKind.Reporting, "")],
        Assignments =
        [
            new("Sở Giáo dục và Đào tạo", IsAsked: false, [new("Xây dựng kế hoạch và lịch khai mạc", TaskOutput.Plan, new(year, 9, 20), DeadlineBound.Before, null, null), new("Kiểm tra ít nhất 5 đơn vị và có biên bản", TaskOutput.Inspection, null, DeadlineBound.By, null, null)]),
            new("Hội Khuyến học tỉnh", IsAsked: true, [new("Vận động hội viên tham gia các hoạt động", null, null, DeadlineBound.By, null, null)]),
        ],
        Deadlines = [new(Deliverable.Report, new(year, 10, 15), null, DeadlineBound.Before, "Ủy ban nhân dân các xã, phường", "Sở Giáo dục và Đào tạo", null, null)],
        Recipients = ["TT/TU", "Các sở, ban, ngành", "Lưu: VT"],
        Signature = new(["TM. ỦY BAN NHÂN DÂN"], "CHỦ TỊCH", "Nguyễn Văn Mẫu"),
    };

    public static PlanDraft Letter(string title = "triển khai Tuần lễ hưởng ứng học tập suốt đời", int year = 2025) => new()
    {
        Type = DocumentType.Letter,
        Issuer = "Ủy ban nhân dân tỉnh Thử",
        Notation = "UBND-VX",
        Place = "Thử",
        Year = year,
        Title = title,
        Addressees = ["Các sở, ban, ngành"],
        Sections = [new("", SectionKind.Words, "Ủy ban nhân dân tỉnh đề nghị các cơ quan triển khai Tuần lễ.")],
        Recipients = ["Như trên", "Lưu: VT"],
        Signature = new(["TM. ỦY BAN NHÂN DÂN"], "CHỦ TỊCH", "Nguyễn Văn Mẫu"),
    };

    /// <summary>Keeps a draft of a unit, as its editor does, and returns its path.</summary>
    public static async Task<string> DraftAsync(this PlanWorld world, long unit, PlanDraft draft, string? upper = null)
    {
        var id = Guid.CreateVersion7();
        await world.Data.RunAsync($"""
            insert into plan (id, unit_id, state, type, file_name, text, facts, draft, title, upper_id, write_key, made_at, made_by, changed_at, changed_by)
            select $1, $2, 'draft', $3, '', '', $4::jsonb, $5::jsonb, $6, {(upper is null ? "null" : $"'{upper["/plans/".Length..]}'")}, $1, now(), p.id, now(), p.id from (select min(id) as id from person) p
            """, id, unit, DraftWords.Stored(draft.Type), PlanFacts.Write(PlanReader.Read("")), DraftJson.Write(draft), draft.Title);
        return $"/plans/{id}";
    }

    /// <summary>Issues through the page's own form.</summary>
    public static async Task<HttpResponseMessage> IssueAsync(this HttpClient browser, string path, string? number = "12", string day = "01/09/2025")
    {
        var form = (await browser.PageAsync($"{path}/issue")).Form($"{path}/issue");
        return await browser.SendAsync(form, null, number is null ? [("day", day)] : [("number", number), ("day", day)]);
    }

    /// <summary>Sends a signed file through the page's own form.</summary>
    public static async Task<HttpResponseMessage> SignedAsync(this HttpClient browser, string path, byte[] bytes, string fileName = "ban-ky.docx")
    {
        var form = (await browser.PageAsync(path)).Form($"{path}/signed");
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in form.Filled(("file", null))) content.Add(new StringContent(value), name);
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentDisposition = new("form-data") { Name = "file", FileName = $"\"{fileName}\"" };
        content.Add(file);
        return await browser.PostAsync($"{path}/signed", content, Cancel);
    }

    public static byte[] Docx(PlanDraft draft)
    {
        using var file = new MemoryStream();
        DocxWriter.Write(PlanWriter.Write(draft), file);
        return file.ToArray();
    }

    public static Guid Id(string path) => Guid.Parse(path["/plans/".Length..], System.Globalization.CultureInfo.InvariantCulture);

    public static Task<string> StoredAsync(this PlanWorld world, string path, string column) => world.Data.ScalarAsync<string>($"select coalesce(({column})::text, '') from plan where id = $1", Id(path));
}
