using TuanHoc.Core.Tests.Plans;
using TuanHoc.Plans;

namespace TuanHoc.Office.Tests;

/// <summary>The plans with annotations by hand, laid out as Word files and as PDF in two ways, read back and scored.</summary>
public sealed class PlanLayoutTests
{
    private const double Least = 0.97;

    private static readonly string[] WhatTasksAreMadeOf = ["modes", "dues", "deadlines", "routes"];

    [Fact]
    public async Task Issued_plans_are_read_from_docx_as_well_as_from_text() => await AssertScoresAsync(Issued(), asPdf: false, ByTool);

    [Fact]
    public async Task Issued_plans_are_read_from_pdf_as_well_as_from_text() => await AssertScoresAsync(Issued(), asPdf: true, ByTool);

    [Fact]
    public async Task Written_plans_are_read_from_docx() => await AssertScoresAsync(WrittenPlans.Own(), asPdf: false, OwnScore.Of);

    [Fact]
    public async Task Written_plans_are_read_from_pdf() => await AssertScoresAsync(WrittenPlans.Own(), asPdf: true, OwnScore.Of);

    private static List<(string Name, string Text, string Gold)> Issued()
    {
        var plans = WrittenPlans.Issued().ToList();
        Assert.SkipWhen(plans.Count == 0 || !File.Exists(WrittenPlans.Scorer), $"The issued plans and their scorer are not in {WrittenPlans.Shared}.");
        return plans;
    }

    private static Dictionary<string, double> ByTool(Plan plan, string gold)
    {
        var scores = PlanScore.Of(plan, gold);
        Assert.SkipWhen(scores is null, "python3, which runs the scorer, is not installed.");
        return scores;
    }

    private static async Task AssertScoresAsync(IEnumerable<(string Name, string Text, string Gold)> plans, bool asPdf, Func<Plan, string, Dictionary<string, double>> score)
    {
        var cancel = TestContext.Current.CancellationToken;
        var laidOut = (from plan in plans
                       from plainly in new[] { false, true }
                       select (plan.Gold, Name: $"{plan.Name}-{(plainly ? "plainly" : "decree")}", File: LaidOut.Docx(File.ReadAllText(plan.Text), plainly))).ToList();
        Assert.True(laidOut.Count > 0, "there are annotated plans");
        var files = laidOut.Select(plan => plan.File).ToList();
        if (asPdf)
            files = LibreOffice.ConvertAll(files, "docx", "pdf");
        foreach (var (plan, file) in laidOut.Zip(files))
        {
            var (text, refusal, byMachine) = await PlanFile.ReadAsync(new MemoryStream(file), cancel);
            Assert.True(text is not null && !byMachine, $"{plan.Name}: {refusal}");
            var scores = score(PlanReader.Read(text), plan.Gold);
            Assert.True(scores["mean"] >= Least, $"{plan.Name}: mean {scores["mean"]} is below {Least}.");
            Assert.All(WhatTasksAreMadeOf, group => Assert.True(scores[group] >= 0.95, $"{plan.Name}: {group} {scores[group]} is below 0.95."));
        }
    }
}
