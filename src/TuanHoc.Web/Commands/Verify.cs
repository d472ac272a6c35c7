using System.CommandLine;
using TuanHoc.Web.Boards;

namespace TuanHoc.Web.Commands;

/// <summary>"tuanhoc verify": checks every invariant over the data and names what breaks one.</summary>
public static class Verify
{
    public static Command Verb()
    {
        var folder = Shared.Folder("data");
        var verb = new Command("verify", "Kiểm tra mọi điều phải đúng trong dữ liệu; in từng dòng sai và kết thúc với mã 1 nếu có.") { folder };
        verb.SetAction((parsed, cancel) => Composition.WithDataAsync(parsed.GetValue(folder)!, (services, _) => RunAsync(Invariants.All, services, Console.Out, cancel), cancel));
        return verb;
    }

    /// <summary>Writes one line for each fault found, or how much was checked; returns the exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyCollection<Invariant> invariants, IServiceProvider services, TextWriter output, CancellationToken cancel)
    {
        var faults = 0;
        foreach (var invariant in invariants)
        {
            foreach (var fault in await invariant.FindAsync(services, cancel))
            {
                await output.WriteLineAsync($"{invariant.Name}: {fault}");
                faults++;
            }
        }
        if (faults == 0) await output.WriteLineAsync($"Đã kiểm tra {invariants.Count} điều, không thấy sai.");
        return faults == 0 ? 0 : 1;
    }
}
