using System.CommandLine;
using TuanHoc.Office;
using TuanHoc.Plans;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Commands;

/// <summary>"tuanhoc read-plan FILE": what the program reads in an issued plan; needs no database.</summary>
static class ReadPlan
{
    public static Command Verb()
    {
        var file = new Argument<string>("FILE") { Description = "Kế hoạch đã ban hành (.txt, .docx)." };
        var format = new Option<string>("--format") { Description = "Dạng kết quả: text (tóm tắt, mặc định) hoặc json (mọi điều đọc được, kèm vị trí).", HelpName = "DẠNG", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var verb = new Command("read-plan", "Đọc một kế hoạch và in những gì đọc được.") { file, format };
        verb.SetAction(parsed =>
        {
            var plan = Read(parsed.GetValue(file)!);
            foreach (var line in parsed.GetValue(format) == "json" ? [PlanJson.Write(plan)] : Summary(plan)) Console.WriteLine(line);
        });
        return verb;
    }

    static Plan Read(string path)
    {
        if (!File.Exists(path)) throw new Refusal($"Không thấy tệp {path}.");
        using var file = File.OpenRead(path);
        var (text, refusal) = PlanText.Read(file);
        if ((text is null ? refusal!.ToString() : PlanReader.WhyNotPlan(text)) is { } sentence) throw new Refusal(sentence);
        return PlanReader.Read(text!);
    }

    static IEnumerable<string> Summary(Plan plan) =>
    [
        $"Cơ quan ban hành: {plan.Header.Issuer?.Value ?? "?"}",
        $"Số, ký hiệu: {plan.Header.Number?.Value ?? "?"}",
        $"Ngày ban hành: {(plan.Header.IssuedOn is { } day ? $"{day.Value:dd/MM/yyyy}" : "?")}",
        $"Trích yếu: {plan.Header.Title?.Value ?? "?"}",
        $"Chủ đề: {plan.Theme?.Value ?? "?"}",
        $"Tuần lễ: {(plan.Period is { } week ? $"{week.Start:dd/MM/yyyy} – {week.End:dd/MM/yyyy}" : "?")}",
        $"Căn cứ: {plan.LegalBases.Count}; lễ khai mạc: {plan.OpeningCeremonies.Count}; hoạt động: {plan.Activities.Count}; phân công: {plan.Assignments.Count}; hạn: {plan.Deadlines.Count}; phụ lục: {plan.Annexes.Count}",
        .. plan.Missing,
    ];
}
