using System.CommandLine;
using TuanHoc.Web.Boards;

namespace TuanHoc.Web.Commands;

/// <summary>"tuanhoc verify": checks every invariant over the data and names what breaks one.</summary>
static class Verify
{
    public static Command Verb()
    {
        var folder = Shared.Folder("data");
        var verb = new Command("verify", "Kiểm tra mọi điều phải đúng trong dữ liệu; in từng dòng sai và kết thúc với mã 1 nếu có.") { folder };
        verb.SetAction((parsed, cancel) => Composition.WithDataAsync(parsed.GetValue(folder)!, async (services, _) =>
        {
            var faults = 0;
            foreach (var invariant in Invariants.All)
            {
                await using var scope = services.CreateAsyncScope();
                foreach (var fault in await invariant.FindAsync(scope.ServiceProvider, cancel))
                {
                    Console.WriteLine($"{invariant.Name}: {fault}");
                    faults++;
                }
            }
            if (faults == 0) Console.WriteLine($"Đã kiểm tra {Invariants.All.Count} điều, không thấy sai.");
            return faults == 0 ? 0 : 1;
        }, cancel));
        return verb;
    }
}
