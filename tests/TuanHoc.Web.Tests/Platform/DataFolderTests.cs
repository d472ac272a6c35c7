using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Tests.Platform;

[Collection(Processes.Name)]
public sealed class DataFolderTests(ReadyFolder ready) : IDisposable
{
    readonly string folder = TestFolder.Make(), filled = ready.Copy();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_application_on_the_same_folder_is_refused_and_the_first_goes_on()
    {
        var (child, client) = await Child.ServeAsync(filled);
        using var _ = child;
        using var __ = client;
        var (code, output, errors) = await Child.RunAsync(["serve", "--data", filled, "--urls", "http://127.0.0.1:0"]);
        Assert.Equal(1, code);
        Assert.Equal("", output);
        Assert.Contains("đang dùng thư mục dữ liệu " + filled, Assert.Single(Lines(errors)), StringComparison.Ordinal);
        Assert.Equal("ok", await client.GetStringAsync("/health", Cancel));
    }

    [Fact]
    public async Task A_verb_beside_a_running_application_uses_its_server_and_leaves_it_running()
    {
        var (child, client) = await Child.ServeAsync(filled);
        using var _ = child;
        using var __ = client;
        var (code, output, errors) = await Child.RunAsync(["migrate", "--data", filled]);
        Assert.Equal((0, "Lược đồ đã ở bản mới nhất.", ""), (code, output.Trim(), errors));
        Assert.Equal("ok", await client.GetStringAsync("/health", Cancel));
    }

    [Fact]
    public async Task A_verb_alone_starts_the_server_prints_its_result_alone_and_stops_the_server()
    {
        var (code, output, errors) = await Child.RunAsync(["migrate", "--data", folder]);
        Assert.Equal((0, ""), (code, errors));
        Assert.All(Lines(output), line => Assert.EndsWith(".sql", line, StringComparison.Ordinal));
        Assert.Equal("0001_base.sql", Lines(output)[0]);
        Assert.False(File.Exists(Path.Combine(folder, "postgres", "postmaster.pid")));
    }

