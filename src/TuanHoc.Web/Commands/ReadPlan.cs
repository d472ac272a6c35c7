using System.CommandLine;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Commands;

/// <summary>"tuanhoc read-plan FILE": what the program reads in an issued plan; needs no database.</summary>
static class ReadPlan
{
    public static Command Verb()
    {
        var file = new Argument<string>("FILE") { Description = "Kế hoạch đã ban hành (.txt, .docx)." };
        var format = new Option<string>("--format") { Description = "Dạng kết quả: text hoặc json (mặc định text).", HelpName = "DẠNG", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var verb = new Command("read-plan", "Đọc một kế hoạch và in những gì đọc được.") { file, format };
        verb.SetAction(parsed => Read(parsed.GetValue(file)!, json: parsed.GetValue(format) == "json"));
        return verb;
    }

    static int Read(string file, bool json)
    {
        if (!File.Exists(file)) throw new Refusal($"Không thấy tệp {file}.");
        Console.WriteLine(json ? "{}" : File.ReadAllText(file));
        return 0;
    }
}
