using System.CommandLine;
using TuanHoc.Office;
using TuanHoc.Plans;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Commands;

/// <summary>"tuanhoc read-plan FILE": what the program reads in an issued plan; needs no database.</summary>
static class ReadPlan
{
    public static Command Verb()
    {
        var file = new Argument<string>("FILE") { Description = "Kế hoạch đã ban hành (.docx, .pdf, .doc, .txt)." };
        var format = new Option<string>("--format") { Description = "Dạng kết quả: text hoặc json (mặc định text).", HelpName = "DẠNG", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var verb = new Command("read-plan", "Đọc một kế hoạch và in những gì đọc được.") { file, format };
        verb.SetAction((parsed, cancel) => ReadAsync(parsed.GetValue(file)!, json: parsed.GetValue(format) == "json", cancel));
        return verb;
    }

    static async Task<int> ReadAsync(string file, bool json, CancellationToken cancel)
    {
        if (!File.Exists(file)) throw new Refusal($"Không thấy tệp {file}.");
        await using var stream = File.OpenRead(file);
        var (text, refusal, byMachine) = await PlanFile.ReadAsync(stream, cancel);
        if ((refusal ?? PlanReader.WhyNotPlan(text!)) is { } why) throw new Refusal($"{file}: {why}");
        var plan = PlanReader.Read(text!, byMachine);
        if (json) Console.WriteLine(PlanJson.Write(plan));
        else foreach (var line in Told(plan, text!)) Console.WriteLine(line);
        return 0;
    }

    static IEnumerable<string> Told(Plan plan, string text)
    {
        var header = plan.Header;
        yield return $"{header.Title?.Value ?? "Kế hoạch không có trích yếu"}";
        yield return $"  Số {header.Number?.Value ?? "(trống)"}, ngày {Day(header.IssuedOn?.Value)}, {header.Issuer?.Value ?? "không rõ cơ quan ban hành"}";
        yield return $"Chủ đề: {plan.Theme?.Value ?? "(không tìm thấy)"}";
        yield return $"Tuần lễ: {(plan.Period is { } week ? $"{Vn.Date(week.Start)} – {Vn.Date(week.End)}" : "(không tìm thấy)")}";
        foreach (var line in Part("Căn cứ", plan.LegalBases, b => $"{b.Number}, ngày {Day(b.Date)}, {b.Issuer}")) yield return line;
        foreach (var line in Part("Lễ khai mạc", plan.OpeningCeremonies, c => $"{(c.DateFrom is { } from ? $"{Vn.Date(from)} – {Day(c.DateTo)}" : Day(c.Date))} {c.Time:HH\\:mm} {c.Venue}")) yield return line;
        foreach (var body in plan.Assignments)
            foreach (var line in Part($"{body.Agency}{(body.Mode is { } mode ? $" ({mode})" : "")}", body.Tasks, t => $"{t.StartsWith} …{(t.Due is { } due ? $" [{Bound(t.Bound)} {Vn.Date(due)}]" : "")}{(t.Partners.Count > 0 ? $" [phối hợp: {string.Join(", ", t.Partners)}]" : "")}")) yield return line;
        foreach (var line in Part("Hạn gửi", plan.Deadlines, d => $"{Bound(d.Bound)} {Vn.Date(d.Date)} {Word(d.What)}{(d.To is null ? "" : $", về {d.To}")}{(d.Via is null ? "" : $", qua {d.Via}")}")) yield return line;
        foreach (var line in Part("Nơi nhận", plan.Recipients, r => r.Value)) yield return line;
        yield return $"Ký: {string.Join(", ", new[] { plan.Signature?.Position, plan.Signature?.Name }.OfType<string>())}";
        foreach (var line in Part("Phụ lục", plan.Annexes, a => a.Title)) yield return line;
        yield return $"Biểu số liệu: {plan.StatisticsRows.Count} dòng";
        foreach (var line in Part("Số đơn vị", plan.Counts, c => $"{Vn.Number(c.Count)} {c.What}")) yield return line;
        foreach (var doubt in plan.Doubts) yield return doubt.At == default ? doubt.Value : $"{doubt.Value} ({text[doubt.At.From..doubt.At.To]})";
        foreach (var sentence in plan.Missing) yield return sentence;
    }

    static IEnumerable<string> Part<T>(string heading, IReadOnlyCollection<T> facts, Func<T, string> told) => facts.Count == 0 ? [] : facts.Select(f => "  - " + told(f).Trim()).Prepend($"{heading}:");

    static string Day(DateOnly? day) => day is { } known ? Vn.Date(known) : "(trống)";

    static string Bound(DeadlineBound? bound) => bound switch
    {
        DeadlineBound.Before => "trước ngày",
        DeadlineBound.By => "chậm nhất ngày",
        _ => "ngày",
    };

    static string Word(Deliverable what) => what switch
    {
        Deliverable.Plan => "kế hoạch",
        Deliverable.CeremonySchedule => "lịch khai mạc",
        Deliverable.Report => "báo cáo",
        _ => "họp tổng kết",
    };
}
