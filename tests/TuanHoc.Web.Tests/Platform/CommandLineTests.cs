using System.Net;
using System.Net.Sockets;

namespace TuanHoc.Web.Tests.Platform;

[Collection(Processes.Name)]
public sealed class CommandLineTests : IDisposable
{
    readonly string folder = TestFolder.Make();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--help")]
    [InlineData("serve --help")]
    [InlineData("read-plan --help")]
    [InlineData("demo --help")]
    [InlineData("migrate --help")]
    [InlineData("verify --help")]
    [InlineData("units --help")]
    [InlineData("backup --help")]
    [InlineData("restore --help")]
    [InlineData("--version")]
    public async Task Help_is_the_result_and_goes_to_standard_output(string arguments)
    {
        var (code, output, errors) = await Child.RunAsync(arguments.Split(' '));
        Assert.Equal((0, ""), (code, errors));
        Assert.NotEqual("", output);
    }

    [Theory]
    [InlineData("fly", "fly")]
    [InlineData("serve fly", "fly")]
    [InlineData("migrate --nowhere", "--nowhere")]
    [InlineData("read-plan", "FILE")]
    [InlineData("read-plan plan.txt --format xml", "--format")]
    [InlineData("--sample --fresh", "--sample")]
    [InlineData("verify --data", "--data")]
    [InlineData("verify --data=", "--data")]
    [InlineData("verify --data ", "--data")]
    [InlineData("serve --data=", "--data")]
    [InlineData("serve --urls nonsense", "--urls")]
    [InlineData("serve --urls http://localhost:99999", "--urls")]
    [InlineData("serve --urls=x", "--urls")]
    [InlineData("units --as-of 31/02/2025", "--as-of")]
    [InlineData("units --format xml", "--format")]
    [InlineData("backup", "FILE")]
    [InlineData("restore --data x", "FILE")]
    public async Task A_wrong_call_is_2_and_one_line_names_the_word(string arguments, string word)
    {
        var (code, output, errors) = await Child.RunAsync(arguments.Split(' '));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(word, Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("--help", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused_with_1()
    {
        var (code, output, errors) = await Child.RunAsync(["read-plan", "/no/such/plan.txt", "--format", "json"]);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("/no/such/plan.txt", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_with_1_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://{taken.LocalEndpoint}";
        var (code, output, errors) = await Child.RunAsync(["serve", "--data", folder, "--urls", address]);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(address, Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("--port", errors, StringComparison.Ordinal);
        var (second, _, said) = await Child.RunAsync(["serve", "--data", folder], new Dictionary<string, string>(StringComparer.Ordinal) { ["ASPNETCORE_URLS"] = "nonsense" });
        Assert.Equal((1, true), (second, Assert.Single(said.TrimEnd().Split('\n')).Contains("nonsense", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_refused_with_1_in_one_line()
    {
        var nowhere = new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__TuanHoc"] = "Host=127.0.0.1;Port=1;Username=x;Timeout=2" };
        var (code, output, errors) = await Child.RunAsync(["verify"], nowhere);
        Assert.Equal((1, ""), (code, output));
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Without_language_data_it_refuses_to_start()
    {
        var ours = Path.ChangeExtension(typeof(Program).Assembly.Location, ".runtimeconfig.json");
        var invariant = Path.Combine(folder, "tuanhoc.runtimeconfig.json");
        var text = await File.ReadAllTextAsync(ours, Cancel);
        Assert.Contains("\"System.Globalization.Invariant\": false", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(invariant, text.Replace("Invariant\": false", "Invariant\": true", StringComparison.Ordinal), Cancel);
        var (code, output, errors) = await Child.RunAsync(["serve", "--data", folder], runtimeConfig: invariant);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("libicu", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
