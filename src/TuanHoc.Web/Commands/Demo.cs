using System.CommandLine;

namespace TuanHoc.Web.Commands;

/// <summary>"tuanhoc demo": loads the sample data, as "serve --sample" does.</summary>
static class Demo
{
    public static Command Verb()
    {
        var folder = Shared.Folder("data/sample");
        var verb = new Command("demo", "Nạp dữ liệu mẫu vào một thư mục dữ liệu; chạy lại không nạp thêm.") { folder };
        verb.SetAction((parsed, cancel) => Composition.WithDataAsync(parsed.GetValue(folder)!, async (services, _) =>
        {
            await Composition.RunAsync(Rooms.Samples, services, cancel);
            Console.WriteLine("Đã nạp dữ liệu mẫu.");
            return 0;
        }, cancel));
        return verb;
    }
}
