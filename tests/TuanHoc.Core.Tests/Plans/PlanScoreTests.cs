using System.Diagnostics;
using System.Globalization;
using TuanHoc.Plans;

namespace TuanHoc.Core.Tests.Plans;

/// <summary>The reading of whole plans against their annotations by hand, scored by tools/score-plan beside the repository.</summary>
public sealed class PlanScoreTests
{
    [Fact]
    public void The_issued_plans_are_read_nearly_without_a_slip() => AssertScores(WrittenPlans.Issued().ToList(), least: 0.95);

    [Fact]
    public void The_written_plans_are_read_well() => AssertScores(WrittenPlans.Own().ToList(), least: 0.9);

    private static void AssertScores(List<(string Name, string Text, string Gold)> plans, double least)
    {
        Assert.SkipWhen(plans.Count == 0, $"No annotated plans here (looked in {WrittenPlans.Shared} and tests/plans).");
        Assert.SkipUnless(File.Exists(WrittenPlans.Scorer), $"The scorer is not at {WrittenPlans.Scorer}.");
        var scores = plans.Select(plan => (plan.Name, Score: Score(plan.Text, plan.Gold))).ToList();
        Assert.SkipWhen(scores.Any(plan => plan.Score is null), "python3, which runs the scorer, is not installed.");
        Assert.All(scores, plan => Assert.True(plan.Score >= least, $"{plan.Name}: mean {plan.Score} is below {least}."));
    }

    private static double? Score(string text, string gold)
    {
        var read = Path.GetTempFileName();
        try
        {
            File.WriteAllText(read, PlanJson.Write(PlanReader.Read(File.ReadAllText(text))));
            using var scorer = Process.Start(new ProcessStartInfo("python3", [WrittenPlans.Scorer, gold, read]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var lines = scorer.StandardOutput.ReadToEnd().TrimEnd().Split('\n');
            scorer.WaitForExit();
            return double.Parse(lines[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1], CultureInfo.InvariantCulture);
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
