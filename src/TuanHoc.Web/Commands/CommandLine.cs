using System.CommandLine;
using System.Globalization;
using System.Text;
using Npgsql;
using TuanHoc.Web.Platform;

namespace TuanHoc.Web.Commands;

/// <summary>The verbs of the program "tuanhoc". Exit codes: 0 done; 1 refused, or faults found; 2 called wrongly. Errors are one line on standard error.</summary>
public static class CommandLine
{
    const int Refused = 1, Misused = 2;

    // Long enough for the server to write everything down when we are told to stop.
    static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(60);

    /// <summary>Runs one verb; without one, "serve".</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (WhyNotLanguage() is { } sentence) return await FailAsync(sentence, Refused);
        var root = Root();
        string[] help = ["--help", "-h", "-?", "--version"];
        var parsed = root.Parse(args is [] || (args[0].StartsWith('-') && !help.Contains(args[0])) ? ["serve", .. args] : args);
        if (parsed.Errors.Count > 0) return await FailAsync(Vietnamese.Error(parsed), Misused);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToStop });
        }
        // Whatever it was: a person at a shell, or a script, is told in one line and by the exit code.
        catch (Exception e)
        {
            return await FailAsync(Sentence(e), Refused);
        }
    }

    static string Sentence(Exception failure) => failure switch
    {
        Refusal => failure.Message,
        OperationCanceledException => "Đã dừng theo yêu cầu.",
        FileNotFoundException { FileName: { } file } => $"Không thấy tệp {file}.",
        UnauthorizedAccessException => $"Không được phép đọc hoặc ghi: {failure.Message}",
        IOException => $"Không đọc hoặc ghi được: {failure.Message}",
        PostgresException refused => $"PostgreSQL từ chối: {refused.MessageText} ({refused.SqlState})",
        NpgsqlException => $"Không kết nối được với PostgreSQL: {failure.Message}",
        _ => $"Lỗi của chương trình, xin báo lại: {failure.GetType().Name}: {failure.Message}",
    };

    /// <summary>Why this machine's language data cannot serve Vietnamese, or null. Without ICU every search key and every sum on a page would be silently wrong.</summary>
    public static string? WhyNotLanguage() => "ế".Normalize(NormalizationForm.FormD).Length == 3 && CultureInfo.GetCultureInfo("vi-VN").NumberFormat.NumberDecimalSeparator == ","
        ? null
        : "Máy này chạy .NET ở chế độ không có dữ liệu ngôn ngữ (invariant globalization), nên không thể xử lý tiếng Việt. Hãy cài libicu và bỏ DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.";

    static RootCommand Root()
    {
        var root = new RootCommand("TuanHoc: phần mềm cho Tuần lễ hưởng ứng học tập suốt đời, từ kế hoạch đến báo cáo tổng hợp.")
        {
            Serve.Verb(), ReadPlan.Verb(), Demo.Verb(), Migrate.Verb(), Verify.Verb(), Units.Verb(), Backup.Verb(), Restore.Verb(),
        };
        Vietnamese.Speak(root);
        return root;
    }

    static async Task<int> FailAsync(string sentence, int code)
    {
        await Console.Error.WriteLineAsync(sentence.ReplaceLineEndings(" ").Trim());
        return code;
    }
}
