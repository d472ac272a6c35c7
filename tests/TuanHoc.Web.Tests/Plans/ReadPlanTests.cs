using System.Diagnostics;
using System.Text.Json;

namespace TuanHoc.Web.Tests.Plans;

/// <summary>"tuanhoc read-plan" as a shell meets it.</summary>
public sealed class ReadPlanTests
{
    static readonly string Samples = Path.Combine(Repository.Root, "tests/plans");

    static Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => RunWithAsync(path: null, args);

    static async Task<(int Code, string Output, string Error)> RunWithAsync(string? path, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "read-plan", .. args]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        if (path is not null) start.Environment["PATH"] = path;
        using var tool = Process.Start(start)!;
        var (output, error) = (tool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (tool.ExitCode, await output, await error);
    }

    [Fact]
    public async Task Json_goes_to_standard_output_alone()
    {
        var (code, output, error) = await RunAsync(Path.Combine(Samples, "tinh-2025.txt"), "--format", "json");
        Assert.Equal((0, ""), (code, error));
        var plan = JsonDocument.Parse(output).RootElement;
        Assert.Equal(2025, plan.GetProperty("header").GetProperty("year").GetInt32());
        Assert.True(plan.GetProperty("assignments").GetArrayLength() > 3);
        Assert.Equal(2, plan.GetProperty("assignments")[0].GetProperty("at").GetArrayLength());
    }

    [Fact]
    public async Task Without_a_format_a_person_can_read_it()
    {
        var (code, output, error) = await RunAsync(Path.Combine(Samples, "xa-2025.txt"));
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("118/KH-UBND", output, StringComparison.Ordinal);
        Assert.Contains("Tuần lễ: 01/10/2025 – 07/10/2025", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_plan_is_one_line_on_standard_error()
    {
        var (code, output, error) = await RunAsync(Path.Combine(Repository.Root, "LICENSE"), "--format", "json");
        Assert.Equal((1, ""), (code, output));
        Assert.Single(error.Trim().Split('\n'));
        (code, output, error) = await RunAsync("/không/có.txt");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("Không thấy tệp", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%PDF-1.4\n%%EOF", "thiếu pdftotext")]
    [InlineData("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", "chưa có LibreOffice")]
    public async Task A_program_that_is_not_installed_is_named_and_breaks_nothing_else(string file, string says)
    {
        var folder = Directory.CreateTempSubdirectory("tuanhoc-read");
        try
        {
            var place = Path.Combine(folder.FullName, "ke-hoach.txt");
            await File.WriteAllBytesAsync(place, System.Text.Encoding.Latin1.GetBytes(file), TestContext.Current.CancellationToken);
            var (code, output, error) = await RunWithAsync(folder.FullName, place);
            Assert.Equal((1, ""), (code, output));
            Assert.Contains(says, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
            Assert.Equal(0, (await RunWithAsync(folder.FullName, Path.Combine(Samples, "xa-2025.txt"))).Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData()]
    [InlineData("a.txt", "--format", "xml")]
    [InlineData("a.txt", "--thua")]
    public async Task A_wrong_call_is_code_two(params string[] args)
    {
        var (code, output, error) = await RunAsync(args);
        Assert.Equal((2, ""), (code, output));
        Assert.Single(error.Trim().Split('\n'));
    }
}
