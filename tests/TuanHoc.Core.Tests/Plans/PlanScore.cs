using System.Diagnostics;
using System.Globalization;
using TuanHoc.Plans;

namespace TuanHoc.Core.Tests.Plans;

/// <summary>How well an issued plan was read, by tools/score-plan beside the repository.</summary>
internal static class PlanScore
{
    /// <summary>The scores of the groups and their mean, by name; null where python3, which runs the scorer, is not installed.</summary>
    public static Dictionary<string, double>? Of(Plan plan, string gold)
    {
        var read = Path.GetTempFileName();
        try
        {
            File.WriteAllText(read, PlanJson.Write(plan));
            using var scorer = Process.Start(new ProcessStartInfo("python3", [WrittenPlans.Scorer, gold, read]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var lines = scorer.StandardOutput.ReadToEnd().TrimEnd().Split('\n');
            scorer.WaitForExit();
            return lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(read);
        }
    }
}
