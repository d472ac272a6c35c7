using System.CommandLine;

namespace TuanHoc.Web.Commands;

/// <summary>"tuanhoc migrate": brings the schema and the directory of units up to date.</summary>
static class Migrate
{
    public static Command Verb()
    {
        var folder = Shared.Existing();
        var verb = new Command("migrate", "Đưa lược đồ cơ sở dữ liệu và danh mục đơn vị lên bản mới nhất; in tên các tệp vừa áp dụng.") { folder };
        verb.SetAction((parsed, cancel) => Composition.WithDataAsync(parsed.GetValue(folder), (_, applied) =>
        {
            foreach (var name in applied) Console.WriteLine(name);
            if (applied.Count == 0) Console.WriteLine("Lược đồ đã ở bản mới nhất.");
            return Task.FromResult(0);
        }, cancel));
        return verb;
    }
}
