using Npgsql;
using TuanHoc.Web.Boards;
using TuanHoc.Web.Data;
using TuanHoc.Web.Data.Backups;
using TuanHoc.Web.Platform;
using TuanHoc.Web.Tests.Samples;

namespace TuanHoc.Web.Tests.Platform;

/// <summary>"tuanhoc backup" and "tuanhoc restore", of the sample data.</summary>
[Collection(Processes.Name)]
public sealed class BackupTests(SampleDatabase sample, Postgres postgres) : IClassFixture<SampleDatabase>, IDisposable
{
    readonly string folder = TestFolder.Make();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    string FilePath => Path.Combine(folder, "tuanhoc.backup");

    [Fact]
    public async Task What_is_restored_is_what_was_there_and_verify_finds_nothing_wrong()
    {
        await BackUpAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        var restored = Path.Combine(folder, "dữ liệu mới");
        var (code, output, errors) = await Child.RunAsync(["restore", FilePath, "--data", restored]);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("số tổng hợp khớp", output, StringComparison.Ordinal);

        var verified = await Child.RunAsync(["verify", "--data", restored]);
        Assert.True(verified.Code == 0, verified.Output);
        Assert.Contains("không còn dòng nào chưa niêm phong", verified.Output, StringComparison.Ordinal);

        await using var before = NpgsqlDataSource.Create(sample.ConnectionString);
        await using var held = await DataFolderOf(restored);
        await using var backup = await BackupFile.OpenAsync(FilePath, Cancel);
        // Numbers of transactions are another server's own, and sealing adds a block.
        foreach (var table in backup.Manifest.Tables.Where(table => table.Name is not ("audit_block" or "audit_seal" or "message_position")))
            Assert.Equal((table.Name, await PrintAsync(before, table.Name)), (table.Name, await PrintAsync(held.Source, table.Name)));
        Assert.Equal(await TotalsAsync(before), await TotalsAsync(held.Source));
        Assert.Equal(await SampleDatabase.AskAsync<long>(before, "select count(distinct tx) from audit"), await SampleDatabase.AskAsync<long>(held.Source, "select count(distinct tx) from audit"));

        // And it goes on from there: numbers are given anew where they stood, lines of the audit are sealed once.
        Assert.True(await SampleDatabase.AskAsync<long>(held.Source, "insert into audit (what, thing, thing_id) values ('tried', 'file', 'x') returning id") > await SampleDatabase.AskAsync<long>(before, "select max(id) from audit"));
        Assert.Equal(1, await AuditSeals.SealAsync(held.Source, Cancel));

        var (again, _, why) = await Child.RunAsync(["restore", FilePath, "--data", restored]);
        Assert.Equal(1, again);
        Assert.Contains("đang dùng thư mục dữ liệu", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_turned_bit_anywhere_and_a_missing_end_are_found_before_anything_is_made()
    {
        await BackUpAsync();
        var whole = await File.ReadAllBytesAsync(FilePath, Cancel);
        var restored = Path.Combine(folder, "restored");
        var path = Path.Combine(folder, "broken");
        foreach (var broken in Broken(whole))
        {
            await File.WriteAllBytesAsync(path, broken, Cancel);
            var refusal = await Assert.ThrowsAsync<Refusal>(() => BackupFile.OpenAsync(path, Cancel));
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        }
        var (code, output, errors) = await Child.RunAsync(["restore", path, "--data", restored]);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("bị cụt", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(restored));
    }

    [Fact]
    public async Task Neither_a_file_nor_data_that_are_there_are_written_over()
    {
        await BackUpAsync();
        var written = await File.ReadAllBytesAsync(FilePath, Cancel);
        var (code, _, errors) = await RunAsync(sample.ConnectionString, "backup", FilePath);
        Assert.Equal(1, code);
        Assert.Contains("đã có", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(written, await File.ReadAllBytesAsync(FilePath, Cancel));

        var used = await postgres.CloneAsync();
        await using var source = NpgsqlDataSource.Create(used);
        var before = await PrintAsync(source, "unit_version");
        (code, _, errors) = await RunAsync(used, "restore", FilePath);
        Assert.Equal(1, code);
        Assert.Contains("đã có dữ liệu", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(before, await PrintAsync(source, "unit_version"));
    }

    [Fact]
    public async Task What_does_not_count_up_is_not_kept_and_an_empty_database_can_be_tried_again()
    {
        await BackUpAsync();
        var empty = await postgres.EmptyAsync();
        await using var source = NpgsqlDataSource.Create(empty);
        await using (var backup = await BackupFile.OpenAsync(FilePath, Cancel))
        {
            // As if a row had been lost on the way: the manifest counts one more.
            var tables = (List<BackupTable>)backup.Manifest.Tables;
            var report = tables.FindIndex(table => table.Name == "report");
            tables[report] = tables[report] with { Rows = tables[report].Rows + 1 };
            var refusal = await Assert.ThrowsAsync<Refusal>(() => Restoring.RestoreAsync(source, backup, Cancel));
            Assert.Contains("report", refusal.Message, StringComparison.Ordinal);
        }
        Assert.Equal(0, await SampleDatabase.AskAsync<long>(source, "select count(*) from unit"));
        var (code, _, errors) = await RunAsync(empty, "restore", FilePath);
        Assert.Equal((0, ""), (code, errors));
        Assert.True(await SampleDatabase.AskAsync<long>(source, "select count(*) from report") > 3000);
    }

    async Task BackUpAsync()
    {
        var (code, output, errors) = await RunAsync(sample.ConnectionString, "backup", FilePath);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains(FilePath, output, StringComparison.Ordinal);
        Assert.Equal([FilePath], Directory.GetFiles(folder));
    }

    static IEnumerable<byte[]> Broken(byte[] whole)
    {
        foreach (var at in (int[])[0, 40, whole.Length / 2, whole.Length - 300, whole.Length - 5])
        {
            byte[] turned = [.. whole];
            turned[at] ^= 1;
            yield return turned;
        }
        foreach (var length in (int[])[0, 3, whole.Length / 3, whole.Length - 1]) yield return whole[..length];
    }

    static Task<(int Code, string Output, string Errors)> RunAsync(string connectionString, string verb, string path) =>
        Child.RunAsync([verb, path], new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__TuanHoc"] = connectionString });

    static Task<DataFolder> DataFolderOf(string path) => DataFolder.OpenAsync(path, connectionString: null);

    static Task<string> PrintAsync(NpgsqlDataSource source, string table) =>
        SampleDatabase.AskAsync<string>(source, $"select count(*) || ' ' || coalesce(md5(string_agg(row, e'\\n' order by row collate \"C\")), '') from (select (to_jsonb(t) - 'tx')::text as row from \"{table}\" t) rows");

    static async Task<long[]> TotalsAsync(NpgsqlDataSource source)
    {
        var totals = await TotalsReader.LoadAsync(source, await SampleDatabase.AskAsync<int>(source, "select max(id) from edition where exists (select from report r where r.edition_id = edition.id and r.state = 'accepted')"), map: default, Cancel);
        return [.. totals.Received(0), .. totals.Accepted(0)];
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
