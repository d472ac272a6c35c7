using TuanHoc.Plans;

namespace TuanHoc.Core.Tests.Plans;

/// <summary>The reading of whole plans against their annotations by hand: the project's own by its own scorer, the issued ones by tools/score-plan beside the repository.</summary>
public sealed class PlanScoreTests
{
    private const double Least = 0.97;

    [Fact]
    public void The_issued_plans_are_read_nearly_without_a_slip()
    {
        var plans = WrittenPlans.Issued().ToList();
        Assert.SkipWhen(plans.Count == 0 || !File.Exists(WrittenPlans.Scorer), $"The issued plans and their scorer are not in {WrittenPlans.Shared}.");
        AssertScores(plans, (plan, gold) =>
        {
            var scores = PlanScore.Of(plan, gold);
            Assert.SkipWhen(scores is null, "python3, which runs the scorer, is not installed.");
            return scores;
        });
    }

    [Fact]
    public void The_written_plans_are_read_well()
    {
        var plans = WrittenPlans.Own().ToList();
        Assert.True(plans.Count >= 15, "the annotated plans of tests/plans are there");
        AssertScores(plans, OwnScore.Of);
    }

    [Fact]
    public void What_is_missing_and_what_is_too_much_both_cost()
    {
        var (_, text, gold) = WrittenPlans.Own().First();
        var plan = PlanReader.Read(File.ReadAllText(text));
        var whole = OwnScore.Of(plan, gold)["recipients"];
        Assert.True(OwnScore.Of(plan with { Recipients = [.. plan.Recipients.Skip(1)] }, gold)["recipients"] < whole);
        Assert.True(OwnScore.Of(plan with { Recipients = [.. plan.Recipients, .. plan.Recipients] }, gold)["recipients"] < whole);
    }

    private static void AssertScores(List<(string Name, string Text, string Gold)> plans, Func<Plan, string, Dictionary<string, double>> score)
    {
        foreach (var (name, text, gold) in plans)
        {
            var scores = score(PlanReader.Read(File.ReadAllText(text)), gold);
            Assert.True(scores["mean"] >= Least, $"{name}: mean {scores["mean"]} is below {Least}.");
            // Due dates, who is charged how, and where reports go are what tasks and reminders are made of
            Assert.All(["modes", "dues", "deadlines", "routes"], group => Assert.True(scores[group] >= 0.95, $"{name}: {group} {scores[group]} is below 0.95."));
        }
    }
}
