using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Npgsql;
using TuanHoc.Documents;
using TuanHoc.Office;
using TuanHoc.Web;
using TuanHoc.Web.Accounts;
using TuanHoc.Web.Commands;
using TuanHoc.Web.Data;

namespace TuanHoc.Bench;

/// <summary>The directory at national size, brought in by file as provinces bring theirs: how long 50,000 rows take, and its pages afterwards.</summary>
static class UnitsBench
{
    const int Clients = 16, Rounds = 5, Imported = 50_000, Current = 60_000;
    const string Administrator = "quantri";

    static readonly TimeSpan Turn = TimeSpan.FromSeconds(1.5);

    public static async Task<IEnumerable<(string Name, double Value)>> RunAsync()
    {
        await using var folder = await BenchFolder.OpenAsync();
        await PrepareAsync(folder.Source);
        await folder.CloseAsync();
        await using var application = await Published.StartAsync(folder.Path);
        using var visitor = await Visitor.SignInAsync(application.Address, Administrator);
        var communes = await CommunesAsync(folder.Source);
        var (checking, applying) = await ImportAsync(visitor, "don-vi.csv", Csv(Schools(communes, from: 0, Imported)));
        await ImportAsync(visitor, "don-vi.csv", Csv(Schools(communes, from: Imported, await MissingAsync(folder.Source))));
        var (again, _) = await ImportAsync(visitor, "don-vi.csv", Csv(Schools(communes, from: 0, Imported)));
        await RunAsync(folder.Source, "vacuum analyze");

        var provinces = await ListAsync<long>(folder.Source, "select unit_id from unit_on(date '2025-10-01') where kind = 'province' order by code");
        var districts = await ListAsync<long>(folder.Source, "select unit_id from unit_on(date '2021-10-01') where kind = 'district' order by code");
        string[] typed = ["t", "ta", "tan", "tan t", "tan ti", "tan tien", "truong tieu hoc", "truong tieu hoc so 12", "phuong 4", "duc nhuan", "ha noi", "lai ch", "xa", "khong co ten nao"];
        List<(string Name, string[] Paths)> pages =
        [
            ("tree", ["/units"]),
            ("search", [.. typed.Select(q => $"/units/search?q={Uri.EscapeDataString(q)}&on=")]),
            ("as_of", [.. provinces.Select(id => string.Create(CultureInfo.InvariantCulture, $"/units/{id}/below?kind=commune&on=01/10/2025"))]),
            ("as_of_2021", [.. districts.Select(id => string.Create(CultureInfo.InvariantCulture, $"/units/{id}/below?kind=commune&on=01/10/2021"))]),
            ("page", [.. provinces.Select(id => string.Create(CultureInfo.InvariantCulture, $"/units/{id}?on=01/10/2025"))]),
        ];
        var lines = new List<(string, double)>
        {
            ("units.current", await OneAsync<long>(folder.Source, "select count(*) from unit_on((now() at time zone 'Asia/Ho_Chi_Minh')::date)")),
            ($"units.import_{Imported}_s", checking + applying), ($"units.import_{Imported}_check_s", checking), ($"units.import_{Imported}_apply_s", applying), ($"units.import_{Imported}_again_s", again),
        };
        foreach (var (name, paths) in pages)
        {
            var (times, perSecond) = await LoadAsync(visitor, paths);
            lines.AddRange([($"units.{name}_p95_ms", Median.At(times, 0.95)), ($"units.{name}_p50_ms", Median.Of(times)), ($"units.{name}_per_s", perSecond)]);
        }
        return [.. lines, ("memory.rss_mb", application.ResidentMegabytes), .. await XlsxAsync()];
    }

    /// <summary>The same rows as the workbook that provinces really send, into a directory that has none of them yet.</summary>
    static async Task<IEnumerable<(string Name, double Value)>> XlsxAsync()
    {
        await using var folder = await BenchFolder.OpenAsync();
        await PrepareAsync(folder.Source);
        await folder.CloseAsync();
        await using var application = await Published.StartAsync(folder.Path);
        using var visitor = await Visitor.SignInAsync(application.Address, Administrator);
        var (checking, applying) = await ImportAsync(visitor, "don-vi.xlsx", Xlsx(Schools(await CommunesAsync(folder.Source), from: 0, Imported)));
        return [($"units.import_{Imported}_xlsx_s", checking + applying), ($"units.import_{Imported}_xlsx_check_s", checking)];
    }

    static async Task PrepareAsync(NpgsqlDataSource source)
    {
        await Migrator.MigrateAsync(source);
        await using var app = Composition.Build(Composition.Builder(["--applicationName=tuanhoc", "--Logging:LogLevel:Default=Warning"]), source);
        await Composition.RunAsync(Rooms.Directory, app.Services, CancellationToken.None);
        await using var command = source.CreateCommand("insert into person (full_name, user_name, normalized_user_name, password_hash, security_stamp, concurrency_stamp, is_administrator) values ('Người quản trị', $1, upper($1), $2, $1, $1, true)");
        command.Parameters.Add(new() { Value = Administrator });
        command.Parameters.Add(new() { Value = new PasswordHasher<Person>().HashPassword(new Person(), NationalData.Password) });
        await command.ExecuteNonQueryAsync();
    }

