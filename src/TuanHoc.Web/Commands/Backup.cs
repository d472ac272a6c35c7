using System.CommandLine;
using Npgsql;
using TuanHoc.Web.Data;
using TuanHoc.Web.Data.Backups;
using TuanHoc.Web.Kit;

namespace TuanHoc.Web.Commands;

/// <summary>"tuanhoc backup FILE": everything in one file, while the application goes on.</summary>
static class Backup
{
    public static Command Verb()
    {
        var file = new Argument<string>("FILE") { Description = "Tệp sẽ ghi; tệp đã có không bị ghi đè." };
        var folder = Shared.Existing();
        var verb = new Command("backup", "Sao lưu toàn bộ dữ liệu, kể cả ảnh và tệp, vào một tệp; chạy được khi ứng dụng đang chạy. Tệp chứa cả khóa và mã băm mật khẩu: hãy cất kỹ.") { file, folder };
        verb.SetAction((parsed, cancel) => Composition.WithDataAsync(parsed.GetValue(folder), async (services, _) =>
        {
            var (source, path) = (services.GetRequiredService<NpgsqlDataSource>(), Path.GetFullPath(parsed.GetValue(file)!));
            await AuditSeals.SealAsync(source, cancel);
            var manifest = await BackupWriter.WriteAsync(source, path, services.GetRequiredService<TimeProvider>().GetUtcNow(), cancel);
            Console.WriteLine($"Đã sao lưu {Vn.Number(manifest.Rows)} dòng của {Vn.Number(manifest.Tables.Count)} bảng vào {path} ({Vn.Number(new FileInfo(path).Length)} byte).");
            return 0;
        }, cancel));
        return verb;
    }
}
