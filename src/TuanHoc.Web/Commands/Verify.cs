using System.CommandLine;
using Npgsql;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Data;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Commands;

/// <summary>"tuanhoc verify": checks every invariant over the data and names what breaks one.</summary>
public static class Verify
{
    public static Command Verb()
    {
        var folder = Shared.Existing();
        var verb = new Command("verify", "Kiểm tra mọi điều phải đúng trong dữ liệu; in từng dòng sai và kết thúc với mã 1 nếu có.") { folder };
        verb.SetAction((parsed, cancel) => Composition.WithDataAsync(parsed.GetValue(folder), (services, _) => RunAsync(Invariants.All, services, Console.Out, cancel), cancel, mustExist: true));
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
        await output.WriteLineAsync(Told(await AuditSeals.StateAsync(services.GetRequiredService<NpgsqlDataSource>(), cancel)));
        if (faults == 0) await output.WriteLineAsync($"Đã kiểm tra {invariants.Count} điều, không thấy sai.");
        return faults == 0 ? 0 : 1;
    }

    /// <summary>Noted down elsewhere, the last hash also shows whether blocks were cut off at the end.</summary>
    static string Told(AuditSealed audit) =>
        (audit.Blocks == 0 ? "Nhật ký: chưa niêm phong khối nào" : $"Nhật ký: đã niêm phong {Vn.Number(audit.Lines)} dòng trong {Vn.Number(audit.Blocks)} khối, khối cuối {audit.LastHash}")
        + (audit.OldestWaiting is { } oldest ? $"; {Vn.Number(audit.Waiting)} dòng chưa niêm phong, từ {Vn.Moment(oldest)}." : "; không còn dòng nào chưa niêm phong.");
}
