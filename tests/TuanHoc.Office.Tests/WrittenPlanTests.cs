using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Core.Tests.Plans.Writing;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Office.Tests;

/// <summary>A plan written here, exported and given to our own reader.</summary>
public sealed class WrittenPlanTests
{
    [Fact]
    public void Every_fact_of_a_draft_is_read_back_out_of_its_Word_file() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Drafts.Any.ToArbitrary(), draft =>
    {
        var lost = ReadAgain.Lost(draft, ReadBack(draft));
        Assert.True(lost is [], $"lost:\n{string.Join('\n', lost)}");
    }));

    [Fact]
    public void So_is_a_plan_of_fifteen_pages() => Assert.Empty(ReadAgain.Lost(LongPlan.Draft, ReadBack(LongPlan.Draft)));

    private static Plan ReadBack(PlanDraft draft)
    {
        using var file = new MemoryStream();
        DocxWriter.Write(PlanWriter.Write(draft), file);
        file.Position = 0;
        return PlanReader.Read(PlanText.Read(file).Text!);
    }
}
