using TuanHoc.Core.Tests.Plans;
using TuanHoc.Plans;

namespace TuanHoc.Office.Tests;

/// <summary>The plans with annotations by hand, laid out as Word files and as PDF in two ways, read back and scored.</summary>
public sealed class PlanLayoutTests
{
    private static readonly string[] WhatTasksAreMadeOf = ["modes", "dues", "deadlines", "routes"];

    [Fact]
    public async Task Issued_plans_are_read_from_docx_as_well_as_from_text() => await AssertScoresAsync(WrittenPlans.Issued(), asPdf: false, least: 0.97);

    [Fact]
    public async Task Issued_plans_are_read_from_pdf_as_well_as_from_text() => await AssertScoresAsync(WrittenPlans.Issued(), asPdf: true, least: 0.97);

    [Fact]
    public async Task Written_plans_are_read_from_docx() => await AssertScoresAsync(WrittenPlans.Own(), asPdf: false, least: 0.97);

    [Fact]
    public async Task Written_plans_are_read_from_pdf() => await AssertScoresAsync(WrittenPlans.Own(), asPdf: true, least: 0.97);

    private static async Task AssertScoresAsync(IEnumerable<(string Name, string Text, string Gold)> plans, bool asPdf, double least)
    {
        var cancel = TestContext.Current.CancellationToken;
        Assert.SkipUnless(File.Exists(WrittenPlans.Scorer), $"The scorer is not at {WrittenPlans.Scorer}.");
        var laidOut = (from plan in plans
                       from plainly in new[] { false, true }
                       select (plan.Gold, Name: $"{plan.Name}-{(plainly ? "plainly" : "decree")}", File: LaidOut.Docx(File.ReadAllText(plan.Text), plainly))).ToList();
        Assert.SkipWhen(laidOut.Count == 0, $"No annotated plans here (looked in {WrittenPlans.Shared}).");
        var files = laidOut.Select(plan => plan.File).ToList();
        if (asPdf)
            files = LibreOffice.ConvertAll(files, "docx", "pdf");
        foreach (var (plan, file) in laidOut.Zip(files))
        {
            var (text, refusal, byMachine) = await PlanFile.ReadAsync(new MemoryStream(file), cancel);
            Assert.True(text is not null && !byMachine, $"{plan.Name}: {refusal}");
            var scores = PlanScore.Of(PlanReader.Read(text), plan.Gold);
            Assert.SkipWhen(scores is null, "python3, which runs the scorer, is not installed.");
            Assert.True(scores["mean"] >= least, $"{plan.Name}: mean {scores["mean"]} is below {least}.");
            Assert.All(WhatTasksAreMadeOf, group => Assert.True(scores[group] >= 0.95, $"{plan.Name}: {group} {scores[group]} is below 0.95."));
        }
    }
}