    [Fact]
    public async Task Verbs_at_once_share_one_server_that_the_last_of_them_stops()
    {
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Child.RunAsync(["units", "--data", filled, "--as-of", "2025-07-01"])));
        Assert.All(together, one => Assert.Equal((0, ""), (one.Code, one.Errors)));
        Assert.Single(together.Select(one => one.Output).Distinct());
        Assert.False(File.Exists(Path.Combine(filled, "postgres", "postmaster.pid")));
    }

    [Fact]
    public async Task Without_a_folder_the_only_one_with_data_is_meant_and_no_empty_one_is_made()
    {
        var (none, _, nothing) = await Child.RunAsync(["verify"], from: folder);
        Assert.Equal((1, true), (none, Assert.Single(Lines(nothing)).Contains("--data", StringComparison.Ordinal)));
        var (empty, _, _) = await Child.RunAsync(["verify", "--data", "new"], from: folder);
        var (listed, directory, said) = await Child.RunAsync(["units", "--as-of", "2025-07-01", "--format", "csv"], from: folder);
        Assert.Equal((0, "", 34 + 3_321), (listed, said, Lines(directory).Count(line => line.Contains(",province,", StringComparison.Ordinal) || line.Contains(",commune,", StringComparison.Ordinal))));
        Assert.Equal((1, false), (empty, Directory.EnumerateFileSystemEntries(folder).Any()));
        Assert.Equal((0, ""), await MigrateAsync(Path.Combine(folder, "data", "real")));
        var (one, output, _) = await Child.RunAsync(["verify"], from: folder);
        Assert.Equal((0, true), (one, output.Contains("không thấy sai", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(Path.Combine(folder, "data", "postgres")));
        Directory.CreateDirectory(Path.Combine(folder, "data", "sample", "postgres"));
        var (two, _, several) = await Child.RunAsync(["verify"], from: folder);
        Assert.Equal((1, true), (two, Assert.Single(Lines(several)).Contains("data/real và data/sample", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Whoever_is_not_root_runs_the_server_as_themselves()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "whoever is not root runs all the other tests so");
        var closed = DataPlace.Of(typeof(Program).Assembly.Location).ClosedAt;
        Assert.SkipWhen(closed is not null, $"only root may enter {closed}, where the program lies");
        var home = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        using var chown = System.Diagnostics.Process.Start("chown", ["nobody", home]);
        await chown.WaitForExitAsync(Cancel);
        var (code, _, errors) = await Child.RunAsync(["migrate", "--data", Path.Combine(home, "data")], new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = home }, asNobody: true);
        Assert.Equal((0, ""), (code, errors));
        Assert.True(File.Exists(Path.Combine(home, "data", "postgres", "PG_VERSION")));
        // What is root's is refused in one sentence.
        var (closedCode, _, why) = await Child.RunAsync(["migrate", "--data", Directory.CreateDirectory(Path.Combine(folder, "of-root")).FullName], new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = home }, asNobody: true);
        Assert.Equal((1, 1), (closedCode, Lines(why).Length));
    }

    [Fact]
    public async Task A_long_vietnamese_path_with_spaces_and_quotes_works()
    {
        var deep = Path.Combine(folder, "Sở Giáo dục và Đào tạo", "Tuần lễ hưởng ứng học tập suốt đời năm 2025", "dữ liệu thật, của 'chúng tôi'");
        Assert.Equal((0, ""), await MigrateAsync(deep));
        Assert.Equal((0, ""), await MigrateAsync(Path.Combine(folder, "dữ liệu, 'mới'")));
    }

    [Fact]
    public async Task A_path_the_tools_of_postgresql_would_misread_is_refused_before_anything_is_made()
    {
        var odd = Path.Combine(folder, "dữ $(liệu)");
        var (code, errors) = await MigrateAsync(odd);
        Assert.Equal(1, code);
        Assert.Contains(odd, Assert.Single(Lines(errors)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(odd));
    }

    [Fact]
    public async Task A_folder_reached_through_a_link_is_the_folder_itself()
    {
        var link = Path.Combine(folder, "link");
        Directory.CreateSymbolicLink(link, Directory.CreateDirectory(Path.Combine(folder, "real")).FullName);
        var (child, client) = await Child.ServeAsync(link);
        using var _ = child;
        using var __ = client;
        Assert.Equal(Path.Combine(folder, "real", "x"), DataPlace.Of(Path.Combine(link, "x")).Folder);
        Assert.Equal((0, ""), await MigrateAsync(Path.Combine(folder, "real")));
    }

    [Fact]
    public async Task Where_only_root_may_enter_the_data_go_elsewhere_and_one_line_says_so()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root's server runs as another user");
        var closed = Directory.CreateDirectory(Path.Combine(folder, "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        var place = DataPlace.Of(Path.Combine(closed, "data"));
        try
        {
            var (code, errors) = await MigrateAsync(Path.Combine(closed, "data"));
            Assert.Equal(0, code);
            Assert.StartsWith("/var/lib/tuanhoc/data-", place.Folder, StringComparison.Ordinal);
            Assert.Equal($"Chỉ root vào được {closed}, nên dữ liệu nằm ở {place.Folder}.", errors.Trim());
            Assert.False(Directory.Exists(Path.Combine(closed, "data")));
        }
        finally
        {
            Directory.Delete(place.Folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("14.22", false)]
    [InlineData("15.0", true)]
    [InlineData("18.4", true)]
    public void A_server_older_than_15_is_refused_by_name(string version, bool accepted)
    {
        var sentence = DataFolder.WhyNotServer(Version.Parse(version), version);
        Assert.Equal(accepted ? null : "PostgreSQL 14.22 quá cũ: cần 15 trở lên.", sentence);
    }

    static async Task<(int Code, string Errors)> MigrateAsync(string folder)
    {
        var (code, _, errors) = await Child.RunAsync(["migrate", "--data", folder]);
        return (code, errors);
    }

    static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public void Dispose()
    {
        foreach (var one in (string[])[folder, filled]) Directory.Delete(one, recursive: true);
    }
}
