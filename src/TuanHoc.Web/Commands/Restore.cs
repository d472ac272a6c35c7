using System.CommandLine;
using TuanHoc.Web.Data.Backups;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Commands;

/// <summary>"tuanhoc restore FILE": a backup into an empty data folder, or not at all.</summary>
static class Restore
{
    public static Command Verb()
    {
        var file = new Argument<string>("FILE") { Description = "Tệp do tuanhoc backup ghi." };
        var folder = Shared.Folder("data");
        var verb = new Command("restore", "Khôi phục một bản sao lưu vào một thư mục dữ liệu còn trống. Tệp được kiểm tra trọn vẹn trước khi ghi; số dòng và số tổng hợp được so lại trước khi giữ.") { file, folder };
        verb.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(file)!, parsed.GetValue(folder)!, cancel));
        return verb;
    }

    static async Task<int> RunAsync(string file, string folder, CancellationToken cancel)
    {
        // First of all: where the file is broken nothing is made, not even the folder.
        await using var backup = await BackupFile.OpenAsync(Path.GetFullPath(file), cancel);
        await using var data = await DataFolder.OpenAsync(folder, Composition.Server(Composition.Builder([])));
        await Restoring.RestoreAsync(data.Source, backup, cancel);
        var manifest = backup.Manifest;
        Console.WriteLine($"Đã khôi phục {Vn.Number(manifest.Rows)} dòng của {Vn.Number(manifest.Tables.Count)} bảng, sao lưu lúc {Vn.Moment(manifest.At)}; số dòng và số tổng hợp khớp. Kiểm tra thêm: tuanhoc verify --data {folder}");
        return 0;
    }
}
