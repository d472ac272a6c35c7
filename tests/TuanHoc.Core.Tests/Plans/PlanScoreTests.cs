using TuanHoc.Plans;

namespace TuanHoc.Core.Tests.Plans;

/// <summary>The reading of whole plans against their annotations by hand, scored by tools/score-plan beside the repository.</summary>
public sealed class PlanScoreTests
{
    [Fact]
    public void The_issued_plans_are_read_nearly_without_a_slip() => AssertScores(WrittenPlans.Issued().ToList(), least: 0.97);

    [Fact]
    public void The_written_plans_are_read_well() => AssertScores(WrittenPlans.Own().ToList(), least: 0.97);

    private static void AssertScores(List<(string Name, string Text, string Gold)> plans, double least)
    {
        Assert.SkipWhen(plans.Count == 0, $"No annotated plans here (looked in {WrittenPlans.Shared} and tests/plans).");
        Assert.SkipUnless(File.Exists(WrittenPlans.Scorer), $"The scorer is not at {WrittenPlans.Scorer}.");
        foreach (var (name, text, gold) in plans)
        {
            var scores = PlanScore.Of(PlanReader.Read(File.ReadAllText(text)), gold);
            Assert.SkipWhen(scores is null, "python3, which runs the scorer, is not installed.");
            Assert.True(scores["mean"] >= least, $"{name}: mean {scores["mean"]} is below {least}.");
            // Due dates, who is charged how, and where reports go are what tasks and reminders are made of
            Assert.All(["modes", "dues", "deadlines", "routes"], group => Assert.True(scores[group] >= 0.95, $"{name}: {group} {scores[group]} is below 0.95."));
        }
    }
}
