using System.CommandLine;
using Npgsql;
using TuanHoc.Web.Kit;
using TuanHoc.Web.Units;
using TuanHoc.Web.Units.Export;

namespace TuanHoc.Web.Commands;

/// <summary>"tuanhoc units": the directory of a day on standard output, and nothing else there.</summary>
static class Units
{
    public static Command Verb()
    {
        var folder = Shared.Existing();
        var day = new Option<string?>("--as-of") { Description = "Ngày, như 2025-07-01 hoặc 01/07/2025 (mặc định hôm nay).", HelpName = "NGÀY" };
        day.Validators.Add(result =>
        {
            if (result.GetValue(day) is { } typed && AsOf.Read(typed, DateOnly.MinValue).IsWrong) result.AddError($"{typed} không phải là ngày.");
        });
        var format = new Option<string>("--format") { Description = "Dạng kết quả: csv hoặc json (mặc định csv), bảng mã UTF-8.", HelpName = "DẠNG", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "json");
        var verb = new Command(
            "units",
            "In mọi đơn vị của một ngày, các cột id, kind, code, parent_code, valid_from, valid_to, name. valid_to là ngày sau ngày cuối cùng, trống khi chưa kết thúc; parent_code trống khi cấp trên không có mã. Xã, huyện của năm 2021 đều ghi đến 30/06/2025, kể cả nơi đã sáp nhập từ năm 2023: ngày đó là muộn nhất, nên 30/06/2025 có 10.599 xã thay vì khoảng 10.035.") { folder, day, format };
        verb.SetAction((parsed, cancel) => WithDirectoryAsync(parsed.GetValue(folder), async (services, _) =>
        {
            var source = services.GetRequiredService<NpgsqlDataSource>();
            var onDay = AsOf.Read(parsed.GetValue(day) ?? "", services.GetRequiredService<TimeProvider>().Today()).Day;
            if (onDay < UnitDirectory.FirstDay) await Console.Error.WriteLineAsync($"Danh mục đơn vị bắt đầu từ ngày {Vn.Date(UnitDirectory.FirstDay)}: trước đó không có đơn vị nào.");
            await using var output = Console.OpenStandardOutput();
            var rows = DirectoryRow.ReadAsync(source, onDay, cancel);
            if (parsed.GetValue(format) == "json") await DirectoryFiles.WriteJsonAsync(rows, DirectoryColumn.Short, output, cancel);
            else await DirectoryFiles.WriteCsvAsync(rows, DirectoryColumn.Short, output, mark: false, cancel);
            return 0;
        }, cancel));
        return verb;
    }

    /// <summary>Where nobody has data yet, the directory that comes with the program is asked, in a folder that is gone afterwards: one that stayed would be a second place of data.</summary>
    static async Task<int> WithDirectoryAsync(string? folder, Func<IServiceProvider, IReadOnlyList<string>, Task<int>> run, CancellationToken cancel)
    {
        if (folder is not null || Composition.NamesServer || Shared.OnlyOne() is not null) return await Composition.WithDataAsync(folder, run, cancel);
        var passing = Directory.CreateTempSubdirectory("tuanhoc-units-");
        try
        {
            // Root's server runs as another user, who must be able to pass.
            if (!OperatingSystem.IsWindows()) passing.UnixFileMode |= (UnixFileMode)0b000_101_101;
            return await Composition.WithDataAsync(Path.Combine(passing.FullName, "data"), run, cancel);
        }
        finally
        {
            passing.Delete(recursive: true);
        }
    }
}
