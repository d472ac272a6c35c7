using FsCheck;
using FsCheck.Fluent;
using TuanHoc.Plans;
using TuanHoc.Plans.Writing;

namespace TuanHoc.Core.Tests.Plans.Writing;

/// <summary>What the text says is what is followed up: every fact of a draft is read back out of its document.</summary>
[Collection("The newest form of the process")]
public sealed class WrittenPlanTests
{
    [Fact]
    public void Every_fact_of_a_draft_is_read_back_out_of_its_text() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Drafts.Any.ToArbitrary(), draft =>
    {
        var text = PlanWriter.Write(draft).ToText();
        Assert.True(ReadAgain.Lost(draft, PlanReader.Read(text)) is [], $"lost:\n{string.Join('\n', ReadAgain.Lost(draft, PlanReader.Read(text)))}\n\n{text}");
    }));
}