    static readonly string[] Heads = ["Mã đơn vị", "Tên đơn vị", "Loại", "Cấp học", "Mã xã", "Tên xã", "Trực thuộc", "Số người học"];

    static byte[] Csv(IEnumerable<string[]> rows) => Encoding.UTF8.GetBytes(string.Concat(rows.Prepend(Heads).Select(row => string.Join(',', row) + "\n")));

    static byte[] Xlsx(IEnumerable<string[]> rows)
    {
        using var file = new MemoryStream();
        XlsxWriter.Write([new Sheet("Đơn vị", [.. Heads.Select(_ => new SheetColumn(20))]) { Header = [DocumentRow.Of(Heads)], Rows = rows.Select(row => (IReadOnlyList<SheetCell>)[.. row.Select(text => SheetCell.Of(text))]) }], file);
        return file.ToArray();
    }

    /// <summary>Rows of a province's file: a code, a name and a commune each, an upper-secondary school now and then.</summary>
    static IEnumerable<string[]> Schools(List<(string Code, string Name)> communes, int from, int count)
    {
        (string Level, string Type)[] levels = [("Mầm non", "Trường Mầm non"), ("Tiểu học", "Trường Tiểu học"), ("THCS", "Trường THCS"), ("THPT", "Trường THPT")];
        for (var i = from; i < from + count; i++)
        {
            var ((code, name), (level, type)) = (communes[i % communes.Count], levels[i % 7 % levels.Length]);
            yield return [string.Create(CultureInfo.InvariantCulture, $"{i:00000000}"), string.Create(CultureInfo.InvariantCulture, $"{type} số {i} {name}"), "Trường", level, code, name, "", string.Create(CultureInfo.InvariantCulture, $"{i % 900 + 40}")];
        }
    }

    /// <summary>Sends a file, waits for the check, presses the button and waits again; seconds from the post to the page that says so.</summary>
    static async Task<(double Check, double Apply)> ImportAsync(Visitor visitor, string fileName, byte[] file)
    {
        var fields = Visitor.Hidden(await visitor.ReadAsync("/units/import"));
        using var content = new MultipartFormDataContent { { new StringContent("1"), "unit" }, { new ByteArrayContent(file), "file", fileName } };
        foreach (var (name, value) in fields) content.Add(new StringContent(value), name);
        var sent = Stopwatch.GetTimestamp();
        using var answer = await visitor.PostAsync("/units/import", content);
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"the file was answered {answer.StatusCode}");
        var path = answer.Headers.Location!.ToString();
        var page = await DoneAsync(visitor, path);
        var check = Stopwatch.GetElapsedTime(sent).TotalSeconds;
        if (!page.Contains($"{path}/application", StringComparison.Ordinal)) return (check, 0);
        var pressed = Stopwatch.GetTimestamp();
        using var applied = await visitor.PostAsync($"{path}/application", new Dictionary<string, string>(StringComparer.Ordinal) { ["__RequestVerificationToken"] = Visitor.Hidden(page)["__RequestVerificationToken"] });
        page = await DoneAsync(visitor, path);
        if (page.Contains($"{path}/application", StringComparison.Ordinal)) throw new InvalidOperationException("the file was not applied");
        return (check, Stopwatch.GetElapsedTime(pressed).TotalSeconds);
    }

    static async Task<string> DoneAsync(Visitor visitor, string path)
    {
        while (true)
        {
            var page = await visitor.ReadAsync(path);
            if (!page.Contains("<progress", StringComparison.Ordinal)) return page;
            await Task.Delay(100);
        }
    }

    static async Task<(List<double> Times, double PerSecond)> LoadAsync(Visitor visitor, string[] paths)
    {
        var (times, rates) = (new ConcurrentBag<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            // The first round warms up compiler, caches and pools.
            if (round == 0) times.Clear();
            var (start, before) = (Stopwatch.GetTimestamp(), times.Count);
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
            {
                for (var turn = client; Stopwatch.GetElapsedTime(start) < Turn; turn++)
                {
                    var asked = Stopwatch.GetTimestamp();
                    await visitor.BytesAsync(paths[turn % paths.Length]);
                    times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                }
            }));
            if (round >= 0) rates.Add((times.Count - before) / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return ([.. times], Median.Of(rates));
    }

    static async Task<int> MissingAsync(NpgsqlDataSource source) => Current - (int)await OneAsync<long>(source, "select count(*) from unit_on((now() at time zone 'Asia/Ho_Chi_Minh')::date)");

    static async Task<List<(string, string)>> CommunesAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select code, name from unit_on((now() at time zone 'Asia/Ho_Chi_Minh')::date) where kind = 'commune' order by code");
        await using var reader = await command.ExecuteReaderAsync();
        var communes = new List<(string, string)>();
        while (await reader.ReadAsync()) communes.Add((reader.GetString(0), reader.GetString(1)));
        return communes;
    }

    static async Task<List<T>> ListAsync<T>(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync()) values.Add(reader.GetFieldValue<T>(0));
        return values;
    }

    static async Task<T> OneAsync<T>(NpgsqlDataSource source, string sql) => (await ListAsync<T>(source, sql))[0];

    static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
